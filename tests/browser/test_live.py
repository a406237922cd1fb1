"""The answer beside the questions: it follows every change, is never of before without saying so, and moves nobody."""

import re
from statistics import median
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import ANSWER_SECONDS, ENGINE_LIMIT_MS, RIGHT, SHORT, Held, Visitor, link, waits_until
from tests.headlines import can_get

PHONE: ViewportSize = {"width": 390, "height": 844}
# The questions that the worker has at the same time, at most, and how many it got.
COUNTED = """
  const open = new Set();
  window.asked = { most: 0, all: 0 };
  window.Worker = class extends Worker {
    constructor(...order) {
      super(...order);
      this.addEventListener("message", ({ data }) => open.delete(data.id));
    }
    postMessage(message, ...rest) {
      if (message.text) {
        open.add(message.id);
        asked.all += 1;
        asked.most = Math.max(asked.most, open.size);
      }
      super.postMessage(message, ...rest);
    }
  };"""
# Two hundred changes of one answer, with so many milliseconds after each, the last one to 1500.
MANY_CHANGES = """async pause => {
  const price = document.querySelector("[name='cost.net']");
  for (let turn = 0; turn < 200; turn += 1) {
    price.value = turn === 199 ? "1500" : String(1000 + turn);
    price.dispatchEvent(new Event("input", { bubbles: true }));
    price.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}"""
# For twenty changes, one after the other: the milliseconds from the event until the answer shows.
FOLLOWED = """async event => {
  const price = document.querySelector("[name='cost.net']");
  const took = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const shown = new Promise((resolve) => addEventListener("kmo-rekenhulp:beoordeeld", resolve, { once: true }));
    price.value = String(2000 + turn);
    const start = performance.now();
    price.dispatchEvent(new Event(event, { bubbles: true }));
    await shown;
    took.push(performance.now() - start);
  }
  return took;
}"""
PLACE = "[scrollY, document.activeElement.name]"


def amounts(visitor: Visitor) -> list[str]:
    """The aid in every answer that was shown, in order."""
    return [answer["aid"]["amount"] for answer in visitor.heard() if answer.get("aid")]


def test_the_answer_follows_what_is_typed_and_moves_nothing(visitor: Visitor) -> None:
    visitor.listens()
    visitor.opens()
    visitor.is_ready()
    visitor.answers({**SHORT, "cost.net": ""})
    price = visitor.control("cost.net")
    price.scroll_into_view_if_needed()
    price.focus()
    place = visitor.page.evaluate(PLACE)
    price.press_sequentially("1500", delay=20)
    visitor.has_headline(can_get("450"))
    assert visitor.page.evaluate(PLACE) == place
    assert amounts(visitor)[-1] == "450.00"
    # Of what somebody types without a pause only the last is asked.
    assert not {"0.30", "4.50", "45.00"} & set(amounts(visitor))
    expect(visitor.page.locator(".rh-announced").first).to_contain_text(re.compile("450.euro"))


def test_many_changes_leave_no_queue_and_the_last_one_counts(new_visitor: Visitor) -> None:
    new_visitor.page.add_init_script(COUNTED)
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers(SHORT)
    new_visitor.page.evaluate(MANY_CHANGES, 5)
    new_visitor.has_headline(can_get("450"))
    asked = new_visitor.page.evaluate("asked")
    assert asked["most"] == 1
    new_visitor.page.wait_for_timeout(500)  # a queue would go on
    assert new_visitor.page.evaluate("asked.all") == asked["all"]


@pytest.mark.night
def test_how_soon_the_answer_follows_a_change(new_visitor: Visitor) -> None:
    """`pytest -s` prints the milliseconds; what somebody types waits a quarter of a second for what follows."""
    new_visitor.page.add_init_script(COUNTED)
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    for event in ("change", "input"):
        took = new_visitor.page.evaluate(FOLLOWED, event)
        print(f"\n{event}: {median(took):.0f} ms, at most {max(took):.0f}")
    new_visitor.page.evaluate(MANY_CHANGES, 50)
    new_visitor.has_headline(can_get("450"))
    asked = new_visitor.page.evaluate("asked")
    print(f"200 changes in 10 s: {asked['all']} questions, never more than {asked['most']} at a time")
    assert asked["most"] == 1


