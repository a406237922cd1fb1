"""The engine beside stock Pyodide from the same server, and beside a page without Python, all in one run.

    python -m tests.benchmarks.engine [--rounds 5]

Compare what stands in one table only: another machine, or this one on another day, gives other times. How to
read it and what it gave: .github/MEASUREMENTS.md.
"""

import argparse
import gzip
import json
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, override

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, sync_playwright

from publishing import build
from publishing.bootstrap import ROOT, SITE
from publishing.chromium import ARGUMENTS, chromium
from publishing.engine import making, node
from publishing.serve import Pages, Server
from tests.browser.conftest import SHORT, Visitor
from tests.conftest import WITHOUT_SERVICE_WORKER

PIECE = 16_384
ANSWERS = 100
PAGE_SCRIPT = ROOT / "docs" / "assets" / "rekenhulp" / "rehearsal.mjs"
REHEARSALS = int(re.findall(r"^const REHEARSALS = (\d+);", PAGE_SCRIPT.read_text(), re.MULTILINE)[0])
PACE_SECONDS = 15
LIMIT_MS = 300_000

STOCK = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
STOCK_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage({ value: python.runPython("1 + 1") });
"""
START_STOCK = """() => new Promise((resolve, reject) => {
    const started = performance.now();
    const worker = new Worker("worker.mjs", { type: "module" });
    worker.onmessage = () => resolve(performance.now() - started);
    worker.onerror = () => reject(new Error("stock Pyodide does not start"));
})"""
START_OURS = """({ script, engine, whole, keeps }) => new Promise((resolve, reject) => {
    const started = performance.now();
    window.calculator = new Worker(script, { type: "module" });
    calculator.onmessage = ({ data }) => {
        if (data.error) reject(new Error(data.error));
        else if (data.value !== undefined) resolve(performance.now() - started);
    };
    calculator.postMessage({ id: 1, engine, module: "calculator.page", fresh: whole, whole, keeps });
})"""
KEEP = """(text) => new Promise((resolve) => {
    calculator.onmessage = resolve;
    calculator.postMessage({ id: 3, keep: text });
}).then(async () => {
    let kept;
    while ((kept = await caches.keys()).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    return kept;
})"""
ASK = """({ text, times }) => new Promise((resolve) => {
    const took = [];
    let started = performance.now();
    calculator.onmessage = () => {
        took.push(performance.now() - started);
        if (took.length === times) return resolve(took);
        started = performance.now();
        calculator.postMessage({ id: 2, text });
    };
    calculator.postMessage({ id: 2, text });
})"""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A connection: `bits` a second in all (0 for as fast as it goes) and `delay` seconds before every answer."""

    name: str
    bits: int
    delay: float
    rounds: int | None = None


LINES = (
    Line(name="unthrottled", bits=0, delay=0),
    Line(name="10 Mbit/s, 40 ms", bits=10_000_000, delay=0.04, rounds=2),
    Line(name="1.6 Mbit/s, 150 ms", bits=1_600_000, delay=0.15, rounds=1),
)


class Host(Server):
    """Serves over a line that all who ask share, and counts what goes over it."""

    def __init__(self, site: Path, line: Line) -> None:
        super().__init__(0, site)
        self.RequestHandlerClass = PagesOverLine
        self.line = line
        self.sent = 0
        self.free_at = 0.0
        self.turn = threading.Lock()

    def carry(self, size: int) -> None:
        """Wait as long as these bytes take after all that wait already."""
        with self.turn:
            self.sent += size
            if not self.line.bits:
                return
            self.free_at = max(self.free_at, time.monotonic()) + size * 8 / self.line.bits
            there = self.free_at
        time.sleep(max(0, there - time.monotonic()))


class PagesOverLine(Pages):
    """Sends pages at the speed of the line."""

    @override
    def setup(self) -> None:
        super().setup()
        self.wfile = Wire(self.wfile, self.server)  # type: ignore[assignment]

    @override
    def do_GET(self) -> None:
        assert isinstance(self.server, Host)
        time.sleep(self.server.line.delay)
        super().do_GET()


class Wire:
    """A file that takes as long to write as the line takes to carry it."""

    def __init__(self, file: Any, host: Any) -> None:
        self.file = file
        self.host = host

    def write(self, content: bytes) -> None:
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            self.host.carry(len(piece))
            self.file.write(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@dataclass(kw_only=True)
class Figures:
    """What was measured of one engine over one line, in milliseconds and bytes."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    bytes_cold: int = 0
    bytes_warm: int = 0


type Start = Callable[[Page, Host], float]


def question(cost: str) -> str:
    """The message that the page sends for somebody who answered in short."""
    return json.dumps({"action": "assess", "pairs": list({**SHORT, "cost.net": cost}.items())})


def start_stock(page: Page, host: Host) -> float:
    page.goto(f"{host.address}stock/")
    return float(page.evaluate(START_STOCK))


def start_ours(page: Page, host: Host, *, whole: bool = False, keeps: bool = False) -> float:
    page.goto(f"{host.address}stock/")
    [script] = SITE.glob("assets/v-*/rekenhulp/worker.mjs")
    [folder] = SITE.glob("assets/engine/*")
    addresses = {
        "script": host.address + script.relative_to(SITE).as_posix(),
        "engine": f"{host.address}{folder.relative_to(SITE).as_posix()}/",
        "whole": whole,
        "keeps": keeps,
    }
    return float(page.evaluate(START_OURS, addresses))


def load_page(page: Page, host: Host) -> float:
    """A page without Python: until it has loaded."""
    page.goto(f"{host.address}hoeveel/")
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def start_ours_and_keep(page: Page, host: Host) -> float:
    """As the page does: once it has started, the memory and the engine are kept for the next time."""
    took = start_ours(page, host, keeps=True)
    assert page.evaluate(KEEP, question("500")), "nothing was kept"
    return took


KEEPING = "this engine, memory kept"
OURS = "this engine"
STOCK_NAME = "stock Pyodide"
STARTS: dict[str, Start] = {
    KEEPING: start_ours_and_keep,
    OURS: start_ours,
    STOCK_NAME: start_stock,
    "page, no Python": load_page,
}


@contextmanager
def serving(site: Path, line: Line) -> Iterator[Host]:
    with Host(site, line) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


@contextmanager
def with_stock() -> Iterator[Path]:
    """The built site, and in `stock/` Pyodide as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for entry in SITE.iterdir():
            (site / entry.name).symlink_to(entry)
        stock = site / "stock"
        stock.mkdir()
        for name in STOCK:
            (stock / name).symlink_to(node.PYODIDE / name)
        (stock / "worker.mjs").write_text(STOCK_WORKER)
        (stock / "index.html").write_text('<!doctype html><meta charset="utf-8"><title>stock</title>')
        yield site


@contextmanager
def new_profile(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-BE")
    context.add_init_script(WITHOUT_SERVICE_WORKER)
    context.set_default_timeout(LIMIT_MS)
    yield context
    context.close()


def measure(browser: Browser, site: Path, line: Line, rounds: int) -> dict[str, Figures]:
    """Every engine in turn, again and again, so that what else the machine does hits all of them."""
    figures = {name: Figures() for name in STARTS}
    for _ in range(line.rounds or rounds):
        for name, start in STARTS.items():
            with serving(site, line) as host, new_profile(browser) as profile:
                figures[name].cold.append(start(profile.new_page(), host))
                figures[name].bytes_cold, host.sent = host.sent, 0
                figures[name].warm.append(start(profile.new_page(), host))
                figures[name].bytes_warm = host.sent
    return figures


def after_restart(engine: BrowserType, site: Path, start: Start) -> float:
    """The start in a browser that was closed since the visit before, with what it kept on disk."""
    with tempfile.TemporaryDirectory() as profile, serving(site, LINES[0]) as host:
        took = 0.0
        for _ in range(2):
            context = engine.launch_persistent_context(profile, executable_path=chromium(), args=list(ARGUMENTS))
            context.add_init_script(WITHOUT_SERVICE_WORKER)
            took = start(context.new_page(), host)
            context.close()
        return took


def answers(browser: Browser, site: Path, start: Start, rounds: int) -> dict[str, float]:
    """Round trips to the worker when everything is ready, as the page makes them; on the second visit."""
    asked, rehearsed = question("1000"), question("500")
    seen: dict[str, list[float]] = {"rehearsals": [], "empty call": [], "first answer": [], "more than empty": []}
    took: list[float] = []
    for _ in range(rounds):
        with serving(site, LINES[0]) as host, new_profile(browser) as profile:
            start(profile.new_page(), host)
            page = profile.new_page()
            start_ours(page, host)
            seen["rehearsals"].append(sum(page.evaluate(ASK, {"text": rehearsed, "times": REHEARSALS})))
            [empty] = page.evaluate(ASK, {"text": "{}", "times": 1})
            [first] = page.evaluate(ASK, {"text": asked, "times": 1})
            seen["empty call"].append(empty)
            seen["first answer"].append(first)
            seen["more than empty"].append(first - empty)
            took += page.evaluate(ASK, {"text": asked, "times": ANSWERS})
    took.sort()
    percentiles = {"answer p50": statistics.median(took), "answer p95": took[int(len(took) * 0.95)]}
    return {name: statistics.median(each) for name, each in seen.items()} | percentiles


def after_a_trap(browser: Browser, site: Path, line: Line) -> tuple[float, int]:
    """What the net costs who needs it: from the trap to the answer of the whole engine, and the bytes of that."""
    with serving(site, line) as host, new_profile(browser) as profile:
        page = profile.new_page()
        start_ours(page, host)
        host.sent = 0
        started = start_ours(page, host, whole=True)
        [answered] = page.evaluate(ASK, {"text": question("1000"), "times": 1})
        return started + answered, host.sent


def wait_at_human_pace(browser: Browser, site: Path, line: Line) -> float:
    """What somebody waits who presses the button 15 s after opening the page for the first time."""
    with serving(site, line) as host, new_profile(browser) as profile:
        page = profile.new_page()
        opened = time.monotonic()
        visitor = Visitor(page, host.address)
        visitor.opens()
        visitor.answers(SHORT)
        page.wait_for_timeout(max(0, PACE_SECONDS - (time.monotonic() - opened)) * 1000)
        pressed = time.monotonic()
        visitor.calculates()
        page.locator("#resultaat h2").first.wait_for()
        return (time.monotonic() - pressed) * 1000


def stock_bytes() -> int:
    """What the files of stock Pyodide cost on the wire."""
    files = {name: (node.PYODIDE / name).read_bytes() for name in STOCK}
    return sum(len(data if name.endswith(".zip") else gzip.compress(data, 6)) for name, data in files.items())


def row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def heading(*cells: str) -> None:
    print()
    row(*cells)
    row(*("---" if place == 0 else "---:" for place in range(len(cells))))


def milliseconds(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.0f}"


def report(browser: Browser, site: Path, rounds: int) -> None:
    heading(
        "Line and engine",
        "bytes cold",
        "bytes second",
        "start cold ms",
        "start warm ms",
        "cold / stock",
        "warm / stock",
    )
    for line in LINES:
        figures = measure(browser, site, line, rounds)
        stock = figures[STOCK_NAME]
        for name, each in figures.items():
            cold, warm = (
                statistics.median(a) / statistics.median(b)
                for a, b in ((each.cold, stock.cold), (each.warm, stock.warm))
            )
            cells = milliseconds(each.cold), milliseconds(each.warm), f"{cold:.2f}", f"{warm:.2f}"
            row(f"{line.name}: {name}", f"{each.bytes_cold:,}", f"{each.bytes_warm:,}", *cells)
    heading("The engine alone, by what the browser can undo", "bytes cold", "of stock")
    [folder] = SITE.glob("assets/engine/*")
    for name, cost in making.first_visit(folder).items():
        row(name, f"{cost:,}", f"{cost / stock_bytes():.3f}")
    heading("After a trap, until the whole engine answered", "ms", "bytes")
    for line in LINES:
        took, sent = after_a_trap(browser, site, line)
        row(line.name, f"{took:.0f}", f"{sent:,}")
    heading("After the browser was closed", "start ms")
    for name in (KEEPING, OURS, STOCK_NAME):
        times = [after_restart(browser.browser_type, site, STARTS[name]) for _ in range(max(1, rounds // 2))]
        row(name, milliseconds(times))
    ready = {name: answers(browser, site, STARTS[name], rounds) for name in (KEEPING, OURS)}
    heading("In the worker that is ready, ms", *ready)
    for what in ready[OURS]:
        row(what, *(f"{each[what]:.1f}" for each in ready.values()))
    heading("Pressed 15 s after the first opening", "wait seen, ms")
    for line in LINES:
        row(line.name, f"{wait_at_human_pace(browser, site, line):.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the engine beside stock Pyodide.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds: int = parser.parse_args().rounds
    build.build()
    with sync_playwright() as playwright, with_stock() as site:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        report(browser, site, rounds)
        browser.close()


if __name__ == "__main__":
    main()
