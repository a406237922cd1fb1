"""What stays and what goes along: answers on the device, projects in one plan, files, links."""

import json
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import ADVICE, CERTAIN, ENGINE_LIMIT_MS, SHORT, Answers, Held, Visitor, waits_until
from tests.headlines import REFUSED, can_get, gets, plain
from tests.sentences import REMEMBER, others_first

IN_TAB = "sessionStorage.getItem('kmo-portefeuille/projecten')"
HEARS_ABOUT_THE_PLAN = """
    window.heard = 0;
    const hears = new MutationObserver(() => { window.heard += 1; });
    hears.observe(document.querySelector(".rh-planned"), { childList: true });
"""
STORED = "JSON.stringify(localStorage.getItem('kmo-portefeuille/rekenhulp'))"


def test_answers_stay_on_the_device_only_while_asked(new_visitor: Visitor) -> None:
    new_visitor.opens()
    new_visitor.answers({"cost.net": "1.438,02"})
    assert new_visitor.page.evaluate(STORED) == "null"
    remember = new_visitor.page.get_by_label(REMEMBER)
    remember.check()
    new_visitor.answers({"enterprise.size_stated": "small"})
    later = new_visitor.page.context.new_page()
    later.goto(new_visitor.address)
    expect(later.locator('[name="cost.net"]')).to_have_value("1.438,02")
    expect(later.locator('[name="enterprise.size_stated"][value=small]')).to_be_checked()
    expect(later.get_by_label(REMEMBER)).to_be_checked()
    remember.uncheck()
    assert new_visitor.page.evaluate(STORED) == "null"


def test_wiping_leaves_nothing(visitor: Visitor) -> None:
    visitor.opens(CERTAIN)
    visitor.has_headline(gets("300"))
    visitor.page.get_by_label(REMEMBER).check()
    visitor.page.get_by_role("button", name="Nog een opleiding").click()
    expect(visitor.page.locator(".rh-projects tbody tr")).to_have_count(1, timeout=ENGINE_LIMIT_MS)
    assert visitor.page.evaluate(IN_TAB) is not None
    visitor.page.get_by_role("button", name="Wis alles").click()
    expect(visitor.result).to_be_empty()
    expect(visitor.page.locator("#vergelijking")).to_be_empty()
    expect(visitor.control("cost.net")).to_have_value("")
    expect(visitor.control("enterprise.group.enterprises.0.name")).to_have_count(0)
    assert visitor.page.evaluate(STORED) == "null"
    assert visitor.page.evaluate(IN_TAB) is None
    expect(visitor.page).to_have_url(visitor.address)
    visitor.page.get_by_role("button", name="Maak dat ongedaan").click()
    expect(visitor.page.locator(".rh-projects tbody tr")).to_have_count(1)
    assert visitor.page.evaluate(IN_TAB) is not None
    visitor.page.get_by_role("button", name="Wis alles").click()
    # Nor does who types something and takes it back.
    for typed, kept in (("5", re.compile("#.*cost.net=5")), ("", visitor.address)):
        visitor.control("cost.net").fill(typed)
        visitor.page.keyboard.press("Tab")
        expect(visitor.page).to_have_url(kept)


def test_a_link_that_came_through_the_post_opens_and_one_that_lost_its_end_says_so(visitor: Visitor) -> None:
    visitor.opens(SHORT)
    visitor.has_headline(can_get("300"))
    visitor.page.get_by_role("button", name="Bereken").first.click()
    link = urlsplit(visitor.link()).fragment
    # `%23` is another address, so that page is opened anew; the others are followed on the page.
    for mangled in (f"%23{link}", "#" + link.replace("&", "&amp;"), f"#{link}).", f"#{quote(link, safe='')}"):
        visitor.opens(ADVICE)
        visitor.has_headline(REFUSED)
        visitor.page.goto(visitor.address + mangled)
        visitor.has_headline(can_get("300"))
    visitor.page.goto("about:blank")
    visitor.page.goto(f"{visitor.address}#{link[: link.index('cost.net') + len('cost.net=1')]}")
    expect(visitor.page.locator("#fouten")).to_contain_text(
        "Het einde van deze link ontbreekt.", timeout=ENGINE_LIMIT_MS
    )
    expect(visitor.control("cost.net")).to_have_value("")
    expect(visitor.control("applied_on")).not_to_have_value("")
    expect(visitor.result).to_be_empty()


