"""Edges of the rules that one step more or less would move, each worked out by hand."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import pytest

from calculator import changes
from calculator.answer import answer_to
from calculator.asked import Service
from calculator.assess import assess
from calculator.contract import fields, wire
from calculator.contract.reading import parse_assess
from calculator.logic import Range
from calculator.rules.eligibility import service_kind
from calculator.scheme.day import rules_on
from tests.rules.test_command_line import EXAMPLE

SERVICE = {
    "kind": "training",
    "theme": "digitalisering",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-05",
}


def period(year: int, headcount: str | None, turnover: str | None, balance: str | None) -> dict[str, Any]:
    return {"closed_on": f"{year}-12-31", "headcount": headcount, "turnover": turnover, "balance_sheet_total": balance}


def answer(command: str = "assess", *, enterprise: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """What the example gets, with another enterprise and other fields."""
    own = {name: value for name, value in EXAMPLE["enterprise"].items() if name not in ("periods", "relations")}
    request = {**EXAMPLE, "service": SERVICE, **fields, "enterprise": {**own, **enterprise}}
    status, text = wire.answer(command, json.dumps(request))
    assert status == 0, text
    given: dict[str, Any] = json.loads(text)
    return given


SMALL = {"periods": [period(2025, "5", "1000000", "900000")]}


def test_the_reverse_question_leaves_room_for_catering_that_costs_more_than_the_aid_asks() -> None:
    # 30 euro of aid needs 100 euro, which is the minimum too. Of the catering of 260 euro, 10 people may have 25 a day
    # each: 250 counts and 10 does not. So the price is 260 euro, and 30 % of 250 is 75 euro.
    cost = {"catering": {"amount": "260", "persons": 10, "days": 1}, "vat_recoverable": True}
    found = answer("reverse", enterprise=SMALL, cost=cost, wanted="30")
    assert (found["net_cost"], found["amount"]) == ("260.00", "75.00")


def test_a_newest_year_that_is_not_known_differs_from_nothing() -> None:
    # Small in both older years: two of three decide, whatever the newest was.
    years = [
        period(2025, None, None, None),
        period(2024, "5", "1000000", "900000"),
        period(2023, "5", "900000", "9000"),
    ]
    found = answer(enterprise={"periods": years})
    assert found["size"]["class"] == "small"
    [size] = [finding for finding in found["findings"] if finding["rule"] == "sme_size"]
    known = answer(enterprise={"periods": [period(2025, "5", "1", "1"), *years[1:]]})
    [same] = [finding for finding in known["findings"] if finding["rule"] == "sme_size"]
    turned = answer(enterprise={"periods": [period(2025, "60", "1", "1"), *years[1:]]})
    [differs] = [finding for finding in turned["findings"] if finding["rule"] == "sme_size"]
    assert "twee" not in size["sentence"]
    assert "twee" not in same["sentence"]
    assert "twee" in differs["sentence"]


def with_a_sister(headcount: str) -> list[tuple[str, Any]]:
    """What would change the answer for one person with a sister of so many, below the limit of 250."""
    sister = {"name": "Zus", "direction": "owns", "share": "60", "periods": [period(2025, headcount, "0", "0")]}
    found = answer(enterprise={"periods": [period(2025, "1", "0", "0")], "relations": [sister]})
    assert found["size"]["class"] == "large"
    return [(change["field"], change["to"]) for change in found["changes"]]


def test_nobody_left_is_a_proposal_and_less_than_nobody_is_none() -> None:
    fewer = "enterprise.periods.0.headcount"
    assert (fewer, "0.00") in with_a_sister("249.99")  # which leaves 249,99
    assert fewer not in [field for field, _ in with_a_sister("250")]  # which is too many without anybody


def test_a_rule_of_no_day_has_been_given_nothing() -> None:
    found = answer(enterprise=SMALL, applied_on="2016-03-31", service={"kind": "training"})
    assert {finding["given"] for finding in found["findings"] if finding["valid_from"] is None} == {None}


def test_after_the_last_day_that_a_request_may_have_nothing_is_proposed() -> None:
    # All of the year 2100 is used up, and no request can be of 2101.
    service = {**SERVICE, "starts_on": "2100-12-01", "ends_on": "2100-12-05"}
    found = answer(enterprise=SMALL, applied_on="2100-11-23", service=service, aid_granted_this_year="1000000")
    assert [finding["outcome"] for finding in found["findings"] if finding["rule"] == "yearly_cap"] == ["fail"]
    assert [change for change in found["changes"] if change["field"] == "applied_on"] == []


@pytest.mark.parametrize("wrong", [" ", "a\nb", 1])
def test_an_id_that_nobody_can_read_is_refused_at_its_field(wrong: object) -> None:
    group = {"enterprises": [{"id": wrong, "periods": []}], "holdings": [], "together": []}
    request = {**EXAMPLE, "service": SERVICE, "enterprise": {"group": group}}
    status, text = wire.answer("assess", json.dumps(request))
    assert status == 2
    assert "enterprise.group.enterprises.0.id" in [error["field"] for error in json.loads(text)["errors"]]


def test_a_field_of_a_kind_that_nothing_reads_is_told_with_its_name() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Asked:
        colour: complex

    with pytest.raises(TypeError, match=r"Asked\.colour"):
        fields._readers(Asked)["colour"](fields.FieldReader(), 1j, "colour")


@pytest.mark.parametrize(("starts_on", "promised"), [("2027-12-31", 2), ("2028-01-01", 0)])
def test_what_must_have_ended_before_it_begins_is_not_promised_together(starts_on: str, promised: int) -> None:
    # Without a teacher and of no theme: two changes. Applied for in 2026, a project must end by 31 December 2027.
    service = {"kind": "training", "theme": "geen", "without_teacher": True, "starts_on": starts_on}
    request = {**EXAMPLE, "service": service}
    assessed = answer_to(parse_assess(request))
    assert len(assessed.changes_together) == promised


def test_a_holding_that_controls_hides_none_of_those_behind_it() -> None:
    # 5 + 3 + 400 people are too many. A share of 50 % makes a partner, of which half counts: 5 + 3 + 200.
    daughter = {"name": "Dochter", "direction": "owns", "share": "100", "controls": True}
    sister = {"name": "Zus", "direction": "owns", "share": "60"}
    figures = {"periods": [period(2025, "3", "0", "0")]}, {"periods": [period(2025, "400", "0", "0")]}
    found = answer(enterprise={**SMALL, "relations": [{**daughter, **figures[0]}, {**sister, **figures[1]}]})
    assert found["size"]["class"] == "large"
    assert ("enterprise.relations.1.share", "50") in [(change["field"], change["to"]) for change in found["changes"]]


def test_a_number_that_may_be_the_limit_is_not_surely_below_it() -> None:
    assert [Range(1, high).below(50) for high in (49, 50, 51, None)] == [True, None, None, None]
    assert [Range(1, high).at_most(50) for high in (50, 51, None)] == [True, None, None]
    assert (Range(50, 50).below(50), Range(51, None).at_most(50)) == (False, False)


def finding(found: dict[str, Any], rule: str) -> dict[str, Any]:
    own: dict[str, Any]
    [own] = [each for each in found["findings"] if each["rule"] == rule]
    return own


@pytest.mark.parametrize(
    ("overdue", "serves", "outcome", "of_debts", "of_activity"),
    [
        (False, True, "pass", "heeft geen achterstallige", "past bij de activiteit"),
        (True, False, "fail", "heeft achterstallige", "past niet bij de activiteit"),
        (None, None, "pass", "U zei niets over sociale schulden", "U zei niets over de activiteit"),
    ],
)
def test_what_is_said_of_debts_and_activity_is_what_was_answered(
    overdue: bool | None, serves: bool | None, outcome: str, of_debts: str, of_activity: str
) -> None:
    enterprise = {**SMALL, "overdue_social_debts": overdue}
    found = answer(enterprise=enterprise, service={**SERVICE, "serves_own_activity": serves})
    for rule, said in (("obligations_met", of_debts), ("own_activity", of_activity)):
        assert finding(found, rule)["outcome"] == outcome
        assert said in finding(found, rule)["sentence"]


WITHOUT_KIND = {name: value for name, value in SERVICE.items() if name != "kind"}


def test_a_price_below_every_minimum_is_held_against_the_lowest() -> None:
    """Which is 100 euro, for a training; advice asks 500."""
    low = finding(answer(enterprise=SMALL, service=WITHOUT_KIND, cost={"net": "50"}), "minimum_cost")
    assert low["outcome"] == "fail"
    assert "minstens 100\u00a0euro" in low["sentence"]
    between = finding(answer(enterprise=SMALL, service=WITHOUT_KIND, cost={"net": "300"}), "minimum_cost")
    assert between["outcome"] == "unknown"


@pytest.mark.parametrize("kind", ["unknown", "closed"])
def test_a_rate_without_a_note_says_nothing_more(kind: Literal["unknown", "closed"]) -> None:
    """Every such row has a note today; another may have none."""
    rules = rules_on(date(2026, 11, 23))
    row = rules.rates["advice", "cybersecurity"]
    other = replace(row, kind=kind, small=None, medium=None, basis=replace(row.basis, note=None))
    without = replace(rules, rates={**rules.rates, ("advice", "cybersecurity"): other})
    found = service_kind(Service(kind="advice", topic="cybersecurity"), without)
    assert (found.reason, found.facts["note"]) == ({"unknown": "rate_unknown", "closed": "closed"}[kind], "")


def test_a_year_without_a_project_has_what_was_granted_and_no_cent_more() -> None:
    request = {"contract": 1, "enterprise": SMALL, "projects": [], "aid_granted": {"2026": "100"}}
    years = json.loads(wire.answer("plan", json.dumps(request))[1])["years"]
    assert [(year["year"], year["granted"]) for year in years] == [(2026, "100.00")]


def test_a_share_that_alone_decides_is_what_is_missing() -> None:
    """49 people and another firm of 40: without a share small, as a partner from 59 on and linked 89 medium."""
    other = {"name": "X", "direction": "owned_by", "periods": [period(2025, "40", "0", "0")]}
    found = answer(enterprise={"periods": [period(2025, "49", "0", "0")], "relations": [other]})
    assert found["size"]["class"] is None
    assert "enterprise.relations.0.share" in found["missing"]
    assert "enterprise.relations.0.periods.0.headcount" not in found["missing"]


def test_where_one_change_mends_two_rules_none_is_proposed_beside_it() -> None:
    """A public body with 300 people holds 60 %: too much for a public body, and large. With less than 25 % neither."""
    body = {
        "direction": "owned_by",
        "share": "60",
        "investor": "public_body",
        "periods": [period(2025, "300", "0", "0")],
    }
    found = answer(enterprise={**SMALL, "public_participation": "0", "relations": [body]})
    refusing = [each["rule"] for each in found["findings"] if each["outcome"] == "fail"]
    assert refusing == ["public_participation", "sme_size"]
    assert "enterprise.relations.0.share" in [change["field"] for change in found["changes"]]
    assert found["changes_together"] == []


def test_only_a_share_of_ones_own_is_proposed() -> None:
    """Of 1 person, held for 60 % by a firm that holds 60 % of one of 300: what that firm holds is its own matter."""
    group = {
        "enterprises": [
            {"id": "a", "periods": [period(2025, "1", "0", "0")]},
            {"id": "b", "periods": [period(2025, "300", "0", "0")]},
        ],
        "holdings": [{"holder": "a", "share": "60"}, {"holder": "a", "held": "b", "share": "60"}],
    }
    found = answer(enterprise={"periods": [period(2025, "1", "0", "0")], "group": group})
    assert found["size"]["class"] == "large"
    shares = {change["field"] for change in found["changes"] if "holdings" in change["field"]}
    assert shares == {"enterprise.group.holdings.0.share"}


def test_where_no_theme_is_open_to_every_service_none_stands_as_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    request = parse_assess({**EXAMPLE, "service": {**SERVICE, "theme": "geen"}})
    assert [change.field for change in changes.changes(assess(request))] == ["service.theme"]
    rules = rules_on(request.applied_on)
    listed = {name: replace(row, listed_only=True) for name, row in rules.themes.items()}
    monkeypatch.setattr("calculator.changes.rules_on", lambda _: replace(rules, themes=listed))
    assert changes.changes(assess(request)) == ()


def test_without_a_kind_the_reverse_question_asks_the_lowest_minimum() -> None:
    """In 2018 training and advice both got 40 %. Of 25 euro that is 10; the lowest minimum is 100, which gives 40."""
    days = {"theme": "digitalisering", "starts_on": "2018-09-01", "ends_on": "2018-09-05"}
    cost = {"vat_recoverable": True}
    found = answer("reverse", enterprise=SMALL, service=days, cost=cost, wanted="10", applied_on="2018-07-31")
    assert (found["net_cost"], found["amount"]) == ("100.00", "40.00")


def test_of_many_unknown_shares_none_is_looked_at_by_itself_and_all_are_missing() -> None:
    """Eight shares, each in one of three bands, are 6,561 groups: too many to look at."""
    others = [
        {"name": f"X{number}", "direction": "owned_by", "periods": [period(2025, "40", "0", "0")]}
        for number in range(8)
    ]
    found = answer(enterprise={"periods": [period(2025, "49", "0", "0")], "relations": others})
    assert found["size"]["class"] is None
    assert {f"enterprise.relations.{number}.share" for number in range(8)} <= set(found["missing"])


def test_who_else_holds_a_firm_that_public_bodies_surely_hold_is_no_matter() -> None:
    group = {
        "enterprises": [
            {"id": "a", "investor": "public_body"},
            {"id": "b", "investor": "public_body"},
            {"id": "x"},
        ],
        "holdings": [
            {"holder": "x", "share": "10"},
            {"holder": "a", "held": "x", "share": "60"},
            {"holder": "b", "held": "x"},
        ],
    }
    found = answer(enterprise={**SMALL, "public_participation": None, "group": group})
    assert finding(found, "public_participation")["outcome"] == "unknown"
    assert "enterprise.public_participation" in found["missing"]
    assert "enterprise.group.holdings.2.share" not in found["missing"]
