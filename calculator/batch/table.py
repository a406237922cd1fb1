"""The rows of a list on the screen: a hundred at a time, of one outcome or all, in the order that the visitor wants."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from calculator.assess import Verdict
from calculator.batch.checking import Checked
from calculator.batch.columns import Sheet, folded
from calculator.batch.wording import wording, wordings
from calculator.markup import Html, element, join
from calculator.packaged import packaged_toml
from calculator.texts import euro, number
from calculator.values import Money

__all__ = ["Line", "Table", "View", "line_of"]

type Outcome = Verdict | Literal["error"]

OUTCOMES: tuple[Outcome, ...] = ("eligible", "undecided", "not_eligible", "error")
LINES_AT_A_TIME = 100
# More are in the file that the visitor saves; the screen is for looking.
MOST_LINES = 50_000
REASONS = ("why", "errors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row as it shows: whose it is and what came out, with the sentences that say why."""

    row: int
    name: str
    outcome: Outcome
    aid: Money | None
    to_pay: Money | None
    reason: str


def line_of(checked: Checked, sheet: Sheet, cells: Sequence[str]) -> Line:
    """The row as it shows; `cells` are those of the result."""
    names = list(wordings("result"))
    reasons = (cells[place - len(names)] for place, name in enumerate(names) if name in REASONS)
    own, assessment = checked.row.cells, checked.answer.assessment if checked.answer else None
    place = _place_of_name(sheet.titles)
    return Line(
        row=checked.row.number,
        name=own[place].strip() if place is not None and place < len(own) else "",
        outcome=assessment.outcome if assessment else "error",
        aid=assessment.aid.amount if assessment and assessment.aid else None,
        to_pay=assessment.aid.total_paid if assessment and assessment.aid else None,
        reason=" ".join(filter(None, reasons)),
    )


def _place_of_name(titles: Sequence[str]) -> int | None:
    """Where the name of the firm stands, by the first title that usually has it."""
    found = [folded(title) for title in titles]
    wanted = map(folded, packaged_toml("lijst")["firm"]["titles"])
    return next((found.index(title) for title in wanted if title in found), None)


# ---- what the visitor wants to see --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which lines show: those of one outcome, or all where it is empty; from which one on; in which order."""

    outcome: str = ""
    order: str = "row"
    downwards: bool = False
    start: int = 0

    @classmethod
    def of(cls, wanted: Mapping[str, object]) -> "View":
        """What a page asks; what it cannot ask is as it is at first."""
        outcome, order, start = wanted.get("outcome"), wanted.get("order"), wanted.get("start")
        return cls(
            outcome=outcome if isinstance(outcome, str) and outcome in OUTCOMES else "",
            order=order if isinstance(order, str) and order in ORDERS else "row",
            downwards=wanted.get("downwards") is True,
            start=start if type(start) is int and start > 0 else 0,
        )


# Amounts that are not known come last in either direction, and equal ones in the order of the file.
AMOUNTS = ("aid", "to_pay")
ORDERS: Mapping[str, Callable[[Line], int | str]] = {
    "row": lambda line: line.row,
    "name": lambda line: line.name.casefold(),
    "outcome": lambda line: OUTCOMES.index(line.outcome),
    "aid": lambda line: line.aid.cents if line.aid else 0,
    "to_pay": lambda line: line.to_pay.cents if line.to_pay else 0,
}


