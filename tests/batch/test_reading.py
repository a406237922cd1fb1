"""Files as people have them: separators, letters, quotes, in whatever pieces they come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.batch.columns import is_header
from calculator.batch.reading import LONGEST_ROW, Row, RowReader
from calculator.batch.wording import FileRefused
from tests.batch.lists import EXAMPLE, checked, list_of, messages, pieces

SAMPLES = sorted(Path(__file__).with_name("samples").glob("*.csv"))


def read(data: bytes, size: int = 1 << 16) -> list[Row]:
    reader = RowReader(is_header)
    return [row for piece in pieces(data, size) for row in reader.feed(piece)] + list(reader.finish())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_list_that_libreoffice_wrote_in_belgian_dutch_is_read_right(sample: Path) -> None:
    result = checked(sample.read_bytes())
    assert result.errors == []
    assert [(row["Onderneming"], row["Adres"], row["Dossier"]) for row in result.rows] == [
        ("Crème & Café Gérard", "Kerkstraat 1\n9000 Gent", "00123"),
        ('Drukkerij "De Gouden Letter"; Zoë', "Zeedijk 2, bus 3", "00045"),
    ]
    # 30 % of 1.438,02 is 431,41 (published); a medium firm has 7.500 - 7.400,50 left.
    assert [(row["Resultaat"], row["Berekende grootte"], row["Steun"]) for row in result.rows] == [
        ("Komt in aanmerking", "klein", "431,41"),
        ("Komt in aanmerking", "middelgroot", "99,50"),
    ]


def test_there_is_a_sample_of_every_separator() -> None:
    assert len(SAMPLES) == 6


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "windows-1252"])
def test_separators_and_letters_make_no_difference(separator: str, letters: str) -> None:
    data = list_of({**EXAMPLE, "Onderneming": "Café Zoë, € & co"}, separator=separator)
    result = checked(data.decode().encode(letters))
    assert (result.rows[0]["Onderneming"], result.rows[0]["Steun"]) == ("Café Zoë, € & co", "431,41")


@given(st.integers(min_value=1, max_value=40))
def test_the_pieces_in_which_a_file_comes_make_no_difference(size: int) -> None:
    data = list_of({"Rechtsvorm": "bv", "Notitie": 'a\r\n"b";é'}, {"Rechtsvorm": "nv", "Notitie": ""})
    assert read(data, size) == read(data)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_cell_that_python_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    lines = [{"Rechtsvorm": one, "Notitie": other} for one, other in rows]
    data = list_of({"Rechtsvorm": "x", "Notitie": "y"}, *lines)
    assert [tuple(row.cells) for row in read(data)[2:]] == rows


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\r\n"])
def test_lines_may_end_either_way_and_the_last_one_not_at_all(end: str, last: str) -> None:
    assert [row.cells for row in read(f"Thema;Start{end}a;b{last}".encode())] == [["Thema", "Start"], ["a", "b"]]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    result = checked(b'Rechtsvorm;Notitie\nnv;"een\ntwee"\n;\n\nfout;\n', on="2026-11-23")
    assert [row["Rij"] for row in result.rows] == ["2", "5"]
    assert messages(result.errors) == [(5, "Rechtsvorm")]


@pytest.mark.parametrize(
    "titles",
    ["DAG VAN DE AANVRAAG;omzet", '"dag van de aanvraag";"Omzet "', "applied_on;enterprise.periods.0.turnover"],
)
def test_titles_are_known_however_they_are_typed_and_by_the_path_of_the_contract(titles: str) -> None:
    assert checked(f"{titles}\n23/11/2026;veel\n".encode()).errors[0].header == "Omzet"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (b"\r\n \r\n", "leeg"),
        (b"PK\x03\x04\x14\x00\x08\x00", "zip-bestand"),
        (b"Naam;Straat\nx;y\n", "We lazen deze titels: Naam, Straat"),
        (b"Omzet;omzet\n1;2\n", "Omzet staat er twee keer"),
        (b"Omzet" + b";x" * 2_500 + b"\n", "te veel kolommen"),
        (b"Omzet;" * 200_000, "geen enkele kolom"),
    ],
    ids=["empty", "blank", "zip", "no column", "twice", "2501 columns", "200000 columns"],
)
def test_what_is_no_list_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        checked(data)


def test_a_quote_that_never_closes_costs_one_row() -> None:
    rows = "".join(f"nv;rij {number}\n" for number in range(3, 6_000))
    found = read(f'Rechtsvorm;Notitie\nbv;"nooit dicht\n{rows}'.encode(), 1_000)
    assert found[1] == Row(number=2, cells=[], problem="quote")
    assert [row.cells for row in found[2:]] == [["nv", f"rij {number}"] for number in range(3, 6_000)]


def test_a_row_beyond_reason_is_named_and_the_next_one_is_read() -> None:
    most = "x" * (LONGEST_ROW - len("nv;\n"))
    long, longer = f"nv;{most}\n", f"nv;{'x' * 1_000_000}\n"
    found = read(f"Rechtsvorm;Notitie\n{long}{longer}bv;kort\n".encode(), 10_000)
    assert [(row.problem, len(row.cells)) for row in found[1:]] == [(None, 2), ("row_too_long", 0), (None, 2)]


def test_empty_titles_at_the_end_of_the_line_are_no_columns() -> None:
    """A sheet whose last columns were wiped."""
    wiped = b"".join(line + b";;\r\n" for line in list_of(EXAMPLE).splitlines())
    assert checked(wiped).text == checked(list_of(EXAMPLE)).text
