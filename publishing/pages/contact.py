"""How to reach the provider: only what it filled in is shown to visitors; what is missing, to who keeps the site."""

from collections.abc import Iterable, Mapping

from calculator.markup import Html, element, join
from calculator.scheme.rows import Provider
from publishing.pages.edition import Edition, Fragment

__all__ = ["ask", "contact", "legal", "missing", "missing_list"]

# The fields of `aanbieder.toml` by what they are called on the site.
CONTACT: Mapping[str, str] = {
    "contact_person": "Contactpersoon",
    "email": "E-mail",
    "phone": "Telefoon",
    "street": "Straat en nummer",
    "city": "Gemeente",
}
LEGAL: Mapping[str, str] = {
    "name": "Naam",
    "legal_name": "Volledige naam van de onderneming",
    **{name: label for name, label in CONTACT.items() if name != "contact_person"},
    "website": "Website",
    "enterprise_number": "Ondernemingsnummer",
    "rpr": "Rechtspersonenregister (RPR)",
    "iban": "Rekening",
    "bic": "BIC",
    "registration_training": "Erkenning voor opleiding",
    "registration_advice": "Erkenning voor advies",
    "contact_person": "Contactpersoon voor de kmo-portefeuille",
}
HELP_LINE = "1700"


def contact(edition: Edition) -> Fragment:
    """How to reach the provider, as a list."""
    provider = edition.rules.provider
    items = (
        element("li", element("strong", f"{label}:"), " ", _linked(name, value))
        for name, label, value in _given(provider, CONTACT)
    )
    return Fragment(element("ul", join(items)))


def legal(edition: Edition) -> Fragment:
    """What the law asks to tell about who publishes, as a table."""
    rows = (
        element("tr", element("th", label, scope="row"), element("td", _linked(name, value)))
        for name, label, value in _given(edition.rules.provider, LEGAL)
    )
    return Fragment(element("table", element("tbody", join(rows))))


def ask(edition: Edition) -> Fragment:
    """The button to ask a person: the provider where it can be reached at once, else the government's own help line."""
    provider = edition.rules.provider
    if provider.email:
        return _way(f"mailto:{provider.email}", f"Mail {provider.name}", "We bekijken samen wat kan.")
    if provider.phone:
        return _way(f"tel:{_dialled(provider.phone)}", f"Bel {provider.name}", "We bekijken samen wat kan.")
    return _way(f"tel:{HELP_LINE}", f"Bel gratis {HELP_LINE}", "De infolijn van de Vlaamse overheid.")


def _way(href: str, label: str, what: str) -> Fragment:
    return Fragment(join((element("a", label, href=href, class_="md-button"), element("span", what))))


def missing(provider: Provider) -> list[str]:
    """What the provider has not filled in, as the site calls it."""
    every = {**LEGAL, **CONTACT}
    return [label for name, label in every.items() if not getattr(provider, name)]


def missing_list(edition: Edition) -> Fragment:
    """What is missing, for who keeps the site."""
    found = missing(edition.rules.provider)
    if not found:
        return Fragment(element("p", "Alle gegevens zijn ingevuld."))
    return Fragment(element("ul", join(element("li", label) for label in found)))


def _given(provider: Provider, fields: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    return ((name, label, getattr(provider, name)) for name, label in fields.items() if getattr(provider, name))


def _linked(name: str, value: str) -> Html:
    address = {"email": f"mailto:{value}", "phone": f"tel:{_dialled(value)}", "website": value}.get(name)
    return element("a", value, href=address) if address else join([value])


def _dialled(phone: str) -> str:
    """The number as a telephone dials it."""
    return "".join(character for character in phone if character.isdigit() or character == "+")
