"""Several projects, one ceiling a year."""

from decimal import Decimal
from typing import Any

from hypothesis import given

from tests.properties.asking import Json, ask
from tests.properties.strategies import plans, randoms, requests


def amount(assessment: Json) -> Decimal:
    return Decimal(assessment["aid"]["amount"]) if assessment["aid"] else Decimal(0)


@given(plans, randoms)
def test_order_of_projects_never_changes_a_year(plan: Json, random: Any) -> None:
    """The list may be typed in any order; every year's total stays the same."""
    projects = list(plan["projects"])
    random.shuffle(projects)
    assert ask("plan", plan | {"projects": projects})["years"] == ask("plan", plan)["years"]


@given(plans)
def test_a_year_is_what_was_granted_and_its_projects(plan: Json) -> None:
    """Granted is what was granted before and the plan's own amounts, and the plan never goes over the ceiling."""
    response = ask("plan", plan)
    for year in response["years"]:
        before = Decimal(plan["aid_granted"].get(str(year["year"]), 0))
        own = sum(
            amount(response["projects"][project["id"]])
            for project in plan["projects"]
            if project["applied_on"].startswith(str(year["year"]))
        )
        assert Decimal(year["granted"]) == before + own


@given(plans)
def test_projects_come_in_order_of_application(plan: Json) -> None:
    """Every project once, the earliest application first."""
    order = ask("plan", plan)["order"]
    days = {project["id"]: project["applied_on"] for project in plan["projects"]}
    assert sorted(order) == sorted(days)
    assert [days[project] for project in order] == sorted(days.values())


@given(requests)
def test_a_plan_of_one_project_is_its_assessment(request: Json) -> None:
    """A plan adds nothing to a single project but the year around it."""
    granted = request.get("aid_granted_this_year")
    plan = {
        "contract": 1,
        "enterprise": request.get("enterprise"),
        "projects": [{"id": "a", **{part: request.get(part) for part in ("applied_on", "service", "cost")}}],
        "aid_granted": {} if granted is None else {request["applied_on"][:4]: granted},
    }
    planned, assessed = ask("plan", plan)["projects"]["a"], ask("assess", request)
    for part in ("outcome", "size", "aid", "deadlines", "findings"):
        assert planned[part] == assessed[part]


@given(plans)
def test_the_cost_that_uses_up_the_rest_does_so_to_the_cent(plan: Json) -> None:
    """At each rate that cost reaches what is left, and a cent less does not."""
    for year in ask("plan", plan)["years"]:
        for rate, cost in (year["net_cost_that_uses_it_up"] or {}).items():
            left, share = Decimal(year["left"]), Decimal(rate) / 100
            assert Decimal(cost) * share >= left
            assert not left or (Decimal(cost) - Decimal("0.01")) * share < left
