"""An answer of the contract in words and rows, before it becomes a page, a text or a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator.scheme.reading import all_rules
from calculator.screen.questions import GROUP, NAMELESS, Names, form
from calculator.screen.typed import typed_text
from calculator.screen.words import words
from calculator.texts import day, number, percent
from calculator.values import Money, Percentage

__all__ = [
    "AmountRow",
    "Response",
    "amount_or_range",
    "amounts",
    "ceiling_sentence",
    "day_in_words",
    "deadlines",
    "exact",
    "given",
    "has_aid",
    "headline",
    "missing",
    "next_steps",
    "of_the_contract",
    "offers",
    "open_conditions",
    "past_changes",
    "question_name",
    "size_sentence",
    "verdict",
]

# One answer of the contract, decoded: its shapes are those of the contract's description. The page adds one field where
# only the size is missing for an amount: `amounts_by_size`, the aid by the size that somebody could state.
type Response = Mapping[str, Any]

# What the amount depends on, in the order in which it is asked. Staff, turnover and balance sheet total decide the size
# too, but saying it in one word is easier, and enough for an amount.
DECIDES_AMOUNT = ("enterprise.size_stated", "service.kind", "service.topic", "cost.net", "aid_granted_this_year")

# Who pays what, in the order of the money. Without aid nothing goes through the wallet, it does not matter which part
# of the price counts, and all that is paid goes to the provider.
AMOUNTS = ("eligible_cost", "amount", "own_share", "deposit", "to_pay_provider", "vat", "total_paid", "real_cost")
AMOUNTS_WITHOUT_AID = ("net_cost", "amount", "to_pay_provider", "vat", "real_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    """One amount with its name; `amount` is None where only another answer makes it known."""

    id: str
    label: str
    amount: str | None


def of_the_contract(response: Response) -> Response:
    """The answer without what the page added to it."""
    return {name: value for name, value in response.items() if name != "amounts_by_size"}


def exact(amount: str) -> str:
    """An amount to the cent, also where the cents are nought, so that amounts compare at a glance."""
    return f"{_cents(amount)}\u00a0euro"


def _cents(amount: str) -> str:
    whole, cents = divmod(Money.from_text(amount).cents, 100)
    return f"{number(whole)},{cents:02}"


def day_in_words(iso: str) -> str:
    """A day of the contract in words."""
    return day(date.fromisoformat(iso))


def headline(response: Response) -> str:
    """The verdict with its amount, short enough for a heading."""
    return verdict(response["outcome"], amount_or_range(response))


def amount_or_range(response: Response) -> Sequence[str]:
    """The aid; the lowest and the highest where it depends on the size; nothing where that is not known either."""
    if response["aid"] is not None:
        return (response["aid"]["amount"],)
    of_sizes = {Money.from_text(amount) for amount in response.get("amounts_by_size", {}).values()}
    return [str(amount) for amount in sorted(of_sizes)]


def verdict(outcome: str, amounts: Sequence[str]) -> str:
    """The heading of an outcome with no amount, with this one, or with the lowest and the highest."""
    if outcome == "not_eligible":
        return words("verdict", "not_eligible")
    match amounts:
        case [amount]:
            return words("verdict", outcome).format(amount=exact(amount))
        case [lowest, highest]:
            return words("verdict", "between").format(lowest=_cents(lowest), highest=exact(highest))
    return words("verdict", f"{outcome}_without_amount")


def open_conditions(response: Response) -> str | None:
    """How many conditions are still to be settled before it is a yes; None for a yes or a no."""
    if response["outcome"] != "undecided":
        return None
    count = sum(finding["outcome"] == "unknown" for finding in response["findings"])
    return words("verdict", "open_condition" if count == 1 else "open_conditions").format(count=count)


def size_sentence(response: Response) -> str:
    """The size the amounts are computed with, and why that one; or what each size would give."""
    size = response["size"]
    if size["class"] is None:
        by_size = {name: exact(amount) for name, amount in response.get("amounts_by_size", {}).items()}
        return " ".join((words("size", "unknown"), *([words("size", "amounts").format(**by_size)] if by_size else [])))
    return f"{words('size', size['class'])} {words('size', size['basis'])}"


def missing(response: Response) -> tuple[Sequence[str], Sequence[str]]:
    """The questions that are still open: those that decide the amount, and those that make the answer certain.

    The size in one word comes first: who does not know the figures can still answer that.
    """
    size_open = response["size"]["class"] is None and any(
        finding["rule"] == "sme_size" and finding["outcome"] == "unknown" and finding["source"]
        for finding in response["findings"]
    )
    asked: Sequence[str] = response["missing"]
    easy = ["enterprise.size_stated"] if asked and size_open else []
    first = [path for path in DECIDES_AMOUNT if path in (*easy, *asked)]
    return first, [path for path in asked if path not in first]


def question_name(path: str, names: Names = NAMELESS) -> str:
    """The question at this path, in the words of the form."""
    place = form().place(path, names)
    return place.name if place else path


def amounts(aid: Mapping[str, Any]) -> Sequence[AmountRow]:
    """Who pays what; the whole price only where a part of it does not count, and only what means something."""
    rate = percent(Percentage.from_text(aid["rate"]))
    labels = {}
    if not has_aid(aid):
        names: Sequence[str] = AMOUNTS_WITHOUT_AID
        labels["amount"] = "no_amount"
    else:
        names = AMOUNTS if aid["net_cost"] == aid["eligible_cost"] else ("net_cost", *AMOUNTS)
        if _without_ceiling(aid) > Money.from_text(aid["amount"]):
            labels["amount"] = "amount_cut"
    return [
        AmountRow(id=name, label=words("amounts", labels.get(name, name)).format(rate=rate), amount=aid[name])
        for name in names
    ]


def has_aid(aid: Mapping[str, Any]) -> bool:
    """Whether there is any aid at all."""
    return Money.from_text(aid["amount"]) > Money(0)


def ceiling_sentence(aid: Mapping[str, Any]) -> str | None:
    """What the rate alone would give, where the ceiling of the year cut it; None where it did not."""
    full = _without_ceiling(aid)
    if not has_aid(aid) or full <= Money.from_text(aid["amount"]):
        return None
    return words("amounts", "ceiling_cut").format(
        rate=percent(Percentage.from_text(aid["rate"])),
        eligible_cost=exact(aid["eligible_cost"]),
        full=exact(str(full)),
        amount=exact(aid["amount"]),
    )


def _without_ceiling(aid: Mapping[str, Any]) -> Money:
    return Money.from_text(aid["eligible_cost"]).share(Percentage.from_text(aid["rate"]))


def offers(response: Response) -> Sequence[Sequence[Mapping[str, Any]]]:
    """What one can still change: one answer, in the order of the contract; else several that help only together."""
    together: Sequence[Mapping[str, Any]] = response["changes_together"]
    every = [*([change] for change in response["changes"]), *([together] if together else [])]
    return [changes for changes in every if not any(_is_past(change, response) for change in changes)]


def past_changes(response: Response) -> Sequence[str]:
    """Sentences on what an earlier application would have got: nobody can go back to that day."""
    return [_past(change) for change in response["changes"] if _is_past(change, response)]


def _is_past(change: Mapping[str, Any], response: Response) -> bool:
    """Whether the change is an application on an earlier day; days of the contract sort as text."""
    earlier: bool = change["field"] == "applied_on" and change["to"] < response["receipt"]["applied_on"]
    return earlier


def _past(change: Mapping[str, Any]) -> str:
    day_then, amount = day_in_words(change["to"]), change["amount"]
    if amount is None:
        return words("changes", "past").format(day=day_then)
    return words("changes", f"past_{change['outcome']}").format(day=day_then, amount=exact(amount))


def deadlines(response: Response) -> Sequence[Mapping[str, Any]]:
    """The days that matter. Of a refused project that is the last day to apply, where a change can still save it."""
    every: Sequence[Mapping[str, Any]] = response["deadlines"]
    if response["outcome"] != "not_eligible":
        return every
    return [deadline for deadline in every if deadline["id"] == "apply_by" and offers(response)]


def next_steps(response: Response) -> Sequence[str]:
    """What the visitor does now, in order."""
    outcome, aid = response["outcome"], response["aid"]
    if outcome == "not_eligible":
        names = ("change",) if offers(response) else ()
        return [_step(name, {}) for name in (*names, "ask")]
    if aid is None:
        return [_step("settle", {})]
    names = ("settle",) if outcome == "undecided" else ()
    return [_step(name, aid) for name in (*names, "enrol", "apply", "deposit", "release", "pay")]


def _step(name: str, aid: Mapping[str, Any]) -> str:
    money = ("net_cost", "deposit", "to_pay_provider")
    filled = {each: exact(aid[each]) for each in money if each in aid}
    return words("next", name).format(provider=all_rules().provider.name, **filled)


def given(path: str, text: str, names: Names = NAMELESS) -> tuple[str, str] | None:
    """What was asked at this path and what was answered, in the words of the form; None for what it does not ask.

    Who holds whom is one question of two answers, told at the first.
    """
    place = form().place(path, names)
    if place is None or place.question is None or place.question.kind == "id":
        return None
    question = place.question
    if question.kind == "member":
        return _tie(path, names)
    chosen = next((option.label for option in question.options if option.value == text), None)
    unit = words("unit", question.kind) if question.kind in ("money", "percentage") else ""
    return place.name, chosen or typed_text(question.kind, text) + unit


def _tie(path: str, names: Names) -> tuple[str, str] | None:
    row, _, end = path.rpartition(".")
    kind = row.removeprefix(f"{GROUP}.").partition(".")[0]
    rows = form().group.lists[kind]
    first = next(question for question in rows.questions if question.kind == "member")
    if end != first.path and f"{row}.{first.path}" in names.members:
        return None
    return rows.heading, rows.sentence.format(**names.row(kind, row))
