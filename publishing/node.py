"""Run Python in Pyodide under Node: the engine of the visitor's browser, without the browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publishing.bootstrap import ROOT, node_environment, tool
from publishing.questions import Conversation

__all__ = ["PYODIDE", "Answered", "PyodideFailed", "ask", "run", "zstd"]

HERE = Path(__file__).parent
PYODIDE = ROOT / "node_modules" / "pyodide"
STOCK_LIBRARY = "python_stdlib.zip"


class PyodideFailed(Exception):
    """The program raised or Pyodide did not start; holds the end of what was said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of conversations: each answer (None where a module raised), and what of WebAssembly that took.

    `ran` are the functions that ran, by number, where the module tells so; `trapped` is whether one was met that was
    left out.
    """

    answers: list[str | None]
    ran: list[int]
    trapped: bool


def run(program: Path, *, engine: Path = PYODIDE, archive: str = STOCK_LIBRARY) -> str:
    """What the program prints, run by this engine; the program sees the repository as /repository."""
    return _node("pyodide.mjs", *map(str, (engine, engine / archive, program, ROOT))).decode()


def ask(
    conversations: Sequence[Conversation], *, engine: Path, archive: Path, kept: bool = False, seed: int = 0
) -> Answered:
    """What this engine answers; `kept` starts it from the memory of another, `seed` (a byte) stands for chance."""
    arguments = [str(engine), str(archive), str(seed), *(["kept"] if kept else [])]
    said = _node("ask.mjs", *arguments, given=json.dumps(conversations).encode())
    return Answered(**json.loads(said))


def zstd(data: bytes, *, level: int = 22) -> bytes:
    """These bytes packed as zstd; at the highest level as small as it gets."""
    return _node("zstd.mjs", str(level), given=data)


def _node(script: str, *arguments: str, given: bytes | None = None) -> bytes:
    command = [tool("node"), "--expose-gc", str(HERE / script), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, env=node_environment(), check=False)
    if done.returncode != 0:
        raise PyodideFailed((done.stdout + done.stderr).decode(errors="replace")[-4000:])
    return done.stdout