def test_answers_that_were_not_yet_calculated_outlive_reloading_and_going_back(visitor: Visitor) -> None:
    visitor.opens()
    visitor.answers({"cost.net": "1.438,02", "enterprise.legal_form": "bv", "applied_on": "1/2/2026"})
    visitor.page.get_by_role("heading", name="Uw cijfers").click()
    visitor.page.get_by_role("button", name="Ik heb een holding").click()
    visitor.answers({"enterprise.group.enterprises.0.name": "Dé & holding"})
    visitor.control("enterprise.group.holdings.0.controls").check()
    for arrive_again in (visitor.page.reload, lambda: there_and_back(visitor)):
        arrive_again()
        expect(visitor.control("cost.net")).to_have_value("1.438,02")
        expect(visitor.control("enterprise.legal_form")).to_have_value("bv")
        expect(visitor.control("applied_on")).to_have_value("1/2/2026")
        expect(visitor.control("enterprise.group.enterprises.0.name")).to_have_value("Dé & holding")
        expect(visitor.control("enterprise.group.holdings.0.controls")).to_be_checked()
        expect(visitor.control("enterprise.group.holdings.0.holder").locator("option:checked")).to_have_text(
            "Dé & holding"
        )
    expect(visitor.result.get_by_role("heading", level=2).first).to_be_visible(timeout=ENGINE_LIMIT_MS)


def test_nothing_gets_lost_before_the_scripts_are_there(new_visitor: Visitor) -> None:
    script = Held(new_visitor.page, "**/element.mjs")
    new_visitor.page.goto(new_visitor.address, wait_until="commit")
    button = new_visitor.page.locator(".rh-submit button").first
    expect(button).to_be_hidden()
    new_visitor.control("cost.net").fill("1.438,02")
    script.let_go()
    expect(button).to_be_visible()
    expect(new_visitor.control("cost.net")).to_have_value("1.438,02")


def test_what_is_typed_while_a_link_opens_stays(new_visitor: Visitor) -> None:
    """The form holds what the link holds before the engine is there; a change made meanwhile is not taken back."""
    engine = Held(new_visitor.page, "**/engine.zst")
    new_visitor.opens(SHORT)
    expect(new_visitor.control("cost.net")).to_have_value("1000")
    new_visitor.control("cost.net").fill("2.000")
    expect(new_visitor.status).to_contain_text("geladen")
    engine.let_go()
    new_visitor.has_headline(can_get("600"))
    expect(new_visitor.control("cost.net")).to_have_value("2.000")


def there_and_back(visitor: Visitor) -> None:
    visitor.page.goto("about:blank")
    visitor.page.go_back()


def test_the_steps_lead_forth_and_back(regular: Visitor) -> None:
    regular.opens()
    regular.page.locator("#onderneming").click()
    regular.page.get_by_role("button", name="Volgende: Uw cijfers").click()
    expect(regular.page.locator("#cijfers")).to_be_focused()
    expect(regular.control("enterprise.periods.0.headcount")).to_be_visible()
    regular.page.get_by_role("button", name="Vorige: Uw onderneming").click()
    expect(regular.page.locator("#onderneming")).to_be_focused()


