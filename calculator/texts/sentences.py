"""Findings, changes, terms and field errors to Dutch sentences: the templates with their blanks filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calculator.asked import FieldError
from calculator.assess import Assessment
from calculator.changes import Change
from calculator.reverse import Reverse
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Basis
from calculator.texts.quantities import day, euro, in_words
from calculator.texts.size import size_facts
from calculator.texts.templates import filled, template

__all__ = [
    "FieldMessage",
    "assumption",
    "basis_sentence",
    "change_sentence",
    "deadline_name",
    "deadline_sentence",
    "facts_of",
    "field_message",
    "required",
    "reverse_sentence",
    "rule_name",
    "sentence",
    "verdict_sentence",
]


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
    facts = facts_of(finding)
    keys = (finding.reason, *finding.also)
    return " ".join(template("finding", finding.rule, key).format_map(facts) for key in keys)


def required(finding: Finding) -> str | None:
    """What the rule asks for; nothing on a day for which it has no row."""
    if finding.basis is None:
        return None
    return template("finding", finding.rule, "required").format_map(facts_of(finding))


def assumption(finding: Finding) -> str | None:
    """What a finding takes for granted, to follow "We nemen aan dat"; nothing where it was said."""
    return template("assumption", finding.rule) if finding.is_assumed else None


@lru_cache(maxsize=512)
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


def facts_of(finding: Finding) -> Mapping[str, object]:
    """The facts of a finding in words, by the names the sentences use."""
    if finding.rule == "sme_size":
        return size_facts(finding)
    return _InWords(finding.facts, given=finding.given)
