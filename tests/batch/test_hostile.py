"""Cells that want to do something: they leave no formula behind, and where they are read they are an error."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.batch.writing import csv_line
from tests.batch.lists import EXAMPLE, checked, list_of, messages, read_back

HOSTILE = {
    "link": '=HYPERLINK("http://voorbeeld.invalid";"klik")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "spaces": "  =1+1",
    "wide": "\uff1d1+1",
    "picture": "<img src=x onerror=alert(1)>",
    "script": "</td><script>alert(1)</script>",
    "zero": "a\0b",
    "bell": "a\x07b",
}


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("header", ["Rechtsvorm", "Omzet", "Start"])
def test_a_hostile_cell_that_is_read_is_an_error_at_its_row_and_column(cell: str, header: str) -> None:
    result = checked(list_of({**EXAMPLE, header: cell}, EXAMPLE))
    assert messages(result.errors) == [(2, header)]
    assert [row["Resultaat"] for row in result.rows] == ["Fout in de rij", "Komt in aanmerking"]
    assert_no_formula(result.text)


@pytest.mark.parametrize("cell", [*HOSTILE.values(), "=A1", "- volgt nog", "<a@b.be>", "x" * 40_000])
@pytest.mark.parametrize("header", ["Onderneming", "Eigen kolom"])
def test_a_cell_that_is_not_read_never_stops_its_row(cell: str, header: str) -> None:
    result = checked(list_of({**EXAMPLE, header: cell}))
    assert (result.errors, result.rows[0]["Steun"]) == ([], "431,41")
    assert result.rows[0][header].removeprefix("'") == cell
    assert_no_formula(result.text)


@pytest.mark.parametrize(
    "cell", ["-12,50", "+10 %", "-5", "-1.234.567,89", "- 3", "-12.5", "-1 250,00 €", "+32470123456"]
)
def test_their_numbers_stay_numbers(cell: str) -> None:
    assert checked(list_of({**EXAMPLE, "Marge": cell})).rows[0]["Marge"] == cell


@pytest.mark.parametrize("cell", ["-1-1", "-1+A1", "+1*2", "--1", "-1%%", "-2,5,1", "-1e5", "+SUM(A1)", "-12,50;=1+1"])
def test_what_calculates_is_no_number(cell: str) -> None:
    assert checked(list_of({**EXAMPLE, "Marge": cell})).rows[0]["Marge"] == f"'{cell}"


def test_a_cell_of_a_megabyte_costs_its_own_row() -> None:
    result = checked(list_of({**EXAMPLE, "Onderneming": "x" * 1_000_000}, EXAMPLE))
    assert [row["Resultaat"] for row in result.rows] == ["Fout in de rij", "Komt in aanmerking"]
    assert len(result.text) < 10_000


def test_two_hundred_thousand_cells_in_a_row_cost_that_row() -> None:
    titles, values = list_of(EXAMPLE).splitlines(keepends=True)
    result = checked(titles + b";" * 200_000 + b"\n" + values)
    assert [row["Resultaat"] for row in result.rows] == ["Fout in de rij", "Komt in aanmerking"]


def test_a_cell_too_many_is_an_error_unless_it_is_empty() -> None:
    titles, values = list_of(EXAMPLE).splitlines()
    result = checked(b"\n".join([titles, values + b";;;", values + b";;x"]))
    assert [row["Resultaat"] for row in result.rows] == ["Komt in aanmerking", "Fout in de rij"]


def test_a_title_cannot_start_a_formula_either() -> None:
    result = checked(list_of({**EXAMPLE, "=1+1": ""}))
    assert "'=1+1" in result.rows[0]
    assert_no_formula(result.text)


@pytest.mark.parametrize("cell", ["0470", "00123", "12,5", "1.438,02", "Café Zoë", "O'Brien", "a=b", "x-y", ""])
def test_ordinary_cells_come_back_as_they_were(cell: str) -> None:
    assert checked(list_of({**EXAMPLE, "Eigen kolom": cell})).rows[0]["Eigen kolom"] == cell


@pytest.mark.parametrize("cell", ["+32 9 123 45 67", "-", "- "])
def test_a_telephone_number_and_a_dash_are_no_error_but_cannot_calculate(cell: str) -> None:
    result = checked(list_of({**EXAMPLE, "Telefoon": cell}))
    assert result.errors == []
    assert result.rows[0]["Telefoon"] == f"'{cell}"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_a_cell_holds_it_starts_no_formula_and_breaks_no_row(cells: list[str]) -> None:
    titles = [f"kolom {place}" for place in range(len(cells))]
    text = csv_line(titles) + csv_line(cells)
    [row] = read_back(text)
    assert [value.removeprefix("'") for value in row.values()] == [cell.removeprefix("'") for cell in cells]
    assert_no_formula(text)


def assert_no_formula(text: str) -> None:
    """No cell starts with what OWASP lists, nor after white space; but for a number with its sign."""
    for row in read_back(text):
        for cell in (*row, *row.values()):
            start = cell.lstrip(" \u00a0")
            if not re.fullmatch(r"[+-] ?[0-9][0-9 .,\u00a0\u202f']*[%€]?", start):
                assert not start.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))
