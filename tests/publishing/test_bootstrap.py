"""The set-up finds the right Python and does nothing twice."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from publishing import bootstrap


def test_a_second_set_up_finds_everything_there() -> None:
    command = [sys.executable, "publishing/bootstrap.py", "test"]
    done = subprocess.run(command, cwd=bootstrap.ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_each_level_holds_the_one_before_it() -> None:
    levels = [packages(f"requirements/{level}.txt") for level in bootstrap.LEVELS]
    assert all(before < after for before, after in pairwise(levels))


def packages(name: str) -> set[str]:
    lines = (bootstrap.ROOT / name).read_text().splitlines()
    return {line.removesuffix(" \\") for line in lines if "==" in line}


def test_a_change_of_what_is_installed_is_a_reason_to_set_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/site.txt", "package-lock.json", ".python-version"):
        (tmp_path / name).write_bytes((bootstrap.ROOT / name).read_bytes())
    before = bootstrap.fingerprint("site")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.fingerprint("site") == before
    with (tmp_path / "requirements/site.txt").open("a") as requirements:
        requirements.write("one-more==1.0")
    assert bootstrap.fingerprint("site") != before


def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shim of pyenv is there for every version and fails for those that are not chosen."""
    shim = tmp_path / f"python{bootstrap.VERSION}"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setattr(bootstrap, "pythons_here", lambda: iter([str(shim), "no-such-python", sys.executable]))
    assert bootstrap.find_python() == sys.executable


def test_the_newest_python_of_pyenv_is_found_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [tmp_path / f"versions/{bootstrap.VERSION}.{patch}/bin/python{bootstrap.VERSION}" for patch in (9, 1)]
    for python in found:
        python.parent.mkdir(parents=True)
        python.touch()
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    assert list(bootstrap.pythons_here()) == [sys.executable, *map(str, found)]
