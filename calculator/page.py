"""The browser's side of the calculator: what a form or link holds in, HTML and the contract's answer out."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from calculator.contract.wire import answer
from calculator.screen.answers import LINK_VERSION, Given, Pair, fragment, recognised, request
from calculator.screen.first import first_response
from calculator.screen.html import (
    Html,
    Situation,
    answers_html,
    changed_html,
    errors_html,
    join,
    notices_html,
    result_html,
    reverse_html,
    take_html,
    together_html,
)
from calculator.screen.summary import amount_or_range, headline, of_the_contract, verdict
from calculator.screen.takeaway import files
from calculator.screen.typed import contract_text, typed_text
from calculator.screen.words import words

__all__ = ["MOST_PAIRS", "respond"]

MOST_PAIRS = 1_000
LINK_NAMES = frozenset({"v", "rules", "gave"})
AMOUNT = r"[0-9]{1,13}\.[0-9]{2}"
GAVE = re.compile(rf"(?P<outcome>eligible|not_eligible|undecided)(?::(?P<amounts>{AMOUNT}(?:-{AMOUNT})?))?")
MOST_SITUATIONS = 6
PRICES = frozenset({"cost.net", "cost.gross"})
SIZES = ("small", "medium")
PROJECT_PARTS = ("applied_on", "service", "cost")


def respond(text: str) -> str:
    """Answer one message of the page, JSON in and out; whatever the message holds, it gives an answer.

    `{"action": "assess", "pairs": [["cost.net", "1.438,02"], …]}` gives `response` (the contract's), `errors_html`,
    `result_html`, `fragment` (the answers for the address), `pairs` (those answers for the form, as they were
    understood) and `files` (the result to take along).
    `{"action": "reverse", "pairs": […], "wanted": "1.000"}` and
    `{"action": "together", "situations": [pairs, …]}` give `html`.
    `{"action": "first", "size": "small", "price": "1.500", "today": "28/11/2026"}` gives the parts of a first answer.
    """
    match _message(text):
        case {"action": "assess", "pairs": [*pairs]} if _are_pairs(pairs):
            return json.dumps(_assess(_whole_pairs(pairs)))
        case {"action": "reverse", "pairs": [*pairs], "wanted": str(wanted)} if _are_pairs(pairs):
            return json.dumps({"html": _reverse(_whole_pairs(pairs), wanted)})
        case {"action": "together", "situations": [*situations]} if all(map(_are_pairs, situations)):
            return json.dumps({"html": _together([_whole_pairs(pairs) for pairs in situations])})
        case {"action": "first", "size": str(size), "price": str(price), "today": str(today)}:
            return json.dumps(first_response(_whole(size), _whole(price), _whole(today)))
    return json.dumps(_answered(_refused("not_understood")))


# ---- one project --------------------------------------------------------------------------------------------


def _assess(pairs: Sequence[Pair]) -> Mapping[str, Any]:
    if len(pairs) > MOST_PAIRS:
        return _answered(_refused("too_many"))
    link = {name: value for name, value in pairs if name in LINK_NAMES}
    given, ignored = recognised(pair for pair in pairs if pair[0] not in LINK_NAMES)
    response = _assessed(given)
    notices = notices_html(ignored, other_version=link.get("v", LINK_VERSION) != LINK_VERSION)
    return _answered(response, given, join((notices, _since(link, response))))


def _answered(
    response: Mapping[str, Any], given: Sequence[Given] = (), notices: Html | None = None
) -> Mapping[str, Any]:
    if errors := response.get("errors"):
        shown = {"errors_html": errors_html(errors), "result_html": join((notices,)), "fragment": "", "files": {}}
    else:
        answers = _texts(given)
        taken = files(request(given), response, answers)
        shown = {
            "errors_html": "",
            "result_html": join((notices, result_html(response), answers_html(answers), take_html(response, answers))),
            "fragment": f"{fragment(given)}&{_mark(response)}",
            "files": {name: asdict(file) for name, file in taken.items()},
        }
    understood = [(each.path, typed_text(each.question.kind, each.text)) for each in given]
    return {"response": of_the_contract(response), "pairs": understood, **shown}


def _mark(response: Mapping[str, Any]) -> str:
    """What a link says beside the answers: under which rules it was made and what it gave."""
    gave = ":".join(filter(None, (response["outcome"], "-".join(amount_or_range(response)))))
    return f"rules={_rules(response)}&gave={gave}"


def _rules(response: Mapping[str, Any]) -> str:
    rules: str = response["receipt"]["rules"]
    return rules.removeprefix("sha256:")[:12]


def _since(link: Mapping[str, str], response: Mapping[str, Any]) -> Html | None:
    """What changed since the link was made; None where the rules are the same, or the link does not say."""
    gave = GAVE.fullmatch(link.get("gave", ""))
    if gave is None or "errors" in response or link.get("rules") == _rules(response):
        return None
    amounts = gave["amounts"].split("-") if gave["amounts"] else ()
    return changed_html(verdict(gave["outcome"], amounts), headline(response))


def _assessed(given: Sequence[Given]) -> Mapping[str, Any]:
    """The contract's answer, with the amount of each size where that helps.

    Answers too long to look at are errors beside the contract's own.
    """
    too_long = [_error(each.path, "too_long") for each in given if each.too_long]
    asked = request(given)
    response = _assess_answer(asked)
    if too_long or "errors" in response:
        return {"contract": 1, "errors": [*too_long, *response.get("errors", [])]}
    by_size = _amounts_by_size(asked, response)
    return response | {"amounts_by_size": by_size} if by_size else response


def _amounts_by_size(asked: Mapping[str, Any], response: Mapping[str, Any]) -> Mapping[str, str]:
    """The aid that each size would give; nothing where the size is known, or is not all that is missing."""
    if response["outcome"] != "undecided" or response["aid"] is not None or response["size"]["class"] is not None:
        return {}
    of_sizes = {size: _assess_answer(_stated(asked, size))["aid"] for size in SIZES}
    amounts = {size: aid["amount"] for size, aid in of_sizes.items() if aid is not None}
    return amounts if len(amounts) == len(SIZES) and set(amounts.values()) != {"0.00"} else {}


def _stated(asked: Mapping[str, Any], size: str) -> Mapping[str, Any]:
    return {**asked, "enterprise": {**asked.get("enterprise", {}), "size_stated": size}}


def _assess_answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    answered: dict[str, Any] = json.loads(answer("assess", json.dumps(asked))[1])
    return answered


def _refused(problem: str) -> Mapping[str, Any]:
    return {"contract": 1, "errors": [_error("", problem)]}


def _error(field: str, problem: str) -> Mapping[str, str]:
    return {"field": field, "message": words("errors", problem)}


def _texts(given: Iterable[Given]) -> Mapping[str, str]:
    return {each.path: each.text for each in given}


# ---- the other way round ------------------------------------------------------------------------------------


def _reverse(pairs: Sequence[Pair], wanted: str) -> Html:
    """The price that gives the wanted aid, with the other answers as they are."""
    given, _ = recognised(pair for pair in pairs[:MOST_PAIRS] if pair[0] not in PRICES)
    asked = request(given) | {"wanted": contract_text("money", wanted)}
    return reverse_html(json.loads(answer("reverse", json.dumps(asked))[1]))


# ---- several projects ---------------------------------------------------------------------------------------


def _together(kept: Sequence[Sequence[Pair]]) -> Html:
    """The calculations that were kept; one that has become wrong since is left out."""
    all_given = [recognised(pairs[:MOST_PAIRS])[0] for pairs in kept[:MOST_SITUATIONS]]
    judged = [(given, _assessed(given)) for given in all_given]
    right = [(given, response) for given, response in judged if "errors" not in response]
    situations = [Situation(answers=_texts(given), response=response) for given, response in right]
    return together_html(situations, _plan([request(given) for given, _ in right]))


def _plan(requests: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """All of them done by the enterprise of the last; a year starts with what the first of that year says."""
    if not requests:
        return None
    granted = {
        each["applied_on"][:4]: each["aid_granted_this_year"]
        for each in reversed(requests)
        if "aid_granted_this_year" in each
    }
    projects = [
        {"id": str(number), **{part: each[part] for part in PROJECT_PARTS if part in each}}
        for number, each in enumerate(requests, 1)
    ]
    asked = {"contract": 1, "enterprise": requests[-1].get("enterprise"), "projects": projects, "aid_granted": granted}
    status, text = answer("plan", json.dumps(asked))
    planned: Mapping[str, Any] = json.loads(text)
    return planned if status == 0 else None


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
