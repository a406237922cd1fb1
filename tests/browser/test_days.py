"""The day and the year of an answer in a real browser, on a clock of our own."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINE_LIMIT_MS, Answers, Visitor
from tests.headlines import REFUSED, can_get
from tests.sentences import REMEMBER, made_on

# A training of 5,000 euro gives a small enterprise 1,500; with 7,000 used, 500 of the 7,500 is left.
PROJECT: Answers = {
    "enterprise.size_stated": "small",
    "service.kind": "training",
    "service.theme": "digitalisering",
    "cost.net": "5.000",
}
USED = "aid_granted_this_year"
WHOLE, REST = can_get("1.500"), can_get("500")
JANUARY, NOVEMBER = "2026-01-15T12:00:00+01:00", "2026-11-28T12:00:00+01:00"
NEW_YEARS_EVE, NEW_YEAR = "2026-12-31T23:58:00+01:00", 5 * 60 * 1000


def kept(visitor: Visitor) -> dict[str, str]:
    pairs = visitor.page.evaluate("localStorage.getItem('kmo-portefeuille/rekenhulp')")
    return dict(json.loads(pairs))


def has_verdict(visitor: Visitor, text: str) -> None:
    """The verdict is this, also where a notice stands above it."""
    expect(visitor.page.locator("#resultaat-titel")).to_have_text(text, timeout=ENGINE_LIMIT_MS)


def label_of_the_year(visitor: Visitor) -> str:
    return visitor.page.locator(f'label[for="{USED}"]').inner_text()


@pytest.mark.parametrize(
    "kept_day", ["", pytest.param("15/1/2026", marks=pytest.mark.night)], ids=["not-chosen", "chosen"]
)
def test_a_form_kept_in_january_and_opened_in_november_asks_for_today(new_visitor: Visitor, kept_day: str) -> None:
    visitor = new_visitor
    visitor.page.clock.set_fixed_time(JANUARY)
    visitor.opens()
    visitor.answers({**PROJECT, USED: "7.000", "applied_on": kept_day})
    visitor.page.get_by_label(REMEMBER).check()
    assert "applied_on" not in kept(visitor)
    assert kept(visitor)["year"] == "2026"
    visitor.page.goto("about:blank")
    visitor.page.clock.set_fixed_time(NOVEMBER)
    visitor.opens()
    expect(visitor.control("applied_on")).to_have_value("")
    expect(visitor.control(USED)).to_have_value("7.000")
    visitor.calculates()
    has_verdict(visitor, REST)
    visitor.sees("aanvraag op 28\u00a0november\u00a02026")
    expect(visitor.result).not_to_contain_text("Gerekend voor")


@pytest.mark.night
def test_what_an_older_page_kept_is_of_the_year_of_its_day(new_visitor: Visitor) -> None:
    """Older pages filled in the day by themselves and kept it."""
    visitor = new_visitor
    visitor.page.clock.set_fixed_time("2027-01-05T12:00:00+01:00")
    pairs = [*PROJECT.items(), [USED, "7.000"], ["applied_on", "15/1/2026"]]
    stored = json.dumps(json.dumps(pairs))
    visitor.page.add_init_script(f"localStorage.setItem('kmo-portefeuille/rekenhulp', {stored})")
    visitor.opens()
    expect(visitor.control("applied_on")).to_have_value("")
    has_verdict(visitor, WHOLE)
    visitor.calculates()
    visitor.sees("Het telt niet voor 2027", "Hoeveel steun kreeg u in 2026 al")
    expect(visitor.control(USED)).to_have_value("")
    assert label_of_the_year(visitor) == "Hoeveel steun kreeg u in 2027 al, in euro?"


def test_a_tab_left_open_over_midnight_and_new_year_asks_for_the_new_day(visitor: Visitor) -> None:
    visitor.page.clock.install(time="2026-12-30T23:58:00+01:00")
    visitor.opens()
    visitor.answers({**PROJECT, USED: "7.000"})
    visitor.calculates()
    has_verdict(visitor, REST)
    visitor.sees("aanvraag op 30\u00a0december\u00a02026")
    visitor.page.clock.fast_forward(NEW_YEAR)
    visitor.sees("aanvraag op 31\u00a0december\u00a02026")
    has_verdict(visitor, REST)
    expect(visitor.control(USED)).to_have_value("7.000")
    visitor.page.clock.fast_forward(24 * 60 * 60 * 1000)
    visitor.sees("aanvraag op 1\u00a0januari\u00a02027", "Het telt niet voor 2027")
    has_verdict(visitor, WHOLE)
    expect(visitor.control(USED)).to_have_value("")
    assert label_of_the_year(visitor) == "Hoeveel steun kreeg u in 2027 al, in euro?"


def test_what_was_used_this_year_is_not_used_for_a_project_of_the_next(visitor: Visitor) -> None:
    """7,000 used in 2026, and a project applied for in 2027; each year keeps its own amount."""
    visitor.page.clock.set_fixed_time(NOVEMBER)
    visitor.opens()
    assert label_of_the_year(visitor) == "Hoeveel steun kreeg u in 2026 al, in euro?"
    visitor.answers({**PROJECT, USED: "7.000", "applied_on": "10/1/2027"})
    visitor.control("applied_on").blur()
    expect(visitor.control(USED)).to_have_value("", timeout=ENGINE_LIMIT_MS)
    assert label_of_the_year(visitor) == "Hoeveel steun kreeg u in 2027 al, in euro?"
    visitor.calculates()
    has_verdict(visitor, WHOLE)
    visitor.sees("Gerekend voor 10\u00a0januari\u00a02027.")
    visitor.answers({USED: "100"})
    visitor.page.get_by_role("button", name="Reken voor vandaag").click()
    has_verdict(visitor, REST)
    expect(visitor.control("applied_on")).to_have_value("")
    expect(visitor.control(USED)).to_have_value("7.000")
    visitor.answers({"applied_on": "10/1/2027"})
    visitor.control("applied_on").blur()
    expect(visitor.control(USED)).to_have_value("100")


def test_a_link_made_in_january_and_opened_in_november(visitor: Visitor) -> None:
    visitor.page.clock.set_fixed_time(JANUARY)
    visitor.opens()
    visitor.answers({**PROJECT, USED: "7.000"})
    visitor.calculates()
    has_verdict(visitor, REST)
    address = visitor.link()
    assert "applied_on" not in address
    assert "made=2026-01-15" in address
    visitor.page.goto("about:blank")
    visitor.page.clock.set_fixed_time(NOVEMBER)
    visitor.page.goto(address)
    has_verdict(visitor, REST)
    visitor.sees(made_on("15\u00a0januari\u00a02026"))
    expect(visitor.control("applied_on")).to_have_value("")


def test_a_link_with_a_day_is_judged_for_it_and_today_is_one_click_away(visitor: Visitor) -> None:
    """On 15 January 2026 advice still got 30 %: 300. Today it gets nothing."""
    visitor.page.clock.set_fixed_time(NOVEMBER)
    advice = {"enterprise.size_stated": "small", "service.kind": "advice", "cost.net": "1000"}
    visitor.opens({**advice, "applied_on": "2026-01-15"})
    has_verdict(visitor, can_get("300"))
    first_lines = visitor.result.locator(".rh-verdict")
    expect(first_lines).to_contain_text(re.compile("Gerekend voor 15.januari.2026."))
    first_lines.get_by_role("button", name="Reken voor vandaag").click()
    has_verdict(visitor, REFUSED)
    expect(visitor.control("applied_on")).to_have_value("")
