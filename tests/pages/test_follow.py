"""Change one row of the data and build again: every page that shows it follows, and no other page changes."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.bootstrap import ROOT
from tests.pages.building import copied_project, finish, mkdocs

DOCS = ROOT / "docs"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path)


def changed_pages(project: Path, built: Path) -> set[str]:
    """The sources of the pages whose HTML differs from that of the unchanged project."""
    site = mkdocs(project)
    finish(project)
    return {
        _source(file.relative_to(site))
        for file in site.rglob("*.html")
        if file.read_bytes() != (built / file.relative_to(site)).read_bytes()
    }


def _source(page: Path) -> str:
    folder = page.parent.as_posix()
    own = "index.md" if folder == "." else f"{folder}.md"
    return own if (DOCS / own).is_file() else f"{folder}/index.md"


def replaced(file: Path, old: str, new: str) -> None:
    """Change the one place in a file that reads `old`."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, file
    file.write_text(text.replace(old, new), encoding="utf-8")


def pages_with(*markers: str) -> set[str]:
    """The pages that hold one of these markers, given as regular expressions."""
    one = re.compile("|".join(f"<!-- reken:{marker} -->" for marker in markers))
    files = [file for file in DOCS.rglob("*.md") if one.search(file.read_text(encoding="utf-8"))]
    return {file.relative_to(DOCS).as_posix() for file in files}


def entries(line: str) -> str:
    """The names of the entries whose front matter has this line, as a regular expression."""
    folder = DOCS / "catalogus"
    return "|".join(file.stem for file in folder.glob("*.md") if f"\n{line}\n" in file.read_text(encoding="utf-8"))


def cases() -> Iterator[tuple[str, str]]:
    """The id and the rate of every published case."""
    for file in (ROOT / "tests" / "cases").glob("*.toml"):
        for case in tomllib.loads(file.read_text(encoding="utf-8")).get("case", ()):
            yield case["id"], case["expect"].get("aid.rate", "")


def test_another_rate_shows_on_every_page_that_shows_it_and_nowhere_else(project: Path, built: Path) -> None:
    """The rate of the cybersecurity training for a small enterprise, 45 to 47.

    Of the examples, those with 45 percent in their expected answer may show it; the energy examples keep theirs.
    """
    row = 'service = "training"\ntopic = "cybersecurity"\nsmall = 45'
    replaced(project / "calculator/data/steun.toml", row, row.replace("45", "47"))
    of_45 = "|".join(name for name, rate in cases() if rate == "45" and "energie" not in name)
    shown = pages_with(
        "percentage dienst=opleiding grootte=klein onderwerp=cybersecurity",
        "tabel naam=steun",
        "geschiedenis",
        "regels",
        "verandert",
        f"voorbeeld naam=(?:{of_45})",
    )
    assert {"hoeveel.md", "themas.md", "geschiedenis.md"} <= shown
    assert changed_pages(project, built) == shown


@pytest.mark.night
def test_another_day_shows_on_every_page_that_shows_it_and_nowhere_else(project: Path, built: Path) -> None:
    """Advice was closed on 1 February 2026; here on 3 February."""
    data = project / "calculator/data/steun.toml"
    closed = 'valid_from = 2026-02-01\nservice = "advice"\nkind = "closed"'
    replaced(data, closed, closed.replace("02-01", "02-03"))
    before = 'valid_through = 2026-01-31\nservice = "advice"\nsmall = 30'
    replaced(data, before, before.replace("01-31", "02-02"))
    shown = pages_with(
        "sinds regel=service_kind dienst=advies",
        "regel naam=service_kind(?: dienst=advies)?",
        "tabel naam=steun",
        "geschiedenis",
        "regels",
        "verandert",
        f"fiche naam=(?:{entries('dienst: advies')})",
    )
    assert {"index.md", "themas.md", "catalogus/communicatiestrategie.md"} <= shown
    assert changed_pages(project, built) == shown


@pytest.mark.night
def test_another_provider_rebrands_the_site(project: Path, built: Path) -> None:
    """The publisher stands in the footer of every page."""
    replaced(project / "calculator/data/aanbieder.toml", 'legal_name = "', 'legal_name = "Handen bv" # ')
    every_page = {file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")}
    assert changed_pages(project, built) - {"404.md", "./index.md"} == every_page
