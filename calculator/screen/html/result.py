"""An answer as HTML: verdict, amounts, what next, deadlines; the reasons have their own module."""

import json
from collections.abc import Sequence
from datetime import date

from calculator import texts
from calculator.answer import Answer
from calculator.changes import Change
from calculator.markup import Html, element, join
from calculator.rules.aid import Aid
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.screen.amounts import AmountRow, amounts, ceiling_sentence, exact, has_aid
from calculator.screen.html.bar import bar
from calculator.screen.html.group import group_html
from calculator.screen.html.reasons import findings_html, missing_html, question_link, why_html
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.summary import (
    assumptions,
    days_that_matter,
    headline,
    next_steps,
    offers,
    open_conditions,
    other_day,
    receipt_sentence,
    size_sentence,
)
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import day, percent

__all__ = ["amounts_html", "result_html"]

SHOWN_OF_RULES = len("sha256:") + 12


def result_html(answer: Answer, names: Names = NAMELESS) -> Html:
    """The whole result. First what it gives and what to do by when; then, for who wants to know or to check it, why.

    Of a refused project, what can be changed comes before what it costs without aid.
    """
    assessment = answer.assessment
    applied_on, refused = assessment.request.applied_on, assessment.outcome == "not_eligible"
    amounts_and_changes = [amounts_html(assessment.aid), _changes(answer)]
    return element(
        "section",
        _verdict(answer),
        _assumptions(assumptions(answer)),
        *(reversed(amounts_and_changes) if refused else amounts_and_changes),
        _next_steps(answer),
        missing_html(answer, names),
        _deadlines(days_that_matter(answer)),
        _ceiling(assessment.aid),
        group_html(assessment.request.enterprise.group, assessment.size),
        findings_html(assessment.findings, applied_on),
        _receipt(answer),
        class_=f"rh-result rh-result--{assessment.outcome}",
        aria_labelledby="resultaat-titel",
    )


# ---- verdict -----------------------------------------------------------------------------------------------


def _verdict(answer: Answer) -> Html:
    assessment = answer.assessment
    sentences = (texts.verdict_sentence(assessment), open_conditions(answer))
    return element(
        "header",
        element("h2", headline(answer), id="resultaat-titel", tabindex="-1"),
        _other_day(answer),
        element("p", " ".join(filter(None, sentences))),
        _reasons_against(assessment.findings, assessment.request.applied_on),
        element("p", size_sentence(answer), class_="rh-size"),
        class_="rh-verdict",
    )


def _other_day(answer: Answer) -> Html | None:
    """That this is not for today, with the way to today one click away."""
    sentence = other_day(answer)
    if sentence is None or answer.today is None:
        return None
    answers = json.dumps([["applied_on", ""], ["year", str(answer.today.year)]])
    label = words("day", "today")
    button = element("button", label, type="button", class_="md-button", data_do="set", data_with=answers)
    return element("p", sentence, " ", button, class_="rh-day")


def _assumptions(taken: Sequence[str]) -> Html | None:
    if not taken:
        return None
    listed = element("ul", join(element("li", each) for each in taken))
    return element("section", element("p", words("assumptions", "title")), listed, class_="rh-assumptions")


def _reasons_against(findings: Sequence[Finding], applied_on: date) -> Html | None:
    against = [element("li", texts.sentence(each, applied_on)) for each in findings if each.outcome == "fail"]
    return element("ul", join(against)) if against else None


# ---- amounts -----------------------------------------------------------------------------------------------


def amounts_html(aid: Aid | None) -> Html | None:
    """Who pays what, as a picture and as a table; None where no amount is known."""
    if aid is None:
        return None
    rate = percent(aid.rate.percentage)
    parts = [(aid.amount, "aid"), (aid.deposit, "deposit"), (aid.to_pay_provider, "provider")]
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
        why_html(aid.rate.basis, words("amounts", "rate").format(rate=rate)) if has_aid(aid) else None,
    )


def _amount(row: AmountRow) -> Html:
    shown = question_link("cost.vat_recoverable") if row.amount is None else exact(row.amount)
    return element(
        "tr",
        element("th", row.label, scope="row"),
        element("td", shown),
        class_=f"rh-amount rh-amount--{row.id}",
    )


def _ceiling(aid: Aid | None) -> Html | None:
    """What the project takes of the year's ceiling; nothing to say where it takes nothing."""
    if aid is None or not has_aid(aid):
        return None
    cap, left = aid.ceiling.amount, aid.left_this_year
    return element(
        "section",
        element("h3", words("ceiling", "title")),
        bar([(cap - left - aid.amount, "used"), (aid.amount, "aid"), (left, "left")]),
        element("p", words("ceiling", "sentence").format(cap=exact(cap), left=exact(left))),
    )


# ---- what next ---------------------------------------------------------------------------------------------


def _next_steps(answer: Answer) -> Html:
    return element(
        "section",
        element("h3", words("next", "title")),
        element("ol", join(element("li", step) for step in next_steps(answer))),
    )


def _changes(answer: Answer) -> Html | None:
    """What can still be changed, each with its button."""
    possible = [_offer(changes) for changes in offers(answer)]
    if not possible:
        return None
    return element(
        "section",
        element("h3", words("changes", "title")),
        element("p", words("changes", "intro")),
        element("ul", join(possible), class_="rh-changes"),
    )


def _offer(changes: Sequence[Change]) -> Html:
    """A change, or several that help only together, with a button that gives the changed answers to the form."""
    changed = {path: value for each in changes for path, value in {each.field: each.to, **each.also}.items()}
    answers = [[path, _typed(path, value)] for path, value in changed.items()]
    applied_on = changed.get("applied_on")
    if isinstance(applied_on, date):
        answers.insert(0, ["year", str(applied_on.year)])
    return element(
        "li",
        *_sentences([texts.change_sentence(change) for change in changes]),
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
    """A value as the form holds it: nothing, yes and no, or text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    place = form().place(path)
    return typed_text(place.question.kind, str(value)) if place and place.question else str(value)


def _deadlines(days: Sequence[Deadline]) -> Html | None:
    if not days:
        return None
    return element(
        "section",
        element("h3", words("deadlines", "title")),
        element("ol", join(_deadline(each) for each in sorted(days, key=lambda each: each.on))),
        class_="rh-deadlines",
    )


def _deadline(deadline: Deadline) -> Html:
    name = texts.deadline_name(deadline)
    missed = element("strong", " ", words("deadlines", "missed")) if deadline.missed else None
    return element(
        "li",
        element("time", day(deadline.on), datetime=deadline.on.isoformat()),
        element("h4", name, missed),
        element("p", texts.deadline_sentence(deadline)),
        why_html(deadline.basis, name),
        class_="rh-deadline--missed" if deadline.missed else None,
    )


def _receipt(answer: Answer) -> Html:
    sentence = receipt_sentence(answer, shown=SHOWN_OF_RULES)
    return element("footer", element("h3", words("receipt", "title")), element("p", sentence), class_="rh-receipt")
