"""The software of others that visitors are sent: every part with its version, its licence and the text of that.

Which parts there are stands in `software.toml`, versions come from the installed packages. A test compares the list
with what those packages hold.
"""

import functools
import json
import re
import sysconfig
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path

from calculator.markup import Html, element, join
from publishing.pages.edition import Edition, Fragment
from publishing.pages.tables import Cell, html_table

__all__ = ["Part", "parts", "software", "write_licences"]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYODIDE = ROOT / "node_modules" / "pyodide"
DOWNLOAD = "licenties.txt"
OWN = "De rekenhulp en de pagina's van deze site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: `licence` as SPDX names it, `texts` the names of its texts, `source` where its sources are."""

    name: str
    version: str
    licence: str
    holders: str
    source: str
    texts: tuple[str, ...]


@functools.cache
def parts() -> tuple[Part, ...]:
    """Every part, in the order of the list."""
    listed = tomllib.loads((HERE / "software.toml").read_text(encoding="utf-8"))["part"]
    return tuple(Part(**{**row, "version": _version(row["version"]), "texts": tuple(row["texts"])}) for row in listed)


def _version(written: str) -> str:
    """A version as it is written, or that of the package which is named instead."""
    read = VERSIONS.get(written)
    return read() if read else written


def _of_npm(name: str) -> str:
    """What the lock file pins."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    found: str = lock["packages"][f"node_modules/{name}"]["version"]
    return found


def _built_with(name: str) -> str:
    """What Pyodide says that it was built with, at the head of its list of packages."""
    with (PYODIDE / "pyodide-lock.json").open(encoding="utf-8") as file:
        head = file.read(1_000)
    found = re.search(rf'"{name}": "(?:emscripten_)?([\d._]+)"', head)
    assert found, name
    return found[1].replace("_", ".")


VERSIONS: Mapping[str, Callable[[], str]] = {
    "pyodide": lambda: _of_npm("pyodide"),
    "fzstd": lambda: _of_npm("fzstd"),
    "python": lambda: _built_with("python"),
    "emscripten": lambda: _built_with("platform"),
    "mkdocs-material": lambda: f"die van Material {version('mkdocs-material')}",
}


def _text(name: str) -> str:
    """The text of a licence: from the package that carries it, else from the folder beside this."""
    if name == "MPL-2.0":
        return _in_package("pyodide-build", "LICENSE")
    if name == "Apache-2.0":
        return _in_package("packaging", "LICENSE.APACHE")
    if name == "PSF-2.0":
        return (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt").read_text(encoding="utf-8")
    return (HERE / "licences" / f"{name}.txt").read_text(encoding="utf-8")


def _in_package(package: str, name: str) -> str:
    found = next(file for file in distribution(package).files or () if file.name == name)
    return found.read_text(encoding="utf-8")


def software(edition: Edition) -> Fragment:  # noqa: ARG001
    """The parts as a table, and below it each licence in full, once."""
    headings = [Cell(html=join([text])) for text in ("Onderdeel", "Versie", "Licentie", "Van wie")]
    rows = [
        [
            Cell(html=element("a", part.name, href=part.source)),
            *(Cell(html=join([text])) for text in (part.version, part.licence, part.holders)),
        ]
        for part in parts()
    ]
    table = html_table("Wat uw browser van anderen krijgt", headings, rows)
    file = element("p", "Alle teksten staan ook in ", element("a", "één bestand", href=f"../{DOWNLOAD}"), ".")
    return Fragment(join([table, *(_unfolding(name) for name in _names()), file]))


def _names() -> list[str]:
    return list(dict.fromkeys(name for part in parts() for name in part.texts))


def _unfolding(name: str) -> Html:
    text = element("pre", _text(name).strip(), class_="rk-licence", lang="en")
    return element("details", element("summary", f"De tekst van {name}"), text)


def write_licences(site: Path) -> None:
    """Put everything in one file beside the home page of a built site, our own licence first."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    listed = [f"{part.name}, {part.version}\n{part.licence}, {part.holders}\n{part.source}" for part in parts()]
    texts = [f"{name}\n{'=' * len(name)}\n\n{_text(name).strip()}" for name in _names()]
    pieces = [f"{OWN}\n\n{own}", *listed, *texts]
    (site / DOWNLOAD).write_text("\n\n\n".join(pieces) + "\n", encoding="utf-8", newline="\n")
