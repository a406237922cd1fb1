"""A valid request with something wrong in it is answered or refused, never dropped."""

import json
from random import Random

import pytest

from tests.fuzz.nasty import mutate, random_command
from tests.fuzz.running import response_of, run_apart, run_here
from tests.oracle.generator import random_request
from tests.properties.asking import answered, value_at, with_value
from tests.seeds import seeds

SEEDS = seeds(by_day=1, at_night=9)
REQUESTS_PER_SEED = 1_000


def mutated(random: Random) -> tuple[str, bytes]:
    """A command and its request with one to three mutations."""
    command, request = random_command(random)
    for _ in range(random.choice([1, 1, 2, 3])):
        request = mutate(random, request)
    return command, json.dumps(request).encode()


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_requests(seed: int) -> None:
    random = Random(seed)
    statuses = set()
    for _ in range(REQUESTS_PER_SEED):
        command, data = mutated(random)
        status, output = run_here(command, data)
        response_of(command, status, output)
        statuses.add(status)
    assert statuses == {0, 2}


@pytest.mark.parametrize("seed", seeds(by_day=6, at_night=18))
def test_mutated_requests_in_a_process_of_their_own(seed: int) -> None:
    """The real command line says the same, byte for byte, within 200 MB and 2 seconds."""
    command, data = mutated(Random(seed))
    assert run_apart(command, data) == run_here(command, data)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_wrong_field_is_reported(seed: int) -> None:
    """All field errors together, not the first only, and no other field is blamed."""
    random = Random(seed)
    for _ in range(50):
        request = random_request(random)
        leaves = [path for path in answered(request) if not isinstance(value_at(request, path), dict | list)]
        wrong = random.sample(leaves, k=random.randint(1, min(4, len(leaves))))
        for path in wrong:
            request = with_value(request, path, {"een": "tabel"})
        status, output = run_here("assess", json.dumps(request).encode())
        fields = [error["field"] for error in response_of("assess", status, output)["errors"]]
        assert sorted(fields) == sorted(".".join(map(str, path)) for path in wrong)
