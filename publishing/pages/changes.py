"""What changes when: still to come, and changed before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from calculator import texts
from calculator.markup import Html, element, join
from calculator.scheme.rows import Dated, Source, Theme, Topic
from publishing.pages.edition import Edition, Fragment, doubt, heading, source_link
from publishing.pages.series import Series, all_series, begins, coming, ends, group_name, says
from publishing.pages.tables import Cell, html_table, plain

__all__ = ["changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From a day on, something is different; `before` is None where nothing held before."""

    on: date
    group: str
    before: str | None
    after: str
    row: Dated
    name: str


def _changes(edition: Edition) -> list[Change]:
    """Every change of the data after the first day it covers, oldest first."""
    first = min(begins(row) for row in edition.rules.coverage)
    found = (change for series in all_series(edition.rules) for change in _of_series(series))
    return sorted((change for change in found if change.on > first), key=lambda change: change.on)


def _of_series(series: Series) -> Iterator[Change]:
    """What each row changes about the one before, and the end of a row that nothing follows."""
    for place, row in enumerate(series.rows):
        before = says(series.rows[place - 1]) if place else None
        if before != says(row):
            after = "nieuw" if before is None and isinstance(row, Theme | Topic) else says(row)
            yield Change(on=begins(row), group=series.group, before=before, after=after, row=row, name=series.name)
    last = series.rows[-1]
    end = ends(last)
    if end is not None:
        yield Change(on=end, group=series.group, before=says(last), after="vervalt", row=last, name=series.name)


def changes(edition: Edition) -> Fragment:
    """What is still to come on the day of the pages, and what changed before it, newest first.

    Its headings down to the year are Markdown, so that the table of contents of the page lists them.
    """
    found = _changes(edition)
    ahead = [change for change in found if change.on > edition.on]
    past = [change for change in reversed(found) if change.on <= edition.on]
    nothing = element("p", f"Op {texts.day(edition.on)} kennen wij geen enkele wijziging die nog moet komen.")
    parts = [
        heading(2, "Wat nog komt", id_="wat-nog-komt"),
        *(_by_year(ahead, edition.on, prefix="komt") if ahead else [nothing]),
        heading(2, "Wat al veranderde", id_="wat-al-veranderde"),
        *_by_year(past, edition.on, prefix="sinds"),
    ]
    return Fragment("\n".join(parts), tuple(dict.fromkeys(change.row.basis.source for change in ahead)))


def _by_year(found: Iterable[Change], on: date, *, prefix: str) -> Iterator[str]:
    """The changes of each year under its heading; a year can have some that came and some that still must."""
    for year, changed in groupby(found, key=lambda change: change.on.year):
        yield heading(3, str(year), id_=f"{prefix}-{year}")
        for day, same in groupby(changed, key=attrgetter("on")):
            yield element("section", element("h4", texts.day(day), id=f"op-{day}"), _day_table(day, same, on))


def _day_table(day: date, found: Iterable[Change], on: date) -> Html:
    """What changes on one day; what changes alike from one source stands on one line."""
    alike: dict[tuple[str, str | None, str, Source], list[Change]] = {}
    for change in found:
        alike.setdefault((change.group, change.before, change.after, change.row.basis.source), []).append(change)
    headings = [plain(heading) for heading in ("Regel", "Wat", "Wordt", "Was", "Bron")]
    return html_table(
        f"Wijzigingen op {texts.day(day)}", headings, [_change_cells(same, on) for same in alike.values()]
    )


def _change_cells(same: Sequence[Change], on: date) -> tuple[Cell, ...]:
    change = same[0]
    return (
        Cell(html=element("a", group_name(change.group), href=f"../regels/#regel-{change.group}")),
        plain(", ".join(each.name for each in same)),
        Cell(html=join([change.after, coming(change.row, on)])),
        plain(change.before or "er was geen regel"),
        Cell(html=join([source_link(change.row.basis.source), ". ", doubt(change.row.basis)])),
    )
