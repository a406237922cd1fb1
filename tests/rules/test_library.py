"""The calculator as other programs call it: dictionaries in and out, and every error by its field."""

from datetime import date
from typing import Any

import pytest

from calculator.library import Refused, assess, plan, rules_on
from tests.rules.test_command_line import EXAMPLE


def test_a_project_is_judged() -> None:
    answer = assess(EXAMPLE)
    assert (answer["outcome"], answer["aid"]["amount"]) == ("eligible", "300.00")


def test_a_plan_gives_each_project_what_is_left_of_its_year() -> None:
    # 30 % of 20,000 is 6,000, which leaves 1,500 of the 7,500 of the year for the second.
    project = {"applied_on": "2026-11-23", "service": EXAMPLE["service"], "cost": {**EXAMPLE["cost"], "net": "20000"}}
    two: dict[str, Any] = {
        "contract": 1,
        "enterprise": EXAMPLE["enterprise"],
        "projects": [{**project, "id": name} for name in ("a", "b")],
        "aid_granted": {"2026": "0"},
    }
    projects = plan(two)["projects"]
    assert [projects[name]["aid"]["amount"] for name in ("a", "b")] == ["6000.00", "1500.00"]


def test_what_is_no_request_is_refused_with_all_its_errors() -> None:
    with pytest.raises(Refused) as refused:
        assess({**EXAMPLE, "applied_on": "2026-02-30", "cost": {"net": "-1"}})
    assert set(refused.value.errors) == {"applied_on", "cost.net"}
    assert all(f"{field}: {said}" in str(refused.value) for field, said in refused.value.errors.items())


def test_the_rules_of_a_day() -> None:
    assert [rules_on(date(2016, month, day))["covered"] for month, day in ((3, 31), (4, 1))] == [False, True]
