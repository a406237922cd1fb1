"""The browser's side of the calculator: what a form or link holds in, HTML and the contract's answer out."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date

from calculator.answer import Answer, answer_to
from calculator.asked import AssessRequest, FieldError, PlanRequest, Project, RequestErrors
from calculator.assess import Verdict
from calculator.contract.document import Json, written
from calculator.contract.enterprise import MOST_ENTERPRISES
from calculator.contract.reading import parse_assess, parse_reverse
from calculator.contract.response import assess_response, errors_response
from calculator.markup import quoted
from calculator.plan import Plan, plan
from calculator.reverse import reverse
from calculator.scheme.reading import rules_hash
from calculator.screen.answers import Given, Pair, recognised, request
from calculator.screen.asking import question_title, what_to_ask
from calculator.screen.first import first_response
from calculator.screen.html import (
    MOST_TOGETHER,
    Calculation,
    Html,
    answers_html,
    changed_html,
    errors_html,
    join,
    made_html,
    not_reversed_html,
    notices_html,
    other_year_html,
    planned_html,
    project_names,
    projects_html,
    result_html,
    reverse_html,
    size_html,
    take_html,
    years_asked,
)
from calculator.screen.links import LINK_VERSIONS, Link, fragment, read_link, sealed
from calculator.screen.offered import Offered, offered_from
from calculator.screen.questions import GROUP, Names, form
from calculator.screen.summary import amount_or_range, announcement, headline, line, verdict, wrong_answers
from calculator.screen.takeaway import files, mail_address, questions_file
from calculator.screen.typed import contract_text, typed_text
from calculator.screen.words import words
from calculator.texts import FieldMessage, field_message
from calculator.values import Money

__all__ = ["MOST_PAIRS", "MOST_ROWS", "respond"]

MOST_PAIRS = 5_000
# The contract takes more ties than a form can show without keeping a phone busy.
MOST_TIES = {f"{GROUP}.holdings": 300, f"{GROUP}.together": 100}
MOST_ROWS = {f"{GROUP}.enterprises": MOST_ENTERPRISES, **MOST_TIES}
LINK_NAMES = frozenset({"v", "rules", "gave", "made", "year", "later", "project", "end"})
YEAR = re.compile(r"[0-9]{4}", re.ASCII)
AMOUNT = r"[0-9]{1,13}\.[0-9]{2}"
GAVE = re.compile(rf"(?P<outcome>eligible|not_eligible|undecided)(?::(?P<amounts>{AMOUNT}(?:-{AMOUNT})?))?")
PAGE = re.compile(r"https?://[^\s#<>\"]{1,200}")
VERDICTS: Mapping[str, Verdict] = {
    "eligible": "eligible",
    "not_eligible": "not_eligible",
    "undecided": "undecided",
}
PRICES = frozenset({"cost.net", "cost.gross"})


def respond(text: str) -> str:
    """Answer one message of the page, JSON in and out; whatever the message holds, it gives an answer.

    `{"action": "assess", "pairs": [["cost.net", "1.438,02"], …]}` gives `response` (the contract's), `errors_html`,
    `result_html`, `line` (the answer in a few words), `announcement` (to be read out), `next` (the path of the question
    that the result asks next, or nothing), `fragment` (the answers for the address), `pairs` (those answers for the
    form, as they were understood) and `year` (of the application, to which some answers belong). It may hold `later`,
    the paths of questions that the visitor cannot answer now; `offers`, what the provider offers
    (`screen/offered.py`); `page`, the address for a link to this answer; `others`, the pairs of the projects that are
    planned beside this one, with `at`, its place among them: then what is told is what it gets in that plan, and the
    contract's response what it gets alone; and `link`, the fragment of the address as it came, in place of the pairs.
    `{"action": "take", "link": "…"}` gives what can be taken along of the answer to this link: `files` and `mail`, an
    address that opens a mail. It may hold `later`, `page`, `others` and `at`.
    `{"action": "size", "pairs": […]}` gives `html` (what the figures come to so far), `years` and `years_of_others`
    (how many earlier ones are worth asking) and `pairs`.
    `{"action": "reverse", "pairs": […], "wanted": "1.000"}` gives `html`.
    `{"action": "year", "pairs": […]}` gives `year`.
    `{"action": "together", "projects": [pairs, …]}` gives `html` (the projects in one plan), `planned_html` (that in a
    line) and `names` (what they are called). It may hold `at`, the place of the one in the form, and `gone`, the pairs
    of one that was taken away.
    Each may hold `today`, the visitor's day, as typed: the day of the application where the pairs have none.
    `{"action": "first", "size": "small", "price": "1.500", "today": "28/11/2026"}` gives the parts of a first answer.
    """
    message = _message(text)
    today = _today(message)
    match message:
        case {"action": "assess", "link": str(link)} if link:
            return written(_opened(read_link(_whole(link)), today, _around(message)))
        case {"action": "assess", "pairs": [*pairs]} if _are_pairs(pairs):
            return written(_assess(_whole_pairs(pairs), today, _around(message)))
        case {"action": "take", "link": str(link)}:
            return written(_taken(read_link(_whole(link)), today, _around(message)))
        case {"action": "year", "pairs": [*pairs]} if _are_pairs(pairs):
            return written({"year": _Asked.of(_whole_pairs(pairs), today).year})
        case {"action": "size", "pairs": [*pairs]} if _are_pairs(pairs):
            return written(_size(_whole_pairs(pairs), today))
        case {"action": "reverse", "pairs": [*pairs], "wanted": str(wanted)} if _are_pairs(pairs):
            return written({"html": _reverse(_whole_pairs(pairs), wanted, today)})
        case {"action": "together", "projects": [*projects]} if all(map(_are_pairs, projects)):
            return written(_together([_whole_pairs(pairs) for pairs in projects], today, message))
        case {"action": "first", "size": str(size), "price": str(price), "today": str(typed)}:
            return written(first_response(_whole(size), _whole(price), _whole(typed)))
    return written(_refused([_problem("", "not_understood")]))


# ---- what is asked ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The answers of a form or link that count, and what they ask of the contract.

    `applied_on` is the day that somebody chose, else today; None where neither is a day. `other_year` are the answers
    about another calendar year than that of the application, `before` that year.
    """

    given: Sequence[Given]
    request: dict[str, Json]
    applied_on: date | None
    other_year: Sequence[Given]
    before: int
    ignored: Sequence[str]
    link: Mapping[str, str]
    today: date | None
    is_chosen: bool

    @classmethod
    def of(cls, pairs: Sequence[Pair], today: date | None) -> "_Asked":
        pairs = pairs[:MOST_PAIRS]
        link = {name: value for name, value in pairs if name in LINK_NAMES}
        given, ignored = recognised(pair for pair in pairs if pair[0] not in LINK_NAMES)
        chosen = next((each.text for each in given if each.path == "applied_on"), None)
        applied_on = today if chosen is None else _day(chosen)
        before = _year_of_answers(link, applied_on, is_chosen=chosen is not None)
        own_year = applied_on is None or before == applied_on.year
        other_year = [] if own_year else [each for each in given if each.path in form().of_one_year]
        counts = [each for each in given if each not in other_year]
        by_itself: dict[str, Json] = {"applied_on": today.isoformat()} if chosen is None and today else {}
        return cls(
            given=counts,
            request=request(counts) | by_itself,
            applied_on=applied_on,
            other_year=other_year,
            before=before,
            ignored=ignored,
            link=link,
            today=today,
            is_chosen=chosen is not None,
        )

    @property
    def year(self) -> str:
        """The calendar year of the application; empty where that is not known."""
        return str(self.applied_on.year) if self.applied_on else ""

    @property
    def project(self) -> str:
        """What the visitor calls the project; empty where that is not said."""
        return project_names([(self.link["project"], "")])[0] if self.link.get("project") else ""

    def notices(self) -> Iterator[Html | None]:
        """What the visitor is told about the answers before the result."""
        yield notices_html(self.ignored, other_version=self.link.get("v", LINK_VERSIONS[0]) not in LINK_VERSIONS)
        made = _day(self.link.get("made", ""))
        if made and not self.is_chosen and made != self.today:
            yield made_html(made)
        if self.other_year and self.applied_on:
            yield other_year_html(_texts(self.other_year), before=self.before, now=self.applied_on.year)


def _year_of_answers(link: Mapping[str, str], applied_on: date | None, *, is_chosen: bool) -> int:
    """The calendar year that the answers about one year were given for.

    The form and our links say it. Else it is that of the day that somebody chose, or that the link was made on.
    """
    if YEAR.fullmatch(link.get("year", "")):
        return int(link["year"])
    made = None if is_chosen else _day(link.get("made", ""))
    on = made or applied_on
    return on.year if on else 0


def _day(typed: str) -> date | None:
    """The day as typed or as the contract writes it; None for what is no day."""
    try:
        return date.fromisoformat(contract_text("day", typed))
    except ValueError:
        return None


# ---- one project --------------------------------------------------------------------------------------------


def _assess(pairs: Sequence[Pair], today: date | None, around: "_Around") -> Json:
    if len(pairs) > MOST_PAIRS:
        return _refused([_problem("", "too_many")])
    asked = _Asked.of(pairs, today)
    try:
        answer = _answer(asked)
    except _Refused as refused:
        return _refused(refused.errors, asked)
    return _answered(answer, asked, around)


def _opened(link: Link, today: date | None, around: "_Around") -> Json:
    """The result that a link leads to; where it did not come whole only its answers, and what is wrong with it."""
    if link.state == "whole" or len(link.pairs) > MOST_PAIRS:
        return _assess(link.pairs, today, around)
    return _refused([_problem("", f"link_{link.state}")], _Asked.of(link.pairs, today))


def _refused(errors: Sequence[FieldMessage], asked: _Asked | None = None) -> Json:
    return {
        "response": errors_response(errors),
        "pairs": _understood(asked) if asked else [],
        "year": asked.year if asked else "",
        "errors_html": errors_html(errors, Names.of(_texts(asked.given if asked else ()))),
        "result_html": join(asked.notices()) if asked else "",
        "line": wrong_answers(len(errors)),
        "announcement": f"{wrong_answers(len(errors))}.",
        "next": "",
        "fragment": "",
    }


def _answered(answer: Answer, asked: _Asked, around: "_Around") -> Json:
    answers = _texts(asked.given)
    alone, answer = answer, _in_plan(answer, around, asked.today)
    to_ask = what_to_ask(answer, given=answers.keys(), later=around.later)
    in_address = _address(alone, asked)
    names = Names.of(answers)
    shown = (
        result_html(answer, names, asked=to_ask, offered=around.offered, link=around.link(in_address)),
        answers_html(answers, year=answer.assessment.request.applied_on.year),
        take_html(answer),
    )
    return {
        "response": assess_response(alone),
        "pairs": _understood(asked),
        "year": asked.year,
        "errors_html": "",
        "result_html": join((*asked.notices(), _since(asked.link, alone), *shown)),
        "line": line(answer, to_ask.left),
        "announcement": announcement(answer, to_ask.left),
        "next": to_ask.next,
        "fragment": in_address,
    }


def _taken(link: Link, today: date | None, around: "_Around") -> Json:
    """The answer that a link leads to, to take along; nothing where there is none."""
    asked = _Asked.of(link.pairs, today)
    try:
        alone = _answer(asked)
    except _Refused:
        return {"files": {}, "mail": ""}
    answers, answer = _texts(asked.given), _in_plan(alone, around, asked.today)
    address = around.link(_address(alone, asked))
    taken = files(answer, answers, request=asked.request, response=assess_response(alone))
    if later := what_to_ask(answer, given=answers.keys(), later=around.later).later:
        names, year = Names.of(answers), answer.assessment.request.applied_on.year
        taken = {**taken, "questions": questions_file([question_title(path, names, year) for path in later], address)}
    return {
        "files": {name: asdict(file) for name, file in taken.items()},
        "mail": mail_address(answer, address),
    }


def _address(answer: Answer, asked: _Asked) -> str:
    """The fragment of the address that leads to this answer."""
    return sealed("&".join((fragment(asked.given), *_made(asked), *_named(asked), _mark(answer))))


def _made(asked: _Asked) -> Iterator[str]:
    """The day on which a link is made, and the year that its answers about one year belong to."""
    if asked.today is not None:
        yield f"made={asked.today.isoformat()}&year={asked.year}"


def _named(asked: _Asked) -> Iterator[str]:
    """What the visitor calls the project."""
    if asked.project:
        yield f"project={quoted(asked.project)}"


def _understood(asked: _Asked) -> Json:
    given = [[each.path, typed_text(each.question.kind, each.text)] for each in asked.given]
    return [*given, *([["project", asked.project]] if asked.project else [])]


def _mark(answer: Answer) -> str:
    """What a link says beside the answers: under which rules it was made and what it gave."""
    amounts = "-".join(map(str, amount_or_range(answer)))
    return f"rules={_rules()}&gave={':'.join(filter(None, (answer.assessment.outcome, amounts)))}"


def _rules() -> str:
    return rules_hash().removeprefix("sha256:")[:12]


def _since(link: Mapping[str, str], answer: Answer) -> Html | None:
    """What changed since the link was made; None where the rules are the same, or the link does not say."""
    gave = GAVE.fullmatch(link.get("gave", ""))
    if gave is None or link.get("rules") == _rules():
        return None
    amounts = [Money.from_text(amount) for amount in gave["amounts"].split("-")] if gave["amounts"] else []
    return changed_html(verdict(VERDICTS[gave["outcome"]], amounts), headline(answer))


class _Refused(ValueError):
    """The answers are no request: every field that is wrong."""

    def __init__(self, errors: Sequence[FieldMessage]) -> None:
        self.errors = errors
        super().__init__("; ".join(error.message for error in errors))


def _answer(asked: _Asked) -> Answer:
    """The answer to these answers. Raises `_Refused`."""
    return answer_to(_request(asked), today=asked.today)


def _request(asked: _Asked) -> AssessRequest:
    """What these answers ask. Raises `_Refused`; what the form itself cannot take stands first."""
    too_much = [_problem(each.path, "too_long") for each in asked.given if each.too_long]
    too_much += map(field_message, _too_many_ties(asked.given))
    try:
        parsed = parse_assess(asked.request)
    except RequestErrors as refused:
        raise _Refused([*too_much, *map(field_message, refused.errors)]) from None
    if too_much:
        raise _Refused(too_much)
    return parsed


def _too_many_ties(given: Iterable[Given]) -> Iterator[FieldError]:
    """The lists of a group that are longer than the form can show."""
    paths = [each.path for each in given]
    for name, most in MOST_TIES.items():
        start = f"{name}."
        if any(int(path.removeprefix(start).split(".")[0]) >= most for path in paths if path.startswith(start)):
            yield FieldError(field=name, problem="too_many", facts={"most": most})


def _problem(field: str, problem: str) -> FieldMessage:
    return FieldMessage(field=field, message=words("errors", problem))


def _texts(given: Iterable[Given]) -> Mapping[str, str]:
    return {each.path: each.text for each in given}


# ---- the figures so far -------------------------------------------------------------------------------------


def _size(pairs: Sequence[Pair], today: date | None) -> Json:
    """What the figures come to; nothing to say while something is wrong with an answer."""
    asked = _Asked.of(pairs, today)
    told, years, of_others = Html(""), 0, 0
    with suppress(_Refused):
        assessment = _answer(asked).assessment
        told = size_html(assessment, Names.of(_texts(asked.given)))
        years, of_others = years_asked(assessment)
    return {"html": told, "years": years, "years_of_others": of_others, "pairs": _understood(asked)}


# ---- the other way round ------------------------------------------------------------------------------------


def _reverse(pairs: Sequence[Pair], wanted: str, today: date | None) -> Html:
    """The price that gives the wanted aid, with the other answers as they are."""
    asked = _Asked.of([pair for pair in pairs if pair[0] not in PRICES], today)
    if too_many := list(_too_many_ties(asked.given)):
        return not_reversed_html(map(field_message, too_many))
    try:
        question = parse_reverse(asked.request | {"wanted": contract_text("money", wanted)})
    except RequestErrors as refused:
        return not_reversed_html(map(field_message, refused.errors))
    return reverse_html(reverse(question))


# ---- several projects ---------------------------------------------------------------------------------------


def _together(kept: Sequence[Sequence[Pair]], today: date | None, message: object) -> Json:
    """The projects of one plan; those with an answer that is wrong are shown, and no part of it."""
    at, gone = _place(message), _gone(message)
    asked = [_Asked.of(pairs, today) for pairs in kept[:MOST_TOGETHER]]
    names = project_names(_typed_name(each) for each in asked)
    projects = [_calculation(name, each) for name, each in zip(names, asked, strict=True)]
    requests = {place: each.answer.assessment.request for place, each in enumerate(projects) if each.answer}
    planned = _plan(requests, at)
    gone_name = project_names([_typed_name(_Asked.of(gone, today))])[0] if gone is not None else None
    return {
        "html": projects_html(projects, planned, at=at if at in range(len(projects)) else None, gone=gone_name),
        "planned_html": planned_html(projects, planned),
        "names": list(names),
    }


def _typed_name(asked: _Asked) -> tuple[str, str]:
    kind = next((each.text for each in asked.given if each.path == "service.kind"), "")
    return asked.link.get("project", ""), kind


def _calculation(name: str, asked: _Asked) -> Calculation:
    answers = _texts(asked.given)
    try:
        return Calculation(name=name, answers=answers, answer=_answer(asked))
    except _Refused as refused:
        return Calculation(name=name, answers=answers, answer=None, wrong=len(refused.errors))


def _in_plan(answer: Answer, around: "_Around", today: date | None) -> Answer:
    """The answer to the project among the others of its plan; those with a wrong answer are no part of it."""
    if not around.others:
        return answer
    others = [_Asked.of(pairs, today) for pairs in around.others[: MOST_TOGETHER - 1]]
    at = min(max(around.at, 0), len(others))
    requests = {}
    for place, other in enumerate([*others[:at], None, *others[at:]]):
        with suppress(_Refused):
            requests[place] = _request(other) if other else answer.assessment.request
    planned = _plan(requests, at)
    assessments = [found for project, found in planned.projects if int(project.id) == at] if planned else []
    return Answer(assessment=assessments[0], today=answer.today)


def _plan(requests: Mapping[int, AssessRequest], at: int | None) -> Plan | None:
    """All of them done by the enterprise of the one in the form.

    A year starts with what that one says of it, or else the first of that year. The size that an earlier application
    fixed is that of the plan's first year. Ids are places, in order.
    """
    if not requests:
        return None
    in_form = [requests[place] for place in requests if place == at]
    granted: dict[int, Money] = {}
    for each in (*in_form, *requests.values()):
        if each.aid_granted_this_year is not None:
            granted.setdefault(each.applied_on.year, each.aid_granted_this_year)
    projects = tuple(
        Project(id=f"{place:02}", applied_on=each.applied_on, service=each.service, cost=each.cost)
        for place, each in requests.items()
    )
    newest = (in_form or [*requests.values()])[-1]
    first = min(requests.values(), key=lambda each: each.applied_on)
    enterprise = replace(newest.enterprise, size_fixed_this_year=first.enterprise.size_fixed_this_year)
    return plan(PlanRequest(enterprise=enterprise, projects=projects, aid_granted=granted))


def _place(message: object) -> int | None:
    match message:
        case {"at": int(at)}:
            return at
    return None


def _gone(message: object) -> Sequence[Pair] | None:
    match message:
        case {"gone": [*pairs]} if _are_pairs(pairs):
            return _whole_pairs(pairs)
    return None


# ---- messages -----------------------------------------------------------------------------------------------


def _today(message: object) -> date | None:
    """The visitor's day, where the message says it."""
    match message:
        case {"today": str(today)}:
            return _day(_whole(today))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a message says beside the answers.

    What is asked later, what is offered, the address of the page, and the other projects of the plan with the place of
    this one among them.
    """

    later: Collection[str]
    offered: Sequence[Offered]
    page: str
    others: Sequence[Sequence[Pair]]
    at: int

    def link(self, in_address: str) -> str:
        """The whole address of an answer; empty where that of the page is not known."""
        return f"{self.page}#{in_address}" if self.page else ""


def _around(message: object) -> _Around:
    said = message if isinstance(message, dict) else {}
    later, page, others = said.get("later"), said.get("page"), said.get("others")
    return _Around(
        later=frozenset(path for path in later if isinstance(path, str)) if isinstance(later, list) else frozenset(),
        offered=offered_from(said.get("offers")),
        page=page if isinstance(page, str) and PAGE.fullmatch(page) else "",
        others=[_whole_pairs(pairs) for pairs in others if _are_pairs(pairs)] if isinstance(others, list) else [],
        at=_place(said) or 0,
    )


def _message(text: str) -> object:
    """The JSON value of a message; None when it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _are_pairs(pairs: object) -> bool:
    return isinstance(pairs, list) and all(map(_is_pair, pairs))


def _whole_pairs(pairs: Iterable[Sequence[str]]) -> list[Pair]:
    return [(_whole(name), _whole(value)) for name, value in pairs]


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def _whole(text: str) -> str:
    """The text with half characters replaced: a page can send those, the contract cannot hold them."""
    return text.encode(errors="replace").decode()
