"""The calculator in a page of another origin, whose own policy is strict."""

import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, override
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, FrameLocator, Locator, Page, expect

from tests.batch.lists import EXAMPLE, list_of
from tests.browser.conftest import ENGINE_LIMIT_MS, PATIENCE_SECONDS, Held, waits_until
from tests.browser.looks import found_by_axe, too_wide_for
from tests.conftest import profile
from tests.sentences import REMEMBER, SAVE_RESULT


class PartnerSite(ThreadingHTTPServer):
    """One page of somebody else. Its name is another origin than 127.0.0.1, where our site is."""

    daemon_threads = True
    policy = ""
    content = ""
    wishes: Mapping[str, str] | None = None
    wished = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), PartnerPages)

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server_port}"


class PartnerPages(BaseHTTPRequestHandler):
    server: PartnerSite

    def do_GET(self) -> None:
        content = self.server.content.encode()
        self.send_response(200)
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Partner:
    """A page of somebody else with the calculator in it."""

    def __init__(self, page: Page, site_url: str, own: PartnerSite) -> None:
        self.page = page
        self.own = own
        self.site_url = site_url
        self.site = "{0.scheme}://{0.netloc}".format(urlsplit(site_url))
        self.saved: list[str] = []
        page.on("download", self.saves)
        own.policy = f"default-src 'none'; frame-src {self.site}; script-src {self.site}"

    def saves(self, download: Download) -> None:
        self.saved.append(download.suggested_filename)

    def line(self, **wishes: str) -> str:
        """The line of HTML that our own page gives for these wishes, by the name of the control; asked once."""
        if self.own.wishes != wishes:
            self.own.wishes, self.own.wished = wishes, self.asks_for(**wishes)
        return self.own.wished

    def asks_for(self, **wishes: str) -> str:
        """The line, from the page that gives it."""
        self.page.goto(f"{self.site_url}rekenhulp/insluiten/")
        for name, value in wishes.items():
            control = self.page.locator(f'kmo-insluiten [name="{name.replace("_", ".")}"]')
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)
        self.page.get_by_role("button", name="Toon").click()
        return self.page.get_by_label("Deze regel zet u op uw site").input_value()

    def puts(self, line: str) -> FrameLocator:
        """Publish the line, open the page, and wait until the frame has its height."""
        frame = self.opens(line)
        self.has_height()
        return frame

    def opens(self, line: str) -> FrameLocator:
        """Publish the line, and begin to open the page."""
        self.own.content = f"<!doctype html><html lang=nl><title>Partner</title><p>Voor{line}<p>Na"
        self.page.add_init_script(
            "if (window === top) addEventListener('message', ({ data, origin }) =>"
            " (window.heard ??= []).push([origin, data]))"
        )
        self.page.goto(f"{self.own.origin}/advies/", wait_until="commit")
        return self.page.frame_locator("iframe")

    def has_height(self) -> None:
        """The frame has the height that it asked for: a press while it takes that can land where the frame was."""
        expect(self.page.locator("iframe")).to_have_css("border-width", "0px", timeout=ENGINE_LIMIT_MS)

    def asks(self, message: object) -> None:
        self.page.evaluate(
            "message => document.querySelector('iframe').contentWindow.postMessage(message, '*')", message
        )

    def heard(self, type_: str) -> list[Any]:
        """What the calculator said to the page."""
        heard = self.page.evaluate("window.heard ?? []")
        assert all(origin == self.site for origin, _ in heard)
        return [data for _, data in heard if data["type"] == type_]

    def hears(self, amount: str) -> Any:
        """The newest answer of the calculator, once it is this; a message between two pages takes a moment."""
        answers = "(window.heard ?? []).filter(([, data]) => data.type === 'kmo-rekenhulp:antwoord')"
        waits_until(self.page, f"{answers}.at(-1)?.[1].response.aid?.amount", amount)
        return self.heard("kmo-rekenhulp:antwoord")[-1]


@pytest.fixture(scope="session")
def partner_site() -> Iterator[PartnerSite]:
    with PartnerSite() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """The profile of somebody who read the page of the partner before."""
    with profile(browser) as context:
        yield context


@pytest.fixture
def partner(reader: BrowserContext, site_url: str, partner_site: PartnerSite) -> Iterator[Partner]:
    """As that reader sees it, in a new tab."""
    page = reader.new_page()
    yield Partner(page, site_url, partner_site)
    page.close()


