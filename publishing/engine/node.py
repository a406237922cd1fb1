"""Run Python in Pyodide under Node: the engine of the visitor's browser, without the browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publishing.bootstrap import ROOT, node_environment, tool
from publishing.engine.questions import Conversation

__all__ = ["PYODIDE", "Answered", "PyodideFailed", "Python", "ask", "functions", "run", "zstd"]

HERE = Path(__file__).parent
PYODIDE = ROOT / "node_modules" / "pyodide"
LOADER, WASM, SCRIPT, LOCK = "pyodide.mjs", "pyodide.asm.wasm", "pyodide.asm.js", "pyodide-lock.json"
STOCK_LIBRARY = "python_stdlib.zip"


class PyodideFailed(Exception):
    """The program raised or Pyodide did not start; holds the end of what was said about it."""


# One that was just started, or that starts from the memory of another.
type Python = Literal["started", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answers (None where a module raised), and whether a function was met that was left out."""

    answers: list[str | None]
    trapped: bool


def run(program: Path, *, engine: Path = PYODIDE, archive: str = STOCK_LIBRARY) -> str:
    """What the program prints, run by this engine; the program sees the repository as /repository."""
    return _node("pyodide.mjs", *map(str, (engine, engine / archive, program, ROOT))).decode()


def ask(conversations: Sequence[Conversation], *, engine: Path, archive: Path, by: Python = "started") -> Answered:
    """What this engine answers."""
    return Answered(**json.loads(_ask(conversations, engine, archive, "answers", by)))


def functions(conversations: Sequence[Conversation], *, engine: Path, archive: Path, by: Sequence[Python]) -> set[int]:
    """The numbers of the functions that run when these Pythons share the answering, in an engine that tells so."""
    return set(json.loads(_ask(conversations, engine, archive, "functions", *by)))


def _ask(conversations: Sequence[Conversation], engine: Path, archive: Path, *how: str) -> bytes:
    return _node("ask.mjs", str(engine), str(archive), *how, given=json.dumps(conversations).encode())


def zstd(data: bytes, *, level: int = 19) -> bytes:
    """These bytes packed as zstd; a higher level gives no fewer of them."""
    return _node("zstd.mjs", str(level), given=data)


def _node(script: str, *arguments: str, given: bytes | None = None) -> bytes:
    command = [tool("node"), "--expose-gc", str(HERE / script), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, env=node_environment(), check=False)
    if done.returncode != 0:
        raise PyodideFailed((done.stdout + done.stderr).decode(errors="replace")[-4000:])
    return done.stdout
