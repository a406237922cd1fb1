"""Lists as the world sends them: a file of each kind is read, or the sentence says what it is."""

import json
import tracemalloc
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calculator.__main__ import main
from calculator.batch.listing import ListReader
from calculator.batch.page import Page
from calculator.batch.wording import FileRefused
from tests.batch.lists import EXAMPLE, Cells, checked, list_of, read_back

SAMPLES = Path(__file__).with_name("samples")
ROW: Cells = {**EXAMPLE, "Onderneming": "Café Zoë"}
TEXT = list_of(ROW).decode()
CR = TEXT.replace("\r\n", "\r")
TITLES, VALUES = TEXT.splitlines()
# What a spreadsheet with commas makes of semicolons: an amount with a comma puts its whole row between quotes.
AS_ONE_CELL = f'{TITLES}\r\n"{VALUES}"\r\n'
TITLED = "Klanten van 2026;;;\r\n;;\r\nBijgewerkt: 3/1;;\r\n"

KINDS = {
    "sep": b"sep=;\r\n" + TEXT.encode(),
    "sep, quoted": b'"sep=;"\r\n' + TEXT.encode(),
    "sep with a separator of its own": b"SEP=|\n" + list_of(ROW, separator="|"),
    "sep that the file does not keep": b"sep=,\r\n" + TEXT.encode(),
    "sep in utf-16": ("sep=;\n" + TEXT).encode("utf-16"),
    "CR alone": CR.encode(),
    "CR alone, letters of a Macintosh": CR.encode("mac_roman"),
    "CR alone and none at the end": CR.removesuffix("\r").encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16, other end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16 without its mark": TEXT.encode("utf-16-le"),
    "utf-16, other end first, without its mark": TEXT.encode("utf-16-be"),
    "utf-8 with its mark": TEXT.encode("utf-8-sig"),
    "Windows-1252": TEXT.encode("windows-1252"),
    "tabs": list_of(ROW, separator="\t"),
    "commas": list_of(ROW, separator=","),
    "bars": list_of(ROW, separator="|"),
    "an end too many": TEXT.replace("\r\n", "\r\r\n").encode(),
    "a block filled up with zeros": TEXT.encode() + b"\0" * 600,
    "the end mark of long ago": TEXT.encode() + b"\x1a",
    "a row that Excel took for one cell": AS_ONE_CELL.encode(),
    "a title above": (TITLED + TEXT).encode(),
    "empty columns at the end": "".join(f"{line};;;\r\n" for line in TEXT.splitlines()).encode(),
    "titles on two lines": TEXT.replace("Prijs zonder btw", '"Prijs\nzonder btw"').encode(),
    "titles with what nobody sees": TEXT.replace("Rechtsvorm", "\ufeffRechts\u00advorm\u200b").encode(),
    "wide titles": TEXT.replace("Omzet;", "Ｏｍｚｅｔ;").encode(),
}


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("size", [7, 1 << 16])
def test_a_file_of_this_kind_is_read(data: bytes, size: int) -> None:
    """30 % of 1.438,02 is 431,41 (published)."""
    result = checked(data, at_a_time=size)
    assert [(row["Steun"], row["Fouten"]) for row in rows_of(result.text)] == [("431,41", "")]
    assert rows_of(result.text)[0]["Onderneming"] == "Café Zoë"


def test_lines_with_an_end_too_many_are_counted_as_a_spreadsheet_does() -> None:
    """LibreOffice shows an empty row between any two of them."""
    [row] = rows_of(checked(KINDS["an end too many"]).text)
    assert row["Rij"] == "3"


@pytest.mark.parametrize("name", ["Jansen; Zoon", '"Jansen"; Zoon', '"Jan"sen; Zoon'])
def test_a_name_with_separators_in_it_is_no_row(name: str) -> None:
    quoted = name.replace('"', '""')
    [row] = rows_of(checked(f'{TITLES}\r\n"{quoted}"\r\n'.encode()).text)
    assert (row["Onderneming"], row["Resultaat"]) == (name, "Fout in de rij")


def rows_of(text: str) -> list[Cells]:
    """The rows of a result below its notices."""
    return read_back(text[text.index('"Rij"') :])


NO_LISTS = {
    "lijst.xlsx": "werkmap van een rekenblad",
    "lijst.ods": "werkmap van een rekenblad",
    "lijst.xls": "oude werkmap van Excel",
    "lijst.html": "webpagina of XML",
    "lijst.fods": "webpagina of XML",
}


