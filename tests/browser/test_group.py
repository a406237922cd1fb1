"""A group in a real browser: entered in a list, changed, carried along, drawn; and little to type on a phone."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import ENGINE_LIMIT_MS, Answers, Visitor, waits_until
from tests.browser.looks import too_wide_for
from tests.headlines import SOMETHING_WRONG
from tests.sentences import ENOUGH, SAME_PEOPLE, too_many

ROW = "enterprise.group.enterprises"
HELD = "enterprise.group.holdings"
PAIR = "enterprise.group.together"
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_SCREENS, MOST_ANSWERS = 3, 15

OWN: Answers = {"enterprise.periods.0.headcount": "40", "enterprise.periods.0.turnover": "3.000.000"}
HOLDING: Answers = {
    f"{ROW}.0.name": "Holding bv",
    f"{ROW}.0.periods.0.headcount": "3",
    f"{ROW}.0.periods.0.turnover": "0",
    f"{HELD}.0.share": "100",
}
SISTER: Answers = {
    f"{ROW}.1.periods.0.headcount": "14",
    f"{ROW}.1.periods.0.turnover": "2.500.000",
    f"{HELD}.1.share": "80",
}
PROJECT: Answers = {"service.kind": "training", "service.theme": "innovatie", "cost.net": "1.000"}
LINKED: Answers = {
    **OWN,
    **HOLDING,
    **SISTER,
    **PROJECT,
    "applied_on": "23/11/2026",
    f"{ROW}.0.id": "1",
    f"{ROW}.1.id": "2",
    f"{ROW}.1.name": "Zusterbedrijf",
    f"{HELD}.0.holder": "1",
    f"{HELD}.0.held": "own",
    f"{HELD}.1.holder": "1",
    f"{HELD}.1.held": "2",
}
TREE: Answers = {
    **OWN,
    **PROJECT,
    "enterprise.relations.0.name": "Holding",
    "enterprise.relations.0.direction": "owned_by",
    "enterprise.relations.0.share": "60",
    "enterprise.relations.0.periods.0.headcount": "12",
    "enterprise.relations.0.periods.0.turnover": "0",
}
TOGETHER = "Samen 57 voltijdse mensen: middelgroot, want 57 is 50 of meer."


def starts(visitor: Visitor, *kinds: str) -> None:
    for kind in kinds:
        visitor.page.get_by_role("button", name=kind).click()


def unfolds(visitor: Visitor) -> None:
    visitor.page.locator("#cijfers").click()


def chosen(visitor: Visitor, path: str) -> str:
    return visitor.control(path).locator("option:checked").text_content() or ""


def test_a_holding_and_a_sister_are_few_answers_on_three_screens_of_a_phone(visitor: Visitor) -> None:
    """Own figures, then two buttons, and what each made ready is filled in; names may stay as they are."""
    visitor.page.set_viewport_size(PHONE)
    visitor.opens()
    unfolds(visitor)
    filled = {**OWN, **HOLDING, **SISTER}
    visitor.answers(OWN)
    starts(visitor, "Ik heb een holding")
    starts(visitor, "Ik heb een zusterbedrijf")
    visitor.answers({path: value for path, value in filled.items() if path not in OWN})
    buttons = 2
    assert len(filled) + buttons <= MOST_ANSWERS
    live = visitor.page.locator(".rh-live")
    expect(live).to_contain_text(TOGETHER, timeout=ENGINE_LIMIT_MS)
    high = visitor.page.evaluate("""() => {
        const first = document.getElementById("enterprise.periods").getBoundingClientRect().top;
        return document.getElementById("enterprise.group").getBoundingClientRect().bottom - first;
    }""")
    assert high <= MOST_SCREENS * PHONE["height"]
    visitor.answers(PROJECT)
    visitor.calculates()
    expect(visitor.result).to_contain_text("Uw groep", timeout=ENGINE_LIMIT_MS)
    visitor.sees("57 is 50 of meer, dus niet klein", "200 euro")
    visitor.unfolds("group")
    expect(visitor.result.locator("svg.rh-picture")).to_be_visible()


def test_six_people_and_a_low_turnover_are_settled_by_two_answers(regular: Visitor) -> None:
    regular.opens()
    regular.answers({"enterprise.periods.0.headcount": "6", "enterprise.periods.0.turnover": "300.000"})
    live = regular.page.locator(".rh-live")
    expect(live).to_contain_text("6 voltijdse mensen: klein", timeout=ENGINE_LIMIT_MS)
    expect(live).to_contain_text(ENOUGH)
    expect(regular.control("enterprise.periods.1.headcount")).to_be_hidden()
    regular.answers({"enterprise.periods.0.headcount": "45"})
    expect(regular.control("enterprise.periods.1.headcount")).to_be_visible()
    expect(live).to_have_attribute("aria-live", "polite")


def test_each_button_makes_its_enterprise_and_its_tie_ready(regular: Visitor) -> None:
    regular.opens()
    unfolds(regular)
    for kind, name in (
        ("Ik heb een zusterbedrijf", "Zusterbedrijf"),
        ("Ik heb een dochter", "Dochter"),
        ("aandeelhouder met 25\u00a0% of meer", "Aandeelhouder"),
        (SAME_PEOPLE, "Andere onderneming"),
        ("Ik heb een dochter", "Dochter 2"),
    ):
        starts(regular, kind)
        expect(regular.page.locator(f'[name^="{ROW}"][name$=".name"]').last).to_have_value(name)
        expect(regular.page.locator(f'[name^="{ROW}"][name$=".name"]').last).to_be_focused()
    ties = [(chosen(regular, f"{HELD}.{place}.holder"), chosen(regular, f"{HELD}.{place}.held")) for place in range(5)]
    assert ties == [
        ("Holding", "Uw onderneming"),  # of whom the sister is the sister
        ("Holding", "Zusterbedrijf"),
        ("Uw onderneming", "Dochter"),
        ("Aandeelhouder", "Uw onderneming"),
        ("Uw onderneming", "Dochter 2"),
    ]
    assert (chosen(regular, f"{PAIR}.0.0"), chosen(regular, f"{PAIR}.0.1")) == ("Uw onderneming", "Andere onderneming")


def test_a_name_that_is_typed_is_the_name_to_choose(regular: Visitor) -> None:
    regular.opens()
    unfolds(regular)
    starts(regular, "Ik heb een holding")
    regular.answers({f"{ROW}.0.name": "Jansens & zonen"})
    assert chosen(regular, f"{HELD}.0.holder") == "Jansens & zonen"
    regular.answers({f"{ROW}.0.name": ""})
    assert chosen(regular, f"{HELD}.0.holder") == "Onderneming 1"


def test_an_enterprise_that_goes_takes_its_ties_along_and_the_others_stay(regular: Visitor) -> None:
    regular.opens()
    unfolds(regular)
    starts(regular, "Ik heb een holding", "Ik heb een zusterbedrijf", "Ik heb een dochter", SAME_PEOPLE)
    regular.answers({**OWN, f"{HELD}.2.share": "75", f"{ROW}.2.name": "Dochter bv"})
    row = regular.page.get_by_role("group", name="Holding", exact=True)
    row.get_by_role("button", name="Verwijder deze onderneming").click()
    expect(regular.page.locator(".rh-row--enterprises")).to_have_count(3)
    expect(regular.page.locator(".rh-row--holdings")).to_have_count(1)
    expect(regular.control(f"{ROW}.1.name")).to_have_value("Dochter bv")
    assert chosen(regular, f"{HELD}.0.held") == "Dochter bv"
    expect(regular.control(f"{HELD}.0.share")).to_have_value("75")
    assert chosen(regular, f"{PAIR}.0.1") == "Andere onderneming"
    expect(regular.control("enterprise.periods.0.headcount")).to_have_value("40")


def test_a_link_brings_the_group_and_the_address_carries_it_on(visitor: Visitor) -> None:
    visitor.opens(LINKED)
    expect(visitor.result).to_contain_text("Uw groep", timeout=ENGINE_LIMIT_MS)
    assert chosen(visitor, f"{HELD}.1.held") == "Zusterbedrijf"
    visitor.calculates()
    waits_until(visitor.page, "location.hash.includes('gave=')", wanted=True)
    shown = visitor.result.inner_html()
    visitor.page.reload()
    expect(visitor.result).to_contain_text("Uw groep", timeout=ENGINE_LIMIT_MS)
    assert visitor.result.inner_html() == shown
    assert chosen(visitor, f"{HELD}.0.holder") == "Holding bv"


@pytest.mark.parametrize("mark", ["v", "concept"])
def test_a_group_that_was_a_tree_opens_as_the_list(visitor: Visitor, mark: str) -> None:
    """A link, or answers of a visit before."""
    pairs = "&".join(f"{path}={value}" for path, value in TREE.items())
    visitor.page.goto(f"{visitor.address}#{mark}=1&{pairs}")
    expect(visitor.control(f"{ROW}.0.name")).to_have_value("Holding", timeout=ENGINE_LIMIT_MS)
    expect(visitor.control(f"{HELD}.0.share")).to_have_value("60")
    assert (chosen(visitor, f"{HELD}.0.holder"), chosen(visitor, f"{HELD}.0.held")) == ("Holding", "Uw onderneming")
    expect(visitor.page.locator('[name^="enterprise.relations"]')).to_have_count(0)
    visitor.calculates()
    visitor.sees("52 is 50 of meer, dus niet klein")


def test_every_mistake_in_the_group_is_told_at_its_row_and_nothing_is_lost(regular: Visitor) -> None:
    regular.opens(LINKED)
    expect(regular.result).to_contain_text("Uw groep", timeout=ENGINE_LIMIT_MS)
    regular.answers({f"{HELD}.0.holder": "own", f"{HELD}.1.share": "veel", f"{ROW}.1.periods.0.headcount": "-3"})
    regular.page.get_by_role("button", name="Voeg een aandeel toe").click()
    regular.answers({f"{HELD}.2.share": "30"})
    regular.calculates()
    expect(regular.errors).to_contain_text(SOMETHING_WRONG)
    for named, path in (
        ("Aandeel van Uw onderneming in Uw onderneming", f"{HELD}.0.held"),
        ("Aandeel van Holding bv in Zusterbedrijf", f"{HELD}.1.share"),
        ("Zusterbedrijf: Personeel", f"{ROW}.1.periods.0.headcount"),
        ("Aandeel van … in …", f"{HELD}.2.holder"),
    ):
        line = regular.errors.locator("li", has=regular.page.locator(f'[data-with="{path}"]'))
        expect(line).to_contain_text(named)
        expect(regular.page.locator(f'[id="{path}-fout"]')).to_be_visible()
        line.get_by_role("link").click()
        expect(regular.control(path)).to_be_focused()
    for path, typed in ((f"{HELD}.1.share", "veel"), (f"{HELD}.2.share", "30"), (f"{HELD}.0.share", "100")):
        expect(regular.control(path)).to_have_value(typed)


def test_two_hundred_and_one_enterprises_are_told_and_kept(regular: Visitor) -> None:
    many = {f"{ROW}.{place}.id": str(place + 1) for place in range(201)}
    ties = {
        f"{HELD}.{place}.{end}": who
        for place in range(201)
        for end, who in (("holder", str(place + 1)), ("held", "own"))
    }
    regular.opens({**OWN, **many, **ties})
    expect(regular.errors).to_contain_text(too_many("200"), timeout=ENGINE_LIMIT_MS)
    regular.errors.get_by_role("link", name="te veel").click()
    expect(regular.page.locator(f'[id="{ROW}"]')).to_be_focused()
    expect(regular.page.locator(".rh-row--enterprises")).to_have_count(201)


def test_the_group_sticks_out_of_no_screen(regular: Visitor) -> None:
    regular.opens()
    unfolds(regular)
    starts(regular, "Ik heb een holding", "Ik heb een zusterbedrijf", "Ik heb een dochter", SAME_PEOPLE)
    regular.answers({**OWN, **HOLDING, **SISTER, f"{ROW}.0.name": "Van den Broecke Participaties International nv"})
    assert too_wide_for(regular.page, 1280, 390, 320) == []


def test_the_picture_of_a_group_never_scrolls_sideways(visitor: Visitor) -> None:
    """Of a holding with two below it there is a picture on a wide screen, an outline on a narrow one."""
    visitor.page.set_viewport_size({"width": 320, "height": 800})
    visitor.opens(
        LINKED
        | {f"{ROW}.1.name": "Van den Broecke Participaties", f"{ROW}.2.id": "3", f"{ROW}.2.name": "C"}
        | {f"{HELD}.2.holder": "1", f"{HELD}.2.held": "3", f"{HELD}.2.share": "60"}
    )
    expect(visitor.result).to_contain_text("Uw groep", timeout=ENGINE_LIMIT_MS)
    visitor.unfolds("group")
    drawn = visitor.result.locator(".rh-drawn")
    for width in (320, 390):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        expect(drawn.locator("svg.rh-picture")).to_be_hidden()
        expect(drawn.get_by_text("60\u00a0% in handen van Holding bv")).to_be_visible()
        assert drawn.evaluate("box => box.scrollWidth <= box.clientWidth")
    visitor.page.set_viewport_size({"width": 900, "height": 800})
    expect(drawn.locator("svg.rh-picture")).to_be_visible()


def test_without_a_script_the_questions_can_be_read(page: Page, site_url: str) -> None:
    """The fields of the newest year are there; buttons that could do nothing are not."""
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{site_url}rekenhulp/")
    page.locator("#cijfers").click()
    expect(page.locator('[name="enterprise.periods.0.headcount"]')).to_be_visible()
    expect(page.get_by_role("heading", name="Uw groep")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Ik heb een"))).to_have_count(0)
