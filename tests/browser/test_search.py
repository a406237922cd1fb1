"""The search: what it finds, by every way to it, and that its index is fetched once somebody goes there."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Held

INDEX = "**/search_index.json"
READER = "**/workers/search.*.js"
PARTS = ("/search_index.json", "/workers/search.", "/lunr/")
# The index is read by a worker; tests run on busy machines.
LIMIT_MS = 20_000
# Material closes the search an eighth of a second after it has changed pages.
AFTER_ARRIVAL_MS = 500


@pytest.fixture
def home(page: Page, site_url: str) -> Page:
    """The home page, opened by somebody with a wide screen."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site_url)
    return page


@pytest.fixture
def known_home(looking: Page, site_url: str) -> Page:
    """The home page in a tab where more was searched before."""
    looking.set_viewport_size({"width": 1280, "height": 800})
    looking.goto(site_url)
    return looking


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Zoeken")


def finds(page: Page, text: str) -> None:
    expect(page.locator(".md-search-result__item").first).to_contain_text(text, ignore_case=True, timeout=LIMIT_MS)


def has_read(page: Page, word: str) -> None:
    """The results are those of the whole word and no longer those of its first letters."""
    expect(page.locator(f".md-search-result__link[href*='?h={word}#']").first).to_be_visible(timeout=LIMIT_MS)


def fetched(requests: list[str]) -> list[str]:
    """What the search needs among these addresses."""
    return [address for address in requests if any(part in address for part in PARTS)]


def test_it_finds_what_people_type(known_home: Page) -> None:
    for words, found in (
        ("hoeveel", "Hoeveel steun"),
        ("itsme", "itsme"),
        ("vrij beroep", "vrij beroep"),
        ("cybersecurity", "cybersecurity"),
    ):
        field(known_home).clear()
        field(known_home).press_sequentially(words)
        finds(known_home, found)


@pytest.mark.parametrize("key", ["/", *(pytest.param(key, marks=pytest.mark.night) for key in ("Tab", "f", "s"))])
def test_it_needs_the_keyboard_only_and_fetches_its_parts_once_somebody_is_there(
    home: Page, requests: list[str], complaints: list[str], key: str
) -> None:
    home.wait_for_load_state("networkidle")
    assert fetched(requests) == []
    for _ in range(20):
        home.keyboard.press(key)
        if field(home).evaluate("field => field === document.activeElement"):
            break
    home.keyboard.type("itsme")
    finds(home, "itsme")
    assert len(fetched(requests)) == 4
    has_read(home, "itsme")
    home.keyboard.press("ArrowDown")  # the page
    home.keyboard.press("ArrowDown")  # the piece of it that has the word
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile(r"\?h=itsme"))
    expect(home.locator("article mark").first).to_have_text(re.compile("itsme", re.IGNORECASE))
    assert complaints == []


@pytest.mark.night
def test_it_works_after_instant_navigation(home: Page, site_url: str, requests: list[str]) -> None:
    """The page that it is used on lies deeper than the one it was made on."""
    for name, address in [("Voorwaarden", "voorwaarden/"), ("Klein of middelgroot", "voorwaarden/grootte/")]:
        home.get_by_role("link", name=name).first.click()
        expect(home).to_have_url(f"{site_url}{address}")
    home.wait_for_timeout(AFTER_ARRIVAL_MS)
    assert fetched(requests) == []
    home.keyboard.press("/")
    home.keyboard.type("itsme")
    has_read(home, "itsme")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile(r"\?h=itsme"))
    home.wait_for_timeout(AFTER_ARRIVAL_MS)
    field(home).clear()
    field(home).press_sequentially("cybersecurity")
    finds(home, "cybersecurity")
    assert len(fetched(requests)) == 4


def test_it_works_on_a_small_screen(known_home: Page) -> None:
    known_home.set_viewport_size({"width": 320, "height": 800})
    known_home.locator("header label[for=__search]").first.click()
    field(known_home).press_sequentially("itsme")
    finds(known_home, "itsme")


@pytest.mark.night
@pytest.mark.parametrize(
    "part", [INDEX, *(pytest.param(part, marks=pytest.mark.night) for part in (READER, "**/lunr.nl.min.js"))]
)
def test_what_is_typed_before_it_is_ready_is_found_once_it_is(home: Page, part: str) -> None:
    held = Held(home, part)
    field(home).click()
    field(home).press_sequentially("itsme")
    expect(home.locator(".md-search-result__meta")).to_have_text("Zoeken initialiseren")
    held.let_go()
    finds(home, "itsme")


@pytest.mark.night
@pytest.mark.parametrize(
    ("part", "failure"),
    [
        (INDEX, "not found"),
        (READER, "no network"),
        pytest.param(INDEX, "no network", marks=pytest.mark.night),
        pytest.param(READER, "not found", marks=pytest.mark.night),
    ],
)
def test_a_fetch_that_fails_is_done_again_for_who_goes_on_searching(home: Page, part: str, failure: str) -> None:
    failed: list[Route] = []

    def meet(route: Route) -> None:
        if failed:
            return route.continue_()
        failed.append(route)
        return route.abort() if failure == "no network" else route.fulfill(status=404, body="")

    home.context.route(part, meet)
    with home.expect_event("requestfinished" if failure == "not found" else "requestfailed"):
        field(home).click()
    home.wait_for_load_state("networkidle")
    field(home).press_sequentially("itsme")
    finds(home, "itsme")
    assert len(failed) == 1


@pytest.mark.night
def test_an_address_can_search_and_can_mark_what_was_searched(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?q=itsme")
    finds(page, "itsme")
    page.goto(f"{site_url}hoeveel/?h=plafond")
    expect(page.locator("article mark").first).to_have_text(re.compile("plafond", re.IGNORECASE), timeout=LIMIT_MS)
