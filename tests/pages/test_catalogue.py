"""The catalogue: every mistake in an entry has its own clear message, and what an entry shows comes from the rules."""

from datetime import date
from pathlib import Path

import pytest

from calculator.values import Money
from publishing.bootstrap import ROOT
from publishing.pages.catalogue import CatalogueMistakes, read_all
from publishing.pages.edition import Edition
from publishing.pages.offer import at_a_glance, prices, subsidised
from publishing.pages.overview import MOST_CHOICES, overview

RIGHT = {
    "title": "Opleiding SEO",
    "description": "Leer gevonden worden.",
    "dienst": "opleiding",
    "thema": "digitalisering",
    "onderwerp": "null",
    "zekerheid": "waarschijnlijk",
    "reden": "Het gaat over online toepassingen.",
    "voor_wie": "Wie een site heeft.",
    "wat_u_leert": '["Een plan maken"]',
}


def docs_with(tmp_path: Path, *entries: dict[str, str], body: str = "") -> Path:
    folder = tmp_path / "docs" / "catalogus"
    folder.mkdir(parents=True)
    for number, fields in enumerate(entries, 1):
        front = "\n".join(f"{name}: {value}" for name, value in fields.items())
        (folder / f"fiche-{number}.md").write_text(f"---\n{front}\n---\n\n# Fiche\n{body}", encoding="utf-8")
    return tmp_path / "docs"


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in RIGHT.items() if key != name}


def test_a_right_entry_is_read(tmp_path: Path) -> None:
    fields = RIGHT | {"prijs": "950", "duur": "2 dagen", "einddatum": "2027-06-30"}
    (entry,) = read_all(docs_with(tmp_path, fields))
    assert (entry.slug, entry.kind, entry.theme, entry.topic) == ("fiche-1", "training", "digitalisering", None)
    assert (entry.price, entry.duration, entry.ends_on) == (Money.euros(950), "2 dagen", date(2027, 6, 30))
    assert entry.learns == ("Een plan maken",)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (without("title"), "title: ontbreekt"),
        (RIGHT | {"title": "12"}, "title: moet tekst zijn"),
        (RIGHT | {"description": "x" * 156}, "description: telt 156 tekens, hoogstens 155 mag"),
        (without("dienst"), "dienst: ontbreekt"),
        (RIGHT | {"dienst": "training"}, "dienst: is 'training', kies uit opleiding, advies"),
        (RIGHT | {"thema": "marketing"}, "thema: is 'marketing', kies uit bedrijfsstrategie"),
        (RIGHT | {"onderwerp": "cyber"}, "onderwerp: is 'cyber', kies uit cybersecurity"),
        (RIGHT | {"thema": "innovatie", "onderwerp": "cybersecurity"}, "thema: past niet bij onderwerp: cybersecurity"),
        (RIGHT | {"zekerheid": "misschien"}, "zekerheid: is 'misschien', kies uit zeker"),
        (without("zekerheid"), "zekerheid: ontbreekt"),
        (without("reden"), "reden: ontbreekt"),
        (RIGHT | {"prijs": '"1.250"'}, "prijs: is '1.250', maar moet een heel aantal euro zonder btw zijn"),
        (RIGHT | {"prijs": "950.50"}, "prijs: is 950.5"),
        (RIGHT | {"prijs": "-5"}, "prijs: is -5"),
        (RIGHT | {"duur": "2"}, "duur: moet tekst zijn"),
        (without("voor_wie"), "voor_wie: ontbreekt"),
        (RIGHT | {"wat_u_leert": "plannen"}, "wat_u_leert: moet een lijst van teksten zijn"),
        (RIGHT | {"wat_u_leert": "[]"}, "wat_u_leert: moet een lijst van teksten zijn"),
        (RIGHT | {"einddatum": "30/6/2027"}, "einddatum: is '30/6/2027', maar moet een dag zijn"),
        (RIGHT | {"prjis": "950"}, "prjis: dit veld is niet bekend"),
        (RIGHT | {"reden": "Let op: dubbelpunt"}, "de gegevens zijn niet te lezen: regel 8"),
    ],
)
def test_a_mistake_is_told_with_file_and_field(tmp_path: Path, fields: dict[str, str], message: str) -> None:
    with pytest.raises(CatalogueMistakes) as refused:
        read_all(docs_with(tmp_path, fields))
    (line,) = refused.value.lines
    assert line.startswith(f"catalogus/fiche-1.md: {message}")


