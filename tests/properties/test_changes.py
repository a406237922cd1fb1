"""A change that is proposed is a promise."""

from decimal import Decimal

from hypothesis import given

from tests.properties.asking import Json, ask, path_of, with_value
from tests.properties.strategies import requests

BETTER = {"not_eligible": 0, "undecided": 1, "eligible": 2}


def applied(request: Json, change: Json) -> Json:
    """The request as the change would have it."""
    for field, value in {change["field"]: change["to"], **change.get("also", {})}.items():
        request = with_value(request, path_of(field), value)
    return request


@given(requests)
def test_changes_give_what_they_promise(request: Json) -> None:
    """Applied to the request, a change gives the outcome and the amount it names."""
    for change in ask("assess", request)["changes"]:
        after = ask("assess", applied(request, change))
        assert after["outcome"] == change["outcome"]
        assert (after["aid"] or {"amount": None})["amount"] == change["amount"]


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


@given(requests)
def test_changes_together_give_what_the_last_one_promises(request: Json) -> None:
    """Where only several changes help, each stands on those before it and the last names what all of them give."""
    together = ask("assess", request)["changes_together"]
    for change in together:
        request = applied(request, change)
    if together:
        after = ask("assess", request)
        assert after["outcome"] == together[-1]["outcome"] != "not_eligible"
        assert (after["aid"] or {"amount": None})["amount"] == together[-1]["amount"]
