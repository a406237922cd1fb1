"""The finished pages: what they link to, how they are found, and that they need no script."""

import html
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.pages.reading import ReadPage

HOST = "https://hands.github.io"
HOME = f"{HOST}/kmo-portefeuille/"
NOT_FOUND = "404.html"
# Made by the step that adds the engine, after the pages.
ADDED_LATER = ("assets/engine/",)


def within(page: str, reference: str) -> tuple[str, str] | None:
    """The place in the site that a reference on a page points to, and its anchor; None for another site."""
    full = urlsplit(urljoin(f"{HOME}{page}", reference))
    if full.scheme not in {"http", "https"} or not full.geturl().startswith(HOME):
        return None
    return unquote(full.path.removeprefix("/kmo-portefeuille/")), full.fragment


def test_every_internal_link_leads_to_a_page_and_an_anchor_that_exist(pages: dict[str, ReadPage], built: Path) -> None:
    broken = []
    for name, page in pages.items():
        for reference in page.links:
            target = within(name, reference)
            if target is None:
                continue
            path, anchor = target
            if path in pages:
                # The calculator reads the answers after the # itself: that is no anchor.
                if anchor and "=" not in anchor and anchor not in pages[path].ids:
                    broken.append(f"{name}: {reference}: no such anchor")
            elif not (built / path).is_file():
                broken.append(f"{name}: {reference}: no such page")
    assert broken == []


def test_a_page_keeps_the_layout_of_what_has_a_meaning_in_it_and_no_other(built: Path) -> None:
    page = (built / "beheer/regels/index.html").read_text(encoding="utf-8")
    source = Path("docs/beheer/regels.md").read_text(encoding="utf-8")
    code = [html.unescape(each) for each in re.findall(r"<pre><code[^>]*>(.*?)</code>", page, re.DOTALL)]
    assert code
    assert code == [re.sub("(?m)^    ", "", each) for each in re.findall(r"(?ms)^ *```toml\n(.*?)^ *```", source)]
    laid_out = re.findall(r"\n\s", re.sub(r"(?s)<(pre|textarea|script|style)\b.*?</\1>", "code", page))
    assert laid_out == []


def test_every_picture_style_and_script_exists(pages: dict[str, ReadPage], built: Path) -> None:
    missing = [
        f"{name}: {reference}"
        for name, page in pages.items()
        for reference in page.sources
        if (target := within(name, reference)) is not None
        and not target[0].startswith(ADDED_LATER)
        and not (built / target[0]).is_file()
    ]
    assert missing == []


def test_nothing_is_fetched_from_another_host(pages: dict[str, ReadPage]) -> None:
    references = [(name, reference) for name, page in pages.items() for reference in page.sources]
    assert [each for each in references if not each[1].startswith("data:") and within(*each) is None] == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, ReadPage]) -> None:
    twice = {name: [found for found, count in Counter(page.ids).items() if count > 1] for name, page in pages.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_every_page_has_its_own_title_and_description_of_a_length_that_search_engines_show(
    pages: dict[str, ReadPage],
) -> None:
    content = {name: page for name, page in pages.items() if name != NOT_FOUND}
    titles = Counter(page.title for page in content.values())
    descriptions = Counter(page.meta["description"] for page in content.values())
    assert {title: count for title, count in titles.items() if count > 1} == {}
    assert {text: count for text, count in descriptions.items() if count > 1} == {}
    assert [text for text in descriptions if not 50 <= len(text) <= 155] == []


def test_every_page_has_its_canonical_address_and_share_image(pages: dict[str, ReadPage], built: Path) -> None:
    for name, page in pages.items():
        assert page.meta["og:image"] == f"{HOME}assets/images/delen.png"
        if name != NOT_FOUND:
            assert page.canonical == page.meta["og:url"] == f"{HOME}{name}"
    assert (built / "assets/images/delen.png").stat().st_size < 100_000


def test_the_changes_can_be_reached_by_year_from_the_table_of_contents(built: Path) -> None:
    """Both parts, and the years that the data has changes in: themes began in 2023, advice ended in 2026."""
    html = (built / "wijzigingen" / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="#([^"]+)"', html.split('data-md-component="toc"')[1].split("<article")[0])
    assert {"wat-nog-komt", "wat-al-veranderde", "sinds-2026", "sinds-2023", "verder"} <= set(linked)
    assert linked.index("wat-al-veranderde") < linked.index("sinds-2026") < linked.index("sinds-2023")
    assert '<h4 id="op-2026-02-01">' in html.split('id="sinds-2026"')[1].split('id="sinds-2025"')[0]


def test_every_page_first_has_one_link_past_its_navigation(pages: dict[str, ReadPage]) -> None:
    asks = {name for name, page in pages.items() if "eerste-bedrag" in page.ids}
    assert asks == {"rekenhulp/"}
    for name, page in pages.items():
        assert page.links[0] == ("#eerste-bedrag" if name in asks else "#inhoud")
        assert page.ids.count("inhoud") == 1


def test_every_page_has_one_first_heading_and_skips_no_level(pages: dict[str, ReadPage]) -> None:
    for name, page in pages.items():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1, name
        assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == [], name


def test_no_marker_is_left(built: Path) -> None:
    assert [file.name for file in built.rglob("*.html") if "<!-- reken:" in file.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("hoeveel/", "Een kleine onderneming koopt een opleiding van 1.000 euro"),
        ("hoeveel/", "Opleiding over cybersecurity"),
        ("hoeveel/", "300\N{NO-BREAK SPACE}euro"),
        ("catalogus/", "Opleiding SEO en SEA"),
        ("catalogus/communicatiestrategie/", "geen steun"),
        ("catalogus/seo-en-sea/", "1.750\N{NO-BREAK SPACE}euro"),
        ("aanvragen/", "14 kalenderdagen"),
        ("rekenhulp/", "btw"),
    ],
)
def test_pages_read_well_without_scripts(pages: dict[str, ReadPage], name: str, says: str) -> None:
    """Tables, examples and the form are in the page itself."""
    assert says in pages[name].article


# ---- structured data --------------------------------------------------------------------------------------


def things(page: ReadPage) -> dict[str, dict[str, object]]:
    """The structured data of a page by type."""
    (block,) = page.data
    assert block["@context"] == "https://schema.org"
    graph = block["@graph"]
    assert isinstance(graph, list)
    return {thing["@type"]: thing for thing in graph}


def test_every_page_names_its_publisher(pages: dict[str, ReadPage]) -> None:
    assert {str(things(page)["Organization"]["name"]) for page in pages.values()} == {"Hands"}


def test_the_way_to_a_page_follows_the_folders_of_its_address(pages: dict[str, ReadPage]) -> None:
    crumbs = things(pages["voorwaarden/grootte/"])["BreadcrumbList"]["itemListElement"]
    assert isinstance(crumbs, list)
    assert [crumb["item"] for crumb in crumbs] == [HOME, f"{HOME}voorwaarden/", f"{HOME}voorwaarden/grootte/"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert "BreadcrumbList" not in things(pages[""])


def test_the_questions_are_offered_with_their_answers(pages: dict[str, ReadPage]) -> None:
    questions = things(pages["veelgestelde-vragen/"])["FAQPage"]["mainEntity"]
    assert isinstance(questions, list)
    assert len(questions) >= 25
    for question in questions:
        assert question["name"].endswith("?")
        assert len(question["acceptedAnswer"]["text"]) > 20, question["name"]
    assert [name for name, page in pages.items() if "FAQPage" in things(page)] == ["veelgestelde-vragen/"]
