"""An answer in words and rows, before it becomes a page, a text or a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calculator import __version__
from calculator.answer import AMOUNTS, AmountName, Answer
from calculator.assess import Verdict
from calculator.changes import Change
from calculator.rules.aid import Aid
from calculator.rules.deadlines import Deadline
from calculator.scheme.reading import all_rules, rules_hash
from calculator.screen.questions import form
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import day, number, percent
from calculator.values import Money

__all__ = [
    "AmountRow",
    "amount_or_range",
    "amounts",
    "ceiling_sentence",
    "deadlines",
    "exact",
    "given",
    "has_aid",
    "headline",
    "missing",
    "next_steps",
    "offers",
    "open_conditions",
    "past_changes",
    "question_name",
    "receipt_sentence",
    "size_sentence",
    "verdict",
]

# What the amount depends on, in the order in which it is asked. Staff, turnover and balance sheet total decide the size
# too, but saying it in one word is easier, and enough for an amount.
DECIDES_AMOUNT = ("enterprise.size_stated", "service.kind", "service.topic", "cost.net", "aid_granted_this_year")

# Who pays what, in the order of the money. Without aid nothing goes through the wallet, it does not matter which part
# of the price counts, and all that is paid goes to the provider.
ROWS: Sequence[AmountName] = (
    *("eligible_cost", "amount", "own_share", "deposit", "to_pay_provider", "vat", "total_paid", "real_cost"),
)
ROWS_WITHOUT_AID: Sequence[AmountName] = ("net_cost", "amount", "to_pay_provider", "vat", "real_cost")
IN_STEPS: Sequence[AmountName] = ("net_cost", "deposit", "to_pay_provider")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    """One amount with its name; `amount` is None where only another answer makes it known."""

    id: AmountName
    label: str
    amount: Money | None


def exact(amount: Money) -> str:
    """An amount to the cent, also where the cents are nought, so that amounts compare at a glance."""
    return f"{_cents(amount)}\u00a0euro"


def _cents(amount: Money) -> str:
    whole, cents = divmod(amount.cents, 100)
    return f"{number(whole)},{cents:02}"


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
            return words("verdict", "between").format(lowest=_cents(lowest), highest=exact(highest))
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


# ---- questions and answers ---------------------------------------------------------------------------------


def question_name(path: str) -> str:
    """The question at this path, in the words of the form."""
    place = form().place(path)
    return place.name if place else path


def given(path: str, text: str) -> tuple[str, str] | None:
    """What was asked at this path and what was answered, in the words of the form; None for what it does not ask."""
    place = form().place(path)
    if place is None or place.question is None:
        return None
    question = place.question
    chosen = next((option.label for option in question.options if option.value == text), None)
    unit = words("unit", question.kind) if question.kind in ("money", "percentage") else ""
    return place.name, chosen or typed_text(question.kind, text) + unit


# ---- the money ---------------------------------------------------------------------------------------------


def amounts(aid: Aid) -> Sequence[AmountRow]:
    """Who pays what; the whole price only where a part of it does not count, and only what means something."""
    rate = percent(aid.rate.percentage)
    labels = {}
    if not has_aid(aid):
        names = ROWS_WITHOUT_AID
        labels["amount"] = "no_amount"
    else:
        names = ROWS if aid.price.net == aid.price.eligible else ("net_cost", *ROWS)
        if aid.amount < aid.without_ceiling:
            labels["amount"] = "amount_cut"
    return [
        AmountRow(id=name, label=words("amounts", labels.get(name, name)).format(rate=rate), amount=AMOUNTS[name](aid))
        for name in names
    ]


def has_aid(aid: Aid) -> bool:
    """Whether there is any aid at all."""
    return aid.amount > Money(0)


def ceiling_sentence(aid: Aid) -> str | None:
    """What the rate alone would give, where the ceiling of the year cut it; None where it did not."""
    if not has_aid(aid) or aid.amount == aid.without_ceiling:
        return None
    return words("amounts", "ceiling_cut").format(
        rate=percent(aid.rate.percentage),
        eligible_cost=exact(aid.price.eligible),
        full=exact(aid.without_ceiling),
        amount=exact(aid.amount),
    )


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


def deadlines(answer: Answer) -> Sequence[Deadline]:
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
