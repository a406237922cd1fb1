"""The dated data as series: the rows of one thing over time, and what each row says in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calculator import texts
from calculator.assess import RULES
from calculator.markup import Html, join
from calculator.scheme.rows import (
    Acceptance,
    Amount,
    Ceiling,
    Condition,
    Dated,
    ExcludedService,
    ExclusionKind,
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
from publishing.pages.edition import Mistake, badge, choose
from publishing.pages.figures import term_text

__all__ = ["CONDITIONS", "GROUPS", "Series", "all_series", "begins", "coming", "ends", "group_name", "says"]

SERVICES: Mapping[Kind, str] = {"training": "Opleiding", "advice": "Advies"}
ACCEPTED: Mapping[Acceptance, str] = {"yes": "aanvaard", "no": "niet aanvaard", "undecided": "vraag na"}
EXCLUDED: Mapping[ExclusionKind, str] = {"excluded": "uitgesloten", "unknown": "niet bekend"}

# Rows of `voorwaarden.toml` that are no rule by themselves: the rule they serve, and their name.
SERVING = {"sheltered_work": ("legal_form", "Erkend maatwerkbedrijf, ook als vzw of groot")}
CONDITIONS = (*(rule.id for rule in RULES if rule.row is None), *SERVING)
CONDITIONS_OF_TERMS: Mapping[str, str] = {"application_window": "application_window", "finish": "finish_in_time"}

# What serves no single condition: the money, the days to act before, the scheme itself.
GROUPS: Mapping[str, str] = {
    "aid": "Het bedrag",
    "deadlines": "Andere termijnen",
    "scheme": "De regeling",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The rows of one thing, oldest first; `group` is the condition they serve, or one of `GROUPS`."""

    group: str
    file: str
    name: str
    rows: tuple[Dated, ...]


def all_series(rules: Rules) -> tuple[Series, ...]:
    """Every row of the data, in the series it belongs to."""
    return tuple(_all(rules))


def _all(rules: Rules) -> Iterator[Series]:
    yield from _split("legal_form", "rechtsvormen", rules.legal_forms, lambda row: row.name)
    yield _one("public_participation", "voorwaarden", "Deel van overheden", rules.public_participation)
    yield from (_of_conditions(name, rows) for name, rows in rules.conditions.items())
    sizes = {"small": "Klein", "medium": "Middelgroot"}
    yield from _split("sme_size", "kmo", rules.sizes, lambda row: sizes[row.size_class])
    yield _one("sme_size", "kmo", "Micro", rules.micro)
    yield _one("sme_size", "kmo", "Groep", rules.group)
    yield _one("sme_size", "kmo", "Twee boekjaren na elkaar", rules.two_years)
    yield _one("sme_size", "kmo", "Raming van een nieuwe onderneming", rules.estimate)
    yield _one("sme_size", "kmo", "Grootte vast voor het kalenderjaar", rules.fixed_for_the_year)
    yield _one("sme_size", "kmo", "Business angel", rules.business_angel)
    topics = {topic.key: topic.name.lower() for topic in rules.topics}
    yield from _split(
        "service_kind",
        "steun",
        rules.rates,
        lambda row: f"{SERVICES[row.service]} over {topics[row.topic]}" if row.topic else SERVICES[row.service],
    )
    yield _one("theme", "themas", "Een thema", rules.theme_required)
    yield from _split("theme", "themas", rules.themes, lambda row: row.name)
    yield from _split("theme", "themas", rules.topics, lambda row: f"Onderwerp {row.name.lower()}")
    yield _one("excluded_service", "uitsluitingen", "De lijst", rules.exclusion_lists)
    yield from _split("excluded_service", "uitsluitingen", rules.excluded_services, lambda row: row.name)
    yield from _split("minimum_cost", "kosten", rules.minimum_costs, lambda row: SERVICES[row.service])
    terms = _split("deadlines", "termijnen", rules.terms, lambda row: row.name)
    yield from (_of_condition(series) for series in terms)
    yield _one("yearly_cap", "steun", "Plafond per kalenderjaar", rules.ceilings)
    yield _one("aid", "kosten", "Catering per persoon en per dag", rules.catering)
    yield _one("aid", "kosten", "Btw", rules.vat)
    request = rules.provider.deposit_request
    yield _one("deadlines", "aanbieder", request.name, (request,))
    yield _one("scheme", "regeling", "De rekenhulp kent de regeling", rules.coverage)


