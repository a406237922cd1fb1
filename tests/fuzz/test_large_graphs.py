"""A ring and a lattice of 200 enterprises take no longer than any other group."""

import json
from time import process_time
from typing import Any

import pytest

from calculator.contract.wire import answer
from tests.benchmarks.groups import YEARS, firm

MOST = 200
RUNAWAY_SECONDS = 1.0

type Json = dict[str, Any]


def holding(holder: int, held: int, share: str | None) -> Json:
    """The first place is the enterprise that applies."""
    return {"holder": str(holder) if holder else None, "held": str(held) if held else None, "share": share}


def ring(share: str | None) -> list[Json]:
    return [holding(place, (place + 1) % (MOST + 1), share) for place in range(MOST + 1)]


def lattice(share: str | None) -> list[Json]:
    return [
        holding(place, place + step, share)
        for place in range(MOST + 1)
        for step in (1, 2, 7, 30)
        if place + step <= MOST
    ]


@pytest.mark.parametrize(
    ("holdings", "counted"),
    [
        (ring("60"), MOST + 1),
        (ring(None), MOST + 1),
        (lattice("20"), 1),
        (lattice("25"), None),
        (lattice(None), MOST + 1),
    ],
    ids=["ring", "ring of unknown shares", "lattice below the limit", "lattice", "lattice of unknown shares"],
)
def test_two_hundred_enterprises(holdings: list[Json], counted: int | None) -> None:
    request = firm([])
    enterprises = [{"id": str(place), "periods": YEARS} for place in range(1, MOST + 1)]
    request["enterprise"] |= {"relations": None, "group": {"enterprises": enterprises, "holdings": holdings}}
    start = process_time()
    status, response = answer("assess", json.dumps(request))
    assert status == 0, response
    assert process_time() - start < RUNAWAY_SECONDS
    if counted is not None:
        assert len(json.loads(response)["size"]["counted"]) == counted
