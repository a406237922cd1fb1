"""The rows of the dated data: what each table says, from which day, and where that stands.

Every row carries a `Basis`: its first and last day, its source and its certainty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from calculator.values import Money, Percentage

__all__ = [
    "ACCEPTANCES",
    "CERTAINTIES",
    "EXCLUSION_KINDS",
    "KINDS",
    "RATE_KINDS",
    "SIZE_CLASSES",
    "STATUSES",
    "Acceptance",
    "Amount",
    "Basis",
    "Ceiling",
    "Certainty",
    "Condition",
    "Dated",
    "ExcludedService",
    "ExclusionKind",
    "GroupLimits",
    "Investment",
    "Kind",
    "LegalForm",
    "MinimumCost",
    "Participation",
    "Provider",
    "Rate",
    "RateKind",
    "Rules",
    "SizeClass",
    "SizeLimits",
    "Source",
    "Status",
    "Term",
    "Theme",
    "ThemeRequirement",
    "Topic",
    "VatRate",
]

type Certainty = Literal["confirmed", "to_confirm"]
type Kind = Literal["training", "advice"]
type RateKind = Literal["fixed", "ordinary", "closed", "unknown"]
type SizeClass = Literal["small", "medium"]
type Acceptance = Literal["yes", "no", "undecided"]
type ExclusionKind = Literal["excluded", "unknown"]
type Status = Literal["announced"]

CERTAINTIES: Sequence[Certainty] = ("confirmed", "to_confirm")
KINDS: Sequence[Kind] = ("training", "advice")
RATE_KINDS: Sequence[RateKind] = ("fixed", "ordinary", "closed", "unknown")
SIZE_CLASSES: Sequence[SizeClass] = ("small", "medium")
ACCEPTANCES: Sequence[Acceptance] = ("yes", "no", "undecided")
EXCLUSION_KINDS: Sequence[ExclusionKind] = ("excluded", "unknown")
STATUSES: Sequence[Status] = ("announced",)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A published text that somebody read on `checked_on` and reads again no later than `check_again_by`."""

    id: str
    title: str
    url: str
    dated: str
    checked_on: date
    check_again_by: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Basis:
    """Why a row may be relied on: the days it holds (both inclusive), where it stands and how sure that is.

    An announced row was written ahead of its first day. It holds from that day like any other, and never before.
    """

    valid_from: date
    valid_through: date | None
    source: Source
    article: str | None
    certainty: Certainty
    note: str | None
    announced: bool


class Dated(Protocol):
    """A row of a dated table."""

    @property
    def basis(self) -> Basis:
        """Why the row may be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition that has no number of its own."""

    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The rate for a service, or for a topic within it; `small` and `medium` are given for the kind `fixed` only."""

    basis: Basis
    service: Kind
    topic: str | None
    kind: RateKind
    small: Percentage | None
    medium: Percentage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The aid an enterprise can get in one calendar year."""

    basis: Basis
    small: Money
    medium: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLimits:
    """Staff stays below its limit (annual work units); turnover or balance sheet total is at most its limit."""

    basis: Basis
    size_class: SizeClass
    staff_below: int
    turnover_at_most: Money
    balance_sheet_total_at_most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLimits:
    """From `partner_from` another enterprise is a partner, above `linked_above` it is linked."""

    basis: Basis
    partner_from: Percentage
    linked_above: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Public bodies together stay below this percentage."""

    basis: Basis
    below: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment:
    """A business angel is an excepted investor below this amount."""

    basis: Basis
    invested_below: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """A legal form and whether it is accepted."""

    basis: Basis
    key: str
    name: str
    accepted: Acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRequirement:
    """Whether a service must follow one of the themes."""

    basis: Basis
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme a service may follow; `listed_only` when it must also be on VLAIO's list."""

    basis: Basis
    key: str
    name: str
    meaning: str
    listed_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic with a rate of its own; it belongs to one theme."""

    basis: Basis
    key: str
    name: str
    meaning: str
    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedService:
    """A named service that is excluded, or of which that is not known."""

    basis: Basis
    key: str
    name: str
    kind: ExclusionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumCost:
    """The smallest eligible cost of a project."""

    basis: Basis
    service: Kind
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount that counts for the whole scheme."""

    basis: Basis
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRate:
    """The rate of value added tax used where the request gives none."""

    basis: Basis
    rate: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term in calendar days, or until 31 December so many years after the application."""

    basis: Basis
    id: str
    name: str
    days: int
    years_until_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who offers the services of this site; an empty text is still to be filled in."""

    name: str
    description: str
    registered_since: str
    registration_training: str
    registration_advice: str
    iban: str
    bic: str
    contact_person: str
    legal_name: str
    street: str
    city: str
    enterprise_number: str
    rpr: str
    email: str
    phone: str
    website: str
    deposit_request: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Every row of every table, over all days."""

    sources: tuple[Source, ...]
    provider: Provider
    coverage: tuple[Condition, ...]
    rates: tuple[Rate, ...]
    ceilings: tuple[Ceiling, ...]
    sizes: tuple[SizeLimits, ...]
    micro: tuple[SizeLimits, ...]
    group: tuple[GroupLimits, ...]
    two_years: tuple[Condition, ...]
    estimate: tuple[Condition, ...]
    fixed_for_the_year: tuple[Condition, ...]
    business_angel: tuple[Investment, ...]
    public_participation: tuple[Participation, ...]
    conditions: Mapping[str, tuple[Condition, ...]]
    legal_forms: tuple[LegalForm, ...]
    theme_required: tuple[ThemeRequirement, ...]
    themes: tuple[Theme, ...]
    topics: tuple[Topic, ...]
    exclusion_lists: tuple[Condition, ...]
    excluded_services: tuple[ExcludedService, ...]
    minimum_costs: tuple[MinimumCost, ...]
    catering: tuple[Amount, ...]
    vat: tuple[VatRate, ...]
    terms: tuple[Term, ...]
