"""The words: no figure that the data knows, and Dutch that reads easily."""

import re
from collections.abc import Iterator, Mapping

import pytest
import textstat  # type: ignore[import-untyped]

from publishing.bootstrap import ROOT
from tests.pages.reading import ReadPage

DOCS = ROOT / "docs"
COMMENT = re.compile(r"<!--.*?-->")
FIGURE = re.compile(
    r"€\s*\d|\d[\d.,]*[\s\N{NO-BREAK SPACE}]*(?:%|procent\b|(?:miljoen\s+)?euro\b|(?:kalender|werk)?dag(?:en)?\b)"
)

# Figures that stand in the words because no table of the data holds them, each with the reason.
ALLOWED: Mapping[tuple[str, str], str] = {
    ("geschiedenis.md", "5.000 euro"): "before April 2016: outside the days that the data covers",
    ("geschiedenis.md", "15.000 euro"): "before April 2016",
    ("geschiedenis.md", "25.000 euro"): "before April 2016",
    ("geschiedenis.md", "2.500 euro"): "before April 2016",
    ("geschiedenis.md", "40.000 euro"): "before April 2016",
    ("geschiedenis.md", "50 %"): "before April 2016",
    ("geschiedenis.md", "75 %"): "before April 2016",
    ("geschiedenis.md", "40 %"): "before April 2016",
    ("geschiedenis.md", "90 euro"): "before April 2016",
    ("geschiedenis.md", "40 kalenderdagen"): "January 2016 only",
    (
        "veelgestelde-vragen.md",
        "80 %",
    ): "how much of a training one provider asks to attend: no rule of the scheme uses it",
    ("voorwaarden/index.md", "300.000 euro"): "the European limit of de-minimis aid: no rule of this scheme uses it",
}


def figures() -> Iterator[tuple[str, str]]:
    """Every percentage, amount and number of days in the words, with its page."""
    for file in sorted(DOCS.rglob("*.md")):
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        for found in FIGURE.findall(text):
            yield file.relative_to(DOCS).as_posix(), found


def test_the_words_hold_no_figure_that_the_data_knows() -> None:
    assert [place for place in figures() if place not in ALLOWED] == []


def test_every_allowed_figure_is_still_there() -> None:
    assert set(ALLOWED) - set(figures()) == set()


@pytest.mark.parametrize("text", ["30 %", "30%", "45 procent", "7.500 euro", "€ 25", "10 miljoen euro", "14 dagen"])
def test_a_figure_is_recognised(text: str) -> None:
    assert FIGURE.search(f"Tot {text} per jaar.")


@pytest.mark.parametrize("text", ["Bel 1700.", "Sinds 2016.", "Op 1 februari 2026.", "De lijst van 26 diensten."])
def test_another_number_is_no_figure(text: str) -> None:
    assert not FIGURE.search(text)


# What a page may not say, and the pages that may: one word for one thing.
REPLACED: Mapping[str, frozenset[str]] = {
    "eigen aandeel": frozenset({"begrippen/"}),  # the glossary names the word of the government
    "niet geweten": frozenset(),
    "voltijdse jaren": frozenset(),
}


def test_one_thing_has_one_name_on_every_page(pages: dict[str, ReadPage]) -> None:
    found = {(word, name) for name, page in pages.items() for word in REPLACED if word in page.article.lower()}
    assert found == {(word, name) for word, names in REPLACED.items() for name in names}


def test_an_enterprise_is_called_one_thing(pages: dict[str, ReadPage]) -> None:
    """The word of the law, and of the calculator; "zaak" is another one for it."""
    found = {
        (name, word) for name, page in pages.items() for word in re.findall(r"\bza(?:ak|ken)\b", page.article.lower())
    }
    assert found == set()


# ---- easy to read ------------------------------------------------------------------------------------------

EASY_ENOUGH = 60
ADDRESS = re.compile(r"\S+@\S+|www\.\S+|https?:\S+")


def readability(page: ReadPage) -> float:
    """Flesch-Douma over the running text, without addresses of sites and mail: from 60 on a text reads easily."""
    parts = [" ".join(ADDRESS.sub(" ", part).split()) for part in page.prose]
    textstat.set_lang("nl")
    score: float = textstat.flesch_reading_ease(" ".join(f"{part.rstrip('.:')}." for part in parts if part))
    return score


def test_every_page_reads_easily(pages: dict[str, ReadPage]) -> None:
    scores = {name: round(readability(page)) for name, page in pages.items()}
    assert {name: score for name, score in scores.items() if score < EASY_ENOUGH} == {}


def test_the_measure_tells_plain_from_difficult() -> None:
    plain = ReadPage(prose=["U vraagt de steun aan.", "U stort uw deel. De overheid legt de rest bij."])
    difficult = ReadPage(
        prose=[
            "Subsidiabiliteitsvoorwaarden impliceren administratieve verantwoordingsverplichtingen voor ondernemingen."
        ]
    )
    assert readability(plain) > EASY_ENOUGH > readability(difficult)
