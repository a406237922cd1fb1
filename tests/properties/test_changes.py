"""A change that is proposed is a promise: applied and judged again it gives what it says, and in time."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given

from tests.properties.asking import Json, ask
from tests.properties.promises import broken, of_the_corpus, of_the_fuzz, promises
from tests.properties.strategies import requests
from tests.seeds import seeds

BETTER = {"not_eligible": 0, "undecided": 1, "eligible": 2}


def kept(requests: Iterable[Json]) -> int:
    """How many promises were tried; each must be kept."""
    tried = 0
    for request, changes in promises(requests):
        assert broken(request, changes) == [], (changes, request)
        tried += 1
    return tried


def test_every_promise_of_the_corpus_is_kept() -> None:
    assert kept(of_the_corpus()) > 100


@pytest.mark.parametrize("seed", seeds(by_day=2, at_night=8))
def test_every_promise_of_the_fuzz_is_kept(seed: int) -> None:
    assert kept(of_the_fuzz(seed, 1_000)) > 20


@given(requests)
def test_every_promise_is_kept(request: Json) -> None:
    """Single and together: the outcome and the amount it names, no deadline missed, and no day that is past."""
    kept([request])


@given(requests)
def test_changes_help(request: Json) -> None:
    """A change gives a better outcome or more aid; one that helps nothing is not proposed."""
    response = ask("assess", request)
    for change in response["changes"]:
        more = Decimal(change["amount"] or 0) > Decimal((response["aid"] or {"amount": 0})["amount"])
        assert more or BETTER[change["outcome"]] > BETTER[response["outcome"]]


@given(requests)
def test_a_yes_without_loss_needs_no_change(request: Json) -> None:
    """Who gets the whole rate on the whole cost is told to change nothing."""
    response = ask("assess", request)
    aid = response["aid"]
    if response["outcome"] == "eligible" and Decimal(aid["left_this_year"]):
        assert response["changes"] == []
