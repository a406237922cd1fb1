"""`python -m calculator batch`: from file to file."""

import subprocess
import sys
from pathlib import Path

import pytest

from calculator.__main__ import main
from calculator.batch import command
from tests.batch.lists import EXAMPLE, checked, list_of, read_back

WRONG = {**EXAMPLE, "Omzet": "veel"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A list of 1,000 rows, of which row 502 is wrong."""
    path = tmp_path / "in.csv"
    rows = [{**EXAMPLE, "Onderneming": f"Onderneming {number}"} for number in range(2, 1_002)]
    rows[500] = {**rows[500], "Omzet": "veel"}
    path.write_bytes(list_of(*rows))
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"


def test_the_command_line_and_the_page_share_reader_check_and_writer(source: Path, target: Path) -> None:
    assert main(["batch", str(source), str(target)]) == 1
    assert target.read_bytes() == checked(source.read_bytes()).text.encode()


def test_several_processes_give_the_same_bytes(source: Path, target: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.csv"
    main(["batch", str(source), str(alone)])
    assert main(["batch", str(source), str(target), "--jobs", "2"]) == 1
    assert target.read_bytes() == alone.read_bytes()


def test_a_long_list_waits_for_its_processes(tmp_path: Path) -> None:
    """More pieces than wait at a time for two processes: 2,000 rows are ten pieces of 200."""
    long, result = tmp_path / "long.csv", tmp_path / "result.csv"
    long.write_bytes(list_of(*({**EXAMPLE, "Onderneming": str(number)} for number in range(2_000))))
    assert main(["batch", str(long), str(result), "--jobs", "2"]) == 0
    assert result.read_bytes() == checked(long.read_bytes()).text.encode()


def test_titles_longer_than_what_is_read_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.batch.command.BYTES_AT_A_TIME", 20)
    short, result = tmp_path / "short.csv", tmp_path / "result.csv"
    short.write_bytes(list_of(EXAMPLE))
    assert main(["batch", str(short), str(result)]) == 0
    assert result.read_bytes() == checked(short.read_bytes()).text.encode()


def test_the_result_is_what_belgian_excel_opens(source: Path, target: Path) -> None:
    main(["batch", str(source), str(target)])
    data = target.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"Rij";"Onderneming";')
    assert data.endswith(b'"\r\n')
    assert b'"1.438,02"' in data
    assert b'"431,41"' in data


@pytest.mark.parametrize(
    ("rows", "status"), [([EXAMPLE, EXAMPLE], 0), ([EXAMPLE, WRONG], 1)], ids=["all right", "one wrong"]
)
def test_the_exit_status_says_whether_rows_had_errors(
    rows: list[dict[str, str]], status: int, target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(list_of(*rows))
    assert main(["batch", str(source), str(target)]) == status
    said = capsys.readouterr()
    assert said.out == f"2 rows: {2 - status} eligible, 0 not_eligible, 0 undecided, {status} with errors\n"
    assert said.err == "", "progress is for a terminal"


@pytest.mark.parametrize(("data", "said"), [(b"Naam\nx\n", "geen enkele kolom"), (b"", "leeg"), (None, "No such file")])
def test_a_file_that_cannot_be_checked_is_status_2(
    data: bytes | None, said: str, target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    if data is not None:
        source.write_bytes(data)
    assert main(["batch", str(source), str(target)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("kept", [0, 1, 700, 1_000])
def test_a_run_that_was_broken_off_goes_on_at_a_row(source: Path, target: Path, kept: int) -> None:
    main(["batch", str(source), str(target)])
    whole = target.read_bytes()
    lines = whole.splitlines(keepends=True)
    target.write_bytes(b"".join(lines[: kept + 1]) + b'"99')  # the machine stopped while it wrote a row
    assert main(["batch", str(source), str(target), "--from-row", str(kept + 2)]) == (1 if kept < 501 else 0)
    assert target.read_bytes() == whole


def test_going_on_at_an_earlier_row_makes_the_rows_after_it_anew(source: Path, target: Path) -> None:
    main(["batch", str(source), str(target)])
    whole = target.read_bytes()
    assert main(["batch", str(source), str(target), "--from-row", "600"]) == 0
    assert target.read_bytes() == whole


def test_a_day_for_rows_that_give_none(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(list_of({**EXAMPLE, "Dag van de aanvraag": ""}))
    assert main(["batch", str(source), str(target), "--on", "2026-11-23"]) == 0
    assert read_back(target.read_text(encoding="utf-8"))[0]["Steun"] == "431,41"


@pytest.mark.night
def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    """Four times the rows may cost no more than a few percent of memory."""
    used = []
    for rows in (2_000, 8_000):
        source = tmp_path / f"{rows}.csv"
        source.write_bytes(list_of(*([EXAMPLE] * rows)))
        python = [sys.executable, "-c", MEASURED, str(source), str(tmp_path / "out.csv")]
        used.append(int(subprocess.run(python, capture_output=True, text=True, check=True).stdout.split()[-1]))
    assert used[1] < used[0] * 1.1
    assert used[1] < 20_000_000


# Only what this run allocates: the system's own figure counts what the process that started it held as well.
MEASURED = """
import sys, tracemalloc
from calculator.__main__ import main
tracemalloc.start()
main(["batch", *sys.argv[1:]])
print(tracemalloc.get_traced_memory()[1])
"""


def test_progress_shows_on_a_terminal(
    source: Path, target: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["batch", str(source), str(target)])
    assert capsys.readouterr().err.split("\r")[1:] == [f"row {row:,}" for row in (201, 401, 601, 801, 1001)]


def test_an_interrupted_run_says_where_to_go_on_and_can(
    source: Path, target: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["batch", str(source), str(target)])
    whole = target.read_bytes()

    def interrupt(row: int) -> None:
        if row == 401:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "_show_progress", interrupt)
    assert main(["batch", str(source), str(target)]) == 2
    assert capsys.readouterr().err.endswith("batch: stopped; go on with --from-row 402\n")
    assert main(["batch", str(source), str(target), "--from-row", "402"]) == 1
    assert target.read_bytes() == whole
