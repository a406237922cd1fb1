"""What is asked: an enterprise, its project and its price. What is not given stays `None`, unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.scheme.rows import Kind, SizeClass
from calculator.values import AnnualWorkUnits, Money, Percentage

__all__ = [
    "EXCEPTED_INVESTORS",
    "NOTHING",
    "PUBLIC_BODY",
    "Activity",
    "AssessRequest",
    "Catering",
    "Cost",
    "Direction",
    "Enterprise",
    "Period",
    "PlanRequest",
    "Project",
    "Relation",
    "ReverseRequest",
    "Service",
    "same_name",
]

type Activity = Literal["accepted", "accepted_before", "excluded"]
type Direction = Literal["owned_by", "owns"]

NOTHING = Money(0)

EXCEPTED_INVESTORS = frozenset(
    {
        "public_investment_company",
        "venture_capital",
        "business_angel",
        "university",
        "institutional_investor",
        "small_municipality",
    }
)
PUBLIC_BODY = "public_body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed accounting period, or an estimate of one; `None` is an unknown figure."""

    closed_on: date | None = None
    headcount: AnnualWorkUnits | None = None
    turnover: Money | None = None
    balance_sheet_total: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An enterprise or investor that holds, or is held by, the enterprise it is listed under.

    `path` is where it stands in the request; `share` the higher of capital and votes.
    """

    path: str
    name: str | None
    direction: Direction | None
    share: Percentage | None
    controls: bool
    investor: str | None
    joint: str | None
    periods: tuple[Period, ...]
    relations: tuple["Relation", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """The enterprise that applies. Periods are newest first."""

    legal_form: str | None = None
    established_in_flanders: bool | None = None
    public_participation: Percentage | None = None
    main_activity: Activity | None = None
    periods: tuple[Period, ...] = ()
    estimates: bool = False
    group_changed: bool = False
    size_fixed_this_year: SizeClass | None = None
    size_stated: SizeClass | None = None
    relations: tuple[Relation, ...] = ()
    sheltered_work: bool = False
    overdue_social_debts: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The training or advice; `topic` has already settled an unknown `theme`."""

    kind: Kind | None = None
    theme: str | None = None
    topic: str | None = None
    excluded_as: str | None = None
    listed_profession: bool | None = None
    without_teacher: bool | None = None
    related_to_provider: bool | None = None
    serves_own_activity: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catering:
    """Meals and drinks that are part of the net cost."""

    amount: Money
    persons: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The price: net or gross, not both; `ineligible` and `catering` are parts of the net cost."""

    net: Money | None = None
    gross: Money | None = None
    ineligible: Money = NOTHING
    catering: Catering | None = None
    vat_rate: Percentage | None = None
    vat_recoverable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessRequest:
    """One project of one enterprise, applied for on one day.

    `planned` is what other projects of the same plan already take of the year's ceiling. Of the next year a plan may
    know what was granted; else nothing was yet.
    """

    applied_on: date
    enterprise: Enterprise
    service: Service
    cost: Cost
    aid_granted_this_year: Money | None = None
    aid_granted_next_year: Money = NOTHING
    planned: Money = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project of a plan."""

    id: str
    applied_on: date
    service: Service
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """Several projects of one enterprise; a year that `aid_granted` lacks is unknown."""

    enterprise: Enterprise
    projects: tuple[Project, ...]
    aid_granted: Mapping[int, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseRequest:
    """A project without a price, and the aid wanted for it."""

    request: AssessRequest
    wanted: Money


def same_name(name: str | None) -> str:
    """What two names share when they are the same to a reader; empty for no name."""
    return name.casefold() if name else ""
