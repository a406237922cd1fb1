"""The list in a real browser: a file in, a result out, nothing sent."""

from collections.abc import Callable, Collection, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.batch.lists import EXAMPLE, Cells, checked, list_of
from tests.browser.conftest import ENGINE_LIMIT_MS
from tests.browser.looks import Colours, found_by_axe, in_states, too_wide_for
from tests.sentences import SAVE_RESULT

WRONG: Cells = {**EXAMPLE, "Omzet": "veel", "Onderneming": "<img src=x onerror=alert(1)>"}
OPEN: Cells = {**EXAMPLE, "Rechtsvorm": ""}
REFUSED: Cells = {**EXAMPLE, "Rechtsvorm": "vzw"}
AT_NIGHT = pytest.mark.night
MIXED = (EXAMPLE, REFUSED, OPEN, WRONG)


def file_of(*rows: Cells) -> FilePayload:
    return {"name": "lijst.csv", "mimeType": "text/csv", "buffer": list_of(*rows)}


class Lister:
    """Somebody with a list."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.address = f"{site_url}rekenhulp/lijst/"
        self.result = page.locator("#lijst-resultaat")
        self.status = page.locator("kmo-lijst [role=status]")
        self.stop = page.get_by_role("button", name="Stop", exact=True)
        self.save = page.get_by_role("button", name=SAVE_RESULT).or_(page.get_by_role("link", name=SAVE_RESULT))

    def opens(self) -> None:
        self.page.goto(self.address)

    def checks(self, file: FilePayload) -> None:
        self.page.get_by_label("Uw lijst", exact=True).set_input_files(file)
        self.start().click()

    def start(self) -> Locator:
        return self.page.get_by_role("button", name="Kijk de lijst na")

    def is_done(self) -> None:
        expect(self.status).to_contain_text("Uw lijst is nagekeken", timeout=ENGINE_LIMIT_MS)

    def saves(self) -> bytes:
        with self.page.expect_download() as download:
            self.save.click()
        return Path(download.value.path()).read_bytes()


@pytest.fixture
def lister(known_context: BrowserContext, site_url: str) -> Iterator[Lister]:
    page = known_context.new_page()
    yield Lister(page, site_url)
    page.close()


def test_the_summary_counts_and_names_errors_by_row_and_column_and_the_result_is_that_of_the_command_line(
    lister: Lister,
) -> None:
    lister.opens()
    lister.checks(file_of(*MIXED))
    lister.is_done()
    expect(lister.result.get_by_role("heading", level=2)).to_be_focused()
    expect(lister.result.get_by_role("row", name="Nagekeken 4")).to_be_visible()
    expect(lister.result.get_by_role("row", name="Klaar om aan te vragen 431,41 euro")).to_be_visible()
    expect(lister.result.get_by_role("row", name="Mogelijk")).to_contain_text("431,41")
    expect(lister.result.get_by_role("row", name="5 Omzet")).to_be_visible()
    expect(lister.result).to_contain_text("Rechtsvorm: 1")
    assert lister.result.locator("img").count() == 0
    assert lister.saves() == checked(list_of(*MIXED)).text.encode()


def test_nothing_of_the_file_is_sent_or_kept(
    page: Page, site_url: str, requests: list[str], complaints: list[str]
) -> None:
    new = Lister(page, site_url)
    new.opens()
    new.checks(file_of(EXAMPLE))
    new.is_done()
    fetched = len(requests)
    new.checks(file_of(*MIXED * 200))
    expect(new.result.get_by_role("row", name="Nagekeken 800")).to_be_visible(timeout=ENGINE_LIMIT_MS)
    assert [address for address in requests[fetched:] if not address.startswith("blob:")] == []
    assert all(address.startswith((site_url, "blob:")) for address in requests)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")[2] == ""
    assert complaints == []


def test_stopping_gives_the_rows_done_so_far(lister: Lister) -> None:
    lister.opens()
    listed = list(islice(cycle(MIXED), 20_000))
    lister.checks(file_of(*listed))
    expect(lister.page.locator("kmo-lijst progress")).not_to_have_js_property("value", 0, timeout=ENGINE_LIMIT_MS)
    rows = lister.page.locator("#lijst-rijen")
    expect(rows.get_by_role("heading", name="De eerste rijen")).to_be_visible(timeout=ENGINE_LIMIT_MS)
    assert rows.locator("tbody tr").count() == 100
    lister.stop.click()
    expect(lister.status).to_contain_text("U bent gestopt", timeout=ENGINE_LIMIT_MS)
    expect(lister.result.get_by_role("heading", level=2)).to_be_focused()
    done = lister.saves()
    count = done.count(b"\r\n") - 1
    assert 0 < count < len(listed)
    assert done == checked(list_of(*listed[:count])).text.encode()
    expect(lister.result.get_by_role("heading", level=2)).to_contain_text("tot en met rij")


PLACE = "document.querySelector('#lijst-rijen tbody tr:nth-child(12)').getBoundingClientRect().top"


def place_after_scrolling(page: Page, title: str) -> float:
    """Where the twelfth row is for who goes on reading, while the list is being checked."""
    page.get_by_role("heading", name=title).evaluate("title => title.scrollIntoView({ behavior: 'instant' })")
    place: float = page.evaluate(PLACE)
    return place


@pytest.mark.parametrize(
    ("number", "shown", "eligible"), [(1_000, "1.000", "251"), pytest.param(5_000, "5.000", "1.251", marks=AT_NIGHT)]
)
def test_many_rows_leave_the_page_free_and_can_be_looked_at_before_anything_is_saved(
    lister: Lister, number: int, shown: str, eligible: str
) -> None:
    """100 show, those of one outcome and the dearest first are a press of a button away.

    The page goes on all the while: its own timer runs between the first row and the last.
    """
    lister.opens()
    lister.page.evaluate("() => { window.ticks = 0; setInterval(() => { window.ticks += 1; }, 10); }")
    dearer: Cells = {**EXAMPLE, "Onderneming": "Atelier Zoë", "Prijs zonder btw": "2.000"}
    lister.checks(file_of(*islice(cycle(MIXED), number - 1), dearer))
    rows = lister.page.locator("#lijst-rijen")
    expect(rows.get_by_role("heading", name="De eerste rijen")).to_be_visible(timeout=ENGINE_LIMIT_MS)
    expect(lister.start()).to_be_focused()
    before = place_after_scrolling(lister.page, "De eerste rijen")
    lister.page.evaluate("window.ticks = 0")
    expect(rows).to_contain_text(f"U ziet 1 tot en met 100 van {shown}.", timeout=ENGINE_LIMIT_MS)
    assert lister.page.evaluate("window.ticks") > 20
    expect(lister.start()).to_be_focused()
    assert lister.page.evaluate(PLACE) == pytest.approx(before, abs=1), "who reads a row still sees it there"
    rows.get_by_role("button", name="Volgende 100").press("Enter")
    expect(rows.get_by_role("button", name="Volgende 100")).to_be_focused()
    expect(lister.status).to_have_text(f"U ziet 101 tot en met 200 van {shown}.")
    chosen = rows.get_by_role("button", name=f"Komt in aanmerking: {eligible}")
    chosen.click()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    of_aid = rows.get_by_role("columnheader", name="Steun")
    of_aid.get_by_role("button").evaluate("button => { button.click(); button.click(); }")
    expect(of_aid).to_have_attribute("aria-sort", "descending")
    expect(rows.locator("tbody tr").first).to_contain_text("Atelier Zoë")
    expect(rows.locator("tbody tr").first).to_contain_text("600 euro")
    assert rows.locator("tbody tr").count() == 100


DROP = """text => {
  const data = new DataTransfer();
  data.items.add(new File([text], "lijst.csv", { type: "text/csv" }));
  for (const type of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def test_a_file_may_be_dropped_anywhere_on_the_page(lister: Lister) -> None:
    lister.opens()
    lister.page.evaluate(DROP, list_of(EXAMPLE).decode())
    lister.is_done()
    assert lister.saves() == checked(list_of(EXAMPLE)).text.encode()


@pytest.mark.night
def test_a_list_that_was_saved_again_after_it_was_chosen_is_read_again_or_asked_for(
    lister: Lister, tmp_path: Path
) -> None:
    """Which of the two, the browser decides: what it may not read any more can only be chosen anew."""
    file = tmp_path / "lijst.csv"
    file.write_bytes(list_of(EXAMPLE))
    lister.opens()
    lister.page.get_by_label("Uw lijst", exact=True).set_input_files(file)
    file.write_bytes(list_of(EXAMPLE, EXAMPLE))
    lister.start().click()
    error = lister.page.locator("#lijst-file-fout")
    rows = lister.result.get_by_role("row", name="Nagekeken 2")
    expect(rows.or_(error.filter(has_text="Kies het nog eens"))).to_be_visible(timeout=ENGINE_LIMIT_MS)
    if error.is_visible():
        lister.page.get_by_label("Uw lijst", exact=True).set_input_files(file)
        lister.start().click()
        expect(rows).to_be_visible(timeout=ENGINE_LIMIT_MS)


SAVE_AGAIN = """address => {
  const link = Object.assign(document.createElement("a"), { href: address, download: "eerste.csv" });
  link.click();
}"""


def test_a_second_file_replaces_the_result_of_the_first(lister: Lister) -> None:
    """A browser that asks first where the file goes still reads the first one then."""
    lister.opens()
    lister.checks(file_of(*MIXED))
    lister.is_done()
    expect(lister.save).to_be_visible()
    first = lister.save.get_attribute("href")
    lister.checks(file_of(EXAMPLE))
    expect(lister.result.get_by_role("row", name="Nagekeken 1")).to_be_visible()
    assert lister.saves() == checked(list_of(EXAMPLE)).text.encode()
    assert lister.save.get_attribute("href") != first
    with lister.page.expect_download() as download:
        lister.page.evaluate(SAVE_AGAIN, first)
    assert Path(download.value.path()).read_bytes() == checked(list_of(*MIXED)).text.encode()


NO_LISTS: tuple[tuple[FilePayload, str], ...] = (
    ({"name": "brief.txt", "mimeType": "text/plain", "buffer": b"Beste\nGroeten"}, "geen enkele kolom"),
    ({"name": "leeg.csv", "mimeType": "text/csv", "buffer": b""}, "leeg"),
)


def test_what_is_no_list_no_file_or_no_day_is_said_at_the_field(lister: Lister) -> None:
    lister.opens()
    lister.start().click()
    wrong = lister.page.locator("#lijst-file-fout")
    expect(wrong).to_have_text("Kies eerst een bestand.")
    for file, said in NO_LISTS:
        lister.checks(file)
        expect(wrong).to_contain_text(said, timeout=ENGINE_LIMIT_MS)
        expect(lister.page.get_by_label("Uw lijst", exact=True)).to_be_focused()
        expect(lister.save).to_be_hidden()
    lister.page.get_by_label("Op welke dag").fill("31/2/2026")
    lister.checks(file_of(EXAMPLE))
    expect(lister.page.locator("#lijst-on-fout")).to_contain_text("bestaat niet", timeout=ENGINE_LIMIT_MS)
    expect(lister.page.get_by_label("Op welke dag")).to_be_focused()


def test_the_template_is_a_list_that_is_right(lister: Lister) -> None:
    lister.opens()
    with lister.page.expect_download() as download:
        lister.page.get_by_role("link", name="Bewaar het sjabloon").click()
    result = checked(Path(download.value.path()).read_bytes())
    assert [row["Resultaat"] for row in result.rows] == ["Komt in aanmerking"]


def test_arriving_from_another_page_works_too(lister: Lister, site_url: str) -> None:
    lister.page.goto(f"{site_url}rekenhulp/")
    lister.page.get_by_role("link", name="Kijk een hele lijst na").click()
    expect(lister.page).to_have_url(lister.address)
    lister.checks(file_of(EXAMPLE))
    lister.is_done()


def test_from_the_keyboard_alone(lister: Lister) -> None:
    lister.opens()
    lister.page.get_by_label("Uw lijst", exact=True).set_input_files(file_of(EXAMPLE))
    lister.page.get_by_label("Uw lijst", exact=True).focus()
    lister.page.keyboard.press("Tab")
    expect(lister.page.get_by_label("Op welke dag")).to_be_focused()
    lister.page.keyboard.press("Tab")
    lister.page.keyboard.press("Enter")
    lister.is_done()
    expect(lister.result.get_by_role("heading", level=2)).to_be_focused()
    lister.page.keyboard.press("Tab")
    expect(lister.save).to_be_focused()


def empty(lister: Lister) -> None:
    expect(lister.start()).to_be_visible()


def refused(lister: Lister) -> None:
    lister.start().click()


def busy(lister: Lister) -> None:
    lister.page.route("**/worker.mjs", lambda _: None)
    lister.checks(file_of(EXAMPLE))
    expect(lister.stop).to_be_visible()


def failed(lister: Lister) -> None:
    lister.page.route("**/worker.mjs", lambda route: route.abort())
    lister.checks(file_of(EXAMPLE))
    expect(lister.status).to_contain_text("kon niet verder", timeout=ENGINE_LIMIT_MS)


def done(lister: Lister) -> None:
    lister.checks(file_of(*({**row, "Eigen kolom": "x"} for row in MIXED)))
    lister.is_done()


STATES: dict[str, Callable[[Lister], None]] = {
    "empty": empty,
    "refused": refused,
    "busy": busy,
    "failed": failed,
    "done": done,
}


@in_states(STATES, by_day=["done"])
def test_axe_finds_nothing(lister: Lister, colours: Colours, states: Collection[str]) -> None:
    """In each state, one after the other in one tab: axe is compiled once."""
    lister.page.set_viewport_size({"width": 360, "height": 800})
    for state in states:
        lister.opens()
        STATES[state](lister)
        assert found_by_axe(lister.page, "main", colours) == [], state
        lister.page.unroute_all(behavior="ignoreErrors")


def test_nothing_sticks_out_of_the_screen(lister: Lister) -> None:
    lister.opens()
    done(lister)
    assert too_wide_for(lister.page, 1280, 360, 320) == []
