"""The archive of the engine: the standard library as far as it is needed, and the calculator, compiled.

It holds only the modules that starting and calculating import, found by doing both (`inside/exercise.py`), compiled
and packed into one file (`pack.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publishing.bootstrap import ROOT, tool
from publishing.engine import node
from publishing.engine.pack import write_zip

CALCULATOR = ROOT / "calculator"
INSIDE = Path(__file__).with_name("inside")
# In place of what Pyodide's standard library has, or beside it.
OURS = {
    "asyncio/__init__.py": (INSIDE / "asyncio_package.py").read_bytes(),
    "sitecustomize.py": (INSIDE / "at_start.py").read_bytes(),
}
NOTE_WHAT_IS_THERE = b"import sys; sys.early = list(sys.modules)"
FIXED = {**os.environ, "PYTHONHASHSEED": "0"}


def write_archive(path: Path) -> None:
    """The standard library that is needed, and the calculator, compiled; and the data of the calculator.

    What Python imports before it can read the pack stands in the archive as it is.
    """
    stock = standard_library()
    needed = find_needed(stock)
    theirs = {name: stock[name] for name in needed.modules if name not in OURS}
    modules = compiled({**theirs, **OURS, **calculator("*.py")}, needed)
    write_zip(path, {**modules, **calculator("*.toml")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What starting and calculating used.

    Files of Pyodide's standard library, the modules that were there before `sitecustomize`, and the methods that
    dataclasses wrote, as text.
    """

    modules: list[str]
    early: list[str]
    methods: list[str]


def find_needed(stock: Mapping[str, bytes]) -> Needed:
    """Start Pyodide with our files in place of its own, and use the calculator."""
    with tempfile.TemporaryDirectory() as workplace:
        archive = Path(workplace) / "library.zip"
        write_zip(archive, {**stock, **OURS, "sitecustomize.py": NOTE_WHAT_IS_THERE})
        return Needed(**json.loads(node.run(INSIDE / "exercise.py", archive=str(archive))))


def compiled(sources: Mapping[str, bytes], needed: Needed) -> dict[str, bytes]:
    """What `pack.py` makes of these, in a process of its own: so that the same gives the same bytes.

    Without the columns of every instruction that is a quarter smaller.
    """
    with tempfile.TemporaryDirectory() as workplace:
        given, made = Path(workplace) / "sources.zip", Path(workplace) / "compiled.zip"
        write_zip(given, sources)
        wanted = json.dumps({"early": [*needed.early, "sitecustomize"], "methods": needed.methods})
        command = [tool("python"), "-X", "no_debug_ranges", "-m", "publishing.engine.pack", str(given), str(made)]
        subprocess.run(command, input=wanted.encode(), check=True, cwd=ROOT, env=FIXED)
        with zipfile.ZipFile(made) as result:
            return {name: result.read(name) for name in result.namelist()}


def standard_library() -> dict[str, bytes]:
    """Every file of the standard library that comes with Pyodide."""
    with zipfile.ZipFile(node.PYODIDE / "python_stdlib.zip") as stock:
        return {name: stock.read(name) for name in stock.namelist() if not name.endswith("/")}


def calculator(kind: str) -> dict[str, bytes]:
    """The files of this kind of the package `calculator`, as they stand in the repository."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in CALCULATOR.rglob(kind)}
