"""Whether the enterprise and the service meet each condition. One function a condition; none looks at another."""

from calculator.asked import Enterprise, Service
from calculator.logic import Range, Truth
from calculator.rules.finding import Finding, judged, not_in_force
from calculator.rules.group import public_hands
from calculator.scheme.day import DayRules
from calculator.scheme.rows import Condition, MinimumCost
from calculator.values import HUNDRED_PERCENT, Money, Percentage

__all__ = [
    "establishment",
    "excluded_service",
    "legal_form",
    "main_activity",
    "minimum_cost",
    "obligations_met",
    "own_activity",
    "public_participation",
    "related_provider",
    "service_kind",
    "shelter",
    "teacher",
    "theme",
]


WHOLE = HUNDRED_PERCENT.units


# ---- the enterprise -----------------------------------------------------------------------------------------------


def shelter(enterprise: Enterprise, rules: DayRules) -> Condition | None:
    """What a recognised sheltered-work enterprise may rely on that day; `None` where that changes nothing.

    Then no legal form and no size keeps it out, and a large one gets the aid of a medium one.
    Basis: Decision of the Flemish Government of 26 February 2016, Art. 11 and 18, as changed from 1 January 2026.
    """
    return rules.conditions.get("sheltered_work") if enterprise.sheltered_work else None


def legal_form(enterprise: Enterprise, rules: DayRules) -> Finding:
    """The legal form is one that can apply; for a sheltered-work enterprise that does not matter.

    Basis: Decision of the Flemish Government of 26 February 2016, Art. 4.
    """
    rule = "legal_form"
    form = enterprise.legal_form
    if not rules.legal_forms:
        return not_in_force(rule)
    if sheltered := shelter(enterprise, rules):
        return Finding(rule=rule, outcome="not_applicable", reason="sheltered_work", basis=sheltered.basis, given=form)
    missing = ("enterprise.legal_form",)
    if form is None:
        accepted = next(row for row in rules.legal_forms.values() if row.accepted == "yes")
        return judged(rule, None, "not_given", accepted, missing=missing)
    row = rules.legal_forms.get(form)
    if row is None:
        return not_in_force(rule)
    holds = {"yes": True, "no": False, "undecided": None}[row.accepted]
    return judged(rule, holds, row.accepted, row, given=form, missing=missing, form=row.name)


def establishment(enterprise: Enterprise, rules: DayRules) -> Finding:
    """The enterprise has an establishment in the Flemish Region where its staff work."""
    rule = "establishment"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    holds = enterprise.established_in_flanders
    return judged(rule, holds, _yes_no(holds), row, given=holds, missing=("enterprise.established_in_flanders",))


def public_participation(enterprise: Enterprise, rules: DayRules) -> Finding:
    """Public bodies together hold less than the limit, whatever the size.

    They hold it directly, or through enterprises they control.
    Basis: Recommendation 2003/361/EC, Annex, Art. 3(4); condition of the kmo-portefeuille.
    """
    rule = "public_participation"
    row = rules.public_participation
    if row is None:
        return not_in_force(rule)
    held, unknown = public_hands(enterprise.group)
    stated = enterprise.public_participation
    low = max(held.low, stated.units if stated else 0)
    highest = WHOLE if stated is None or held.high is None else max(held.high, stated.units)
    holds = Range(low, highest).below(row.below.units)
    own = ("enterprise.public_participation",) if stated is None else ()
    given = None if stated is None and low == 0 else Percentage(min(low, WHOLE))
    return judged(rule, holds, _yes_no(holds), row, given=given, missing=(*own, *unknown), limit=row.below)


def main_activity(enterprise: Enterprise, rules: DayRules) -> Finding:
    """The main activity is on VLAIO's list. That list is not ours to hold: the applicant looks it up.

    An activity with which the applicant got this aid before was accepted then, and counts as accepted.
    """
    rule = "main_activity"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    activity = enterprise.main_activity
    holds = None if activity is None else activity != "excluded"
    reason = "before" if activity == "accepted_before" else _yes_no(holds)
    return judged(rule, holds, reason, row, given=activity, missing=("enterprise.main_activity",))


def obligations_met(enterprise: Enterprise, rules: DayRules) -> Finding:
    """The enterprise has no overdue social debts. Who says nothing is taken to have none."""
    rule = "obligations_met"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    overdue = enterprise.overdue_social_debts
    return judged(rule, not overdue, _yes_no_or_assumed(overdue, good=False), row, given=overdue)


def related_provider(service: Service, rules: DayRules) -> Finding:
    """Client and provider are not related by capital, votes, persons or family."""
    rule = "related_provider"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    related = service.related_to_provider
    holds = None if related is None else not related
    return judged(rule, holds, _yes_no(holds), row, given=related, missing=("service.related_to_provider",))


# ---- the service --------------------------------------------------------------------------------------------------


