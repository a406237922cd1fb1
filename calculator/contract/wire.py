"""Contract text in, contract text out: what the page, the command line, the batch and every test speak."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from calculator import texts
from calculator.answer import answer_to
from calculator.asked import FieldError, RequestErrors
from calculator.contract import response
from calculator.contract.document import Json, decode, written
from calculator.contract.reading import parse_assess, parse_plan, parse_reverse
from calculator.plan import plan
from calculator.reverse import reverse
from calculator.scheme.day import rules_on

__all__ = ["COMMANDS", "answer", "in_force", "refusal"]

type ExitStatus = int

COMMANDS: Mapping[str, Callable[[object], Json]] = {
    "assess": lambda document: response.assess_response(answer_to(parse_assess(document))),
    "plan": lambda document: response.plan_response(plan(parse_plan(document))),
    "reverse": lambda document: response.reverse_response(reverse(parse_reverse(document))),
}


def answer(command: str, text: str) -> tuple[ExitStatus, str]:
    """Status 0 with the response, or 2 with all field errors. The same text always gives the same text."""
    try:
        return 0, written(COMMANDS[command](decode(text)))
    except RequestErrors as refused:
        return 2, refusal(refused.errors)


def refusal(errors: Iterable[FieldError]) -> str:
    """Every field error with its Dutch sentence."""
    return written(response.errors_response(map(texts.field_message, errors)))


def in_force(on: date) -> str:
    """What is in force on the day."""
    return written(response.rules_response(rules_on(on)))