def _of_conditions(name: str, rows: Iterable[Dated]) -> Series:
    """The rows of a rule that has no other data, or of what serves one. Raises `Mistake` for what no rule knows."""
    if name not in CONDITIONS:
        raise Mistake(f"voorwaarden.toml: bij [[{name}]] hoort geen regel; {choose(name, CONDITIONS)}")
    group, title = SERVING.get(name) or (name, texts.rule_name(name))
    return _one(group, "voorwaarden", title, rows)


def _one(group: str, file: str, name: str, rows: Iterable[Dated]) -> Series:
    return Series(group=group, file=file, name=name, rows=tuple(sorted(rows, key=begins)))


def _split[Row: Dated](group: str, file: str, rows: Iterable[Row], name: Callable[[Row], str]) -> Iterator[Series]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(name(row), []).append(row)
    return (_one(group, file, each, same) for each, same in by_name.items())


def _of_condition(series: Series) -> Series:
    """The terms to apply and to finish in are conditions of their own; the others are days to act before."""
    row = series.rows[0]
    group = CONDITIONS_OF_TERMS.get(row.id) if isinstance(row, Term) else None
    return replace(series, group=group) if group else series


def begins(row: Dated) -> date:
    """The first day of the row."""
    return row.basis.valid_from


def ends(row: Dated) -> date | None:
    """The first day on which the row no longer holds; None while it is open."""
    last = row.basis.valid_through
    return last + timedelta(days=1) if last else None


def says(row: Dated) -> str:  # noqa: C901, PLR0912 - one line for each kind of row
    """What the row says, without its days and its source."""
    match row:
        case Rate(small=small, medium=medium) if small is not None and medium is not None:
            return f"klein {texts.percent(small)}, middelgroot {texts.percent(medium)}"
        case Rate(kind=kind):
            return {"ordinary": "het gewone percentage", "closed": "geen steun"}.get(kind, "niet bekend")
        case Ceiling():
            return f"klein {texts.euro(row.small)}, middelgroot {texts.euro(row.medium)}"
        case SizeLimits():
            turnover, balance = texts.euro(row.turnover_at_most), texts.euro(row.balance_sheet_total_at_most)
            return (
                f"minder dan {row.staff_below} mensen; omzet hoogstens {turnover} of balanstotaal hoogstens {balance}"
            )
        case GroupLimits():
            return f"partner vanaf {texts.percent(row.partner_from)}, verbonden boven {texts.percent(row.linked_above)}"
        case Participation():
            return f"minder dan {texts.percent(row.below)}"
        case Investment():
            return f"minder dan {texts.euro(row.invested_below)}"
        case LegalForm():
            return ACCEPTED[row.accepted]
        case ThemeRequirement():
            return "verplicht" if row.required else "niet verplicht"
        case Theme() | Topic():
            return row.meaning
        case ExcludedService():
            return EXCLUDED[row.kind]
        case MinimumCost():
            return f"minstens {texts.euro(row.amount)}"
        case Amount():
            return f"hoogstens {texts.euro(row.amount)}"
        case VatRate():
            return texts.percent(row.rate)
        case Term():
            return term_text(row)
        case Condition():
            return "geldt"
    raise TypeError(type(row).__name__)


def group_name(group: str) -> str:
    """What the pages call the rule, or the figures, that these rows belong to."""
    return GROUPS[group] if group in GROUPS else texts.rule_name(group)


def coming(row: Dated, on: date) -> Html | None:
    """The badge of a row whose first day is still to come."""
    if begins(row) <= on:
        return None
    return join([" ", badge("aangekondigd" if row.basis.announced else "komt nog", "maybe")])
