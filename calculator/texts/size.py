"""What the sentences on the size fill in: the figures, whose they are, and which limits decided."""

from collections.abc import Callable, Mapping

from calculator.rules.finding import Finding
from calculator.rules.group import LeftOut
from calculator.rules.size import Class, Counted, Decision, Size
from calculator.scheme.rows import SizeLimits
from calculator.texts.quantities import bare, euro, in_words, number, percent
from calculator.texts.templates import filled, template, word
from calculator.values import AnnualWorkUnits

__all__ = ["decisions", "left_out_because", "size_facts"]

MOST_MEMBERS_SHOWN = 6


class _WhenAsked(dict[str, Callable[[], str]]):
    """Facts that are worked out when a sentence asks for them: most sentences ask for few."""

    def __getitem__(self, name: str) -> str:  # type: ignore[override]
        return super().__getitem__(name)()


def size_facts(finding: Finding) -> Mapping[str, object]:
    """The facts of the finding on the size, by the names its sentences use."""
    size, medium = finding.facts["size"], finding.facts["medium"]
    assert isinstance(size, Size)
    assert isinstance(medium, SizeLimits)
    return _WhenAsked(
        {
            "class": lambda: _class(size.size_class),
            "computed": lambda: _class(size.computed),
            "newest": lambda: _class(size.newest_year),
            "figures": lambda: _figures(size),
            "medium_staff": lambda: number(medium.staff_below),
            "medium_turnover": lambda: euro(medium.turnover_at_most),
            "medium_balance": lambda: euro(medium.balance_sheet_total_at_most),
            "sum": lambda: _sum(size),
            "left_out": lambda: _left_out(size.left_out),
            "decision": lambda: _sentence_case(decisions(size.decided_by)),
        }
    )


def _class(size_class: Class) -> str:
    return word(size_class or "unknown")


def _figures(size: Size) -> str:
    """The figures that are known."""
    figures = (
        ("staff", "count", size.headcount),
        ("turnover", "amount", size.turnover),
        ("balance_sheet_total", "amount", size.balance_sheet_total),
    )
    known = [filled(word(key), **{name: in_words(figure)}) for key, name, figure in figures if figure is not None]
    return ", ".join(known) or word("unknown")


def decisions(decided_by: tuple[Decision, ...]) -> str:
    """The tests that decided, each figure beside its limit: `57 is 50 of meer`."""
    parts = [_decision(each) for each in decided_by]
    year = word("that_year") if any(each.year for each in decided_by) else ""
    return year + word("and").join(parts)


def _decision(decision: Decision) -> str:
    staff = isinstance(decision.figure, AnnualWorkUnits)
    figure = in_words(decision.figure)
    if not decision.exact:
        figure = filled(word("at_most" if decision.within else "at_least"), figure=figure)
    if not staff:
        figure = filled(word(decision.measure), amount=figure)
    elif decision.year:
        figure = filled(word("staff"), count=figure)
    test = ("below" if staff else "not_above") if decision.within else ("reached" if staff else "above")
    return filled(word(test), figure=figure, bound=in_words(decision.bound))


def left_out_because(left: LeftOut, name: str) -> str:
    """An enterprise that does not count by this name, and why."""
    return filled(template("left_out", left.reason), name=name, share=in_words(left.share))


def _left_out(left_out: tuple[LeftOut, ...]) -> str:
    """Who does not count, and why."""
    parts = [left_out_because(each, each.name or word("nameless")) for each in left_out[:MOST_MEMBERS_SHOWN]]
    if len(left_out) > MOST_MEMBERS_SHOWN:
        parts.append(filled(word("and_more"), count=str(len(left_out) - MOST_MEMBERS_SHOWN)))
    return "; ".join(parts)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sum(size: Size) -> str:
    """Whose staff counts, at what percentage, and what that gives together."""
    parts = [_counted(item) for item in size.counted[:MOST_MEMBERS_SHOWN]]
    if len(size.counted) > MOST_MEMBERS_SHOWN:
        parts.append(filled(word("and_more"), count=str(len(size.counted) - MOST_MEMBERS_SHOWN)))
    if size.headcount is not None:
        parts.append(filled(word("counted_total"), staff=filled(word("staff"), count=in_words(size.headcount))))
    return "; ".join(parts)


def _counted(item: Counted) -> str:
    member = item.member
    name = word("own_enterprise") if member.tie == "own" else member.name or word("nameless")
    percentage = percent(member.low) if member.low == member.high else f"{bare(member.low)}–{percent(member.high)}"
    staff = item.period.headcount if item.period else None
    return filled(
        word("counted"),
        name=name,
        percentage=percentage,
        staff=filled(word("staff"), count=in_words(staff)),
    )
