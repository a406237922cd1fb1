"""Style sheets: those of Material come without rules for what this site does not have, and none keeps browsers busy."""

import re
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page, expect

from publishing.bootstrap import ROOT
from publishing.finishing.styles import SHEETS

MATERIAL = files("material") / "templates" / "assets" / "stylesheets"

SELECTORS = """async ([whole, lean]) => {
  const split = (list) => list.split(/,(?![^(]*\\))/).map((each) => each.trim());
  const inside = (rule) => rule.selectorText ? split(rule.selectorText) : of(rule.cssRules ?? []);
  const of = (rules) => [...rules].flatMap(inside);
  const [all, kept] = await Promise.all([whole, lean].map((text) => new CSSStyleSheet().replace(text)));
  const left = new Set(of(kept.cssRules));
  return [...new Set(of(all.cssRules))].filter((each) => !left.has(each));
}"""
# What holds for a moment, or draws beside an element, says nothing about whether there is one.
MOMENTS = (
    "::?(?:after|before|hover|active|focus(?:-within|-visible)?|checked|target|disabled|-[a-z-]+|placeholder|marker)"
)
MATCHES = f"""([selectors, html]) => {{
  const page = new DOMParser().parseFromString(html, "text/html");
  const bare = (selector) => selector
    .replaceAll(/(^|[ >+~(])(?={MOMENTS}(?![\\w-]))/g, "$1*")
    .replaceAll(/{MOMENTS}(?![\\w-])/g, "")
    .replaceAll(":not(*)", "");
  return selectors.filter((each) => page.querySelector(bare(each)));
}}"""
A_RULE_THAT_STAYS = ".md-typeset h2:hover > .headerlink::before"


def test_no_page_has_what_a_rule_that_was_left_out_is_about(page: Page, site: Path) -> None:
    folder = (site / SHEETS).parent
    names = sorted(sheet.name for sheet in site.glob(SHEETS) if (MATERIAL / sheet.name).is_file())
    assert [name.partition(".")[0] for name in names] == ["main", "palette"]
    texts = ["\n".join((each / name).read_text(encoding="utf-8") for name in names) for each in (MATERIAL, folder)]
    left_out = page.evaluate(SELECTORS, texts)
    assert len(left_out) > 300
    home = (site / "index.html").read_text(encoding="utf-8")
    assert page.evaluate(MATCHES, [[A_RULE_THAT_STAYS, *left_out], home]) == [A_RULE_THAT_STAYS]
    found = {
        each.relative_to(site).as_posix(): matches
        for each in site.rglob("*.html")
        if (matches := page.evaluate(MATCHES, [left_out, each.read_text(encoding="utf-8")]))
    }
    assert found == {}


def test_no_style_of_all_asks_for_an_attribute_that_many_elements_get_and_lose() -> None:
    """600 of them took WebKit over a second, where `:has()` on the whole page asked for `hidden`."""
    sheets = [*(ROOT / "docs").rglob("*.css")]
    asked = re.compile(r"(?:html|body|article|kmo-rekenhulp):has\((?!>)[^{]*\[(?:hidden|disabled|aria-invalid)")
    assert len(sheets) > 4
    assert asked.search("body:has(.rh-dock:not([hidden])) {")
    assert [sheet.name for sheet in sheets if asked.search(sheet.read_text(encoding="utf-8"))] == []


def test_the_style_sheet_is_read_once_and_stays_from_page_to_page(page: Page, site_url: str) -> None:
    """Material would write its address in full, and read it again; and fetch it again for a page in another folder."""
    page.goto(f"{site_url}aanvragen/")
    sheet = page.locator('link[rel="stylesheet"]')
    address = re.compile(r"^\.\./assets/stylesheets/all\.\w+\.min\.css$")
    expect(page.locator("a.md-logo").first).to_have_attribute("href", site_url)  # Material has been there
    expect(sheet).to_have_attribute("href", address)
    sheet.evaluate("sheet => sheet.sheet.mark = 'the same'")
    page.get_by_role("link", name="Het is de eerste keer").click()
    expect(page).to_have_url(f"{site_url}aanvragen/eerste-keer/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile("waar begint u"))
    expect(sheet).to_have_count(1)
    assert sheet.evaluate("sheet => sheet.sheet.mark") == "the same"
    expect(sheet).to_have_attribute("href", address)
