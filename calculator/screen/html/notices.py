"""What the visitor is told about the answers themselves: understood, wrong, not known, or older than the rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from calculator.markup import Html, element, join
from calculator.screen.answers import given_in_words
from calculator.screen.html.fold import fold
from calculator.screen.html.reasons import entry
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.summary import counted
from calculator.screen.words import words
from calculator.texts import FieldMessage, day

__all__ = ["answers_html", "changed_html", "errors_html", "made_html", "notices_html", "other_year_html"]

MOST_NAMES = 10
LONGEST_SHOWN = 60


def answers_html(answers: Mapping[str, str], *, year: int) -> Html:
    """The answers, contract text by path, the way they were understood; each with a link to change it.

    `year` is the one of the application. The page may put this above the form, before any other heading.
    """
    names = Names.of(answers)
    given = [shown for path, text in answers.items() if (shown := _given(path, text, names, year))]
    listed = element("dl", join(given), class_="rh-answers")
    return fold("answers", words("answers", "title"), counted("given", len(given)), listed, level="h2")


def _given(path: str, text: str, names: Names, year: int) -> Html | None:
    named = given_in_words(path, text, names, year=year)
    if named is None:
        return None
    question, shown = named
    unseen = element("span", f": {question}", class_="rh-unseen")
    change = element("a", words("answers", "change"), unseen, href=f"#{path}", data_do="go", data_with=path)
    return entry(question, join((shown, " ", change)))


def errors_html(errors: Sequence[FieldMessage], names: Names = NAMELESS) -> Html:
    """All errors in the order of the questions, each one sentence that leads to its field where the form has it."""
    ordered = sorted(errors, key=lambda error: form().order(error.field))
    return element(
        "div",
        element("h2", words("errors", "title"), tabindex="-1", id="fouten-titel"),
        element("ul", join(element("li", _error(error, names)) for error in ordered)),
        role="alert",
        class_="rh-errors",
    )


def _error(error: FieldMessage, names: Names) -> str:
    path, message = error.field, error.message
    place = form().place(path, names)
    if place is None:
        return message
    asked = place.name if place.name.endswith(("?", ".")) else f"{place.name}:"
    return element("a", f"{asked} {message}", href=f"#{path}", data_do="go", data_with=path)


def notices_html(ignored: Sequence[str], *, other_version: bool) -> Html | None:
    """What could not be used: names the form does not know are never dropped in silence."""
    if not ignored and not other_version:
        return None
    return element(
        "div",
        element("h2", words("notice", "title")),
        element("p", words("notice", "other_version")) if other_version else None,
        element("p", words("notice", "ignored")) if ignored else None,
        element("ul", join(_names(ignored))) if ignored else None,
        class_="rh-notice",
        data_of_link=True,
    )


def changed_html(then: str, now: str) -> Html:
    """What a link gave under the rules of the day it was made, and what it gives now."""
    sentence = words("notice", "unchanged" if then == now else "changed").format(then=then, now=now)
    return _of_link("changed_title", sentence)


def made_html(made: date) -> Html:
    """That a link without a day was made on another one."""
    sentence = words("notice", "made").format(day=day(made))
    return _of_link("made_title", sentence)


def _of_link(title: str, sentence: str) -> Html:
    """The page takes it away once an answer is another one than the link has."""
    told = (element("h2", words("notice", title)), element("p", sentence))
    return element("div", *told, class_="rh-notice", data_of_link=True)


def other_year_html(answers: Mapping[str, str], *, before: int, now: int) -> Html:
    """Answers about one calendar year that do not count for that of the application: shown, so that nothing is lost."""
    return element(
        "div",
        element("h2", words("notice", "year_title")),
        element("p", words("notice", "year").format(before=before, now=now)),
        element("dl", join(_given(path, text, NAMELESS, before) for path, text in answers.items())),
        class_="rh-notice",
    )


def _names(names: Sequence[str]) -> Iterable[Html]:
    for name in names[:MOST_NAMES]:
        shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
        yield element("li", element("code", shown))
    if len(names) > MOST_NAMES:
        yield element("li", words("notice", "more").format(count=len(names) - MOST_NAMES))
