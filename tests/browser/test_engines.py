"""The main flows in the two engines that the other tests do not run in: Firefox and WebKit."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.batch.lists import EXAMPLE, list_of
from tests.browser.conftest import RIGHT, SHORT, Answers, link
from tests.browser.driving import Driven, Firefox, WebKit, screen
from tests.browser.hosting import Host
from tests.browser.test_hostile_links import LINKS, LONGEST_MS, fragment_of

pytestmark = pytest.mark.night

ROWS = 200
STATUS = "document.querySelector('kmo-rekenhulp [role=status]').textContent"
HEADLINE = "document.querySelector('#resultaat h2')?.textContent"
MEMORY = "kmo-portefeuille /kmo-portefeuille/ memory"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
# The longest time in which the page could do nothing else.
WATCH = """(() => {
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - before);
    before = now;
  }, 10);
})()"""
# Firefox takes no address of 1 MiB.
LONGEST_ADDRESS = 1_000_000
BUTTON = "kmo-rekenhulp form button:not([type=button])"


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[Host]:
    """One host for all flows, so that a second visit is one."""
    with Host(site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def driven(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    """A browser with a new profile. Where the machine has none and cannot install it, this fails."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "firefox":
        browser: Driven = Firefox(folder)
        yield browser
        browser.close()
    else:
        with screen() as name:
            browser = WebKit(folder, name)
            yield browser
            browser.close()


@pytest.fixture(autouse=True)
def _quiet(driven: Driven, request: pytest.FixtureRequest) -> Iterator[None]:
    """No flow leaves a complaint in the console, and each says how long it took."""
    started = time.monotonic()
    yield
    name = request.node.name.removeprefix("test_").partition("[")[0]
    print(f"{driven.name}: {name}: {time.monotonic() - started:.1f} s")
    # What the network refuses is said by every browser.
    assert [line for line in driven.complaints() if "without_a_network" not in name] == []


def opens(driven: Driven, host: Host, path: str = "") -> None:
    """Go to a page, anew also where the browser is there already."""
    driven.goes("about:blank")
    driven.goes(f"{host.home}{path}")


def follows(driven: Driven, host: Host, answers: Answers) -> None:
    """Go to the calculator by a link with answers; where that page is open already the engine stays."""
    driven.goes(f"{host.home}rekenhulp/{link(answers)}")


def sees(driven: Driven, selector: str, text: str) -> None:
    """This element holds this text."""
    found = f"document.querySelector({json.dumps(selector)})?.textContent.includes({json.dumps(text)}) ?? false"
    driven.waits(found)


