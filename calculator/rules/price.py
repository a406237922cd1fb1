"""The price without value added tax, from what was given of it."""

from datetime import date

from calculator.asked import Cost
from calculator.scheme.day import rules_on
from calculator.values import Money, Percentage

__all__ = ["net_cost", "vat_rate"]


def net_cost(cost: Cost, applied_on: date) -> Money | None:
    """The cost without value added tax, from the net or the gross price."""
    if cost.gross is None:
        return cost.net
    rate = vat_rate(cost, applied_on)
    return None if rate is None else cost.gross.without_added(rate)


def vat_rate(cost: Cost, applied_on: date) -> Percentage | None:
    """The rate of value added tax: the one given, else the one in the data for that day."""
    if cost.vat_rate is not None:
        return cost.vat_rate
    standard = rules_on(applied_on).vat
    return None if standard is None else standard.rate
