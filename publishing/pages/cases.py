"""The published cases: as tables, counted, and as files to download."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from calculator import corpus, texts
from calculator.corpus import Case
from calculator.markup import Html, element, join
from publishing.pages.edition import Edition, Fragment
from publishing.pages.tables import Cell, html_table, plain

__all__ = ["cases", "downloads", "number_of_cases", "write_downloads"]

DOWNLOADS = "regels/gevallen"
DOWNLOAD = "gevallen"
COLUMNS = ("id", "title", "command", "request", "status", "expect", "source", "working")
FILES: Mapping[str, str] = {  # how the page names the files of cases
    "buiten": "Dagen en diensten buiten de regels",
    "fouten": "Vragen die niet kloppen",
    "geld": "Bedragen",
    "graaf": "De groep, met wie samen optreedt",
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
    folder = site / DOWNLOADS
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
