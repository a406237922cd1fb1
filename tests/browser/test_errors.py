"""Wrong answers, hostile links and an engine that does not come: clear words, nothing lost, nothing executed."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import ENGINE_LIMIT_MS, RIGHT, SHORT, Answers, Visitor
from tests.headlines import SOMETHING_WRONG, can_get

ROW = "enterprise.group.enterprises.0"
WRONG: Answers = {
    "cost.net": "duizend",
    "aid_granted_this_year": "-5",
    "enterprise.periods.0.headcount": "NaN",
    "applied_on": "31/2/2026",
    "cost.ineligible": "1e9",
}


def test_all_errors_at_once_in_a_summary_and_at_their_fields_with_nothing_lost(regular: Visitor) -> None:
    regular.opens()
    regular.answers(WRONG)
    regular.calculates()
    heading = regular.errors.get_by_role("heading", name=SOMETHING_WRONG)
    expect(heading).to_be_focused(timeout=ENGINE_LIMIT_MS)
    expect(regular.page).to_have_title(re.compile("^Fout: "))
    listed = regular.errors.get_by_role("link").evaluate_all("links => links.map((link) => link.dataset.with)")
    on_the_page = regular.page.locator("form [name]").evaluate_all("all => all.map((control) => control.name)")
    assert listed == sorted(WRONG, key=on_the_page.index)
    for path, typed in WRONG.items():
        control = regular.control(path)
        expect(control).to_have_value(typed)
        expect(control).to_have_attribute("aria-invalid", "true")
        at_field = regular.page.locator(f'[id="{path}-fout"]')
        expect(regular.errors.locator(f'[data-with="{path}"]')).to_contain_text(at_field.inner_text())
    expect(regular.result).to_be_empty()


def test_nothing_lies_over_what_the_reader_is_taken_to(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 360, "height": 640})
    visitor.opens()
    visitor.answers({"cost.net": "duizend"})
    visitor.calculates()
    heading = visitor.errors.get_by_role("heading")
    expect(heading).to_be_focused(timeout=ENGINE_LIMIT_MS)
    visitor.page.wait_for_timeout(500)  # what slides in has come by then
    covered = visitor.errors.get_by_role("alert").evaluate("""summary => {
        const { left, right, top, bottom } = summary.getBoundingClientRect();
        const places = [0.05, 0.3, 0.5, 0.7, 0.95].flatMap(x => [0.05, 0.5, 0.95].map(y => [x, y]));
        return places.filter(([x, y]) => !summary.contains(
            document.elementFromPoint(left + x * (right - left), top + y * (bottom - top))));
    }""")
    assert covered == []


def test_a_link_in_the_summary_opens_the_fold_and_goes_to_the_field(regular: Visitor) -> None:
    regular.opens()
    regular.answers({"cost.ineligible": "x"})
    regular.page.locator("details", has=regular.control("cost.ineligible")).locator("summary").click()
    regular.calculates()
    address = regular.page.url
    regular.errors.get_by_role("link").click(timeout=ENGINE_LIMIT_MS)
    expect(regular.control("cost.ineligible")).to_be_focused()
    assert regular.page.url == address


def test_mended_answers_leave_no_trace_of_the_errors(regular: Visitor) -> None:
    regular.opens()
    regular.answers({"cost.net": "x"})
    regular.calculates()
    expect(regular.errors).to_contain_text("niet juist", timeout=ENGINE_LIMIT_MS)
    regular.answers({"cost.net": "1000"})
    regular.calculates()
    expect(regular.errors).to_be_empty()
    expect(regular.control("cost.net")).not_to_have_attribute("aria-invalid", "true")
    expect(regular.page).not_to_have_title(re.compile("^Fout: "))


HOSTILE = (
    ("#v=1&<img src=x onerror=window.hacked=1>=1", "kent de rekenhulp niet"),
    ("#v=1&cost.net=<script>window.hacked=1</script>", "niet juist ingevuld"),
    ("#v=1&service.kind=\"><img src=x onerror='window.hacked=1'>", "niet juist ingevuld"),
    ("#v=1&enterprise.relations.0.name=<img src=x onerror=window.hacked=1>", "Uw antwoorden"),
    (f"#v=1&{ROW}.id=1&{ROW}.name=<img src=x onerror=window.hacked=1>", "niet juist ingevuld"),
    ("#v=1&enterprise.group.holdings.0.holder=<img src=x onerror=window.hacked=1>", "niet juist ingevuld"),
    (
        "#v=1&enterprise.group.enterprises.0.name=__proto__&enterprise.group.holdings.999.share=1",
        "niet juist ingevuld",
    ),
    ("#v=1&__proto__.hacked=1&constructor.prototype.hacked=1", "kent de rekenhulp niet"),
    ("#v=1&enterprise.periods.999999999.headcount=1", "kent de rekenhulp niet"),
    ("#v=1&enterprise." + "relations.0." * 500 + "share=1", "kent de rekenhulp niet"),
    ("#v=1&cost.net=" + "9" * 1_000_000, "te lang"),
    ("#v=1&" + "&".join(f"enterprise.relations.{number}.share=1" for number in range(20_000)), "te veel"),
    ("#v=1&%FF%00&=&&&cost.net=%ED%A0%80", "niet juist ingevuld"),
    ("#v=99&cost.net=1000", "andere versie"),
)


def test_a_hostile_link_does_nothing_and_says_so(new_visitor: Visitor, complaints: list[str]) -> None:
    """The first as a new visitor opens it, each other on the page of a link that is right."""
    told = new_visitor.page.locator("kmo-rekenhulp")
    for fragment, says in HOSTILE:
        new_visitor.page.goto(new_visitor.address + fragment)
        expect(told).to_contain_text(says, timeout=ENGINE_LIMIT_MS)
        assert new_visitor.page.evaluate("'hacked' in window || 'hacked' in {}") is False
        assert told.locator(":is(script, img, iframe, style)").count() == 0
        new_visitor.opens(SHORT)
        new_visitor.has_headline(RIGHT)
    assert complaints == []


def test_a_fragment_that_is_no_link_of_ours_is_left_alone(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.address}#resultaat")
    visitor.is_ready()
    expect(visitor.result).to_be_empty()
    expect(visitor.errors).to_be_empty()


def test_a_hostile_draft_fills_no_more_than_a_form(new_visitor: Visitor) -> None:
    deep = [f"enterprise.{'relations.49.' * depth}name=x" for depth in range(1, 200)]
    wide = [
        f"enterprise.group.enterprises.{number}.name=<img src=x onerror=window.hacked=1>" for number in range(3_000)
    ]
    new_visitor.page.goto(f"{new_visitor.address}#concept=1&{'&'.join(deep + wide)}&cost.net=<script>&vreemd=1")
    new_visitor.is_ready()
    expect(new_visitor.control("cost.net")).to_have_value("<script>")
    assert new_visitor.page.locator(".rh-row").count() == 0
    assert new_visitor.page.evaluate("'hacked' in window") is False


@pytest.mark.parametrize(
    "broken",
    ["engine.{zst,gz}", *(pytest.param(file, marks=pytest.mark.night) for file in ("engine.json", "worker.mjs"))],
)
def test_an_engine_that_cannot_load_is_said_and_tried_again(new_visitor: Visitor, broken: str) -> None:
    failing = True

    def break_off(route: Route) -> None:
        if failing:
            route.fulfill(status=404, content_type="text/html", body="<!doctype html>")
        else:
            route.continue_()

    new_visitor.page.context.route(f"**/{broken}", break_off)
    new_visitor.opens({"enterprise.size_stated": "small", "service.kind": "training", "cost.net": "1000"})
    expect(new_visitor.status).to_contain_text("kon niet starten", timeout=ENGINE_LIMIT_MS)
    expect(new_visitor.page.get_by_role("link", name="Naar de tabellen")).to_be_visible()
    expect(new_visitor.page.locator("kmo-rekenhulp progress")).to_be_hidden()
    failing = False
    new_visitor.page.get_by_role("button", name="Probeer opnieuw").click()
    new_visitor.has_headline(can_get("300"))


def test_the_tables_are_one_click_away_when_the_engine_fails(new_visitor: Visitor) -> None:
    new_visitor.page.context.route("**/engine.json", lambda route: route.abort())
    new_visitor.opens()
    new_visitor.page.get_by_role("link", name="Naar de tabellen").click(timeout=ENGINE_LIMIT_MS)
    expect(new_visitor.page.get_by_role("heading", level=1)).to_be_visible()
    assert "/hoeveel/" in new_visitor.page.url


def test_without_a_script_the_page_says_what_to_do_and_sends_nothing(new_visitor: Visitor, requests: list[str]) -> None:
    new_visitor.page.context.route("**/element.mjs", lambda route: route.abort())
    new_visitor.opens()
    expect(new_visitor.page.get_by_text("De rekenhulp heeft JavaScript nodig.")).to_be_visible()
    expect(new_visitor.page.get_by_role("button", name="Bereken")).to_have_count(0)
    asked = len(requests)
    new_visitor.control("cost.net").fill("1000")
    new_visitor.control("cost.net").press("Enter")
    expect(new_visitor.control("cost.net")).to_have_value("1000")
    assert requests[asked:] == []
    assert new_visitor.page.url == new_visitor.address


def test_the_link_of_a_visitor_is_read_back_letter_by_letter(visitor: Visitor) -> None:
    name = 'Dé <b>firma</b> & "co" \'n + 50% = #1'
    visitor.opens()
    visitor.page.get_by_role("heading", name="Uw cijfers").click()
    visitor.page.get_by_role("button", name="Ik heb een holding").click()
    visitor.answers({f"{ROW}.name": name})
    visitor.calculates()
    expect(visitor.result).to_contain_text(name, timeout=ENGINE_LIMIT_MS)
    visitor.page.reload()
    expect(visitor.control(f"{ROW}.name")).to_have_value(name, timeout=ENGINE_LIMIT_MS)
