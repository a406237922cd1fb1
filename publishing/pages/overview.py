"""The overview of the catalogue, with filters that need no script: the style sheet hides what a choice leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculator.markup import Html, element
from publishing.pages.catalogue import Entry, read_all
from publishing.pages.edition import Edition, Fragment, Mistake
from publishing.pages.offer import Subsidised, picture, price_line, resting_on, status, subsidised
from publishing.pages.tables import SERVICE_NAMES

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
    """Every entry: first what gets aid, then what may get it; what gets none is folded under one sentence."""
    cards = sorted(
        (_card(edition, entry) for entry in read_all(edition.docs)),
        key=lambda card: list(AID).index(card.subsidised),
    )
    supported = [card for card in cards if card.subsidised != "no"]
    others = [card for card in cards if card.subsidised == "no"]
    groups = {
        "Steun vandaag": [aid for aid in AID.values() if aid in {card.aid for card in supported}],
        "Thema": sorted({card.theme for card in supported}),
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
    shown = element("ul", *(_listed(edition, card, numbers) for card in supported), class_="rk-cards")
    count = element("p", f" van {len(supported)} getoond.", class_="rk-count")
    catalogue = element("div", filters, shown, count, class_="rk-catalogue")
    folded = _folded(edition, others) if others else None
    sources = {source.id: source for card in cards for source in resting_on(edition, card.entry)}
    return Fragment(element("div", catalogue, folded), tuple(sources.values()))


def _folded(edition: Edition, cards: Sequence[Card]) -> Html:
    """What gets no aid: still offered, at the full price."""
    names = element("ul", *(_listed(edition, card, {}) for card in cards), class_="rk-cards")
    services = "dienst" if len(cards) == 1 else "diensten"
    summary = element("summary", f"Zonder steun: {len(cards)} {services} aan de volle prijs")
    return element("details", summary, names, class_="rk-folded")


def _filter(name: str, choices: Sequence[str], numbers: Mapping[str, int]) -> Html:
    group = f"rk-{name.split(maxsplit=1)[0].lower()}"
    everything = element("label", element("input", type="radio", name=group, value="0", checked=True), "Alles")
    labels = (
        element("label", element("input", type="radio", name=group, value=str(numbers[choice])), choice)
        for choice in choices
    )
    return element("fieldset", element("legend", name), everything, *labels, class_="rk-filter")


def _listed(edition: Edition, card: Card, numbers: Mapping[str, int]) -> Html:
    entry = card.entry
    line = price_line(edition, entry)
    choices = (str(numbers[choice]) for choice in (card.aid, card.theme) if choice in numbers)
    return element(
        "li",
        element("div", picture(entry, "../"), status(card.subsidised, entry), class_="rk-cards__head"),
        element("h2", element("a", entry.title, href=f"{entry.slug}/")),
        element("p", line, class_="rk-cards__price") if line else None,
        element("p", entry.description),
        element("p", f"{card.service}. {card.theme}.", class_="rk-source"),
        data_in=" ".join(choices),
    )