def test_a_new_answer_leaves_who_is_typing_in_the_one_before_it_alone(regular: Visitor) -> None:
    """Every field that an answer brings along, with a part of its text chosen: what is typed next takes its place."""
    page = regular.page
    regular.opens()
    regular.answers({**SHORT, "enterprise.legal_form": "bv"})
    regular.has_headline(can_get("300"))
    page.get_by_role("button", name="Nog een opleiding").click()
    regular.answers({**SHORT, "enterprise.legal_form": "bv"})
    fields = page.locator(".rh-result :is(input[type=text], textarea), #vergelijking textarea")
    expect(fields).to_have_count(3)
    expect(page.locator("[data-stale]")).to_have_count(0)
    page.locator(".rh-result, #vergelijking").evaluate_all(
        "all => all.forEach(each => each.querySelectorAll('details').forEach(fold => { fold.open = true }))"
    )
    for each in fields.all():
        each.fill("abcd")
        for key in ("Home", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
            page.keyboard.press(key)
        page.evaluate("document.activeElement.isOfBefore = true, document.querySelector('kmo-rekenhulp').changed()")
        waits_until(page, "Boolean(document.activeElement.isOfBefore)", False)
        expect(each).to_be_focused()
        page.keyboard.insert_text("-")
        expect(each).to_have_value("a-d")
    assert [each.input_value() for each in fields.all()] == ["a-d"] * 3
    expect(page.get_by_role("button", name="Open a-d")).to_be_visible()


def test_projects_share_a_plan_that_the_tab_keeps(visitor: Visitor) -> None:
    """30 % of 20,000 is 6,000; with 1,000 used 500 of 7,500 is left, of the 1,500 that 5,000 would give alone."""
    page, plan = visitor.page, visitor.page.locator("#vergelijking")
    rows = plan.locator("tbody tr")
    visitor.opens()
    visitor.answers({**SHORT, "cost.net": "20000", "aid_granted_this_year": "1000", "enterprise.legal_form": "bv"})
    visitor.has_headline(can_get("6.000"))
    page.get_by_role("button", name="Nog een opleiding").click()
    expect(visitor.control("service.theme")).to_be_focused()
    expect(visitor.control("cost.net")).to_have_value("")
    expect(visitor.control("enterprise.legal_form")).to_have_value("bv")
    visitor.answers({"applied_on": "2026-11-23", "service.theme": "innovatie", "cost.net": "5000"})
    visitor.has_headline(can_get("500"))
    expect(visitor.page.locator(".rh-line")).to_contain_text("500 euro")
    visitor.sees(others_first(2026, "6.000 euro"))
    expect(rows.nth(1)).to_contain_text("500\u00a0euro")
    expect(rows.nth(1)).to_contain_text("Begrensd door uw jaarplafond")
    expect(page.locator(".rh-planned")).to_contain_text("samen 6.500\u00a0euro steun")
    page.evaluate(HEARS_ABOUT_THE_PLAN)
    name = plan.get_by_label("Naam van project 1")
    name.fill("<b>Excel</b>")
    name.press("Tab")
    expect(plan.get_by_role("button", name="Open <b>Excel</b>")).to_be_focused()
    assert page.evaluate("window.heard") == 0  # another name is no other plan
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    second = plan.get_by_label("Naam van project 2")
    second.fill("Een opleiding met een naam die zo lang is als een naam mag zijn")
    second.press("Enter")
    expect(plan.locator("figure")).to_contain_text("die zo lang is")
    expect(second).to_be_focused()
    assert second.evaluate("name => [name.scrollWidth - name.clientWidth, name.scrollHeight - name.clientHeight]") == [
        0,
        0,
    ]
    page.reload()
    expect(rows).to_have_count(2, timeout=ENGINE_LIMIT_MS)
    expect(name).to_have_value("<b>Excel</b>")
    plan.get_by_role("button", name="Haal weg <b>Excel</b>").click()
    expect(rows).to_have_count(1)
    expect(page.locator(".rh-line")).to_contain_text("1.500 euro")
    undo = plan.get_by_role("button", name="Maak dat ongedaan")
    expect(undo).to_be_focused()
    undo.click()
    expect(rows).to_have_count(2)
    expect(page.locator(".rh-line")).to_contain_text(re.compile("^500.euro"))
    plan.get_by_role("button", name="Open <b>Excel</b>").click()
    visitor.has_headline(can_get("6.000"))
    expect(visitor.control("cost.net")).to_have_value("20000")
    expect(rows.nth(0)).to_have_attribute("aria-current", "true")
    expect(rows.nth(1)).to_contain_text("5.000\u00a0euro")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".md-tabs").get_by_role("link", name="Aanbod").click()
    page.locator("a[href$='/seo-en-sea/']").first.click()
    page.get_by_role("link", name="Bereken dit").click()
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_have_attribute("aria-current", "true")
    expect(rows.nth(0)).to_contain_text("20.000\u00a0euro")
    expect(visitor.control("enterprise.legal_form")).to_have_value("bv")
    expect(visitor.control("service.theme")).to_have_value("digitalisering")
    expect(visitor.control("cost.net")).to_have_value("")


