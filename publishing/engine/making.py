"""The engine as the site publishes it: its parts in one packed file, what undoes that, and what this engine is."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from publishing.bootstrap import ROOT
from publishing.engine import node
from publishing.engine.archive import write_archive
from publishing.engine.node import LOADER, LOCK, SCRIPT, WASM
from publishing.engine.what_runs import lean_wasm

ARCHIVE = "python.zip"
PARTS = (LOADER, WASM, SCRIPT, ARCHIVE)  # as a visitor gets them: what takes long to get ready comes first
WHOLE = "whole.wasm"
DECODER = "fzstd.mjs"
FZSTD = ROOT / "node_modules" / "fzstd"
MANIFEST = "engine.json"
# All parts in one file, smallest first. The browsers that cannot read the first by themselves get the decoder.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "engine.zst": node.zstd,
    "engine.gz": lambda data: gzip.compress(data, 9, mtime=0),
}


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
    return b"/*\n" + (FZSTD / "LICENSE").read_bytes() + b"*/\n" + (FZSTD / "esm" / "index.mjs").read_bytes()


def parts_of(folder: Path) -> dict[str, bytes]:
    """The parts of an engine that was built, by name."""
    together = gzip.decompress((folder / "engine.gz").read_bytes())
    found = {}
    for part in json.loads((folder / MANIFEST).read_text())["parts"]:
        found[part["name"]], together = together[: part["bytes"]], together[part["bytes"] :]
    return found


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
