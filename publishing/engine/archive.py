"""The archive of the engine: the standard library as far as it is needed, and the calculator, compiled.

It holds only the modules that starting and calculating import, found by doing both (`inside/exercise.py`), compiled
with pyodide-build's `py-compile` and packed into one file (`pack.py`).
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
from publishing.engine import node, pack

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can write down
CALCULATOR = ROOT / "calculator"
INSIDE = Path(__file__).with_name("inside")
# In place of what Pyodide's standard library has, or beside it.
OURS = {
    "asyncio/__init__.py": (INSIDE / "asyncio_package.py").read_bytes(),
    "sitecustomize.py": (INSIDE / "at_start.py").read_bytes(),
}
NOTE_WHAT_IS_THERE = b"import sys; sys.early = list(sys.modules)"
# A fixed date makes Python write the hash of the source into what it compiles, in place of its time.
FIXED = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0"}


def write_archive(path: Path) -> None:
    """The standard library that is needed, without its docstrings, and the calculator with its own.

    The calculator keeps them because a dataclass without one works out its signature at every start. What Python
    imports before it can read the pack stands in the archive as it is.
    """
    stock = standard_library()
    needed = find_needed(stock)
    theirs = {name: stock[name] for name in needed.modules if name not in OURS}
    standard = compiled({**theirs, **OURS}, python_options=["-OO"])
    modules = {**standard, **compiled(calculator("*.py"), python_options=[])}
    before = {*needed.early, "sitecustomize"}
    early = {name for name in modules if pack.module_name(name) in before}
    files = {name: content for name, content in modules.items() if name in early} | calculator("*.toml")
    files["pack"] = make_pack({name: modules[name] for name in modules.keys() - early}, needed.methods)
    write_zip(path, files)


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


def make_pack(modules: Mapping[str, bytes], methods: list[str]) -> bytes:
    """What `pack.py` makes of these, in a process of its own: so that the same gives the same bytes."""
    with tempfile.TemporaryDirectory() as workplace:
        archive = Path(workplace) / "modules.zip"
        write_zip(archive, modules)
        command = [tool("python"), "-X", "no_debug_ranges", "-m", "publishing.engine.pack", str(archive)]
        text = json.dumps(methods).encode()
        return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=FIXED).stdout


def standard_library() -> dict[str, bytes]:
    """Every file of the standard library that comes with Pyodide."""
    with zipfile.ZipFile(node.PYODIDE / "python_stdlib.zip") as stock:
        return {name: stock.read(name) for name in stock.namelist() if not name.endswith("/")}


def calculator(kind: str) -> dict[str, bytes]:
    """The files of this kind of the package `calculator`, as they stand in the repository."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in CALCULATOR.rglob(kind)}


def compiled(files: Mapping[str, bytes], *, python_options: list[str]) -> dict[str, bytes]:
    """The same files with every module compiled: `pyodide py-compile`, run by Python with these options."""
    with tempfile.TemporaryDirectory() as workplace:
        archive = Path(workplace) / "files.zip"
        write_zip(archive, files)
        # Without the columns of every instruction (tracebacks keep their lines) this is a quarter smaller.
        python = [tool("python"), "-X", "no_debug_ranges", *python_options]
        subprocess.run([*python, tool("pyodide"), "py-compile", "--silent", archive], check=True, env=FIXED)
        with zipfile.ZipFile(archive) as result:
            return {name: result.read(name) for name in result.namelist()}


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """A zip file whose bytes depend on the files alone; they are packed with all the rest, and better."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            archive.writestr(entry, files[name])
