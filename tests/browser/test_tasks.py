"""Four visitors with what they come for, on a phone and on a desk: what it takes them, and how long the answer is.

    python -m pytest -s tests/browser/test_tasks.py        prints what each took

Before the answer lived beside the questions the owner needed 17 answers, 26 presses and 10 screens of a phone, and read
a result of 9,500 px.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import ENGINE_LIMIT_MS, Answers, Visitor
from tests.headlines import REFUSED, can_get, gets

SCREENS: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
}
# Every press, and how far the page, the sheet or the card beside the questions was scrolled.
COUNTED = """
  window.took = { presses: 0, scrolled: 0 };
  const places = new WeakMap();
  addEventListener("pointerdown", (event) => { took.presses += event.isTrusted ? 1 : 0; }, true);
  addEventListener("scroll", ({ target }) => {
    const at = target === document ? scrollY : target.scrollTop;
    took.scrolled += Math.abs(at - (places.get(target) ?? 0));
    places.set(target, at);
  }, true);"""

OWNER: Answers = {
    "enterprise.legal_form": "bv",
    "enterprise.established_in_flanders": "true",
    "enterprise.main_activity": "accepted",
    "enterprise.public_participation": "0",
    "enterprise.periods.0.headcount": "1",
    "enterprise.periods.0.turnover": "150000",
    "enterprise.periods.0.balance_sheet_total": "80000",
    "service.theme": "digitalisering",
    "service.without_teacher": "false",
    "service.related_to_provider": "false",
    "service.starts_on": "1/12/2026",
    "aid_granted_this_year": "0",
    "cost.vat_recoverable": "true",
    "enterprise.group_changed": "false",
    "enterprise.overdue_social_debts": "false",
    "service.serves_own_activity": "true",
}


@dataclass(frozen=True, kw_only=True)
class Took:
    """What a task took: answers given, presses, screens scrolled, and the height of the result in screens."""

    answers: int
    presses: int
    screens: float
    result: float

    def __str__(self) -> str:
        return (
            f"{self.answers} answers, {self.presses} presses, {self.screens:.1f} screens scrolled,"
            f" a result of {self.result:.1f} screens"
        )


class Player:
    """A visitor who does no more than is needed, and whose every deed counts."""

    def __init__(self, visitor: Visitor, size: ViewportSize) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.size = size
        self.answered = 0
        self.page.set_viewport_size(size)
        self.page.add_init_script(COUNTED)
        self.page.clock.set_fixed_time("2026-11-28T12:00:00+01:00")

    def fills_in(self, answers: Answers) -> None:
        """Answer these questions of the form, the folds around them opened first."""
        for path, value in answers.items():
            control = self.visitor.control(path)
            for fold in control.locator("xpath=ancestor::details[not(@open)]").all():
                fold.locator("> summary").click()
            if control.get_attribute("type") == "radio":
                self.page.locator(f'label:has([name="{path}"][value="{value}"])').click()
            elif control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.click()
                control.fill(value)
            self.answered += 1

    def opens_the_result(self) -> None:
        """On a phone one press of the line at the bottom; beside the questions it is open."""
        if self.size["width"] < 1024:
            self.page.locator(".rh-dock button").click()
        expect(self.visitor.result.get_by_role("heading", level=2).first).to_be_visible(timeout=ENGINE_LIMIT_MS)

    def answers_what_is_asked(self, answers: Answers) -> None:
        """Answer each question below the verdict, until none is left."""
        asked = self.visitor.result.locator(".rh-ask")
        while asked.count() > 0:
            before = asked.inner_text()
            self._answers(asked, answers)
            expect(self.page.locator("[data-stale]")).to_have_count(0)
            if asked.count() > 0:
                expect(asked).not_to_have_text(before, use_inner_text=True)
            assert self.answered < 40, before

    def _answers(self, asked: Locator, answers: Answers) -> None:
        self.answered += 1
        for choice in asked.locator("[data-do=set]").filter(visible=True).all():
            pairs = json.loads(choice.get_attribute("data-with") or "[]")
            if all(answers.get(path) == value for path, value in pairs):
                return choice.click()
        form = asked.locator("[data-asks]").first
        value = answers[form.get_attribute("data-asks") or ""]
        control = form.locator("[name=answer]")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.click()
            control.fill(value)
        return form.get_by_role("button", name="Antwoord").click()

    @property
    def took(self) -> Took:
        counted: Any = self.page.evaluate("took")
        height: float = self.visitor.result.evaluate("result => result.scrollHeight")
        return Took(
            answers=self.answered,
            presses=counted["presses"],
            screens=counted["scrolled"] / self.size["height"],
            result=height / self.size["height"],
        )


def owner(player: Player) -> None:
    """A training of 1,500 euro, until it is sure: 30 % of it is 450."""
    player.visitor.opens()
    player.fills_in({"enterprise.size_stated": "small", "service.kind": "training", "cost.net": "1500"})
    player.opens_the_result()
    player.answers_what_is_asked(OWNER)
    player.visitor.has_headline(gets("450"))


def refused(player: Player) -> None:
    """Advice of 2,000 euro: since February 2026 only that about cybersecurity gets aid."""
    player.visitor.opens()
    player.fills_in({"enterprise.size_stated": "small", "service.kind": "advice", "cost.net": "2000"})
    player.fills_in({"service.theme": "innovatie"})
    player.opens_the_result()
    player.visitor.has_headline(REFUSED)


def medium(player: Player) -> None:
    """A medium firm with 7,000 of its 7,500 used: 500 is left this year; in January 20 % of 4,000, 800, and 200."""
    player.visitor.opens()
    player.fills_in({"enterprise.size_stated": "medium", "service.kind": "training", "cost.net": "4000"})
    player.fills_in({"service.theme": "innovatie", "aid_granted_this_year": "7000"})
    expect(player.visitor.result).to_contain_text(can_get("500"), timeout=ENGINE_LIMIT_MS)
    player.page.get_by_role("button", name="Nog een opleiding").click()
    player.fills_in({"service.theme": "innovatie", "cost.net": "1000", "applied_on": "5/1/2027"})
    player.page.keyboard.press("Tab")
    expect(player.visitor.result).to_contain_text(can_get("200"))
    player.page.get_by_role("link", name="Bekijk uw plan").click()
    rows = player.page.locator("#vergelijking tbody tr")
    expect(rows.nth(0)).to_contain_text("500\u00a0euro")
    expect(rows.nth(1)).to_contain_text("200\u00a0euro")


def accountant(player: Player) -> None:
    """A firm of 12 people and its holding of 45, which owns all of it: 57 together, so medium: 20 % of 1,500 is 300."""
    player.visitor.opens()
    player.fills_in({"service.kind": "training", "service.theme": "digitalisering", "cost.net": "1500"})
    player.fills_in({"enterprise.periods.0.headcount": "12", "enterprise.periods.0.turnover": "2000000"})
    player.page.get_by_role("button", name="Ik heb een holding").click()
    member = "enterprise.group.enterprises.0.periods.0"
    player.fills_in({f"{member}.headcount": "45", f"{member}.turnover": "30000000"})
    player.fills_in({f"{member}.balance_sheet_total": "20000000", "enterprise.group.holdings.0.share": "100"})
    player.opens_the_result()
    player.visitor.has_headline(can_get("300"))


TASKS: dict[str, Callable[[Player], None]] = {
    "owner": owner,
    "refused": refused,
    "medium": medium,
    "accountant": accountant,
}
# What each may take at most: answers, presses, screens scrolled, and the result in screens.
MOST: dict[str, tuple[int, int, float, float]] = {
    "owner": (10, 15, 3, 2),
    "refused": (4, 6, 2, 2),
    "medium": (8, 11, 10, 2),
    "accountant": (9, 11, 4, 2),
}


@pytest.mark.night
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("task", TASKS)
def test_what_a_task_takes(visitor: Visitor, task: str, screen: str) -> None:
    player = Player(visitor, SCREENS[screen])
    TASKS[task](player)
    took = player.took
    print(f"\n{task}, {screen}: {took}")
    answers, presses, screens, result = MOST[task]
    assert took.answers <= answers
    assert took.presses <= presses
    assert took.screens <= screens
    assert took.result <= result
