"""What others can check: every rule over time, what changes when, the way from question to answer, and the cases."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from calculator import corpus, texts
from calculator.assess import RULES, Part, assess
from calculator.contract.reading import parse_assess
from calculator.corpus import Case
from calculator.markup import Html, element, join
from calculator.scheme.day import holds
from calculator.scheme.rows import Dated, Source, Theme, Topic
from calculator.screen.questions import form
from publishing.pages.edition import Edition, Fragment, article, badge, doubt, heading, source_link
from publishing.pages.figures import RULE_ROWS
from publishing.pages.series import GROUPS, Series, all_series, begins, ends, says
from publishing.pages.tables import Cell, html_table, plain

__all__ = ["cases", "changes", "downloads", "flow", "rules", "write_downloads"]

FINDING = re.compile(r"(?:^|\.)findings\.(\w+)")
CASES_PAGE = "gevallen/"
DOWNLOAD = "gevallen"
COLUMNS = ("id", "title", "command", "request", "status", "expect", "source", "working")
FILES: Mapping[str, str] = {  # how the page names the files of cases
    "buiten": "Dagen en diensten buiten de regels",
    "fouten": "Vragen die niet kloppen",
    "geld": "Bedragen",
    "groep": "De groep",
    "grootte": "Klein, middelgroot of groot",
    "jaarplafond": "Het jaarplafond",
    "kosten": "Wat van de prijs telt",
    "omgekeerd": "Van steun naar prijs",
    "percentages": "Percentages per dag",
    "plan": "Plannen met meer projecten",
    "termijnen": "Termijnen",
    "voorwaarden": "Voorwaarden",
    "wijzigingen": "Wat helpt",
    "zinnen": "Zinnen",
}


# ---- every rule over time ---------------------------------------------------------------------------------


def _group_name(group: str) -> str:
    return GROUPS[group] if group in GROUPS else texts.rule_name(group)


def rules(edition: Edition) -> Fragment:
    """Every rule with its rows over time, their sources, and how many cases look at it."""
    covering = _covering()
    by_group: dict[str, list[Series]] = {group: [] for group in (*RULE_ROWS, *GROUPS)}
    for series in all_series(edition.rules):
        by_group[series.group].append(series)
    parts = (
        element(
            "section",
            element("h3", _group_name(group), id=f"regel-{group}"),
            _rows_table(_group_name(group), members, edition.on),
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
        Cell(html=join([says(row), _coming(row, on)])),
        plain(texts.day(row.basis.valid_from)),
        plain(texts.day(last) if last else "nu"),
    )


def _coming(row: Dated, on: date) -> Html | None:
    """The badge of a row whose first day is still to come."""
    if begins(row) <= on:
        return None
    return join([" ", badge("aangekondigd" if row.basis.announced else "komt nog", "maybe")])


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


# ---- what changes when ------------------------------------------------------------------------------------


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
    coming = [change for change in found if change.on > edition.on]
    past = [change for change in reversed(found) if change.on <= edition.on]
    nothing = element("p", f"Op {texts.day(edition.on)} kennen wij geen enkele wijziging die nog moet komen.")
    parts = [
        heading(2, "Wat nog komt", id_="wat-nog-komt"),
        *(_by_year(coming, edition.on, prefix="komt") if coming else [nothing]),
        heading(2, "Wat al veranderde", id_="wat-al-veranderde"),
        *_by_year(past, edition.on, prefix="sinds"),
    ]
    return Fragment("\n".join(parts), tuple(dict.fromkeys(change.row.basis.source for change in coming)))


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
        Cell(html=element("a", _group_name(change.group), href=f"../regels/#regel-{change.group}")),
        plain(", ".join(each.name for each in same)),
        Cell(html=join([change.after, _coming(change.row, on)])),
        plain(change.before or "er was geen regel"),
        Cell(html=join([source_link(change.row.basis.source), ". ", doubt(change.row.basis)])),
    )


# ---- from question to answer ------------------------------------------------------------------------------

TITLES: Mapping[Part, str] = {
    "enterprise": "Uw onderneming",
    "service": "Uw opleiding of advies",
    "price": "Uw prijs, uw dagen en uw jaar",
}
PARTS = {title: tuple(rule.id for rule in RULES if rule.part == part) for part, title in TITLES.items()}
OUTCOMES = (
    "Zegt één voorwaarde nee? Dan is het antwoord nee. U leest ook alle andere voorwaarden.",
    "Weten we van één voorwaarde te weinig? Dan is het antwoord misschien. U leest welke vraag het beslist.",
    "Zijn alle voorwaarden in orde? Dan is het antwoord ja.",
)
MONEY = "De prijs die telt, maal het percentage. Nooit meer dan wat er van het plafond nog over is."


def flow(edition: Edition) -> Fragment:
    """The way from the questions over the conditions to the answer, as a list that reads well aloud."""
    asked = _questions(edition.on)
    parts = (
        _step(title, element("ul", *(_condition(rule, asked[rule]) for rule in rules_of)))
        for title, rules_of in PARTS.items()
    )
    outcome = _step("Het antwoord", element("ul", *(element("li", line) for line in OUTCOMES)))
    return Fragment(element("ol", *parts, outcome, _step("Het bedrag", element("p", MONEY)), class_="rk-flow"))


def _step(title: str, content: Html) -> Html:
    return element("li", element("strong", title), content)


def _condition(rule: str, question: str | None) -> Html:
    name = element("a", texts.rule_name(rule), href=f"#regel-{rule}")
    return element("li", name, f". {question}" if question else None)


def _questions(on: date) -> dict[str, str | None]:
    """Per condition the question of the form that is asked first, found by telling the calculator nothing."""
    nothing_told = assess(parse_assess({"contract": 1, "applied_on": on.isoformat()}))
    return {finding.rule: _question(finding.missing) for finding in nothing_told.findings}


def _question(missing: tuple[str, ...]) -> str | None:
    place = form().place(missing[0]) if missing else None
    return place.name if place else None


# ---- the cases --------------------------------------------------------------------------------------------


def cases(edition: Edition) -> Fragment:  # noqa: ARG001 - every marker gets the edition
    """The published cases as tables, one for each file."""
    by_file = groupby(corpus.read(corpus.PUBLISHED), key=attrgetter("file"))
    return Fragment(join(_file_of_cases(file, list(listed)) for file, listed in by_file))


def number_of_cases(edition: Edition) -> Fragment:  # noqa: ARG001 - every marker gets the edition
    """How many cases are published."""
    return Fragment(texts.number(len(corpus.read(corpus.PUBLISHED))))


def _file_of_cases(file: str, listed: Sequence[Case]) -> Html:
    name = FILES.get(file, file)
    headings = [plain(heading) for heading in ("Geval", "Wat eruit moet komen", "Uitwerking")]
    table = html_table(name, headings, [_case_cells(case) for case in listed])
    summary = element("summary", f"{name}: {len(listed)} gevallen")
    return element("details", summary, table, id=file, data_search_exclude=True)


def _case_cells(case: Case) -> tuple[Cell, ...]:
    expected = (element("code", f"{path} = {_written(value)}") for path, value in case.expect.items())
    separated = [piece for each in expected for piece in (element("br"), each)][1:]
    return (
        Cell(html=element("span", case.title, id=case.id)),
        Cell(html=join(separated)),
        plain(f"{case.working} ({case.source})"),
    )


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def downloads(edition: Edition) -> Fragment:  # noqa: ARG001 - every marker gets the edition
    """The links to the cases as files, with how many there are and what may be done with them."""
    count = len(corpus.read(corpus.PUBLISHED))
    names = {"json": "JSON, voor een programma", "csv": "CSV, voor een rekenblad"}
    links = (
        element("li", element("a", f"{name}: {count} gevallen", href=f"{DOWNLOAD}.{kind}", download=True))
        for kind, name in names.items()
    )
    return Fragment(element("ul", *links))


def write_downloads(site: Path) -> None:
    """Put the cases as JSON and CSV beside their page in a built site."""
    published = corpus.read(corpus.PUBLISHED)
    folder = site / "regels" / CASES_PAGE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{DOWNLOAD}.json").write_text(corpus.to_json(published), encoding="utf-8", newline="\n")
    (folder / f"{DOWNLOAD}.csv").write_text(_csv(published), encoding="utf-8", newline="")


def _csv(published: Iterable[Case]) -> str:
    """One case on one line; what a case asks and expects is JSON within its cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for case in published:
        row = corpus.as_table(case)
        writer.writerow([_written(row[column]) for column in COLUMNS])
    return text.getvalue()
