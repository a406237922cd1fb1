"""A list being checked: bytes of a CSV file in, pieces of the result out, in the order of the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from calculator.batch.checking import CellError, check, output_cells, output_titles
from calculator.batch.columns import FileRefused, Sheet, columns, is_header
from calculator.batch.group import RELATIONS
from calculator.batch.reading import Row, RowReader
from calculator.batch.tally import Tally
from calculator.batch.wording import wording
from calculator.batch.writing import START, csv_line

__all__ = ["ListReader", "Piece", "checked_piece", "header_line", "template"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows of the result as CSV text, with what they come to and what is wrong in them."""

    text: str
    tally: Tally
    errors: tuple[CellError, ...]
    last_row: int


class ListReader:
    """Reads a file into its sheet and its rows. Rows without any content are not rows."""

    def __init__(self) -> None:
        self._reader = RowReader(is_header)
        self.sheet: Sheet | None = None

    def feed(self, data: bytes) -> list[Row]:
        """The rows below the titles that these next bytes complete. Raises `FileRefused`."""
        return list(self._below_the_titles(self._reader.feed(data)))

    def finish(self) -> list[Row]:
        """The rows that are left when there are no more bytes. Raises `FileRefused`, also for an empty file."""
        rows = list(self._below_the_titles(self._reader.finish()))
        if self.sheet is None:
            raise FileRefused(wording("problem", "empty"))
        return rows

    def _below_the_titles(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if row.problem is None and not any(map(str.strip, row.cells)):
                continue
            if self.sheet is None:
                self.sheet = Sheet.of(row.cells)
            else:
                yield row


def header_line(sheet: Sheet) -> str:
    """The start of a result."""
    return START + csv_line(output_titles(sheet))


def checked_piece(rows: Sequence[Row], sheet: Sheet, *, on: str | None) -> Piece:
    """These rows checked. Each row stands on its own: its answer is the contract's answer for that row."""
    tally = Tally()
    lines: list[str] = []
    errors: list[CellError] = []
    for row in rows:
        checked = check(row, sheet, on=on)
        tally.count(checked)
        errors += checked.errors
        lines.append(csv_line(output_cells(checked, sheet)))
    return Piece(text="".join(lines), tally=tally, errors=tuple(errors), last_row=rows[-1].number if rows else 0)


def template() -> str:
    """An empty list with its titles and one example."""
    known = [column for column in columns() if not column.path.startswith(RELATIONS)]
    lines = ([column.header for column in known], [column.example for column in known])
    return START + "".join(map(csv_line, lines))
