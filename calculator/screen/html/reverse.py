"""The other way round: which price gives the wanted aid."""

import json
from collections.abc import Iterable

from calculator.markup import Html, element, join
from calculator.reverse import Reverse
from calculator.screen.questions import form
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import FieldMessage, reverse_sentence
from calculator.values import Money

__all__ = ["not_reversed_html", "reverse_html"]


def reverse_html(answer: Reverse) -> Html:
    """Which price gives the wanted aid, with a button that fills it in; or why none does."""
    sentence = element("p", reverse_sentence(answer))
    return sentence if answer.net_cost is None else join((sentence, _fill_in(answer.net_cost)))


def not_reversed_html(errors: Iterable[FieldMessage]) -> Html:
    """Why the question cannot be answered."""
    return element("p", " ".join(map(_problem, errors)), class_="rh-error")


def _problem(error: FieldMessage) -> str:
    place = form().place(error.field)
    return f"{place.name}: {error.message}" if place else error.message


def _fill_in(net_cost: Money) -> Html:
    answers = json.dumps([["cost.net", typed_text("money", str(net_cost))], ["cost.gross", ""]])
    label = words("reverse", "apply")
    return element("button", label, type="button", class_="md-button", data_do="set", data_with=answers)
