"""How fast a list is checked, on one core and on two, and in how much memory.

    python -m tests.benchmarks.batch [rows]

The list mixes firms that are eligible, refused, undecided and written wrongly, as a real one does.
"""

import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from calculator.batch.columns import columns
from calculator.batch.writing import START, csv_line

ROWS = 20_000
JOBS = (1, 2)
# What is different from the example of the template: nothing, size, form, price, a question left open, a mistake.
KINDS: tuple[dict[str, str], ...] = (
    {},
    {"Personeel": "120", "Personeel jaar ervoor": "118"},
    {"Rechtsvorm": "vzw"},
    {"Prijs zonder btw": "30.000", "Thema": "innovatie"},
    {"Hoofdactiviteit toegelaten": ""},
    {"Prijs zonder btw": "duizend"},
)


def write_list(path: Path, rows: int) -> None:
    """A list of so many rows."""
    known = columns()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(START + csv_line(column.header for column in known))
        for kind in islice(cycle(KINDS), rows):
            file.write(csv_line(kind.get(column.header, column.example) for column in known))


def measured(source: Path, target: Path, jobs: int) -> tuple[float, int]:
    """The seconds that the command takes, and the most memory that one of its processes holds, in bytes."""
    start = perf_counter()
    command = [sys.executable, "-m", "calculator", "batch", str(source), str(target), "--jobs", str(jobs)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return perf_counter() - start, used.ru_maxrss * 1024


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        write_list(source, rows)
        print(f"{f'a list of {rows:,} rows':<28}{'rows a second':>14}{'memory, MB':>14}")
        for jobs in JOBS:
            seconds, memory = measured(source, target, jobs)
            print(f"{f'--jobs {jobs}':<28}{rows / seconds:>14,.0f}{memory / 1e6:>14,.0f}", flush=True)


if __name__ == "__main__":
    main()
