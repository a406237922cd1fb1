"""Is the enterprise small, medium or large? Figures of the group, two money figures of which one is enough, two years.

Basis: Recommendation 2003/361/EC, Annex, Art. 2 to 6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from calculator.asked import Enterprise, Period
from calculator.logic import Range, Truth, both, either, majority
from calculator.rules.finding import Finding, Outcome, not_in_force
from calculator.rules.group import LeftOut, Member, Ties
from calculator.scheme.day import DayRules
from calculator.scheme.rows import Condition, SizeClass, SizeLimits
from calculator.values import HUNDRED_PERCENT_UNITS, AnnualWorkUnits, Money, round_half_up

__all__ = ["Class", "Counted", "Decision", "Measure", "Size", "size_of", "sme_size"]

type Class = Literal["small", "medium", "large"] | None
type SizeBasis = Literal["own", "group", "fixed_this_year", "estimate", "stated"]
type Measure = Literal["headcount", "turnover", "balance_sheet_total"]

MEASURES: tuple[Measure, ...] = ("headcount", "turnover", "balance_sheet_total")
WHOLE = HUNDRED_PERCENT_UNITS
MOST_YEARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one member adds to the newest year; `None` is not known."""

    member: Member
    period: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One test that decided the class: a figure of a year, the group included, beside its limit.

    `year` 0 is the newest. Where the figure is not known exactly it is the end of what is known that settled the test.
    """

    limit: SizeClass
    measure: Measure
    figure: AnnualWorkUnits | Money
    exact: bool
    bound: AnnualWorkUnits | Money
    within: bool
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The class with all that led to it. The figures are those of the newest year, the group included.

    `exact` holds them before rounding, in millionths of a hundredth of a work unit or of a cent. `decided_by` are the
    tests that decided the computed class. `earlier_years_could_change` it where only the newest year was given.
    """

    size_class: Class
    computed: Class
    basis: SizeBasis
    headcount: AnnualWorkUnits | None
    turnover: Money | None
    balance_sheet_total: Money | None
    exact: Mapping[Measure, Range]
    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    decided_by: tuple[Decision, ...]
    earlier_years_could_change: bool
    missing: tuple[str, ...]
    newest_year: Class
    older_figures_reused: bool


def size_of(enterprise: Enterprise, rules: DayRules) -> Size | None:
    """The size of the enterprise; `None` on a day for which the definition has no row."""
    small, medium, limits = rules.small, rules.medium, rules.group
    if small is None or medium is None or limits is None:
        return None
    ties = Ties.of(enterprise, limits)
    reading = _Reading.of(ties, small, medium)
    group, is_small, is_sme, computed = reading.group, reading.is_small, reading.is_sme, reading.computed
    size_class, basis = computed, group.basis
    if enterprise.size_fixed_this_year is not None:
        size_class, basis = enterprise.size_fixed_this_year, "fixed_this_year"
    elif computed is None and enterprise.size_stated is not None:
        size_class, basis = enterprise.size_stated, "stated"
    headcount, turnover, balance = (_shown(total) for total in group.totals[0])
    return Size(
        size_class=size_class,
        computed=computed,
        basis=basis,
        headcount=None if headcount is None else AnnualWorkUnits(headcount),
        turnover=None if turnover is None else Money(turnover),
        balance_sheet_total=None if balance is None else Money(balance),
        exact=dict(zip(MEASURES, group.totals[0], strict=True)),
        counted=tuple(Counted(member=member, period=_period(member, 0)) for member in group.members),
        left_out=ties.left_out(),
        decided_by=(
            tuple(is_sme.decided(group)) if computed == "large" else tuple(is_small.decided(group)) if computed else ()
        ),
        earlier_years_could_change=_within_reach(enterprise, group, computed, rules.micro),
        missing=() if computed else tuple(_missing(reading)),
        newest_year=_class(is_small.years[0], is_sme.years[0]),
        older_figures_reused=group.reuses_older_figures,
    )


def _class(is_small: Truth, is_sme: Truth) -> Class:
    if is_small:
        return "small"
    if is_sme is False:
        return "large"
    return "medium" if is_small is False and is_sme else None


def _missing(reading: "_Reading") -> Iterator[str]:
    """The fields that would decide the class.

    A share that is not known ties staff and money together: where it is large enough for the one to matter, the other
    may be settled. So what is asked must matter in one of the bands that the shares may lie in.
    """
    fields = reading.missing()
    bands = {chosen: _Reading.of(ties, *reading.limits) for chosen, ties in reading.ties.in_bands().items()}
    if not bands:
        yield from fields
        return
    matter = {field for each in bands.values() for field in each.missing()}
    for number, share in enumerate(reading.ties.unknown_fields):
        beside: dict[tuple[int, ...], list[_Reading]] = {}
        for chosen, each in bands.items():
            beside.setdefault((*chosen[:number], *chosen[number + 1 :]), []).append(each)
        if any(_differ(each) for each in beside.values()):
            matter.update(share)
    yield from (field for field in fields if field in matter)


