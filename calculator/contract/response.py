"""Assessments, plans and answers to the contract's JSON shapes."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from calculator import __version__, texts
from calculator.answer import AMOUNTS, Answer
from calculator.changes import Change
from calculator.contract.document import CONTRACT, Json
from calculator.plan import Plan, Year
from calculator.reverse import Reverse
from calculator.rules.aid import Aid
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.rules.group import LeftOut
from calculator.rules.size import Counted, Decision, Size
from calculator.scheme.day import DayRules
from calculator.scheme.reading import rules_hash
from calculator.scheme.rows import Basis
from calculator.texts import FieldMessage

__all__ = ["assess_response", "errors_response", "plan_response", "reverse_response", "rules_response"]


def errors_response(errors: Iterable[FieldMessage]) -> dict[str, Json]:
    """Every field that is refused with its Dutch sentence."""
    return {"contract": CONTRACT, "errors": [{"field": error.field, "message": error.message} for error in errors]}


def assess_response(answer: Answer) -> dict[str, Json]:
    """The response to `assess`."""
    assessment = answer.assessment
    applied_on = assessment.request.applied_on
    return {
        "contract": CONTRACT,
        "outcome": assessment.outcome,
        "sentence": texts.verdict_sentence(assessment),
        "missing": list(assessment.missing),
        "size": _size(assessment.size),
        "aid": None if assessment.aid is None else _aid(assessment.aid),
        "deadlines": [_deadline(deadline) for deadline in assessment.deadlines],
        "findings": [_finding(finding, applied_on) for finding in assessment.findings],
        "changes": [_change(change) for change in answer.changes],
        "changes_together": [_change(change) for change in answer.changes_together],
        "receipt": {"calculator": __version__, "rules": rules_hash(), "applied_on": applied_on.isoformat()},
    }


def plan_response(plan: Plan) -> dict[str, Json]:
    """The response to `plan`: the assessments by id, the ids in order of application, and the years."""
    return {
        "contract": CONTRACT,
        "projects": {
            project.id: assess_response(Answer(assessment=assessment)) for project, assessment in plan.projects
        },
        "order": [project.id for project, _ in plan.projects],
        "years": [_year(year) for year in plan.years],
    }


def reverse_response(answer: Reverse) -> dict[str, Json]:
    """The response to `reverse`."""
    return {
        "contract": CONTRACT,
        "reachable": answer.reachable,
        "sentence": texts.reverse_sentence(answer),
        "net_cost": _text(answer.net_cost),
        "amount": _text(answer.amount),
        "assessment": assess_response(Answer(assessment=answer.assessment)),
    }


def rules_response(rules: DayRules) -> dict[str, Json]:
    """What is in force on a day."""
    ceiling, vat, catering = rules.ceiling, rules.vat, rules.catering
    group, participation = rules.group, rules.public_participation
    return {
        "contract": CONTRACT,
        "on": rules.on.isoformat(),
        "covered": rules.coverage is not None,
        "rates": [
            {
                "service": row.service,
                "topic": row.topic,
                "kind": row.kind,
                "small": _text(row.small),
                "medium": _text(row.medium),
                **_basis(row.basis),
            }
            for row in rules.rates.values()
        ],
        "ceiling": None
        if ceiling is None
        else {"small": str(ceiling.small), "medium": str(ceiling.medium), **_basis(ceiling.basis)},
        "sizes": [
            {
                "class": row.size_class,
                "staff_below": row.staff_below,
                "turnover_at_most": str(row.turnover_at_most),
                "balance_sheet_total_at_most": str(row.balance_sheet_total_at_most),
                **_basis(row.basis),
            }
            for row in (rules.small, rules.medium)
            if row
        ],
        "group": None
        if group is None
        else {
            "partner_from": str(group.partner_from),
            "linked_above": str(group.linked_above),
            **_basis(group.basis),
        },
        "public_participation": None
        if participation is None
        else {"below": str(participation.below), **_basis(participation.basis)},
        "legal_forms": [
            {"key": row.key, "name": row.name, "accepted": row.accepted, **_basis(row.basis)}
            for row in rules.legal_forms.values()
        ],
        "theme_required": None
        if rules.theme_required is None
        else {"required": rules.theme_required.required, **_basis(rules.theme_required.basis)},
        "themes": [
            {"key": row.key, "name": row.name, "meaning": row.meaning, **_basis(row.basis)}
            for row in rules.themes.values()
        ],
        "topics": [
            {"key": row.key, "name": row.name, "theme": row.theme, **_basis(row.basis)} for row in rules.topics.values()
        ],
        "excluded_services": [
            {"key": row.key, "name": row.name, "kind": row.kind, **_basis(row.basis)}
            for row in rules.excluded_services.values()
        ],
        "minimum_costs": [
            {"service": row.service, "amount": str(row.amount), **_basis(row.basis)}
            for row in rules.minimum_costs.values()
        ],
        "catering": None
        if catering is None
        else {"per_person_per_day": str(catering.amount), **_basis(catering.basis)},
        "vat": None if vat is None else {"rate": str(vat.rate), **_basis(vat.basis)},
        "terms": [
            {
                "id": row.id,
                "days": row.days or None,
                "years_until_end": row.years_until_end or None,
                **_basis(row.basis),
            }
            for row in rules.terms.values()
        ],
        "receipt": {"calculator": __version__, "rules": rules_hash(), "on": rules.on.isoformat()},
    }


def _size(size: Size | None) -> dict[str, Json]:
    if size is None:
        return {
            "class": None,
            "headcount": None,
            "turnover": None,
            "balance_sheet_total": None,
            "basis": None,
            "counted": [],
            "left_out": [],
            "decided_by": [],
            "earlier_years_could_change": False,
        }
    return {
        "class": size.size_class,
        "headcount": _text(size.headcount),
        "turnover": _text(size.turnover),
        "balance_sheet_total": _text(size.balance_sheet_total),
        "basis": size.basis,
        "counted": [_counted(item) for item in size.counted],
        "left_out": [_left_out(each) for each in size.left_out],
        "decided_by": [_decision(each) for each in size.decided_by],
        "earlier_years_could_change": size.earlier_years_could_change,
    }


def _counted(item: Counted) -> Json:
    member, period = item.member, item.period
    return {
        "path": member.path,
        "id": member.id,
        "name": member.name,
        "tie": member.tie,
        "percentage": str(member.low) if member.low == member.high else None,
        "headcount": _text(period.headcount if period else None),
        "turnover": _text(period.turnover if period else None),
        "balance_sheet_total": _text(period.balance_sheet_total if period else None),
    }


def _left_out(left: LeftOut) -> Json:
    return {
        "path": left.path,
        "id": left.id,
        "name": left.name,
        "reason": left.reason,
        "percentage": _text(left.share),
    }


def _decision(decision: Decision) -> Json:
    return {
        "limit": decision.limit,
        "measure": decision.measure,
        "figure": str(decision.figure),
        "exact": decision.exact,
        "bound": str(decision.bound),
        "within": decision.within,
        "year": decision.year,
    }


def _aid(aid: Aid) -> dict[str, Json]:
    return {
        "rate": str(aid.rate.percentage),
        "rate_basis": _basis(aid.rate.basis),
        **{name: _text(amount(aid)) for name, amount in AMOUNTS.items()},
    }


def _deadline(deadline: Deadline) -> Json:
    return {
        "id": deadline.id,
        "on": deadline.on.isoformat(),
        "rule": deadline.term.id,
        "missed": deadline.missed,
        "name": texts.deadline_name(deadline),
        "sentence": texts.deadline_sentence(deadline),
        **_basis(deadline.basis),
    }


def _finding(finding: Finding, applied_on: date) -> Json:
    return {
        "rule": finding.rule,
        "name": texts.rule_name(finding.rule),
        "outcome": finding.outcome,
        "given": _text(finding.given),
        "required": texts.required(finding),
        "sentence": texts.sentence(finding, applied_on),
        "assumption": texts.assumption(finding),
        **_basis(finding.basis),
    }


def _change(change: Change) -> Json:
    response: dict[str, Json] = {
        "rule": change.rule,
        "field": change.field,
        "to": change.to if isinstance(change.to, bool) else _text(change.to),
        "outcome": change.outcome,
        "amount": _text(change.amount),
        "sentence": texts.change_sentence(change),
    }
    if change.also:
        response["also"] = {field: _text(value) for field, value in change.also.items()}
    return response


def _year(year: Year) -> Json:
    return {
        "year": year.year,
        "granted": str(year.granted),
        "left": _text(year.left),
        "net_cost_that_uses_it_up": {str(rate): str(cost) for rate, cost in year.uses_up.items()},
    }


@lru_cache(maxsize=512)
def _basis_of(basis: Basis) -> dict[str, Json]:
    source = basis.source
    return {
        "source": {
            "title": source.title,
            "url": source.url or None,
            "article": basis.article,
            "checked_on": source.checked_on.isoformat(),
            "check_again_by": source.check_again_by.isoformat(),
            "certainty": basis.certainty,
        },
        "valid_from": basis.valid_from.isoformat(),
        "valid_through": basis.valid_through.isoformat() if basis.valid_through else None,
        "note": basis.note,
        "basis_sentence": texts.basis_sentence(basis),
    }


def _basis(basis: Basis | None) -> dict[str, Json]:
    """Where a rule stands and since when; all null on a day without a row."""
    if basis is None:
        return {
            "source": None,
            "valid_from": None,
            "valid_through": None,
            "note": None,
            "basis_sentence": None,
        }
    return _basis_of(basis)


def _text(value: object) -> str | None:
    """A value as the contract writes it."""
    match value:
        case None:
            return None
        case bool():
            return "ja" if value else "nee"
        case date():
            return value.isoformat()
        case _:
            return str(value)
