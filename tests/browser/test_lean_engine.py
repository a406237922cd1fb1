"""An engine from which too much was left out: who meets that is answered all the same, by the whole engine."""

import gzip
import shutil
from collections.abc import Callable
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from publishing.engine import lean, making, node
from publishing.engine.questions import Conversation, list_of, message
from publishing.engine.what_runs import wasm_with
from publishing.finishing.offline import add_service_worker
from tests.batch.lists import EXAMPLE, checked
from tests.batch.lists import list_of as rows_of
from tests.browser.conftest import ENGINE_LIMIT_MS, RIGHT, SHORT, Answers, Held, Visitor, is_kept, waits_until
from tests.browser.hosting import Host
from tests.browser.test_list import Lister
from tests.browser.test_snapshot import COUNT, STORE
from tests.engine.laid_out import laid_out

AGAIN = "Nog even"
# What needs functions of Python that ordinary answers do not.
FOREIGN = "\N{ARABIC-INDIC DIGIT THREE}\N{VULGAR FRACTION ONE HALF}"
ODD: Answers = {**SHORT, "cost.net": FOREIGN}
ODD_ROW = {**EXAMPLE, "Dag van de aanvraag": FOREIGN}
PACKED_QUICKLY = {"engine.zst": partial(node.zstd, level=1), "engine.gz": partial(gzip.compress, compresslevel=1)}


@pytest.fixture(scope="session")
def built(site: Path) -> Path:
    """The folder of the engine that the site publishes."""
    [folder] = (site / "assets" / "engine").iterdir()
    return folder


def in_form(answers: Answers) -> Conversation:
    return "calculator.page", [message(list(answers.items()))]


def in_list(*rows: dict[str, str]) -> Conversation:
    return "calculator.batch.page", list(list_of(rows_of(*rows), on=""))


@pytest.fixture(scope="session")
def left_out(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[int]]:
    """Functions of the engine by what needs them and what comes before it does not."""
    folder = laid_out(built, tmp_path_factory.mktemp("telling"), whole=True)
    (folder / node.WASM).write_bytes(lean.telling((built / making.WHOLE).read_bytes()))

    def ran(*asked: Conversation) -> set[int]:
        return node.functions([in_form(SHORT), *asked], engine=folder, archive=folder / making.ARCHIVE, by=["kept"])

    start = ran()
    found = {"start": start, "odd answer": ran(in_form(ODD)) - start}
    found["odd row"] = ran(in_list(EXAMPLE, ODD_ROW)) - ran(in_list(EXAMPLE, EXAMPLE))
    assert all(found.values()), "nothing to leave out"
    return found


