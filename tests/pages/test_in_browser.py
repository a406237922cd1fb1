"""The pages in a real browser: accessible, narrow enough, silent, filtered without scripts, overdue by the day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from publishing.bootstrap import ROOT
from tests.browser.looks import findings

DOCS = ROOT / "docs"


def every_address() -> list[str]:
    """The address of every page, all entries included."""
    files = sorted(DOCS.rglob("*.md"))
    return [file.relative_to(DOCS).with_suffix("").as_posix().removesuffix("index") for file in files]


MAIN_PATH = (
    *("", "hoeveel/", "voorwaarden/", "voorwaarden/grootte/", "themas/", "catalogus/", "catalogus/seo-en-sea/"),
    *("aanvragen/", "na-het-project/", "veelgestelde-vragen/", "over-hands/"),
)
# One of each kind of page; at night every page is looked at, in all colours.
KINDS = (
    *("", "hoeveel/", "voorwaarden/grootte/", "catalogus/", "catalogus/seo-en-sea/", "veelgestelde-vragen/"),
    *("rekenhulp/", "rekenhulp/lijst/", "wijzigingen/", "beheer/", "bestaat-niet/"),
)
MOST_SCREENS = 6


@pytest.mark.parametrize("address", KINDS)
def test_a_page_has_no_accessibility_finding_and_fits_320_pixels(looking: Page, site_url: str, address: str) -> None:
    looking.emulate_media(color_scheme="light", reduced_motion="reduce")
    looking.set_viewport_size({"width": 1280, "height": 800})
    looking.goto(f"{site_url}{address}")
    assert findings(looking) == []
    looking.set_viewport_size({"width": 320, "height": 800})
    assert looking.locator("html").evaluate("html => html.scrollWidth") == 320


def test_no_page_of_the_main_path_is_long_on_a_phone_or_scrolls_sideways(looking: Page, site_url: str) -> None:
    looking.emulate_media(color_scheme="light", reduced_motion="reduce")
    looking.set_viewport_size({"width": 390, "height": 844})
    screens, sideways = {}, []
    for address in MAIN_PATH:
        looking.goto(f"{site_url}{address}")
        screens[address] = looking.evaluate("document.documentElement.scrollHeight / innerHeight")
        wider = "[...document.querySelectorAll('main *')].some(each => each.scrollWidth > each.clientWidth + 1 && "
        sideways += [address] if looking.evaluate(f"{wider} getComputedStyle(each).overflowX === 'auto')") else []
    assert {address: length for address, length in screens.items() if length > MOST_SCREENS} == {}
    assert sideways == []


def test_on_paper_the_amounts_take_four_pages_with_name_day_and_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}hoeveel/")
    assert int(re.findall(rb"/Count (\d+)", page.pdf(format="A4"))[0]) <= 4
    page.emulate_media(media="print")
    expect(page.locator(".rk-printed")).to_have_text(
        re.compile(r"Hands, regels van \d+\s\w+\s\d{4}\. https://.+/hoeveel/")
    )
    assert page.get_by_role("heading", name="Welke kosten tellen mee?").is_visible()


@pytest.mark.parametrize("address", ["", pytest.param("hoeveel/", marks=pytest.mark.night)])
def test_each_kind_of_page_is_also_accessible_in_the_dark_and_on_a_small_screen(
    looking: Page, site_url: str, address: str
) -> None:
    looking.emulate_media(color_scheme="dark", reduced_motion="reduce")
    looking.set_viewport_size({"width": 1280, "height": 800})
    looking.goto(f"{site_url}{address}")
    expect(looking.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert findings(looking, only_colours=True) == []
    looking.set_viewport_size({"width": 320, "height": 800})
    assert findings(looking) == []


@pytest.mark.parametrize(
    "address", ["", "rekenhulp/lijst/", "wijzigingen/", "catalogus/groeistrategie/", "bestaat-niet"]
)
def test_the_first_tab_leads_past_the_navigation(page: Page, site_url: str, address: str) -> None:
    """WCAG 2.4.1, with the keyboard alone: the next stop after it stands in the text."""
    page.goto(f"{site_url}{address}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#inhoud :focus")).to_have_count(1)


@pytest.mark.night
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("address", [*every_address(), "bestaat-niet/"])
def test_every_page_is_accessible_and_fits_on_every_screen_in_all_colours(
    looking: Page, site_url: str, address: str, colours: Literal["light", "dark"]
) -> None:
    looking.emulate_media(color_scheme=colours, reduced_motion="reduce")
    looking.goto(f"{site_url}{address}")
    for width in (1280, 360):
        looking.set_viewport_size({"width": width, "height": 800})
        assert findings(looking) == []
    looking.set_viewport_size({"width": 320, "height": 800})
    assert looking.locator("html").evaluate("html => html.scrollWidth") == 320


@pytest.mark.parametrize("address", ["rekenhulp/insluiten/", "beheer/regels/"])
def test_a_block_of_code_can_be_scrolled_with_the_keyboard(page: Page, site_url: str, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site_url}{address}")
    code = page.locator("pre code").first
    code.focus()
    expect(code).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(code).not_to_have_js_property("scrollLeft", 0)


def test_a_visit_stores_nothing_until_somebody_chooses_colours(
    page: Page, site_url: str, complaints: list[str]
) -> None:
    def stored() -> dict[str, str]:
        kept: dict[str, str] = page.evaluate("({ ...localStorage, ...sessionStorage })")
        return kept

    page.goto(f"{site_url}hoeveel/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert stored() == {}
    page.get_by_title("Kleuren volgen uw toestel. Kies lichte kleuren.").click()
    page.reload()
    expect(page.get_by_title("Lichte kleuren. Kies donkere kleuren.")).to_be_visible()
    assert list(stored()) == ["/kmo-portefeuille/.__palette"]
    page.get_by_title("Lichte kleuren. Kies donkere kleuren.").click()
    page.get_by_title("Donkere kleuren. Volg de kleuren van uw toestel.").click()
    expect(page.get_by_title("Kleuren volgen uw toestel. Kies lichte kleuren.")).to_be_visible()
    assert stored() == {}
    assert complaints == []


@pytest.mark.parametrize(("days_later", "shown"), [(0, False), (1, True)])
def test_a_page_says_by_itself_that_its_check_is_overdue(
    page: Page, site_url: str, days_later: int, *, shown: bool
) -> None:
    """The day by which its sources must be read again is still in time, the next is not."""
    page.goto(f"{site_url}hoeveel/")
    by = page.locator("[data-check-again-by]").get_attribute("data-check-again-by")
    assert by is not None
    opened = date.fromisoformat(by) + timedelta(days=days_later)
    page.clock.set_fixed_time(datetime.fromisoformat(f"{opened}T12:00:00+01:00"))
    page.reload()
    expect(page.get_by_text("Deze pagina is aan controle toe.")).to_be_visible(visible=shown)


def test_the_overdue_sentence_also_comes_after_instant_navigation(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat("2099-01-01T12:00:00+01:00"))
    page.goto(f"{site_url}privacy/")
    expect(page.get_by_text("Deze pagina is aan controle toe.")).to_have_count(0)
    page.get_by_role("link", name="Voorwaarden").first.click()
    expect(page.get_by_text("Deze pagina is aan controle toe.")).to_be_visible()


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_catalogue_is_filtered_without_scripts(without_scripts: Page, site_url: str) -> None:
    without_scripts.goto(f"{site_url}catalogus/")
    cards = without_scripts.locator(".rk-catalogue .rk-cards > li")
    everything = cards.count()
    without_scripts.get_by_label("Waarschijnlijk").check()
    expect(cards.filter(visible=True).first).to_contain_text("steun waarschijnlijk")
    likely = cards.filter(visible=True).count()
    assert 0 < likely < everything
    without_scripts.get_by_label("Geen vast thema").check()
    expect(cards.filter(visible=True)).to_have_count(0)
    without_scripts.get_by_role("button", name="Toon alles").click()
    expect(cards.filter(visible=True)).to_have_count(everything)


def test_what_gets_no_aid_is_folded_and_still_offered(without_scripts: Page, site_url: str) -> None:
    without_scripts.goto(f"{site_url}catalogus/")
    advice = without_scripts.get_by_role("link", name="Advies employer branding")
    expect(advice).to_be_hidden()
    without_scripts.get_by_text("Zonder steun:").click()
    expect(advice).to_be_visible()
