"""Answers to an assessment: every rule is judged and none stops another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.asked import AssessRequest, Enterprise, Service
from calculator.rules import aid, deadlines, eligibility
from calculator.rules.aid import Aid, Price
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.rules.size import Class, Size, size_of, sme_size
from calculator.scheme.day import DayRules, rules_on
from calculator.scheme.rows import Condition, Dated, Kind

__all__ = ["RULES", "Assessment", "Part", "Rule", "Subject", "Verdict", "assess"]

type Verdict = Literal["eligible", "not_eligible", "undecided"]
type Part = Literal["enterprise", "service", "price"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the rules judge: the request, what is in force, and what is worked out of both before any of them."""

    request: AssessRequest
    rules: DayRules
    size: Size | None
    shelter: Condition | None
    size_class: Class
    price: Price | None
    ceiling: aid.YearCeiling | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: how it is judged, what it is about, and the row that says since when it holds.

    Without `row` that is the row of its own name in `voorwaarden.toml`; the kind of service matters where the rule has
    a row for each. Sentences, pages and changes know a rule by its `id`.
    """

    id: str
    part: Part
    judge: Callable[[Subject], Finding]
    row: Callable[[DayRules, Kind], Dated | None] | None = None
    by_kind: bool = False

    def row_on(self, rules: DayRules, kind: Kind) -> Dated | None:
        """The row that holds that day."""
        return self.row(rules, kind) if self.row else rules.conditions.get(self.id)


def _of_enterprise(judge: Callable[[Enterprise, DayRules], Finding]) -> Callable[[Subject], Finding]:
    return lambda subject: judge(subject.request.enterprise, subject.rules)


def _of_service(judge: Callable[[Service, DayRules], Finding]) -> Callable[[Subject], Finding]:
    return lambda subject: judge(subject.request.service, subject.rules)


def _of_days(judge: Callable[[date, Service, DayRules], Finding]) -> Callable[[Subject], Finding]:
    return lambda subject: judge(subject.request.applied_on, subject.request.service, subject.rules)


# Every rule, in the order of the findings. What else must know the rules takes them from here.
RULES = (
    Rule(
        id="legal_form",
        part="enterprise",
        judge=_of_enterprise(eligibility.legal_form),
        row=lambda rules, _: next(iter(rules.legal_forms.values()), None),
    ),
    Rule(id="establishment", part="enterprise", judge=_of_enterprise(eligibility.establishment)),
    Rule(
        id="public_participation",
        part="enterprise",
        judge=_of_enterprise(eligibility.public_participation),
        row=lambda rules, _: rules.public_participation,
    ),
    Rule(id="main_activity", part="enterprise", judge=_of_enterprise(eligibility.main_activity)),
    Rule(id="obligations_met", part="enterprise", judge=_of_enterprise(eligibility.obligations_met)),
    Rule(
        id="sme_size",
        part="enterprise",
        judge=lambda subject: sme_size(subject.size, subject.rules, shelter=subject.shelter),
        row=lambda rules, _: rules.small,
    ),
    Rule(id="related_provider", part="service", judge=_of_service(eligibility.related_provider)),
    Rule(
        id="service_kind",
        part="service",
        judge=_of_service(eligibility.service_kind),
        row=lambda rules, kind: rules.rates.get((kind, None)),
        by_kind=True,
    ),
    Rule(
        id="theme",
        part="service",
        judge=_of_service(eligibility.theme),
        row=lambda rules, _: rules.theme_required,
    ),
    Rule(id="own_activity", part="service", judge=_of_service(eligibility.own_activity)),
    Rule(
        id="excluded_service",
        part="service",
        judge=_of_service(eligibility.excluded_service),
        row=lambda rules, _: next(iter(rules.excluded_services.values()), None),
    ),
    Rule(id="teacher", part="service", judge=_of_service(eligibility.teacher)),
    Rule(
        id="minimum_cost",
        part="price",
        judge=lambda subject: eligibility.minimum_cost(
            subject.request.service.kind, aid.eligible_range(subject.price), subject.rules
        ),
        row=lambda rules, kind: rules.minimum_costs.get(kind),
        by_kind=True,
    ),
    Rule(
        id="application_window",
        part="price",
        judge=_of_days(deadlines.application_window),
        row=lambda rules, _: rules.terms.get("application_window"),
    ),
    Rule(
        id="finish_in_time",
        part="price",
        judge=_of_days(deadlines.finish_in_time),
        row=lambda rules, _: rules.terms.get("finish"),
    ),
    Rule(
        id="yearly_cap",
        part="price",
        judge=lambda subject: aid.yearly_cap(subject.ceiling, subject.size_class, subject.rules),
        row=lambda rules, _: rules.ceiling,
    ),
)


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
    subject = _subject(request)
    findings = tuple(rule.judge(subject) for rule in RULES)
    outcome = _verdict(findings)
    return Assessment(
        request=request,
        outcome=outcome,
        missing=_missing(findings) if outcome == "undecided" else (),
        size=subject.size,
        aid=aid.aid_for(
            subject.price,
            subject.ceiling,
            rate=aid.rate_for(request.service, subject.size_class, subject.rules),
            refused=outcome == "not_eligible",
            vat_recoverable=request.cost.vat_recoverable,
        ),
        deadlines=deadlines.deadlines(request.applied_on, request.service, subject.rules),
        findings=findings,
    )


def _subject(request: AssessRequest) -> Subject:
    rules = rules_on(request.applied_on)
    size, shelter = size_of(request.enterprise, rules), eligibility.shelter(request.enterprise, rules)
    size_class = aid.class_for_aid(size, shelter)
    return Subject(
        request=request,
        rules=rules,
        size=size,
        shelter=shelter,
        size_class=size_class,
        price=aid.price_of(request.cost, request.applied_on, rules),
        ceiling=aid.ceiling_for(size_class, rules, granted=request.aid_granted_this_year, planned=request.planned),
    )


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    outcomes = {finding.outcome for finding in findings}
    if "fail" in outcomes:
        return "not_eligible"
    return "undecided" if "unknown" in outcomes else "eligible"


def _missing(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for finding in findings for field in finding.missing))
