"""The service worker: the site without a network, a new version in between, and whatever may be wrong with it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from publishing.serve import PROJECT_PATH
from tests.browser.conftest import PATIENCE_SECONDS, RIGHT, Visitor, is_kept, waits_until
from tests.browser.hosted import visitor_of_host, with_service_worker  # noqa: F401
from tests.browser.hosting import NEW_TITLE, OLD_TITLE, Host, new_version

pytestmark = pytest.mark.night

MEMORY = f"kmo-portefeuille {PROJECT_PATH}/ memory"
PARTS = f"kmo-portefeuille {PROJECT_PATH}/ parts"


def has_no_service_worker(page: Page) -> None:
    waits_until(page, "navigator.serviceWorker.getRegistrations().then(found => found.length)", 0)


def cache_names(page: Page) -> list[str]:
    """All that is kept, but for what the calculator keeps of its own accord."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name != MEMORY]


def test_after_one_visit_the_whole_site_works_without_a_network(
    visitor: Visitor, host: Host, complaints: list[str]
) -> None:
    page = visitor.page
    page.goto(host.home)
    is_kept(page, host)
    assert complaints == []
    host.cut()
    visitor.opens()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OLD_TITLE)
    visitor.calculates_right()
    for address in ("", "hoeveel/", "catalogus/", "regels/gevallen/"):
        page.goto(host.home + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("itsme")
    expect(page.locator(".md-search-result__item").first).to_contain_text("itsme", timeout=PATIENCE_SECONDS * 1000)


def test_a_second_visit_asks_the_network_for_no_engine(visitor: Visitor, host: Host) -> None:
    visitor.opens()
    is_kept(visitor.page, host)
    host.asked.clear()
    tab = visitor.page.context.new_page()
    again = Visitor(tab, host.home)
    again.opens()
    again.is_ready()
    assert [address for address in host.asked if "/engine/" in address] == []


def test_who_answers_and_calculates_asks_the_network_for_nothing(visitor: Visitor, host: Host) -> None:
    visitor.opens()
    is_kept(visitor.page, host)
    visitor.is_ready()
    host.asked.clear()
    visitor.calculates_right()
    # By itself a browser looks now and then whether there is another service worker.
    assert {path for path in host.asked if not path.endswith("/sw.js")} == set()


def test_a_tab_goes_on_when_a_new_version_comes_and_the_next_load_is_new(
    visitor: Visitor, host: Host, site: Path, tmp_path: Path
) -> None:
    page = visitor.page
    visitor.opens()
    visitor.is_ready()
    is_kept(page, host)
    page.evaluate("caches.open('een ander project')")
    host.site = new_version(site, tmp_path / "new")
    visitor.calculates_right()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OLD_TITLE)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
    visitor.has_headline(RIGHT)
    offer = page.locator("rk-offline")
    expect(offer).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    before = cache_names(page)
    with page.expect_event("domcontentloaded"):
        offer.get_by_role("button", name="Laad de pagina opnieuw").click()
    is_kept(page, host)
    expect(offer).to_be_hidden()
    visitor.has_headline(RIGHT)
    names = cache_names(page)
    assert names != before
    versions = [name for name in names if name.startswith(f"kmo-portefeuille {PROJECT_PATH}/ ") and name != PARTS]
    assert len(versions) == 1
    assert [name for name in names if name not in versions] == ["een ander project", PARTS]


def test_the_switch_takes_everything_away_from_the_device(
    visitor: Visitor, host: Host, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.opens()
    is_kept(visitor.page, host)
    waits_until(visitor.page, f"caches.has('{MEMORY}')", True)
    visitor.page.evaluate("caches.open('een ander project')")
    monkeypatch.setenv("OFFLINE", "off")
    host.site = new_version(site, tmp_path / "off")
    visitor.page.reload()
    visitor.calculates_right()
    has_no_service_worker(visitor.page)
    # The one of before works on for the page it had, and may keep something still; the next page is without.
    visitor.page.evaluate(f"caches.open('kmo-portefeuille {PROJECT_PATH}/ before')")
    visitor.page.goto("about:blank")
    visitor.opens()
    visitor.is_ready()
    visitor.calculates_right()
    assert visitor.page.evaluate("navigator.serviceWorker.controller") is None
    waits_until(visitor.page, "caches.keys()", ["een ander project"])
    has_no_service_worker(visitor.page)


def test_a_broken_copy_of_the_engine_is_replaced(visitor: Visitor, host: Host) -> None:
    page = visitor.page
    visitor.opens()
    is_kept(page, host)
    [packed] = {address for address in host.asked if address.endswith("/engine.zst")}
    [name] = cache_names(page)
    page.evaluate(f"caches.open('{name}').then(cache => cache.put('{packed}', new Response('broken')))")
    visitor.opens()
    page.reload()
    visitor.calculates_right()
    size = f"caches.match('{packed}').then(found => found.blob()).then(blob => blob.size > 100000)"
    waits_until(page, size, True)


def test_a_device_that_is_full_keeps_nothing_and_calculates(
    visitor: Visitor, host: Host, complaints: list[str]
) -> None:
    settings = visitor.page.context.new_cdp_session(visitor.page)
    origin = host.address.rstrip("/")
    settings.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 10_000})
    visitor.opens()
    visitor.calculates_right()
    waits_until(visitor.page, "navigator.serviceWorker.ready.then(ready => ready.active.state)", "activated")
    visitor.page.reload()
    visitor.has_headline(RIGHT)
    assert visitor.page.evaluate(f"caches.match('{host.home}whole').then(Boolean)") is False
    assert complaints == []


FORBIDDEN = """
const refuse = () => { throw new DOMException("not allowed", "SecurityError"); };
for (const name of ["localStorage", "caches", "indexedDB"]) Object.defineProperty(window, name, { get: refuse });
ServiceWorkerContainer.prototype.register = async () => refuse();
"""


def test_a_browser_that_forbids_storage_calculates(visitor: Visitor) -> None:
    visitor.page.add_init_script(FORBIDDEN)
    visitor.opens()
    visitor.calculates_right()


def test_a_page_comes_from_the_device_when_the_network_is_too_slow(visitor: Visitor, host: Host) -> None:
    """A connection that is there but gives nothing: after some seconds, what was kept."""
    visitor.page.goto(host.home)
    is_kept(visitor.page, host)
    host.fall_silent()
    visitor.page.goto(f"{host.home}hoeveel/")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()


def test_where_data_are_dear_nothing_is_kept_ahead(visitor: Visitor, host: Host) -> None:
    visitor.page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    visitor.page.goto(host.home)
    waits_until(visitor.page, "navigator.serviceWorker.ready.then(ready => ready.active.state)", "activated")
    visitor.page.wait_for_load_state("networkidle")
    assert [address for address in host.asked if re.search("/engine/|/hoeveel/", address)] == []
