"""Using the page: keyboard, small screens, other pages in between, a group of enterprises, every state accessible."""

import re
from collections.abc import Callable, Collection

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ADVICE, CERTAIN, ENGINE_LIMIT_MS, SHORT, WRONG, Answers, Visitor
from tests.browser.looks import Colours, found_by_axe, in_states, too_wide_for
from tests.headlines import REFUSED, SOMETHING_WRONG, can_get, gets


def every_fold_open(visitor: Visitor) -> None:
    visitor.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


def test_from_the_keyboard_alone_to_an_amount(visitor: Visitor) -> None:
    visitor.opens()
    page = visitor.page
    page.locator('[name="enterprise.size_stated"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Digi")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("1000")
    page.keyboard.press("Tab")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    visitor.has_headline(can_get("300"))
    expect(visitor.result.get_by_role("heading", level=2).first).to_be_focused()


def test_the_first_tab_leads_past_the_navigation_to_the_questions(visitor: Visitor) -> None:
    """WCAG 2.4.1. The address keeps the answers, and the result stays."""
    visitor.opens(SHORT)
    visitor.has_headline(can_get("300"))
    address, page = visitor.page.url, visitor.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de vragen van de rekenhulp")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Uw eerste bedrag")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator('[name="enterprise.size_stated"][value=small]')).to_be_focused()
    expect(page).to_have_url(address)
    visitor.has_headline(can_get("300"))


def test_folds_and_added_enterprises_work_from_the_keyboard(regular: Visitor) -> None:
    regular.opens()
    fold = regular.page.locator("details", has=regular.page.get_by_role("heading", name="Uw cijfers"))
    fold.locator("> summary").press("Enter")
    regular.page.get_by_role("button", name="Ik heb een holding").press("Enter")
    expect(regular.control("enterprise.group.enterprises.0.name")).to_be_focused()


def test_the_answers_and_the_engine_outlive_a_visit_to_another_page(visitor: Visitor, site_url: str) -> None:
    """The published site changes pages without loading them anew; it knows its own pages by its sitemap."""
    started: list[str] = []
    visitor.page.on("worker", lambda worker: started.append(worker.url.rsplit("/", 1)[-1]))
    visitor.page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap(site_url)))
    visitor.opens()
    visitor.answers({**SHORT, "enterprise.legal_form": "bv", "cost.net": "1.438,02"})
    visitor.page.get_by_role("link", name="Aanbod", exact=True).first.click()
    expect(visitor.page).to_have_url(f"{site_url}catalogus/")
    expect(visitor.page.locator("kmo-rekenhulp")).to_have_count(0)
    visitor.page.get_by_role("link", name="Rekenhulp", exact=True).first.click()
    expect(visitor.control("cost.net")).to_have_value("1.438,02")
    expect(visitor.control("enterprise.legal_form")).to_have_value("bv")
    visitor.calculates()
    visitor.has_headline(can_get("431,41"))
    assert started.count("worker.mjs") == 1


def sitemap(site_url: str) -> str:
    """A sitemap of the two pages, as the published site has for its own address."""
    pages = "".join(f"<url><loc>{site_url}{page}</loc></url>" for page in ("rekenhulp/", "catalogus/", "hoeveel/"))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'


