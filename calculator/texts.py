"""Findings to Dutch sentences, and numbers, amounts and days as people write them in Belgium.

The sentences are in `data/teksten.toml`; this module only fills them in.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from calculator.assess import Assessment
from calculator.changes import Change
from calculator.contract.reading import FieldError
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.rules.size import Counted
from calculator.scheme.reading import all_rules, packaged
from calculator.scheme.rows import Basis, SizeLimits
from calculator.values import HUNDRED_PERCENT, AnnualWorkUnits, Money, Percentage

__all__ = [
    "assumption",
    "basis_sentence",
    "change_sentence",
    "day",
    "deadline_name",
    "deadline_sentence",
    "euro",
    "field_sentence",
    "number",
    "percent",
    "required",
    "reverse_sentence",
    "rule_name",
    "sentence",
    "sentence_ids",
    "verdict_sentence",
]

NO_BREAK = "\u00a0"
MOST_MEMBERS_SHOWN = 6


# ---- numbers ------------------------------------------------------------------------------------------------------


def number(value: int | AnnualWorkUnits) -> str:
    """A number with a decimal comma and dots between thousands: `12,5`, `1.250`."""
    if isinstance(value, AnnualWorkUnits):
        whole, hundredths = divmod(value.hundredths, 100)
        decimals = f"{hundredths:02}".rstrip("0")
        return _thousands(whole) + (f",{decimals}" if decimals else "")
    return _thousands(value)


def euro(amount: Money) -> str:
    """An amount in words: `7.500 euro`, `1.438,02 euro`, `10 miljoen euro`."""
    whole, cents = divmod(amount.cents, 100)
    if whole and not cents and whole % 1_000_000 == 0:
        return _filled(_word("million_euro"), amount=_thousands(whole // 1_000_000)).replace(" ", NO_BREAK)
    text = _thousands(whole) + (f",{cents:02}" if cents else "")
    return _filled(_word("euro"), amount=text).replace(" ", NO_BREAK)


def percent(percentage: Percentage) -> str:
    """A percentage: `30 %`, `24,9999 %`."""
    return str(percentage).replace(".", ",") + f"{NO_BREAK}%"


def day(value: date) -> str:
    """A day in words: `1 februari 2026`."""
    return f"{value.day} {_months()[value.month - 1]} {value.year}".replace(" ", NO_BREAK)


@cache
def _months() -> tuple[str, ...]:
    return tuple(_word("months").split())


def _thousands(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


# ---- sentences ----------------------------------------------------------------------------------------------------


def verdict_sentence(assessment: Assessment) -> str:
    """The verdict in one sentence."""
    no_rule = all(finding.basis is None for finding in assessment.findings)
    return _template("verdict", "undecided_no_rule" if no_rule else assessment.outcome)


def rule_name(rule: str) -> str:
    """What a rule is called."""
    return _template("finding", rule, "name")


def sentence(finding: Finding, applied_on: date) -> str:
    """What was found, with the visitor's own figure and the limit."""
    if finding.basis is None:
        return _filled(_template("finding", "all", finding.reason), applied_on=day(applied_on))
    facts = _facts(finding)
    keys = (finding.reason, *finding.also)
    return " ".join(_template("finding", finding.rule, key).format_map(facts) for key in keys)


def required(finding: Finding) -> str | None:
    """What the rule asks for; nothing on a day for which it has no row."""
    if finding.basis is None:
        return None
    return _template("finding", finding.rule, "required").format_map(_facts(finding))


def assumption(finding: Finding) -> str | None:
    """What a finding takes for granted, to follow "We nemen aan dat"; nothing where it was said."""
    return _template("assumption", finding.rule) if finding.is_assumed else None


def basis_sentence(basis: Basis) -> str:
    """Since when a rule holds, where it stands, when that was read, and whether it is still to be confirmed."""
    text = _filled(
        _template("finding", "all", "basis" if basis.valid_through is None else "basis_until"),
        valid_from=day(basis.valid_from),
        valid_through=day(basis.valid_through or basis.valid_from),
        source=basis.source.title,
        article=f", {basis.article}" if basis.article else "",
        checked_on=day(basis.source.checked_on),
    )
    return text if basis.certainty == "confirmed" else f"{text} {_template('finding', 'all', 'to_confirm')}"


def deadline_name(deadline: Deadline) -> str:
    """What a deadline is called."""
    return _template("deadline_name", deadline.id)


def deadline_sentence(deadline: Deadline) -> str:
    """The day with its counting."""
    key = f"{deadline.id}_missed" if deadline.missed else deadline.id
    return _filled(
        _template("deadline", key),
        on=day(deadline.on),
        days=str(deadline.term.days),
        provider=all_rules().provider.name,
        **{"from": day(deadline.counted_from)},
    )


