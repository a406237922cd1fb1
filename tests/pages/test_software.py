"""The list of the software of others is whole, and every licence can be read in full."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from publishing.pages.software import parts, write_licences

SIGNS = {
    "MPL-2.0": ["Mozilla Public License Version 2.0", "10.4. Distributing Source Code Form that is Incompatible"],
    "Apache-2.0": ["Apache License", "9. Accepting Warranty or Additional Liability."],
    "PSF-2.0": ["PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "CWI LICENSE AGREEMENT"],
    "MIT": ["The above copyright notice and this permission notice shall be included"],
}


@pytest.fixture(scope="module")
def licences(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file beside the home page."""
    folder = tmp_path_factory.mktemp("site")
    write_licences(folder)
    return (folder / "licenties.txt").read_text(encoding="utf-8")


def bundled() -> set[str]:
    """What the scripts of Material were made from, as its own maps tell."""
    found = find_spec("material")
    assert found
    assert found.submodule_search_locations
    scripts = Path(found.submodule_search_locations[0]) / "templates" / "assets" / "javascripts"
    sources = [name for file in scripts.rglob("*.map") for name in json.loads(file.read_text())["sources"]]
    return {match[1] for name in sources if (match := re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)/", name))}


def test_everything_that_is_bundled_in_the_scripts_of_material_is_listed() -> None:
    assert len(bundled()) >= 6
    names = {part.name.split()[0] for part in parts()}
    assert bundled() - names == set()
    assert "lunr-languages" in names  # a file of its own, beside the scripts


def test_every_part_has_a_version_and_a_text(licences: str) -> None:
    for part in parts():
        assert re.search(r"\d+\.\d+", part.version), part
        assert part.source.startswith("https://"), part
        assert part.name in licences
        assert part.holders in licences
    for name in {text for part in parts() for text in part.texts} & SIGNS.keys():
        for sign in SIGNS[name]:
            assert sign in licences, (name, sign)
    assert licences.index("Copyright (c)") < licences.index("Pyodide")  # our own first


def test_pyodide_says_where_its_sources_are_as_its_licence_asks(pages: dict[str, object], built: Path) -> None:
    html = (built / "gebruikte-software/index.html").read_text(encoding="utf-8")
    assert '<a href="https://github.com/pyodide/pyodide">Pyodide</a>' in html
    assert "MPL-2.0" in html
    assert "gebruikte-software/" in pages
    assert (built / "licenties.txt").is_file()
