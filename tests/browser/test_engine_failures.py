"""An engine that arrives broken, late or not at all, or stops halfway: a clear state, a retry, never a wrong answer."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ANSWER_SECONDS, ENGINE_LIMIT_MS, RIGHT, SHORT, SILENCE_SECONDS, Visitor

pytestmark = pytest.mark.night

FILES = ["engine.json", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python.zip"]
SLOW_SECONDS = 11


def flipped(content: bytes) -> bytes:
    """As many bytes, one of them wrong."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


class Meddler:
    """Stands between the visitor and one file of the engine the first `times` that it is asked for."""

    def __init__(self, page: Page, name: str, change: Callable[[bytes], bytes]) -> None:
        self.times = 2  # the second time the worker passes by every cache
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


@pytest.mark.parametrize("name", ["engine.json", "python.zip"])
def test_a_file_that_is_missing_is_looked_for_again_when_asked(new_visitor: Visitor, name: str) -> None:
    new_visitor.page.context.route(f"**/engine/*/{name}", lambda route: route.fulfill(status=404, body="Not found"))
    new_visitor.opens(SHORT)
    new_visitor.has_failed()
    new_visitor.page.context.unroute_all()
    new_visitor.tries_again()
    new_visitor.has_headline(RIGHT)


def test_a_copy_that_broke_in_a_cache_is_replaced_without_a_word(new_visitor: Visitor) -> None:
    meddler = Meddler(new_visitor.page, "python.zip", flipped)
    meddler.times = 1
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)


def test_a_manifest_of_another_engine_is_refused(new_visitor: Visitor) -> None:
    """Whole and well-formed, with the right hashes for files that are not ours."""

    def other(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), "pyodide": "0.0.0"}).encode()

    Meddler(new_visitor.page, "engine.json", other)
    new_visitor.opens(SHORT)
    new_visitor.has_failed()


@pytest.mark.parametrize("name", FILES)
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


def test_the_bar_shows_the_bytes_that_arrived(new_visitor: Visitor, site: Path) -> None:
    [manifest] = site.glob("assets/engine/*/engine.json")
    sizes = {name: file["bytes"] for name, file in json.loads(manifest.read_text())["files"].items()}
    expected = 1 - sizes["pyodide.asm.wasm"] / sum(sizes.values())
    new_visitor.page.context.route("**/pyodide.asm.wasm", lambda _: None)
    new_visitor.opens()
    bar = new_visitor.page.locator("kmo-rekenhulp progress")
    expect(bar).to_be_visible()
    expect(bar).to_have_attribute("value", re.compile(f"^{expected:.9f}"[:-2]), timeout=ENGINE_LIMIT_MS)
    new_visitor.control("cost.net").fill("1000")
    expect(new_visitor.control("cost.net")).to_be_focused()


def test_a_worker_that_dies_while_it_answers_is_replaced(new_visitor: Visitor) -> None:
    new_visitor.page.clock.install()
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers(SHORT)
    new_visitor.worker.evaluate("self.close()")
    new_visitor.calculates()
    expect(new_visitor.status).to_contain_text("Even geduld")
    new_visitor.page.clock.fast_forward(ANSWER_SECONDS * 1000)
    new_visitor.has_failed()
    new_visitor.tries_again()
    new_visitor.has_headline(RIGHT)


def test_an_answer_that_comes_after_its_worker_was_given_up_is_not_shown(new_visitor: Visitor) -> None:
    new_visitor.page.clock.install()
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers({**SHORT, "cost.net": "2000"})
    new_visitor.worker.evaluate("void setTimeout(() => { const end = Date.now() + 3000; while (Date.now() < end); })")
    new_visitor.calculates()
    new_visitor.page.clock.fast_forward(ANSWER_SECONDS * 1000)
    new_visitor.has_failed()
    new_visitor.answers({"cost.net": "1000"})
    new_visitor.calculates()
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
        new_visitor.tries_again()
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
