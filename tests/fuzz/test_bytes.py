"""Whatever bytes come in, a contract response goes out."""

from random import Random

import pytest

from tests.fuzz.nasty import COMMANDS, SPECIMENS, random_bytes
from tests.fuzz.running import response_of, run_apart, run_here
from tests.seeds import seeds

SEEDS = seeds(by_day=1, at_night=9)
STRINGS_PER_SEED = 1_000
LARGE = 50_000
AT_NIGHT = pytest.mark.night


@pytest.mark.parametrize("seed", SEEDS)
def test_random_bytes(seed: int) -> None:
    random = Random(seed)
    for _ in range(STRINGS_PER_SEED):
        command = random.choice(COMMANDS)
        data = random_bytes(random)
        status, output = run_here(command, data)
        response_of(command, status, output)


@pytest.mark.parametrize("data", SPECIMENS.values(), ids=SPECIMENS.keys())
def test_specimens(data: bytes) -> None:
    """Only the byte order mark is forgiven."""
    status, output = run_here("assess", data)
    response_of("assess", status, output)
    assert (status == 0) == (data == SPECIMENS["byte order mark"])


@pytest.mark.parametrize(
    "name", [name if len(data) > LARGE else pytest.param(name, marks=AT_NIGHT) for name, data in SPECIMENS.items()]
)
def test_specimens_within_memory_and_time(name: str) -> None:
    """In a process that may use 200 MB and 2 seconds."""
    assert run_apart("assess", SPECIMENS[name]) == run_here("assess", SPECIMENS[name])


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
