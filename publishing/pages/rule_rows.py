"""Every rule over time: its rows, their sources, and how many cases look at it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from calculator import corpus, texts
from calculator.corpus import Case
from calculator.markup import Html, element, join
from calculator.scheme.day import holds
from calculator.scheme.rows import Dated, Source
from publishing.pages.edition import Edition, Fragment, article, doubt, source_link
from publishing.pages.figures import RULE_ROWS
from publishing.pages.series import GROUPS, Series, all_series, coming, group_name, says
from publishing.pages.tables import Cell, html_table, plain

__all__ = ["rules"]

FINDING = re.compile(r"(?:^|\.)findings\.(\w+)")
CASES_PAGE = "gevallen/"


def rules(edition: Edition) -> Fragment:
    """Every rule with its rows over time, their sources, and how many cases look at it."""
    covering = _covering()
    by_group: dict[str, list[Series]] = {group: [] for group in (*RULE_ROWS, *GROUPS)}
    for series in all_series(edition.rules):
        by_group[series.group].append(series)
    parts = (
        element(
            "section",
            element("h3", group_name(group), id=f"regel-{group}"),
            _rows_table(group_name(group), members, edition.on),
            _covered(covering.get(group, ())),
        )
        for group, members in by_group.items()
    )
    return Fragment(join(parts), _sources(edition))


def _sources(edition: Edition) -> tuple[Source, ...]:
    """The sources of what holds on the day; what ended need not be read again for this page."""
    rows = (row for series in all_series(edition.rules) for row in series.rows if holds(row, edition.on))
    return tuple(dict.fromkeys(row.basis.source for row in rows))


def _rows_table(name: str, members: Sequence[Series], on: date) -> Html:
    """The rows with a number for where each one stands, and those places below."""
    rows = [(series.name, row) for series in members for row in series.rows]
    numbers = {ground: str(number) for number, ground in enumerate(dict.fromkeys(_ground(row) for _, row in rows), 1)}
    headings = [plain(heading) for heading in ("Wat", "De regel", "Vanaf", "Tot en met", "Bron")]
    cells = [(*_row_cells(of, row, on), plain(numbers[_ground(row)])) for of, row in rows]
    below = element("ol", *(element("li", ground) for ground in numbers), class_="rk-sources")
    return join([html_table(f"{name}: alle rijen", headings, cells), below])


def _row_cells(name: str, row: Dated, on: date) -> tuple[Cell, ...]:
    last = row.basis.valid_through
    return (
        plain(name),
        Cell(html=join([says(row), coming(row, on)])),
        plain(texts.day(row.basis.valid_from)),
        plain(texts.day(last) if last else "nu"),
    )


def _ground(row: Dated) -> Html:
    basis = row.basis
    return join(
        [
            source_link(basis.source),
            f"{article(basis)}. Gecontroleerd op {texts.day(basis.source.checked_on)}. ",
            doubt(basis),
            f" {basis.note}" if basis.note else None,
        ]
    )


def _covered(covering: Iterable[Case]) -> Html | None:
    found = list(covering)
    if not found:
        return None
    links = (element("li", element("a", case.title, href=f"{CASES_PAGE}#{case.id}")) for case in found)
    count = "1 geval kijkt" if len(found) == 1 else f"{len(found)} gevallen kijken"
    return element("details", element("summary", f"{count} deze regel na"), element("ul", *links, class_="rk-sources"))


def _covering() -> dict[str, list[Case]]:
    """The cases that expect something of a rule, by rule."""
    covering: dict[str, list[Case]] = {}
    for case in corpus.read(corpus.PUBLISHED):
        for group in dict.fromkeys(_looked_at(case)):
            covering.setdefault(group, []).append(case)
    return covering


def _looked_at(case: Case) -> Iterator[str]:
    for path in case.expect:
        found = FINDING.search(path)
        if found:
            yield found[1]
        steps = path.split(".")
        yield from (group for group in ("aid", "deadlines") if group in steps)
