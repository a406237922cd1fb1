"""The browser's side of the calculator: what a form or link holds in, HTML and the contract's answer out."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict

from calculator.answer import Answer, answer_to
from calculator.asked import AssessRequest, PlanRequest, Project, RequestErrors
from calculator.assess import Verdict
from calculator.contract.document import Json, written
from calculator.contract.reading import parse_assess, parse_reverse
from calculator.contract.response import assess_response, errors_response
from calculator.plan import Plan, plan
from calculator.reverse import reverse
from calculator.scheme.reading import rules_hash
from calculator.screen.answers import LINK_VERSION, Given, Pair, fragment, recognised, request
from calculator.screen.first import first_response
from calculator.screen.html import (
    Html,
    Situation,
    answers_html,
    changed_html,
    errors_html,
    join,
    not_reversed_html,
    notices_html,
    result_html,
    reverse_html,
    size_html,
    take_html,
    together_html,
    years_asked,
)
from calculator.screen.questions import Names
from calculator.screen.summary import amount_or_range, headline, verdict
from calculator.screen.takeaway import files
from calculator.screen.typed import contract_text, typed_text
from calculator.screen.words import words
from calculator.texts import FieldMessage, field_message
from calculator.values import Money

__all__ = ["MOST_PAIRS", "respond"]

MOST_PAIRS = 5_000
LINK_NAMES = frozenset({"v", "rules", "gave"})
AMOUNT = r"[0-9]{1,13}\.[0-9]{2}"
GAVE = re.compile(rf"(?P<outcome>eligible|not_eligible|undecided)(?::(?P<amounts>{AMOUNT}(?:-{AMOUNT})?))?")
VERDICTS: Mapping[str, Verdict] = {
    "eligible": "eligible",
    "not_eligible": "not_eligible",
    "undecided": "undecided",
}
MOST_SITUATIONS = 6
PRICES = frozenset({"cost.net", "cost.gross"})


def respond(text: str) -> str:
    """Answer one message of the page, JSON in and out; whatever the message holds, it gives an answer.

    `{"action": "assess", "pairs": [["cost.net", "1.438,02"], …]}` gives `response` (the contract's), `errors_html`,
    `result_html`, `fragment` (the answers for the address), `pairs` (those answers for the form, as they were
    understood) and `files` (the result to take along).
    `{"action": "size", "pairs": […]}` gives `html` (what the figures come to so far), `years` and `years_of_others`
    (how many earlier ones are worth asking) and `pairs`.
    `{"action": "reverse", "pairs": […], "wanted": "1.000"}` and
    `{"action": "together", "situations": [pairs, …]}` give `html`.
    `{"action": "first", "size": "small", "price": "1.500", "today": "28/11/2026"}` gives the parts of a first answer.
    """
    match _message(text):
        case {"action": "assess", "pairs": [*pairs]} if _are_pairs(pairs):
            return written(_assess(_whole_pairs(pairs)))
        case {"action": "size", "pairs": [*pairs]} if _are_pairs(pairs):
            return written(_size(_whole_pairs(pairs)))
        case {"action": "reverse", "pairs": [*pairs], "wanted": str(wanted)} if _are_pairs(pairs):
            return written({"html": _reverse(_whole_pairs(pairs), wanted)})
        case {"action": "together", "situations": [*situations]} if all(map(_are_pairs, situations)):
            return written({"html": _together([_whole_pairs(pairs) for pairs in situations])})
        case {"action": "first", "size": str(size), "price": str(price), "today": str(today)}:
            return written(first_response(_whole(size), _whole(price), _whole(today)))
    return written(_refused([_problem("", "not_understood")]))


# ---- one project --------------------------------------------------------------------------------------------


def _assess(pairs: Sequence[Pair]) -> Json:
    if len(pairs) > MOST_PAIRS:
        return _refused([_problem("", "too_many")])
    link = {name: value for name, value in pairs if name in LINK_NAMES}
    given, ignored = recognised(pair for pair in pairs if pair[0] not in LINK_NAMES)
    notices = notices_html(ignored, other_version=link.get("v", LINK_VERSION) != LINK_VERSION)
    try:
        answer = _answer(given)
    except _Refused as refused:
        return _refused(refused.errors, given, notices)
    return _answered(answer, given, join((notices, _since(link, answer))))


def _refused(errors: Sequence[FieldMessage], given: Sequence[Given] = (), notices: Html | None = None) -> Json:
    return {
        "response": errors_response(errors),
        "pairs": _understood(given),
        "errors_html": errors_html(errors, Names.of(_texts(given))),
        "result_html": join((notices,)),
        "fragment": "",
        "files": {},
    }


def _answered(answer: Answer, given: Sequence[Given], notices: Html) -> Json:
    answers, response = _texts(given), assess_response(answer)
    taken = files(answer, answers, request=request(given), response=response)
    return {
        "response": response,
        "pairs": _understood(given),
        "errors_html": "",
        "result_html": join(
            (notices, result_html(answer, Names.of(answers)), answers_html(answers), take_html(answer, answers))
        ),
        "fragment": f"{fragment(given)}&{_mark(answer)}",
        "files": {name: asdict(file) for name, file in taken.items()},
    }


def _understood(given: Sequence[Given]) -> Json:
    return [[each.path, typed_text(each.question.kind, each.text)] for each in given]


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


def _answer(given: Sequence[Given]) -> Answer:
    """The answer to these answers. Raises `_Refused`; answers too long to look at stand first."""
    too_long = [_problem(each.path, "too_long") for each in given if each.too_long]
    try:
        asked = parse_assess(request(given))
    except RequestErrors as refused:
        raise _Refused([*too_long, *map(field_message, refused.errors)]) from None
    if too_long:
        raise _Refused(too_long)
    return answer_to(asked)


def _problem(field: str, problem: str) -> FieldMessage:
    return FieldMessage(field=field, message=words("errors", problem))


def _texts(given: Iterable[Given]) -> Mapping[str, str]:
    return {each.path: each.text for each in given}


# ---- the figures so far -------------------------------------------------------------------------------------


def _size(pairs: Sequence[Pair]) -> Json:
    """What the figures come to; nothing to say while something is wrong with an answer."""
    given, _ = recognised(pairs[:MOST_PAIRS])
    told, years, of_others = Html(""), 0, 0
    with suppress(_Refused):
        assessment = _answer(given).assessment
        told = size_html(assessment, Names.of(_texts(given)))
        years, of_others = years_asked(assessment)
    return {"html": told, "years": years, "years_of_others": of_others, "pairs": _understood(given)}


# ---- the other way round ------------------------------------------------------------------------------------


def _reverse(pairs: Sequence[Pair], wanted: str) -> Html:
    """The price that gives the wanted aid, with the other answers as they are."""
    given, _ = recognised(pair for pair in pairs[:MOST_PAIRS] if pair[0] not in PRICES)
    try:
        question = parse_reverse(request(given) | {"wanted": contract_text("money", wanted)})
    except RequestErrors as refused:
        return not_reversed_html(map(field_message, refused.errors))
    return reverse_html(reverse(question))


# ---- several projects ---------------------------------------------------------------------------------------


def _together(kept: Sequence[Sequence[Pair]]) -> Html:
    """The calculations that were kept; one that has become wrong since is left out."""
    situations = list(filter(None, map(_situation, kept[:MOST_SITUATIONS])))
    return together_html(situations, _plan([each.answer.assessment.request for each in situations]))


def _situation(pairs: Sequence[Pair]) -> Situation | None:
    given, _ = recognised(pairs[:MOST_PAIRS])
    try:
        return Situation(answers=_texts(given), answer=_answer(given))
    except _Refused:
        return None


def _plan(requests: Sequence[AssessRequest]) -> Plan | None:
    """All of them done by the enterprise of the last; a year starts with what the first of that year says."""
    if not requests:
        return None
    granted = {
        each.applied_on.year: each.aid_granted_this_year
        for each in reversed(requests)
        if each.aid_granted_this_year is not None
    }
    projects = tuple(
        Project(id=str(number), applied_on=each.applied_on, service=each.service, cost=each.cost)
        for number, each in enumerate(requests, 1)
    )
    return plan(PlanRequest(enterprise=requests[-1].enterprise, projects=projects, aid_granted=granted))


# ---- messages -----------------------------------------------------------------------------------------------


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
