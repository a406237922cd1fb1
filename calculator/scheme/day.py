"""What of the dated data holds on one day. Outside the rows there is no answer, never a neighbour's value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calculator.scheme.reading import all_rules
from calculator.scheme.rows import (
    Amount,
    Ceiling,
    Condition,
    Dated,
    ExcludedService,
    GroupLimits,
    Investment,
    Kind,
    LegalForm,
    MinimumCost,
    Participation,
    Rate,
    Rules,
    SizeLimits,
    Term,
    Theme,
    ThemeRequirement,
    Topic,
    VatRate,
)

__all__ = ["DayRules", "day_of", "holds", "rules_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """What is in force on one day. `None`, or a key that is not there: no row covers the day."""

    on: date
    coverage: Condition | None
    rates: Mapping[tuple[Kind, str | None], Rate]
    ceiling: Ceiling | None
    small: SizeLimits | None
    medium: SizeLimits | None
    micro: SizeLimits | None
    group: GroupLimits | None
    two_years: Condition | None
    estimate: Condition | None
    fixed_for_the_year: Condition | None
    business_angel: Investment | None
    public_participation: Participation | None
    conditions: Mapping[str, Condition]
    legal_forms: Mapping[str, LegalForm]
    theme_required: ThemeRequirement | None
    themes: Mapping[str, Theme]
    topics: Mapping[str, Topic]
    exclusion_list: Condition | None
    excluded_services: Mapping[str, ExcludedService]
    minimum_costs: Mapping[Kind, MinimumCost]
    catering: Amount | None
    vat: VatRate | None
    terms: Mapping[str, Term]


def holds(row: Dated, on: date) -> bool:
    """Whether the row covers the day; its first and last day count."""
    basis = row.basis
    return basis.valid_from <= on and (basis.valid_through is None or on <= basis.valid_through)


@lru_cache(maxsize=512)
def rules_on(on: date) -> DayRules:
    """What is in force on the day, in the data of this package."""
    return day_of(all_rules(), on)


def day_of(rules: Rules, on: date) -> DayRules:
    """What of these rules is in force on the day."""
    covered = any(holds(row, on) for row in rules.coverage)

    def one[Row: Dated](rows: Iterable[Row]) -> Row | None:
        return next((row for row in rows if covered and holds(row, on)), None)

    def by[Key, Row: Dated](rows: Iterable[Row], key: Callable[[Row], Key]) -> Mapping[Key, Row]:
        return {key(row): row for row in rows if covered and holds(row, on)}

    return DayRules(
        on=on,
        coverage=one(rules.coverage),
        rates=by(rules.rates, lambda row: (row.service, row.topic)),
        ceiling=one(rules.ceilings),
        small=one(row for row in rules.sizes if row.size_class == "small"),
        medium=one(row for row in rules.sizes if row.size_class == "medium"),
        micro=one(rules.micro),
        group=one(rules.group),
        two_years=one(rules.two_years),
        estimate=one(rules.estimate),
        fixed_for_the_year=one(rules.fixed_for_the_year),
        business_angel=one(rules.business_angel),
        public_participation=one(rules.public_participation),
        conditions={name: row for name, rows in rules.conditions.items() if (row := one(rows))},
        legal_forms=by(rules.legal_forms, lambda row: row.key),
        theme_required=one(rules.theme_required),
        themes=by(rules.themes, lambda row: row.key),
        topics=by(rules.topics, lambda row: row.key),
        exclusion_list=one(rules.exclusion_lists),
        excluded_services=by(rules.excluded_services, lambda row: row.key),
        minimum_costs=by(rules.minimum_costs, lambda row: row.service),
        catering=one(rules.catering),
        vat=one(rules.vat),
        terms=by((*rules.terms, rules.provider.deposit_request), lambda row: row.id),
    )
