"""An answer in words and rows, before it becomes a page, a text or a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from calculator import __version__
from calculator.answer import AMOUNTS, AmountName, Answer
from calculator.asked import Group
from calculator.assess import Verdict, assess
from calculator.changes import Change
from calculator.rules.deadlines import Deadline
from calculator.scheme.reading import all_rules, rules_hash
from calculator.screen.amounts import exact
from calculator.screen.words import words
from calculator.texts import assumption, bare_amount, day
from calculator.values import Money

__all__ = [
    "after_others",
    "amount_or_range",
    "announcement",
    "assumptions",
    "counted",
    "days_that_matter",
    "group_decides",
    "headline",
    "line",
    "missing",
    "next_step",
    "next_steps",
    "offers",
    "open_conditions",
    "other_day",
    "receipt_sentence",
    "settled",
    "size_sentence",
    "steps",
    "verdict",
    "wrong_answers",
]

# What the amount depends on, in the order in which it is asked. Staff, turnover and balance sheet total decide the size
# too, but saying it in one word is easier, and enough for an amount.
DECIDES_AMOUNT = ("enterprise.size_stated", "service.kind", "service.topic", "cost.net", "aid_granted_this_year")

SEPARATOR = " · "

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
            return words("verdict", "between").format(lowest=bare_amount(lowest), highest=exact(highest))
    return words("verdict", f"{outcome}_without_amount")


def line(answer: Answer, left: str) -> str:
    """The answer in a few words, for a bar: the amount, the outcome, and what is `left` to ask."""
    assessment = answer.assessment
    if assessment.outcome == "not_eligible":
        failing = sum(finding.outcome == "fail" for finding in assessment.findings)
        return SEPARATOR.join((words("line", "not_eligible"), counted("failing", failing)))
    match amount_or_range(answer):
        case [amount]:
            known = exact(amount)
        case [lowest, highest]:
            known = words("line", "between").format(lowest=bare_amount(lowest), highest=exact(highest))
        case _:
            known = words("line", "no_amount")
    return SEPARATOR.join((known, words("line", assessment.outcome), *([left] if left else [])))


def announcement(answer: Answer, left: str) -> str:
    """What is read out when the answer changes: the headline, and what is `left` to ask."""
    return " ".join((f"{headline(answer)}.", *([f"{_sentence_case(left)}."] if left else [])))


def wrong_answers(count: int) -> str:
    """How many answers are wrong."""
    return counted("wrong", count)


def counted(what: str, count: int) -> str:
    """So many of something, in words of the screen's `line`."""
    return words("line", f"{what}_one" if count == 1 else what).format(count=count)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def settled(answer: Answer) -> tuple[int, int]:
    """How many conditions are settled, and how many there are for this project."""
    outcomes = [each.outcome for each in answer.assessment.findings if each.outcome != "not_applicable"]
    return sum(outcome != "unknown" for outcome in outcomes), len(outcomes)


def open_conditions(answer: Answer) -> str | None:
    """How many conditions are still to be settled before it is a yes; None for a yes or a no."""
    if answer.assessment.outcome != "undecided":
        return None
    count = sum(finding.outcome == "unknown" for finding in answer.assessment.findings)
    return words("verdict", "open_condition" if count == 1 else "open_conditions").format(count=count)


def other_day(answer: Answer) -> str | None:
    """For which day this holds, where that is not the visitor's today."""
    applied_on = answer.assessment.request.applied_on
    if answer.today in (None, applied_on):
        return None
    return words("day", "other").format(day=day(applied_on))


def after_others(answer: Answer) -> str | None:
    """What other projects of the plan take of the year before this one; None where that is nothing."""
    request = answer.assessment.request
    if answer.assessment.aid is None or not request.planned.cents:
        return None
    return words("day", "after_others").format(year=request.applied_on.year, amount=exact(request.planned))


def assumptions(answer: Answer) -> Sequence[str]:
    """What is taken for granted because nobody said otherwise; of no use where the answer is no anyhow."""
    if answer.assessment.outcome == "not_eligible":
        return []
    return list(filter(None, map(assumption, answer.assessment.findings)))


def size_sentence(answer: Answer) -> str:
    """The size the amounts are computed with, and why that one; or what each size would give."""
    size = answer.assessment.size
    if size is None or size.size_class is None:
        by_size = {name: exact(amount) for name, amount in answer.aid_by_size.items()}
        return " ".join((words("size", "unknown"), *([words("size", "amounts").format(**by_size)] if by_size else [])))
    return f"{words('size', size.size_class)} {words('size', size.basis)}"


def group_decides(answer: Answer) -> bool:
    """Whether the enterprise on its own would have another size than with its group."""
    request, size = answer.assessment.request, answer.assessment.size
    if size is None or not request.enterprise.group.others:
        return False
    alone = assess(replace(request, enterprise=replace(request.enterprise, group=Group()))).size
    return alone is not None and None not in (alone.computed, size.computed) and alone.computed != size.computed


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
    """What one can still change: one answer, in the order of the rules; else several that help only together.

    Nothing where the application would be on a day that is past for the visitor.
    """
    together = answer.changes_together
    every = [*([change] for change in answer.changes), *([together] if together else [])]
    return [changes for changes in every if answer.today is None or _applied_on(changes, answer) >= answer.today]


def _applied_on(changes: Sequence[Change], answer: Answer) -> date:
    """The day of the application after the changes."""
    moved = [change.to for change in changes if change.field == "applied_on" and isinstance(change.to, date)]
    return moved[-1] if moved else answer.assessment.request.applied_on


def days_that_matter(answer: Answer) -> Sequence[Deadline]:
    """The days that matter. Of a refused project that is the last day to apply, where a change can still save it."""
    assessment = answer.assessment
    if assessment.outcome != "not_eligible":
        return assessment.deadlines
    return [deadline for deadline in assessment.deadlines if deadline.id == "apply_by" and offers(answer)]


def next_step(answer: Answer) -> str | None:
    """What the visitor does first, in one sentence, with the last day for it where that is known; None for a no."""
    outcome = answer.assessment.outcome
    if outcome == "not_eligible":
        return None
    last = next((each.on for each in answer.assessment.deadlines if each.id == "apply_by"), None)
    open_or_not = "first_settle" if answer.assessment.missing else "first_ask"
    name = open_or_not if outcome == "undecided" else "first_apply" if last is None else "first_apply_by"
    return _step(name, **({"last": day(last)} if last else {}))


def next_steps(answer: Answer) -> Sequence[str]:
    """What the visitor does now, in order."""
    outcome, aid = answer.assessment.outcome, answer.assessment.aid
    if outcome == "not_eligible":
        names = ("change",) if offers(answer) else ()
        return [_step(name) for name in (*names, "ask")]
    settle = [_step("settle")] if outcome == "undecided" or aid is None else []
    return [*settle, *steps(answer).values()]


def steps(answer: Answer) -> Mapping[str, str]:
    """What there is to do for the aid, by the name of the step and in that order; nothing where no amount is known."""
    aid = answer.assessment.aid
    if aid is None or answer.assessment.outcome == "not_eligible":
        return {}
    filled = {name: exact(amount) for name in IN_STEPS if (amount := AMOUNTS[name](aid))}
    return {name: _step(name, **filled) for name in ("enrol", "apply", "deposit", "release", "pay")}


def _step(name: str, **filled: str) -> str:
    return words("next", name).format(provider=all_rules().provider.name, **filled)
