"""The calculator for other programs: contract documents in, contract documents out, as dictionaries.

from calculator.library import assess, plan, rules_on
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from calculator.contract import wire

__all__ = ["Refused", "assess", "plan", "rules_on"]

type Document = Mapping[str, Any]


class Refused(ValueError):
    """The request is no request: `errors` has the Dutch sentence for each field, by its path in the contract."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


def assess(request: Document) -> dict[str, Any]:
    """Judge one project: the outcome, the amounts, the deadlines, and every rule with its reason and source.

    Raises `Refused` with all errors of all fields.
    """
    return _answer("assess", request)


def plan(request: Document) -> dict[str, Any]:
    """Judge several projects of one enterprise, each calendar year with its own ceiling.

    Raises `Refused` with all errors of all fields.
    """
    return _answer("plan", request)


def rules_on(day: date) -> dict[str, Any]:
    """What is in force on the day, each row with its source; before the first day covered the lists are empty."""
    answer: dict[str, Any] = json.loads(wire.in_force(day))
    return answer


def _answer(command: str, request: Document) -> dict[str, Any]:
    status, text = wire.answer(command, json.dumps(request))
    answer: dict[str, Any] = json.loads(text)
    if status != 0:
        raise Refused({error["field"]: error["message"] for error in answer["errors"]})
    return answer
