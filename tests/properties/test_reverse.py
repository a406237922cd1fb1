"""Asking backwards: which cost gives a wanted amount of aid."""

from decimal import Decimal

from hypothesis import given

from tests.properties.asking import Json, ask
from tests.properties.strategies import amounts, as_wish, requests

LEAST_COSTS = {Decimal(100), Decimal(500)}


@given(requests, amounts)
def test_the_cost_found_gives_what_is_wanted(request: Json, wanted: str) -> None:
    """Assessed, the answer's cost gives the answer's amount, and that is at least what was wanted."""
    answer = ask("reverse", as_wish(request, wanted))
    if answer["reachable"]:
        cost = {name: value for name, value in (request.get("cost") or {}).items() if name != "gross"}
        assessed = ask("assess", request | {"cost": cost | {"net": answer["net_cost"]}})
        assert assessed["aid"] == answer["assessment"]["aid"]
        assert Decimal(answer["amount"]) == Decimal(assessed["aid"]["amount"]) >= Decimal(wanted)


@given(requests, amounts)
def test_no_smaller_cost_would_do(request: Json, wanted: str) -> None:
    """A cent less gives a share below what is wanted, unless the cost is the least that is accepted."""
    answer = ask("reverse", as_wish(request, wanted))
    if answer["reachable"]:
        aid = answer["assessment"]["aid"]
        eligible_cost = Decimal(aid["eligible_cost"])
        a_cent_less = eligible_cost - Decimal("0.01")
        assert a_cent_less * Decimal(aid["rate"]) / 100 < Decimal(wanted) or eligible_cost in LEAST_COSTS


@given(requests, amounts)
def test_what_cannot_be_reached_has_no_cost(request: Json, wanted: str) -> None:
    """Out of reach means no figures; and then even a very dear service does not give it."""
    answer = ask("reverse", as_wish(request, wanted))
    if not answer["reachable"]:
        assert (answer["net_cost"], answer["amount"]) == (None, None)
        aid = ask("assess", request | {"cost": {"net": "100000000"}})["aid"]
        assert aid is None or Decimal(aid["amount"]) < Decimal(wanted)