def tabs_to(page: Page, what: str) -> None:
    """Press the tab key until this has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"the keyboard does not reach {what}")


def test_the_keyboard_alone_makes_a_plan_and_changes_it(regular: Visitor) -> None:
    """30 % of 1,000 and of 2,000."""
    page, rows = regular.page, regular.page.locator("#vergelijking tbody tr")
    regular.opens(SHORT)
    regular.has_headline(can_get("300"))
    regular.control("cost.net").focus()
    tabs_to(page, "[data-do=next]")
    page.keyboard.press("Enter")
    expect(regular.control("service.theme")).to_be_focused()
    page.keyboard.press("ArrowDown")
    tabs_to(page, "[name='cost.net']")
    page.keyboard.type("2000")
    expect(rows.nth(1)).to_contain_text("600\u00a0euro", timeout=ENGINE_LIMIT_MS)
    tabs_to(page, "#project-0")
    page.keyboard.press("Control+A")
    page.keyboard.type("Excel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Open Excel")).to_be_visible()
    expect(page.locator("#project-0")).to_be_focused()
    expect(page.locator("#project-0")).to_have_value("Excel")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Open Excel")).to_be_focused()
    page.keyboard.press("Enter")
    regular.has_headline(can_get("300"))
    expect(regular.result.get_by_role("heading", level=2).first).to_be_focused()
    tabs_to(page, "[data-do=drop]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Maak dat ongedaan")).to_be_focused()
    expect(rows).to_have_count(1)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("heading", name="Uw projecten samen")).to_be_focused()


def test_a_tab_that_keeps_nothing_still_plans(new_visitor: Visitor) -> None:
    new_visitor.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no') } })"
    )
    new_visitor.opens(SHORT)
    new_visitor.has_headline(can_get("300"))
    new_visitor.page.get_by_role("button", name="Nog een opleiding").click()
    expect(new_visitor.page.locator(".rh-projects tbody tr")).to_have_count(1, timeout=ENGINE_LIMIT_MS)


def test_the_price_for_a_wanted_aid_is_found_and_filled_in(regular: Visitor) -> None:
    regular.opens()
    regular.answers({**SHORT, "wanted": "1.000"})
    regular.page.get_by_role("button", name="Zoek de prijs").click()
    expect(regular.page.locator("#omgekeerd")).to_contain_text("3.333,34\u00a0euro", timeout=ENGINE_LIMIT_MS)
    regular.page.get_by_role("button", name="Vul deze prijs in").click()
    regular.has_headline(can_get("1.000"))
    expect(regular.control("cost.net")).to_have_value("3.333,34")


def test_the_result_goes_along_as_calendar_and_proof(regular: Visitor, tmp_path: Path) -> None:
    regular.opens(CERTAIN)
    regular.has_headline(gets("300"))
    calendar = saved(regular, "Bewaar uw termijnen (agenda)")
    assert calendar.suggested_filename == "kmo-portefeuille-2026-11-23.ics"
    calendar.save_as(tmp_path / "calendar")
    events = Calendar.from_ical((tmp_path / "calendar").read_bytes()).walk("VEVENT")
    days = sorted(event.decoded("dtstart").isoformat() for event in events)
    assert days == ["2026-12-07", "2026-12-15", "2026-12-23", "2027-12-31"]
    saved(regular, "Bewaar het bewijs (JSON)").save_as(tmp_path / "proof")
    assert json.loads((tmp_path / "proof").read_text())["response"]["aid"]["amount"] == "300.00"


def saved(visitor: Visitor, button: str) -> Download:
    visitor.unfolds("take")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name=button).click()
    return download.value


def test_link_and_text_are_copied_and_that_is_said(new_visitor: Visitor) -> None:
    page = new_visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    new_visitor.opens(SHORT)
    new_visitor.has_headline(can_get("300"))
    new_visitor.unfolds("take")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(new_visitor.result.locator(".rh-taken")).to_have_text("Gekopieerd.")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(copied)
    new_visitor.has_headline(can_get("300"))
    new_visitor.unfolds("take")
    page.get_by_role("button", name="Kopieer als tekst").click()
    expect(new_visitor.result.locator(".rh-taken")).to_have_text("Gekopieerd.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(plain(can_get("300")))


def test_the_mail_waits_for_the_visitor(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        "window.followed = []; HTMLAnchorElement.prototype.click = function () { followed.push(this.href); };"
    )
    visitor.opens(SHORT)
    visitor.has_headline(can_get("300"))
    assert "mailto:" not in visitor.result.inner_html()
    visitor.unfolds("take")
    visitor.page.get_by_role("button", name="Mail").click()
    waits_until(visitor.page, "followed.length", 1)
    assert re.match(r"mailto:.*300%20euro.*rekenhulp%2F%23v%3D", visitor.page.evaluate("followed[0]"))


@pytest.mark.parametrize("answers", [CERTAIN, SHORT, ADVICE], ids=["eligible", "undecided", "refused"])
def test_the_result_prints_on_two_pages_with_reasons_and_answers_and_no_form(
    regular: Visitor, answers: Answers
) -> None:
    regular.opens(answers)
    expect(regular.result).to_contain_text("oorwaarden", timeout=ENGINE_LIMIT_MS)
    assert len(re.findall(rb"/Type /Page\b", regular.page.pdf(format="A4"))) <= 2
    regular.page.emulate_media(media="print")
    expect(regular.control("cost.net")).to_be_hidden()
    expect(regular.page.get_by_role("button", name="Druk af")).to_be_hidden()
    expect(regular.result.get_by_text("Wat de regel vraagt").first).to_be_visible()
    given = regular.page.locator(".rh-given, #resultaat").locator("dt")
    expect(given.filter(has_text="Wat is de prijs zonder btw, in euro?")).to_be_visible()
