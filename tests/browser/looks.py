"""What is measured of a page that stands ready: what axe finds in light and dark colours, and where it sticks out."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

type Colours = Literal["light", "dark"]
COLOURS: tuple[Colours, ...] = ("light", "dark")
SCHEMES = {"light": "default", "dark": "slate"}


def found_by_axe(page: Page, part: str, among: tuple[Colours, ...] = COLOURS) -> list[tuple[str, str, list[str]]]:
    """What axe finds in this part of the page: in which colours, against which rule, and where."""
    found: list[tuple[str, str, list[str]]] = []
    for colours in among:
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[colours])
        violations = Axe().run(page, context=part).response["violations"]
        found += [(colours, each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
    return found


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