def _differ(readings: list["_Reading"]) -> bool:
    """Whether it may make a difference for the class which of these readings holds."""
    classes = {each.computed for each in readings}
    counted = {tuple((each.place, each.low, each.high) for each in reading.group.members) for reading in readings}
    return (len(classes) > 1 or None in classes) and len(counted) > 1


def _within_reach(enterprise: Enterprise, group: "_Group", computed: Class, micro: SizeLimits | None) -> bool:
    """Whether the years before the only one given could give another class, by the rule of two years.

    Those of a micro enterprise could not: it would have gone from one end of the small class to beyond the other in two
    years.
    """
    if computed is None or micro is None or len(enterprise.periods) != 1:
        return False
    return not (enterprise.estimates or enterprise.group_changed or _Status.of(group, micro).years[0])


def sme_size(size: Size | None, rules: DayRules, *, shelter: Condition | None = None) -> Finding:
    """The enterprise is small or medium; where it has the `shelter` of sheltered work, that does not matter.

    Stated by the visitor alone it stays unknown; what an earlier application of the year fixed wins over the figures.
    """
    rule = "sme_size"
    if size is None or rules.small is None or rules.medium is None:
        return not_in_force(rule)
    row = rules.small if size.size_class == "small" else rules.medium
    basis = row.basis
    outcome: Outcome = "fail" if size.size_class == "large" else "pass" if size.size_class else "unknown"
    reason = f"{size.size_class}_{size.basis}"
    if size.size_class is None:
        reason = "third_year_missing" if size.missing == (THIRD_PERIOD,) else "figures_missing"
    elif size.basis == "stated":
        outcome, reason = "unknown", "stated"
    elif size.basis == "fixed_this_year":
        reason = "fixed_this_year"
        basis = rules.fixed_for_the_year.basis if rules.fixed_for_the_year else basis
    elif size.basis == "estimate" and rules.estimate:
        basis = rules.estimate.basis
    also = tuple(_remarks(size))
    if shelter is not None:
        known = "sheltered_large" if size.size_class == "large" else reason
        outcome, reason, also, basis = "not_applicable", "sheltered_work", (known, *also), shelter.basis
    return Finding(
        rule=rule,
        outcome=outcome,
        reason=reason,
        basis=basis,
        given=size.size_class,
        facts={"size": size, "medium": rules.medium},
        missing=size.missing if outcome == "unknown" else (),
        also=also,
    )


def _remarks(size: Size) -> Iterator[str]:
    """What is said beside the class: which limit decided, and whose figures counted."""
    if size.basis == "fixed_this_year":
        if size.computed not in (None, size.size_class):
            yield "fixed_differs"
    elif size.computed:
        if size.newest_year not in (None, size.computed):
            yield "two_years"
        yield f"decided_{size.computed}"
    if len(size.counted) > 1:
        yield "group_sum"
    if size.left_out:
        yield "left_out"
    if size.older_figures_reused:
        yield "older_figures_reused"


