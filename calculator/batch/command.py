"""The list on the command line: from file to file, in constant memory and on several cores."""

import re
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import batched, chain
from pathlib import Path
from typing import BinaryIO

from calculator.batch.columns import Sheet
from calculator.batch.listing import ListReader, Piece, checked_piece, header_line
from calculator.batch.reading import Row
from calculator.batch.tally import Tally
from calculator.batch.wording import FileRefused, wording

__all__ = ["run"]

BYTES_AT_A_TIME = 1 << 16
ROWS_AT_A_TIME = 200
PIECES_AHEAD = 4  # for each job: enough to keep it busy, few enough to keep memory small
START_OF_ROW = re.compile(rb'"(\d+)";')

CLEAN, ROWS_WITH_ERRORS, NOT_FINISHED = 0, 1, 2


def run(source: Path, target: Path, *, jobs: int = 1, from_row: int = 1, on: str | None = None) -> int:
    """Check the list in `source` into `target`: exit status 0, 1 when rows had errors, 2 when it did not finish.

    With `from_row` the rows before it stay as they are in `target`, which is written on from there. `on` is the day
    of the application for rows that give none.
    """
    total, last_row = Tally(), from_row - 1
    try:
        with source.open("rb") as given, target.open("r+b" if from_row > 1 else "wb") as result:
            sheet, rows = _opened(given)
            for notice in sheet.notices:
                print(f"batch: {wording('notice', 'start')} {notice}", file=sys.stderr)
            if from_row > 1:
                _cut(result, from_row)
            else:
                result.write(header_line(sheet).encode())
            wanted = (row for row in rows if row.number >= from_row)
            for piece in _pieces(wanted, sheet, jobs=jobs, on=on):
                result.write(piece.text.encode())
                result.flush()
                total.add(piece.tally)
                last_row = piece.last_row
                _show_progress(last_row)
    except (FileRefused, OSError) as failure:
        print(f"batch: {failure}", file=sys.stderr)
        return NOT_FINISHED
    except KeyboardInterrupt:
        print(f"\nbatch: stopped; go on with --from-row {last_row + 1}", file=sys.stderr)
        return NOT_FINISHED
    print(_summary(total))
    return ROWS_WITH_ERRORS if total.with_errors else CLEAN


def _opened(given: BinaryIO) -> tuple[Sheet, Iterator[Row]]:
    """The sheet of a file and the rows below its titles, read as they are asked for."""
    reader = ListReader()
    rows = _rows(given, reader)
    first = list(next(rows, []))
    assert reader.sheet is not None, "a file without a sheet is refused"
    return reader.sheet, chain(first, chain.from_iterable(rows))


def _rows(given: BinaryIO, reader: ListReader) -> Iterator[list[Row]]:
    """The rows as they become complete; the first list comes when the titles are known."""
    while data := given.read(BYTES_AT_A_TIME):
        rows = reader.feed(data)
        if reader.sheet is not None:
            yield rows
    yield reader.finish()


def _cut(result: BinaryIO, from_row: int) -> None:
    """Leave out of an earlier result this row, those after it and half a row at its end.

    No line inside a cell looks like the start of a row: there every quote is doubled.
    """
    end = result.tell()
    for line in result:
        start = START_OF_ROW.match(line)
        if (start and int(start[1]) >= from_row) or not line.endswith(b"\n"):
            break
        end += len(line)
    result.seek(end)
    result.truncate()


def _pieces(rows: Iterable[Row], sheet: Sheet, *, jobs: int, on: str | None) -> Iterator[Piece]:
    """The rows checked, in their order, by so many processes."""
    work = partial(checked_piece, sheet=sheet, on=on)
    batches = batched(rows, ROWS_AT_A_TIME, strict=False)
    if jobs == 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_first_process) as pool:
        waiting: deque[Future[Piece]] = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > jobs * PIECES_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _leave_interrupts_to_the_first_process() -> None:  # pragma: no cover - runs in the other processes
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _show_progress(row: int) -> None:
    """Where we are, for whoever is watching."""
    if sys.stderr.isatty():
        print(f"\rrow {row:,}", end="", file=sys.stderr, flush=True)


def _summary(total: Tally) -> str:
    counts = (f"{total.outcomes[outcome]:,} {outcome}" for outcome in ("eligible", "not_eligible", "undecided"))
    return f"{total.rows:,} rows: {', '.join(counts)}, {total.with_errors:,} with errors"
