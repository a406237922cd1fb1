"""What was announced for next year is a change of data alone: with it, no test has to change.

A copy of the project gets a rate, a ceiling, a term and a theme from the first of January, `make schemas` tells editors
of the theme, and its own tests must stay green. Only published cases of days to come may ask for work:
`test_cases_of_days_to_come` names them in one line.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.bootstrap import ROOT
from tests.oracle.naive import KNOWN_THROUGH

PARTS = (
    *("calculator", "publishing", "docs", "tests", ".github", ".python-version", "mkdocs.yml", "pyproject.toml"),
    *("LICENSE", "package-lock.json", "node_modules/pyodide/pyodide-lock.json"),
)
LAST = f"{KNOWN_THROUGH.year}-12-31"
FIRST = f"{KNOWN_THROUGH.year + 1}-01-01"
NEW = f"""
valid_from = {FIRST}
source = "bvr-2016"
certainty = "confirmed"
status = "announced"
"""
# By file: the beginning of the rows of which the open one ends, and the row that follows it.
ANNOUNCED = {
    "steun": [
        ("rate", 'service = "training"', f'\n[[rate]]{NEW}service = "training"\nsmall = 24\nmedium = 13\n'),
        ("ceiling", "", f"\n[[ceiling]]{NEW}small = 6100\nmedium = 5900\n"),
    ],
    "termijnen": [
        (
            "term",
            'id = "application_window"',
            f'\n[[term]]{NEW}id = "application_window"\nname = "Aanvragen na de start"\ndays = 9\n',
        )
    ],
    "themas": [
        ("theme", 'key = "innovatie"', f'\n[[theme]]{NEW}key = "ruimte"\nname = "Ruimte"\nmeaning = "Nieuw."\n')
    ],
}


def announce(data: Path) -> None:
    """Close what is open and add what follows, in these data files."""
    for name, changes in ANNOUNCED.items():
        file = data / f"{name}.toml"
        text = file.read_text(encoding="utf-8")
        for table, line, row in changes:
            text = closed(text, table, line) + row
        file.write_text(text, encoding="utf-8")


def closed(text: str, table: str, line: str) -> str:
    """The text with an end for the one open row of this table that has this line and is about no topic."""
    rows = re.split(r"(?m)^(?=\[\[)", text)
    [place] = [
        place
        for place, row in enumerate(rows)
        if row.startswith(f"[[{table}]]") and line in row and "valid_through" not in row and "topic" not in row
    ]
    rows[place] = re.sub(r"(valid_from = \S+)", rf"\1\nvalid_through = {LAST}", rows[place])
    return "".join(rows)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, with what was announced in its data."""
    into = tmp_path_factory.mktemp("next-year")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, into / part, ignore=shutil.ignore_patterns("__pycache__", "images"))
        else:
            (into / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, into / part)
    announce(into / "calculator" / "data")
    subprocess.run([sys.executable, "-m", "publishing.schemas"], cwd=into, check=True, capture_output=True)
    return into


def run(project: Path, *options: str) -> str:
    """What pytest says of the tests of the copy."""
    python = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=quick"]
    command = [*python, "-m", "not night and not long", *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def failed(said: str) -> list[str]:
    return re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)


MAY_ASK_FOR_WORK = "tests/rules/test_corpus.py::test_cases_of_days_to_come"
RULES = ("tests/data", "tests/rules")
OTHERS = (
    *("tests/screen", "tests/batch", "tests/properties", "tests/oracle", "tests/fuzz"),
    *(f"tests/kept/test_{name}.py" for name in ("announced", "freshness", "schemas", "transparency")),
    *(f"tests/pages/test_{name}.py" for name in ("catalogue", "markers", "words")),
)


@pytest.mark.night
@pytest.mark.parametrize("layers", [RULES, OTHERS], ids=["data and rules", "others"])
def test_no_test_has_to_change(project: Path, layers: tuple[str, ...]) -> None:
    said = run(project, *layers)
    assert re.search(r"\d{2,} passed", said), said[-2_000:]
    assert [name for name in failed(said) if name != MAY_ASK_FOR_WORK] == [], said[-5_000:]


@pytest.mark.long
def test_the_cases_that_ask_for_work_are_named_in_one_line(project: Path) -> None:
    said = run(project, MAY_ASK_FOR_WORK)
    [line] = re.findall(r"^other rules hold on the day of these cases.*", said, re.MULTILINE)
    assert "plan-twee-jaren" in line
