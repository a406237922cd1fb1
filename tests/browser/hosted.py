"""The visitors of a host whose browsers may have a service worker; the tests of it take them in place of the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Visitor
from tests.browser.hosting import Host

__all__ = ["visitor_of_host", "with_service_worker"]


@pytest.fixture(name="context")
def with_service_worker(browser: Browser) -> Iterator[BrowserContext]:
    """A new visitor whose browser may have a service worker."""
    opened = browser.new_context(locale="nl-BE", timezone_id="Europe/Brussels")
    yield opened
    opened.close()


@pytest.fixture(name="visitor")
def visitor_of_host(page: Page, host: Host) -> Visitor:
    """That visitor at a host that can be told to fail."""
    return Visitor(page, host.home)