@pytest.fixture
def new_partner(page: Page, site_url: str, partner_site: PartnerSite) -> Partner:
    """As somebody sees it who was never there."""
    return Partner(page, site_url, partner_site)


def calculates(frame: FrameLocator) -> None:
    frame.locator('[name="enterprise.size_stated"][value="small"]').check()
    frame.locator('[name="cost.net"]').fill("1438,02")
    frame.get_by_role("button", name="Bereken").first.click()
    expect(frame.locator("#resultaat")).to_contain_text("431,41", timeout=ENGINE_LIMIT_MS)


CHOSEN_IN_ADDRESS = "ingesloten/?service.kind=training&service.theme=digitalisering"


def in_sandbox(partner: Partner, allowed: str, *, address: str = CHOSEN_IN_ADDRESS) -> FrameLocator:
    source = f"{partner.site_url}{address}".replace("&", "&amp;")
    return partner.puts(f'<iframe sandbox="{allowed}" frameborder="0" height="900" src="{source}"></iframe>')


CHOSEN = {"service_kind": "Een opleiding", "service_theme": "Digitalisering"}


def test_one_line_of_html_puts_the_calculator_into_another_page(new_partner: Partner, complaints: list[str]) -> None:
    line = new_partner.line(**CHOSEN)
    assert "\n" not in line
    frame = new_partner.puts(line)
    expect(frame.locator('[name="service.kind"][value="training"]')).to_be_checked()
    expect(frame.locator('[name="service.theme"]')).to_have_value("digitalisering")
    calculates(frame)
    assert complaints == []


@pytest.mark.night
def test_in_a_sandbox_without_forms_it_answers_all_the_same(partner: Partner) -> None:
    """There a browser submits nothing, neither by a press on the button nor by Enter."""
    frame = in_sandbox(partner, "allow-scripts allow-same-origin")
    calculates(frame)
    frame.locator('[name="cost.net"]').fill("1000")
    frame.locator('[name="cost.net"]').press("Enter")
    expect(frame.locator("#resultaat")).to_contain_text("300", timeout=ENGINE_LIMIT_MS)


@pytest.mark.night
def test_a_press_that_the_frame_may_refuse_says_what_to_do_then(partner: Partner) -> None:
    """Without leave for downloads, dialogs, windows and the clipboard a press does nothing; a browser tells nobody."""
    days = "&applied_on=23/11/2026&service.starts_on=1/12/2026"
    frame = in_sandbox(partner, "allow-scripts allow-same-origin", address=CHOSEN_IN_ADDRESS + days)
    calculates(frame)
    frame.locator('[data-fold="take"] > summary').click()
    ways = frame.locator(".rh-take")
    told = frame.locator(".rh-taken")
    copying = [ways.get_by_role("button", name=name) for name in ("Kopieer de link", "Kopieer als tekst")]
    names = ("Druk af", "Bewaar uw termijnen", "Bewaar het bewijs", "Mail")
    others = [ways.get_by_role("button", name=name) for name in names]
    within = ways.get_by_role("button", name="Maak een kopie")  # needs no leave
    expect(ways.locator("a, button")).to_have_count(len(copying) + len(others) + 1)
    for press in others:
        for copy in copying:
            copy.click()
            expect(told).to_have_text("Kopiëren lukt hier niet.")
        press.click()
        expect(told).to_contain_text("Gebeurt er niets?")
    within.click()
    expect(frame.locator("#vergelijking-titel")).to_have_text("Uw projecten samen", timeout=ENGINE_LIMIT_MS)
    assert partner.saved == []


@pytest.mark.night
def test_a_list_in_a_sandbox_is_checked_and_says_that_perhaps_nothing_is_saved(partner: Partner) -> None:
    """Without leave for forms and downloads: it is checked by the button and by Enter, and its rows can be read."""
    frame = in_sandbox(partner, "allow-scripts allow-same-origin", address="rekenhulp/lijst/")
    field = frame.get_by_label("Uw lijst", exact=True)
    field.set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": list_of(EXAMPLE)})
    frame.get_by_role("button", name="Kijk de lijst na").click()
    status = frame.locator("kmo-lijst [role=status]")
    expect(frame.locator("#lijst-rijen")).to_contain_text("431,41", timeout=ENGINE_LIMIT_MS)
    frame.get_by_label("Op welke dag").press("Enter")
    expect(status).to_contain_text("is nagekeken", timeout=ENGINE_LIMIT_MS)
    for name in (SAVE_RESULT, "Bewaar het sjabloon"):
        frame.get_by_role("link", name=name).or_(frame.get_by_role("button", name=name)).click()
        expect(status).to_contain_text("Wordt er niets bewaard?")
        frame.get_by_role("button", name="Steun", exact=True).click()
        expect(status).to_contain_text("U ziet 1 tot en met 1 van 1.")
    assert partner.saved == []


