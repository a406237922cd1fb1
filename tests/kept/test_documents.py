"""What the documents for developers and staff say is still so."""

import re
import tomllib
from pathlib import Path

import pytest

from publishing.bootstrap import ROOT
from publishing.markers import VOCABULARY

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / ".github").rglob("*.md"))]
GUIDE = sorted((ROOT / "docs" / "beheer").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
# A file of ours named between back quotes: from the root, or within `calculator/` or its data.
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|toml|md|yml|mjs))`")
NAMED_FOLDER = re.compile(r"`((?:\.?[\w-]+/)+)`")
PLACES = ("", "calculator", "calculator/data", "publishing", "docs", "tests")
# The set-up and the site make these.
MADE = {"site/"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_to_a_file(path: Path) -> None:
    assert [link for link in LINK.findall(text(path)) if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", [*DOCUMENTS, *GUIDE], ids=named)
def test_every_file_and_folder_that_is_named_exists(path: Path) -> None:
    files = NAMED_FILE.findall(text(path)) + NAMED_FOLDER.findall(text(path))
    wanted = set(files) - MADE
    assert {name for name in wanted if not any((ROOT / place / name).exists() for place in PLACES)} == set()


@pytest.mark.parametrize("room", ["calculator", "publishing"])
def test_the_architecture_names_every_module_and_no_other(room: str) -> None:
    section = text(ROOT / ".github" / "ARCHITECTURE.md").split(f"\n## `{room}/`")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)
    modules = [path.name for path in (ROOT / room).glob("*.py") if path.name != "__init__.py"]
    packages = [f"{path.parent.name}/" for path in (ROOT / room).glob("*/__init__.py")]
    # Of a folder that is described module by module, every one is there.
    folders = {name.partition("/")[0] for name in listed if not name.endswith("/") and "/" in name}
    inside = [
        f"{folder}/{path.name}"
        for folder in folders
        for path in (ROOT / room / folder).glob("*.py")
        if path.name != "__init__.py"
    ]
    assert sorted(listed) == sorted(modules + packages + inside)


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), flags=re.MULTILINE))
    used = {
        name for path in [*DOCUMENTS, *GUIDE] for name in re.findall(r"\bmake ([a-z-]+)\b(?=[`\n ])", commands(path))
    }
    assert {"serve", "test", "freshness"} <= used <= targets


def commands(path: Path) -> str:
    """What stands between back quotes, one on a line."""
    return "\n".join([*re.findall(r"`([^`\n]+)`", text(path)), *re.findall(r"^make .*$", text(path), re.MULTILINE), ""])


def test_every_decision_says_when_why_what_and_what_follows() -> None:
    records = sorted((ROOT / ".github" / "decisions").glob("*.md"))
    numbers = [path.name.partition("-")[0] for path in records]
    assert numbers == [f"{int(number):04}" for number in dict.fromkeys(numbers)], "four digits, each number once"
    form = re.compile(
        r"# .+\n\n\d{4}-\d\d-\d\d\n\n\*\*Context\.\*\* .+\*\*Decision\.\*\* .+\*\*Consequence\.\*\* .+", re.DOTALL
    )
    assert [path.name for path in records if not form.fullmatch(text(path))] == []


def test_every_marker_of_the_guide_exists() -> None:
    used = {name for path in GUIDE for name in re.findall(r"<!-- reken:([a-z-]+) ", text(path))}
    assert {"percentage", "plafond", "termijn", "aanbieder"} <= used <= set(VOCABULARY)


# ---- glossary ---------------------------------------------------------------------------------------------


def glossary() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| ([^|`]+) \| `(\w+)` \|", text(ROOT / ".github" / "GLOSSARY.md"), flags=re.MULTILINE)
    assert len(rows) > 30
    return rows


def test_every_dutch_word_of_the_glossary_is_one_that_visitors_read() -> None:
    data = ROOT / "calculator" / "data"
    said = text(ROOT / "docs" / "begrippen.md") + "".join(text(path) for path in data.glob("*.toml"))
    assert [dutch for dutch, _ in glossary() if not re.search(rf"\b{dutch}", said, re.IGNORECASE)] == []


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    code = "".join(text(path) for path in (ROOT / "calculator").rglob("*.py"))
    rates = {row.get("topic") for row in tomllib.loads(text(ROOT / "calculator/data/steun.toml"))["rate"]}
    missing = [name for _, name in glossary() if not re.search(rf"\b{name}\b", code) and name not in rates]
    assert missing == []
