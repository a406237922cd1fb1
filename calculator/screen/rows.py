"""A group as the rows of the form that give it, each answer by its path in the notation of the contract."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from calculator.asked import Group, Holding, OtherEnterprise
from calculator.screen.questions import GROUP, OWN
from calculator.values import AnnualWorkUnits, Money

__all__ = ["group_answers"]


def group_answers(group: Group, *, after: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The answers of the group's rows; they come after the rows of the paths that were answered before."""
    before = {name: _rows(name, after) for name in ("enterprises", "holdings", "together")}
    ids = [OWN, *(str(before["enterprises"] + place) for place in range(1, len(group.others) + 1))]
    for place, (member, other) in enumerate(zip(ids[1:], group.others, strict=True), before["enterprises"]):
        row = f"{GROUP}.enterprises.{place}"
        yield f"{row}.id", member
        yield from ((f"{row}.{field}", text) for field, text in _enterprise(other) if text)
    for place, holding in enumerate(_once(group.holdings), before["holdings"]):
        row = f"{GROUP}.holdings.{place}"
        yield f"{row}.holder", ids[holding.holder]
        yield f"{row}.held", ids[holding.held]
        if holding.share is not None:
            yield f"{row}.share", str(holding.share)
        if holding.controls:
            yield f"{row}.controls", "true"
    pairs = [pair for places in group.together for pair in pairwise(places)]
    for place, pair in enumerate(pairs, before["together"]):
        for end, chosen in enumerate(pair):
            yield f"{GROUP}.together.{place}.{end}", ids[chosen]


def _rows(name: str, paths: Iterable[str]) -> int:
    start = f"{GROUP}.{name}."
    places = [int(path.removeprefix(start).partition(".")[0]) for path in paths if path.startswith(start)]
    return max(places) + 1 if places else 0


def _enterprise(other: OtherEnterprise) -> Iterator[tuple[str, str]]:
    yield "name", other.name or ""
    yield "investor", other.investor or ""
    for place, period in enumerate(other.periods):
        figures = (period.closed_on, period.headcount, period.turnover, period.balance_sheet_total)
        for field, figure in zip(("closed_on", "headcount", "turnover", "balance_sheet_total"), figures, strict=True):
            yield f"periods.{place}.{field}", "" if figure is None else _short(figure)


def _short(figure: date | AnnualWorkUnits | Money) -> str:
    """The figure without noughts that say nothing."""
    text = str(figure)
    return text.rstrip("0").removesuffix(".") if isinstance(figure, AnnualWorkUnits) else text.removesuffix(".00")


def _once(holdings: Iterable[Holding]) -> Iterable[Holding]:
    """Each pair once: told twice it is the same holding, and the higher share counts."""
    once: dict[tuple[int, int], Holding] = {}
    for holding in holdings:
        pair = (holding.holder, holding.held)
        known = once.get(pair)
        if known is None or (known.share is not None and (holding.share is None or holding.share > known.share)):
            once[pair] = holding
    return once.values()
