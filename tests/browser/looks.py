"""What is measured of a page that stands ready: what axe finds in light and dark colours, and where it sticks out."""

from collections.abc import Collection, Iterable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

type Colours = Literal["light", "dark"]
SCHEMES = {"light": "default", "dark": "slate"}


RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The rules that see colours; to the others a page is the same in the dark.
OF_COLOURS = ("color-contrast", "link-in-text-block")


def in_states(states: Iterable[str], by_day: Collection[str]) -> pytest.MarkDecorator:
    """Some states by day, in light; the others at night, and all in the dark."""
    others = [state for state in states if state not in by_day]
    at_night = [("light", others), ("dark", list(states))]
    return pytest.mark.parametrize(
        ("colours", "states"), [("light", by_day), *(pytest.param(*each, marks=pytest.mark.night) for each in at_night)]
    )


def found_by_axe(page: Page, part: str, colours: Colours) -> list[tuple[str, list[str]]]:
    """What axe finds in this part of the page, in these colours: against which rule, and where."""
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[colours])
    return findings(page, part, only_colours=colours == "dark")


def findings(page: Page, part: str | None = None, *, only_colours: bool = False) -> list[tuple[str, list[str]]]:
    """What axe finds on the page as it looks now, and where it cannot judge a contrast because of what is behind it.

    Of text in a drawing, and of cells that are scrolled out of sight, it never judges that.
    """
    judged = {"type": "rule", "values": OF_COLOURS} if only_colours else {"type": "tag", "values": RULES}
    # What is in order need not be told: that takes axe longer than to look. A frame is a page that is seen by itself.
    options = {"runOnly": judged, "resultTypes": ["violations", "incomplete"], "iframes": False, "preload": False}
    found = Axe().run(page, context=part, options=options).response
    sure = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
    unsure = [
        (node["any"][0]["data"]["messageKey"], [node["html"]])
        for each in found["incomplete"]
        if each["id"] == "color-contrast"
        for node in each["nodes"]
    ]
    return sure + [each for each in unsure if each[0] in {"bgGradient", "bgImage", "pseudoElement"}]


def too_wide_for(page: Page, *widths: int) -> list[int]:
    """The widths of a screen out of which something of the page sticks; the last one stays.

    The widest comes first: where a screen grows, the search of Material slides to its place and sticks out meanwhile.
    """
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found
