"""The money: rate, aid, own share, value added tax, and who is paid what."""

from dataclasses import dataclass, replace
from datetime import date

from calculator.asked import Cost, Service
from calculator.logic import Range
from calculator.rules.finding import Finding, judged, not_in_force
from calculator.rules.price import net_cost, vat_rate
from calculator.rules.size import Class, Size
from calculator.scheme.day import DayRules
from calculator.scheme.rows import Basis, Condition, Kind, Rate
from calculator.values import Money, Percentage

__all__ = [
    "Aid",
    "AppliedRate",
    "Price",
    "YearCeiling",
    "aid_for",
    "catering_surplus",
    "ceiling_for",
    "class_for_aid",
    "eligible_range",
    "price_of",
    "rate_for",
    "yearly_cap",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the service costs; `eligible` is the part of the net cost that the rate applies to."""

    net: Money
    vat: Money
    eligible: Money
    catering_surplus: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCeiling:
    """The year's ceiling, and what earlier projects of that year took of it (`None`: not known)."""

    amount: Money
    granted: Money | None
    planned: Money

    @property
    def left(self) -> Money:
        """What is left of the year, if nothing unknown was used."""
        used = (self.granted or Money(0)) + self.planned
        return max(self.amount - used, Money(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRate:
    """The rate for one service and size, and the row it comes from."""

    percentage: Percentage
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """The aid for one project and what it leaves to pay."""

    rate: AppliedRate
    price: Price
    ceiling: YearCeiling
    amount: Money
    without_ceiling: Money
    deposit: Money
    vat_recoverable: bool | None

    @property
    def own_share(self) -> Money:
        """What the enterprise bears of the eligible cost."""
        return self.price.eligible - self.amount

    @property
    def to_pay_provider(self) -> Money:
        """What goes straight to the provider: all that does not go through the wallet."""
        return self.total_paid - self.deposit

    @property
    def total_paid(self) -> Money:
        """All that the enterprise pays, to the wallet and to the provider."""
        return self.price.net + self.price.vat - self.amount

    @property
    def real_cost(self) -> Money | None:
        """What the project costs in the end, once tax that can be recovered is back."""
        if self.vat_recoverable is None:
            return None
        return self.total_paid - self.price.vat if self.vat_recoverable else self.total_paid

    @property
    def left_this_year(self) -> Money:
        """What this project leaves of the year's ceiling."""
        return self.ceiling.left - self.amount


def price_of(cost: Cost, applied_on: date, rules: DayRules) -> Price | None:
    """The price taken apart; `None` when the cost is not known."""
    net, rate = net_cost(cost, applied_on), vat_rate(cost, applied_on)
    if net is None or rate is None:
        return None
    surplus = catering_surplus(cost, rules)
    return Price(
        net=net,
        vat=net.share(rate) if cost.gross is None else cost.gross - net,
        eligible=net - cost.ineligible - surplus,
        catering_surplus=surplus,
    )


def catering_surplus(cost: Cost, rules: DayRules) -> Money:
    """The part of the catering above the amount per person and day; without a row for that day none of it is cut."""
    catering, row = cost.catering, rules.catering
    if catering is None or row is None:
        return Money(0)
    return max(catering.amount - row.amount * catering.persons * catering.days, Money(0))


def class_for_aid(size: Size | None, shelter: Condition | None) -> Class:
    """The class whose rate and ceiling hold: a large sheltered-work enterprise has those of a medium one.

    Basis: Decision of the Flemish Government of 26 February 2016, Art. 18, as changed from 1 January 2026.
    """
    size_class = size.size_class if size else None
    return "medium" if size_class == "large" and shelter else size_class


def rate_for(service: Service, size: Class, rules: DayRules) -> AppliedRate | None:
    """The rate for the service and size; `None` when it is not known.

    An unknown kind of service does not matter where training and advice have the same rate.
    """
    if size is None:
        return None
    kinds: tuple[Kind, ...] = (service.kind,) if service.kind else ("training", "advice")
    found = [_rate_of(kind, service.topic, size, rules) for kind in kinds]
    first = found[0]
    if first is None or any(other is None or other.percentage != first.percentage for other in found):
        return None
    return first


def _rate_of(kind: Kind, topic: str | None, size: Class, rules: DayRules) -> AppliedRate | None:
    row: Rate | None = rules.rates.get((kind, topic))
    own = row.basis if row else None
    if row is not None and row.kind == "ordinary":
        row = rules.rates.get((kind, None))
    if row is None or own is None or row.kind == "unknown":
        return None
    percentage = {"small": row.small, "medium": row.medium}.get(size or "")
    return AppliedRate(percentage=percentage or Percentage(0), basis=_less_sure(own, row.basis))


def _less_sure(own: Basis, ordinary: Basis) -> Basis:
    """The basis of an ordinary rate for a topic: no surer than that the topic has no rate of its own."""
    if own.certainty == "confirmed":
        return ordinary
    return replace(own, valid_from=max(own.valid_from, ordinary.valid_from))


def ceiling_for(size: Class, rules: DayRules, *, granted: Money | None, planned: Money) -> YearCeiling | None:
    """The ceiling of the year; nothing for a large enterprise, `None` when it is not known.

    An unknown size does not matter where small and medium have the same ceiling.
    """
    row = rules.ceiling
    if row is None or (size is None and row.small != row.medium):
        return None
    amount = {"small": row.small, "medium": row.medium, "large": Money(0), None: row.small}[size]
    return YearCeiling(amount=amount, granted=granted, planned=planned)


def yearly_cap(ceiling: YearCeiling | None, size: Class, rules: DayRules) -> Finding:
    """Something is left of the year's ceiling. A part that is left is enough, even if it cuts the amount."""
    rule = "yearly_cap"
    row = rules.ceiling
    if row is None:
        return not_in_force(rule)
    if size == "large":
        return Finding(rule=rule, outcome="not_applicable", reason="large", basis=row.basis)
    if ceiling is None:
        return judged(rule, None, "size_not_known", row)  # the finding on the size names what is missing
    granted = ceiling.granted
    used = (granted or Money(0)) + ceiling.planned
    holds = False if ceiling.left == Money(0) else None if granted is None else True
    return judged(
        rule,
        holds,
        {False: "used_up", None: "not_given", True: "left"}[holds],
        row,
        given=None if granted is None and used == Money(0) else used,
        missing=("aid_granted_this_year",),
        ceiling=ceiling.amount,
        used=used,
        left=ceiling.left,
        year=str(rules.on.year),
    )


def aid_for(
    price: Price | None,
    ceiling: YearCeiling | None,
    *,
    rate: AppliedRate | None,
    refused: bool,
    vat_recoverable: bool | None,
) -> Aid | None:
    """The aid for one project: the rate on the eligible cost, never more than what is left of the year's ceiling.

    Known as soon as price, ceiling and rate are. Nothing when a rule refuses the project; then nothing goes to the
    wallet either.
    Basis: kmo-portefeuille, steunpercentage en steunplafond.
    """
    if price is None or ceiling is None or rate is None:
        return None
    full = price.eligible.share(rate.percentage)
    amount = Money(0) if refused else min(full, ceiling.left)
    return Aid(
        rate=rate,
        price=price,
        ceiling=ceiling,
        amount=amount,
        without_ceiling=full,
        deposit=price.eligible - amount if amount > Money(0) else Money(0),
        vat_recoverable=vat_recoverable,
    )


def eligible_range(price: Price | None) -> Range:
    """What is known of the eligible cost, in cents."""
    return Range(0, None) if price is None else Range(price.eligible.cents, price.eligible.cents)