class Table:
    """The lines of one list."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._more = 0

    @property
    def shows_all_of_its_first(self) -> bool:
        """Whether `first_html` stays as it is, however many lines come."""
        return len(self._lines) >= LINES_AT_A_TIME

    def add(self, lines: Sequence[Line]) -> None:
        """Keep these lines too, as many as there is room for."""
        room = MOST_LINES - len(self._lines)
        self._lines += lines[:room]
        self._more += max(0, len(lines) - room)

    def html(self, view: View) -> Html:
        """What shows, with the buttons that show something else."""
        if not self._lines:
            return Html()
        lines = [line for line in self._lines if view.outcome in ("", line.outcome)]
        lines.sort(key=ORDERS[view.order], reverse=view.downwards)
        if view.order in AMOUNTS:
            lines.sort(key=lambda line: getattr(line, view.order) is None)
        start = min(view.start, max(0, len(lines) - 1) // LINES_AT_A_TIME * LINES_AT_A_TIME)
        shown = lines[start : start + LINES_AT_A_TIME]
        return join(
            (
                _title(_words("title")),
                element(
                    "div", join(self._choices(view)), role="group", aria_label=_words("choose"), class_="rl-choices"
                ),
                element("p", _which(start, len(shown), len(lines)), class_="rl-which"),
                _table(shown, view),
                _turn(view, start, len(lines)),
                element("p", _words("more", count=number(self._more))) if self._more else None,
            )
        )

    def first_html(self) -> Html:
        """The first lines while the others are still to come: to look at, without buttons."""
        return join((_title(_words("first")), _table(self._lines[:LINES_AT_A_TIME], None)))

    def _choices(self, view: View) -> list[Html]:
        counts = {outcome: sum(line.outcome == outcome for line in self._lines) for outcome in OUTCOMES}
        labels = {"": (_words("all"), len(self._lines))}
        labels |= {outcome: (wording("verdict", outcome), count) for outcome, count in counts.items() if count}
        return [
            _button(
                _words("choice", label=label, count=number(count)),
                _asks(view, outcome=outcome, start=0),
                id=f"rijen-{outcome or 'alle'}",
                aria_pressed="true" if outcome == view.outcome else "false",
            )
            for outcome, (label, count) in labels.items()
        ]


def _title(text: str) -> Html:
    return element("h3", text, id="rijen-titel", tabindex="-1")


def _which(start: int, shown: int, total: int) -> str:
    return _words("which", first=number(start + 1), last=number(start + shown), total=number(total))


def _table(lines: Sequence[Line], view: View | None) -> Html:
    """The lines under their titles, which sort them where they are a view."""
    titles = element(
        "tr", join(_heading(order, view) for order in ORDERS), element("th", _words("reason"), scope="col")
    )
    body = element("tbody", join(map(_line, lines)))
    table = element("table", element("thead", titles), body, class_="rk-table rl-rows")
    return element("div", table, class_="rk-scroll", role="region", aria_labelledby="rijen-titel", tabindex="0")


def _heading(order: str, view: View | None) -> Html:
    if view is None:
        return element("th", _words(order), scope="col")
    is_order = order == view.order
    downwards = is_order and not view.downwards
    button = _button(_words(order), _asks(view, order=order, downwards=downwards, start=0), id=f"rijen-op-{order}")
    sort = ("descending" if view.downwards else "ascending") if is_order else None
    return element("th", button, scope="col", aria_sort=sort)


def _line(line: Line) -> Html:
    amounts = (element("td", euro(each) if each else "", class_="rk-amount") for each in (line.aid, line.to_pay))
    return element(
        "tr",
        element("td", number(line.row), class_="rk-amount"),
        element("th", line.name or _words("nameless", row=number(line.row)), scope="row"),
        element("td", wording("verdict", line.outcome)),
        join(amounts),
        element("td", line.reason),
    )


def _turn(view: View, start: int, total: int) -> Html | None:
    """The ways to the lines before and after these."""
    before, after = start - LINES_AT_A_TIME, start + LINES_AT_A_TIME
    ways = (
        _button(_words("before"), _asks(view, start=before), id="rijen-vorige") if before >= 0 else None,
        _button(_words("after"), _asks(view, start=after), id="rijen-volgende") if after < total else None,
    )
    return element("p", join(ways), class_="rl-choices") if any(ways) else None


def _asks(view: View, **other: object) -> str:
    wanted = {"outcome": view.outcome, "order": view.order, "downwards": view.downwards, "start": view.start}
    return json.dumps(wanted | other)


def _button(text: str, asks: str, **attributes: str) -> Html:
    return element("button", text, type="button", class_="rl-button", data_rows=asks, **attributes)


def _words(name: str, **facts: object) -> str:
    return wording("table", name, **facts)
