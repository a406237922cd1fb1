"""Bytes of a CSV file to rows, whatever pieces the bytes come in.

A row that cannot be read is a row with a problem, and the next line is read again as a row of its own: a quote that
never closes costs one row, not the rest of the file.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from calculator.batch.letters import Letters

__all__ = ["HEAD", "LONGEST_ROW", "Row", "RowReader"]

SEPARATORS = (";", ",", "\t", "|")
LONGEST_ROW = 100_000
# The titles stand in one of the first so many rows.
HEAD = 20
# The end of the first line, where it is none inside a cell between quotes.
FIRST_END = re.compile(rb'(?:[^"\r\n]++|"[^"]*+")*+(\r\n|\r(?=.)|\n)', re.DOTALL)
# What filled up the last block of a file, or marked its end, for programs of long ago.
BEHIND_THE_LAST = b"\0\x1a"
# What Excel writes and reads above the titles; neither it nor LibreOffice counts it as a row.
DECLARED_SEPARATOR = re.compile(r'"?sep=(?P<separator>[^"\r\n])"?[;,\t ]*[\r\n]*', re.IGNORECASE)


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
        self._letters = Letters()
        self._end = b""
        self._older_letters = "windows-1252"
        self._separator = ""
        self._widest = 0
        self._number = 0
        self._tail = b""
        self._lines: deque[str] = deque()

    def feed(self, data: bytes) -> Iterator[Row]:
        """The rows that these next bytes complete. Raises `FileRefused` where they are no text."""
        self._take(self._letters.feed(data))
        yield from self._rows(ended=False)

    def finish(self) -> Iterator[Row]:
        """The rows that were waiting for an end, when there are no more bytes. Raises `FileRefused`."""
        self._take(self._letters.feed(b"", last=True), last=True)
        if rest := self._tail.rstrip(BEHIND_THE_LAST):
            self._lines.append(self._text(rest.removesuffix(b"\r")))
        self._tail = b""
        yield from self._rows(ended=True)

    def _take(self, data: bytes, *, last: bool = False) -> None:
        """Cut these next bytes in lines."""
        self._tail += data
        if not self._end and not self._find_end(last=last):
            return
        *lines, self._tail = self._tail.split(self._end)
        # Of a line without an end only so much is kept as shows that it is too long.
        self._tail = self._tail[: LONGEST_ROW * 4]
        # After \r\r\n, which spreadsheets take for two ends, the last sign of it stands in front of the next line.
        self._lines.extend(self._text(line.lstrip(b"\n")) + "\n" for line in lines)

    def _find_end(self, *, last: bool) -> bool:
        """Learn how the lines of this file end; False while that does not show."""
        found = FIRST_END.match(self._tail[: LONGEST_ROW * 4])
        if found is None and len(self._tail) < LONGEST_ROW * 4 and not last:
            return False
        self._end = b"\n"
        if found and found[1] == b"\r":
            # Only a Macintosh of before ended lines so, and had letters of its own.
            self._end, self._older_letters = b"\r", "mac_roman"
        return True

    def _text(self, line: bytes) -> str:
        """The line as UTF-8, or in the letters of older spreadsheets where it is not."""
        try:
            return line.decode()
        except UnicodeDecodeError:
            return line.decode(self._older_letters, errors="replace")

    def _rows(self, *, ended: bool) -> Iterator[Row]:
        if not self._separator:
            if len(self._lines) < HEAD and not ended:
                return
            self._separator = self._likely(self._declared())
        while self._lines:
            row = self._row(ended=ended)
            if row is None:
                return
            yield row

    def _row(self, *, ended: bool) -> Row | None:
        """The next row; none where its end may still come."""
        line = self._lines[0].removesuffix("\n").removesuffix("\r")
        if '"' not in line and "\r" not in line and len(line) < LONGEST_ROW:
            self._lines.popleft()
            return self._numbered(line.split(self._separator))
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
        return self._numbered(self._unpacked(cells))

    def _unpacked(self, cells: list[str]) -> list[str]:
        """The cells of a row; where a spreadsheet with another separator took it for one cell, those in that cell."""
        if len(cells) != 1 or self._separator not in cells[0]:
            return cells
        try:
            inside = next(csv.reader(cells, delimiter=self._separator, strict=True))
        except csv.Error:
            return cells
        return inside if len(inside) == self._widest else cells

    def _numbered(self, cells: list[str], problem: str | None = None) -> Row:
        self._number += 1
        self._widest = max(self._widest, len(cells))
        return Row(number=self._number, cells=cells, problem=problem)

    def _declared(self) -> str:
        """The separator that the file names on a line of its own, which is then no row."""
        declared = DECLARED_SEPARATOR.fullmatch(self._lines[0]) if self._lines else None
        if declared is None:
            return ""
        self._lines.popleft()
        return declared["separator"]

    def _likely(self, declared: str) -> str:
        """The declared separator where it gives a column we know, or else the one that gives most in a row."""
        head = [line for line in islice(self._lines, HEAD) if len(line) <= LONGEST_ROW]

        def known(separator: str) -> int:
            return max((sum(map(self._is_header, cells)) for cells in _split(head, separator)), default=0)

        return declared if declared and known(declared) else max(SEPARATORS, key=known)


def _split(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """These lines in cells, as far as they can be read."""
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        return


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
