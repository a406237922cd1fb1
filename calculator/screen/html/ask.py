"""What the result asks next, below the verdict, to be answered there; and what the visitor has to look up."""

import json
from collections.abc import Sequence

from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.screen.asking import Asked, question_title
from calculator.screen.html.bar import bar
from calculator.screen.html.fold import fold
from calculator.screen.questions import Names, Question, form
from calculator.screen.summary import counted, settled
from calculator.screen.takeaway import questions_mail
from calculator.screen.words import words
from calculator.values import Money

__all__ = ["ask_html", "later_html"]

TITLE = "vraag-titel"
DECIMAL_KINDS = frozenset({"money", "number", "percentage"})
CHOICES = frozenset({"choice", "yes_no"})
# These take more than one control, so only the form can ask them.
IN_FORM = frozenset({"member", "id", "text"})


def ask_html(answer: Answer, asked: Asked, names: Names) -> Html | None:
    """The next question with its own control, or the statements together; None where nothing is left to ask."""
    if not asked.prompts:
        return None
    paths, year = asked.prompts[0], answer.assessment.request.applied_on.year
    if len(paths) > 1:
        title, inside = words("ask", "together"), _statements(paths, names, year)
    else:
        title, inside = question_title(paths[0], names, year), _control(paths[0], names, TITLE)
    return element(
        "section",
        _meter(answer, len(asked.prompts)),
        element("h3", title, id=TITLE, tabindex="-1", data_next=True),
        inside,
        class_="rh-ask",
        aria_labelledby=TITLE,
    )


def later_html(answer: Answer, asked: Asked, names: Names, link: str) -> Html | None:
    """The questions that the visitor could not answer, to send on or to answer yet; open where no other is asked."""
    if not asked.later:
        return None
    year = answer.assessment.request.applied_on.year
    rows = (_row(path, question_title(path, names, year), names, year, place) for place, path in enumerate(asked.later))
    listed = [question_title(path, names, year) for path in asked.later]
    buttons = (
        element(
            "button", words("later", "copy"), type="button", class_="md-button", data_do="copy", data_with="questions"
        ),
        element("a", words("later", "mail"), href=questions_mail(listed, link), class_="md-button"),
    )
    return fold(
        "later",
        words("later", "title"),
        counted("asked_later", len(asked.later)),
        element("p", words("later", "intro")),
        element("ul", join(rows), class_="rh-statements"),
        element("p", join(buttons), class_="rh-take"),
        is_open=not asked.prompts,
    )


def _meter(answer: Answer, prompts: int) -> Html:
    """How many questions are left, and how many of the conditions are settled."""
    done, every = settled(answer)
    drawn = bar([(Money(done), "aid"), (Money(every - done), "left")])
    told = words("meter", "settled").format(done=done, every=every)
    left = element("span", counted("left", prompts), class_="rh-left")
    return element("p", left, element("span", ", ", class_="rh-unseen"), drawn, told, class_="rh-meter")


# ---- several statements ------------------------------------------------------------------------------------


def _statements(paths: Sequence[str], names: Names, year: int) -> Html:
    """Each statement, with its own question where it is not so; and one answer for all."""
    asked = form().statements
    usual = json.dumps([[path, asked[path].usual] for path in paths])
    rows = (_row(path, asked[path].statement.format(year=year), names, year, place) for place, path in enumerate(paths))
    button = element(
        "button",
        words("ask", "all"),
        type="button",
        class_="md-button md-button--primary rh-all",
        data_do="set",
        data_with=usual,
    )
    return join((element("ul", join(rows), class_="rh-statements"), element("p", button, class_="rh-answers-to")))


def _row(path: str, said: str, names: Names, year: int, place: int) -> Html:
    """One line that opens to its question."""
    label = f"vraag-{place}-{path.rpartition('.')[2]}"
    name = question_title(path, names, year)
    is_statement = name != said
    look = "rh-label" if is_statement else "rh-unseen"
    shown = element("label", name, id=label, for_=f"{label}-antwoord", class_=look)
    if _has_buttons(path, names):
        shown = element("p", name, id=label, class_=look)
    opens = element("span", words("ask", "not_so" if is_statement else "answer"), class_="rh-opens")
    summary = element("summary", element("span", said), " ", opens)
    return element("li", element("details", summary, shown, _control(path, names, label), class_="rh-statement"))


def _has_buttons(path: str, names: Names) -> bool:
    """Whether the question is answered by pressing one of its answers, or in the form."""
    place = form().place(path, names)
    return place is None or place.question is None or place.question.kind in CHOICES | IN_FORM


# ---- one question ------------------------------------------------------------------------------------------


def _control(path: str, names: Names, label: str) -> Html:
    """The control of the question; a link to the form where it takes more than one."""
    place = form().place(path, names)
    question = place.question if place else None
    if question is None or question.kind in IN_FORM:
        link = element("a", words("ask", "in_form"), href=f"#{path}", class_="md-button", data_do="go", data_with=path)
        return element("p", link, _later(path), class_="rh-answers-to")
    hint = " ".join(filter(None, (question.hint, _example(question))))
    told = element("p", hint, class_="rh-hint", id=f"{label}-hint") if hint else None
    chosen = [option for option in question.options if option.value]
    if question.kind in CHOICES:
        buttons = (_choice(path, option.value, option.label) for option in chosen)
        grouped = element("span", join(buttons), role="group", aria_labelledby=label, class_="rh-choices")
        return join((told, element("p", grouped, _later(path), class_="rh-answers-to")))
    described = {
        "id": f"{label}-antwoord",
        "aria_labelledby": label,
        "aria_describedby": f"{label}-hint {label}-fout" if hint else f"{label}-fout",
    }
    return element(
        "form",
        told,
        element("p", class_="rh-error", id=f"{label}-fout", data_error_of=path, hidden=True),
        element(
            "p",
            _select(question, described) if chosen else _input(question, described),
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


def _select(question: Question, described: dict[str, str]) -> Html:
    options = (element("option", option.label, value=option.value) for option in question.options if option.value)
    first = element("option", words("ask", "choose"), value="")
    return element("select", first, join(options), name="answer", class_="rh-input", **described)


def _input(question: Question, described: dict[str, str]) -> Html:
    mode = "decimal" if question.kind in DECIMAL_KINDS else "numeric" if question.kind == "count" else None
    classes = f"rh-input rh-input--{question.kind}"
    return element("input", type="text", name="answer", inputmode=mode, class_=classes, **described)


def _example(question: Question) -> str | None:
    return words("form", "example").format(example=question.example) if question.example else None