def arrives(page: Page, site_url: str, *links: str) -> None:
    """Go from a page without scripts of its own to another by these links, without loading any page anew."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site_url}hoeveel/")
    page.evaluate("window.stays = true")
    for link in links:
        page.get_by_role("link", name=link, exact=True).first.click()
    expect(page.locator("article :is(kmo-rekenhulp, kmo-lijst, kmo-insluiten)")).to_be_visible()
    assert page.evaluate("window.stays") is True


def test_arriving_from_another_page_starts_the_calculator(visitor: Visitor, site_url: str) -> None:
    arrives(visitor.page, site_url, "Rekenhulp")
    visitor.is_ready()
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_headline(can_get("300"))


@pytest.mark.night
def test_arriving_from_another_page_starts_the_list_and_the_embedding(page: Page, site_url: str) -> None:
    arrives(page, site_url, "Rekenhulp", "Kijk een hele lijst na")
    expect(page.locator("kmo-lijst [name=on]")).not_to_have_value("")
    arrives(page, site_url, "Rekenhulp", "Zet de rekenhulp erop")
    expect(page.locator("kmo-insluiten textarea")).to_have_value(re.compile("^<iframe "))


def test_questions_show_only_where_they_apply_and_then_count_only(regular: Visitor) -> None:
    regular.opens()
    topic = regular.page.get_by_role("group", name="Gaat het over een van deze onderwerpen?")
    expect(topic).to_be_visible()
    regular.answers({**SHORT, "service.theme": "digitalisering", "service.topic": "cybersecurity"})
    regular.answers({"service.theme": "innovatie"})
    expect(topic).to_be_hidden()
    regular.calculates()
    regular.has_headline(can_get("300"))
    regular.answers({"service.theme": "digitalisering"})
    regular.calculates()
    regular.has_headline(can_get("450"))


def test_a_change_link_of_an_answer_leads_to_its_question(regular: Visitor) -> None:
    regular.opens(CERTAIN)
    regular.has_headline(gets("300"))
    answer = regular.page.locator(".rh-given .rh-answers div", has_text="Holding: Naam")
    answer.get_by_role("link", name="Wijzig").click()
    expect(regular.control("enterprise.group.enterprises.0.name")).to_be_focused()


@pytest.mark.parametrize("answers", [None, CERTAIN, WRONG], ids=["empty", "certain", "wrong"])
def test_nothing_sticks_out_of_the_screen(regular: Visitor, answers: Answers | None) -> None:
    """320 px is also what a screen of 1280 px shows at 400 %."""
    regular.opens(answers)
    regular.is_ready()
    every_fold_open(regular)
    assert too_wide_for(regular.page, 1280, 360, 320) == []


def fails_to_load(visitor: Visitor) -> None:
    visitor.page.route("**/worker.mjs", lambda route: route.abort())
    visitor.opens()
    expect(visitor.status).to_contain_text("kon niet starten", timeout=ENGINE_LIMIT_MS)


def is_loading(visitor: Visitor) -> None:
    visitor.page.route("**/worker.mjs", lambda _: None)
    visitor.opens()
    expect(visitor.status).to_contain_text("wordt geladen")


def is_empty(visitor: Visitor) -> None:
    visitor.opens()
    visitor.is_ready()
    every_fold_open(visitor)


def plans(visitor: Visitor) -> None:
    visitor.opens(SHORT)
    visitor.has_headline(can_get("300"))
    together = visitor.page.locator("#vergelijking")
    visitor.unfolds("take")
    visitor.page.get_by_role("button", name="Maak een kopie").click()
    expect(together.locator("tbody tr")).to_have_count(2)
    expect(together.get_by_role("heading", level=2)).to_be_focused()
    every_fold_open(visitor)


# A partner, a daughter, one that is left out, one of the same people, and a row where nobody is chosen yet.
GROUP: Answers = {
    **CERTAIN,
    **{f"enterprise.group.enterprises.{place}.id": str(place + 1) for place in range(4)},
    **{f"enterprise.group.enterprises.{place}.periods.0.headcount": "5" for place in range(4)},
    "enterprise.group.holdings.1.holder": "2",
    "enterprise.group.holdings.1.held": "own",
    "enterprise.group.holdings.1.share": "30",
    "enterprise.group.holdings.2.holder": "own",
    "enterprise.group.holdings.2.held": "3",
    "enterprise.group.holdings.2.share": "60",
    "enterprise.group.together.0.0": "own",
    "enterprise.group.together.0.1": "4",
}
WRONG_GROUP: Answers = {**GROUP, "enterprise.group.holdings.3.share": "veel", "enterprise.group.holdings.2.held": "own"}


def shows(answers: Answers, text: str) -> Callable[[Visitor], None]:
    """What a link with these answers leads to, once it shows this."""

    def comes(visitor: Visitor) -> None:
        visitor.opens(answers)
        expect(visitor.page.locator("kmo-rekenhulp")).to_contain_text(text, timeout=ENGINE_LIMIT_MS)
        every_fold_open(visitor)

    return comes


# A plan stays in the tab, so it comes last.
STATES: dict[str, Callable[[Visitor], None]] = {
    "empty": is_empty,
    "loading": is_loading,
    "failed": fails_to_load,
    "wrong": shows(WRONG, SOMETHING_WRONG),
    "certain": shows(CERTAIN, gets("300")),
    "undecided": shows(SHORT, can_get("300")),
    "refused": shows(ADVICE, REFUSED),
    "group": shows(GROUP, "Uw groep"),
    "wrong group": shows(WRONG_GROUP, SOMETHING_WRONG),
    "planner": plans,
}


@in_states(STATES, by_day=["empty", "group", "wrong group", "planner"])
def test_axe_finds_nothing(visitor: Visitor, colours: Colours, states: Collection[str]) -> None:
    """WCAG 2.2 A and AA and axe's best practices, with every fold open; in one tab, for which axe is compiled once."""
    visitor.page.set_viewport_size({"width": 360, "height": 800})
    for state in states:
        STATES[state](visitor)
        assert found_by_axe(visitor.page, "article", colours) == [], state
        visitor.page.unroute_all(behavior="ignoreErrors")
