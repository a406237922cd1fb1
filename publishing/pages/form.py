"""What the calculator puts in its own pages: its form, and the list, before anybody typed or chose a file."""

import json

from calculator.batch.screen import columns_html, list_html
from calculator.markup import element, join
from calculator.page import MOST_PAIRS, MOST_ROWS
from calculator.screen.answers import LONGEST_ANSWER
from calculator.screen.html import MOST_TOGETHER, form_html
from publishing.pages.catalogue import read_all
from publishing.pages.edition import Edition, Fragment
from publishing.pages.offer import subsidised

__all__ = ["calculator_form", "list_columns", "list_form", "theme_options"]


def calculator_form(edition: Edition) -> Fragment:
    """The form, resting on the sources of every rate it may answer with.

    Beside it what a link may hold at most, and what the catalogue offers.
    """
    sources = tuple(row.basis.source for row in edition.today().rates.values())
    most = {
        "answers": MOST_PAIRS,
        "characters": LONGEST_ANSWER,
        "projects": MOST_TOGETHER,
        "rows": dict(MOST_ROWS),
    }
    offers = json.dumps(_offers(edition), ensure_ascii=False)
    return Fragment(element("div", form_html(), data_most=json.dumps(most), data_offers=offers), sources)


def _offers(edition: Edition) -> list[dict[str, str | None]]:
    """What the catalogue offers that gets aid today, as the calculator takes it (`screen/offered.py`)."""
    return [
        {
            "name": entry.slug,
            "title": entry.title,
            "kind": entry.kind,
            "theme": entry.theme,
            "topic": entry.topic,
            "price": str(entry.price).removesuffix(".00") if entry.price else None,
        }
        for entry in read_all(edition.docs)
        if subsidised(edition, entry) == "yes"
    ]


def list_form(edition: Edition) -> Fragment:
    """The list, resting on the same sources."""
    sources = tuple(row.basis.source for row in edition.today().rates.values())
    return Fragment(element("div", list_html()), sources)


def list_columns(_: Edition) -> Fragment:
    """The columns that a list may have."""
    return Fragment(columns_html(), ())


def theme_options(edition: Edition) -> Fragment:
    """The themes of today as options to choose from."""
    themes = edition.today().themes.values()
    options = join(element("option", theme.name, value=theme.key) for theme in themes)
    return Fragment(options, tuple(theme.basis.source for theme in themes))
