"""The rows of a list on the screen: found, sorted and turned over without the file leaving the page."""

import json
import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from calculator.batch.page import Page
from calculator.batch.table import LINES_AT_A_TIME
from tests.batch.lists import EXAMPLE, Cells, list_of, pieces

SMALL: Cells = {**EXAMPLE, "Onderneming": "Bakkerij Aalst", "Eigen kolom": ""}
DEARER: Cells = {**SMALL, "Onderneming": "Atelier Zoë", "Prijs zonder btw": "2.000"}
REFUSED: Cells = {**SMALL, "Onderneming": "Club vzw", "Rechtsvorm": "vzw"}
OPEN: Cells = {**SMALL, "Onderneming": "Drukkerij", "Prijs zonder btw": ""}
WRONG: Cells = {**SMALL, "Onderneming": "<b>Fout", "Omzet": "veel"}
MIXED = (SMALL, DEARER, REFUSED, OPEN, WRONG)


def shown(*rows: Cells, **wanted: object) -> str:
    """The table of these rows as this visitor wants it."""
    page = Page()
    page.respond(json.dumps({"action": "open", "on": ""}))
    page.respond(json.dumps({"action": "rows", "bytes": list_of(*rows).decode("latin-1"), "last": True}))
    html: str = json.loads(page.respond(json.dumps({"action": "table", **wanted})))["html"]
    return html.replace("\u00a0", " ")


def firms(html: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<th scope="row">(.*?)</th>', html)]


def buttons(html: str) -> dict[str, Any]:
    """What each button asks, by its id."""
    found = re.findall(r'<button [^>]*data-rows="([^"]*)" id="([^"]*)"', html)
    return {name: json.loads(unescape(asks)) for asks, name in found}


def test_every_row_shows_its_firm_its_aid_what_to_pay_and_why() -> None:
    """30 % of 1.438,02 is 431,41; with VAT of 21 % there stays 1.308,59 to pay (published)."""
    html = shown(*MIXED)
    assert firms(html) == ["Bakkerij Aalst", "Atelier Zoë", "Club vzw", "Drukkerij", "<b>Fout"]
    first = html[html.index("Bakkerij Aalst") : html.index("Atelier")]
    assert "<td>Komt in aanmerking</td>" in first
    assert "431,41 euro" in first
    assert "1.308,59 euro" in first
    assert "Omzet: Vul een bedrag in" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("outcome", "found"),
    [
        ("eligible", ["Bakkerij Aalst", "Atelier Zoë"]),
        ("not_eligible", ["Club vzw"]),
        ("undecided", ["Drukkerij"]),
        ("error", ["<b>Fout"]),
    ],
)
def test_rows_of_one_outcome(outcome: str, found: list[str]) -> None:
    html = shown(*MIXED)
    assert firms(shown(*MIXED, **buttons(html)[f"rijen-{outcome}"])) == found


@pytest.mark.parametrize(
    ("order", "upwards", "downwards"),
    [
        ("name", ["<b>Fout", "Atelier Zoë", "Bakkerij Aalst", "Club vzw", "Drukkerij"], None),
        (
            "aid",
            ["Club vzw", "Bakkerij Aalst", "Atelier Zoë", "Drukkerij", "<b>Fout"],
            ["Atelier Zoë", "Bakkerij Aalst", "Club vzw", "Drukkerij", "<b>Fout"],
        ),
    ],
)
def test_a_title_sorts_and_once_more_the_other_way(order: str, upwards: list[str], downwards: list[str] | None) -> None:
    """A refused firm gets 0,00; what is not known comes last either way."""
    once = buttons(shown(*MIXED))[f"rijen-op-{order}"]
    html = shown(*MIXED, **once)
    assert firms(html) == upwards
    assert 'aria-sort="ascending"' in html
    again = shown(*MIXED, **buttons(html)[f"rijen-op-{order}"])
    assert firms(again) == (downwards or upwards[::-1])
    assert 'aria-sort="descending"' in again


def test_a_hundred_rows_at_a_time() -> None:
    rows = [{**SMALL, "Onderneming": f"Firma {number}"} for number in range(250)]
    first = shown(*rows)
    assert firms(first) == [f"Firma {number}" for number in range(LINES_AT_A_TIME)]
    assert "U ziet 1 tot en met 100 van 250." in first
    assert "rijen-vorige" not in buttons(first)
    last = shown(*rows, start=200)
    assert firms(last) == [f"Firma {number}" for number in range(200, 250)]
    assert "rijen-volgende" not in buttons(last)
    assert firms(shown(*rows, start=10**9)) == firms(last)


def test_the_first_rows_show_while_the_others_are_still_to_come() -> None:
    """Until a hundred are there, each piece of the file shows more; they are the first that the end shows too."""
    rows = [{**SMALL, "Onderneming": f"Firma {number}"} for number in range(250)]
    page, found = Page(), []
    page.respond(json.dumps({"action": "open", "on": ""}))
    for piece in pieces(list_of(*rows), 10_000):
        asked = {"action": "rows", "bytes": piece.decode("latin-1"), "last": False}
        found.append(json.loads(page.respond(json.dumps(asked))).get("first"))
    told = [firms(html) for html in found if html]
    assert [len(names) for names in told][-1] == LINES_AT_A_TIME
    assert all(one == other[: len(one)] and len(one) < len(other) for one, other in pairwise(told))
    assert found[len(told) :] == [None] * (len(found) - len(told)), "nothing moves once a hundred show"
    assert firms(shown(*rows)) == told[-1]
    assert "De eerste rijen" in found[0]
    assert buttons(found[0]) == {}


def test_a_list_of_one_piece_shows_its_rows_once() -> None:
    page = Page()
    page.respond(json.dumps({"action": "open", "on": ""}))
    asked = {"action": "rows", "bytes": list_of(*MIXED).decode("latin-1"), "last": True}
    assert json.loads(page.respond(json.dumps(asked))).keys() == {"csv"}


def test_a_row_without_a_name_is_named_by_its_place() -> None:
    nameless = {title: cell for title, cell in SMALL.items() if title != "Onderneming"}
    assert firms(shown(nameless)) == ["Rij 2"]
    assert firms(shown({"Naam": "Genaamd", **nameless})) == ["Genaamd"]


@pytest.mark.parametrize("wanted", [{"outcome": 1}, {"order": "<b>"}, {"start": -5}, {"start": True}, {"downwards": 1}])
def test_what_no_button_asks_shows_the_rows_as_at_first(wanted: dict[str, object]) -> None:
    assert shown(*MIXED, **wanted) == shown(*MIXED)
