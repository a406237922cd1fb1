"""The site as of one day: what every marker on it may quote."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from calculator import texts
from calculator.markup import Html, element, join
from calculator.scheme.day import DayRules, rules_on
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Basis, Rules, Source

__all__ = [
    "Edition",
    "Fragment",
    "Mistake",
    "article",
    "badge",
    "choose",
    "days",
    "doubt",
    "edition_of_build",
    "edition_on",
    "heading",
    "overdue_notice",
    "source_line",
    "source_link",
]


class Mistake(ValueError):
    """What is wrong with one marker, in Dutch, with an example of right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The pages speak for the day `on`; `docs` is the folder of the pages."""

    on: date
    docs: Path
    rules: Rules = field(default_factory=all_rules)

    def today(self) -> DayRules:
        """What is in force on the day the pages speak for."""
        return rules_on(self.on)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page, and the sources it rests on.

    A block is HTML, with headings in Markdown where the table of contents of the page should list them.
    """

    text: str
    sources: tuple[Source, ...] = ()


def choose(wanted: str, known: Iterable[str]) -> str:
    """How to choose another name than one that is not known: the nearest ones, else all."""
    names = sorted(known)
    near = get_close_matches(wanted, names, cutoff=0.5)
    return f"bedoelt u {' of '.join(near)}?" if near else f"kies uit {', '.join(names)}"


def heading(level: Literal[2, 3], text: str, *, id_: str) -> str:
    """A heading in Markdown, on a line of its own: a block may hold it among its HTML."""
    return f"{'#' * level} {text} {{: #{id_} }}"


def badge(text: str, kind: Literal["yes", "no", "maybe"]) -> Html:
    """A short word in a coloured pill. The word alone says it, the colour never does."""
    return element("span", text, class_=f"rk-badge rk-badge--{kind}")


def doubt(basis: Basis) -> Html | None:
    """The badge of a row that still has to be confirmed; None for one that is."""
    return badge("te bevestigen", "maybe") if basis.certainty == "to_confirm" else None


def source_link(source: Source) -> Html:
    """The title of a source, linked where it has an address."""
    return element("a", source.title, href=source.url) if source.url else join([source.title])


def article(basis: Basis) -> str:
    """The article of the source, to stand after its title."""
    return f", {basis.article}" if basis.article else ""


def days(basis: Basis) -> str:
    """The days a row holds."""
    until = f" tot en met {texts.day(basis.valid_through)}" if basis.valid_through else ""
    return f"{texts.day(basis.valid_from)}{until}"


def source_line(basis: Basis) -> Html:
    """Since when a row holds, where it stands, when that was read and how sure it is."""
    return element(
        "p",
        f"Sinds {days(basis)}. Bron: ",
        source_link(basis.source),
        f"{article(basis)}. Gecontroleerd op {texts.day(basis.source.checked_on)}. ",
        doubt(basis),
        class_="rk-source",
    )


def edition_on(day: str, docs: Path) -> Edition:
    """The edition of a day as the settings write it; without one, of the last day somebody read a source."""
    on = date.fromisoformat(day) if day else max(source.checked_on for source in all_rules().sources)
    return Edition(on=on, docs=docs)


def edition_of_build(docs: Path) -> Edition:
    """The edition that the environment asks for with ON, as in the settings of the site."""
    return edition_on(os.environ.get("ON", ""), docs)


def overdue_notice(shown: Iterable[Iterable[Source]]) -> str:
    """The sentence for when a source of the page should have been read again.

    It is hidden; `docs/assets/freshness.mjs` shows it from the visitor's own day alone.
    """
    days_due = [source.check_again_by for sources in shown for source in sources]
    if not days_due:
        return ""
    due = min(days_due)
    sentence = element(
        "p",
        element("strong", "Deze pagina is aan controle toe."),
        f" We moesten een bron ervan opnieuw lezen tegen {texts.day(due)}. Een nieuwere regel kan ontbreken. "
        "Vraag het na bij 1700 voor u beslist.",
        class_="rk-overdue",
    )
    notice = element("rk-check-overdue", sentence, hidden=True, data_check_again_by=due.isoformat())
    return element("div", notice, data_search_exclude=True)
