"""Whatever a visitor points at, presses or reaches by keyboard can be seen and read: measured over computed colours."""

from typing import Any

import pytest
from playwright.sync_api import Browser, ElementHandle, Page

from tests.conftest import WITHOUT_SERVICE_WORKER

PAGES = ("", "rekenhulp/", "catalogus/", "aanvragen/eerste-keer/")
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

# The contrast of an element's own texts with what lies behind them.
CONTRAST = f"""element => {{ {SEEN}
  const texts = [element, ...element.querySelectorAll('*')].filter(each =>
    [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && each.checkVisibility());
  return texts.flatMap(each => {{
    const below = ground(each);
    let seen = 1;
    for (let up = each; up; up = up.parentElement) seen *= Number(getComputedStyle(up).opacity);
    if (seen < 0.05) return [];  // not there to be read yet
    const [r, g, b, a = 1] = numbers(getComputedStyle(each).color);
    return [[contrast(over([r, g, b, a * seen], below), below), each.textContent.trim().slice(0, 40)]];
  }});
}}"""

# Where an element has a border, that or its fill tells it from what is around it.
EDGE = f"""element => {{ {SEEN}
  const style = getComputedStyle(element);
  if (parseFloat(style.borderBottomWidth) === 0 || style.borderBottomStyle === 'none') return 21;
  const around = ground(element.parentElement);
  return Math.max(contrast(over(numbers(style.borderBottomColor), around), around), contrast(ground(element), around));
}}"""

LOOK = """element => [element.tagName, element.className, element.parentElement.className,
  element.closest('header, nav, footer, aside')?.className].join('|')"""


def lowest(element: ElementHandle) -> tuple[float, str]:
    found: list[Any] = element.evaluate(CONTRAST)
    return min(((ratio, text) for ratio, text in found), default=(21.0, ""))


def kinds(page: Page) -> list[ElementHandle]:
    """One visible element of each look: what has the same classes looks the same."""
    seen: dict[str, ElementHandle] = {}
    for element in page.query_selector_all(WHAT_REACTS):
        if element.is_visible() and element.is_enabled():
            seen.setdefault(element.evaluate(LOOK), element)
    return list(seen.values())


def enter(page: Page, element: ElementHandle, state: str) -> None:
    """Bring the element into the state; pressing something and leaving it before letting go does nothing else."""
    if state == "rest":
        page.mouse.move(0, 0)
    elif state == "hover":
        element.hover(force=True)
    elif state == "focus":
        element.focus()
    else:
        element.hover(force=True)
        page.mouse.down()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_and_edges_are_seen_in_every_state(browser: Browser, site_url: str, scheme: str) -> None:
    # Without motion a state is there at once.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(WITHOUT_SERVICE_WORKER)
    page = context.new_page()
    faults: set[str] = set()
    looked_at = 0
    for address in PAGES:
        page.goto(site_url + address)
        page.wait_for_load_state("networkidle")
        for element in kinds(page):
            element.evaluate("element => element.scrollIntoView({ block: 'center' })")
            if not element.is_visible():
                continue  # it went meanwhile
            for state in ("rest", "hover", "focus", "active"):
                enter(page, element, state)
                ratio, text = lowest(element)
                looked_at += 1
                edge = element.evaluate(EDGE)
                if ratio < LOWEST:
                    faults.add(f"/{address} {text!r} {state}: {ratio:.2f}")
                if edge < LOWEST_OF_EDGES:
                    faults.add(f"/{address} the edge of {text!r} {state}: {edge:.2f}")
            page.mouse.move(0, 0)
            page.mouse.up()
    context.close()
    assert looked_at > 100
    assert sorted(faults) == []
