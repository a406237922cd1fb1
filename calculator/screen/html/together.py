"""Several calculations side by side, and as one plan against the ceiling of each calendar year."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calculator.answer import AMOUNTS, AmountName, Answer
from calculator.assess import Assessment
from calculator.markup import Html, element, join
from calculator.plan import Plan, Year
from calculator.reverse import Reverse
from calculator.screen.amounts import exact
from calculator.screen.answers import given_in_words
from calculator.screen.html.bar import bar
from calculator.screen.questions import Names, form
from calculator.screen.summary import headline
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import FieldMessage, day, percent, reverse_sentence
from calculator.values import Money

__all__ = ["Situation", "not_reversed_html", "reverse_html", "together_html"]

COMPARED: Sequence[AmountName] = ("amount", "deposit", "to_pay_provider", "total_paid", "real_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One calculation that the visitor kept: the answers, contract text by path, and what they give."""

    answers: Mapping[str, str]
    answer: Answer

    def year_of(self, path: str) -> int | None:
        """The calendar year that the answer belongs to, where it belongs to one."""
        return self.answer.assessment.request.applied_on.year if path in form().of_one_year else None


def together_html(situations: Sequence[Situation], plan: Plan | None) -> Html:
    """The kept calculations next to each other, then what they give when all of them are done."""
    if not situations:
        return Html("")
    return element(
        "section",
        element("h2", words("together", "title"), id="vergelijking-titel", tabindex="-1"),
        _comparison(situations),
        _plan(plan) if plan else None,
        class_="rh-together",
    )


# ---- side by side -------------------------------------------------------------------------------------------


def _comparison(situations: Sequence[Situation]) -> Html:
    heads = (_head(place) for place in range(len(situations)))
    verdicts = [headline(situation.answer) for situation in situations]
    rows = [_row(words("together", "verdict"), verdicts), *_amount_rows(situations), *_different(situations)]
    table = element(
        "table",
        element("thead", element("tr", element("td"), join(heads))),
        element("tbody", join(rows)),
        class_="rh-situations",
    )
    label = words("together", "title")
    return element("div", table, class_="rh-wide", tabindex="0", role="region", aria_label=label)


def _head(place: int) -> Html:
    name = words("together", "situation").format(number=place + 1)
    buttons = (
        element(
            "button",
            words("together", do),
            element("span", f" {name}", class_="rh-unseen"),
            type="button",
            class_="md-button",
            data_do=do,
            data_with=str(place),
        )
        for do in ("open", "drop")
    )
    return element("th", element("span", name), join(buttons), scope="col")


def _row(label: str, cells: Sequence[str]) -> Html:
    return element("tr", element("th", label, scope="row"), join(element("td", cell) for cell in cells))


def _amount_rows(situations: Sequence[Situation]) -> Sequence[Html]:
    answers = [situation.answer for situation in situations]
    return [_row(words("together", name), [_amount(name, answer) for answer in answers]) for name in COMPARED]


def _amount(name: AmountName, answer: Answer) -> str:
    aid = answer.assessment.aid
    amount = AMOUNTS[name](aid) if aid else None
    return exact(amount) if amount else "–"


def _different(situations: Sequence[Situation]) -> Sequence[Html]:
    """The answers in which the situations differ; those about different calendar years stand apart."""
    asked = dict.fromkeys((path, each.year_of(path)) for each in situations for path in each.answers)
    names = [Names.of(situation.answers) for situation in situations]
    rows = []
    for path, year in asked:
        texts = [each.answers.get(path) if each.year_of(path) == year else None for each in situations]
        if len(set(texts)) > 1:
            shown = [
                given_in_words(path, text, name, year=year or 0) if text else None
                for text, name in zip(texts, names, strict=True)
            ]
            if label := next((pair[0] for pair in shown if pair), None):
                rows.append(_row(label, [pair[1] if pair else "–" for pair in shown]))
    return rows


# ---- one plan -----------------------------------------------------------------------------------------------


def _plan(plan: Plan) -> Html:
    return element(
        "section",
        element("h3", words("plan", "title")),
        element("p", words("plan", "intro")),
        join(_year(year, plan) for year in plan.years),
    )


def _year(year: Year, plan: Plan) -> Html:
    """The projects of one year in their order, and how the ceiling fills."""
    mine = [(project.id, assessment) for project, assessment in plan.projects if project.applied_on.year == year.year]
    return element(
        "section",
        element("h4", words("plan", "year").format(year=year.year)),
        _filling(year, [assessment.aid.amount for _, assessment in mine if assessment.aid]),
        element("ol", join(element("li", _project(number, assessment)) for number, assessment in mine)),
        element("p", _what_is_left(year)),
    )


def _filling(year: Year, planned: Sequence[Money]) -> Html | None:
    if year.left is None:
        return None
    before = year.granted - sum(planned, Money(0))
    return bar([(before, "used"), *((amount, "aid") for amount in planned), (year.left, "left")])


def _project(number: str, assessment: Assessment) -> str:
    aid = assessment.aid
    facts = {"number": number, "day": day(assessment.request.applied_on)}
    if aid is None:
        return words("plan", "project_without_amount").format(**facts)
    return words("plan", "project").format(net_cost=exact(aid.price.net), amount=exact(aid.amount), **facts)


def _what_is_left(year: Year) -> str:
    if year.left is None:
        return words("plan", "left_unknown")
    left = words("plan", "left").format(left=exact(year.left))
    uses_up = [
        words("plan", "uses_up").format(cost=exact(cost), rate=percent(rate))
        for rate, cost in year.uses_up.items()
        if cost > Money(0)
    ]
    return " ".join((left, *uses_up))


# ---- the other way round ------------------------------------------------------------------------------------


def reverse_html(answer: Reverse) -> Html:
    """Which price gives the wanted aid, with a button that fills it in; or why none does."""
    sentence = element("p", reverse_sentence(answer))
    return sentence if answer.net_cost is None else join((sentence, _fill_in(answer.net_cost)))


def not_reversed_html(errors: Iterable[FieldMessage]) -> Html:
    """Why the question cannot be answered."""
    return element("p", " ".join(map(_problem, errors)), class_="rh-error")


def _problem(error: FieldMessage) -> str:
    place = form().place(error.field)
    return f"{place.name}: {error.message}" if place else error.message


def _fill_in(net_cost: Money) -> Html:
    answers = json.dumps([["cost.net", typed_text("money", str(net_cost))], ["cost.gross", ""]])
    label = words("reverse", "apply")
    return element("button", label, type="button", class_="md-button", data_do="set", data_with=answers)
