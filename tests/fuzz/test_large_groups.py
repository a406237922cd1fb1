"""A large group takes work in proportion, and never runs away. Counted here; `make bench` tells how fast it is."""

import json
import sys
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

import pytest

from calculator.contract.wire import answer
from tests.benchmarks.groups import chains, firm

SHAPES: Mapping[str, Callable[[int], list[Any]]] = {
    "linked, 50 deep": lambda many: chains(enterprises=many, depth=50),
    "partners, 50 deep": lambda many: chains(enterprises=many, depth=50, share="30"),
    "side by side": lambda many: chains(enterprises=many, depth=1),
    "one name": lambda many: [{**each, "name": "Holding"} for each in chains(enterprises=many, depth=1)],
    "one label": lambda many: [
        {**each, "joint": "familie"} for each in chains(enterprises=many, depth=1, share="0.04")
    ],
    "nothing known": lambda many: [{} for _ in range(many)],
}


def steps(relations: list[Any]) -> int:
    """How many functions begin and how often a loop goes round while the group is assessed."""
    counted = 0

    def count(_: CodeType, *__: object) -> None:
        nonlocal counted
        counted += 1

    text = json.dumps(firm(relations))
    watch, events = sys.monitoring, sys.monitoring.events
    watch.use_tool_id(watch.PROFILER_ID, "steps")
    try:
        for event in (events.PY_START, events.JUMP):
            watch.register_callback(watch.PROFILER_ID, event, count)
        watch.set_events(watch.PROFILER_ID, events.PY_START | events.JUMP)
        status, response = answer("assess", text)
    finally:
        watch.set_events(watch.PROFILER_ID, 0)
        watch.free_tool_id(watch.PROFILER_ID)
    assert status == 0, response
    return counted


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_four_times_the_relations_take_some_four_times_the_work(shape: Callable[[int], list[Any]]) -> None:
    """A group of which every pair is looked at would take sixteen times the work."""
    steps(shape(50))
    assert 3 < steps(shape(1_000)) / steps(shape(250)) < 6


def test_all_of_a_thousand_are_counted() -> None:
    """12.5 and a thousand times 0.02."""
    _, text = answer("assess", json.dumps(firm(SHAPES["linked, 50 deep"](1_000))))
    assert json.loads(text)["size"]["headcount"] == "32.50"