@pytest.mark.parametrize(("name", "said"), NO_LISTS.items())
def test_what_a_spreadsheet_saved_in_another_form_is_named(name: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        checked((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("utf-32"), "Dit is UTF-32"),
        (b"%PDF-1.7\n1 0 obj", "Dit is een pdf"),
        (b"{\\rtf1\\ansi Lijst}", "tekstdocument"),
        (b"\x1f\x8b\x08\x00", "zip-bestand"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><table>", "webpagina"),
        (TEXT.encode("utf-32-le"), "Dit is UTF-32"),
        (TEXT.encode("utf-32-be"), "Dit is UTF-32"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "afbeelding"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "afbeelding"),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml\xb5\x94PK\x03\x04word/document.xml", "tekstdocument"),
        (b"PK\x03\x04\x14\0\0\0Index/Document.iwa", "werkmap van een rekenblad"),
        (b"SQLite format 3\0\x10\0\1\1\0@  \0\0", "geen tekst"),
        (b"\0" * 600, "geen tekst"),
        (TITLES.encode(), "Onder de titels staat geen enkele rij"),
        (TEXT.replace("\r\n", "\u2028").encode(), "Onder de titels staat geen enkele rij"),
    ],
    ids="utf-32|pdf|rtf|gzip|html|utf-32-le|utf-32-be|png|jpg|docx|numbers|database|zeros|titles alone|one line".split(
        "|"
    ),
)
def test_what_is_no_csv_is_named(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        checked(data)


@pytest.mark.parametrize(
    ("cells", "title", "as_if"),
    [
        ({"Btw terug": "x"}, "Btw terug", "ja"),
        ({"Btw terug": "1"}, "Btw terug", "ja"),
        ({"Hoofdactiviteit toegelaten": "x"}, "Hoofdactiviteit toegelaten", "ja"),
        ({"Hoofdactiviteit toegelaten": "NEEN"}, "Hoofdactiviteit toegelaten", "nee"),
        ({"Vestiging in Vlaanderen": "neen"}, "Vestiging in Vlaanderen", "nee"),
        ({"Zonder lesgever": "0"}, "Zonder lesgever", "nee"),
        ({"Rechtsvorm": "vof"}, "Rechtsvorm", "vennootschap onder firma"),
        ({"Omzet": "\u200b1.800.000\u200f"}, "Omzet", "1.800.000"),
        ({"Omzet": "１．８００．０００"}, "Omzet", "1.800.000"),
        ({"Prijs zonder btw": "١٤٣٨٫٠٢"}, "Prijs zonder btw", "1.438,02"),
        ({"Start": "１/１２/２０２６"}, "Start", "1/12/2026"),
        ({"Steun dit jaar": "\u2060"}, "Steun dit jaar", ""),
    ],
)
def test_what_people_write_for_an_answer(cells: Cells, title: str, as_if: str) -> None:
    [written, meant] = checked(list_of({**EXAMPLE, **cells}, {**EXAMPLE, title: as_if})).rows
    for result in ("Resultaat", "Steun", "Waarom", "Nog in te vullen", "Fouten"):
        assert written[result] == meant[result]


@pytest.mark.parametrize(("old", "now"), [("BVBA", "bv"), ("b.v.b.a.", "bv"), ("s-bvba", "bv"), ("cvba", "cv")])
def test_the_name_of_before_is_read_as_what_it_became_and_told(old: str, now: str) -> None:
    [row] = checked(list_of({**EXAMPLE, "Rechtsvorm": old})).rows
    assert (row["Resultaat"], row["Rechtsvorm"]) == ("Komt in aanmerking", old)
    assert row["Opmerkingen"] == f'Rechtsvorm: "{old}" lezen we als {now}.'


# ---- nothing dropped in silence -----------------------------------------------------------------------------------

ALMOST = {
    "Rechtsfvorm": "Rechtsvorm",
    "Rechstvorm": "Rechtsvorm",
    "Omzet 2025": "Omzet",
    "Omzet (EUR)": "Omzet",
    "Personeel VTE": "Personeel",
    "Balanstotal": "Balanstotaal",
    "Vestiging Vlaanderen": "Vestiging in Vlaanderen",
}
THEIRS = "Adres Dossier Telefoon Notitie Straat Contactpersoon Datum Bedrag Land Btw-nummer".split()


@pytest.mark.parametrize(("title", "meant"), ALMOST.items())
def test_a_title_that_is_almost_ours_is_told_above_the_titles(title: str, meant: str) -> None:
    text = checked(list_of({"Opleiding of advies": "opleiding", title: "x"})).text
    assert text.startswith(f'\ufeff"Let op: De kolom ""{title}"" lezen we niet. Bedoelt u ""{meant}""?')


def test_a_path_of_the_contract_that_a_list_does_not_ask_is_told() -> None:
    text = checked(list_of({**EXAMPLE, "enterprise.periods.7.turnover": "1"})).text
    assert text.startswith('\ufeff"Let op: De kolom ""enterprise.periods.7.turnover"" lezen we niet.')


@pytest.mark.parametrize("title", THEIRS)
def test_a_column_of_their_own_is_no_matter_for_a_warning(title: str) -> None:
    assert checked(list_of({**EXAMPLE, title: "x"})).text.startswith('\ufeff"Rij"')


def test_rows_above_the_titles_are_told_and_rows_keep_the_number_they_have_in_the_sheet() -> None:
    text = checked(KINDS["a title above"]).text
    assert text.startswith('\ufeff"Let op: Boven de titels staan nog 2 rijen.')
    assert rows_of(text)[0]["Rij"] == "5"


def test_a_result_with_warnings_can_be_checked_again() -> None:
    """The warning takes a row of its own, so that the row below the titles is the third then."""
    first = checked(list_of({**EXAMPLE, "Omzet 2025": "5"})).text
    assert checked(first.encode()).text == first.replace('\n"2";', '\n"3";')


def test_a_cell_without_a_title_is_told_and_stops_nothing() -> None:
    [row] = checked(f"{TITLES};;\n{VALUES};;let op\n".encode()).rows
    assert (row["Steun"], row["Opmerkingen"]) == ("431,41", 'Een cel zonder titel lezen we niet: "let op".')


def test_the_command_line_tells_what_it_does_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(list_of({**EXAMPLE, "Omzet 2025": "5"}))
    assert main(["batch", str(source), str(tmp_path / "out.csv")]) == 0
    assert 'De kolom "Omzet 2025" lezen we niet.' in capsys.readouterr().err


# ---- whatever the bytes -------------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", b"\r", b"\n", b"\r\n", b'"', b";", b",", b"\t", b"sep=;\n",
     b"Rechtsvorm", b"Omzet;", b"Groep 1: aandeel", b"bv", b"\xe9", "Ｏ\u200b".encode(), TEXT.encode(),
     TEXT.encode("utf-16"), b"\r\r\n", b"\x1a", b"PK\x03\x04", AS_ONE_CELL.encode(), b"|",
     (TEXT + f"{VALUES}\r\n" * 30).encode()]
)  # fmt: skip


