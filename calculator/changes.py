"""What would change the answer: for each refusal or loss the nearest change of one field that helps.

Every change is tried: it is offered only with the outcome and amount that the changed request really gets, and only
where that request misses none of its deadlines. No change goes to a day before the application.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calculator.asked import LAST_DAY, PUBLIC_BODY, AssessRequest, Group, Holding, Period, Service
from calculator.assess import RULES, Assessment, Verdict, assess
from calculator.logic import Range
from calculator.rules.price import net_cost, vat_rate
from calculator.scheme.day import rules_on
from calculator.values import HUNDRED_PERCENT_UNITS, AnnualWorkUnits, Money, Percentage, round_up

__all__ = ["Change", "changes", "changes_together"]

MOST_HOLDINGS_TRIED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field with another value, and what that gives.

    `to` is the value; `shown` is how the sentence names it; `also` are the other fields that a new calendar year
    changes with it.
    """

    rule: str
    field: str
    to: object
    shown: object
    reason: str
    also: Mapping[str, object]
    outcome: Verdict
    amount: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A change to try, and the request it makes."""

    field: str
    to: object
    reason: str
    request: AssessRequest
    shown: object = None
    also: Mapping[str, object] | None = None

    def tried(self, rule: str, after: Assessment) -> Change:
        """The change with what it gives."""
        return Change(
            rule=rule,
            field=self.field,
            to=self.to,
            shown=self.to if self.shown is None else self.shown,
            reason=self.reason,
            also=self.also or {},
            outcome=after.outcome,
            amount=after.aid.amount if after.aid else None,
        )


def changes(assessment: Assessment) -> tuple[Change, ...]:
    """The changes of one field that help: a better outcome or more aid. In the order of the rules they mend."""
    found = []
    for rule in _to_mend(assessment):
        for candidate in _candidates(rule, assessment):
            after = assess(candidate.request)
            if _merit(after) > _merit(assessment) and _can_be_done(after):
                found.append(candidate.tried(rule, after))
    return tuple(found)


def changes_together(assessment: Assessment) -> tuple[Change, ...]:
    """Where several rules refuse: one change for each, which help only together. Empty when one rule has none.

    Each change is tried on top of those before it, so the last one says what all of them give: it must be possible.
    """
    rules = _refusing(assessment)
    if len(rules) < 2:
        return ()
    steps = []
    for rule in rules:
        if rule not in _refusing(assessment):
            continue
        step = _mending(rule, assessment)
        if step is None:
            return ()
        change, assessment = step
        steps.append(change)
    return tuple(steps) if len(steps) > 1 and _can_be_done(assessment) else ()


def _mending(rule: str, before: Assessment) -> tuple[Change, Assessment] | None:
    """The nearest change after which the rule refuses no longer and no other begins to."""
    for candidate in _candidates(rule, before):
        after = assess(candidate.request)
        if set(_refusing(after)) <= set(_refusing(before)) - {rule}:
            return candidate.tried(rule, after), after
    return None


def _to_mend(assessment: Assessment) -> Sequence[str]:
    """The rules that refuse; without any, the ceiling when it cuts the amount."""
    aid = assessment.aid
    refusing = _refusing(assessment)
    if not refusing and aid is not None and aid.amount < aid.without_ceiling:
        return ["yearly_cap"]
    return refusing


def _refusing(assessment: Assessment) -> list[str]:
    return [finding.rule for finding in assessment.findings if finding.outcome == "fail"]


def _can_be_done(assessment: Assessment) -> bool:
    """Whether the project can still be applied for and ends in time."""
    return not any(deadline.missed for deadline in assessment.deadlines)


def _merit(assessment: Assessment) -> tuple[int, Money]:
    rank = ("not_eligible", "undecided", "eligible").index(assessment.outcome)
    return rank, assessment.aid.amount if assessment.aid else Money(0)


# ---- candidates, nearest first ------------------------------------------------------------------------------------


def _candidates(rule: str, assessment: Assessment) -> Iterator[_Candidate]:
    """What could mend the rule; nothing where no one answer can: another legal form or place is another enterprise."""
    mend = _MENDING.get(rule)
    return mend(assessment) if mend else iter(())


def _with_service(request: AssessRequest, service: Service, name: str, reason: str, shown: object = None) -> _Candidate:
    """The service with another value in the named field."""
    return _Candidate(
        field=f"service.{name}",
        to=getattr(service, name),
        shown=shown,
        reason=reason,
        request=replace(request, service=service),
    )


def _window(assessment: Assessment) -> Iterator[_Candidate]:
    """A start no earlier than the application: a day that is past is no longer to be chosen."""
    request = assessment.request
    start, end = request.applied_on, request.service.ends_on
    if end is None or start <= end:
        yield _with_service(request, replace(request.service, starts_on=start), "starts_on", "later_start")


def _finish(assessment: Assessment) -> Iterator[_Candidate]:
    """An end on the last day, or an application in a later year, which moves that day."""
    request, until = assessment.request, assessment.finding("finish_in_time").facts["until"]
    start, end = request.service.starts_on, request.service.ends_on
    assert isinstance(until, date)
    assert end is not None
    if start is None or start <= until:
        yield _with_service(request, replace(request.service, ends_on=until), "ends_on", "earlier_end")
    yield from _in_year(request, request.applied_on.year + end.year - until.year)


def _cap(assessment: Assessment) -> Iterator[_Candidate]:
    """The first day of the next year."""
    yield from _in_year(assessment.request, assessment.request.applied_on.year + 1)


def _in_year(request: AssessRequest, year: int) -> Iterator[_Candidate]:
    """An application on the first day of a later year: a ceiling of its own, and a size that nothing fixed yet.

    Only of the next year a plan may know what was granted; no one can have been granted aid of a later one.
    """
    if year > LAST_DAY.year:
        return
    enterprise, first = request.enterprise, date(year, 1, 1)
    granted = request.aid_granted_next_year if year == request.applied_on.year + 1 else Money(0)
    also: dict[str, object] = {"aid_granted_this_year": granted}
    if enterprise.size_fixed_this_year is not None:
        also["enterprise.size_fixed_this_year"] = None
    moved = replace(
        request,
        applied_on=first,
        enterprise=replace(enterprise, size_fixed_this_year=None),
        aid_granted_this_year=granted,
        planned=Money(0),
    )
    yield _Candidate(field="applied_on", to=first, reason="next_year", request=moved, also=also)


def _kind(assessment: Assessment) -> Iterator[_Candidate]:
    """A topic that still gets aid, or a training instead of advice."""
    request = assessment.request
    service = request.service
    for topic in rules_on(request.applied_on).topics.values():
        if topic.key != service.topic and service.theme in (None, topic.theme):
            changed = replace(service, topic=topic.key, theme=topic.theme)
            yield _with_service(request, changed, "topic", "topic", shown=topic.name.lower())
    yield _with_service(request, replace(service, kind="training"), "kind", "training_instead")


def _theme(assessment: Assessment) -> Iterator[_Candidate]:
    """A service of a theme, for which the first open to every service stands as an example; or one on the list."""
    request, service = assessment.request, assessment.request.service
    if service.theme == "geen":
        themes = rules_on(request.applied_on).themes.values()
        example = next((row for row in themes if not row.listed_only), None)
        if example is not None:
            yield _with_service(request, replace(service, theme=example.key), "theme", "a_theme", shown=example.name)
    else:
        listed = replace(service, listed_profession=True)
        yield _with_service(request, listed, "listed_profession", "on_the_list")


def _excluded(assessment: Assessment) -> Iterator[_Candidate]:
    request = assessment.request
    yield _with_service(request, replace(request.service, excluded_as=None), "excluded_as", "not_excluded")


def _related(assessment: Assessment) -> Iterator[_Candidate]:
    request = assessment.request
    other = replace(request.service, related_to_provider=False)
    yield _with_service(request, other, "related_to_provider", "other_provider")


def _own_activity(assessment: Assessment) -> Iterator[_Candidate]:
    request = assessment.request
    yield _with_service(
        request, replace(request.service, serves_own_activity=True), "serves_own_activity", "own_activity"
    )


def _obligations(assessment: Assessment) -> Iterator[_Candidate]:
    request = assessment.request
    yield _Candidate(
        field="enterprise.overdue_social_debts",
        to=False,
        reason="debts_paid",
        request=replace(request, enterprise=replace(request.enterprise, overdue_social_debts=False)),
    )


def _teacher(assessment: Assessment) -> Iterator[_Candidate]:
    request = assessment.request
    yield _with_service(request, replace(request.service, without_teacher=False), "without_teacher", "with_teacher")


def _minimum(assessment: Assessment) -> Iterator[_Candidate]:
    """The price, net or gross as it was given, that just reaches the minimum."""
    request, cost = assessment.request, assessment.request.cost
    finding = assessment.finding("minimum_cost")
    minimum, eligible = finding.facts["minimum"], finding.given
    net, rate = net_cost(cost, request.applied_on), vat_rate(cost, request.applied_on)
    assert isinstance(minimum, Money)
    assert isinstance(eligible, Money)
    assert net is not None
    assert rate is not None
    net = net + minimum - eligible
    if cost.gross is None:
        name, price, changed = "net", net, replace(cost, net=net)
    else:
        name, price = "gross", net + net.share(rate)
        changed = replace(cost, gross=price)
    yield _Candidate(field=f"cost.{name}", to=price, reason="minimum_reached", request=replace(request, cost=changed))


def _participation(assessment: Assessment) -> Iterator[_Candidate]:
    """Public bodies hold just less than the limit."""
    request = assessment.request
    limit = assessment.finding("public_participation").facts["limit"]
    assert isinstance(limit, Percentage)
    below = Percentage(limit.units - 1)
    enterprise = request.enterprise
    if enterprise.public_participation is not None and enterprise.public_participation >= limit:
        yield _Candidate(
            field="enterprise.public_participation",
            to=below,
            reason="lower_participation",
            request=replace(request, enterprise=replace(enterprise, public_participation=below)),
        )
    group = enterprise.group
    for holding in _own_holdings(group):
        if holding.held == 0 and group.others[holding.holder - 1].investor == PUBLIC_BODY:
            yield _with_share(request, holding, below, "lower_participation")


def _size(assessment: Assessment) -> Iterator[_Candidate]:
    """Fewer staff, a lower turnover or balance sheet total, or a lower share of one relation."""
    yield from _lower_figures(assessment)
    request = assessment.request
    limits = rules_on(request.applied_on).group
    assert limits is not None, "a size was found"
    for holding in _own_holdings(request.enterprise.group)[:MOST_HOLDINGS_TRIED]:
        if holding.share is None or holding.controls:
            continue
        for share in (limits.linked_above, Percentage(limits.partner_from.units - 1)):
            if share < holding.share:
                yield _with_share(request, holding, share, "lower_share")


def _own_holdings(group: Group) -> list[Holding]:
    """What others hold of the enterprise that applies, and what it holds of them."""
    return [holding for holding in group.holdings if 0 in (holding.holder, holding.held)]


def _lower_figures(assessment: Assessment) -> Iterator[_Candidate]:
    """The enterprise's own newest figures, each as high as the group leaves room for under the limit of an SME."""
    request, size = assessment.request, assessment.size
    limits = rules_on(request.applied_on).medium
    if size is None or limits is None or not request.enterprise.periods:
        return
    newest = request.enterprise.periods[0]
    total = size.exact["headcount"]
    if newest.headcount is not None and total.low == total.high:
        others = total.low - newest.headcount.hundredths * HUNDRED_PERCENT_UNITS
        staff = AnnualWorkUnits(limits.staff_below * 100 - 1 - others // HUNDRED_PERCENT_UNITS)
        if AnnualWorkUnits(0) <= staff < newest.headcount:
            yield _with_newest(request, replace(newest, headcount=staff), "headcount", staff, "fewer_staff")
    turnover = _room(size.exact["turnover"], newest.turnover, limits.turnover_at_most)
    if turnover is not None:
        yield _with_newest(request, replace(newest, turnover=turnover), "turnover", turnover, "lower_figure")
    balance = _room(size.exact["balance_sheet_total"], newest.balance_sheet_total, limits.balance_sheet_total_at_most)
    if balance is not None:
        changed = replace(newest, balance_sheet_total=balance)
        yield _with_newest(request, changed, "balance_sheet_total", balance, "lower_figure")


def _room(total: Range, own: Money | None, limit: Money) -> Money | None:
    """What the group leaves of the limit for the enterprise itself, where that is less than it has."""
    if own is None or total.low != total.high:
        return None
    others = total.low - own.cents * HUNDRED_PERCENT_UNITS
    room = limit - Money(round_up(others, HUNDRED_PERCENT_UNITS))
    return room if Money(0) <= room < own else None


def _with_newest(request: AssessRequest, period: Period, measure: str, value: object, reason: str) -> _Candidate:
    enterprise = request.enterprise
    changed = replace(enterprise, periods=(period, *enterprise.periods[1:]))
    return _Candidate(
        field=f"enterprise.periods.0.{measure}", to=value, reason=reason, request=replace(request, enterprise=changed)
    )


def _with_share(request: AssessRequest, holding: Holding, share: Percentage, reason: str) -> _Candidate:
    enterprise = request.enterprise
    group = enterprise.group
    holdings = tuple(replace(each, share=share) if each is holding else each for each in group.holdings)
    changed = replace(enterprise, group=replace(group, holdings=holdings))
    return _Candidate(
        field=f"{holding.path}.share", to=share, reason=reason, request=replace(request, enterprise=changed)
    )


_MENDING: Mapping[str, Callable[[Assessment], Iterator[_Candidate]]] = {
    "public_participation": _participation,
    "obligations_met": _obligations,
    "sme_size": _size,
    "related_provider": _related,
    "service_kind": _kind,
    "theme": _theme,
    "own_activity": _own_activity,
    "excluded_service": _excluded,
    "teacher": _teacher,
    "minimum_cost": _minimum,
    "application_window": _window,
    "finish_in_time": _finish,
    "yearly_cap": _cap,
}
assert _MENDING.keys() <= {rule.id for rule in RULES}, "each mends a rule that exists"
