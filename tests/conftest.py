"""What tests of several layers share: the built site as GitHub Pages would serve it, and a real browser."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from publishing.bootstrap import ROOT, SITE
from publishing.chromium import ARGUMENTS
from publishing.chromium import chromium as find_chromium
from publishing.serve import PROJECT_PATH, Server

# The same examples on every machine and every day, and no verdict by the clock.
settings.register_profile("day", derandomize=True, database=None, deadline=None, max_examples=50)
settings.register_profile("night", settings.get_profile("day"), max_examples=200)
settings.register_profile("quick", settings.get_profile("day"), max_examples=10)
settings.load_profile("day")


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the site, built from the sources as they are now."""
    subprocess.run([sys.executable, "-m", "publishing.build"], cwd=ROOT, check=True)
    return SITE


@pytest.fixture(scope="session")
def root_url(site: Path) -> Iterator[str]:
    """The address of the site, served at the root of a server."""
    with Server(0, site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


@pytest.fixture(scope="session")
def site_url(root_url: str) -> str:
    """The address of the site under the path of its project, as on GitHub Pages; ends with a slash."""
    return f"{root_url.rstrip('/')}{PROJECT_PATH}/"


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The executable of a Chromium that runs."""
    return find_chromium()


# A page that a test opens is closed long before it pays off to compile its WebAssembly a second time, for speed.
COMPILED_ONCE = "--js-flags=--liftoff-only"


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium for all tests; every test gets its own profile in it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, COMPILED_ONCE])
        yield opened
        opened.close()


# Nothing may depend on the service worker, and what it fetches would be out of reach of most tests: it has its own.
WITHOUT_SERVICE_WORKER = "delete Navigator.prototype.serviceWorker"


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A new profile of somebody in Flanders."""
    opened = browser.new_context(locale="nl-BE", timezone_id="Europe/Brussels")
    opened.add_init_script(WITHOUT_SERVICE_WORKER)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def looking(browser: Browser) -> Iterator[Page]:
    """A tab that stays open, for tests that only look at pages: each opens its own, in the colours and width it wants.

    What looks (axe) is compiled in it once.
    """
    with profile(browser) as context:
        yield context.new_page()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A new profile of a visitor in Flanders: nothing in memory, nothing stored."""
    with profile(browser) as opened:
        yield opened


@pytest.fixture
def requests(context: BrowserContext) -> list[str]:
    """The addresses that this visitor's pages and workers ask for, in order; fills while the test runs."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the browser complains about, a blocked script for instance; fills while the test runs."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    context.on("console", listen)
    context.on("weberror", lambda error: said.append(str(error.error)))
    return said


@pytest.fixture
def page(context: BrowserContext, requests: list[str], complaints: list[str]) -> Page:  # noqa: ARG001
    """A new tab of that visitor, with what it asks for and complains about being recorded."""
    return context.new_page()
