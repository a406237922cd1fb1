"""The engine: Pyodide, and one archive with the standard library it needs and the calculator, compiled.

The archive holds only the modules that starting and calculating import, found by doing both
(`inside/exercise.py`), compiled with pyodide-build's `py-compile` and packed into one file (`pack.py`). The
WebAssembly holds only the functions that ran when the calculator was asked what can be asked (`questions.py`); the
whole of it lies beside it. A visitor fetches all parts in one file. Same sources, same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from publishing import lean, node, pack
from publishing.bootstrap import ROOT, tool
from publishing.questions import conversations

ARCHIVE = "python.zip"
LOADER, WASM, SCRIPT = "pyodide.mjs", "pyodide.asm.wasm", "pyodide.asm.js"
PARTS = (LOADER, WASM, SCRIPT, ARCHIVE)  # as a visitor gets them: what takes long to get ready comes first
WHOLE = "whole.wasm"
DECODER = "fzstd.mjs"
# All parts in one file, smallest first. The browsers that cannot read the first by themselves get the decoder.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "engine.zst": node.zstd,
    "engine.gz": lambda data: gzip.compress(data, 9, mtime=0),
}
CASES = ROOT / "tests" / "cases"
MANIFEST, LOCK = "engine.json", "pyodide-lock.json"
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


def build(into: Path) -> Path:
    """Make the engine in a folder of `into` that is named after its content; returns that folder."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as workplace:
        folder = Path(workplace) / "engine"
        folder.mkdir()
        archive = Path(workplace) / ARCHIVE
        write_archive(archive)
        parts = {
            LOADER: (node.PYODIDE / LOADER).read_bytes(),
            WASM: lean_wasm(archive),
            SCRIPT: (node.PYODIDE / SCRIPT).read_bytes(),
            ARCHIVE: archive.read_bytes(),
        }
        write_engine(folder, parts)
        finished = into / digest((folder / MANIFEST).read_bytes())[:16]
        if not finished.exists():
            folder.rename(finished)
    return finished


def write_engine(
    folder: Path, parts: Mapping[str, bytes], packers: Mapping[str, Callable[[bytes], bytes]] = PACKERS
) -> None:
    """All that a visitor may fetch: the parts packed, what reads them, the whole WebAssembly, and what this is."""
    together = b"".join(parts[name] for name in PARTS)
    for name, packed in packers.items():
        (folder / name).write_bytes(packed(together))
    shutil.copyfile(node.PYODIDE / WASM, folder / WHOLE)
    (folder / DECODER).write_bytes(decoder())
    (folder / MANIFEST).write_text(manifest(folder, parts))


def decoder() -> bytes:
    """What undoes zstd where the browser cannot, behind the text of its licence."""
    package = ROOT / "node_modules" / "fzstd"
    return b"/*\n" + (package / "LICENSE").read_bytes() + b"*/\n" + (package / "esm" / "index.mjs").read_bytes()


def lean_wasm(archive: Path) -> bytes:
    """Pyodide's WebAssembly with only the functions that ran when the calculator was asked what can be asked."""
    return wasm_with(ran(lean.telling((node.PYODIDE / WASM).read_bytes()), archive))


def wasm_with(functions: Collection[int]) -> bytes:
    """Pyodide's WebAssembly with these functions only, and with the exports that its script names."""
    named = re.compile(rb"\w+").findall((node.PYODIDE / SCRIPT).read_bytes())
    return lean.lean((node.PYODIDE / WASM).read_bytes(), functions, frozenset(map(bytes.decode, named)).__contains__)


def ran(wasm: bytes, archive: Path) -> set[int]:
    """The numbers of the functions that run, found by running: two Pythons that hash differently share the asking."""
    asked = list(conversations(CASES))
    with pyodide_with(wasm) as folder, ThreadPoolExecutor() as pool:

        def half(seed: int) -> list[int]:
            return node.ask(asked[seed::2], engine=folder, archive=archive, kept=True, seed=seed).ran

        return {number for numbers in pool.map(half, range(2)) for number in numbers}


@contextmanager
def pyodide_with(wasm: bytes) -> Iterator[Path]:
    """A folder with Pyodide, for as long as this lasts, with this WebAssembly in place of its own."""
    with tempfile.TemporaryDirectory() as workplace:
        for name in (LOADER, SCRIPT, LOCK):
            shutil.copyfile(node.PYODIDE / name, Path(workplace) / name)
        (Path(workplace) / WASM).write_bytes(wasm)
        yield Path(workplace)


def parts_of(folder: Path) -> dict[str, bytes]:
    """The parts of an engine that was built, by name."""
    together = gzip.decompress((folder / "engine.gz").read_bytes())
    found = {}
    for part in json.loads((folder / MANIFEST).read_text())["parts"]:
        found[part["name"]], together = together[: part["bytes"]], together[part["bytes"] :]
    return found


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
        command = [tool("python"), "-X", "no_debug_ranges", "-m", "publishing.pack", str(archive)]
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


def manifest(folder: Path, parts: Mapping[str, bytes]) -> str:
    """What the worker must know and check before it starts the engine, as JSON.

    `lock` is Pyodide's list of packages without any package: given as it is, nothing more is fetched.
    """
    stock = json.loads((node.PYODIDE / LOCK).read_text())
    content = {
        "pyodide": json.loads((node.PYODIDE / "package.json").read_text())["version"],
        "archive": ARCHIVE,
        "parts": [{"name": name, **promise(parts[name])} for name in PARTS],
        "files": {path.name: promise(path.read_bytes()) for path in sorted(folder.iterdir())},
        "lock": {"info": stock["info"], "packages": {}},
    }
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def promise(data: bytes) -> dict[str, object]:
    """What these bytes are known by."""
    return {"bytes": len(data), "sha256": digest(data)}


def bytes_on_the_wire(folder: Path) -> dict[str, int]:
    """What each file costs who fetches it: GitHub Pages compresses what is not packed."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    sent = {name: data if name in PACKERS else gzip.compress(data, 6, mtime=0) for name, data in files.items()}
    return {name: len(data) for name, data in sent.items()}


def first_visit(folder: Path) -> dict[str, int]:
    """The bytes that a first visit costs, by what the browser can read."""
    cost = bytes_on_the_wire(folder)
    zst, gz = (cost[MANIFEST] + cost[name] for name in PACKERS)
    return {"zstd by itself": zst, "zstd with a decoder": zst + cost[DECODER], "gzip": gz}


def digest(data: bytes) -> str:
    """The SHA-256 of these bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
