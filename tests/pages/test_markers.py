"""Markers in the words: what each says, and how a wrong one stops the build."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown import Markdown

from publishing.bootstrap import ROOT
from publishing.markers import MarkerMistakes, check, expand, main, makeExtension
from publishing.pages.edition import Edition, edition_on

DOCS = ROOT / "docs"
TODAY = Edition(on=date(2026, 11, 23), docs=DOCS)


def said(marker: str, edition: Edition = TODAY) -> str:
    """What a marker puts in a sentence, with ordinary spaces."""
    *_, line = expand([f"{marker}."], edition)
    return line.removesuffix(".").replace("\N{NO-BREAK SPACE}", " ")


def test_every_file_of_published_cases_has_a_name() -> None:
    summaries = re.findall(
        r"<summary>(.*?): \d+ gevallen</summary>", "".join(expand(["<!-- reken:gevallen -->"], TODAY))
    )
    assert summaries
    assert [name for name in summaries if name[0].islower()] == []


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("percentage dienst=opleiding grootte=klein", "30 %"),
        ("percentage dienst=opleiding grootte=middelgroot", "20 %"),
        ("percentage dienst=opleiding grootte=klein onderwerp=cybersecurity", "45 %"),
        ("percentage dienst=advies grootte=middelgroot onderwerp=cybersecurity", "35 %"),
        ("percentage dienst=opleiding grootte=klein op=2019-11-30", "40 %"),
        ("percentage dienst=opleiding grootte=klein op=2019-12-01", "30 %"),
        ("percentage dienst=opleiding grootte=klein onderwerp=cybersecurity op=2021-09-13", "30 %"),
        ("plafond grootte=klein", "7.500 euro"),
        ("plafond grootte=middelgroot op=2019-12-31", "15.000 euro"),
        ("termijn naam=aanvraag", "14 kalenderdagen"),
        ("termijn naam=storting", "30 kalenderdagen"),
        ("termijn naam=storting_aanbieder", "14 kalenderdagen"),
        ("termijn naam=afronden", "31 december van het jaar na de aanvraag"),
        ("grens naam=klein_personeel", "50"),
        ("grens naam=klein_omzet", "10 miljoen euro"),
        ("grens naam=middelgroot_balans", "43 miljoen euro"),
        ("grens naam=partner", "25 %"),
        ("grens naam=verbonden", "50 %"),
        ("grens naam=overheid", "25 %"),
        ("grens naam=business_angel", "1.250.000 euro"),
        ("minimum dienst=opleiding", "100 euro"),
        ("minimum dienst=advies", "500 euro"),
        ("catering", "25 euro"),
        ("btw", "21 %"),
        ("sinds regel=service_kind dienst=advies", "1 februari 2026"),
        ("sinds regel=theme", "1 januari 2023"),
        ("sinds regel=yearly_cap", "1 januari 2020"),
        ("stand", "23 november 2026"),
        ("bedrag naam=geld-e6-klein-1000 pad=aid.amount", "300 euro"),
    ],
)
def test_a_marker_says_what_the_data_says(inside: str, text: str) -> None:
    assert said(f"<!-- reken:{inside} -->") == text


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("<!-- reken:stnad -->", "bedoelt u stand"),
        ("<!-- rekn:stand -->", "dit is geen marker"),
        ("<!-- reken: stand -->", "dit is geen marker"),
        ("<!-- reken:stand", "dit is geen marker"),
        ("<!-- nog nakijken -->", "dit is geen marker"),
        ("<!-- reken:stand dag=vandaag -->", "kent geen dag="),
        ("<!-- reken:plafond -->", "mist grootte="),
        ("<!-- reken:plafond grootte=klien -->", "bedoelt u klein?"),
        ("<!-- reken:plafond grootte=klein op=2019-02-30 -->", "'2019-02-30' is geen dag"),
        ("<!-- reken:plafond grootte=klein op=2016-03-31 -->", "op 31\N{NO-BREAK SPACE}maart\N{NO-BREAK SPACE}2016"),
        ("<!-- reken:percentage dienst=advies grootte=klein -->", "geen percentage"),
        ("<!-- reken:gecontroleerd bron=bvr-2015 -->", "bedoelt u bvr-2016"),
        ("<!-- reken:voorbeeld naam=geld-e6-klein-100 -->", "bedoelt u geld-e6-klein-1000"),
        ("<!-- reken:bedrag naam=geld-e6-klein-1000 pad=aid.amont -->", "heeft geen bedrag 'aid.amont'"),
        ("<!-- reken:bedrag naam=geld-e6-klein-1000 pad=outcome -->", "heeft geen bedrag 'outcome'"),
        ("<!-- reken:fiche naam=seo-en-see -->", "bedoelt u seo-en-sea"),
        ("Zie <!-- reken:tabel naam=steun -->", "moet alleen op zijn regel staan"),
    ],
)
def test_a_wrong_marker_is_refused_with_what_is_right(line: str, mistake: str) -> None:
    with pytest.raises(MarkerMistakes) as refused:
        expand(["goed", line], TODAY)
    (told,) = refused.value.lines
    assert told.startswith("2: ")
    assert mistake in told


def test_a_marker_shown_as_code_stays_as_it_is() -> None:
    line = "Schrijf `<!-- reken:stand -->` in de tekst."
    assert expand([line], TODAY) == [line]


def test_without_a_day_the_pages_speak_for_the_last_day_a_source_was_read() -> None:
    assert edition_on("", DOCS).on == max(source.checked_on for source in TODAY.rules.sources)
    assert edition_on("2027-01-15", DOCS).on == date(2027, 1, 15)


def test_every_page_and_entry_is_without_mistakes() -> None:
    check(TODAY)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A small folder of pages with three mistakes on two pages, one of them in front matter's page."""
    docs = tmp_path / "docs"
    (docs / "catalogus").mkdir(parents=True)
    (docs / "een.md").write_text("# Een\n\n<!-- reken:stnad -->\n\nGoed.\n\n<!-- reken:plafond -->\n")
    (docs / "twee.md").write_text("---\ntitle: Twee\n---\n\n# Twee\n\n<!-- TODO -->\n")
    return docs


