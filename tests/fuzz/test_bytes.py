"""Whatever bytes come in, a contract response goes out."""

from random import Random

import pytest

from tests.fuzz.nasty import COMMANDS, SPECIMENS, random_bytes
from tests.fuzz.running import response_of, run_apart, run_here
from tests.seeds import seeds

SEEDS = seeds(by_day=2, at_night=8)
STRINGS_PER_SEED = 1_000


@pytest.mark.parametrize("seed", SEEDS)
def test_random_bytes(seed: int) -> None:
    random = Random(seed)
    for _ in range(STRINGS_PER_SEED):
        command = random.choice(COMMANDS)
        data = random_bytes(random)
        status, output = run_here(command, data)
        response_of(command, status, output)


@pytest.mark.parametrize("data", SPECIMENS.values(), ids=SPECIMENS.keys())
def test_specimens_within_memory_and_time(data: bytes) -> None:
    """In a process that may use 200 MB and 2 seconds; only the byte order mark is forgiven."""
    status, output = run_apart("assess", data)
    response_of("assess", status, output)
    assert (status == 0) == (data == SPECIMENS["byte order mark"])


@pytest.mark.parametrize(
    ("specimen", "fields"),
    [
        ("a circle", ["enterprise.relations.0.relations.0.relations.0.name"]),
        ("a huge amount", ["cost.net"]),
        ("a huge power", ["cost.net"]),
        ("no number", ["cost.net"]),
        ("the same key twice", ["applied_on", "contract"]),
    ],
)
def test_what_can_be_pointed_at_is_an_error_at_its_field(specimen: str, fields: list[str]) -> None:
    status, output = run_here("assess", SPECIMENS[specimen])
    errors = response_of("assess", status, output)["errors"]
    assert sorted({error["field"] for error in errors}) == fields
