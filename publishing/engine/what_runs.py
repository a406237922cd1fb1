"""Which functions of Pyodide's WebAssembly run, found by running and kept; and that WebAssembly without the others."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from publishing.bootstrap import ROOT
from publishing.engine import lean, node
from publishing.engine.node import LOADER, LOCK, SCRIPT, WASM
from publishing.engine.questions import Conversation, conversations, openings

CASES = ROOT / "tests" / "cases"
KEPT = Path(__file__).with_name("ran.txt")
IN_A_LINE = 100  # functions: another one changes one line


def lean_wasm(archive: Path) -> bytes:
    """Pyodide's WebAssembly with only the functions that ran when the calculator was asked what can be asked.

    They are those that were kept; where that was another WebAssembly, it is found out anew.
    """
    found = kept()
    return wasm_with(look(archive) if found is None else found)


def look(archive: Path, also: Iterable[Conversation] = ()) -> set[int]:
    """Find out by running, with the calculator of this archive, which functions run."""
    return ran(lean.telling((node.PYODIDE / WASM).read_bytes()), archive, also)


def kept() -> set[int] | None:
    """The functions that ran when somebody looked last; None where that was another WebAssembly."""
    first, *lines = KEPT.read_text(encoding="ascii").splitlines() if KEPT.is_file() else [""]
    return {int(number) for line in lines for number in line.split()} if first == looked_at() else None


def as_kept(functions: Collection[int]) -> str:
    """The text that keeps them: which WebAssembly it is about, and their numbers."""
    lines: dict[int, list[str]] = {}
    for number in sorted(functions):
        lines.setdefault(number // IN_A_LINE, []).append(str(number))
    return "\n".join((looked_at(), *map(" ".join, lines.values()), ""))


def looked_at() -> str:
    """What says which WebAssembly this is."""
    return f"sha256:{hashlib.sha256((node.PYODIDE / WASM).read_bytes()).hexdigest()}"


def wasm_with(functions: Collection[int]) -> bytes:
    """Pyodide's WebAssembly with these functions only, and with the exports that its script names."""
    named = re.compile(rb"\w+").findall((node.PYODIDE / SCRIPT).read_bytes())
    return lean.lean((node.PYODIDE / WASM).read_bytes(), functions, frozenset(map(bytes.decode, named)).__contains__)


def ran(wasm: bytes, archive: Path, also: Iterable[Conversation] = ()) -> set[int]:
    """The numbers of the functions that run: a Python from kept memory and one that was started share the asking.

    What runs only the first time is found by Pythons that answer one thing each. So is what is `also` asked.
    """
    with pyodide_with(wasm) as folder:
        asking = partial(node.functions, engine=folder, archive=archive)
        first = (asking([opening], by=[python]) for opening in openings(CASES) for python in ("started", "kept"))
        asked = asking(list(conversations(CASES)), by=["kept", "started"])
        return asked.union(*first, *(asking([each], by=["started"]) for each in also))


@contextmanager
def pyodide_with(wasm: bytes) -> Iterator[Path]:
    """A folder with Pyodide, for as long as this lasts, with this WebAssembly in place of its own."""
    with tempfile.TemporaryDirectory() as workplace:
        for name in (LOADER, SCRIPT, LOCK):
            shutil.copyfile(node.PYODIDE / name, Path(workplace) / name)
        (Path(workplace) / WASM).write_bytes(wasm)
        yield Path(workplace)
