"""What must hold of every amount, whatever is asked."""

from decimal import Decimal

from hypothesis import given

from tests.properties.asking import Json, ask
from tests.properties.strategies import amounts, requests


@given(requests)
def test_aid_stays_within_what_is_left(request: Json) -> None:
    """The aid is never below zero and never more than what is left of the year's ceiling."""
    aid = ask("assess", request)["aid"]
    if aid:
        left = max(Decimal(0), Decimal(aid["cap"]) - Decimal(request.get("aid_granted_this_year") or 0))
        assert Decimal(0) <= Decimal(aid["amount"]) <= left
        assert Decimal(aid["left_this_year"]) == left - Decimal(aid["amount"])


@given(requests)
def test_aid_and_own_share_are_the_eligible_cost(request: Json) -> None:
    """Not a cent is lost or made between the aid and the own share."""
    aid = ask("assess", request)["aid"]
    if aid:
        assert Decimal(aid["amount"]) + Decimal(aid["own_share"]) == Decimal(aid["eligible_cost"])


@given(requests)
def test_what_is_paid_and_the_aid_are_the_invoice(request: Json) -> None:
    """What goes to the wallet and to the provider is the total paid; without aid nothing goes to the wallet."""
    aid = ask("assess", request)["aid"]
    if aid:
        assert Decimal(aid["deposit"]) + Decimal(aid["to_pay_provider"]) == Decimal(aid["total_paid"])
        assert Decimal(aid["deposit"]) == (Decimal(aid["own_share"]) if Decimal(aid["amount"]) else 0)
        assert Decimal(aid["to_pay_provider"]) >= Decimal(aid["vat"])


@given(requests)
def test_real_cost_is_what_the_tax_office_does_not_give_back(request: Json) -> None:
    """VAT that is recovered costs nothing; whether it is recovered may be unknown."""
    aid = ask("assess", request)["aid"]
    if aid:
        recoverable = request["cost"].get("vat_recoverable")
        if recoverable is None:
            assert aid["real_cost"] is None
        else:
            recovered = Decimal(aid["vat"]) if recoverable else Decimal(0)
            assert Decimal(aid["real_cost"]) == Decimal(aid["total_paid"]) - recovered


@given(requests, amounts, amounts)
def test_more_cost_never_gives_less_aid(request: Json, one: str, other: str) -> None:
    """A dearer service of the same kind on the same day never gets less."""
    less, more = sorted([one, other], key=Decimal)
    cheap, dear = (ask("assess", request | {"cost": {"net": net}})["aid"] for net in (less, more))
    if cheap:
        assert Decimal(cheap["amount"]) <= Decimal(dear["amount"])


@given(requests, amounts)
def test_more_granted_never_gives_more_aid(request: Json, granted: str) -> None:
    """What was granted earlier in the year only ever takes away."""
    fresh, used = (ask("assess", request | {"aid_granted_this_year": earlier})["aid"] for earlier in ("0", granted))
    if fresh:
        assert Decimal(used["amount"]) <= Decimal(fresh["amount"])


@given(requests)
def test_gross_is_net_and_vat(request: Json) -> None:
    """Who types the price with VAT gets the same price back: net and VAT together."""
    cost = {"gross": "1740.00", "vat_rate": (request.get("cost") or {}).get("vat_rate")}
    aid = ask("assess", request | {"cost": cost})["aid"]
    if aid:
        assert Decimal(aid["eligible_cost"]) + Decimal(aid["vat"]) == Decimal("1740.00")
