"""A table without a row for the day gives no answer: the finding is unknown and says so."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from calculator.asked import Catering, Cost, Enterprise, Service
from calculator.logic import Range
from calculator.rules import aid, deadlines, eligibility, size
from calculator.rules.finding import Finding
from calculator.scheme.day import DayRules, rules_on
from calculator.values import Money, Percentage

DAY = date(2026, 11, 23)
FIRM = Enterprise(legal_form="bv")
TRAINING = Service(kind="training", theme="digitalisering", starts_on=DAY)


def without(**tables: Any) -> DayRules:
    """What is in force on the day, less some tables."""
    return replace(rules_on(DAY), **tables)


@pytest.mark.parametrize(
    "finding",
    [
        eligibility.legal_form(FIRM, without(legal_forms={})),
        eligibility.legal_form(FIRM, without(legal_forms={"nv": rules_on(DAY).legal_forms["nv"]})),
        eligibility.establishment(FIRM, without(conditions={})),
        eligibility.public_participation(FIRM, without(public_participation=None)),
        eligibility.main_activity(FIRM, without(conditions={})),
        eligibility.obligations_met(FIRM, without(conditions={})),
        size.sme_size(size.size_of(FIRM, without(small=None)), without(small=None)),
        size.sme_size(size.size_of(FIRM, without(group=None)), without(group=None)),
        eligibility.related_provider(TRAINING, without(conditions={})),
        eligibility.service_kind(TRAINING, without(rates={})),
        eligibility.service_kind(
            replace(TRAINING, kind="advice"), without(rates=dict([*rules_on(DAY).rates.items()][:1]))
        ),
        eligibility.theme(TRAINING, without(theme_required=None)),
        eligibility.theme(TRAINING, without(themes={})),
        eligibility.own_activity(TRAINING, without(conditions={})),
        eligibility.excluded_service(TRAINING, without(coverage=None)),
        eligibility.teacher(TRAINING, without(conditions={})),
        eligibility.minimum_cost("training", Range(0, 0), without(minimum_costs={})),
        deadlines.application_window(DAY, TRAINING, without(terms={})),
        deadlines.finish_in_time(DAY, TRAINING, without(terms={})),
        aid.yearly_cap(None, "small", without(ceiling=None)),
    ],
    ids=lambda finding: finding.rule,
)
def test_without_a_row_there_is_no_answer(finding: Finding) -> None:
    assert (finding.outcome, finding.reason, finding.basis) == ("unknown", "no_rule_that_day", None)


def test_without_a_row_there_is_no_amount_and_no_deadline() -> None:
    cost = Cost(gross=Money(12_100))
    assert aid.price_of(cost, date(2016, 3, 31), rules_on(date(2016, 3, 31))) is None
    assert aid.rate_for(TRAINING, "small", without(rates={})) is None
    assert aid.ceiling_for("small", without(ceiling=None), granted=None, planned=Money(0)) is None
    assert deadlines.deadlines(DAY, TRAINING, without(terms={})) == ()


def test_without_a_row_for_catering_none_of_it_is_cut() -> None:
    cost = Cost(net=Money(100_000), catering=Catering(amount=Money(50_000), persons=1, days=1))
    assert aid.catering_surplus(cost, without(catering=None)) == Money(0)
    assert aid.catering_surplus(cost, rules_on(DAY)) == Money(47_500)


def test_an_unknown_kind_has_a_rate_only_where_both_kinds_share_it() -> None:
    unknown = Service(topic="cybersecurity")
    rate = aid.rate_for(unknown, "medium", rules_on(DAY))
    assert rate is not None
    assert rate.percentage == Percentage.of(35)
    assert aid.rate_for(Service(), "medium", rules_on(DAY)) is None


def test_a_rate_names_the_row_it_comes_from() -> None:
    rate = aid.rate_for(Service(kind="training", topic="cybersecurity"), "small", rules_on(DAY))
    ordinary = aid.rate_for(Service(kind="training", topic="cybersecurity"), "small", rules_on(date(2021, 9, 13)))
    assert rate is not None
    assert ordinary is not None
    assert rate.basis.valid_from == date(2021, 9, 14)
    assert (ordinary.basis.valid_from, ordinary.percentage) == (date(2019, 12, 1), Percentage.of(30))
