"""Right answers in a real browser, from the built site, as a visitor gets them."""

import json
from urllib.parse import urlsplit

from playwright.sync_api import expect

from calculator.contract.wire import answer
from tests.browser.conftest import Answers, Held, Visitor
from tests.headlines import REFUSED, SOMETHING_WRONG, can_get, gets
from tests.rules.test_command_line import EXAMPLE as EXAMPLE_REQUEST

# The example of the contract, as a visitor types it.
EXAMPLE: Answers = {
    "service.kind": "training",
    "service.theme": "digitalisering",
    "cost.net": "1.000",
    "aid_granted_this_year": "0",
    "enterprise.legal_form": "bv",
    "enterprise.established_in_flanders": "true",
    "enterprise.main_activity": "accepted",
    "enterprise.public_participation": "0 %",
    "enterprise.periods.0.headcount": "12,5",
    "enterprise.periods.0.turnover": "€ 1.800.000",
    "enterprise.periods.0.balance_sheet_total": "900 000",
    # With so many people the year before can count, so only now it is asked.
    "enterprise.periods.0.closed_on": "31/12/2025",
    "enterprise.periods.1.closed_on": "31 december 2024",
    "enterprise.periods.1.headcount": "11",
    "enterprise.periods.1.turnover": "1.700.000,00",
    "enterprise.periods.1.balance_sheet_total": "850000",
    "applied_on": "23/11/2026",
    "service.starts_on": "1-12-2026",
    "service.ends_on": "5-12-2026",
    "service.without_teacher": "false",
    "service.related_to_provider": "false",
    "cost.vat_recoverable": "true",
}
HOLDING: Answers = {
    "enterprise.group.holdings.0.share": "60",
    "enterprise.group.enterprises.0.periods.0.headcount": "3",
    "enterprise.group.enterprises.0.periods.0.turnover": "0",
    "enterprise.group.enterprises.0.periods.0.balance_sheet_total": "4.000.000",
}
# The group of that example, as the list gives it.
AS_A_LIST = {
    "enterprises": [
        {
            "id": "1",
            "name": "Holding",
            "periods": [{"headcount": "3", "turnover": "0", "balance_sheet_total": "4000000"}],
        }
    ],
    "holdings": [{"holder": "1", "held": None, "share": "60"}],
}
# All that the page keeps on the device: the theme keeps the choice of colours there, the calculator nothing.
STORED = "JSON.stringify([localStorage, sessionStorage])"


def test_the_example_of_the_contract_filled_in_by_hand(new_visitor: Visitor, complaints: list[str]) -> None:
    new_visitor.listens()
    new_visitor.opens()
    new_visitor.answers(EXAMPLE)
    new_visitor.page.get_by_role("button", name="Ik heb een holding").click()
    new_visitor.answers(HOLDING)
    new_visitor.calculates()
    new_visitor.has_headline(gets("300"))
    new_visitor.sees("300 euro", "700 euro", "210 euro")
    expect(new_visitor.result.get_by_role("heading", level=2).first).to_be_focused()
    enterprise = {**EXAMPLE_REQUEST["enterprise"], "relations": [], "group": AS_A_LIST}
    request = json.dumps({**EXAMPLE_REQUEST, "enterprise": enterprise})
    assert new_visitor.heard()[-1] == json.loads(answer("assess", request)[1])
    assert complaints == []


def test_a_link_for_a_medium_enterprise_reaches_the_ceiling_exactly(regular: Visitor) -> None:
    regular.opens(
        {
            "applied_on": "2026-11-23",
            "enterprise.size_stated": "medium",
            "service.kind": "training",
            "service.theme": "digitalisering",
            "cost.net": "37500",
            "aid_granted_this_year": "0",
        }
    )
    regular.has_headline(can_get("7.500"))
    expect(regular.control("cost.net")).to_have_value("37.500")
    expect(regular.page.locator('[name="enterprise.size_stated"][value=medium]')).to_be_checked()
    expect(regular.control("applied_on")).to_have_value("23/11/2026")


def test_advice_on_the_last_day_and_the_first_day_without_aid(regular: Visitor) -> None:
    for applied_on, headline, also in (
        ("2026-01-31", can_get("1.500"), "30\u00a0% van 5.000"),
        ("2026-02-01", REFUSED, "Alleen advies over cybersecurity krijgt nog steun."),
    ):
        regular.opens(
            {
                "applied_on": applied_on,
                "enterprise.size_stated": "small",
                "service.kind": "advice",
                "service.theme": "digitalisering",
                "cost.net": "5000",
            }
        )
        regular.has_headline(headline)
        expect(regular.result).to_contain_text(also)


PUBLISHED: tuple[tuple[Answers, tuple[str, ...]], ...] = (
    # ncdab.be, 30 November 2023
    ({"applied_on": "30/11/2023", "cost.net": "1.438,02"}, ("431,41 euro", "1.006,61 euro", "301,98 euro")),
    # kwec.nl
    ({"applied_on": "30/11/2023", "cost.net": "555"}, ("166,50 euro", "388,50 euro", "116,55 euro")),
    # promediation.eu: a gross price of 160 between 2016 and 2019, when small enterprises got 40 %
    ({"applied_on": "1/6/2018", "cost.net": "", "cost.gross": "160"}, ("132,23 euro", "79,34 euro")),
)


