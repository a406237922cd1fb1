"""Run a Python program in Pyodide under Node: the engine of the visitor's browser, without the browser."""

from __future__ import annotations

import subprocess
from pathlib import Path

from publishing.bootstrap import ROOT, node_environment, tool

RUNNER = Path(__file__).with_name("pyodide.mjs")
PYODIDE = ROOT / "node_modules" / "pyodide"


class PyodideFailed(Exception):
    """The program raised or Pyodide did not start; holds the end of what was said about it."""


def run(
    program: Path, *, engine: Path = PYODIDE, archive: str = "python_stdlib.zip", after: tuple[str, str] | None = None
) -> str:
    """What the program prints, run by this engine; the program sees the repository as /repository.

    `after` a module answered a question: the program runs in a Python that starts from that one's memory.
    """
    command = [tool("node"), str(RUNNER), *map(str, (engine, engine / archive, program, ROOT)), *(after or ())]
    done = subprocess.run(command, capture_output=True, text=True, env=node_environment(), check=False)
    if done.returncode != 0:
        raise PyodideFailed((done.stdout + done.stderr)[-4000:])
    return done.stdout