MISTAKES = ["docs/een.md:3: ", "docs/een.md:7: ", "docs/twee.md:7: "]


def test_all_mistakes_of_all_pages_are_told_at_once_with_file_and_line(
    words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(words)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line[: len(start)] for line, start in zip(told, MISTAKES, strict=True)] == MISTAKES


def test_a_generator_that_meets_one_mistake_tells_them_all_with_the_lines_of_the_files(words: Path) -> None:
    markdown = Markdown(extensions=[makeExtension(docs=str(words))])
    with pytest.raises(MarkerMistakes) as refused:
        markdown.convert("# Twee\n\n<!-- TODO -->\n")
    assert [line[: len(start)] for line, start in zip(refused.value.lines, MISTAKES, strict=True)] == MISTAKES


def test_an_entry_that_shows_another_entry_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "catalogus"
    folder.mkdir(parents=True)
    text = (DOCS / "catalogus" / "seo-en-sea.md").read_text(encoding="utf-8")
    for name in ("seo-en-sea", "kopie"):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with pytest.raises(MarkerMistakes) as refused:
        check(Edition(on=TODAY.on, docs=tmp_path / "docs"))
    assert len(refused.value.lines) == text.count("naam=seo-en-sea")
    assert all("schrijf naam=kopie" in line for line in refused.value.lines)


# ---- in Markdown -------------------------------------------------------------------------------------------


def html(text: str) -> str:
    return Markdown(extensions=["tables", makeExtension(on="2026-11-23", docs=str(DOCS))]).convert(text)


def test_a_figure_stands_in_a_sentence_a_list_and_a_table() -> None:
    marker = "<!-- reken:plafond grootte=klein -->"
    page = html(f"Tot **{marker}**.\n\n- {marker}\n\n| Plafond |\n| --- |\n| {marker} |\n")
    for around in ("<strong>{}</strong>", "<li>{}</li>", "<td>{}</td>"):
        assert around.format("7.500\N{NO-BREAK SPACE}euro") in page


def test_a_block_is_not_put_in_a_paragraph() -> None:
    page = html("Tekst.\n\n<!-- reken:tabel naam=steun -->\n\nTekst.")
    assert '<p><div class="rk-scroll"' not in page
    assert page.count("<table") == 1


def test_a_page_that_shows_rules_says_when_its_sources_must_be_read_again() -> None:
    """The earliest day of the two sources it shows: of the rates, and of the decision of 2016."""
    page = html("<!-- reken:percentage dienst=opleiding grootte=klein --> <!-- reken:gecontroleerd bron=bvr-2016 -->")
    shown = {"vlaio-hervorming-2026", "bvr-2016"}
    by = min(source.check_again_by for source in TODAY.rules.sources if source.id in shown)
    assert f'data-check-again-by="{by}"' in page
    assert "rk-check-overdue hidden" in page
    assert "rk-check-overdue" not in html("Zonder cijfers.")


def test_when_a_source_was_read_is_the_day_in_its_row() -> None:
    read = replace(TODAY.rules.sources[0], id="gelezen", checked_on=date(2027, 2, 1))
    edition = replace(TODAY, rules=replace(TODAY.rules, sources=(read,)))
    assert said("<!-- reken:gecontroleerd bron=gelezen -->", edition) == "1 februari 2027"


def test_the_provider_speaks_for_itself_and_what_it_did_not_say_is_told() -> None:
    provider = replace(TODAY.rules.provider, contact_person="An Peeters", rpr="")
    edition = replace(TODAY, rules=replace(TODAY.rules, provider=provider))
    assert said("<!-- reken:aanbieder veld=contactpersoon -->", edition) == "An Peeters"
    assert said("<!-- reken:aanbieder veld=rpr -->", edition) == "nog in te vullen"


def test_what_the_provider_fills_in_is_text_and_never_html() -> None:
    provider = replace(TODAY.rules.provider, street="<b>Kaai</b> 1 & 2")
    edition = replace(TODAY, rules=replace(TODAY.rules, provider=provider))
    assert said("<!-- reken:aanbieder veld=straat -->", edition) == "&lt;b&gt;Kaai&lt;/b&gt; 1 &amp; 2"


@pytest.mark.parametrize("rule", ["legal_form", "service_kind", "theme", "minimum_cost", "yearly_cap"])
def test_the_block_of_a_rule_says_since_when_its_source_and_when_that_was_read(rule: str) -> None:
    (block,) = [line for line in expand([f"<!-- reken:regel naam={rule} -->"], TODAY) if "rk-rule" in line]
    for part in ("Sinds ", "Bron: ", "<a href=", "Gecontroleerd op "):
        assert part in block


def test_what_is_not_certain_says_so() -> None:
    *_, minimum = expand(["<!-- reken:regel naam=minimum_cost dienst=opleiding -->"], TODAY)
    *_, ceiling = expand(["<!-- reken:regel naam=yearly_cap -->"], TODAY)
    assert "te bevestigen" in minimum
    assert "te bevestigen" not in ceiling


def test_the_drawing_of_a_project_is_also_described_in_words() -> None:
    *_, drawing = expand(["<!-- reken:tijdlijn -->"], TODAY)
    described = drawing[drawing.index("<desc") : drawing.index("</desc>")]
    for words in ("hoogstens 14 dagen na de start", "zeker binnen 30", "U betaalt de btw aan Hands"):
        assert words in described