@pytest.mark.night
def test_a_worker_that_dies_halfway_starts_again_by_itself_and_that_is_said(new_visitor: Visitor) -> None:
    new_visitor.page.clock.install()
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers({**SHORT, "cost.net": "2000"})
    new_visitor.page.clock.run_for(1000)
    new_visitor.has_headline(can_get("600"))
    engine = Held(new_visitor.page, "**/engine.zst")
    new_visitor.worker.evaluate("self.close()")
    new_visitor.answers({"cost.net": "1000"})
    new_visitor.control("cost.net").blur()
    expect(new_visitor.page.locator("[data-stale=counting]").first).to_be_attached()
    new_visitor.page.clock.fast_forward(ANSWER_SECONDS * 1000)
    expect(new_visitor.status).to_contain_text("start opnieuw", timeout=ENGINE_LIMIT_MS)
    engine.let_go()
    new_visitor.has_headline(RIGHT)
    expect(new_visitor.page.locator("[data-stale]")).to_have_count(0)


def test_an_error_comes_when_a_field_is_left_and_the_answer_of_before_says_so(regular: Visitor) -> None:
    regular.opens()
    regular.answers(SHORT)
    regular.has_headline(RIGHT)
    price = regular.control("cost.net")
    at_price = regular.page.locator("[id='cost.net-fout']")
    price.fill("duizend")
    said = regular.page.locator(".rh-stale--wrong")
    expect(said).to_be_visible()
    expect(at_price).to_be_hidden()
    price.blur()
    expect(at_price).to_be_visible()
    regular.has_headline(RIGHT)
    expect(regular.errors).to_be_empty()
    regular.calculates()
    expect(regular.errors.get_by_role("heading")).to_be_focused()
    price.fill("1500")
    regular.has_headline(can_get("450"))
    for gone in (said, at_price):
        expect(gone).to_be_hidden()
    expect(regular.errors).to_be_empty()


def test_what_was_wiped_can_be_brought_back_until_something_else_is_done(regular: Visitor) -> None:
    regular.opens()
    regular.answers(SHORT)
    regular.has_headline(RIGHT)
    regular.page.get_by_role("button", name="Wis alles").click()
    expect(regular.result).to_be_empty()
    regular.page.get_by_role("button", name="Maak dat ongedaan").click()
    regular.has_headline(RIGHT)
    expect(regular.control("cost.net")).to_have_value("1000")
    regular.page.get_by_role("button", name="Wis alles").click()
    regular.answers({"cost.net": "5"})
    expect(regular.page.get_by_role("button", name="Maak dat ongedaan")).to_be_hidden()


def test_on_a_phone_a_link_opens_on_the_answer_and_every_way_back_leads_to_the_questions(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)
    visitor.opens(SHORT)
    sheet = page.get_by_role("dialog", name="Uw resultaat")
    visitor.has_headline(RIGHT)
    expect(sheet).to_be_visible()
    address = page.url
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    line = page.locator(".rh-dock button")
    expect(line).to_contain_text("300 euro")
    expect(page.locator(".rh-given").get_by_role("link", name="Wijzig").first).to_be_visible()
    for close in (page.go_back, sheet.get_by_role("button", name="Sluit").click):
        line.press("Enter")
        expect(visitor.result.get_by_role("heading", level=2).first).to_be_focused()
        close()
        expect(sheet).to_be_hidden()
        expect(line).to_be_focused()
        assert page.url == address
    visitor.answers({"cost.net": "2000"})
    expect(line).to_contain_text("600 euro")
    visitor.calculates()
    visitor.has_headline(can_get("600"))
    expect(sheet).to_be_visible()


def covered(page: Page) -> object:
    """What has the focus, where the line at the bottom lies over it."""
    return page.evaluate("""() => {
      const { activeElement: at } = document;
      const line = document.querySelector(".rh-dock");
      if (line.contains(at)) return null;
      return at.getBoundingClientRect().bottom > line.getBoundingClientRect().top ? at.outerHTML : null;
    }""")


def test_on_a_phone_the_line_never_lies_over_what_has_the_focus(visitor: Visitor) -> None:
    visitor.page.set_viewport_size(PHONE)
    visitor.opens()
    visitor.is_ready()
    visitor.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    visitor.control("enterprise.size_stated").focus()
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        assert covered(visitor.page) is None