THIRD_PERIOD = "enterprise.periods.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A group, and whether it stays within the two sets of limits."""

    ties: Ties
    limits: tuple[SizeLimits, SizeLimits]
    group: "_Group"
    is_small: "_Status"
    is_sme: "_Status"
    computed: Class

    @classmethod
    def of(cls, ties: Ties, small: SizeLimits, medium: SizeLimits) -> "_Reading":
        group = _Group.of(ties.enterprise, ties)
        is_small, is_sme = _Status.of(group, small), _Status.of(group, medium)
        return cls(
            ties=ties,
            limits=(small, medium),
            group=group,
            is_small=is_small,
            is_sme=is_sme,
            computed=_class(is_small.overall, is_sme.overall),
        )

    def missing(self) -> tuple[str, ...]:
        """The fields that would decide the statuses; what decides whether it is an SME comes first."""
        if self.computed:
            return ()
        shares = self.ties.unknown_shares()
        statuses = (self.is_sme, self.is_small)
        return tuple(dict.fromkeys(field for status in statuses for field in status.missing(self.group, shares)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The members, and their totals for each year that counts: staff, turnover, balance sheet total.

    `own_years` are the years the enterprise itself gave. Without any it may have had one or three: then the totals
    are those of three years in which its own figures are not known.
    """

    basis: SizeBasis
    members: tuple[Member, ...]
    own_years: int
    totals: tuple[tuple[Range, ...], ...]

    @classmethod
    def of(cls, enterprise: Enterprise, ties: Ties) -> "_Group":
        everyone = ties.members()
        newest_only = enterprise.estimates or enterprise.group_changed
        own_years = len(enterprise.periods)
        years = 1 if newest_only else own_years or MOST_YEARS
        return cls(
            basis="estimate" if enterprise.estimates else "group" if len(everyone) > 1 else "own",
            members=everyone,
            own_years=own_years,
            totals=tuple(tuple(_total(everyone, year, measure) for measure in MEASURES) for year in range(years)),
        )

    @property
    def reuses_older_figures(self) -> bool:
        years = min(self.own_years, len(self.totals))
        return any(0 < len(member.periods) < years for member in self.members[1:])

    def unknown_fields(self, year: int, measure: Measure, shares: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
        """The fields that keep a total from being known. Which share of nothing counts makes no difference."""
        for member in self.members:
            period = _period(member, year)
            figure = None if period is None else _figure(period, measure)
            if figure != 0:
                yield from shares.get(member.place, ())
            if period is None:
                yield f"{member.path}.periods.0"
            elif figure is None:
                yield f"{member.path}.periods.{min(year, len(member.periods) - 1)}.{measure}"


def _total(everyone: tuple[Member, ...], year: int, measure: Measure) -> Range:
    """The group's figure, in millionths of a cent or of a hundredth of a work unit."""
    low, high, bounded = 0, 0, True
    for member in everyone:
        period = _period(member, year)
        figure = None if period is None else _figure(period, measure)
        if figure is None:
            bounded = False
        else:
            low += member.low.units * figure
            high += member.high.units * figure
    return Range(low, high if bounded else None)


def _period(member: Member, year: int) -> Period | None:
    """The member's period for that year; for another enterprise its oldest one stands in for earlier years."""
    if not member.periods:
        return None
    return member.periods[min(year, len(member.periods) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Status:
    """Whether the enterprise stays within one set of limits: year by year, and by the two-year rule.

    A year's tests: staff below its limit, turnover at most its limit, balance sheet total at most its limit.
    """

    limits: SizeLimits
    tests: tuple[tuple[Truth, Truth, Truth], ...]
    years: tuple[Truth, ...]
    own_years: int

    @classmethod
    def of(cls, group: _Group, limits: SizeLimits) -> "_Status":
        tests = tuple(
            (
                staff.below(limits.staff_below * 100 * WHOLE),
                turnover.at_most(limits.turnover_at_most.cents * WHOLE),
                balance.at_most(limits.balance_sheet_total_at_most.cents * WHOLE),
            )
            for staff, turnover, balance in group.totals
        )
        years = tuple(both(staff, either(*money)) for staff, *money in tests)
        return cls(limits=limits, tests=tests, years=years, own_years=group.own_years)

    @property
    def overall(self) -> Truth:
        """A status changes after two years in a row: so it is what the majority of three years says.

        One year alone decides; where it is not known whether there were more, both readings must agree.
        """
        newest = self.years[0]
        if len(self.years) == 1:
            return newest
        over_years = majority(newest, self.years[1], self.years[2] if len(self.years) > 2 else None)
        return over_years if self.own_years or over_years == newest else None

    def decided(self, group: _Group) -> Iterator[Decision]:
        """The tests that decided a status that is known: those it fails, or else one of each kind that it passes.

        They are of the newest year, unless the years before it decided.
        """
        year = self.years.index(self.overall)
        staff, *money = self.tests[year]
        if self.overall:
            deciding = [0, 1 + money.index(True)]
        else:
            deciding = [*([0] if staff is False else []), *([1, 2] if money == [False, False] else [])]
        for place in deciding:
            yield self._decision(MEASURES[place], group.totals[year][place], year)

    def _decision(self, measure: Measure, total: Range, year: int) -> Decision:
        """One test, with its figure rounded so that it stays on its side of the limit."""
        within, limits = bool(self.overall), self.limits
        staff = measure == "headcount"
        end = total.high if within and total.high is not None else total.low
        figure = round_half_up(end, WHOLE)
        if staff:
            bound = limits.staff_below * 100
            figure = min(figure, bound - 1) if within else figure
        else:
            bound = (limits.turnover_at_most if measure == "turnover" else limits.balance_sheet_total_at_most).cents
            figure = figure if within else max(figure, bound + 1)
        return Decision(
            limit=limits.size_class,
            measure=measure,
            figure=AnnualWorkUnits(figure) if staff else Money(figure),
            exact=total.low == total.high,
            bound=AnnualWorkUnits(bound) if staff else Money(bound),
            within=within,
            year=year,
        )

    def missing(self, group: _Group, shares: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
        """The fields that would decide the status; none when it is known."""
        if self.overall is not None:
            return
        if None not in self.years:
            yield THIRD_PERIOD
        for year, (staff, turnover, balance) in enumerate(self.tests):
            if self.years[year] is not None:
                continue
            if staff is None:
                yield from group.unknown_fields(year, "headcount", shares)
            if either(turnover, balance) is None:
                if turnover is None:
                    yield from group.unknown_fields(year, "turnover", shares)
                if balance is None:
                    yield from group.unknown_fields(year, "balance_sheet_total", shares)


def _figure(period: Period, measure: Measure) -> int | None:
    if measure == "headcount":
        return None if period.headcount is None else period.headcount.hundredths
    amount = period.turnover if measure == "turnover" else period.balance_sheet_total
    return None if amount is None else amount.cents


def _shown(total: Range) -> int | None:
    """A total that is known, rounded half up to the hundredth."""
    return round_half_up(total.low, WHOLE) if total.low == total.high else None
