"""The very first answer: a size and a price in; the aid, and what is left to pay, out.

The home page holds ready answers that this module wrote when the site was built. As soon as Python is there, this
module answers there too, so the two cannot differ.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from calculator.asked import RequestErrors
from calculator.assess import Assessment, assess
from calculator.contract.document import CONTRACT
from calculator.contract.reading import parse_assess
from calculator.rules.aid import Aid
from calculator.screen.html.bar import part_of
from calculator.screen.typed import contract_text
from calculator.screen.words import words
from calculator.texts import euro, field_message, percent, sentence
from calculator.values import Money

__all__ = ["FirstAnswer", "NoFirstAnswer", "first_answer", "first_response"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """What a training of this price gives an enterprise of this size that meets every condition and used nothing yet.

    Every part is text to show as it is: `price`, `amount`, `deposit` and `vat` in euro, `how` the reckoning, `width`
    the part of a bar that the aid takes; `net` is the price as the contract writes it.
    """

    net: str
    price: str
    amount: str
    deposit: str
    vat: str
    how: str
    width: str


class NoFirstAnswer(ValueError):
    """There is no aid to show, or the price is no price; the sentence for the visitor says which."""


def first_answer(size: str, price: str, on: str) -> FirstAnswer:
    """The answer to a price and a day in the notation of the contract. Raises `NoFirstAnswer`."""
    document = {
        "contract": CONTRACT,
        "applied_on": on,
        "enterprise": {"size_stated": size},
        "service": {"kind": "training"},
        "cost": {"net": price},
    }
    try:
        assessment = assess(parse_assess(document))
    except RequestErrors as refused:
        raise NoFirstAnswer(" ".join(field_message(error).message for error in refused.errors)) from None
    aid = assessment.aid
    if aid is None or aid.amount == Money(0):
        raise NoFirstAnswer(_why_not(assessment))
    return FirstAnswer(
        net=str(aid.price.net).removesuffix(".00"),
        price=euro(aid.price.net),
        amount=euro(aid.amount),
        deposit=euro(aid.deposit),
        vat=euro(aid.price.vat),
        how=_how(aid),
        width=part_of(aid.price.net.cents, aid.amount.cents),
    )


def first_response(size: str, typed: str, today: str) -> Mapping[str, str]:
    """The answer to what somebody typed on that day, its parts by name; or `problem`, a sentence."""
    if not typed.strip():
        return {"problem": words("first", "no_price")}
    try:
        return asdict(first_answer(size, contract_text("money", typed), contract_text("day", today)))
    except NoFirstAnswer as none:
        return {"problem": str(none)}


def _why_not(assessment: Assessment) -> str:
    """What refuses a project of which only size, kind and price are known; else that the rate is not known that day."""
    on = assessment.request.applied_on
    refusals = (sentence(finding, on) for finding in assessment.findings if finding.outcome == "fail")
    return next(refusals, words("first", "not_known"))


def _how(aid: Aid) -> str:
    """The reckoning: the rate of the price, and the ceiling where that cuts it."""
    name = "how" if aid.amount == aid.without_ceiling else "how_cut"
    rate, price, ceiling = percent(aid.rate.percentage), euro(aid.price.eligible), euro(aid.ceiling.amount)
    return words("first", name).format(rate=rate, price=price, ceiling=ceiling)