def test_published_examples(regular: Visitor) -> None:
    regular.opens()
    regular.answers({"enterprise.size_stated": "small", "service.kind": "training", "service.theme": "innovatie"})
    for answers, amounts in PUBLISHED:
        regular.answers(answers)
        regular.calculates()
        expect(regular.result).to_contain_text("Wie betaalt wat?", timeout=60_000)
        regular.sees(*amounts)


def test_without_a_day_the_visitors_own_today_is_judged(visitor: Visitor) -> None:
    """Just after midnight in Brussels it is still the day before in Greenwich."""
    visitor.page.clock.set_fixed_time("2027-03-14T23:30:00Z")
    visitor.opens()
    expect(visitor.control("applied_on")).to_have_value("")
    visitor.answers({"cost.net": "1000"})
    visitor.calculates()
    expect(visitor.result).to_contain_text("aanvraag op 15\u00a0maart\u00a02027", timeout=60_000)


def test_a_link_without_a_day_is_judged_on_the_visitors_own_today(visitor: Visitor) -> None:
    visitor.page.clock.set_fixed_time("2026-01-31T12:00:00Z")
    visitor.opens({"enterprise.size_stated": "small", "service.kind": "advice", "cost.net": "1000"})
    visitor.has_headline(can_get("300"))
    expect(visitor.control("applied_on")).to_have_value("")


def test_the_address_carries_the_answers_and_opens_to_the_same_result(new_visitor: Visitor) -> None:
    """Also for who answers and presses before the engine is there."""
    new_visitor.listens()
    engine = Held(new_visitor.page, "**/engine.zst")
    new_visitor.opens()
    new_visitor.answers({"enterprise.size_stated": "small", "service.kind": "training", "cost.net": "1.438,02"})
    new_visitor.answers({"applied_on": "23/11/2026"})
    new_visitor.calculates()
    engine.let_go()
    new_visitor.has_headline(can_get("431,41"))
    assert urlsplit(new_visitor.link()).fragment.startswith(
        "v=2&enterprise.size_stated=small&service.kind=training&cost.net=1438.02&applied_on=2026-11-23&"
    )
    answered = new_visitor.heard()[-1]
    new_visitor.page.reload()
    new_visitor.has_headline(can_get("431,41"))
    assert new_visitor.heard()[-1] == answered
    expect(new_visitor.control("cost.net")).to_have_value("1.438,02")


def test_a_link_followed_while_on_the_page_is_opened_too(regular: Visitor) -> None:
    regular.opens({"enterprise.size_stated": "small", "cost.net": "1000", "service.kind": "training"})
    regular.has_headline(can_get("300"))
    regular.page.evaluate(
        "location.hash = 'v=1&applied_on=2026-11-23&enterprise.size_stated=medium&service.kind=training&cost.net=500'"
    )
    regular.has_headline(can_get("100"))
    expect(regular.control("cost.net")).to_have_value("500")


def test_nothing_leaves_the_browser_once_the_engine_is_there(new_visitor: Visitor, requests: list[str]) -> None:
    new_visitor.opens()
    new_visitor.is_ready()
    loaded, stored = len(requests), new_visitor.page.evaluate(STORED)
    new_visitor.answers(EXAMPLE)
    new_visitor.calculates()
    new_visitor.has_headline(gets("300"))
    new_visitor.answers({"cost.net": "nonsens"})
    new_visitor.calculates()
    expect(new_visitor.errors).to_contain_text(SOMETHING_WRONG)
    assert requests[loaded:] == []
    asked_on_the_network = [address for address in requests if address.startswith("http")]
    assert {urlsplit(address).netloc for address in asked_on_the_network} == {urlsplit(new_visitor.address).netloc}
    assert new_visitor.page.evaluate(STORED) == stored
    assert new_visitor.page.context.cookies() == []


def test_an_offered_change_leads_to_what_it_promises(visitor: Visitor) -> None:
    visitor.page.clock.set_fixed_time("2026-02-01T12:00:00Z")
    visitor.opens(
        {
            "applied_on": "2026-02-01",
            "enterprise.size_stated": "small",
            "service.kind": "advice",
            "service.theme": "digitalisering",
            "cost.net": "5000",
        }
    )
    visitor.has_headline(REFUSED)
    of_catalogue = visitor.result.get_by_role("link", name="Bekijk dit aanbod")
    expect(of_catalogue).to_have_attribute("href", "../catalogus/seo-en-sea/")
    offer = visitor.result.locator("li", has_text="Gaat het echt over cybersecurity?")
    expect(offer).to_contain_text("2.250\u00a0euro steun")
    offer.get_by_role("button", name="Ja, het gaat over cybersecurity").click()
    visitor.has_headline(can_get("2.250"))
    expect(visitor.page.locator('[name="service.topic"][value=cybersecurity]')).to_be_checked()
