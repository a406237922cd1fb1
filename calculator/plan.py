"""Several projects of one enterprise over calendar years, each year with its own ceiling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calculator.asked import AssessRequest, Enterprise, PlanRequest, Project
from calculator.assess import Assessment, assess
from calculator.rules.aid import ceiling_for, class_for_aid
from calculator.rules.eligibility import shelter
from calculator.rules.size import Class, size_of
from calculator.scheme.day import rules_on
from calculator.values import Money, Percentage

__all__ = ["Plan", "Year", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One calendar year of a plan.

    `granted` includes the plan's own aid. `left` and `uses_up`, the net cost that takes the rest at each rate, are
    `None` and empty where the ceiling is not known.
    """

    year: int
    granted: Money
    left: Money | None
    uses_up: Mapping[Percentage, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The projects in order of application, each assessed after those before it, and the years they fall in."""

    projects: tuple[tuple[Project, Assessment], ...]
    years: tuple[Year, ...]


def plan(request: PlanRequest) -> Plan:
    """Assess the projects in order of application; on one day in order of their ids.

    In which order they were listed does not matter.
    """
    planned: dict[int, Money] = {}
    assessed = []
    for project in sorted(request.projects, key=lambda project: (project.applied_on, project.id)):
        year = project.applied_on.year
        before = planned.get(year, Money(0))
        assessment = assess(
            AssessRequest(
                applied_on=project.applied_on,
                enterprise=_enterprise_in(year, request),
                service=project.service,
                cost=project.cost,
                aid_granted_this_year=request.aid_granted.get(year),
                aid_granted_next_year=request.aid_granted.get(year + 1, Money(0)),
                planned=before,
            )
        )
        planned[year] = before + (assessment.aid.amount if assessment.aid else Money(0))
        assessed.append((project, assessment))
    last_days = {year: date(year, 12, 31) for year in request.aid_granted} | {
        project.applied_on.year: project.applied_on for project, _ in assessed
    }
    years = tuple(
        _year(request, on, request.aid_granted.get(year, Money(0)) + planned.get(year, Money(0)))
        for year, on in sorted(last_days.items())
    )
    return Plan(projects=tuple(assessed), years=years)


def _enterprise_in(year: int, request: PlanRequest) -> Enterprise:
    """The enterprise as it is in the year: a size that was fixed holds in the year of the first application only."""
    first = min((project.applied_on.year for project in request.projects), default=year)
    return request.enterprise if year == first else replace(request.enterprise, size_fixed_this_year=None)


def _year(request: PlanRequest, on: date, granted: Money) -> Year:
    """The year as it stands on the day of its last application, or at its end when there is none."""
    rules = rules_on(on)
    enterprise = _enterprise_in(on.year, request)
    size_class = class_for_aid(size_of(enterprise, rules), shelter(enterprise, rules))
    ceiling = ceiling_for(size_class, rules, granted=granted, planned=Money(0))
    if ceiling is None:
        return Year(year=on.year, granted=granted, left=None, uses_up={})
    by_class: Mapping[Class, Sequence[Percentage | None]] = {
        "small": [row.small for row in rules.rates.values()],
        "medium": [row.medium for row in rules.rates.values()],
        "large": (),
        None: (),
    }
    rates = sorted({rate for rate in by_class[size_class] if rate})
    return Year(
        year=on.year,
        granted=granted,
        left=ceiling.left,
        uses_up={rate: ceiling.left.whole_of_share(rate) for rate in rates},
    )
