"""The overview of the catalogue, with filters that need no script: the style sheet hides what a choice leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculator.markup import Html, element
from calculator.texts import euro
from publishing.catalogue import Entry, read_all
from publishing.edition import Edition, Fragment, Mistake
from publishing.offer import Subsidised, aid_today, status, subsidised
from publishing.tables import SERVICE_NAMES

__all__ = ["MOST_CHOICES", "overview"]

AID: Mapping[Subsidised, str] = {"yes": "Waarschijnlijk", "maybe": "Twijfel", "no": "Geen steun"}
NO_THEME = "Geen vast thema"
# So many choices have a rule in docs/assets/stylesheets/site.css.
MOST_CHOICES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry in the overview, with what it can be found by."""

    entry: Entry
    subsidised: Subsidised
    service: str
    aid: str
    theme: str


def _card(edition: Edition, entry: Entry) -> Card:
    aid = subsidised(edition, entry)
    themes = {theme.key: theme.name for theme in edition.rules.themes}
    return Card(
        entry=entry,
        subsidised=aid,
        service=SERVICE_NAMES[entry.kind],
        aid=AID[aid],
        theme=themes.get(entry.theme or "", NO_THEME),
    )


def overview(edition: Edition) -> Fragment:
    """Every entry: first what gets aid, then by title."""
    cards = sorted(
        (_card(edition, entry) for entry in read_all(edition.docs)),
        key=lambda card: list(AID).index(card.subsidised),
    )
    groups = {
        "Dienst": sorted({card.service for card in cards}, reverse=True),
        "Steun vandaag": [aid for aid in AID.values() if aid in {card.aid for card in cards}],
        "Thema": sorted({card.theme for card in cards}),
    }
    numbers = {choice: number for number, choice in enumerate((c for group in groups.values() for c in group), 1)}
    if len(numbers) > MOST_CHOICES:
        raise Mistake(f"de filters tellen {len(numbers)} keuzes; site.css kent er {MOST_CHOICES}")
    filters = element(
        "form",
        *(_filter(name, choices, numbers) for name, choices in groups.items()),
        element("button", "Toon alles", type="reset", class_="md-button"),
        class_="rk-filters",
        aria_label="Het aanbod filteren",
    )
    shown = element("ul", *(_listed(card, numbers) for card in cards), class_="rk-cards")
    count = element("p", f" van {len(cards)} getoond.", class_="rk-count")
    sources = {source.id: source for card in cards for source in aid_today(edition, naam=card.entry.slug).sources}
    return Fragment(element("div", filters, shown, count, class_="rk-catalogue"), tuple(sources.values()))


def _filter(name: str, choices: Sequence[str], numbers: Mapping[str, int]) -> Html:
    group = f"rk-{name.split(maxsplit=1)[0].lower()}"
    everything = element("label", element("input", type="radio", name=group, value="0", checked=True), "Alles")
    labels = (
        element("label", element("input", type="radio", name=group, value=str(numbers[choice])), choice)
        for choice in choices
    )
    return element("fieldset", element("legend", name), everything, *labels, class_="rk-filter")


def _listed(card: Card, numbers: Mapping[str, int]) -> Html:
    entry = card.entry
    price = f" {euro(entry.price)} zonder btw." if entry.price else ""
    return element(
        "li",
        status(card.subsidised, entry),
        element("h2", element("a", entry.title, href=f"{entry.slug}/")),
        element("p", f"{entry.description}{price}"),
        element("p", f"{card.service}. {card.theme}.", class_="rk-source"),
        data_in=" ".join(str(numbers[choice]) for choice in (card.service, card.aid, card.theme)),
    )
