"""Links made to keep the page busy: it goes on reacting and says what is wrong."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINE_LIMIT_MS, Visitor
from tests.headlines import SOMETHING_WRONG
from tests.sentences import TOO_MANY

type Pairs = list[tuple[str, str]]

# Half a second on an idle machine, less than two with a processor four times as slow; that of a test may be busy.
LONGEST_MS = {1: 5_000, 4: 10_000}
WATCH = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask" });
"""


def relations(count: int) -> Pairs:
    return [(f"enterprise.relations.{place}.share", "10") for place in range(count)]


def nested(levels: int) -> Pairs:
    return [(f"enterprise.{'.'.join(['relations.0'] * levels)}.share", "10")]


def last_rows() -> Pairs:
    """The last row of each list that a form makes: as many as it ever has."""
    group = "enterprise.group"
    return [
        (f"{group}.enterprises.200.name", "x"),
        (f"{group}.holdings.300.share", "1"),
        (f"{group}.together.100.0", ""),
    ]


def members(count: int) -> Pairs:
    return [(f"enterprise.group.enterprises.{place}.name", "x") for place in range(count)]


LINKS: dict[str, tuple[Pairs, str]] = {
    "5,000 relations": (relations(5_000), "te veel antwoorden"),
    "1,200 relations": (relations(1_200), "kent de rekenhulp niet"),
    "201 members": (members(201), TOO_MANY),
    "1,000 members": (members(1_000), TOO_MANY),
    "as many rows as a form has": (last_rows(), TOO_MANY),
    "a member of 20 digits": ([(f"enterprise.group.enterprises.{'9' * 20}.name", "x")], "kent de rekenhulp niet"),
    "500 levels": (nested(500), "kent de rekenhulp niet"),
    "1.8 MB": ([("cost.net", "9" * 1_800_000)], SOMETHING_WRONG),
    "20,000 names": ([(f"vreemd{place}", "1") for place in range(20_000)], "te veel antwoorden"),
}


def fragment_of(pairs: Pairs) -> str:
    return "&".join(f"{name}={value}" for name, value in [("v", "1"), ("applied_on", "23/11/2026"), *pairs])


@pytest.mark.night
@pytest.mark.parametrize("slowed", LONGEST_MS)
@pytest.mark.parametrize("kind", LINKS)
def test_a_link_made_in_malice_says_what_is_wrong_and_the_page_can_be_used(
    visitor: Visitor, kind: str, slowed: int
) -> None:
    pairs, message = LINKS[kind]
    page = visitor.page
    page.add_init_script(WATCH)
    page.goto(visitor.address)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.evaluate("fragment => { location.hash = fragment; location.reload(); }", fragment_of(pairs))
    said = visitor.result if "kent" in message else visitor.errors
    expect(said).to_contain_text(message, timeout=ENGINE_LIMIT_MS)
    longest = page.evaluate("window.longest")
    print(f"{kind}, processor slowed {slowed} times: longest block {longest:.0f} ms")
    assert longest < LONGEST_MS[slowed]
    visitor.answers({"cost.net": "1000"})  # and it can be used


def test_answers_in_the_making_that_no_form_holds_are_refused_too(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.address)
    fragment = "&".join(f"{name}={value}" for name, value in [("concept", "1"), *relations(5_000)])
    page.evaluate("fragment => { location.hash = fragment; location.reload(); }", fragment)
    expect(visitor.errors).to_contain_text("te veel antwoorden", timeout=ENGINE_LIMIT_MS)