def service_kind(service: Service, rules: DayRules) -> Finding:
    """This kind of service, with this topic, gets aid on that day."""
    rule = "service_kind"
    kind, topic = service.kind, service.topic
    if not rules.rates:
        return not_in_force(rule)
    if kind is None:
        row = next(iter(rules.rates.values()))
        return judged(rule, None, "not_given", row, missing=("service.kind",))
    rate = rules.rates.get((kind, topic))
    if rate is None:
        return not_in_force(rule)
    if rate.kind == "unknown":
        name, note = rules.topics[topic or ""].name, rate.basis.note or ""
        return judged(rule, None, "rate_unknown", rate, given=kind, topic=name, note=note)
    if rate.kind == "ordinary":
        rate = rules.rates.get((kind, None), rate)
    if rate.kind == "closed":
        return judged(rule, False, "closed", rate, given=kind, since=rate.basis.valid_from, note=rate.basis.note or "")
    return judged(rule, True, kind, rate, given=kind)


def theme(service: Service, rules: DayRules) -> Finding:
    """The service follows one of the themes, and is on the list where its theme asks that."""
    rule = "theme"
    requirement = rules.theme_required
    if requirement is None:
        return not_in_force(rule)
    if not requirement.required:
        return Finding(
            rule=rule,
            outcome="not_applicable",
            reason="before_themes",
            basis=requirement.basis,
            given=service.theme,
        )
    if service.theme is None:
        return judged(rule, None, "not_given", requirement, missing=("service.theme",))
    if service.theme == "geen":
        return judged(rule, False, "none", requirement, given="geen")
    row = rules.themes.get(service.theme)
    if row is None:
        return not_in_force(rule)
    if not row.listed_only:
        return judged(rule, True, "yes", row, given=row.key, theme=row.name)
    listed = service.listed_profession
    return judged(
        rule,
        listed,
        f"listed_{_yes_no(listed)}",
        row,
        given=row.key,
        missing=("service.listed_profession",),
        theme=row.name,
    )


def own_activity(service: Service, rules: DayRules) -> Finding:
    """The service serves what the enterprise does. Who says nothing is taken to have chosen one that does."""
    rule = "own_activity"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    serves = service.serves_own_activity
    return judged(rule, serves is not False, _yes_no_or_assumed(serves, good=True), row, given=serves)


def excluded_service(service: Service, rules: DayRules) -> Finding:
    """The service is not on the list of excluded services."""
    rule = "excluded_service"
    list_row = rules.exclusion_list
    if rules.coverage is None:
        return not_in_force(rule)
    if list_row is None:
        return Finding(
            rule=rule,
            outcome="not_applicable",
            reason="before_list",
            basis=rules.coverage.basis,
            given=service.excluded_as,
        )
    if service.excluded_as is None:
        return judged(rule, True, "not_named", list_row)
    row = rules.excluded_services.get(service.excluded_as)
    if row is None:
        return judged(rule, True, "not_yet_listed", list_row, given=service.excluded_as)
    holds = False if row.kind == "excluded" else None
    return judged(rule, holds, row.kind, row, given=row.key, service=row.name, note=row.basis.note or "")


def teacher(service: Service, rules: DayRules) -> Finding:
    """A training has a teacher who guides it or answers."""
    rule = "teacher"
    row = rules.conditions.get(rule)
    if row is None:
        return not_in_force(rule)
    without = service.without_teacher
    if service.kind == "advice":
        return Finding(rule=rule, outcome="not_applicable", reason="advice", basis=row.basis, given=without)
    if service.kind is None and without:
        return judged(rule, None, "kind_not_given", row, given=without, missing=("service.kind",))
    holds = None if without is None else not without
    return judged(rule, holds, _yes_no(holds), row, given=without, missing=("service.without_teacher",))


def minimum_cost(kind: str | None, eligible: Range, rules: DayRules) -> Finding:
    """The eligible cost reaches the minimum of its kind of service; `eligible` is in cents."""
    rule = "minimum_cost"
    rows = [row for key, row in rules.minimum_costs.items() if kind in (key, None)]
    if not rows:
        return not_in_force(rule)
    answers = {_reaches(row, eligible) for row in rows}
    holds = answers.pop() if len(answers) == 1 else None
    # With an unknown kind, the strictest minimum decides a pass and the mildest a refusal.
    row = (max if holds else min)(rows, key=lambda row: row.amount)
    known = eligible.low == eligible.high
    missing = ("service.kind",) if known else ("cost.net",)
    reason = _yes_no(holds) if holds is not None else ("kind_not_given" if known else "not_given")
    return judged(
        rule,
        holds,
        reason,
        row,
        given=Money(eligible.low) if known else None,
        missing=missing,
        minimum=row.amount,
    )


def _reaches(row: MinimumCost, eligible: Range) -> Truth:
    below = eligible.below(row.amount.cents)
    return None if below is None else not below


def _yes_no(holds: Truth) -> str:
    return "not_given" if holds is None else "yes" if holds else "no"


def _yes_no_or_assumed(given: Truth, *, good: bool) -> str:
    """The reason of a condition that is taken to hold where nothing is said."""
    return "assumed" if given is None else _yes_no(given is good)
