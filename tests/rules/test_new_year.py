"""What the change to a new year says and promises, worked out by hand under the rules of 2025 and 2026."""

import json
import re
from typing import Any

from calculator import corpus
from calculator.contract import wire

CASES = {case.id: case for case in corpus.read(corpus.PUBLISHED)}


def next_year(case: str) -> dict[str, Any]:
    """The change to 1 January 2026 that the published case is offered a year earlier."""
    found = answer(json.loads(a_year_earlier(case)))["changes"]
    return next(change for change in found if change["to"] == "2026-01-01")


def a_year_earlier(case: str) -> str:
    """Its request on the same days of the year before: what comes next year is then known for good."""
    return re.sub(r'"(20\d\d)(?=-|":)', lambda found: f'"{int(found[1]) - 1}', CASES[case].request)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    status, text = wire.answer("assess", json.dumps(request))
    assert status == 0
    told: dict[str, Any] = json.loads(text)
    return told


def test_nothing_is_used_of_a_new_year() -> None:
    change = next_year("wijziging-budget-op")
    assert change["also"] == {"aid_granted_this_year": "0.00"}
    assert (change["outcome"], change["amount"]) == ("eligible", "600.00")


def test_a_size_that_was_fixed_is_fixed_no_longer() -> None:
    """1,000 euro at 20 %, for the figures are those of a medium-sized enterprise; not at the 30 % of this year."""
    change = next_year("wijziging-budget-op-vaste-grootte-cijfers-middelgroot")
    assert change["also"] == {"aid_granted_this_year": "0.00", "enterprise.size_fixed_this_year": None}
    assert (change["outcome"], change["amount"]) == ("eligible", "200.00")


def test_applied_it_gives_what_it_promises() -> None:
    name = "wijziging-budget-op-vaste-grootte-cijfers-middelgroot"
    request = json.loads(a_year_earlier(name))
    request |= {"applied_on": "2026-01-01", "aid_granted_this_year": "0.00"}
    request["enterprise"]["size_fixed_this_year"] = None
    after = answer(request)
    assert (after["outcome"], after["aid"]["amount"]) == ("eligible", "200.00")


def test_a_plan_knows_what_the_new_year_already_gave() -> None:
    """7,400 of the 7,500 euro of 2026 was granted: of the 300 euro 100 is left."""
    status, text = wire.answer("plan", a_year_earlier("plan-volgend-jaar-is-nog-niet-op"))
    assert status == 0
    (change,) = json.loads(text)["projects"]["a"]["changes"]
    assert change["also"] == {"aid_granted_this_year": "7400.00"}
    assert (change["to"], change["outcome"], change["amount"]) == ("2026-01-01", "eligible", "100.00")
