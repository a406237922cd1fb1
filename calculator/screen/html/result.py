"""An answer as HTML: open what decides, and below it a line for each thing that one may want to know."""

import json
from collections.abc import Iterator, Sequence

from calculator import __version__, texts
from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.rules.deadlines import Deadline
from calculator.screen.amounts import exact, has_aid
from calculator.screen.asking import Asked, what_to_ask
from calculator.screen.html.ask import ask_html, later_html
from calculator.screen.html.bar import labelled_bar
from calculator.screen.html.fold import fold
from calculator.screen.html.group import group_html
from calculator.screen.html.instead import changes_html, instead_html
from calculator.screen.html.money import amounts_html, three_html
from calculator.screen.html.reasons import findings_html, refusals_html, why_html
from calculator.screen.offered import Offered
from calculator.screen.questions import NAMELESS, Names
from calculator.screen.reckoning import reckoning_of_term
from calculator.screen.summary import (
    after_others,
    assumptions,
    counted,
    days_that_matter,
    group_decides,
    headline,
    next_step,
    other_day,
    receipt_sentence,
    size_sentence,
    steps,
)
from calculator.screen.words import words
from calculator.texts import day

__all__ = ["result_html"]

SHOWN_OF_RULES = len("sha256:") + 12
# Each step with the last days for it, in the order in which they are done.
STEPS = {
    "enrol": (),
    "apply": ("apply_by",),
    "deposit": ("deposit_by_provider", "deposit_by"),
    "release": (),
    "pay": (),
    "finish": ("finish_by",),
}


def result_html(
    answer: Answer,
    names: Names = NAMELESS,
    *,
    asked: Asked | None = None,
    offered: Sequence[Offered] = (),
    link: str = "",
) -> Html:
    """The whole result: the verdict, the money in short, what to do first and what is asked next; the rest folded.

    `asked` is what is still to be asked, and `link` opens the calculator with this answer. A refusal ends with what
    does work, of what is `offered` too.
    """
    assessment = answer.assessment
    refused = assessment.outcome == "not_eligible"
    asked = asked or what_to_ask(answer, given=(), later=())
    return element(
        "section",
        _verdict(answer),
        instead_html(answer, offered) if refused else three_html(assessment.aid),
        _next(answer),
        ask_html(answer, asked, names),
        later_html(answer, asked, names, link),
        None if refused else changes_html(answer),
        _money(answer),
        _days(answer),
        findings_html(assessment.findings, assessment.request.applied_on),
        _year(answer),
        None if refused else _assumptions(answer),
        group_html(assessment.request.enterprise.group, assessment.size, decides=group_decides(answer)),
        _receipt(answer),
        class_=f"rh-result rh-result--{assessment.outcome}",
        aria_labelledby="resultaat-titel",
    )


def _verdict(answer: Answer) -> Html:
    assessment = answer.assessment
    return element(
        "header",
        element("h2", headline(answer), id="resultaat-titel", tabindex="-1", data_marks="headline"),
        _other_day(answer),
        _after_others(answer),
        element("p", texts.verdict_sentence(assessment)),
        refusals_html(assessment.findings, assessment.request.applied_on),
        class_="rh-verdict",
    )


def _other_day(answer: Answer) -> Html | None:
    """That this is not for today, with the way to today one click away."""
    sentence = other_day(answer)
    if sentence is None or answer.today is None:
        return None
    answers = json.dumps([["applied_on", ""], ["year", str(answer.today.year)]])
    label = words("day", "today")
    button = element("button", label, type="button", class_="rh-link", data_do="set", data_with=answers)
    return element("p", sentence, " ", button, class_="rh-day")


def _after_others(answer: Answer) -> Html | None:
    sentence = after_others(answer)
    return element("p", sentence) if sentence else None


def _next(answer: Answer) -> Html | None:
    step = next_step(answer)
    if step is None:
        return None
    return element("p", element("strong", words("next", "first")), " ", step, class_="rh-next")


# ---- what folds --------------------------------------------------------------------------------------------


def _money(answer: Answer) -> Html | None:
    aid = answer.assessment.aid
    if aid is None or not has_aid(aid):
        return None
    name = "gist" if aid.amount == aid.without_ceiling else "gist_cut"
    gist = words("amounts", name).format(rate=texts.percent(aid.rate.percentage), price=exact(aid.price.eligible))
    return fold("money", words("amounts", "title"), gist, amounts_html(aid))


def _days(answer: Answer) -> Html | None:
    """What there is to do, in that order, each with its last day."""
    on, told = {each.id: each for each in days_that_matter(answer)}, steps(answer)
    todo = [(told.get(name), [on[each] for each in ids if each in on]) for name, ids in STEPS.items()]
    shown = [element("li", *_step(sentence, days)) for sentence, days in todo if sentence or days]
    if not shown:
        return None
    applied_on = words("deadlines", "applied_on").format(day=day(answer.assessment.request.applied_on))
    intro = element("p", applied_on)
    listed = element("ol", join(shown), class_="rh-in-order")
    return fold("days", words("deadlines", "fold"), counted("steps", len(shown)), intro, listed)


def _step(sentence: str | None, days: Sequence[Deadline]) -> Iterator[Html | None]:
    if sentence:
        yield element("p", sentence)
    for deadline in days:
        missed = element("strong", words("deadlines", "missed"), ". ") if deadline.missed else None
        told = texts.deadline_sentence(deadline)
        yield element("p", missed, told, class_="rh-deadline", data_deadline=deadline.id)
        yield why_html(deadline.basis, texts.deadline_name(deadline), reckoned=reckoning_of_term(deadline))


def _year(answer: Answer) -> Html | None:
    """What the project takes of the year's ceiling; nothing to say where it takes nothing."""
    aid = answer.assessment.aid
    if aid is None or not has_aid(aid):
        return None
    cap, left = aid.ceiling.amount, aid.left_this_year
    used = "part_used_planned" if answer.assessment.request.planned.cents else "part_used"
    parts = [(cap - left - aid.amount, "used", used), (aid.amount, "aid", "part_aid"), (left, "left", "part_left")]
    return fold(
        "year",
        words("ceiling", "title"),
        words("ceiling", "gist").format(left=exact(left)),
        labelled_bar((amount, kind, words("ceiling", name)) for amount, kind, name in parts),
        element("p", words("ceiling", "sentence").format(cap=exact(cap))),
    )


def _assumptions(answer: Answer) -> Html:
    """The size and what is taken for granted."""
    taken = assumptions(answer)
    listed = element("ul", join(element("li", each) for each in taken))
    return fold(
        "assumptions",
        words("assumptions", "fold"),
        counted("assumed", len(taken)) if taken else words("assumptions", "nothing"),
        element("p", size_sentence(answer)),
        element("p", words("assumptions", "title")) if taken else None,
        listed if taken else None,
    )


def _receipt(answer: Answer) -> Html:
    sentence = element("p", receipt_sentence(answer, shown=SHOWN_OF_RULES))
    return fold("proof", words("receipt", "title"), words("receipt", "gist").format(calculator=__version__), sentence)