def test_an_entry_without_front_matter_is_told_once(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, RIGHT)
    (docs / "catalogus" / "fiche-1.md").write_text("# Fiche\n", encoding="utf-8")
    with pytest.raises(CatalogueMistakes, match="begint niet met gegevens tussen twee regels ---"):
        read_all(docs)


def test_the_mistakes_of_all_entries_are_told_together(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, without("title"), RIGHT, RIGHT | {"dienst": "les", "prijs": "veel"})
    with pytest.raises(CatalogueMistakes) as refused:
        read_all(docs)
    assert [line.split(": ")[:2] for line in refused.value.lines] == [
        ["catalogus/fiche-1.md", "title"],
        ["catalogus/fiche-3.md", "dienst"],
        ["catalogus/fiche-3.md", "prijs"],
    ]


# ---- what an entry shows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "on", "answer"),
    [
        (RIGHT, date(2026, 11, 23), "yes"),
        (RIGHT | {"zekerheid": "twijfelachtig"}, date(2026, 11, 23), "maybe"),
        (RIGHT | {"thema": "null"}, date(2026, 11, 23), "maybe"),
        (RIGHT | {"thema": "geen"}, date(2026, 11, 23), "no"),
        (RIGHT | {"thema": "geen"}, date(2022, 12, 31), "yes"),
        (RIGHT | {"dienst": "advies"}, date(2026, 1, 31), "yes"),
        (RIGHT | {"dienst": "advies"}, date(2026, 2, 1), "no"),
        (RIGHT | {"dienst": "advies", "onderwerp": "cybersecurity"}, date(2026, 2, 1), "yes"),
        (RIGHT | {"einddatum": "2026-11-23"}, date(2026, 11, 23), "yes"),
        (RIGHT | {"einddatum": "2026-11-22"}, date(2026, 11, 23), "no"),
        (RIGHT | {"prijs": "99"}, date(2026, 11, 23), "no"),
    ],
)
def test_the_rules_of_the_day_say_whether_an_entry_gets_aid(
    tmp_path: Path, fields: dict[str, str], on: date, answer: str
) -> None:
    docs = docs_with(tmp_path, fields)
    (entry,) = read_all(docs)
    assert subsidised(Edition(on=on, docs=docs), entry) == answer


def test_the_cost_of_an_entry_is_worked_out_for_a_small_and_a_medium_enterprise(tmp_path: Path) -> None:
    """950 euro: 30 % is 285, leaving 665; 20 % is 190, leaving 760."""
    edition = Edition(on=date(2026, 11, 23), docs=docs_with(tmp_path, RIGHT | {"prijs": "950"}))
    table = prices(edition, naam="fiche-1").text.replace("\N{NO-BREAK SPACE}", " ")
    for amount in ("950 euro", "285 euro", "665 euro", "190 euro", "760 euro"):
        assert f">{amount}<" in table


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"dienst": "advies"}, "<p>Er is geen steun, dus u betaalt de volle prijs en 21 % btw.</p>"),
        (
            {"dienst": "advies", "prijs": "1250"},
            "<p>Er is geen steun, dus u betaalt de volle prijs: 1.250 euro, en 21 % btw.</p>",
        ),
    ],
)
def test_an_entry_without_aid_has_one_sentence_instead_of_a_table_of_noughts(
    tmp_path: Path, fields: dict[str, str], says: str
) -> None:
    edition = Edition(on=date(2026, 2, 1), docs=docs_with(tmp_path, RIGHT | fields))
    assert prices(edition, naam="fiche-1").text.replace("\N{NO-BREAK SPACE}", " ") == says
    the_day_before = Edition(on=date(2026, 1, 31), docs=edition.docs)
    assert "<table" in prices(the_day_before, naam="fiche-1").text


