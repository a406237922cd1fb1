"""Findings, changes, terms and field errors to Dutch sentences: the templates with their blanks filled in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.asked import FieldError
from calculator.assess import Assessment
from calculator.changes import Change
from calculator.reverse import Reverse
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.rules.group import LeftOut
from calculator.rules.size import Counted, Decision
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Basis, SizeLimits
from calculator.texts.quantities import bare, day, euro, in_words, number, percent
from calculator.texts.templates import filled, template, word
from calculator.values import AnnualWorkUnits

__all__ = [
    "FieldMessage",
    "assumption",
    "basis_sentence",
    "change_sentence",
    "deadline_name",
    "deadline_sentence",
    "decisions",
    "field_message",
    "left_out_because",
    "required",
    "reverse_sentence",
    "rule_name",
    "sentence",
    "verdict_sentence",
]

MOST_MEMBERS_SHOWN = 6


def verdict_sentence(assessment: Assessment) -> str:
    """The verdict in one sentence."""
    no_rule = all(finding.basis is None for finding in assessment.findings)
    return template("verdict", "undecided_no_rule" if no_rule else assessment.outcome)


def rule_name(rule: str) -> str:
    """What a rule is called."""
    return template("finding", rule, "name")


def sentence(finding: Finding, applied_on: date) -> str:
    """What was found, with the visitor's own figure and the limit."""
    if finding.basis is None:
        return filled(template("finding", "all", finding.reason), applied_on=day(applied_on))
    facts = _facts(finding)
    keys = (finding.reason, *finding.also)
    return " ".join(template("finding", finding.rule, key).format_map(facts) for key in keys)


def required(finding: Finding) -> str | None:
    """What the rule asks for; nothing on a day for which it has no row."""
    if finding.basis is None:
        return None
    return template("finding", finding.rule, "required").format_map(_facts(finding))


def assumption(finding: Finding) -> str | None:
    """What a finding takes for granted, to follow "We nemen aan dat"; nothing where it was said."""
    return template("assumption", finding.rule) if finding.is_assumed else None


def basis_sentence(basis: Basis) -> str:
    """Since when a rule holds, where it stands, when that was read, and whether it is still to be confirmed."""
    text = filled(
        template("finding", "all", "basis" if basis.valid_through is None else "basis_until"),
        valid_from=day(basis.valid_from),
        valid_through=day(basis.valid_through or basis.valid_from),
        source=basis.source.title,
        article=f", {basis.article}" if basis.article else "",
        checked_on=day(basis.source.checked_on),
    )
    return text if basis.certainty == "confirmed" else f"{text} {template('finding', 'all', 'to_confirm')}"


def deadline_name(deadline: Deadline) -> str:
    """What a deadline is called."""
    return template("deadline_name", deadline.id)


def deadline_sentence(deadline: Deadline) -> str:
    """The day with its counting."""
    key = f"{deadline.id}_missed" if deadline.missed else deadline.id
    return filled(
        template("deadline", key),
        on=day(deadline.on),
        days=str(deadline.term.days),
        provider=all_rules().provider.name,
        **{"from": day(deadline.counted_from)},
    )


def change_sentence(change: Change) -> str:
    """What to change and what that gives."""
    what = filled(template("change", change.reason), to=in_words(change.shown))
    if change.outcome == "not_eligible" or change.amount is None:
        return what
    gives = template("change", "gives" if change.outcome == "eligible" else "undecided")
    return f"{what} {filled(gives, amount=euro(change.amount))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMessage:
    """A field that is refused, and why in a sentence."""

    field: str
    message: str


def field_message(error: FieldError) -> FieldMessage:
    """What is wrong at a field."""
    return FieldMessage(field=error.field, message=_field_sentence(error))


def _field_sentence(error: FieldError) -> str:
    facts = {name: in_words(value) for name, value in error.facts.items()}
    for name, rows in (("theme", all_rules().themes), ("topic", all_rules().topics)):
        if name in facts:
            facts[name] = next(row.name for row in rows if row.key == error.facts[name])
    return filled(template("field", error.problem), **facts)


def reverse_sentence(answer: Reverse) -> str:
    """The answer to the reverse question."""
    facts = {"left": answer.left, "net_cost": answer.net_cost, "amount": answer.amount}
    return template("reverse", answer.reason).format_map(_InWords(facts))


# ---- filling in ---------------------------------------------------------------------------------------------------


class _InWords(dict[str, object]):
    """Facts that become text when a sentence asks for them."""

    def __getitem__(self, name: str) -> str:
        return in_words(super().__getitem__(name))


class _WhenAsked(dict[str, Callable[[], str]]):
    """Facts that are worked out when a sentence asks for them: most sentences ask for few."""

    def __getitem__(self, name: str) -> str:  # type: ignore[override]
        return super().__getitem__(name)()


def _facts(finding: Finding) -> Mapping[str, object]:
    """The facts of a finding, by the names the sentences use."""
    if finding.rule == "sme_size":
        return _size_facts(finding.facts)
    return _InWords(finding.facts, given=finding.given)


def _size_facts(facts: Mapping[str, object]) -> Mapping[str, object]:
    medium, counted, left_out, decided_by = (facts[name] for name in ("medium", "counted", "left_out", "decided_by"))
    assert isinstance(medium, SizeLimits)
    assert isinstance(counted, tuple)
    assert isinstance(left_out, tuple)
    assert isinstance(decided_by, tuple)
    return _WhenAsked(
        {
            "class": lambda: word(str(facts["class"] or "unknown")),
            "computed": lambda: word(str(facts["computed"] or "unknown")),
            "newest": lambda: word(str(facts["newest"] or "unknown")),
            "figures": lambda: _figures(facts),
            "medium_staff": lambda: number(medium.staff_below),
            "medium_turnover": lambda: euro(medium.turnover_at_most),
            "medium_balance": lambda: euro(medium.balance_sheet_total_at_most),
            "sum": lambda: _sum(counted, facts["headcount"]),
            "left_out": lambda: _left_out(left_out),
            "decision": lambda: _sentence_case(decisions(decided_by)),
        }
    )


def _figures(facts: Mapping[str, object]) -> str:
    """The figures that are known."""
    known = [
        filled(word(key), **{name: in_words(facts[measure])})
        for measure, key, name in (
            ("headcount", "staff", "count"),
            ("turnover", "turnover", "amount"),
            ("balance_sheet_total", "balance_sheet_total", "amount"),
        )
        if facts[measure] is not None
    ]
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


def _sum(counted: tuple[Counted, ...], headcount: object) -> str:
    """Whose staff counts, at what percentage, and what that gives together."""
    parts = [_counted(item) for item in counted[:MOST_MEMBERS_SHOWN]]
    if len(counted) > MOST_MEMBERS_SHOWN:
        parts.append(filled(word("and_more"), count=str(len(counted) - MOST_MEMBERS_SHOWN)))
    if headcount is not None:
        parts.append(filled(word("counted_total"), staff=filled(word("staff"), count=in_words(headcount))))
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