@pytest.fixture(scope="session")
def short_site(
    site: Path, built: Path, left_out: dict[str, set[int]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The site, its engine without what only this needs."""
    made: dict[str, Path] = {}
    whole = lean.bodies((built / making.WHOLE).read_bytes())
    ours = lean.bodies(making.parts_of(built)[node.WASM])
    published = {number for number, body in enumerate(ours) if body == whole[number]}

    def short(what: str) -> Path:
        if what not in made:
            into = tmp_path_factory.mktemp("short") / "site"
            made[what] = with_engine(site, wasm_with(published - left_out[what]), into)
        return made[what]

    return short


def with_engine(site: Path, wasm: bytes, into: Path) -> Path:
    """The same site with another lean engine."""
    shutil.copytree(site, into)
    [folder] = (into / "assets" / "engine").iterdir()
    parts = {**making.parts_of(folder), node.WASM: wasm}
    for file in folder.iterdir():
        file.unlink()
    making.write_engine(folder, parts, PACKED_QUICKLY)
    name = making.digest((folder / making.MANIFEST).read_bytes())[:16]
    for page in into.rglob("*.html"):
        page.write_text(page.read_text().replace(f"/engine/{folder.name}/", f"/engine/{name}/"))
    folder.rename(folder.with_name(name))
    add_service_worker(into)
    return into


def times_fetched(host: Host) -> int:
    """How often somebody was helped by the whole engine."""
    return sum(path.endswith(f"/{making.WHOLE}") for path in host.asked)


def sees_what_is_wrong(visitor: Visitor) -> None:
    expect(visitor.errors.get_by_role("heading")).to_be_visible(timeout=ENGINE_LIMIT_MS)


def test_who_asks_what_was_foreseen_fetches_no_whole_engine(page: Page, host: Host) -> None:
    visitor = Visitor(page, host.home)
    visitor.opens()
    visitor.is_ready()
    for wrong in (ODD, {"cost.net": "één duizend €€ 🙈"}):
        visitor.answers(wrong)
        visitor.calculates()
        sees_what_is_wrong(visitor)
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_headline(RIGHT)
    assert times_fetched(host) == 0


@pytest.mark.night
@pytest.mark.parametrize("path", ["rekenhulp/", "ingesloten/"])
def test_a_trap_in_the_first_answer_costs_a_moment_once(
    page: Page, host: Host, short_site: Callable[[str], Path], path: str
) -> None:
    host.site = short_site("odd answer")
    visitor = Visitor(page, host.home)
    visitor.address = host.home + path
    held = Held(page, f"**/{making.WHOLE}")
    visitor.opens()
    visitor.is_ready()
    visitor.answers(ODD)
    visitor.calculates()
    expect(visitor.status).to_contain_text(AGAIN, timeout=ENGINE_LIMIT_MS)
    held.let_go()
    sees_what_is_wrong(visitor)
    expect(visitor.status).to_contain_text("klaar")
    visitor.answers(SHORT)
    visitor.calculates()
    visitor.has_headline(RIGHT)
    assert times_fetched(host) == 1
    assert page.evaluate(f"globalThis.caches?.has('{STORE}') ?? false") is False, "kept from an engine that fell short"


@pytest.mark.night
def test_a_trap_in_the_middle_of_a_list_loses_no_row(page: Page, host: Host, short_site: Callable[[str], Path]) -> None:
    host.site = short_site("odd row")
    rows = list(repeat(EXAMPLE, 5_000))
    rows[2_500] = ODD_ROW
    lister = Lister(page, host.home)
    lister.opens()
    lister.checks({"name": "lijst.csv", "mimeType": "text/csv", "buffer": rows_of(*rows)})
    expect(lister.result.get_by_role("row", name="Nagekeken 5.000")).to_be_visible(timeout=2 * ENGINE_LIMIT_MS)
    assert lister.saves() == checked(rows_of(*rows)).text.encode()
    assert times_fetched(host) == 1


@pytest.mark.night
def test_a_trap_at_the_start_and_in_a_memory_that_was_kept(
    page: Page, host: Host, short_site: Callable[[str], Path]
) -> None:
    """A memory of the engine that had everything, put where the one that falls short finds it."""
    visitor = Visitor(page, host.home)
    visitor.opens()
    visitor.is_ready()
    waits_until(page, COUNT, 1)
    [theirs] = (host.site / "assets" / "engine").iterdir()
    host.site = short_site("start")
    [ours] = (host.site / "assets" / "engine").iterdir()
    page.evaluate(f"""caches.open('{STORE}').then(async store => {{
        const [request] = await store.keys();
        await store.put(request.url.replace('{theirs.name}', '{ours.name}'), await store.match(request));
        await store.delete(request);
    }})""")
    again = Visitor(page.context.new_page(), host.home)
    again.page.goto(f"{host.home}rekenhulp/?another")  # the browser has the page itself
    again.is_ready()
    again.answers(SHORT)
    again.calculates()
    again.has_headline(RIGHT)
    assert times_fetched(host) == 1
    assert again.page.evaluate(COUNT) == 0


@pytest.mark.night
def test_where_the_whole_engine_is_missing_that_is_said_and_nothing_typed_is_lost(
    page: Page, host: Host, short_site: Callable[[str], Path]
) -> None:
    host.site = short_site("odd answer")
    page.context.route(f"**/{making.WHOLE}", lambda route: route.fulfill(status=404, body="Not found"))
    visitor = Visitor(page, host.home)
    visitor.opens()
    visitor.is_ready()
    visitor.answers(ODD)
    visitor.calculates()
    visitor.has_failed()
    expect(visitor.control("cost.net")).to_have_value(FOREIGN)
    page.context.unroute_all()
    visitor.tries_again()
    sees_what_is_wrong(visitor)


@pytest.mark.night
def test_without_a_network_the_whole_engine_is_on_the_device(
    browser: Browser, host: Host, short_site: Callable[[str], Path]
) -> None:
    host.site = short_site("odd answer")
    context = browser.new_context(locale="nl-BE", timezone_id="Europe/Brussels")
    visitor = Visitor(context.new_page(), host.home)
    visitor.opens()
    is_kept(visitor.page, host)
    visitor.is_ready()
    host.cut()
    visitor.answers(ODD)
    visitor.calculates()
    sees_what_is_wrong(visitor)
    context.close()
