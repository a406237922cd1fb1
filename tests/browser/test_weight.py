"""What a page weighs on the wire: all that a browser fetches for it, headers included, counted where it is sent."""

import gzip
import re
from heapq import nlargest
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.engine import LINES, serving
from tests.conftest import WITHOUT_SERVICE_WORKER

CONTENT_PAGE = 100_000
# The form, the plan of several projects, and the scripts that make them answer.
CALCULATOR = 115_000
CALCULATORS = re.compile("rekenhulp/|ingesloten(-1)?/")
LIST = 150_000
# Long lists of every rule and every case, for who wants to check us.
LISTS = ("regels/", "regels/gevallen/")
MEASURED_BY_DAY, MEASURED = 3, 8

# Where data are dear, the engine of the calculator waits until somebody touches the form.
SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
# A frame holds a page of its own, which is measured by itself.
FRAMED = re.compile("/ingesloten")


def weight(browser: Browser, site: Path, address: str) -> int:
    """The bytes that a new visitor gets for this page, before that visitor does anything."""
    context = browser.new_context(locale="nl-BE")
    context.add_init_script(f"{WITHOUT_SERVICE_WORKER}; {SPARING}")
    with serving(site, LINES[0]) as host:
        page = context.new_page()
        if not FRAMED.search(f"/{address}"):
            page.route(FRAMED, lambda route: route.abort())
        page.goto(f"{host.address}{address}")
        sent = -1
        while sent != host.sent:  # until nothing comes any more
            sent = host.sent
            page.wait_for_timeout(500)
        context.close()
        return sent


def parts(page: Path) -> set[Path]:
    """The page, the styles, scripts and pictures it names, and what those scripts import."""
    named = re.findall(r'<(?:link rel="stylesheet"|script|img)[^>]*? (?:href|src)="([^":]+)"', page.read_text())
    found = {page}
    waiting = [page.parent / name for name in named]
    while waiting:
        part = waiting.pop().resolve()
        if part not in found:
            found.add(part)
            imported = re.findall(r'from "(\.[^"]+)"', part.read_text()) if part.suffix == ".mjs" else []
            waiting += [part.parent / name for name in imported]
    return found


def limit(address: str) -> int:
    return CALCULATOR if CALCULATORS.fullmatch(address) else CONTENT_PAGE


def nearest(site: Path, measured: int) -> list[str]:
    """The pages that come nearest to their limit by what they name; what they fetch beside that is the same for all."""
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    named = {
        page.relative_to(site).as_posix().removesuffix("index.html"): sum(
            len(gzip.compress(part.read_bytes(), 6)) for part in parts(page)
        )
        for page in pages
    }
    return nlargest(measured, set(named) - set(LISTS), key=lambda address: named[address] / limit(address))


@pytest.mark.parametrize("measured", [MEASURED_BY_DAY, pytest.param(MEASURED, marks=pytest.mark.night)])
def test_a_page_weighs_at_most_100_kilobytes(browser: Browser, site: Path, measured: int) -> None:
    weights = {address: weight(browser, site, address) for address in {"", *nearest(site, measured)}}
    assert len(weights) >= measured
    assert {address: sent for address, sent in weights.items() if sent > limit(address)} == {}


def test_the_lists_of_every_rule_and_every_case_weigh_at_most_150_kilobytes(browser: Browser, site: Path) -> None:
    weights = {address: weight(browser, site, address) for address in LISTS}
    assert {address: sent for address, sent in weights.items() if sent > LIST} == {}
