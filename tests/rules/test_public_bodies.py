"""Public bodies hold less than 25 % together, directly or through enterprises they control (Art. 3(4))."""

from datetime import date
from typing import Any

import pytest

from calculator.asked import Enterprise
from calculator.contract.group import Relation, graph_of
from calculator.rules.eligibility import public_participation
from calculator.scheme.day import rules_on
from calculator.values import Percentage
from tests.rules.test_group import holder

RULES = rules_on(date(2026, 11, 23))


def city(share: str | None, **more: Any) -> Relation:
    return holder("Stad", share, investor="public_body", **more)


def judged(*relations: Relation, stated: str | None = "0") -> tuple[str, str, str | None, tuple[str, ...]]:
    """Outcome, sentence, percentage shown and missing fields."""
    enterprise = Enterprise(
        public_participation=None if stated is None else Percentage.from_text(stated), group=graph_of(relations)
    )
    finding = public_participation(enterprise, RULES)
    given = None if finding.given is None else str(finding.given)
    return finding.outcome, finding.reason, given, finding.missing


@pytest.mark.parametrize(("stated", "outcome"), [("0", "pass"), ("24.9999", "pass"), ("25", "fail"), ("100", "fail")])
def test_what_is_stated_decides_when_nothing_else_is_known(stated: str, outcome: str) -> None:
    assert judged(stated=stated) == (outcome, "yes" if outcome == "pass" else "no", stated, ())


def test_nothing_stated_is_unknown() -> None:
    assert judged(stated=None) == ("unknown", "not_given", None, ("enterprise.public_participation",))


def test_a_public_holder_refuses_even_when_nothing_is_stated() -> None:
    assert judged(city("25"), stated=None) == ("fail", "no", "25", ())
    assert judged(city("24"), stated=None)[0] == "unknown"


def test_the_higher_of_stated_and_held_counts() -> None:
    assert judged(city("20"), stated="10") == ("pass", "yes", "20", ())
    assert judged(city("20"), stated="26") == ("fail", "no", "26", ())


def test_public_holders_are_added_up() -> None:
    assert judged(city("12"), holder("Gewest", "12.9999", investor="public_body"))[0] == "pass"
    assert judged(city("12"), holder("Gewest", "13", investor="public_body")) == ("fail", "no", "25", ())


def test_other_holders_and_what_the_enterprise_owns_do_not_count() -> None:
    assert judged(holder("A", "90"), city("90", direction="owns"))[0] == "pass"
    assert judged(holder("Provincie", "30", investor="small_municipality"))[0] == "pass"


def test_a_public_body_in_control_holds_all() -> None:
    assert judged(city("1", controls=True)) == ("fail", "no", "100", ())
    assert judged(city(None, controls=True)) == ("fail", "no", "100", ())


def test_an_unknown_public_share_is_unknown_unless_the_rest_is_enough() -> None:
    assert judged(city(None)) == ("unknown", "not_given", "0", ("Stad.share",))
    assert judged(city(None), holder("Gewest", "25", investor="public_body"))[0] == "fail"


@pytest.mark.parametrize(("behind", "outcome"), [("50", "pass"), ("50.0001", "fail")])
def test_a_holder_is_public_when_public_bodies_have_more_than_half_of_it(behind: str, outcome: str) -> None:
    assert judged(holder("Moeder", "60", city(behind)))[0] == outcome


def test_a_public_holder_behind_two_others_counts() -> None:
    assert judged(holder("Moeder", "30", holder("Grootmoeder", "60", city("51")))) == ("fail", "no", "30", ())


def test_whether_a_holder_is_public_can_be_unknown() -> None:
    assert judged(holder("Moeder", "60", city(None))) == ("unknown", "not_given", "0", ("Stad.share",))
    assert judged(holder("Moeder", None, city("60")))[3] == ("Moeder.share",)
    assert judged(holder("Moeder", "20", city(None)))[0] == "pass"
    assert judged(holder("Moeder", None, city(None)))[3] == ("Moeder.share", "Stad.share")
