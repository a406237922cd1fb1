"""The answers of a form or a link: recognised by contract path, put into a request, an address and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.contract.document import CONTRACT, Json
from calculator.markup import quoted
from calculator.screen.questions import Question, form
from calculator.screen.typed import contract_text, typed_text
from calculator.screen.words import words

__all__ = [
    "LINK_VERSION",
    "LONGEST_ANSWER",
    "Given",
    "Pair",
    "fragment",
    "given_in_words",
    "question_name",
    "recognised",
    "request",
]

LINK_VERSION = "1"
LONGEST_ANSWER = 500
TRUTHS = {"true": True, "false": False}

type Pair = tuple[str, str]
type _Node = _Branch | str | bool | int
type _Branch = dict[str, _Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer that the form knows: its question, its place in the request and its contract text."""

    path: str
    question: Question
    text: str

    @property
    def too_long(self) -> bool:
        """Whether the answer is too long to look at."""
        return len(self.text) > LONGEST_ANSWER


def recognised(pairs: Iterable[Pair]) -> tuple[list[Given], list[str]]:
    """The answers to questions of the form (the last of two to the same question), and the other names."""
    given: dict[str, Given] = {}
    ignored = []
    for path, typed in pairs:
        place = form().place(path)
        if place is None or place.question is None:
            ignored.append(path)
        elif typed.strip():
            text = contract_text(place.question.kind, typed)
            given[path] = Given(path=path, question=place.question, text=text)
    return list(given.values()), ignored


def request(given: Iterable[Given]) -> dict[str, Json]:
    """The contract's request of these answers, as a document; without the answers that are too long."""
    top: _Branch = {}
    for each in given:
        if not each.too_long:
            *steps, last = each.path.split(".")
            _branch(top, steps)[last] = _value(each)
    return {"contract": CONTRACT, **{name: _document(node) for name, node in top.items()}}


def fragment(given: Sequence[Given]) -> str:
    """The answers for the address, under the version of this notation."""
    return "&".join([f"v={LINK_VERSION}", *(f"{each.path}={quoted(each.text)}" for each in given)])


def question_name(path: str) -> str:
    """The question at this path, in the words of the form."""
    place = form().place(path)
    return place.name if place else path


def given_in_words(path: str, text: str) -> tuple[str, str] | None:
    """What was asked at this path and what was answered, in the words of the form; None for what it does not ask."""
    place = form().place(path)
    if place is None or place.question is None:
        return None
    question = place.question
    chosen = next((option.label for option in question.options if option.value == text), None)
    unit = words("unit", question.kind) if question.kind in ("money", "percentage") else ""
    return place.name, chosen or typed_text(question.kind, text) + unit


def _value(given: Given) -> str | bool | int:
    """The JSON value: yes or no, a count, or text; what should be another stays text, to be refused."""
    text = given.text
    match given.question.kind:
        case "yes_no" if text in TRUTHS:
            return TRUTHS[text]
        case "count" if text.isascii() and text.isdigit():
            return int(text)
    return text


def _branch(branch: _Branch, steps: Iterable[str]) -> _Branch:
    for step in steps:
        further = branch.setdefault(step, {})
        assert isinstance(further, dict), "no question lies behind another"
        branch = further
    return branch


def _document(node: _Node) -> Json:
    """Numbered items as a list, filled up with items of which nothing is known."""
    if not isinstance(node, dict):
        return node
    if not all(map(str.isdigit, node)):
        return {name: _document(inside) for name, inside in node.items()}
    places = map(str, range(max(map(int, node)) + 1))
    return [_document(node[place]) if place in node else {} for place in places]
