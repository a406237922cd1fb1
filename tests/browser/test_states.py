"""Whatever a visitor points at, presses or reaches by keyboard can be seen and read: measured over computed colours.

The browser itself holds every element of a page in a state at once, as its own tools for developers do.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import ENGINE_LIMIT_MS, SHORT, link
from tests.conftest import WITHOUT_SERVICE_WORKER

PAGES = ("", "catalogus/", "aanvragen/eerste-keer/")
# What a browser holds an element in. Who presses also points.
STATES: Mapping[str, Sequence[str]] = {
    "rest": (),
    "hover": ("hover",),
    "focus": ("focus", "focus-visible", "focus-within"),
    "active": ("hover", "active", "focus", "focus-within"),
}
SCHEMES = {"light": "default", "dark": "slate"}
WHAT_REACTS = "a[href], button, summary, label:has(input[type=radio], input[type=checkbox]), select, input[type=text]"
LOWEST = 4.5

LOWEST_OF_EDGES = 3.0

# Colours as they are seen: one that lets through is laid over what is below.
SEEN = """
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const ground = from => {
    const chain = [];
    for (let each = from; each; each = each.parentElement) chain.push(numbers(getComputedStyle(each).backgroundColor));
    return chain.reverse().reduce((below, colour) => over(colour, below), [255, 255, 255]);
  };
  const light = colour => {
    const [r, g, b] = colour.map(each => each / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
"""

# Of every element that was chosen, the lowest contrast of its own texts with what lies behind them, that text, and the
# contrast of its edge: where it has a border, that or its fill tells it from what is around it.
MEASURED = f"""() => {{ {SEEN}
  const text = element => [element, ...element.querySelectorAll('*')].filter(each =>
    [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && each.checkVisibility()
  ).flatMap(each => {{
    const below = ground(each);
    let seen = 1;
    for (let up = each; up; up = up.parentElement) seen *= Number(getComputedStyle(up).opacity);
    if (seen < 0.05) return [];  // not there to be read yet
    const [r, g, b, a = 1] = numbers(getComputedStyle(each).color);
    return [[contrast(over([r, g, b, a * seen], below), below), each.textContent.trim().slice(0, 40)]];
  }}).reduce((lowest, each) => each[0] < lowest[0] ? each : lowest, [21, ""]);
  const edge = element => {{
    const style = getComputedStyle(element);
    if (parseFloat(style.borderBottomWidth) === 0 || style.borderBottomStyle === 'none') return 21;
    const around = ground(element.parentElement);
    const border = over(numbers(style.borderBottomColor), around);
    return Math.max(contrast(border, around), contrast(ground(element), around));
  }};
  return [...document.querySelectorAll('[data-chosen]')].map(element => [...text(element), edge(element)]);
}}"""

# One element of each look that can be seen and was not seen before: what has the same classes on the same ground
# looks the same. Gives the looks.
CHOSEN = f"""([selector, known]) => {{ {SEEN}
  const looks = new Set(known);
  const found = [];
  for (const element of document.querySelectorAll(selector)) {{
    element.removeAttribute('data-chosen');
    if (!element.checkVisibility({{ visibilityProperty: true }}) || element.disabled) continue;
    const look = [element.tagName, element.className, element.parentElement.className, ground(element.parentElement),
      element.closest('header, nav, footer, aside, dialog, .rh-ask, .rh-fold')?.className].join('|');
    if (looks.has(look)) continue;
    looks.add(look);
    found.push(look);
    element.setAttribute('data-chosen', '');
  }}
  return found;
}}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def hold(browser: CDPSession, state: Sequence[str]) -> None:
    """Hold every element that was chosen in this state."""
    root = browser.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-chosen]"})
    for node in found["nodeIds"]:
        browser.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": list(state)})


def faults(page: Page, browser: CDPSession, where: str, known: set[str]) -> Iterator[str]:
    """What cannot be read or seen on this page as it is now, in light and in dark, in any state.

    `known` are the looks that were seen on a screen of this width already.
    """
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES["light"])
    new: list[str] = page.evaluate(CHOSEN, [WHAT_REACTS, sorted(known)])
    assert new, where
    known.update(new)
    for scheme, name in SCHEMES.items():
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        for state, pseudo in STATES.items():
            hold(browser, pseudo)
            page.evaluate(TWO_FRAMES)
            measured: list[Any] = page.evaluate(MEASURED)
            for ratio, text, edge in measured:
                if ratio < LOWEST:
                    yield f"{where} {scheme} {text!r} {state}: {ratio:.2f}"
                if edge < LOWEST_OF_EDGES:
                    yield f"{where} {scheme} the edge of {text!r} {state}: {edge:.2f}"
        hold(browser, ())


@pytest.mark.night
def test_text_can_be_read_and_edges_are_seen_in_every_state(browser: Browser, site_url: str) -> None:
    # Without motion a state is there at once.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(WITHOUT_SERVICE_WORKER)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    found: list[str] = []
    wide: set[str] = set()
    for address in PAGES:
        page.goto(site_url + address)
        found += faults(page, tools, f"/{address}", wide)
    page.goto(f"{site_url}rekenhulp/{link(SHORT)}")
    expect(page.locator("#resultaat h2").first).to_be_visible(timeout=ENGINE_LIMIT_MS)
    page.locator("[data-do=next]").click()
    expect(page.locator(".rh-projects tbody tr")).to_have_count(1, timeout=ENGINE_LIMIT_MS)
    page.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")
    found += faults(page, tools, "the calculator with a plan and a result", wide)
    assert len(wide) > 40
    narrow: set[str] = set()
    page.set_viewport_size({"width": 390, "height": 844})
    found += faults(page, tools, "the line at the bottom", narrow)
    page.locator(".rh-dock button").click()
    found += faults(page, tools, "the sheet", narrow)
    context.close()
    assert sorted(set(found)) == []
