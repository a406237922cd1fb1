"""The menu of a small screen: with a finger, from the keyboard, and what of it is not there while it is closed."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 390, "height": 800}
PARTS = ["Start", "Rekenhulp", "Voorwaarden", "Bedragen", "Aanbod", "Aanvragen", "Vragen", "Over Hands"]
STANDS_IN_VIEW = """() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return 0 <= x && x <= innerWidth && 0 <= y && y <= innerHeight;
}"""


@pytest.mark.parametrize("address", ["", "aanvragen/", "rekenhulp/lijst/"])
def test_the_keyboard_reaches_nothing_out_of_sight(page: Page, site_url: str, address: str) -> None:
    """WCAG 2.4.7; the closed menu stands left of the screen."""
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}{address}")
    page.emulate_media(reduced_motion="reduce")
    for _ in range(12):
        page.keyboard.press("Tab")
        page.wait_for_function(STANDS_IN_VIEW)


def test_a_part_opens_in_its_place_and_the_others_stay(page: Page, site_url: str, complaints: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}voorwaarden/")
    menu = page.get_by_role("navigation", name="Navigatie")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    for part in PARTS:
        expect(menu.get_by_text(part, exact=True).first).to_be_in_viewport()
    expect(menu.get_by_role("link", name="Klein of middelgroot")).to_be_in_viewport()
    expect(menu.get_by_role("link", name="Na het project")).to_be_hidden()
    menu.get_by_role("button", name="Meer onder Aanvragen").click()
    expect(menu.get_by_role("button", name="Meer onder Aanvragen")).to_have_attribute("aria-expanded", "true")
    # Said once, of the button.
    expect(menu.locator("nav[aria-expanded]")).to_have_count(0)
    expect(menu.get_by_role("navigation", name="Meer onder Aanvragen")).to_be_visible()
    menu.get_by_role("link", name="Na het project").click()
    expect(page.get_by_role("heading", level=1, name="Na het project")).to_be_visible()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu.get_by_role("link", name="Uw eerste keer")).to_be_in_viewport()
    assert complaints == []


def test_the_menu_opens_and_closes_from_the_keyboard(page: Page, site_url: str, complaints: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}themas/")
    opener, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Navigatie")
    expect(opener).to_have_attribute("aria-expanded", "false")
    for key in ("Enter", "Space"):
        opener.focus()
        page.keyboard.press(key)
        expect(opener).to_have_attribute("aria-expanded", "true")
        expect(menu.get_by_role("link").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(opener).to_be_focused()
        expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    questions = menu.get_by_role("button", name="Vragen", exact=True)
    questions.focus()
    page.keyboard.press("Space")
    expect(questions).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Veelgestelde vragen")).to_be_focused()
    # Who goes on past the last of it is on the page, which the menu would hide.
    menu.get_by_role("button", name="Over Hands").focus()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    expect(page.locator(".md-content :focus")).to_be_in_viewport()
    assert complaints == []
