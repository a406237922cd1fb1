"""Python's memory, kept on the device for the next start: right, private, and dropped on any doubt."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from publishing.serve import PROJECT_PATH
from tests.browser.conftest import (
    ADVICE,
    ANSWER_SECONDS,
    ENGINE_LIMIT_MS,
    RIGHT,
    SHORT,
    SILENCE_SECONDS,
    Visitor,
    waits_until,
)

STORE = f"kmo-portefeuille {PROJECT_PATH}/ memory"
COUNT = f"caches.open('{STORE}').then(store => store.keys()).then(keys => keys.length)"
# What is kept, put back as one of `changes` gives it, with a mark.
CHANGE = """async ([name, change]) => {
    const store = await caches.open(name);
    const [request] = await store.keys();
    const kept = await store.match(request);
    const bytes = new Uint8Array(await kept.arrayBuffer());
    const described = JSON.parse(kept.headers.get("X-Snapshot"));
    const headers = { "X-Snapshot": JSON.stringify(described), "X-Mark": "changed" };
    const hash = async (data) => {
        const found = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
        return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };
    const [body, more] = await changes[change](bytes, described, hash);
    await store.put(request, new Response(body, { headers: { ...headers, ...more } }));
}"""
CHANGES = """window.changes = {
    nothing: (bytes) => [bytes, {}],
    "one bit": (bytes) => [bytes.with(bytes.length / 2, bytes[bytes.length / 2] ^ 1), {}],
    "cut off": (bytes) => [bytes.subarray(0, bytes.length / 2), {}],
    empty: () => ["", {}],
    "another answer": (bytes, was) => [bytes, { "X-Snapshot": JSON.stringify({ ...was, answer: was.sha256 }) }],
    "another question": (bytes, was) => [bytes, { "X-Snapshot": JSON.stringify({ ...was, question: "{}" }) }],
    "other pages": (bytes, was) => [bytes, { "X-Snapshot": JSON.stringify({ ...was, pages: was.pages.toReversed() }) }],
    "no description": (bytes) => [bytes, { "X-Snapshot": "" }],
    // Whole, with the right hash for it, and yet no Python.
    "not a memory": async (bytes, was, hash) => {
        const size = 327_680, memory = new Uint8Array(size).fill(7);
        const described = { ...was, size, pages: [0, 1, 2, 3, 4], sha256: await hash(memory) };
        return [memory, { "X-Snapshot": JSON.stringify(described) }];
    },
    // The same, without all that Python has on its heap: it looks for it without an end.
    "half a memory": async (bytes, was, hash) => {
        const memory = new Uint8Array(was.size);
        was.pages.forEach((page, at) => memory.set(bytes.subarray(at * 65_536, (at + 1) * 65_536), page * 65_536));
        memory.fill(0, was.size / 2);
        const pages = [...Array(Math.ceil(was.size / 65_536)).keys()];
        return [memory, { "X-Snapshot": JSON.stringify({ ...was, pages, sha256: await hash(memory) }) }];
    },
};"""
DAMAGE = (
    *("one bit", "cut off", "empty", "another answer", "another question", "other pages", "no description"),
    "not a memory",
)
MARK = f"""caches.open('{STORE}').then(async store => {{
    const [request] = await store.keys();
    return request ? (await store.match(request)).headers.get("X-Mark") ?? "" : "nothing is kept";
}})"""


def keeps(visitor: Visitor) -> None:
    """The visitor opens the page, and the memory is kept."""
    visitor.opens()
    visitor.is_ready()
    waits_until(visitor.page, COUNT, 1)


def changes(visitor: Visitor, change: str) -> None:
    """What is kept is put back with this change, and a mark on it."""
    visitor.page.evaluate(CHANGES)
    visitor.page.evaluate(CHANGE, [STORE, change])
    assert visitor.page.evaluate(MARK) == "changed"


def comes_back(visitor: Visitor) -> Visitor:
    """The same visitor in another tab."""
    again = another_tab(visitor)
    again.opens()
    again.is_ready()
    return again


def another_tab(visitor: Visitor) -> Visitor:
    return Visitor(visitor.page.context.new_page(), visitor.address.removesuffix("rekenhulp/"))


def test_the_second_visit_starts_from_the_first_and_answers_the_same(new_visitor: Visitor) -> None:
    keeps(new_visitor)
    changes(new_visitor, "nothing")
    again = comes_back(new_visitor)
    for answers in (SHORT, ADVICE):
        shown = []
        for visitor in (new_visitor, again):
            visitor.answers(answers)
            visitor.calculates()
            expect(visitor.result.get_by_role("heading", level=2).first).to_be_focused(timeout=ENGINE_LIMIT_MS)
            expect(visitor.page.locator("[data-stale]")).to_have_count(0)
            shown.append(visitor.result.text_content())
        assert shown[0] == shown[1]
    assert again.page.evaluate(MARK) == "changed", "what was kept was not used"


@pytest.mark.night
@pytest.mark.parametrize("damage", DAMAGE)
def test_on_any_doubt_python_starts_by_itself_and_keeps_its_memory_anew(new_visitor: Visitor, damage: str) -> None:
    keeps(new_visitor)
    changes(new_visitor, damage)
    again = comes_back(new_visitor)
    again.answers(SHORT)
    again.calculates()
    again.has_headline(RIGHT)
    waits_until(again.page, MARK, "")
    assert again.page.evaluate(COUNT) == 1


@pytest.mark.night
def test_what_never_comes_back_is_given_up_and_not_tried_again(new_visitor: Visitor) -> None:
    keeps(new_visitor)
    changes(new_visitor, "half a memory")
    hanging = another_tab(new_visitor)
    hanging.page.clock.install()
    hanging.opens()
    waits_until(hanging.page, COUNT, 2)
    hanging.fails_after(SILENCE_SECONDS)
    hanging.page.close()
    again = comes_back(new_visitor)
    waits_until(again.page, MARK, "")
    assert again.page.evaluate(COUNT) == 1


@pytest.mark.night
def test_another_version_of_the_browser_does_not_use_it(new_visitor: Visitor) -> None:
    keeps(new_visitor)
    changes(new_visitor, "nothing")
    new_visitor.page.evaluate(f"""caches.open('{STORE}').then(async store => {{
        const [request] = await store.keys();
        const other = new URL(request.url);
        other.searchParams.set("browser", other.searchParams.get("browser").replace("Chrome/", "Chrome/9"));
        await store.put(other, await store.match(request));
        await store.delete(request);
    }})""")
    waits_until(comes_back(new_visitor).page, MARK, "")
    assert new_visitor.page.evaluate(COUNT) == 1


@pytest.mark.night
def test_it_is_taken_before_the_visitor_asks_anything(new_visitor: Visitor) -> None:
    """Who comes with answers in the link asks at once, so nothing is kept of that visit."""
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    new_visitor.calculates()
    new_visitor.has_headline(RIGHT)
    new_visitor.page.wait_for_load_state("networkidle")
    assert new_visitor.page.evaluate(f"caches.has('{STORE}')") is False


@pytest.mark.night
def test_a_worker_that_was_asked_something_keeps_nothing_even_when_told_to(new_visitor: Visitor, site: Path) -> None:
    new_visitor.page.goto(f"{new_visitor.address}../404.html")
    [script] = site.glob("assets/v-*/rekenhulp/worker.mjs")
    [engine] = site.glob("assets/engine/*")
    home = new_visitor.address.removesuffix("rekenhulp/")
    order = {"script": home + script.relative_to(site).as_posix(), "engine": f"{home}assets/engine/{engine.name}/"}
    asked = """({ script, engine, text }) => new Promise((resolve) => {
        const worker = new Worker(script, { type: "module" });
        const messages = [{ text }, { keep: text }, { rehearse: text }];
        worker.onmessage = ({ data }) => {
            if (data.value === undefined) return;
            const next = messages.shift();
            if (next) worker.postMessage({ id: 2, ...next });
            else caches.keys().then(resolve);
        };
        worker.postMessage({ id: 1, engine, module: "calculator.page", fresh: false });
    })"""
    text = json.dumps({"action": "assess", "pairs": list(SHORT.items())})
    assert STORE not in new_visitor.page.evaluate(asked, {**order, "text": text})


@pytest.mark.night
def test_after_a_failure_nothing_of_before_is_trusted(new_visitor: Visitor) -> None:
    keeps(new_visitor)
    again = another_tab(new_visitor)
    again.page.clock.install()
    again.opens()
    again.is_ready()
    again.answers(SHORT)
    again.worker.evaluate("self.close()")
    again.calculates()
    again.page.clock.fast_forward(ANSWER_SECONDS * 1000)
    again.has_headline(RIGHT)
    assert again.page.evaluate(f"caches.has('{STORE}')") is False


PARTS = STORE.replace("memory", "parts")
KEEP_PARTS = """async ([name, change]) => {
    const store = await caches.open(name);
    const [request] = await store.keys();
    const bytes = new Uint8Array(await (await store.match(request)).arrayBuffer());
    const changed = { nothing: bytes, "one bit": bytes.with(99, bytes[99] ^ 1), "cut off": bytes.subarray(0, 999) };
    await store.put(request, new Response(changed[change], { headers: { "X-Mark": "changed" } }));
}"""
MARK_OF_PARTS = f"""caches.open('{PARTS}').then(async store => {{
    const [request] = await store.keys();
    return request ? (await store.match(request)).headers.get("X-Mark") ?? "" : "nothing is kept";
}})"""


@pytest.mark.parametrize(
    ("change", "fetched", "mark"),
    [
        pytest.param("nothing", 0, "changed", marks=pytest.mark.night),
        pytest.param("one bit", 1, "", marks=pytest.mark.night),
        pytest.param("cut off", 1, "", marks=pytest.mark.night),
    ],
)
def test_an_engine_that_was_unpacked_once_is_used_again_and_kept_anew_where_it_is_not_whole(
    new_visitor: Visitor, requests: list[str], change: str, fetched: int, mark: str
) -> None:
    """Who comes with answers asks at once: the memory is not kept then, what was unpacked is."""
    new_visitor.opens(SHORT)
    new_visitor.has_headline(RIGHT)
    waits_until(new_visitor.page, MARK_OF_PARTS, "")
    new_visitor.page.evaluate(KEEP_PARTS, [PARTS, change])
    requests.clear()
    again = another_tab(new_visitor)
    again.opens(SHORT)
    again.has_headline(RIGHT)
    assert sum(address.endswith("/engine.zst") for address in requests) == fetched
    waits_until(again.page, MARK_OF_PARTS, mark)


FORBIDDEN = "Object.defineProperty(self, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });\n"


@pytest.mark.night
def test_a_worker_without_storage_calculates(new_visitor: Visitor, complaints: list[str]) -> None:
    def forbid(route: Route) -> None:
        fetched = route.fetch()
        route.fulfill(response=fetched, body=FORBIDDEN + fetched.text())

    new_visitor.page.context.route("**/worker.mjs", forbid)
    new_visitor.opens()
    new_visitor.is_ready()
    new_visitor.answers(SHORT)
    new_visitor.calculates()
    new_visitor.has_headline(RIGHT)
    assert complaints == []