def test_an_entry_that_ended_has_no_price(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, RIGHT | {"prijs": "950", "einddatum": "2026-11-22"})
    shown = prices(Edition(on=date(2026, 11, 23), docs=docs), naam="fiche-1").text
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == "<p>Dit aanbod liep tot 22 november 2026.</p>"
    assert "<table" in prices(Edition(on=date(2026, 11, 22), docs=docs), naam="fiche-1").text


def test_the_link_fills_in_the_calculator(tmp_path: Path) -> None:
    fields = RIGHT | {"prijs": "950", "onderwerp": "cybersecurity"}
    edition = Edition(on=date(2026, 11, 23), docs=docs_with(tmp_path, fields))
    link = at_a_glance(edition, naam="fiche-1").text
    answers = "concept=nieuw&amp;project=Opleiding+SEO&amp;service.kind=training&amp;service.theme=digitalisering"
    assert f'href="../../rekenhulp/#{answers}&amp;service.topic=cybersecurity&amp;cost.net=950.00"' in link


def test_every_choice_of_the_filters_has_a_rule_in_the_style_sheet() -> None:
    style = (ROOT / "docs/assets/stylesheets/site.css").read_text(encoding="utf-8")
    for number in range(1, MOST_CHOICES + 1):
        assert f'.rk-catalogue:has([value="{number}"]:checked) .rk-cards > li:not([data-in~="{number}"])' in style
    assert f'[value="{MOST_CHOICES + 1}"]' not in style


def test_the_overview_first_shows_what_gets_aid(tmp_path: Path) -> None:
    advice = RIGHT | {"title": "Advies A", "dienst": "advies"}
    docs = docs_with(tmp_path, advice, RIGHT | {"title": "Opleiding Z"}, RIGHT | {"title": "Opleiding B"})
    shown = overview(Edition(on=date(2026, 11, 23), docs=docs)).text
    assert shown.index("Opleiding B") < shown.index("Opleiding Z") < shown.index("Advies A")
    assert " van 2 getoond." in shown
    assert "Zonder steun: 1 diensten" not in shown
    assert "Zonder steun: 1 dienst aan de volle prijs" in shown


def test_everything_that_an_editor_fills_in_shows(tmp_path: Path) -> None:
    """By hand: 30 % of 950 is 285, which leaves 665."""
    fields = RIGHT | {
        "prijs": "950",
        "duur": "twee dagen",
        "voor_wie": "Voor bakkers.",
        "wat_u_leert": "[brood bakken]",
    }
    edition = Edition(on=date(2026, 11, 23), docs=docs_with(tmp_path, fields))
    shown = at_a_glance(edition, naam="fiche-1").text.replace("\N{NO-BREAK SPACE}", " ")
    for text in ("twee dagen", "Voor bakkers.", "brood bakken", RIGHT["reden"].strip('"'), "<strong>665 euro</strong>"):
        assert text in shown
    card = overview(edition).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "30 % · bij 950 euro betaalt u 665 euro" in card


def test_text_of_an_editor_is_text(tmp_path: Path) -> None:
    hostile = "\"<script>alert(1)</script> & 'x'\""
    docs = docs_with(tmp_path, RIGHT | {"duur": hostile, "voor_wie": hostile, "reden": hostile})
    edition = Edition(on=date(2026, 11, 23), docs=docs)
    assert "<script" not in at_a_glance(edition, naam="fiche-1").text
    assert "<script" not in overview(edition).text
