"""A list being checked: bytes of a CSV file in, pieces of the result out, in the order of the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.batch.checking import CellError, check, output_cells, output_titles
from calculator.batch.columns import Sheet, columns, is_header, known_titles
from calculator.batch.group import RELATIONS
from calculator.batch.reading import HEAD, Row, RowReader
from calculator.batch.table import Line, line_of
from calculator.batch.tally import Tally
from calculator.batch.wording import FileRefused, wording
from calculator.batch.writing import START, csv_line

__all__ = ["ListReader", "Piece", "checked_piece", "header_line", "template"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows of the result as CSV text, what they come to, what is wrong in them, and `lines` where they are to show."""

    text: str
    tally: Tally
    errors: tuple[CellError, ...]
    last_row: int
    lines: tuple[Line, ...]


class ListReader:
    """Reads a file into its sheet and its rows. Rows without any content are not rows.

    The titles stand in the row with most columns we know, of the first few.
    """

    def __init__(self) -> None:
        self._reader = RowReader(is_header)
        self._head: list[Row] = []
        self._has_rows = False
        self.sheet: Sheet | None = None

    def feed(self, data: bytes) -> list[Row]:
        """The rows below the titles that these next bytes complete. Raises `FileRefused`."""
        return self._below_the_titles(self._reader.feed(data))

    def finish(self) -> list[Row]:
        """The rows that are left when there are no more bytes. Raises `FileRefused`, also for a file without a row."""
        rows = self._below_the_titles(self._reader.finish(), last=True)
        if not rows and not self._has_rows:
            raise FileRefused("no_rows")
        return rows

    def _below_the_titles(self, rows: Iterable[Row], *, last: bool = False) -> list[Row]:
        filled = [row for row in rows if row.problem is not None or any(map(str.strip, row.cells))]
        if self.sheet is not None:
            self._has_rows = self._has_rows or filled != []
            return filled
        self._head += filled
        if len(self._head) < HEAD and not last:
            return []
        head, self._head = self._head, []
        if not head:
            raise FileRefused("empty")
        titles = max(range(len(head[:HEAD])), key=lambda place: known_titles(head[place].cells))
        above = sum(not _is_notice(row) for row in head[:titles])
        self.sheet = Sheet.of(head[titles].cells, above=above)
        self._has_rows = titles + 1 < len(head)
        return head[titles + 1 :]


def _is_notice(row: Row) -> bool:
    """Whether this row is one that an earlier check put above the titles."""
    return row.cells[:1] != [] and row.cells[0].startswith(wording("notice", "start")) and not any(row.cells[1:])


def header_line(sheet: Sheet) -> str:
    """The start of a result: a row for each notice, and the titles."""
    notices = (csv_line([f"{wording('notice', 'start')} {notice}"]) for notice in sheet.notices)
    return START + "".join(notices) + csv_line(output_titles(sheet))


def checked_piece(rows: Sequence[Row], sheet: Sheet, *, on: str | None, shows: bool = False) -> Piece:
    """These rows checked. Each row stands on its own: its answer is the contract's answer for that row."""
    tally = Tally()
    text: list[str] = []
    lines: list[Line] = []
    errors: list[CellError] = []
    for row in rows:
        checked = check(row, sheet, on=on)
        tally.count(checked)
        errors += checked.errors
        cells = output_cells(checked, sheet)
        text.append(csv_line(cells))
        if shows:
            lines.append(line_of(checked, sheet, cells))
    last_row = rows[-1].number if rows else 0
    return Piece(text="".join(text), tally=tally, errors=tuple(errors), last_row=last_row, lines=tuple(lines))


def template() -> str:
    """An empty list with its titles and one example."""
    known = [column for column in columns() if not column.path.startswith(RELATIONS)]
    lines = ([column.header for column in known], [column.example for column in known])
    return START + "".join(map(csv_line, lines))
