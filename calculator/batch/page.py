"""The list in the browser: pieces of a file in, pieces of the result and what to show out."""

import json
from collections.abc import Mapping

from calculator.asked import RequestErrors
from calculator.batch.checking import CellError
from calculator.batch.listing import ListReader, checked_piece, header_line
from calculator.batch.reading import Row
from calculator.batch.screen import row_errors_html, summary_html
from calculator.batch.table import Table, View
from calculator.batch.tally import Tally
from calculator.batch.wording import FileRefused
from calculator.contract.document import written
from calculator.contract.reading import parse_day
from calculator.screen.typed import contract_text
from calculator.texts import field_message

__all__ = ["respond"]

MOST_ERRORS_SHOWN = 100


class ListCheck:
    """The check of one file. `on` is the day of the application for rows that give none."""

    def __init__(self, on: str | None) -> None:
        self._on = on
        self._reader = ListReader()
        self._titled = False
        self._last_row = 1
        self._tally = Tally()
        self._table = Table()
        self._errors: list[CellError] = []
        self._error_count = 0

    def rows(self, data: bytes, *, last: bool) -> Mapping[str, str]:
        """The result of the rows that these bytes complete, as CSV, and as long as more come what shows meanwhile.

        Raises `FileRefused`.
        """
        rows, stays = self._reader.feed(data), self._table.shows_all_of_its_first
        if last:
            rows += self._reader.finish()
        checked = {"csv": self._checked(rows)}
        return checked if last or stays or not rows else {**checked, "first": self._table.first_html()}

    def summary(self, *, stopped: bool) -> Mapping[str, str]:
        """What to show of all rows so far; nothing where not even the titles were read."""
        sheet = self._reader.sheet
        if sheet is None:
            return {"html": ""}
        summary = summary_html(self._tally, sheet, stopped_at=self._last_row if stopped else None)
        return {"html": summary + row_errors_html(self._errors, self._error_count)}

    def shown(self, wanted: Mapping[str, object]) -> Mapping[str, str]:
        """The rows as the visitor wants to see them; nothing where there are none."""
        return {"html": self._table.html(View.of(wanted))}

    def _checked(self, rows: list[Row]) -> str:
        sheet = self._reader.sheet
        if sheet is None:
            return ""
        piece = checked_piece(rows, sheet, on=self._on, shows=True)
        self._tally.add(piece.tally)
        self._table.add(piece.lines)
        self._errors += piece.errors[: MOST_ERRORS_SHOWN - len(self._errors)]
        self._error_count += len(piece.errors)
        self._last_row = piece.last_row or self._last_row
        start = "" if self._titled else header_line(sheet)
        self._titled = True
        return start + piece.text


class Page:
    """What one page asks, one file at a time."""

    def __init__(self) -> None:
        self._check = ListCheck(None)

    def respond(self, text: str) -> str:
        """Answer one message of the page, JSON in and out.

        `{"action": "open", "on": "23/11/2026"}` starts a file; `error` is what is wrong with the day.
        `{"action": "rows", "bytes": "…", "last": false}` gives `csv`, and `first` where the first rows are not those
        of before; or `error` for a file that is no list. The bytes are a text in which each character is one byte.
        `{"action": "summary", "stopped": false}` gives `html`.
        `{"action": "table", "outcome": "eligible", "order": "aid", "downwards": true, "start": 100}` gives `html` with
        these rows; each key only where wanted.
        """
        message = json.loads(text)
        try:
            match message["action"]:
                case "open":
                    return written(self._opened(message["on"]))
                case "rows":
                    return written(self._check.rows(message["bytes"].encode("latin-1"), last=message["last"]))
                case "table":
                    return written(self._check.shown(message))
                case _:
                    return written(self._check.summary(stopped=message["stopped"]))
        except FileRefused as refused:
            return written({"error": str(refused)})

    def _opened(self, on: str) -> Mapping[str, str]:
        """Begin with a new file."""
        day = contract_text("day", on)
        try:
            self._check = ListCheck(parse_day(day, "on").isoformat() if day else None)
        except RequestErrors as refused:
            return {"error": field_message(refused.errors[0]).message}
        return {}


respond = Page().respond
