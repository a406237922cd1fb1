"""The answer to one project: what holds for it, what would change that, and what each size would give.

The contract, the screen, the list and the pages of the site all start from this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from calculator import changes
from calculator.asked import AssessRequest
from calculator.assess import Assessment, assess
from calculator.changes import Change
from calculator.rules.aid import Aid
from calculator.scheme.rows import SIZE_CLASSES, SizeClass
from calculator.values import Money

__all__ = ["AMOUNTS", "AmountName", "Answer", "answer_to"]

type AmountName = Literal[
    "net_cost",
    "eligible_cost",
    "catering_surplus",
    "amount",
    "own_share",
    "vat",
    "deposit",
    "to_pay_provider",
    "total_paid",
    "real_cost",
    "cap",
    "left_this_year",
]

# Every amount by its name; `None` where only another answer makes it known.
AMOUNTS: Mapping[AmountName, Callable[[Aid], Money | None]] = {
    "net_cost": lambda aid: aid.price.net,
    "eligible_cost": lambda aid: aid.price.eligible,
    "catering_surplus": lambda aid: aid.price.catering_surplus,
    "amount": lambda aid: aid.amount,
    "own_share": lambda aid: aid.own_share,
    "vat": lambda aid: aid.price.vat,
    "deposit": lambda aid: aid.deposit,
    "to_pay_provider": lambda aid: aid.to_pay_provider,
    "total_paid": lambda aid: aid.total_paid,
    "real_cost": lambda aid: aid.real_cost,
    "cap": lambda aid: aid.ceiling.amount,
    "left_this_year": lambda aid: aid.left_this_year,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """One project judged. What else could be is worked out when it is first asked for, and once.

    `today` is the day of who asks, where a page says it: no rule looks at it.
    """

    assessment: Assessment
    today: date | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of one field that help."""
        return changes.changes(self.assessment)

    @cached_property
    def changes_together(self) -> tuple[Change, ...]:
        """The changes that help only together."""
        return changes.changes_together(self.assessment)

    @cached_property
    def aid_by_size(self) -> Mapping[SizeClass, Money]:
        """The aid that each size would give; empty where the size is known, or is not all that is missing."""
        assessment = self.assessment
        if assessment.outcome != "undecided" or assessment.aid or (assessment.size and assessment.size.size_class):
            return {}
        of_sizes = {size: assess(_stated(assessment.request, size)).aid for size in SIZE_CLASSES}
        amounts = {size: aid.amount for size, aid in of_sizes.items() if aid}
        return amounts if len(amounts) == len(SIZE_CLASSES) and any(map(_is_some, amounts.values())) else {}


def answer_to(request: AssessRequest, *, today: date | None = None) -> Answer:
    """The answer to the request."""
    return Answer(assessment=assess(request), today=today)


def _stated(request: AssessRequest, size: SizeClass) -> AssessRequest:
    return replace(request, enterprise=replace(request.enterprise, size_stated=size))


def _is_some(amount: Money) -> bool:
    return amount > Money(0)
