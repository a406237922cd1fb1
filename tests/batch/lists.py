"""Lists as text, for tests: titles and rows, checked in one go."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calculator.batch.checking import CellError
from calculator.batch.columns import columns
from calculator.batch.listing import ListReader, checked_piece, header_line
from calculator.batch.tally import Tally

type Cells = dict[str, str]

# The example of the template, in which everything is known: a small firm, 30 % of 1.438,02 euro.
EXAMPLE: Cells = {column.header: column.example for column in columns() if column.example}


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came out: a dict per row by title, and what went wrong."""

    text: str
    rows: list[Cells]
    errors: list[CellError]
    tally: Tally


def checked(data: bytes, *, on: str | None = None, at_a_time: int = 1 << 16) -> Result:
    """The list in these bytes, given so many at a time."""
    reader = ListReader()
    rows = [row for piece in pieces(data, at_a_time) for row in reader.feed(piece)] + reader.finish()
    assert reader.sheet is not None
    piece = checked_piece(rows, reader.sheet, on=on)
    text = header_line(reader.sheet) + piece.text
    return Result(text=text, rows=read_back(text), errors=list(piece.errors), tally=piece.tally)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def read_back(text: str) -> list[Cells]:
    """A result as any other CSV reader sees it."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def list_of(*rows: Cells, separator: str = ";") -> bytes:
    """A list of these rows, with the titles of the first, written by Python's own writer."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def messages(errors: Sequence[CellError]) -> list[tuple[int, str]]:
    """Where the errors are: row and title."""
    return [(error.row, error.header) for error in errors]
