"""Single figures for running text: "30 %", "14 kalenderdagen", "7.500 euro"."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from calculator import texts
from calculator.assess import RULES
from calculator.markup import element, join
from calculator.scheme.day import DayRules, rules_on
from calculator.scheme.rows import Dated, Kind, Provider, Rate, SizeLimits, Source, Term
from publishing.pages.edition import Edition, Fragment, Mistake, choose

__all__ = [
    "LIMITS",
    "PROVIDER_FIELDS",
    "RULE_ROWS",
    "SERVICES",
    "SIZES",
    "TERMS",
    "catering",
    "ceiling",
    "checked",
    "day_of_edition",
    "limit",
    "minimum",
    "provider",
    "publisher",
    "rate",
    "rate_row",
    "since",
    "source_of",
    "term",
    "term_text",
    "vat",
]

SERVICES: Mapping[str, Kind] = {"opleiding": "training", "advies": "advice"}
SIZES: Mapping[str, Literal["small", "medium"]] = {"klein": "small", "middelgroot": "medium"}
TERMS = {
    "aanvraag": "application_window",
    "storting": "deposit",
    "storting_aanbieder": "deposit_provider",
    "afronden": "finish",
}
PROVIDER_FIELDS: Mapping[str, Callable[[Provider], str]] = {
    "naam": lambda provider: provider.name,
    "omschrijving": lambda provider: provider.description,
    "erkend_sinds": lambda provider: provider.registered_since,
    "erkenning_opleiding": lambda provider: provider.registration_training,
    "erkenning_advies": lambda provider: provider.registration_advice,
    "iban": lambda provider: provider.iban,
    "bic": lambda provider: provider.bic,
    "contactpersoon": lambda provider: provider.contact_person,
    "juridische_naam": lambda provider: provider.legal_name,
    "straat": lambda provider: provider.street,
    "gemeente": lambda provider: provider.city,
    "ondernemingsnummer": lambda provider: provider.enterprise_number,
    "rpr": lambda provider: provider.rpr,
    "email": lambda provider: provider.email,
    "telefoon": lambda provider: provider.phone,
    "website": lambda provider: provider.website,
}
NOT_FILLED_IN = "nog in te vullen"


def in_force[Row: Dated](row: Row | None, on: date) -> Row:
    """The row, or a mistake where no row covers the day."""
    if row is None:
        raise Mistake(f"op {texts.day(on)} is hier geen regel voor")
    return row


def quoted(text: str, row: Dated) -> Fragment:
    """A figure and the source it comes from."""
    return Fragment(join([text]), (row.basis.source,))


def rate_row(rules: DayRules, service: Kind, topic: str | None) -> Rate:
    """The row that gives the rate; a topic without a rate of its own follows the ordinary row of its service."""
    row = in_force(rules.rates.get((service, topic)), rules.on)
    return rate_row(rules, service, None) if row.kind == "ordinary" else row


def rate(
    edition: Edition, *, dienst: str, grootte: str, onderwerp: str | None = None, op: date | None = None
) -> Fragment:
    """The share of the net price that is subsidised."""
    row = rate_row(rules_on(op or edition.on), SERVICES[dienst], onderwerp)
    percentage = row.small if grootte == "klein" else row.medium
    if percentage is None:
        raise Mistake(f"voor {dienst} is er die dag geen percentage; schrijf er woorden in de plaats")
    return quoted(texts.percent(percentage), row)


def ceiling(edition: Edition, *, grootte: str, op: date | None = None) -> Fragment:
    """The most aid in one calendar year."""
    rules = rules_on(op or edition.on)
    row = in_force(rules.ceiling, rules.on)
    return quoted(texts.euro(row.small if grootte == "klein" else row.medium), row)


def term(edition: Edition, *, naam: str) -> Fragment:
    """A term in words."""
    row = in_force(edition.today().terms.get(TERMS[naam]), edition.on)
    return quoted(term_text(row), row)


def term_text(row: Term) -> str:
    """How long a term is: so many calendar days, or until the end of a calendar year."""
    if row.years_until_end == 0:
        return f"{row.days} kalenderdagen"
    return "31 december van het jaar na de aanvraag" if row.years_until_end == 1 else f"{row.years_until_end} jaar"


def minimum(edition: Edition, *, dienst: str) -> Fragment:
    """The smallest eligible cost of a project."""
    row = in_force(edition.today().minimum_costs.get(SERVICES[dienst]), edition.on)
    return quoted(texts.euro(row.amount), row)


def catering(edition: Edition) -> Fragment:
    """What catering counts for at most, per person and per day."""
    row = in_force(edition.today().catering, edition.on)
    return quoted(texts.euro(row.amount), row)


def vat(edition: Edition) -> Fragment:
    """The rate of value added tax the examples use."""
    row = in_force(edition.today().vat, edition.on)
    return quoted(texts.percent(row.rate), row)


def _staff(size: SizeLimits) -> str:
    return str(size.staff_below)


def _turnover(size: SizeLimits) -> str:
    return texts.euro(size.turnover_at_most)


def _balance(size: SizeLimits) -> str:
    return texts.euro(size.balance_sheet_total_at_most)


def _small(figure: Callable[[SizeLimits], str]) -> Callable[[DayRules], Fragment]:
    return lambda rules: quoted(figure(row := in_force(rules.small, rules.on)), row)


def _medium(figure: Callable[[SizeLimits], str]) -> Callable[[DayRules], Fragment]:
    return lambda rules: quoted(figure(row := in_force(rules.medium, rules.on)), row)


def _partner(rules: DayRules) -> Fragment:
    row = in_force(rules.group, rules.on)
    return quoted(texts.percent(row.partner_from), row)


def _linked(rules: DayRules) -> Fragment:
    row = in_force(rules.group, rules.on)
    return quoted(texts.percent(row.linked_above), row)


def _public_body(rules: DayRules) -> Fragment:
    row = in_force(rules.public_participation, rules.on)
    return quoted(texts.percent(row.below), row)


def _business_angel(rules: DayRules) -> Fragment:
    row = in_force(rules.business_angel, rules.on)
    return quoted(texts.euro(row.invested_below), row)


LIMITS: Mapping[str, Callable[[DayRules], Fragment]] = {
    "klein_personeel": _small(_staff),
    "klein_omzet": _small(_turnover),
    "klein_balans": _small(_balance),
    "middelgroot_personeel": _medium(_staff),
    "middelgroot_omzet": _medium(_turnover),
    "middelgroot_balans": _medium(_balance),
    "partner": _partner,
    "verbonden": _linked,
    "overheid": _public_body,
    "business_angel": _business_angel,
}


def limit(edition: Edition, *, naam: str) -> Fragment:
    """A limit of the SME definition, or of ownership."""
    return LIMITS[naam](edition.today())


def since(edition: Edition, *, regel: str, dienst: str = "opleiding") -> Fragment:
    """The first day of what holds now for a rule."""
    row = RULE_ROWS[regel](edition.today(), SERVICES[dienst])
    found = in_force(row, edition.on)
    return quoted(texts.day(found.basis.valid_from), found)


def checked(edition: Edition, *, bron: str) -> Fragment:
    """The day on which somebody last read a source."""
    source = source_of(edition, bron)
    return Fragment(texts.day(source.checked_on), (source,))


def source_of(edition: Edition, name: str) -> Source:
    """The source with this id."""
    for source in edition.rules.sources:
        if source.id == name:
            return source
    known = choose(name, (source.id for source in edition.rules.sources))
    raise Mistake(f"de bron {name!r} is niet bekend; {known}")


def day_of_edition(edition: Edition) -> Fragment:
    """The day the pages speak for."""
    return Fragment(texts.day(edition.on))


def provider(edition: Edition, *, veld: str) -> Fragment:
    """What the provider filled in about itself."""
    return Fragment(join([PROVIDER_FIELDS[veld](edition.rules.provider) or NOT_FILLED_IN]))


def publisher(edition: Edition) -> Fragment:
    """Who publishes the site, as the law asks on every page; what is not filled in is left out here."""
    provider = edition.rules.provider
    mail = element("a", provider.email, href=f"mailto:{provider.email}") if provider.email else None
    parts = (
        provider.legal_name or provider.name,
        ", ".join(part for part in (provider.street, provider.city) if part) or None,
        mail,
        f"Ondernemingsnummer {provider.enterprise_number}" if provider.enterprise_number else None,
        f"RPR {provider.rpr}" if provider.rpr else None,
    )
    given = [part for part in parts if part is not None]
    separated = [piece for part in given for piece in (" · ", part)][1:]
    return Fragment(join(separated))


# Which row answers "since when" for each rule; only some rules have a row for each kind of service.
RULE_ROWS: Mapping[str, Callable[[DayRules, Kind], Dated | None]] = {rule.id: rule.row_on for rule in RULES}
