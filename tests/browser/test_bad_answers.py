"""Portals of hotels, error pages and strangers on the same host: nothing of theirs is kept, and it mends itself."""

import hashlib
import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_SECONDS, Visitor, is_kept, waits_until
from tests.browser.hosted import visitor_of_host, with_service_worker  # noqa: F401
from tests.browser.hosting import Host, Instead, new_version, published

pytestmark = pytest.mark.night

PORTAL = b"<!doctype html><html><head><meta charset='utf-8'><title>Hotel</title></head><body><h1>Hotel</h1>"
HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "max-age=600"}
SCRIPT = {"Content-Type": "application/javascript", "Cache-Control": "max-age=600"}
MOVED = {"Location": "/kmo-portefeuille/over-hands/", "Cache-Control": "max-age=600"}
TYPES = {
    ".html": "text/html",
    ".mjs": "application/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}
ERRORS = (400, 401, 403, 404, 410, 429, 451, 500, 502, 503, 504, 511)
# All that is in the caches of this site and is not what was published, with how much was looked at. Not what the
# engine keeps there of itself, unpacked: it checks that itself.
LOOK = """async published => {
  const wrong = [];
  let count = 0;
  for (const name of await caches.keys()) {
    if (name.endsWith(" memory")) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (url.endsWith("/whole") || url.endsWith("/parts")) continue;
      count += 1;
      const response = await cache.match(url, { ignoreVary: true });
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
      const text = [...hash].map(byte => byte.toString(16).padStart(2, "0")).join("");
      const path = new URL(url).pathname.slice("/kmo-portefeuille/".length);
      if (text !== published[path] || response.redirected || response.status !== 200) wrong.push(path);
    }
  }
  return { wrong, count };
}"""
ASK = """async ([addresses, cache]) => {
  for (const address of addresses) await fetch(address, { cache }).then(found => found.text()).catch(() => {});
}"""
KEEP = "navigator.serviceWorker.ready.then(ready => ready.active.postMessage('keep'))"
CONTROLLED = "navigator.serviceWorker.controller !== null"


def files(site: Path) -> list[str]:
    """One kept file of each kind: pages, a script, a style, data, a picture and a part of the engine."""
    known = published(site)
    ends = ("rekenhulp/client.mjs", ".min.css", "search_index.json", ".svg", "/engine.zst")
    return ["", "hoeveel/", "404.html", *(next(path for path in known if path.endswith(end)) for end in ends)]


def bad_answers(path: str, site: Path) -> list[Instead]:
    """What may come in the place of this file."""
    right = (site / path / ("index.html" if path[-1:] in {"", "/"} else "")).read_bytes()
    own = {"Content-Type": TYPES.get(Path(path).suffix, "text/html"), "Cache-Control": "max-age=600"}
    return [
        *(Instead(status=status, headers=HTML, body=PORTAL) for status in (200, *ERRORS)),
        *(Instead(status=status, headers=own, body=right) for status in (203, 404, 500)),
        *(Instead(status=status, headers=MOVED) for status in (301, 302, 303, 307, 308)),
        Instead(headers=own, body=right + b" "),
        Instead(headers=own, body=right[: len(right) // 2]),
        Instead(headers=own),
        Instead(headers={"Content-Type": "application/x-unknown"}, body=right + b"\n"),
        Instead(status=204),
    ]


def looked(page: Page, site: Path) -> tuple[list[str], int]:
    """What is kept and wrong, and how many files are kept."""
    found = page.evaluate(LOOK, sitemap_aside(page, site))
    return found["wrong"], found["count"]


def sitemap_aside(page: Page, site: Path) -> dict[str, str]:
    """What was published, with the sitemap as this machine serves it."""
    served: str = page.evaluate("fetch('/kmo-portefeuille/sitemap.xml', { cache: 'reload' }).then(it => it.text())")
    return {**published(site), "sitemap.xml": hashlib.sha256(served.encode()).hexdigest()}


def is_controlled(page: Page) -> None:
    waits_until(page, CONTROLLED, True)


@pytest.mark.parametrize("before", ["nothing was kept", "all was kept"])
def test_whatever_comes_in_the_place_of_a_file_nothing_bad_is_kept(
    visitor: Visitor, host: Host, site: Path, before: str
) -> None:
    page = visitor.page
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto(host.home)
    is_controlled(page)
    if before == "all was kept":
        page.evaluate(KEEP)
        is_kept(page, host)
    chosen = files(site)
    tried = 0
    for answers in itertools.zip_longest(*(bad_answers(path, site) for path in chosen)):
        host.instead = {f"/kmo-portefeuille/{path}": each for path, each in zip(chosen, answers, strict=True)}
        for cache in ("default", "no-cache", "reload"):
            page.evaluate(ASK, [[host.home + path for path in chosen], cache])
            tried += len(chosen)
        page.evaluate(KEEP)
    host.instead = {}
    wrong, count = looked(page, site)
    print(f"{tried} bad answers with {before}: {len(wrong)} kept among {count} files")
    assert wrong == []
    assert tried == len(chosen) * 3 * 26
    page.evaluate(KEEP)
    is_kept(page, host)
    assert looked(page, site) == ([], len(published(site)))


def test_a_new_version_takes_over_no_bad_copy(visitor: Visitor, host: Host, site: Path, tmp_path: Path) -> None:
    page = visitor.page
    page.goto(host.home)
    is_kept(page, host)
    spoil(page, [host.home + path for path in files(site)])
    host.site = new_version(site, tmp_path / "new")
    page.reload()
    offer = page.locator("rk-offline")
    expect(offer).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    with page.expect_event("domcontentloaded"):
        offer.get_by_role("button", name="Laad de pagina opnieuw").click()
    is_kept(page, host)
    assert looked(page, host.site) == ([], len(published(host.site)))


def spoil(page: Page, addresses: list[str]) -> None:
    """Put something else in the cache at these addresses, of the right kind."""
    page.evaluate(
        """async addresses => {
          for (const name of await caches.keys()) {
            if (name.endsWith(" memory")) continue;
            const cache = await caches.open(name);
            for (const address of addresses) {
              const old = await cache.match(address, { ignoreVary: true });
              const headers = { "Content-Type": old.headers.get("Content-Type") };
              await cache.put(address, new Response("throw new Error('not ours')", { headers }));
            }
          }
        }""",
        addresses,
    )


def test_what_is_kept_and_wrong_is_repaired_when_it_is_asked(visitor: Visitor, host: Host, site: Path) -> None:
    page = visitor.page
    visitor.opens()
    is_kept(page, host)
    scripts = [path for path in published(site) if path.endswith((".mjs", ".css", ".js")) and "/v-" in path]
    spoil(page, [host.home + path for path in scripts])
    page.goto("about:blank")
    visitor.opens()
    visitor.calculates_right()
    is_kept(page, host)
    assert looked(page, site) == ([], len(published(site)))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 511])
def test_a_host_in_trouble_is_answered_by_the_copy(visitor: Visitor, host: Host, status: int) -> None:
    page = visitor.page
    page.goto(host.home)
    is_kept(page, host)
    host.instead = {"/hoeveel/": Instead(status=status, headers=HTML, body=PORTAL)}
    response = page.goto(f"{host.home}hoeveel/")
    assert response
    assert response.status == 200
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Hotel")


@pytest.mark.parametrize("status", [200, 403, 404])
def test_a_portal_is_shown_and_leaves_nothing_behind(visitor: Visitor, host: Host, status: int) -> None:
    page = visitor.page
    page.goto(host.home)
    is_kept(page, host)
    host.instead = {"/hoeveel/": Instead(status=status, headers=HTML, body=PORTAL)}
    page.goto(f"{host.home}hoeveel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hotel")  # where one logs in
    host.cut()
    page.goto(f"{host.home}hoeveel/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hoeveel")


def test_without_a_network_every_address_gives_a_page_of_ours(visitor: Visitor, host: Host) -> None:
    page = visitor.page
    page.goto(host.home)
    is_kept(page, host)
    host.cut()
    for address in ("hoeveel", "hoeveel/", "hoeveel/index.html", "hoeveel/?uit=een-nieuwsbrief", "hoeveel?x=1#kop"):
        page.goto(host.home + address)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hoeveel")
        assert page.evaluate("location.pathname").removesuffix("index.html").endswith("/hoeveel/")
    page.goto(f"{host.home}index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vlaanderen betaalt")
    for address in ("bestaat-niet", "hoeveel/niet/", "rekenhulp/constructor", "%E0%A4%A"):
        response = page.goto(host.home + address)
        assert response
        assert response.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina bestaat niet")
    page.get_by_role("link", name="Naar de rekenhulp").click()
    expect(page.locator("kmo-rekenhulp")).to_be_visible()


BROKEN = {
    "portal": Instead(headers=HTML, body=PORTAL),
    "elsewhere": Instead(status=302, headers=MOVED),
    "gone": Instead(status=404, headers=HTML, body=PORTAL),
    "trouble": Instead(status=503, headers=HTML, body=PORTAL),
    "no script": Instead(headers=SCRIPT, body=PORTAL),
}
MENDABLE = "Deze pagina is niet volledig geladen"


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(("visit", "script"), [("first", "/element.mjs"), ("second", "/client.mjs")])
def test_a_script_that_failed_says_so_and_a_reload_mends_it(
    visitor: Visitor, host: Host, kind: str, visit: str, script: str
) -> None:
    page = visitor.page
    if visit == "second":
        page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
        page.goto(host.home)
        is_controlled(page)
    host.instead = {script: BROKEN[kind]}
    visitor.opens()
    notice = page.locator(".rk-mend")
    expect(notice).to_contain_text(MENDABLE)
    expect(notice).to_contain_text("Laad de pagina opnieuw")
    host.instead = {}
    page.reload()
    visitor.calculates_right()
    expect(notice).to_be_hidden()


def test_the_button_mends_a_script_that_failed(visitor: Visitor, host: Host) -> None:
    page = visitor.page
    # In the name of its tab stands that it has tried by itself; it takes that away once the button is there.
    page.add_init_script("window.name = 'kmo-portefeuille: loaded again'")
    host.instead = {"/client.mjs": BROKEN["portal"]}
    visitor.opens()
    expect(page.locator(".rk-mend")).to_be_visible()
    waits_until(page, "window.name", "")
    host.instead = {}
    page.locator(".rk-mend").get_by_role("button", name="Laad de pagina opnieuw").click()
    visitor.calculates_right()
