"""Answers to an assessment: every rule is judged and none stops another."""

from dataclasses import dataclass
from typing import Literal

from calculator.asked import AssessRequest
from calculator.rules import aid, deadlines, eligibility
from calculator.rules.aid import Aid
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.rules.size import Size, size_of, sme_size
from calculator.scheme.day import rules_on

__all__ = ["Assessment", "Verdict", "assess"]

type Verdict = Literal["eligible", "not_eligible", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What holds for one project on the day it is applied for."""

    request: AssessRequest
    outcome: Verdict
    missing: tuple[str, ...]
    size: Size | None
    aid: Aid | None
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]

    def finding(self, rule: str) -> Finding:
        """The finding of the rule."""
        return next(finding for finding in self.findings if finding.rule == rule)


def assess(request: AssessRequest) -> Assessment:
    """Judge every rule on the day of the application, and work out the money."""
    rules = rules_on(request.applied_on)
    enterprise, service, cost = request.enterprise, request.service, request.cost
    size, shelter = size_of(enterprise, rules), eligibility.shelter(enterprise, rules)
    size_class = aid.class_for_aid(size, shelter)
    price = aid.price_of(cost, request.applied_on, rules)
    ceiling = aid.ceiling_for(size_class, rules, granted=request.aid_granted_this_year, planned=request.planned)
    findings = (
        eligibility.legal_form(enterprise, rules),
        eligibility.establishment(enterprise, rules),
        eligibility.public_participation(enterprise, rules),
        eligibility.main_activity(enterprise, rules),
        eligibility.obligations_met(enterprise, rules),
        sme_size(size, rules, shelter=shelter),
        eligibility.related_provider(service, rules),
        eligibility.service_kind(service, rules),
        eligibility.theme(service, rules),
        eligibility.own_activity(service, rules),
        eligibility.excluded_service(service, rules),
        eligibility.teacher(service, rules),
        eligibility.minimum_cost(service.kind, aid.eligible_range(price), rules),
        deadlines.application_window(request.applied_on, service, rules),
        deadlines.finish_in_time(request.applied_on, service, rules),
        aid.yearly_cap(ceiling, size_class, rules),
    )
    outcome = _verdict(findings)
    return Assessment(
        request=request,
        outcome=outcome,
        missing=_missing(findings) if outcome == "undecided" else (),
        size=size,
        aid=aid.aid_for(
            price,
            ceiling,
            rate=aid.rate_for(service, size_class, rules),
            refused=outcome == "not_eligible",
            vat_recoverable=cost.vat_recoverable,
        ),
        deadlines=deadlines.deadlines(request.applied_on, service, rules),
        findings=findings,
    )


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    outcomes = {finding.outcome for finding in findings}
    if "fail" in outcomes:
        return "not_eligible"
    return "undecided" if "unknown" in outcomes else "eligible"


def _missing(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for finding in findings for field in finding.missing))
