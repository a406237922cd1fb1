"""Runs inside Pyodide at build time: uses the calculator as visitors do, then tells what that needed.

Prints as JSON the files of the standard library behind it, what was there before `sitecustomize`, and the text of every
method that a dataclass wrote. What is not among the files is left out of the site, so every way that a visitor can go
must be gone here: answers, field errors and a failure.
"""

import dataclasses
import json
import sys
import traceback
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

written: list[str] = []


def execute(source: str, names: dict[str, Any], result: dict[str, Any]) -> None:
    """What `exec` does for a dataclass, and keep the text."""
    written.append(source)
    exec(source, names, result)  # noqa: S102 (text that the module dataclasses wrote)


dataclasses.exec = execute  # type: ignore[attr-defined]

from calculator import corpus  # noqa: E402 (its dataclasses are made when it is imported)
from calculator.contract import wire  # noqa: E402
from publishing.engine.questions import at_the_edges  # noqa: E402

STANDARD_LIBRARY = "/lib/python313.zip/"
CASES = Path("/repository/tests/cases")


def use_the_calculator() -> None:
    """Every published case, what is in force on a day, and what pages can send."""
    for case in corpus.read(CASES):
        wire.answer(case.command, case.request)
    wire.in_force(date(2026, 11, 23))
    for module, texts in at_the_edges(CASES):
        for text in texts:
            try:
                import_module(module).respond(text)
            except Exception as failure:  # noqa: BLE001 (whatever it is, Python words it for the page)
                traceback.format_exception(failure)


def imported() -> list[str]:
    """The files of the standard library behind the modules that are loaded now."""
    origins = {str(module.__spec__.origin) for module in sys.modules.values() if module.__spec__}
    files = (origin for origin in origins if origin.startswith(STANDARD_LIBRARY))
    return sorted(file.removeprefix(STANDARD_LIBRARY) for file in files)


use_the_calculator()
early: list[str] = sys.early  # type: ignore[attr-defined]
print(json.dumps({"modules": imported(), "early": early, "methods": written}))
