"""A large group takes time in proportion, and never runs away."""

import json
from time import process_time
from typing import Any

import pytest

from calculator.contract.wire import answer
from tests.benchmarks.groups import chains, firm

# Ten times what it may take on a quiet machine (100 ms), so that only a runaway fails.
RUNAWAY_SECONDS = 1.0

GROUPS: dict[str, list[Any]] = {
    "linked, 50 deep": chains(enterprises=1_000, depth=50),
    "partners, 50 deep": chains(enterprises=1_000, depth=50, share="30"),
    "side by side": chains(enterprises=1_000, depth=1),
    "one name": [{**relation, "name": "Holding"} for relation in chains(enterprises=1_000, depth=1)],
    "one label": [{**relation, "joint": "familie"} for relation in chains(enterprises=1_000, depth=1, share="0.04")],
    "nothing known": [{} for _ in range(1_000)],
}


@pytest.mark.parametrize("relations", GROUPS.values(), ids=GROUPS.keys())
def test_a_thousand_relations(relations: list[Any]) -> None:
    text = json.dumps(firm(relations))
    start = process_time()
    status, response = answer("assess", text)
    assert status == 0, response
    assert process_time() - start < RUNAWAY_SECONDS


def test_all_of_a_thousand_are_counted() -> None:
    """12.5 and a thousand times 0.02."""
    _, text = answer("assess", json.dumps(firm(GROUPS["linked, 50 deep"])))
    assert json.loads(text)["size"]["headcount"] == "32.50"
