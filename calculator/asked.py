"""What is asked: an enterprise, its project and its price; and what is wrong where that is no question.

What is not given stays `None`, unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.scheme.rows import Kind, SizeClass
from calculator.values import AnnualWorkUnits, Money, Percentage

__all__ = [
    "EXCEPTED_INVESTORS",
    "FIRST_DAY",
    "LAST_DAY",
    "NOTHING",
    "PUBLIC_BODY",
    "Activity",
    "AssessRequest",
    "Catering",
    "Cost",
    "Enterprise",
    "FieldError",
    "Group",
    "Holding",
    "OtherEnterprise",
    "Period",
    "PlanRequest",
    "Project",
    "RequestErrors",
    "ReverseRequest",
    "Service",
]

type Activity = Literal["accepted", "accepted_before", "excluded"]

# Other days cannot be asked about.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
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
class OtherEnterprise:
    """Another enterprise or investor of the group; `path` is where it stands in the request."""

    path: str
    id: str | None
    name: str | None
    investor: str | None
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One enterprise holds a share of another: the higher of capital and votes.

    `holder` and `held` are places: 0 is the enterprise that applies, 1 the first of the others.
    """

    path: str
    holder: int
    held: int
    share: Percentage | None
    controls: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The enterprises around the one that applies: who holds whom, and which places act together as one.

    Two holdings of one pair are the same holding, told twice: the higher share counts.
    """

    others: tuple[OtherEnterprise, ...] = ()
    holdings: tuple[Holding, ...] = ()
    together: tuple[tuple[int, ...], ...] = ()


ALONE = Group()


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
    group: Group = ALONE
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong at one field: the id of the sentence, and what the sentence fills in."""

    field: str
    problem: str
    facts: Mapping[str, object]


class RequestErrors(ValueError):
    """All errors of a request that is no request."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(f"{error.field}: {error.problem}" for error in self.errors))
