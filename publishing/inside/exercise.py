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
from pathlib import Path
from typing import Any

written: list[str] = []


def execute(source: str, names: dict[str, Any], result: dict[str, Any]) -> None:
    """What `exec` does for a dataclass, and keep the text."""
    written.append(source)
    exec(source, names, result)  # noqa: S102 (text that the module dataclasses wrote)


dataclasses.exec = execute  # type: ignore[attr-defined]

from calculator import corpus, page  # noqa: E402 (its dataclasses are made when it is imported)
from calculator.batch import page as list_page  # noqa: E402
from calculator.batch.listing import template  # noqa: E402
from calculator.contract import wire  # noqa: E402

STANDARD_LIBRARY = "/lib/python313.zip/"
MESSAGES = (
    "no message",
    json.dumps({"action": "assess", "pairs": []}),
    json.dumps({"action": "assess", "pairs": [["applied_on", "27 maart 2026"], ["cost.net", "€ 1.438,02"]]}),
    json.dumps({"action": "assess", "pairs": [["applied_on", "morgen"], ["<script>", "\ud800"]]}),
)
LIST = template().encode() + '"José";"½'.encode("windows-1252")  # a good row, and one that is not
LIST_TEXT = "Onderneming;Omzet\rJosé;1\r"
LIST_MESSAGES = (
    json.dumps({"action": "open", "on": "gisteren"}),
    json.dumps({"action": "open", "on": ""}),
    json.dumps({"action": "rows", "bytes": LIST.decode("latin-1"), "last": True}),
    json.dumps({"action": "summary", "stopped": False}),
    json.dumps({"action": "table", "order": "aid", "downwards": True}),
    *(
        json.dumps({"action": action, "on": "", "bytes": data.decode("latin-1"), "last": True})
        for data in (LIST_TEXT.encode("utf-16-le"), LIST_TEXT.encode("utf-16-be"), LIST_TEXT.encode("mac_roman"))
        for action in ("open", "rows")
    ),
    json.dumps({"action": "rows", "bytes": "Naam", "last": True}),
)


def use_the_calculator() -> None:
    """Every published case, what is in force on a day, and what a page can send."""
    for case in corpus.read(Path("/repository/tests/cases")):
        wire.answer(case.command, case.request)
    wire.in_force(date(2026, 11, 23))
    for message in MESSAGES:
        page.respond(message)
    for message in LIST_MESSAGES:
        list_page.respond(message)


def fail() -> None:
    """Let Python word a failure, as it does for the page when something goes wrong."""
    try:
        wire.answer("no such command", "")
    except KeyError as failure:
        traceback.format_exception(failure)


def imported() -> list[str]:
    """The files of the standard library behind the modules that are loaded now."""
    origins = {str(module.__spec__.origin) for module in sys.modules.values() if module.__spec__}
    files = (origin for origin in origins if origin.startswith(STANDARD_LIBRARY))
    return sorted(file.removeprefix(STANDARD_LIBRARY) for file in files)


use_the_calculator()
fail()
early: list[str] = sys.early  # type: ignore[attr-defined]
print(json.dumps({"modules": imported(), "early": early, "methods": written}))
