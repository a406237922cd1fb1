"""The service worker: the site without a network, a new version in between, and whatever may be wrong with it."""

import contextlib
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, override

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from publishing.offline import add_service_worker
from publishing.serve import PROJECT_PATH, Pages, Server
from tests.browser.conftest import PATIENCE_SECONDS, RIGHT, SHORT, Visitor, waits_until

pytestmark = pytest.mark.night

OLD_TITLE = "Rekenhulp: hoeveel steun krijgt u?"
NEW_TITLE = "Nieuwe titel van een nieuwe versie"
MEMORY = f"kmo-portefeuille {PROJECT_PATH}/ memory"


class Host(Server):
    """Publishes a site, writes down what is asked, can publish another one, be cut off, or fall silent."""

    def __init__(self, site: Path) -> None:
        super().__init__(0, site)
        self.RequestHandlerClass = NotedPages
        self.asked: list[str] = []
        self.is_cut = self.is_silent = False
        self.connections: list[socket.socket] = []

    @property
    def home(self) -> str:
        """The address of the site under the path of its project."""
        return f"{self.address.rstrip('/')}{PROJECT_PATH}/"

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        if self.is_cut:
            self.shutdown_request(request)
        elif not self.is_silent:
            super().process_request(request, client_address)

    def cut(self) -> None:
        """From now on nobody gets an answer, over an open connection neither."""
        self.is_cut = True
        self.end_connections()

    def fall_silent(self) -> None:
        """From now on whoever asks keeps waiting."""
        self.is_silent = True
        self.end_connections()

    def end_connections(self) -> None:
        for connection in self.connections:
            with contextlib.suppress(OSError):  # some ended by themselves
                connection.shutdown(socket.SHUT_RDWR)

    @override
    def server_close(self) -> None:
        for connection in self.connections:
            connection.close()
        super().server_close()


class NotedPages(Pages):
    """Sends the pages of a `Host` and lets it know."""

    @override
    def do_GET(self) -> None:
        assert isinstance(self.server, Host)
        self.server.asked.append(self.path)
        super().do_GET()


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with Host(site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A new visitor whose browser may have a service worker."""
    opened = browser.new_context(locale="nl-BE", timezone_id="Europe/Brussels")
    yield opened
    opened.close()


@pytest.fixture
def visitor(page: Page, host: Host) -> Visitor:
    return Visitor(page, host.home)


def new_version(site: Path, into: Path) -> Path:
    """The same site with another title and its scripts at another address; what was there is gone."""
    shutil.copytree(site, into)
    [scripts] = into.glob("assets/v-*")
    renamed = scripts.with_name(f"v-{scripts.name.removeprefix('v-')[::-1]}")
    scripts.rename(renamed)
    for file in into.rglob("*.html"):
        html = file.read_text().replace(scripts.name, renamed.name).replace(OLD_TITLE, NEW_TITLE)
        file.write_text(html)
    add_service_worker(into)
    return into


def is_kept(page: Page, host: Host) -> None:
    waits_until(page, f"caches.match('{host.home}whole').then(Boolean)", True)


def has_no_service_worker(page: Page) -> None:
    waits_until(page, "navigator.serviceWorker.getRegistrations().then(found => found.length)", 0)


def cache_names(page: Page) -> list[str]:
    """All that is kept, but for what the calculator keeps of its own accord."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name != MEMORY]


def calculates_right(visitor: Visitor) -> None:
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_headline(RIGHT)


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
    calculates_right(visitor)
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
    calculates_right(visitor)
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
    calculates_right(visitor)
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
    ours = [name for name in names if name.startswith(f"kmo-portefeuille {PROJECT_PATH}/ ")]
    assert len(ours) == 1
    assert [name for name in names if name not in ours] == ["een ander project"]


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
    calculates_right(visitor)
    has_no_service_worker(visitor.page)
    # The one of before works on for the page it had, and may keep something still; the next page is without.
    visitor.page.evaluate(f"caches.open('kmo-portefeuille {PROJECT_PATH}/ before')")
    visitor.page.goto("about:blank")
    visitor.opens()
    visitor.is_ready()
    calculates_right(visitor)
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
    calculates_right(visitor)
    size = f"caches.match('{packed}').then(found => found.blob()).then(blob => blob.size > 100000)"
    waits_until(page, size, True)


def test_a_device_that_is_full_keeps_nothing_and_calculates(
    visitor: Visitor, host: Host, complaints: list[str]
) -> None:
    settings = visitor.page.context.new_cdp_session(visitor.page)
    origin = host.address.rstrip("/")
    settings.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 10_000})
    visitor.opens()
    calculates_right(visitor)
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
    calculates_right(visitor)


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