def test_a_list_in_a_sandbox_without_an_origin_says_that_it_cannot_be_checked(partner: Partner) -> None:
    frame = in_sandbox(partner, "allow-scripts", address="rekenhulp/lijst/")
    field = frame.get_by_label("Uw lijst", exact=True)
    field.set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": list_of(EXAMPLE)})
    frame.get_by_role("button", name="Kijk de lijst na").click()
    expect(frame.locator("kmo-lijst [role=status]")).to_contain_text("laat ons geen lijst nakijken")
    expect(frame.get_by_role("button", name="Stop", exact=True)).to_be_hidden()


def test_in_a_sandbox_without_an_origin_it_says_that_it_cannot_work_and_offers_no_other_try(partner: Partner) -> None:
    frame = in_sandbox(partner, "allow-scripts")
    frame.locator('[name="cost.net"]').fill("1000")
    for _ in range(2):
        frame.get_by_role("button", name="Bereken").first.click()
        expect(frame.get_by_role("status")).to_contain_text("laat de rekenhulp hier niet werken")
        expect(frame.get_by_role("button", name="Probeer opnieuw")).to_be_hidden()
        expect(frame.locator("kmo-rekenhulp progress")).to_be_hidden()
        expect(frame.get_by_text("Hier komt uw resultaat")).to_be_hidden()
    expect(frame.locator('[name="cost.net"]')).to_have_value("1000")
    expect(frame.get_by_role("link", name="onze site")).to_be_visible()


def test_where_that_sandbox_gets_no_script_either_it_says_the_same(partner: Partner) -> None:
    """At a host that gives scripts to its own pages only."""
    partner.page.route("**/*.mjs", lambda route: route.abort())
    notice = in_sandbox(partner, "allow-scripts").locator(".rk-mend")
    expect(notice).to_contain_text("laat deze pagina niet werken")
    expect(notice.get_by_role("button")).to_have_count(0)


def test_in_a_sandbox_without_scripts_it_says_that_it_needs_them(partner: Partner) -> None:
    frame = in_sandbox(partner, "")
    expect(frame.get_by_text("De rekenhulp heeft JavaScript nodig.")).to_be_visible()
    expect(frame.get_by_role("button", name="Probeer opnieuw")).to_be_hidden()


def test_the_frame_is_as_high_as_what_is_in_it_and_its_page_hears_the_answer_where_it_asked_by_its_own_name(
    partner: Partner,
) -> None:
    frame = partner.puts(partner.line(**CHOSEN))
    own = {"type": "kmo-rekenhulp:vraag", "origin": partner.own.origin}
    for message in (
        None,
        "kmo-rekenhulp:vraag",
        {"type": "kmo-rekenhulp:vraag"},
        {**own, "origin": "*"},
        {**own, "origin": "http://ander.example"},
        {**own, "type": "iets anders"},
    ):
        partner.asks(message)
    calculates(frame)
    is_as_high_as_what_is_in_it(partner, frame)
    assert partner.heard("kmo-rekenhulp:hoogte")
    assert partner.heard("kmo-rekenhulp:antwoord") == []
    partner.asks(own)
    assert partner.hears("431.41")["response"]["contract"] == 1  # the answer of before it asked
    frame.locator('[name="cost.net"]').fill("1000")
    partner.hears("300.00")


