"""An answer of the contract as HTML: verdict, amounts, what next, deadlines; the reasons have their own module."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from calculator.markup import Html, element, join
from calculator.screen.html.bar import bar
from calculator.screen.html.reasons import findings_html, group_html, missing_html, question_link, why_html
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.summary import (
    AmountRow,
    Response,
    amounts,
    ceiling_sentence,
    day_in_words,
    deadlines,
    exact,
    has_aid,
    headline,
    next_steps,
    offers,
    open_conditions,
    past_changes,
    size_sentence,
)
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import percent
from calculator.values import Money, Percentage

__all__ = ["amounts_html", "result_html"]


def result_html(response: Response, names: Names = NAMELESS) -> Html:
    """The whole result. First what it gives and what to do by when; then, for who wants to know or to check it, why.

    Of a refused project, what can be changed comes before what it costs without aid.
    """
    refused = response["outcome"] == "not_eligible"
    amounts_and_changes = [amounts_html(response), _changes(response)]
    return element(
        "section",
        _verdict(response),
        *(reversed(amounts_and_changes) if refused else amounts_and_changes),
        _next_steps(response),
        missing_html(response, names),
        _deadlines(deadlines(response)),
        _ceiling(response["aid"]),
        group_html(response["size"]),
        findings_html(response["findings"]),
        _receipt(response["receipt"]),
        class_=f"rh-result rh-result--{response['outcome']}",
        aria_labelledby="resultaat-titel",
    )


# ---- verdict -----------------------------------------------------------------------------------------------


def _verdict(response: Response) -> Html:
    return element(
        "header",
        element("h2", headline(response), id="resultaat-titel", tabindex="-1"),
        element("p", " ".join(filter(None, (response["sentence"], open_conditions(response))))),
        _reasons_against(response["findings"]),
        element("p", size_sentence(response), class_="rh-size"),
        class_="rh-verdict",
    )


def _reasons_against(findings: Sequence[Mapping[str, Any]]) -> Html | None:
    against = [element("li", finding["sentence"]) for finding in findings if finding["outcome"] == "fail"]
    return element("ul", join(against)) if against else None


# ---- amounts -----------------------------------------------------------------------------------------------


def amounts_html(response: Response) -> Html | None:
    """Who pays what, as a picture and as a table; None where no amount is known."""
    aid = response["aid"]
    if aid is None:
        return None
    rate = percent(Percentage.from_text(aid["rate"]))
    parts = [(aid["amount"], "aid"), (aid["deposit"], "deposit"), (aid["to_pay_provider"], "provider")]
    cut = ceiling_sentence(aid)
    return element(
        "section",
        element("h3", words("amounts", "title")),
        bar(parts) if has_aid(aid) else None,
        element("p", cut) if cut else None,
        element(
            "table",
            element(
                "thead",
                element(
                    "tr",
                    element("th", words("amounts", "what"), scope="col"),
                    element("th", words("amounts", "how_much"), scope="col"),
                ),
            ),
            element(
                "tbody",
                join(_amount(row) for row in amounts(aid)),
            ),
            class_="rh-amounts",
        ),
        why_html(aid["rate_basis"], words("amounts", "rate").format(rate=rate)) if has_aid(aid) else None,
    )


def _amount(row: AmountRow) -> Html:
    shown = question_link("cost.vat_recoverable") if row.amount is None else exact(row.amount)
    return element(
        "tr",
        element("th", row.label, scope="row"),
        element("td", shown),
        class_=f"rh-amount rh-amount--{row.id}",
    )


def _ceiling(aid: Mapping[str, Any] | None) -> Html | None:
    """What the project takes of the year's ceiling; nothing to say where it takes nothing."""
    if aid is None or not has_aid(aid):
        return None
    cap, left, amount = (Money.from_text(aid[name]) for name in ("cap", "left_this_year", "amount"))
    used = cap - left - amount
    return element(
        "section",
        element("h3", words("ceiling", "title")),
        bar([(str(used), "used"), (str(amount), "aid"), (str(left), "left")]),
        element("p", words("ceiling", "sentence").format(cap=exact(str(cap)), left=exact(str(left)))),
    )


# ---- what next ---------------------------------------------------------------------------------------------


def _next_steps(response: Response) -> Html:
    return element(
        "section",
        element("h3", words("next", "title")),
        element("ol", join(element("li", step) for step in next_steps(response))),
    )


def _changes(response: Response) -> Html | None:
    """What can still be changed, each with its button; last what an earlier day would have given, without any."""
    possible = [_offer(changes) for changes in offers(response)]
    past = [element("li", element("p", sentence)) for sentence in past_changes(response)]
    if not possible and not past:
        return None
    return element(
        "section",
        element("h3", words("changes", "title" if possible else "past_title")),
        element("p", words("changes", "intro")) if possible else None,
        element("ul", join((*possible, *past)), class_="rh-changes"),
    )


def _offer(changes: Sequence[Mapping[str, Any]]) -> Html:
    """A change, or several that help only together, with a button that gives the changed answers to the form."""
    changed = {
        path: value for each in changes for path, value in {each["field"]: each["to"], **each.get("also", {})}.items()
    }
    answers = [[path, _typed(path, value)] for path, value in changed.items()]
    return element(
        "li",
        *_sentences([change["sentence"] for change in changes]),
        element(
            "button",
            words("changes", "apply" if len(changes) == 1 else "apply_all"),
            type="button",
            class_="md-button",
            data_do="set",
            data_with=json.dumps(answers),
        ),
    )


def _sentences(sentences: Sequence[str]) -> Sequence[Html]:
    if len(sentences) == 1:
        return [element("p", sentences[0])]
    steps = element("ul", join(element("li", sentence) for sentence in sentences))
    return [element("p", words("changes", "together")), steps]


def _typed(path: str, value: object) -> str:
    """A contract value as the form holds it: nothing, yes and no, or text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    place = form().place(path)
    return typed_text(place.question.kind, str(value)) if place and place.question else str(value)


def _deadlines(days: Sequence[Mapping[str, Any]]) -> Html | None:
    if not days:
        return None
    return element(
        "section",
        element("h3", words("deadlines", "title")),
        element("ol", join(_deadline(each) for each in sorted(days, key=lambda each: str(each["on"])))),
        class_="rh-deadlines",
    )


def _deadline(deadline: Mapping[str, Any]) -> Html:
    missed = element("strong", " ", words("deadlines", "missed")) if deadline["missed"] else None
    return element(
        "li",
        element("time", day_in_words(deadline["on"]), datetime=deadline["on"]),
        element("h4", deadline["name"], missed),
        element("p", deadline["sentence"]),
        why_html(deadline, deadline["name"]),
        class_="rh-deadline--missed" if deadline["missed"] else None,
    )


def _receipt(receipt: Mapping[str, str]) -> Html:
    sentence = words("receipt", "sentence").format(
        calculator=receipt["calculator"], rules=receipt["rules"][:19], day=day_in_words(receipt["applied_on"])
    )
    return element("footer", element("h3", words("receipt", "title")), element("p", sentence), class_="rh-receipt")
