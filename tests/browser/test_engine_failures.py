"""An engine that arrives broken, late or not at all, or stops halfway: a clear state, a retry, never a wrong answer."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, override

import pytest
from playwright.sync_api import Page, Route, expect

from publishing.engine import node
from publishing.serve import Pages, Server
from tests.browser.conftest import ANSWER_SECONDS, ENGINE_LIMIT_MS, RIGHT, SHORT, SILENCE_SECONDS, Visitor

pytestmark = pytest.mark.night

PACKED = "engine.{zst,gz}"  # in its two forms
FILES = ["engine.json", PACKED]
SLOW_SECONDS = 11
LARGE = 1_000_000


def flipped(content: bytes) -> bytes:
    """As many bytes, one of them wrong."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


class Meddler:
    """Stands between the visitor and files of the engine the first `times` that they are asked for."""

    def __init__(self, page: Page, name: str, change: Callable[[bytes], bytes]) -> None:
        self.times = 4 if name == PACKED else 2  # the second time the worker passes by every cache
        self.requests = 0
        self.change = change
        page.context.route(f"**/engine/*/{name}", self.answer)

    def answer(self, route: Route) -> None:
        self.requests += 1
        if self.requests > self.times:
            return route.continue_()
        fetched = route.fetch()
        return route.fulfill(response=fetched, body=self.change(fetched.body()))


@pytest.mark.parametrize("change", [flipped, cut_off])
@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_never_run(new_visitor: Visitor, name: str, change: Callable[[bytes], bytes]) -> None:
    Meddler(new_visitor.page, name, change)
    new_visitor.opens(SHORT)
    new_visitor.has_failed()
    new_visitor.tries_again()
    new_visitor.has_headline(RIGHT)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_looked_for_again_when_asked(new_visitor: Visitor, name: str) -> None:
    new_visitor.page.context.route(f"**/engine/*/{name}", lambda route: route.fulfill(status=404, body="Not found"))
    new_visitor.opens(SHORT)
    new_visitor.has_failed()
    new_visitor.page.context.unroute_all()
    new_visitor.tries_again()
    new_visitor.has_headline(RIGHT)


def test_a_copy_that_broke_in_a_cache_is_replaced_without_a_word(new_visitor: Visitor, requests: list[str]) -> None:
    meddler = Meddler(new_visitor.page, "engine.zst", flipped)
    meddler.times = 1
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    assert not any(address.endswith("engine.gz") for address in requests)


def another_build(content: bytes) -> bytes:
    """Whole and well-formed, with other parts in it."""
    return node.zstd(content, level=1)


@pytest.mark.parametrize("change", [flipped, cut_off, another_build])
def test_where_the_small_form_is_broken_the_large_one_is_fetched(
    new_visitor: Visitor, requests: list[str], change: Callable[[bytes], bytes]
) -> None:
    Meddler(new_visitor.page, "engine.zst", change)
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    assert sum(address.endswith("engine.gz") for address in requests) == 1


@pytest.mark.parametrize("change", [flipped, cut_off])
def test_a_decoder_that_is_not_as_published_is_not_run(
    new_visitor: Visitor, requests: list[str], change: Callable[[bytes], bytes]
) -> None:
    Meddler(new_visitor.page, "fzstd.mjs", change).times = 4
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    assert sum(address.endswith("engine.gz") for address in requests) == 1


# What some browsers have, in four ways that it may be.
OWN = """
const Theirs = DecompressionStream;
globalThis.DecompressionStream = function (format) {
    if (format !== "zstd") return new Theirs(format);
    return WAY;
};
"""
WAYS = {
    "fails at once": "new TransformStream({ transform() { throw new TypeError('corrupt'); } })",
    "fails at the end": "new TransformStream({ flush() { throw new TypeError('corrupt'); } })",
    "gives nothing": "new TransformStream({ transform() {} })",
    "gives something else": "new TransformStream()",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_browser_whose_own_zstd_is_wrong_gets_gzip(new_visitor: Visitor, requests: list[str], way: str) -> None:
    def give(route: Route) -> None:
        fetched = route.fetch()
        route.fulfill(response=fetched, body=OWN.replace("WAY", WAYS[way]) + fetched.text())

    new_visitor.page.context.route("**/worker.mjs", give)
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    assert sum(address.endswith("engine.gz") for address in requests) == 1
    assert not any(address.endswith("fzstd.mjs") for address in requests)


def test_a_manifest_of_another_engine_is_refused(new_visitor: Visitor) -> None:
    """Whole and well-formed, with the right hashes for files that are not ours."""

    def other(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), "pyodide": "0.0.0"}).encode()

    Meddler(new_visitor.page, "engine.json", other)
    new_visitor.opens(SHORT)
    new_visitor.has_failed()


