"""What the page of the list gets: CSV in pieces, a summary, errors that show and never run."""

import json
import re
from typing import Any

import pytest

from calculator.batch.page import Page
from calculator.batch.screen import columns_html, list_html
from tests.batch.lists import EXAMPLE, Cells, checked, list_of, pieces
from tests.sentences import no_such_day


class Asking:
    """A page with its messages."""

    def __init__(self) -> None:
        self._page = Page()

    def says(self, **message: object) -> Any:
        return json.loads(self._page.respond(json.dumps(message)))

    def sends(self, data: bytes, *, size: int = 50_000) -> str:
        """A whole file; the result as CSV."""
        parts = [self.says(action="rows", bytes=piece.decode("latin-1"), last=False) for piece in pieces(data, size)]
        parts.append(self.says(action="rows", bytes="", last=True))
        return "".join(part["csv"] for part in parts)


@pytest.fixture
def asking() -> Asking:
    page = Asking()
    assert page.says(action="open", on="") == {}
    return page


def test_the_pieces_together_are_the_whole_result(asking: Asking) -> None:
    data = list_of(*({**EXAMPLE, "Onderneming": f"Café {number}"} for number in range(50)))
    assert asking.sends(data, size=700) == checked(data).text


def test_the_day_of_the_page_counts_for_rows_without_one() -> None:
    page, data = Asking(), list_of({**EXAMPLE, "Dag van de aanvraag": ""})
    page.says(action="open", on="23/11/2026")
    assert page.sends(data) == checked(data, on="2026-11-23").text


def test_a_wrong_day_is_an_error_and_no_start() -> None:
    assert Asking().says(action="open", on="31/2/2026") == {"error": no_such_day("31/2/2026")}


def test_what_is_no_list_is_an_error(asking: Asking) -> None:
    said = asking.says(action="rows", bytes="Naam;Straat\n", last=True)
    assert said["error"].startswith("We herkennen geen enkele kolom.")
    assert asking.says(action="summary", stopped=True) == {"html": ""}


def test_titles_that_arrive_in_pieces_are_waited_for(asking: Asking) -> None:
    assert asking.sends(list_of(EXAMPLE), size=20) == checked(list_of(EXAMPLE)).text


def test_the_summary_counts_what_refuses_and_what_leaves_rows_undecided(asking: Asking) -> None:
    """Two rows without an establishment in Flanders are refused, one that does not say stays undecided."""
    asking.sends(list_of(*({**EXAMPLE, "Vestiging in Vlaanderen": said} for said in ("nee", "nee", ""))))
    shown = asking.says(action="summary", stopped=False)["html"]
    assert "Vestiging in het Vlaams Gewest: 2" in shown
    assert "Vestiging in het Vlaams Gewest: 1" in shown


def test_a_new_file_starts_from_nothing(asking: Asking) -> None:
    asking.sends(list_of(EXAMPLE))
    asking.says(action="open", on="")
    assert asking.sends(list_of(EXAMPLE)) == checked(list_of(EXAMPLE)).text


def test_the_first_errors_show_and_the_others_are_counted(asking: Asking) -> None:
    asking.sends(list_of(*([{**EXAMPLE, "Omzet": "veel"}] * 1_234)))
    shown = asking.says(action="summary", stopped=False)["html"]
    assert shown.count("Vul een bedrag in") == 100
    assert "En nog 1.134 andere." in shown


def test_stopping_names_the_last_row(asking: Asking) -> None:
    rows = list_of(EXAMPLE, EXAMPLE).decode("latin-1")
    asking.says(action="rows", bytes=rows, last=True)
    assert "tot en met rij 3" in asking.says(action="summary", stopped=True)["html"]


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "</td><b>"])
def test_what_a_file_holds_is_shown_as_text(asking: Asking, hostile: str) -> None:
    row: Cells = {**EXAMPLE, hostile: hostile}
    asking.sends(list_of(row))
    shown = asking.says(action="summary", stopped=False)["html"]
    assert not any(tag in shown for tag in ("<img", "<script", "<b>"))
    assert "&lt;" in shown


def test_the_page_names_every_column_and_holds_the_template() -> None:
    assert columns_html().count('<th scope="row">') == 52
    assert "Groep%205" not in list_html()
    assert "Steun%20dit%20jaar" in list_html()


def test_titles_that_are_almost_ours_are_told_and_long_ones_of_their_own_are_not(asking: Asking) -> None:
    own = "x" * 501
    asking.sends(list_of({**EXAMPLE, "cost.korting": "1", "Omzett": "2", own: "3"}))
    shown = asking.says(action="summary", stopped=False)["html"]
    assert "cost.korting" in shown
    assert "Omzett" in shown
    told = re.findall('<div class="rh-notice">(.*?)</div>', shown)
    assert told
    assert own not in "".join(told)


def test_before_the_first_row_there_is_no_table(asking: Asking) -> None:
    assert asking.says(action="table")["html"] == ""
