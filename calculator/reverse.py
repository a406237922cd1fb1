"""The reverse question: the net cost that gives a wanted amount of aid."""

from dataclasses import dataclass, replace
from typing import Literal

from calculator.asked import AssessRequest, ReverseRequest
from calculator.assess import Assessment, assess
from calculator.logic import Truth
from calculator.rules.aid import catering_surplus, ceiling_for, class_for_aid, rate_for
from calculator.rules.eligibility import shelter
from calculator.scheme.day import DayRules, rules_on
from calculator.values import Money, Percentage

__all__ = ["Reverse", "reverse"]

type Reason = Literal["reachable", "too_high", "refused", "not_known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """The smallest net cost whose aid is at least what is wanted, with its assessment; or why there is none."""

    reachable: Truth
    reason: Reason
    net_cost: Money | None
    amount: Money | None
    left: Money
    assessment: Assessment


def reverse(question: ReverseRequest) -> Reverse:
    """The smallest net cost, to the cent, of which the rate gives at least the wanted amount before rounding.

    A cost below the minimum of the scheme gets nothing, so the answer is never below it.
    """
    request = question.request
    without_price = assess(request)
    rules = rules_on(request.applied_on)
    size_class = class_for_aid(without_price.size, shelter(request.enterprise, rules))
    rate = rate_for(request.service, size_class, rules)
    ceiling = ceiling_for(size_class, rules, granted=request.aid_granted_this_year, planned=request.planned)
    left = ceiling.left if ceiling else Money(0)
    refused = any(finding.outcome == "fail" for finding in without_price.findings)
    if refused or (rate is not None and rate.percentage == Percentage(0)):
        return _none(False, "refused", left, without_price)
    if rate is None or ceiling is None:
        return _none(None, "not_known", left, without_price)
    if question.wanted > left:
        return _none(False, "too_high", left, without_price)
    net = _smallest_net(request, question.wanted.whole_of_share(rate.percentage), rules)
    assessment = assess(replace(request, cost=replace(request.cost, net=net)))
    return Reverse(
        reachable=True,
        reason="reachable",
        net_cost=net,
        amount=assessment.aid.amount if assessment.aid else None,
        left=left,
        assessment=assessment,
    )


def _smallest_net(request: AssessRequest, eligible: Money, rules: DayRules) -> Money:
    """The net cost with at least that eligible cost: never under the minimum, and room for its own parts."""
    kind, cost = request.service.kind, request.cost
    minimums = [row.amount for key, row in rules.minimum_costs.items() if kind in (key, None)]
    surplus = catering_surplus(cost, rules)
    catering = cost.catering.amount - surplus if cost.catering else Money(0)
    return max(eligible, min(minimums, default=Money(0)), catering) + cost.ineligible + surplus


def _none(reachable: Truth, reason: Reason, left: Money, assessment: Assessment) -> Reverse:
    return Reverse(reachable=reachable, reason=reason, net_cost=None, amount=None, left=left, assessment=assessment)