@given(
    st.lists(st.one_of(SCRAPS, st.binary(max_size=40)), max_size=12).map(b"".join),
    st.integers(min_value=1, max_value=5_000),
)
@example(b"Omzet\r", 1)
@example(b'"Omzet;Start\nbv;1', 3)
@example(b"Omzet\n\r\r\n1", 2)
@example(b"Omzet;" + b"x" * 5_000 + b"\r1\r2\r", 4_500)
@example("Omzet\n1".encode("utf-16-le") + b"\0\xd8\n", 5)
@example("Omzet\n1".encode("utf-16") + b"\0\xd8\n\0", 5)
def test_any_bytes_give_a_result_or_a_sentence(data: bytes, size: int) -> None:
    try:
        result = checked(data, at_a_time=size)
    except FileRefused:
        with pytest.raises(FileRefused, match=r"\.$"):
            checked(data)
    else:
        assert result.text == checked(data).text
        assert result.tally.rows == len(rows_of(result.text)) > 0


@given(st.lists(st.one_of(SCRAPS, st.binary(max_size=40)), max_size=12).map(b"".join))
def test_any_bytes_give_the_page_and_the_command_line_the_same_result_or_sentence(data: bytes) -> None:
    page = Page()
    page.respond(json.dumps({"action": "open", "on": ""}))
    answer = json.loads(page.respond(json.dumps({"action": "rows", "bytes": data.decode("latin-1"), "last": True})))
    with TemporaryDirectory() as folder, redirect_stderr(StringIO()) as said, redirect_stdout(StringIO()):
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        source.write_bytes(data)
        status = main(["batch", str(source), str(target)])
        if status == 2:
            assert said.getvalue().endswith(f"batch: {answer['error']}\n")
        else:
            assert target.read_bytes() == answer["csv"].encode()


ENDLESS = {
    "one line": b"x" * 1_000,
    "zeros": b"\0" * 1_000,
    "separators": b";" * 1_000,
    "quotes": b'"' * 999,
    "lines": (b"a" * 199 + b"\n") * 5,
    "lines of a Macintosh": (b"bv;" + b"1" * 196 + b"\r") * 5,
}
STARTS = {
    "no titles": b"",
    "titles": b"Rechtsvorm;Omzet\n",
    "utf-16": "Omzet\n".encode("utf-16"),
    "a quote that stays open": b'Rechtsvorm;Omzet\nbv;"',
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_no_bytes_make_the_reader_hold_more_than_a_row_of_them(start: bytes, endless: bytes) -> None:
    """Two megabytes go through; of a line that does not end less than half of one is held."""
    reader, piece = ListReader(), endless * 50
    tracemalloc.start()
    try:
        with suppress(FileRefused):
            reader.feed(start)
            for _ in range(2_000_000 // len(piece)):
                reader.feed(piece)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 700_000
