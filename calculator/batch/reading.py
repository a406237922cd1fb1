"""Bytes of a CSV file to rows, whatever pieces the bytes come in.

A row that cannot be read is a row with a problem, and the next line is read again as a row of its own: a quote that
never closes costs one row, not the rest of the file.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["LONGEST_ROW", "Row", "RowReader"]

SEPARATORS = (";", ",", "\t")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_ROW = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the sheet; the first is 1, as spreadsheets count. `problem` says why it has no cells."""

    number: int
    cells: list[str]
    problem: str | None = None


class RowReader:
    """Reads the rows of one file. `is_header` recognises the title of a column: it decides the separator."""

    def __init__(self, is_header: Callable[[str], bool]) -> None:
        self._is_header = is_header
        self._separator = ""
        self._number = 0
        self._tail = b""
        self._lines: deque[str] = deque()

    def feed(self, data: bytes) -> Iterator[Row]:
        """The rows that these next bytes complete."""
        *lines, self._tail = (self._tail + data).split(b"\n")
        # Of a line without an end only so much is kept as shows that it is too long.
        self._tail = self._tail[: LONGEST_ROW * 4]
        self._lines.extend(_text(line) + "\n" for line in lines)
        yield from self._rows(ended=False)

    def finish(self) -> Iterator[Row]:
        """The rows that were waiting for an end, when there are no more bytes."""
        if self._tail:
            self._lines.append(_text(self._tail))
            self._tail = b""
        yield from self._rows(ended=True)

    def _rows(self, *, ended: bool) -> Iterator[Row]:
        if self._lines and not self._separator:
            self._lines[0] = self._lines[0].removeprefix("\ufeff")
            self._separator = self._separator_of(self._lines[0])
        while self._lines:
            row = self._row(ended=ended)
            if row is None:
                return
            yield row

    def _row(self, *, ended: bool) -> Row | None:
        """The next row; none where its end may still come."""
        taken = _Taken(self._lines)
        try:
            cells = next(csv.reader(taken, delimiter=self._separator, strict=True))
        except (csv.Error, _TooLong) as failure:
            self._lines.extendleft(reversed(taken.lines))
            if taken.ran_out and not ended:
                return None
            first = self._lines.popleft()
            too_long = isinstance(failure, _TooLong) and len(first) > LONGEST_ROW
            return self._numbered([], "row_too_long" if too_long else "quote")
        return self._numbered(cells)

    def _numbered(self, cells: list[str], problem: str | None = None) -> Row:
        self._number += 1
        return Row(number=self._number, cells=cells, problem=problem)

    def _separator_of(self, titles: str) -> str:
        """The separator that gives most columns we know."""

        def known(separator: str) -> int:
            return sum(self._is_header(title.strip(' "\r\n')) for title in titles.split(separator))

        return max(SEPARATORS, key=known)


class _TooLong(Exception):
    """One row has taken more characters than any row may have."""


class _Taken:
    """Lines as one row takes them, with what it took, and whether it wanted more than there is."""

    def __init__(self, waiting: deque[str]) -> None:
        self._waiting = waiting
        self._length = 0
        self.lines: list[str] = []
        self.ran_out = False

    def __iter__(self) -> "_Taken":
        return self

    def __next__(self) -> str:
        if not self._waiting:
            self.ran_out = True
            raise StopIteration
        line = self._waiting.popleft()
        self.lines.append(line)
        self._length += len(line)
        if self._length > LONGEST_ROW:
            raise _TooLong
        return line


def _text(line: bytes) -> str:
    """The line as UTF-8, or as the Windows-1252 of older spreadsheets where it is not."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace")
