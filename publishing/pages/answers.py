"""The calculator's own answers, for the pages: to a request of the contract, as every other client asks."""

from calculator.answer import Answer, answer_to
from calculator.asked import RequestErrors
from calculator.contract.reading import parse_assess
from calculator.texts import field_message

__all__ = ["NoAnswer", "answer"]


class NoAnswer(ValueError):
    """The calculator refuses the request."""


def answer(request: object) -> Answer:
    """The answer to a document of the contract. Raises `NoAnswer` with the field errors where it is wrong."""
    try:
        return answer_to(parse_assess(request))
    except RequestErrors as refused:
        told = map(field_message, refused.errors)
        raise NoAnswer("; ".join(f"{each.field}: {each.message}" for each in told)) from None
