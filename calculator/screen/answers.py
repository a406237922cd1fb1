"""The answers of a form or a link: recognised by contract path, put into a request, an address and words."""

from collections.abc import Iterable
from dataclasses import dataclass

from calculator.asked import Group, RequestErrors
from calculator.contract.document import CONTRACT, Json
from calculator.contract.reading import parse_assess
from calculator.screen.questions import GROUP, NAMELESS, OWN, TREE, Names, Question, form
from calculator.screen.rows import group_answers
from calculator.screen.typed import contract_text, typed_text, visible
from calculator.screen.words import words

__all__ = [
    "LONGEST_ANSWER",
    "Given",
    "Pair",
    "given_in_words",
    "question_name",
    "recognised",
    "request",
]

LONGEST_ANSWER = 500
TRUTHS = {"true": True, "false": False}
# A request has a day; a group is read alike on any.
ANY_DAY = "2026-01-01"
# No enterprise can have this id.
UNCHOSEN = ""

type Pair = tuple[str, str]
type _Node = _Branch | str | bool | int | None
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
    """The answers to questions of the form (the last of two to the same question), and the other names.

    A group that was answered as a tree becomes the list that the form asks now; one that does not fit stays a tree.
    """
    given: dict[str, Given] = {}
    ignored = []
    for path, typed in pairs:
        place = form().place(path)
        if place is None or place.question is None:
            ignored.append(path)
        elif visible(typed).strip():
            text = contract_text(place.question.kind, typed)
            given[path] = Given(path=path, question=place.question, text=text)
    return _listed(list(given.values())), ignored


def _listed(given: list[Given]) -> list[Given]:
    tree = [each for each in given if each.path.startswith(TREE)]
    rest = [each for each in given if not each.path.startswith(TREE)]
    if not tree:
        return given
    try:
        found, _ = recognised(group_answers(_group(tree), after=[each.path for each in rest]))
        _group([*(each for each in rest if each.path.startswith(GROUP)), *found])
    except RequestErrors:
        return given
    return [*rest, *found]


def _group(given: Iterable[Given]) -> Group:
    return parse_assess({**request(given), "applied_on": ANY_DAY}).enterprise.group


def request(given: Iterable[Given]) -> dict[str, Json]:
    """The contract's request of these answers, as a document; without the answers that are too long."""
    top: _Branch = {}
    for each in given:
        if not each.too_long:
            *steps, last = each.path.split(".")
            _branch(top, steps)[last] = _value(each)
    _mark_unchosen(top)
    return {"contract": CONTRACT, **{name: _document(node) for name, node in top.items()}}


def question_name(path: str, names: Names = NAMELESS) -> str:
    """The question at this path, in the words of the form."""
    place = form().place(path, names)
    return place.name if place else path


def given_in_words(path: str, text: str, names: Names = NAMELESS, *, year: int) -> tuple[str, str] | None:
    """What was asked at this path and what was answered, in the words of the form; None for what it does not ask.

    Who holds whom is one question of two answers, told at the first. `year` is the one that an answer about a calendar
    year belongs to.
    """
    place = form().place(path, names)
    if place is None or place.question is None or place.question.kind == "id":
        return None
    question = place.question
    if question.kind == "member":
        return _tie(path, names)
    chosen = next((option.label for option in question.options if option.value == text), None)
    unit = words("unit", question.kind) if question.kind in ("money", "percentage") else ""
    name = question.of_year.format(year=year) or place.name
    return name, chosen or typed_text(question.kind, text) + unit


def _tie(path: str, names: Names) -> tuple[str, str] | None:
    row, _, end = path.rpartition(".")
    kind = row.removeprefix(f"{GROUP}.").partition(".")[0]
    rows = form().group.lists[kind]
    first = next(question for question in rows.questions if question.kind == "member")
    if end != first.path and f"{row}.{first.path}" in names.members:
        return None
    return rows.heading, rows.sentence.format(**names.row(kind, row))


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


def _branch(branch: _Branch, steps: Iterable[str]) -> _Branch:
    for step in steps:
        further = branch.setdefault(step, {})
        assert isinstance(further, dict), "no question lies behind another"
        branch = further
    return branch


def _mark_unchosen(top: _Branch) -> None:
    """Where nobody was chosen yet nobody is named: what is absent, or null, would be the own enterprise."""
    for name, rows in form().group.lists.items():
        members = [question.path for question in rows.questions if question.kind == "member"]
        given = _found(top, f"{GROUP}.{name}")
        places = range(max(map(int, given)) + 1) if members and given else ()
        for place in places:
            row = _branch(given, [str(place)])
            for member in members:
                row.setdefault(member, UNCHOSEN)


def _found(branch: _Branch, path: str) -> _Branch:
    """What lies at the path; nothing where nothing does."""
    for step in path.split("."):
        further = branch.get(step, {})
        branch = further if isinstance(further, dict) else {}
    return branch


def _document(node: _Node) -> Json:
    """Numbered items as a list, filled up with items of which nothing is known."""
    if not isinstance(node, dict):
        return node
    if not all(map(str.isdigit, node)):
        return {name: _document(inside) for name, inside in node.items()}
    places = map(str, range(max(map(int, node)) + 1))
    return [_document(node[place]) if place in node else {} for place in places]
