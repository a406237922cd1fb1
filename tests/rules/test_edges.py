"""Edges of the rules that one step more or less would move, each worked out by hand."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from calculator.answer import answer_to
from calculator.contract import fields, wire
from calculator.contract.reading import parse_assess
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