def is_as_high_as_what_is_in_it(partner: Partner, frame: FrameLocator) -> None:
    """Read together: for a moment after the answer what is in it still moves."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (inside := frame.locator("body").evaluate("body => body.offsetHeight")) != (
        outside := partner.page.locator("iframe").evaluate("frame => frame.offsetHeight")
    ):
        assert time.monotonic() < end, (inside, outside)
        partner.page.wait_for_timeout(100)
    assert inside > 900


def test_a_frame_that_is_there_before_the_script_gets_its_height_too(new_partner: Partner) -> None:
    line = new_partner.line(**CHOSEN)
    script = Held(new_partner.page, "**/hoogte.mjs")
    frame = new_partner.opens(line)
    expect(frame.get_by_role("status")).to_contain_text("klaar", timeout=ENGINE_LIMIT_MS)
    assert new_partner.heard("kmo-rekenhulp:hoogte")
    expect(new_partner.page.locator("iframe")).to_have_css("border-width", "2px")
    script.let_go()
    new_partner.has_height()


def test_the_frame_keeps_its_height_while_the_engine_loads(new_partner: Partner) -> None:
    """A press of a button during which the frame moves gets lost. Nor does it move where loading takes long."""
    line = new_partner.line(**CHOSEN)
    engine = Held(new_partner.page, "**/engine.*")
    new_partner.page.clock.install()
    frame = new_partner.puts(line)
    waits_for_long(new_partner.page, frame.get_by_role("status"))
    engine.let_go()
    expect(frame.get_by_role("status")).to_contain_text("klaar", timeout=ENGINE_LIMIT_MS)
    assert len({message["height"] for message in new_partner.heard("kmo-rekenhulp:hoogte")}) == 1


def waits_for_long(page: Page, status: Locator) -> None:
    """Until it is said that loading takes long; that may only begin yet."""
    end = time.monotonic() + PATIENCE_SECONDS
    while "duurt langer" not in (status.text_content() or ""):
        assert time.monotonic() < end
        page.clock.fast_forward(1_000)
        page.wait_for_timeout(100)


def test_nothing_is_kept_on_the_device(new_partner: Partner) -> None:
    frame = new_partner.puts(new_partner.line(**CHOSEN))
    calculates(frame)
    expect(frame.get_by_role("checkbox", name=REMEMBER)).to_have_count(0)
    kept = new_partner.page.context.storage_state(indexed_db=True)
    assert kept["cookies"] == []
    assert [origin for origin in kept["origins"] if origin["origin"] == new_partner.own.origin] == []
    assert frame.locator("body").evaluate("() => [typeof localStorage, document.cookie]") == ["undefined", ""]
    new_partner.page.goto(new_partner.site_url)
    assert new_partner.page.evaluate("caches.keys()") == []


@pytest.mark.night
def test_buttons_get_the_colour_of_the_house_with_text_that_reads(partner: Partner) -> None:
    for colour, button, text in (
        ("#ffcc00", "rgb(255, 204, 0)", "rgb(0, 0, 0)"),
        ("800020", "rgb(128, 0, 32)", "rgb(255, 255, 255)"),
        ("red;}", "rgb(15, 76, 85)", "rgb(255, 255, 255)"),
    ):
        calculate = partner.puts(partner.line(kleur=colour)).get_by_role("button", name="Bereken").first
        expect(calculate).to_have_css("background-color", button)
        expect(calculate).to_have_css("color", text)


@pytest.mark.parametrize(
    ("choice", "path"), [("Vast: versie 1", "ingesloten-1/"), ("Altijd de nieuwste", "ingesloten/")]
)
def test_there_is_a_fixed_and_a_newest_address(partner: Partner, choice: str, path: str) -> None:
    line = partner.line(address=choice)
    assert f'src="{partner.site_url}{path}"' in line


def explained(partner: Partner) -> None:
    partner.page.goto(f"{partner.site_url}rekenhulp/insluiten/")
    expect(partner.page.frame_locator("iframe").get_by_role("button", name="Bereken").first).to_be_visible()


def embedded(partner: Partner) -> None:
    partner.page.goto(f"{partner.site_url}ingesloten-1/?kleur=ffcc00")
    expect(partner.page.locator("kmo-rekenhulp [role=status]")).to_contain_text("klaar", timeout=ENGINE_LIMIT_MS)


def answered(partner: Partner) -> None:
    partner.page.goto(f"{partner.site_url}ingesloten/#v=1&applied_on=2026-11-23&service.kind=training&cost.net=1000")
    expect(partner.page.locator("#resultaat h2")).to_be_visible(timeout=ENGINE_LIMIT_MS)


STATES: dict[str, Callable[[Partner], None]] = {"explained": explained, "embedded": embedded, "answered": answered}


def test_axe_finds_nothing_and_nothing_sticks_out(partner: Partner) -> None:
    for state, comes in STATES.items():
        comes(partner)
        assert too_wide_for(partner.page, 1280, 320) == [], state
        assert found_by_axe(partner.page, "main", "light") == [], state  # as the page around it