def change_sentence(change: Change) -> str:
    """What to change and what that gives."""
    what = _filled(_template("change", change.reason), to=_shown(change.shown))
    if change.outcome == "not_eligible" or change.amount is None:
        return what
    gives = _template("change", "gives" if change.outcome == "eligible" else "undecided")
    return f"{what} {_filled(gives, amount=euro(change.amount))}"


def field_sentence(error: FieldError) -> str:
    """What is wrong at a field."""
    facts = {name: _shown(value) for name, value in error.facts.items()}
    for name, rows in (("theme", all_rules().themes), ("topic", all_rules().topics)):
        if name in facts:
            facts[name] = next(row.name for row in rows if row.key == error.facts[name])
    return _filled(_template("field", error.problem), **facts)


def reverse_sentence(reason: str, **facts: Money) -> str:
    """The answer to the reverse question."""
    return _filled(_template("reverse", reason), **{name: euro(amount) for name, amount in facts.items()})


def sentence_ids() -> frozenset[str]:
    """The id of every sentence and word: `finding.theme.none`."""
    return frozenset(_ids(_texts(), ""))


def _ids(table: Mapping[str, object], prefix: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _ids(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


# ---- filling in ---------------------------------------------------------------------------------------------------


class _InWords(dict[str, object]):
    """Facts that become text when a sentence asks for them."""

    def __getitem__(self, name: str) -> str:
        return _shown(super().__getitem__(name))


def _facts(finding: Finding) -> Mapping[str, object]:
    """The facts of a finding, by the names the sentences use."""
    if finding.rule == "sme_size":
        return _size_facts(finding.facts)
    return _InWords(finding.facts, given=finding.given)


def _size_facts(facts: Mapping[str, object]) -> Mapping[str, str]:
    medium, counted = facts["medium"], facts["counted"]
    assert isinstance(medium, SizeLimits)
    assert isinstance(counted, tuple)
    figures = [
        _filled(_word(key), **{name: _shown(value)})
        for key, name, value in (
            ("staff", "count", facts["headcount"]),
            ("turnover", "amount", facts["turnover"]),
            ("balance_sheet_total", "amount", facts["balance_sheet_total"]),
        )
        if value is not None
    ]
    return {
        **{name: _word(str(facts[name] or "unknown")) for name in ("class", "computed", "newest")},
        "figures": ", ".join(figures) or _word("unknown"),
        "medium_staff": number(medium.staff_below),
        "medium_turnover": euro(medium.turnover_at_most),
        "medium_balance": euro(medium.balance_sheet_total_at_most),
        "sum": _sum(counted, facts["headcount"]),
    }


def _sum(counted: tuple[Counted, ...], headcount: object) -> str:
    """Whose staff counts, at what percentage, and what that gives together."""
    parts = [_counted(item) for item in counted[:MOST_MEMBERS_SHOWN]]
    if len(counted) > MOST_MEMBERS_SHOWN:
        parts.append(_filled(_word("and_more"), count=str(len(counted) - MOST_MEMBERS_SHOWN)))
    if headcount is not None:
        parts.append(_filled(_word("counted_total"), staff=_filled(_word("staff"), count=_shown(headcount))))
    return "; ".join(parts)


def _counted(item: Counted) -> str:
    member = item.member
    name = _word("own_enterprise") if member.extent.tie == "own" else member.name or _word("nameless")
    percentage = (
        percent(member.extent.low) if member.extent.low == member.extent.high else f"0–{percent(HUNDRED_PERCENT)}"
    )
    staff = item.period.headcount if item.period else None
    return _filled(
        _word("counted"),
        name=name,
        percentage=percentage,
        staff=_filled(_word("staff"), count=_shown(staff)),
    )


def _shown(value: object) -> str:
    """A value as a visitor reads it."""
    match value:
        case Money():
            return euro(value)
        case Percentage():
            return percent(value)
        case AnnualWorkUnits():
            return number(value)
        case date():
            return day(value)
        case None:
            return _word("unknown")
        case int():
            return number(value)
    return str(value)


def _filled(template: str, **facts: str) -> str:
    return template.format_map(facts)


@cache
def _texts() -> dict[str, dict[str, object]]:
    return tomllib.loads(packaged("teksten").decode())


@cache
def _template(*path: str) -> str:
    """The sentence or word with its blanks, by table and key: `("finding", "theme", "none")`."""
    found: object = _texts()
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if not isinstance(found, str):
        raise KeyError(".".join(path))
    return found


def _word(key: str) -> str:
    return _template("word", key)
