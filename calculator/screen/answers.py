"""The answers of a form or a link: recognised by contract path, put into a request, written into an address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from calculator.screen.questions import OWN, Question, form
from calculator.screen.takeaway import quoted
from calculator.screen.typed import contract_text

__all__ = ["LINK_VERSION", "LONGEST_ANSWER", "Given", "Pair", "fragment", "recognised", "request"]

LINK_VERSION = "1"
LONGEST_ANSWER = 500
# No enterprise can have this id.
UNCHOSEN = ""
TRUTHS = {"true": True, "false": False}

type Pair = tuple[str, str]


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


def request(given: Iterable[Given]) -> dict[str, Any]:
    """The contract's request of these answers, as a tree; without the answers that are too long."""
    tree: dict[str, Any] = {"contract": 1}
    for each in given:
        if not each.too_long:
            _put(tree, each.path, _value(each))
    _mark_unchosen(tree)
    return tree


def fragment(given: Sequence[Given]) -> str:
    """The answers for the address, under the version of this notation."""
    return "&".join([f"v={LINK_VERSION}", *(f"{each.path}={quoted(each.text)}" for each in given)])


def _value(given: Given) -> str | bool | int | None:
    """The JSON value: yes or no, a count, null for the own enterprise, or text; what should be another stays text."""
    text = given.text
    match given.question.kind:
        case "yes_no" if text in TRUTHS:
            return TRUTHS[text]
        case "count" if text.isascii() and text.isdigit():
            return int(text)
        case "member" if text == OWN:
            return None
    return text


def _put(tree: dict[str, Any], path: str, value: object) -> None:
    """Set the value at the path; a list is filled up with items of which nothing is known."""
    names = path.split(".")
    here: Any = tree
    for name, following in zip_longest(names, names[1:]):
        new: Any = value if following is None else [] if following.isdigit() else {}
        if isinstance(here, dict):
            here = here.setdefault(name, new)
        else:
            unknown = (UNCHOSEN if following is None else type(new)() for _ in range(int(name) - len(here)))
            here.extend((*unknown, new)[: int(name) + 1 - len(here)])
            here = here[int(name)]


def _mark_unchosen(tree: dict[str, Any]) -> None:
    """In a row where nobody was chosen yet nobody is named: absent, or null, would be the own enterprise."""
    group = tree.get("enterprise", {}).get("group", {})
    for row in group.get("holdings", ()):
        for end in ("holder", "held"):
            row.setdefault(end, UNCHOSEN)
    for pair in group.get("together", ()):
        pair.extend([UNCHOSEN] * (2 - len(pair)))
