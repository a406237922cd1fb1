"""The table of browsers says the oldest in which all works that the scripts and the style sheets use."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = DOCS / "toegankelijkheid.md"
type Versions = tuple[float, float, float]

# Chrome and Edge, Firefox, Safari. Read in MDN's browser-compat-data 8.1.9; Pyodide's are those it is tested in.
PYODIDE: Versions = (112, 112, 16.4)
SCRIPTS: dict[str, Versions] = {
    r"\{ type: \"module\" \}": (80, 114, 15),  # of a worker
    r"\.requestSubmit\(": (76, 75, 16),
    r"\.at\(": (92, 90, 15.4),
    r"compileStreaming\(": (60, 58, 15),
    r"^  (async )?#\w+\(": (84, 90, 15),
    r"\?\?=": (85, 79, 14),
    r"\.replaceChildren\(": (86, 78, 14),
    r"\.replaceAll\(": (85, 77, 13.1),
    r"\?\.": (80, 74, 13.1),
}
FILTERS: dict[str, Versions] = {r":has\(": (105, 121, 15.4), r":is\(": (88, 78, 14)}
NESTED: dict[str, Versions] = {r"^\s+& ": (120, 117, 17.2), r":has\(": (105, 121, 15.4)}
# Newer than the table allows: who wants one of these changes the table first, and adds it above.
TOO_NEW = (
    r"\b(?:Object|Map)\.groupBy\(",
    r"\bPromise\.(?:withResolvers|try)\(",
    r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isWellFormed)\(",
    r"\bURL\.(?:canParse|parse)\(",
    r"\b(?:Array\.fromAsync|AbortSignal\.any|RegExp\.escape)\(",
    r"^import .* with \{",
    r"^\s*(?:await )?using \w+ =",
    r"^await ",
)


def scripts() -> str:
    files = [*(DOCS / "assets").rglob("*.mjs"), *(DOCS / "assets").glob("*.js")]
    files += [*(ROOT / "publishing").rglob("offline.js"), *(ROOT / "publishing/theme").rglob("*.js")]
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def styles(*names: str) -> str:
    return "\n".join((DOCS / "assets" / name).read_text(encoding="utf-8") for name in names)


def oldest(text: str, features: dict[str, Versions]) -> Versions:
    """The oldest browsers that know all that is used of these."""
    used = [versions for sign, versions in features.items() if re.search(sign, text, re.MULTILINE)]
    chrome, firefox, safari = (max(versions) for versions in zip(*used, strict=True))
    return chrome, firefox, safari


def said(row: str) -> Versions:
    found = re.search(rf"^\| {row} \| (\d+) \| (\d+) \| ([\d.]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, row
    chrome, firefox, safari = map(float, found.groups())
    return chrome, firefox, safari


def test_the_calculator_needs_what_its_scripts_and_its_engine_need() -> None:
    features = {**SCRIPTS, "": PYODIDE}
    assert said("Rekenhulp en lijst") == oldest(scripts(), features)
    assert [sign for sign in TOO_NEW if re.search(sign, scripts(), re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("row", "file", "features"),
    [
        ("Filters in het aanbod", "stylesheets/site.css", FILTERS),
        ("Bedragen op de startpagina, zonder JavaScript", "stylesheets/home.css", NESTED),
    ],
)
def test_what_works_without_a_script_needs_what_its_style_needs(
    row: str, file: str, features: dict[str, Versions]
) -> None:
    assert said(row) == oldest(styles(file), features)


def test_only_the_home_page_nests_rules() -> None:
    others = [path for path in sorted(Path(DOCS / "assets").rglob("*.css")) if path.name != "home.css"]
    nested = [path.name for path in others if re.search(next(iter(NESTED)), path.read_text("utf-8"), re.MULTILINE)]
    assert nested == []
