"""Who pays what, in words and rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from calculator.answer import AMOUNTS, AmountName
from calculator.rules.aid import Aid
from calculator.screen.words import words
from calculator.texts import bare_amount, percent
from calculator.values import Money

__all__ = ["AmountRow", "amounts", "ceiling_sentence", "exact", "has_aid"]

# Who pays what, in the order of the money. Without aid nothing goes through the wallet, it does not matter which part
# of the price counts, and all that is paid goes to the provider.
ROWS: Sequence[AmountName] = (
    *("eligible_cost", "amount", "own_share", "deposit", "to_pay_provider", "vat", "total_paid", "real_cost"),
)
ROWS_WITHOUT_AID: Sequence[AmountName] = ("net_cost", "amount", "to_pay_provider", "vat", "real_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    """One amount with its name; `amount` is None where only another answer makes it known."""

    id: AmountName
    label: str
    amount: Money | None


def exact(amount: Money) -> str:
    """An amount to the cent, whole where it has no cents; never in millions, so that amounts compare at a glance."""
    return f"{bare_amount(amount)}\u00a0euro"


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
