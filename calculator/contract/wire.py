"""Contract text in, contract text out: what the page, the command line, the batch and every test speak."""

import json
from collections.abc import Callable, Mapping
from datetime import date

from calculator.assess import assess
from calculator.contract import response
from calculator.contract.reading import RequestErrors, decode, parse_assess, parse_plan, parse_reverse
from calculator.plan import plan
from calculator.reverse import reverse
from calculator.scheme.day import rules_on

__all__ = ["COMMANDS", "answer", "in_force", "written"]

type Status = int

COMMANDS: Mapping[str, Callable[[object], response.Json]] = {
    "assess": lambda document: response.assess_response(assess(parse_assess(document))),
    "plan": lambda document: response.plan_response(plan(parse_plan(document))),
    "reverse": lambda document: response.reverse_response(reverse(parse_reverse(document))),
}


def answer(command: str, text: str) -> tuple[Status, str]:
    """Status 0 with the response, or 2 with all field errors. The same text always gives the same text."""
    try:
        return 0, written(COMMANDS[command](decode(text)))
    except RequestErrors as refused:
        return 2, written(response.errors_response(refused.errors))


def in_force(on: date) -> str:
    """What is in force on the day."""
    return written(response.rules_response(rules_on(on)))


def written(content: response.Json) -> str:
    """The one way JSON is written: sorted keys, no white space, characters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