def test_typing_gives_an_answer_and_a_wrong_amount_an_error_at_its_field(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/")
    driven.types('[name="cost.net"]', "duizend")
    for path in ("enterprise.size_stated", "service.kind"):
        driven.clicks(f'[name="{path}"][value="{SHORT[path]}"]')
    driven.gives(
        """["service.theme", "digitalisering"].reduce((path, value) => {
          const control = document.querySelector(`[name="${path}"]`);
          control.value = value;
          control.dispatchEvent(new Event("change", { bubbles: true }));
          return true;
        })"""
    )
    driven.types('[name="aid_granted_this_year"]', "0")
    driven.clicks(BUTTON)
    driven.waits("document.querySelector('[name=\"cost.net\"]').getAttribute('aria-invalid')", "true")
    driven.waits("document.activeElement.closest('#fouten') !== null")
    driven.gives("document.querySelector('[name=\"cost.net\"]').value = ''")
    driven.types('[name="cost.net"]', "1.000,00")
    driven.clicks(BUTTON)
    driven.waits("document.querySelector('#resultaat h2') === document.activeElement")
    sees(driven, "#resultaat", "300\u00a0euro")


def test_a_link_gives_its_answer(driven: Driven, hosted: Host) -> None:
    follows(driven, hosted, SHORT)
    driven.waits(HEADLINE, RIGHT)
    sees(driven, "#resultaat", "700\u00a0euro")


def test_a_refusal_says_why(driven: Driven, hosted: Host) -> None:
    follows(driven, hosted, {**SHORT, "enterprise.legal_form": "vzw"})
    driven.waits(f"({HEADLINE} ?? '').includes('U krijgt geen steun')")
    sees(driven, "#resultaat", "vzw")


def test_a_result_prints_without_the_form(driven: Driven, hosted: Host) -> None:
    """WebKitGTK's driver cannot print: there the rules for paper are read instead."""
    follows(driven, hosted, SHORT)
    driven.waits(HEADLINE, RIGHT)
    if isinstance(driven, Firefox):
        printed: str = driven.command("Print", background=False)
        assert printed.startswith("JVBERi0")  # %PDF-
    hides = """[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
      .filter(rule => rule.media?.mediaText === "print")
      .flatMap(rule => [...rule.cssRules]).filter(rule => rule.style?.display === "none")
      .some(rule => document.querySelector("kmo-rekenhulp form").matches(rule.selectorText))"""
    assert driven.gives(hides) is True


def test_back_and_forward_find_the_answers(driven: Driven, hosted: Host) -> None:
    driven.goes("about:blank")
    follows(driven, hosted, SHORT)
    driven.waits(HEADLINE, RIGHT)
    # On the way back WebKit passes by what a script added to the history of a page that nobody touched.
    driven.clicks("h1")
    driven.gives("[...document.links].find(link => link.pathname.endsWith('/hoeveel/')).click()")
    driven.waits("location.pathname.endsWith('/hoeveel/')")
    driven.command("Back")
    # As it stands in the link, then as the calculator writes it.
    driven.waits("document.querySelector('[name=\"cost.net\"]')?.value.replace('.', '')", "1000")
    driven.command("Forward")
    driven.waits("location.pathname.endsWith('/hoeveel/') && document.querySelector('h1').textContent.length > 0")


def test_answers_are_kept_where_asked(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/")
    driven.clicks("[data-remember]")
    driven.types('[name="cost.net"]', "1.438,02")
    driven.clicks("[data-remember]")
    driven.clicks("[data-remember]")
    opens(driven, hosted, "rekenhulp/")
    driven.waits("document.querySelector('[name=\"cost.net\"]').value", "1.438,02")
    driven.clicks("[data-remember]")
    assert driven.gives("localStorage.getItem('kmo-portefeuille/rekenhulp')") is None


def test_a_second_visit_begins_from_memory(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/")
    driven.waits(f"{STATUS}.includes('klaar')")
    driven.waits(f"caches.has('{MEMORY}')")
    driven.waits(f"caches.match('{hosted.home}whole').then(Boolean)")
    hosted.asked.clear()
    driven.goes("about:blank")
    follows(driven, hosted, SHORT)
    driven.waits(HEADLINE, RIGHT)
    assert [path for path in hosted.asked if "/engine/" in path] == []


def test_a_list_of_200_rows(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/lijst/")
    text = json.dumps(list_of(*[EXAMPLE] * ROWS).decode())
    driven.gives(
        f"""(() => {{
          const chosen = new DataTransfer();
          chosen.items.add(new File([{text}], "lijst.csv", {{ type: "text/csv" }}));
          document.querySelector("#lijst-file").files = chosen.files;
        }})()"""
    )
    driven.clicks("kmo-lijst form button")
    sees(driven, "kmo-lijst [role=status]", "Uw lijst is nagekeken")
    sees(driven, "#lijst-resultaat", str(ROWS))
    driven.waits("document.querySelector('[data-save]').hidden", wanted=False)


def test_the_embedded_calculator_answers(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/insluiten/")
    inside = "document.querySelector('kmo-insluiten iframe').contentDocument"
    driven.waits(f"{inside}?.querySelector('kmo-rekenhulp [role=status]')?.textContent.includes('klaar') ?? false")
    driven.waits("document.querySelector('kmo-insluiten iframe').offsetHeight > 400")
    for path, value in SHORT.items():
        driven.gives(
            f"""[...{inside}.getElementsByName("{path}")].forEach(control => {{
              if (control.type === "radio") control.checked = control.value === "{value}";
              else control.value = "{value}";
              control.dispatchEvent(new Event("change", {{ bubbles: true }}));
            }})"""
        )
    driven.gives(f"{inside}.querySelector('kmo-rekenhulp form').requestSubmit()")
    driven.waits(f"{inside}.querySelector('#resultaat h2')?.textContent ?? ''", RIGHT)


def test_dark_colours_can_be_chosen(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "hoeveel/")
    light = driven.gives(BACKGROUND)
    for _ in range(2):  # from those of the device over light to dark
        driven.gives("document.querySelector('form[data-md-component=palette] label:not([hidden])').click()")
    driven.waits("document.body.getAttribute('data-md-color-scheme')", "slate")
    driven.waits(f"{BACKGROUND} !== {json.dumps(light)}")
    driven.gives("document.querySelector('form[data-md-component=palette] label:not([hidden])').click()")


def test_the_menu_of_a_small_screen_opens_its_parts_in_their_place(driven: Driven, hosted: Host) -> None:
    driven.command("SetWindowRect", x=0, y=0, width=600, height=800)
    try:
        opens(driven, hosted, "voorwaarden/")
        link_in_part = ".md-nav--primary a[href*=na-het-project]"
        is_seen = f"document.querySelector({json.dumps(link_in_part)}).offsetHeight > 0"
        driven.waits("document.querySelector('header button[for=__drawer]').ariaExpanded", "false")
        driven.waits(is_seen, wanted=False)
        driven.clicks("header button[for=__drawer]")
        driven.waits("document.querySelector('header button[for=__drawer]').ariaExpanded", "true")
        driven.waits(is_seen, wanted=False)
        driven.waits("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left", 0)  # at rest
        driven.clicks(".md-nav--primary button[for=__nav_6]")
        driven.waits(is_seen)
        driven.waits("document.querySelector('.md-nav--primary a[href$=\"voorwaarden/grootte/\"]').offsetHeight > 0")
        driven.clicks(link_in_part)
        driven.waits("location.pathname.endsWith('/na-het-project/')")
        driven.waits("document.querySelector('.md-sidebar--primary').getBoundingClientRect().right <= 0")
    finally:
        driven.command("SetWindowRect", x=0, y=0, width=1280, height=1000)


def test_links_made_in_malice_leave_the_page_free(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/")
    driven.waits(f"{STATUS}.includes('klaar')")
    driven.gives(WATCH)
    for kind, (pairs, message) in LINKS.items():
        fragment = json.dumps(fragment_of(pairs)[:LONGEST_ADDRESS])
        driven.gives(f"(() => {{ window.longest = 0; location.hash = {fragment}; }})()")
        sees(driven, "kmo-rekenhulp", message)
        longest = driven.gives("window.longest")
        print(f"{driven.name}: {kind}: longest block {longest:.0f} ms")
        assert longest < LONGEST_MS[1]
        driven.gives(f"(() => {{ location.hash = {json.dumps(link(SHORT))}; }})()")
        driven.waits(HEADLINE, RIGHT)


def test_the_site_works_without_a_network(driven: Driven, hosted: Host) -> None:
    opens(driven, hosted, "rekenhulp/")
    driven.waits(f"caches.match('{hosted.home}whole').then(Boolean)")
    hosted.cut()
    try:
        driven.goes("about:blank")
        follows(driven, hosted, SHORT)
        driven.waits(HEADLINE, RIGHT)
        driven.goes(f"{hosted.home}bestaat-niet")
        driven.waits("document.querySelector('h1').textContent", "Deze pagina bestaat niet")
        driven.goes(f"{hosted.home}hoeveel")
        driven.waits("location.pathname.endsWith('/hoeveel/')")
    finally:
        hosted.is_cut = False