@pytest.mark.parametrize("name", [*FILES, "fzstd.mjs"])
def test_a_file_that_never_comes_is_slow_then_given_up_then_tried_again(new_visitor: Visitor, name: str) -> None:
    new_visitor.page.clock.install()
    new_visitor.page.context.route(f"**/engine/*/{name}", lambda _: None)
    new_visitor.opens(SHORT)
    expect(new_visitor.status).to_contain_text("Even geduld")
    new_visitor.page.clock.fast_forward(SLOW_SECONDS * 1000)
    expect(new_visitor.status).to_contain_text("duurt langer")
    expect(new_visitor.page.get_by_role("link", name="Naar de tabellen")).to_be_visible()
    new_visitor.fails_after(SILENCE_SECONDS)
    new_visitor.page.context.unroute_all()
    new_visitor.tries_again()
    new_visitor.has_headline(RIGHT)


class HalfPages(Pages):
    """Sends half of the engine, and then nothing for as long as the test takes."""

    @override
    def do_GET(self) -> None:
        if self.path.endswith("/engine.zst"):
            self.wfile = Half(self.wfile)  # type: ignore[assignment]
        super().do_GET()


class Half:
    """A file that only the first half of a large content gets into."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def write(self, content: bytes) -> None:
        self.file.write(content[: len(content) // 2] if len(content) > LARGE else content)
        self.file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def test_the_bar_shows_the_bytes_that_arrived(page: Page, site: Path) -> None:
    with Server(0, site) as server:
        server.RequestHandlerClass = HalfPages
        Thread(target=server.serve_forever, daemon=True).start()
        visitor = Visitor(page, server.address)
        visitor.opens()
        bar = page.locator("kmo-rekenhulp progress")
        expect(bar).to_be_visible()
        expect(bar).to_have_attribute("value", re.compile(r"^0\.(5|49999)"), timeout=ENGINE_LIMIT_MS)
        visitor.control("cost.net").fill("1000")
        expect(visitor.control("cost.net")).to_be_focused()
        page.close()
        server.shutdown()


def test_an_answer_that_comes_after_its_worker_was_given_up_is_not_shown(new_visitor: Visitor) -> None:
    """The worker that takes its place answers; what the other one says of 2.000 later is heard by nobody."""
    new_visitor.page.clock.install()
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers({**SHORT, "cost.net": "2000"})
    new_visitor.worker.evaluate("void setTimeout(() => { const end = Date.now() + 3000; while (Date.now() < end); })")
    new_visitor.calculates()
    new_visitor.page.clock.fast_forward(ANSWER_SECONDS * 1000)
    expect(new_visitor.status).to_contain_text("start opnieuw", timeout=ENGINE_LIMIT_MS)
    new_visitor.answers({"cost.net": "1000"})
    new_visitor.calculates()
    new_visitor.has_headline(RIGHT)
    new_visitor.page.wait_for_timeout(3_000)
    new_visitor.has_headline(RIGHT)


def test_a_browser_without_webassembly_is_told_so_and_fetches_nothing(
    new_visitor: Visitor, requests: list[str]
) -> None:
    new_visitor.page.add_init_script("delete globalThis.WebAssembly")
    new_visitor.opens(SHORT)
    for _ in range(2):
        expect(new_visitor.status).to_contain_text("Uw browser kan deze rekenhulp niet uitvoeren")
        expect(new_visitor.page.locator("kmo-rekenhulp progress")).to_be_hidden()
        expect(new_visitor.page.get_by_role("link", name="Naar de tabellen")).to_be_visible()
        expect(new_visitor.page.get_by_role("button", name="Probeer opnieuw")).to_be_hidden()
        new_visitor.calculates()
    assert [address for address in requests if "/engine/" in address] == []


@pytest.mark.parametrize("connection", [{"saveData": True}, {"effectiveType": "3g"}, {"effectiveType": "slow-2g"}])
def test_where_data_are_dear_the_engine_waits_for_the_first_touch(
    new_visitor: Visitor, requests: list[str], connection: dict[str, object]
) -> None:
    script = f"Object.defineProperty(navigator, 'connection', {{ value: {json.dumps(connection)} }})"
    new_visitor.page.add_init_script(script)
    new_visitor.opens()
    new_visitor.page.wait_for_load_state("networkidle")
    assert not [address for address in requests if "/engine/" in address]
    new_visitor.answers(SHORT)
    new_visitor.is_ready()
    new_visitor.calculates()
    new_visitor.has_headline(RIGHT)
