"""The home page answers on its first screen: at once, without a script too, and for any price once Python is there."""

import json
from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from calculator.screen.first import first_answer
from publishing.pages.home import STEPS
from tests.browser.conftest import ENGINE_LIMIT_MS, Held, waits_until
from tests.conftest import WITHOUT_SERVICE_WORKER

ON = "2026-11-28"
AMOUNT = ".rk-first__answer [data-part=amount]"


@pytest.fixture
def home(known_context: BrowserContext, site_url: str) -> Iterator[Page]:
    page = known_context.new_page()
    page.clock.set_fixed_time(f"{ON}T10:00:00")
    page.goto(site_url)
    yield page
    page.close()


def test_the_answer_stands_there_before_python(page: Page, site_url: str) -> None:
    engine = Held(page, "**/engine/**")
    page.clock.set_fixed_time(f"{ON}T10:00:00")
    page.goto(site_url)
    expect(page.locator(AMOUNT)).to_have_text("450\u00a0euro")
    page.get_by_role("radio", name="Middelgroot").check(force=True)
    expect(page.locator(AMOUNT)).to_have_text("300\u00a0euro")  # 20 % of 1,500
    page.get_by_role("slider").fill(str(STEPS.index(2_000)))
    expect(page.locator(AMOUNT)).to_have_text("400\u00a0euro")
    expect(page.get_by_role("textbox", name="Wat kost ze?")).to_have_value("2.000")
    engine.let_go()


# How a browser draws the frame of each choice where somebody chose all colours: a shadow is not drawn there.
DRAWN = """[...document.querySelectorAll(".rk-first :is([value=small], [value=medium]) + span")].map(choice => {
  const { outlineStyle, borderStyle, outlineWidth, borderWidth, fontWeight } = getComputedStyle(choice);
  return [outlineStyle, borderStyle, outlineWidth, borderWidth, fontWeight].join();
})"""


def test_what_is_chosen_is_seen_in_forced_colours_too(home: Page) -> None:
    home.emulate_media(forced_colors="active")
    small, medium = home.evaluate(DRAWN)
    assert small != medium
    home.get_by_role("radio", name="Middelgroot").check(force=True)
    home.get_by_role("heading", level=1).click()  # the focus draws a frame as well
    assert home.evaluate(DRAWN) == [medium, small]


def test_any_other_price_is_answered_by_python(home: Page) -> None:
    home.get_by_role("textbox", name="Wat kost ze?").fill("1.438,02")
    expect(home.locator(AMOUNT)).to_have_text("431,41\u00a0euro", timeout=ENGINE_LIMIT_MS)  # a published example
    expect(home.get_by_role("link", name="Is dit zeker voor mij?")).to_have_attribute(
        "href", "rekenhulp/#v=1&service.kind=training&enterprise.size_stated=small&cost.net=1438.02"
    )


def test_what_is_no_price_gets_a_sentence_and_stays(home: Page) -> None:
    field = home.get_by_role("textbox", name="Wat kost ze?")
    field.fill("veel")
    expect(home.get_by_role("alert").filter(has_text="Vul een bedrag in")).to_be_visible(timeout=ENGINE_LIMIT_MS)
    expect(field).to_have_value("veel")
    field.fill("1.500")
    expect(home.locator(".rk-first__problem")).to_be_empty()
    expect(home.locator(AMOUNT)).to_have_text("450\u00a0euro")


def test_the_answers_go_along_to_the_calculator(home: Page) -> None:
    home.get_by_role("link", name="Is dit zeker voor mij?").click()
    expect(home.locator('[name="cost.net"]')).to_have_value("1500")
    expect(home.locator('[name="enterprise.size_stated"][value="small"]')).to_be_checked()
    expect(home.locator("#resultaat")).to_contain_text("450", timeout=ENGINE_LIMIT_MS)


def test_ready_amounts_and_python_never_differ(home: Page) -> None:
    """What the page shows for steps taken at random, against the module itself."""
    random = Random(2)
    for step in random.sample(range(len(STEPS)), 12):
        for size, name in (("small", "Klein"), ("medium", "Middelgroot")):
            home.get_by_role("radio", name=name).check(force=True)
            home.get_by_role("slider").fill(str(step))
            expect(home.locator(AMOUNT)).to_have_text(first_answer(size, str(STEPS[step]), ON).amount)


def test_without_a_script_a_choice_is_answered_too(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    shown = page.locator(".rk-first__ready [data-part=amount]:visible")
    expect(shown).to_have_text("450\u00a0euro")
    page.get_by_role("radio", name="Middelgroot").check(force=True)
    page.get_by_role("radio", name="5.000").check(force=True)
    expect(shown).to_have_text("1.000\u00a0euro")  # 20 % of 5,000
    context.close()


def test_the_engine_waits_for_a_touch_where_data_may_cost_money(browser: Browser, site_url: str) -> None:
    context = browser.new_context()
    context.add_init_script(WITHOUT_SERVICE_WORKER)
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(site_url)
    page.wait_for_timeout(1_000)
    assert not [address for address in asked if "/engine/" in address]
    page.get_by_role("slider").focus()
    waits_until(page, "performance.getEntriesByType('resource').length > 0", wanted=True)
    page.wait_for_timeout(1_000)
    assert json.dumps(asked).count("/engine/") > 0
    context.close()
