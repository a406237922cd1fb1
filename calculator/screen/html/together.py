"""Several calculations side by side, and as one plan against the ceiling of each calendar year."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.markup import Html, element, join
from calculator.screen.html.bar import bar
from calculator.screen.questions import Names, form
from calculator.screen.summary import Response, day_in_words, exact, given, headline
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import percent
from calculator.values import Money, Percentage

__all__ = ["Situation", "reverse_html", "together_html"]

COMPARED = ("amount", "deposit", "to_pay_provider", "total_paid", "real_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One calculation that the visitor kept: the answers, contract text by path, and the response to them."""

    answers: Mapping[str, str]
    response: Response


def together_html(situations: Sequence[Situation], plan: Response | None) -> Html:
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
    verdicts = [headline(situation.response) for situation in situations]
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
    known = [_amounts(situation.response) for situation in situations]
    return [_row(words("together", name), [each.get(name, "–") for each in known]) for name in COMPARED]


def _amounts(response: Response) -> Mapping[str, str]:
    aid = response["aid"] or {}
    return {name: exact(aid[name]) for name in COMPARED if aid.get(name) is not None}


def _different(situations: Sequence[Situation]) -> Sequence[Html]:
    """The answers in which the situations differ."""
    paths = dict.fromkeys(path for situation in situations for path in situation.answers)
    named = [Names.of(situation.answers) for situation in situations]
    rows = []
    for path in paths:
        texts = [situation.answers.get(path) for situation in situations]
        if len(set(texts)) > 1:
            shown = [
                given(path, text, names) if text is not None else None for text, names in zip(texts, named, strict=True)
            ]
            if label := next((pair[0] for pair in shown if pair), None):
                rows.append(_row(label, [pair[1] if pair else "–" for pair in shown]))
    return rows


# ---- one plan -----------------------------------------------------------------------------------------------


def _plan(plan: Response) -> Html:
    return element(
        "section",
        element("h3", words("plan", "title")),
        element("p", words("plan", "intro")),
        join(_year(year, plan) for year in plan["years"]),
    )


def _year(year: Mapping[str, Any], plan: Response) -> Html:
    """The projects of one year in their order, and how the ceiling fills."""
    mine = [name for name in plan["order"] if _applied_on(plan, name).startswith(str(year["year"]))]
    return element(
        "section",
        element("h4", words("plan", "year").format(year=year["year"])),
        _filling(year, [plan["projects"][name]["aid"] for name in mine]),
        element("ol", join(element("li", _project(plan, name)) for name in mine)),
        element("p", _what_is_left(year)),
    )


def _applied_on(plan: Response, name: str) -> str:
    applied_on: str = plan["projects"][name]["receipt"]["applied_on"]
    return applied_on


def _filling(year: Mapping[str, Any], aids: Sequence[Mapping[str, Any] | None]) -> Html | None:
    if year["left"] is None:
        return None
    planned = [aid["amount"] for aid in aids if aid]
    before = Money.from_text(year["granted"]) - sum(map(Money.from_text, planned), Money(0))
    return bar([(str(before), "used"), *((amount, "aid") for amount in planned), (year["left"], "left")])


def _project(plan: Response, name: str) -> str:
    aid = plan["projects"][name]["aid"]
    facts = {"number": name, "day": day_in_words(_applied_on(plan, name))}
    if aid is None:
        return words("plan", "project_without_amount").format(**facts)
    return words("plan", "project").format(net_cost=exact(aid["net_cost"]), amount=exact(aid["amount"]), **facts)


def _what_is_left(year: Mapping[str, Any]) -> str:
    if year["left"] is None:
        return words("plan", "left_unknown")
    left = words("plan", "left").format(left=exact(year["left"]))
    uses_up = [
        words("plan", "uses_up").format(cost=exact(cost), rate=percent(Percentage.from_text(rate)))
        for rate, cost in year["net_cost_that_uses_it_up"].items()
        if Money.from_text(cost) > Money(0)
    ]
    return " ".join((left, *uses_up))


# ---- the other way round ------------------------------------------------------------------------------------


def reverse_html(answer: Response) -> Html:
    """Which price gives the wanted aid, with a button that fills it in; or why none does."""
    if errors := answer.get("errors"):
        return element("p", " ".join(map(_problem, errors)), class_="rh-error")
    return join((element("p", answer["sentence"]), _fill_in(answer["net_cost"]) if answer["reachable"] else None))


def _problem(error: Mapping[str, str]) -> str:
    place = form().place(error["field"])
    return f"{place.name}: {error['message']}" if place else error["message"]


def _fill_in(net_cost: str) -> Html:
    answers = json.dumps([["cost.net", typed_text("money", net_cost)], ["cost.gross", ""]])
    label = words("reverse", "apply")
    return element("button", label, type="button", class_="md-button", data_do="set", data_with=answers)