def test_whoever_comes_from_the_catalogue_arrives_at_the_first_open_question(visitor: Visitor, site_url: str) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)
    for _ in range(2):  # the second time the calculator is known already
        page.goto(f"{site_url}catalogus/")
        page.locator(".rk-cards a").first.click()
        start = page.get_by_role("link", name="Bereken dit")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        start.evaluate("link => link.click()")
        first = visitor.control("enterprise.size_stated")
        expect(first).to_be_focused(timeout=ENGINE_LIMIT_MS)
        expect(first).to_be_in_viewport()
        expect(page.locator("[name='service.kind']:checked")).to_have_value("training")
        expect(page.get_by_role("dialog", name="Uw resultaat")).to_be_hidden()


def test_the_way_back_restores_the_answers_the_place_and_the_answer(visitor: Visitor, site_url: str) -> None:
    visitor.page.goto(site_url)
    visitor.opens()
    visitor.answers({**SHORT, "enterprise.legal_form": "bv"})
    visitor.has_headline(RIGHT)
    visitor.control("enterprise.legal_form").scroll_into_view_if_needed()
    visitor.page.wait_for_timeout(300)  # until the place is known
    place = visitor.page.evaluate("scrollY")
    visitor.page.locator(".md-tabs, .md-nav").get_by_role("link", name="Voorwaarden").first.evaluate("a => a.click()")
    expect(visitor.page.get_by_role("heading", level=1)).not_to_contain_text("Rekenhulp")
    visitor.page.go_back()
    visitor.has_headline(RIGHT)
    expect(visitor.control("enterprise.legal_form")).to_have_value("bv")
    waits_until(visitor.page, "Math.round(scrollY / 10)", round(place / 10))


def test_what_is_said_of_a_link_goes_at_the_first_change(regular: Visitor) -> None:
    regular.opens({**SHORT, "vreemd": "1", "rules": "van vroeger", "gave": "eligible:500.00"})
    notices = regular.result.locator(".rh-notice")
    expect(notices).to_have_count(2, timeout=ENGINE_LIMIT_MS)
    regular.control("cost.net").fill("duizend")  # which has no answer to take the place of the one of the link
    expect(notices).to_have_count(0)
    regular.has_headline(RIGHT)


def test_a_link_that_was_cut_off_is_calculated_with_what_came_of_it(visitor: Visitor) -> None:
    visitor.opens(SHORT)
    visitor.has_headline(RIGHT)
    visitor.calculates()
    cut = visitor.link()[: -len("&end=00000000")]
    visitor.page.goto("about:blank")
    visitor.page.goto(cut)
    expect(visitor.errors).to_contain_text("Het einde van deze link ontbreekt.", timeout=ENGINE_LIMIT_MS)
    visitor.calculates()
    visitor.has_headline(RIGHT)
    expect(visitor.errors).to_be_empty()


def test_on_a_phone_a_link_that_is_followed_while_the_sheet_is_open_shows_its_own_answer(visitor: Visitor) -> None:
    """It is no step back, which would close the sheet and keep the address of before."""
    visitor.page.set_viewport_size(PHONE)
    visitor.opens(SHORT)
    visitor.has_headline(RIGHT)
    other = link({**SHORT, "cost.net": "2000"})
    visitor.page.evaluate(f"location.hash = {other!r}")
    visitor.has_headline(can_get("600"))
    expect(visitor.result.get_by_role("heading", level=2).first).to_be_visible()
    visitor.page.go_back()
    expect(visitor.page.locator(".rh-sheet")).to_be_hidden()
    assert urlsplit(visitor.page.url).fragment == other[1:]


def test_a_link_that_is_followed_on_the_page_shows_its_own_answer(new_visitor: Visitor, requests: list[str]) -> None:
    """And nothing but that: the page itself is neither fetched nor drawn again."""
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    drawn = new_visitor.page.locator("kmo-rekenhulp").element_handle()
    asked = len(requests)
    new_visitor.page.evaluate(f"location.hash = {link({**SHORT, 'cost.net': '2000'})!r}")
    new_visitor.has_headline(can_get("600"))
    assert drawn.evaluate("element => element.isConnected")
    assert requests[asked:] == []
