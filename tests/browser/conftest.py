"""A visitor of the calculator's page, in the words of a visitor."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, override
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, Worker, expect

from tests.browser.hosting import Host
from tests.conftest import profile
from tests.headlines import can_get

type Answers = dict[str, str]

# The engine takes a second on an idle machine; tests run on busy ones.
PATIENCE_SECONDS = 60
FAILED = "kon niet starten"
ENGINE_LIMIT_MS = PATIENCE_SECONDS * 1000
# Just longer than the page waits for an engine, and for an answer, without a word of it.
SILENCE_SECONDS = 61
ANSWER_SECONDS = 21

SHORT: Answers = {
    "applied_on": "2026-11-23",
    "enterprise.size_stated": "small",
    "service.kind": "training",
    "service.theme": "digitalisering",
    "cost.net": "1000",
    "aid_granted_this_year": "0",
}


RIGHT = can_get("300")  # to SHORT
CERTAIN: Answers = {
    **SHORT,
    "enterprise.legal_form": "bv",
    "enterprise.established_in_flanders": "true",
    "enterprise.main_activity": "accepted",
    "enterprise.public_participation": "0",
    "enterprise.periods.0.headcount": "12",
    "enterprise.periods.0.turnover": "1000000",
    "enterprise.group.enterprises.0.id": "1",
    "enterprise.group.enterprises.0.name": "Holding",
    "enterprise.group.holdings.0.holder": "1",
    "enterprise.group.holdings.0.held": "own",
    "enterprise.group.holdings.0.share": "10",
    "service.without_teacher": "false",
    "service.related_to_provider": "false",
    "service.starts_on": "2026-12-01",
}
ADVICE: Answers = {**SHORT, "service.kind": "advice", "applied_on": "2026-02-01"}
WRONG: Answers = {**SHORT, "cost.net": "duizend", "vreemd": "1"}


class Visitor:
    """Opens the page, answers questions by contract path and reads what is shown."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.address = f"{site_url}rekenhulp/"
        self.result = page.locator("#resultaat")
        self.errors = page.locator("#fouten")
        self.status = page.locator("kmo-rekenhulp [role=status]")

    def opens(self, answers: Answers | None = None) -> None:
        """Go to the page, with these answers in the link."""
        self.page.goto(self.address + (link(answers) if answers else ""))

    def answers(self, answers: Answers) -> None:
        """Fill in the form by hand; the folds around the questions are opened first."""
        for path, value in answers.items():
            control = self.control(path)
            for fold in control.locator("xpath=ancestor::details[not(@open)]").all():
                fold.locator("> summary").click()
            if control.get_attribute("type") == "radio":
                self.page.locator(f'[name="{path}"][value="{value}"]').check()
            elif control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def control(self, path: str) -> Locator:
        """The first control of the question."""
        return self.page.locator(f'[name="{path}"]').first

    def calculates(self) -> None:
        """Press the first button."""
        self.page.get_by_role("button", name="Bereken").first.click()

    def calculates_right(self) -> None:
        """Ask by hand what has a known answer, and get that."""
        self.answers(SHORT)
        self.calculates()
        self.has_headline(RIGHT)

    def link(self) -> str:
        """The whole address once it carries the result; that is written a moment after the result is shown."""
        self.page.wait_for_url(re.compile("&end=[0-9a-f]{8}$"))
        return self.page.url

    def unfolds(self, name: str) -> None:
        """Open a fold of the result."""
        fold = self.page.locator(f'kmo-rekenhulp [data-fold="{name}"]')
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()

    def sees(self, *texts: str) -> None:
        """The result says all of this."""
        for text in texts:
            expect(self.result).to_contain_text(text.replace(" ", "\u00a0") if "euro" in text else text)

    def is_ready(self) -> None:
        """The engine has loaded."""
        expect(self.status).to_contain_text("klaar", timeout=ENGINE_LIMIT_MS)

    @property
    def worker(self) -> Worker:
        """Where the calculator runs."""
        [worker] = [each for each in self.page.workers if each.url.endswith("worker.mjs")]
        return worker

    def has_failed(self) -> None:
        """The page says so, waits no longer, and shows two ways on; an answer to what stood there before is marked."""
        expect(self.status).to_contain_text(FAILED, timeout=ENGINE_LIMIT_MS)
        expect(self.page.locator("kmo-rekenhulp progress")).to_be_hidden()
        expect(self.page.get_by_role("link", name="Naar de tabellen")).to_be_visible()
        expect(self.page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
        expect(self.page.locator("#resultaat:empty, [data-stale] > #resultaat")).to_have_count(1)

    def fails_after(self, seconds: int) -> None:
        """It has failed once nothing came for so long; what was still on its way begins the waiting anew."""
        end = time.monotonic() + PATIENCE_SECONDS
        while FAILED not in (self.status.text_content() or ""):
            assert time.monotonic() < end
            self.page.clock.fast_forward(seconds * 1000)
            self.page.wait_for_timeout(100)
        self.has_failed()

    def tries_again(self) -> None:
        """Press the button that a failure leaves."""
        self.page.get_by_role("button", name="Probeer opnieuw").click()

    def has_headline(self, text: str) -> None:
        """The verdict is this; waits for the engine where that must still load."""
        expect(self.result.get_by_role("heading", level=2).first).to_have_text(text, timeout=ENGINE_LIMIT_MS)

    def listens(self) -> None:
        """Keep what the calculator announces to the page; to be called before the page opens."""
        self.page.add_init_script(
            "addEventListener('kmo-rekenhulp:beoordeeld', event => (window.announced ??= []).push(event.detail))"
        )

    def heard(self) -> Any:
        """What the calculator announced."""
        return self.page.evaluate("window.announced ?? []")


class Regular(Visitor):
    """A visitor whose tab stays open from test to test: the next link is followed in it, for Python is there already.

    For what hangs on the answers alone. What needs a clock, a route, a script or a way back needs a tab of its own.
    """

    SCREEN: ClassVar[ViewportSize] = {"width": 1280, "height": 720}
    ARRIVE = """() => { window.arrived = [...document.querySelectorAll("details")].map(fold => [fold, fold.open]); }"""
    LEAVE = """() => {
        document.querySelector("[data-do=clear]").click();
        document.querySelector(".rh-undo").hidden = true;
        for (const [fold, open] of arrived) fold.open = open;
        document.activeElement.blur();
        scrollTo({ top: 0, behavior: "instant" });
    }"""

    @override
    def opens(self, answers: Answers | None = None) -> None:
        """Follow a link with these answers; without any the page is as it was left: empty."""
        if answers:
            self.page.evaluate("fragment => { location.hash = fragment; }", link(answers))

    def arrives(self) -> None:
        """Open the tab that stays."""
        super().opens()
        self.is_ready()
        self.page.evaluate(self.ARRIVE)

    def leaves(self) -> None:
        """Leave nothing of what was answered, folded open, or shown."""
        self.page.set_viewport_size(self.SCREEN)
        self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        self.page.evaluate(self.LEAVE)
        expect(self.result).to_be_empty()
        expect(self.errors).to_be_empty()


class Held:
    """Keeps what the page asks for at these addresses waiting until it is let go."""

    def __init__(self, page: Page, addresses: str) -> None:
        self.page = page
        self.waiting: list[Route] = []
        self.gone = False
        page.context.route(addresses, self.meet)

    def meet(self, route: Route) -> None:
        if self.gone:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        self.gone = True
        for route in self.waiting:
            route.continue_()


def link(answers: Answers) -> str:
    """The fragment that carries these answers."""
    return "#v=1&" + "&".join(f"{quote(path)}={quote(value)}" for path, value in answers.items())


def waits_until(page: Page, script: str, wanted: object) -> None:
    """Until the page gives this; `wait_for_function` is what the policy of our pages forbids."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (found := page.evaluate(script)) != wanted:
        assert time.monotonic() < end, found
        page.wait_for_timeout(100)


def is_kept(page: Page, host: Host) -> None:
    """Until all of the site is on the device."""
    waits_until(page, f"caches.match('{host.home}whole').then(Boolean)", True)


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    """The site at a host that can be told to fail."""
    with Host(site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def new_visitor(page: Page, site_url: str) -> Visitor:
    """A visitor who has never been here: everything still has to be fetched, and every request is recorded."""
    return Visitor(page, site_url)


@pytest.fixture(scope="session")
def known_context(browser: Browser, site_url: str) -> Iterator[BrowserContext]:
    """The profile of somebody who was here before, so that most tests need not wait for the engine."""
    with profile(browser) as opened:
        page = opened.new_page()
        visitor = Visitor(page, site_url)
        visitor.opens()
        visitor.is_ready()
        waits_until(page, "caches.keys().then(names => names.length)", 2)  # the engine, and Python's memory
        page.close()
        yield opened


@pytest.fixture
def visitor(known_context: BrowserContext, site_url: str) -> Iterator[Visitor]:
    """A visitor who was here before, in a new tab; nothing of before is left in it."""
    page = known_context.new_page()
    yield Visitor(page, site_url)
    page.close()


@pytest.fixture(scope="session")
def tabs() -> list[Regular]:
    """The tab that stays, once there is one."""
    return []


@pytest.fixture
def regular(
    request: pytest.FixtureRequest, known_context: BrowserContext, site_url: str, tabs: list[Regular]
) -> Iterator[Regular]:
    """The visitor whose tab stays open; after a test that failed in it there is another one."""
    if not tabs:
        tabs.append(Regular(known_context.new_page(), site_url))
        tabs[0].arrives()
    failed = request.session.testsfailed
    yield tabs[0]
    if request.session.testsfailed > failed:
        tabs.pop().page.close()
    else:
        tabs[0].leaves()
