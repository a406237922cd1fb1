"""The question that the result asks next, below the verdict, to be answered there."""

import json
from collections.abc import Collection

from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.screen.asking import still_to_ask
from calculator.screen.html.bar import bar
from calculator.screen.questions import Names, Question, form
from calculator.screen.summary import counted, settled
from calculator.screen.words import words
from calculator.values import Money

__all__ = ["ask_html"]

TITLE = "vraag-titel"
DECIMAL_KINDS = frozenset({"money", "number", "percentage"})


def ask_html(answer: Answer, names: Names, *, later: Collection[str]) -> Html | None:
    """The next question with its own control; None where nothing is left to ask."""
    to_ask = still_to_ask(answer, later)
    if not to_ask:
        return None
    path = to_ask[0]
    place = form().place(path, names)
    question = place.question if place else None
    year = answer.assessment.request.applied_on.year
    title = (question and question.of_year.format(year=year)) or (place.name if place else path)
    return element(
        "section",
        _meter(answer, len(to_ask)),
        element("h3", title, id=TITLE, tabindex="-1", data_next=True),
        _asked(path, question),
        class_="rh-ask",
        aria_labelledby=TITLE,
    )


def _meter(answer: Answer, asked: int) -> Html:
    """How many questions are left, and how many of the conditions are settled."""
    done, every = settled(answer)
    drawn = bar([(Money(done), "aid"), (Money(every - done), "left")])
    told = words("meter", "settled").format(done=done, every=every)
    return element("p", element("span", counted("left", asked), class_="rh-left"), drawn, told, class_="rh-meter")


def _asked(path: str, question: Question | None) -> Html:
    """The control of the question; a link to the form where it takes more than one."""
    if question is None or question.kind in ("member", "id", "text"):
        link = element("a", words("ask", "in_form"), href=f"#{path}", class_="md-button", data_do="go", data_with=path)
        return element("p", link, _later(path), class_="rh-answers-to")
    hint = " ".join(filter(None, (question.hint, _example(question))))
    told = element("p", hint, class_="rh-hint", id=f"{TITLE}-hint") if hint else None
    chosen = [option for option in question.options if option.value]
    if question.kind in ("choice", "yes_no"):
        buttons = (_choice(path, option.value, option.label) for option in chosen)
        return join((told, element("p", join(buttons), _later(path), class_="rh-answers-to")))
    return element(
        "form",
        told,
        element("p", class_="rh-error", id=f"{TITLE}-fout", data_error_of=path, hidden=True),
        element(
            "p",
            _select(question) if chosen else _input(question),
            element("button", words("ask", "answer"), class_="md-button md-button--primary"),
            _later(path),
            class_="rh-answers-to",
        ),
        method="dialog",
        novalidate=True,
        data_asks=path,
    )


def _choice(path: str, value: str, label: str) -> Html:
    answers = json.dumps([[path, value]])
    return element("button", label, type="button", class_="md-button", data_do="set", data_with=answers)


def _later(path: str) -> Html:
    label = words("ask", "later")
    return element("button", label, type="button", class_="rh-link", data_do="later", data_with=path)


def _select(question: Question) -> Html:
    options = (element("option", option.label, value=option.value) for option in question.options if option.value)
    first = element("option", words("ask", "choose"), value="")
    return element("select", first, join(options), name="answer", class_="rh-input", **_described(question))


def _input(question: Question) -> Html:
    mode = "decimal" if question.kind in DECIMAL_KINDS else "numeric" if question.kind == "count" else None
    classes = f"rh-input rh-input--{question.kind}"
    return element("input", type="text", name="answer", inputmode=mode, class_=classes, **_described(question))


def _described(question: Question) -> dict[str, str]:
    hint = f"{TITLE}-hint " if question.hint or question.example else ""
    return {"aria_labelledby": TITLE, "aria_describedby": f"{hint}{TITLE}-fout"}


def _example(question: Question) -> str | None:
    return words("form", "example").format(example=question.example) if question.example else None
