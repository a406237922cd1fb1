"""An answer in words and rows, before it becomes a page, a text or a calendar."""

from collections.abc import Sequence
from datetime import date

from calculator import __version__
from calculator.answer import AMOUNTS, AmountName, Answer
from calculator.assess import Verdict
from calculator.changes import Change
from calculator.rules.deadlines import Deadline
from calculator.scheme.reading import all_rules, rules_hash
from calculator.screen.amounts import exact, without_unit
from calculator.screen.words import words
from calculator.texts import day
from calculator.values import Money

__all__ = [
    "amount_or_range",
    "days_that_matter",
    "headline",
    "missing",
    "next_steps",
    "offers",
    "open_conditions",
    "past_changes",
    "receipt_sentence",
    "size_sentence",
    "verdict",
]

# What the amount depends on, in the order in which it is asked. Staff, turnover and balance sheet total decide the size
# too, but saying it in one word is easier, and enough for an amount.
DECIDES_AMOUNT = ("enterprise.size_stated", "service.kind", "service.topic", "cost.net", "aid_granted_this_year")

IN_STEPS: Sequence[AmountName] = ("net_cost", "deposit", "to_pay_provider")


# ---- verdict -----------------------------------------------------------------------------------------------


def headline(answer: Answer) -> str:
    """The verdict with its amount, short enough for a heading."""
    return verdict(answer.assessment.outcome, amount_or_range(answer))


def amount_or_range(answer: Answer) -> Sequence[Money]:
    """The aid; the lowest and the highest where it depends on the size; nothing where that is not known either."""
    aid = answer.assessment.aid
    return sorted(set(answer.aid_by_size.values())) if aid is None else (aid.amount,)


def verdict(outcome: Verdict, amounts: Sequence[Money]) -> str:
    """The heading of an outcome with no amount, with this one, or with the lowest and the highest."""
    if outcome == "not_eligible":
        return words("verdict", "not_eligible")
    match amounts:
        case [amount]:
            return words("verdict", outcome).format(amount=exact(amount))
        case [lowest, highest]:
            return words("verdict", "between").format(lowest=without_unit(lowest), highest=exact(highest))
    return words("verdict", f"{outcome}_without_amount")


def open_conditions(answer: Answer) -> str | None:
    """How many conditions are still to be settled before it is a yes; None for a yes or a no."""
    if answer.assessment.outcome != "undecided":
        return None
    count = sum(finding.outcome == "unknown" for finding in answer.assessment.findings)
    return words("verdict", "open_condition" if count == 1 else "open_conditions").format(count=count)


def size_sentence(answer: Answer) -> str:
    """The size the amounts are computed with, and why that one; or what each size would give."""
    size = answer.assessment.size
    if size is None or size.size_class is None:
        by_size = {name: exact(amount) for name, amount in answer.aid_by_size.items()}
        return " ".join((words("size", "unknown"), *([words("size", "amounts").format(**by_size)] if by_size else [])))
    return f"{words('size', size.size_class)} {words('size', size.basis)}"


def missing(answer: Answer) -> tuple[Sequence[str], Sequence[str]]:
    """The questions that are still open: those that decide the amount, and those that make the answer certain.

    The size in one word comes first: who does not know the figures can still answer that.
    """
    assessment = answer.assessment
    asked, size, found = assessment.missing, assessment.size, assessment.finding("sme_size")
    size_open = size is not None and size.size_class is None and found.outcome == "unknown"
    easy = ["enterprise.size_stated"] if asked and size_open else []
    first = [path for path in DECIDES_AMOUNT if path in (*easy, *asked)]
    return first, [path for path in asked if path not in first]


def receipt_sentence(answer: Answer, *, shown: int | None = None) -> str:
    """With which calculator and rules the answer was made, and for which day; `shown` of the rules' fingerprint."""
    applied_on = answer.assessment.request.applied_on
    return words("receipt", "sentence").format(calculator=__version__, rules=rules_hash()[:shown], day=day(applied_on))


# ---- what next ---------------------------------------------------------------------------------------------


def offers(answer: Answer) -> Sequence[Sequence[Change]]:
    """What one can still change: one answer, in the order of the rules; else several that help only together."""
    together = answer.changes_together
    every = [*([change] for change in answer.changes), *([together] if together else [])]
    return [changes for changes in every if not any(_day_before(change, answer) for change in changes)]


def past_changes(answer: Answer) -> Sequence[str]:
    """Sentences on what an earlier application would have got: nobody can go back to that day."""
    return [_past(change, on) for change in answer.changes if (on := _day_before(change, answer))]


def _day_before(change: Change, answer: Answer) -> date | None:
    """The earlier day on which to apply, where that is the change."""
    if change.field != "applied_on" or not isinstance(change.to, date):
        return None
    return change.to if change.to < answer.assessment.request.applied_on else None


def _past(change: Change, on: date) -> str:
    if change.amount is None:
        return words("changes", "past").format(day=day(on))
    return words("changes", f"past_{change.outcome}").format(day=day(on), amount=exact(change.amount))


def days_that_matter(answer: Answer) -> Sequence[Deadline]:
    """The days that matter. Of a refused project that is the last day to apply, where a change can still save it."""
    assessment = answer.assessment
    if assessment.outcome != "not_eligible":
        return assessment.deadlines
    return [deadline for deadline in assessment.deadlines if deadline.id == "apply_by" and offers(answer)]


def next_steps(answer: Answer) -> Sequence[str]:
    """What the visitor does now, in order."""
    outcome, aid = answer.assessment.outcome, answer.assessment.aid
    if outcome == "not_eligible":
        names = ("change",) if offers(answer) else ()
        return [_step(name) for name in (*names, "ask")]
    if aid is None:
        return [_step("settle")]
    filled = {name: exact(amount) for name in IN_STEPS if (amount := AMOUNTS[name](aid))}
    names = ("settle",) if outcome == "undecided" else ()
    return [_step(name, **filled) for name in (*names, "enrol", "apply", "deposit", "release", "pay")]


def _step(name: str, **filled: str) -> str:
    return words("next", name).format(provider=all_rules().provider.name, **filled)
