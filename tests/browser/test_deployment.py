"""A tab that was open while a new version was published, without a service worker: the old scripts are gone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RIGHT, SHORT, Visitor
from tests.browser.hosting import NEW_TITLE, Host, Instead, new_version

pytestmark = pytest.mark.night


@pytest.fixture
def visitor(page: Page, host: Host) -> Visitor:
    page.route("**/*", lambda route: route.continue_())  # which also switches off the browser's own cache
    return Visitor(page, host.home)


def test_trying_again_in_an_old_tab_gives_the_answer_of_the_new_version(
    visitor: Visitor, host: Host, site: Path, tmp_path: Path
) -> None:
    host.instead = {"/worker.mjs": Instead(status=503)}
    visitor.opens()
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_failed()
    host.site = new_version(site, tmp_path / "new")
    host.instead = {}
    visitor.tries_again()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
    visitor.has_headline(RIGHT)


def test_who_had_only_begun_to_answer_finds_the_answers_back(
    visitor: Visitor, host: Host, site: Path, tmp_path: Path
) -> None:
    host.instead = {"/worker.mjs": Instead(status=503)}
    visitor.opens()
    visitor.has_failed()
    visitor.control("cost.net").fill("1234,56")
    host.site = new_version(site, tmp_path / "new")
    host.instead = {}
    visitor.tries_again()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
    expect(visitor.control("cost.net")).to_have_value("1234,56")
    visitor.is_ready()


def test_going_from_page_to_page_across_a_new_version_defines_no_element_twice(
    visitor: Visitor, host: Host, site: Path, tmp_path: Path, complaints: list[str]
) -> None:
    page = visitor.page
    visitor.opens()
    visitor.is_ready()
    host.site = new_version(site, tmp_path / "new")
    follow = "address => [...document.links].find(link => link.href === address).click()"
    with page.expect_event("domcontentloaded"):  # which only a page that is loaded anew gives
        page.evaluate(follow, f"{host.home}rekenhulp/lijst/")
    expect(page.locator("kmo-lijst:defined")).to_be_visible()
    page.evaluate(follow, visitor.address)
    expect(page.locator("kmo-rekenhulp:defined")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_headline(RIGHT)
    assert complaints == []
