"""The same sources give the same site."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publishing import build
from publishing.bootstrap import ROOT


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def copy_of_the_sources(tmp_path: Path) -> Path:
    """The sources in another folder, with the set-up of this one."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for path in (ROOT / name for name in names if name):
        if path.is_file():
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    for name in (".venv", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.night
def test_the_same_sources_in_another_folder_give_the_same_bytes(site: Path, copy_of_the_sources: Path) -> None:
    told = {**os.environ, "SOURCE_DATE_EPOCH": build.commit_time()}
    command = [sys.executable, "-m", "publishing.build"]
    subprocess.run(command, cwd=copy_of_the_sources, env=told, check=True, capture_output=True)
    assert contents(copy_of_the_sources / "site") == contents(site)


def test_a_site_that_is_there_is_not_made_again(site: Path) -> None:
    before = site.stat().st_mtime_ns
    assert not build.build()
    assert site.stat().st_mtime_ns == before


def test_another_day_is_another_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ON", "2026-01-31")
    january = build.fingerprint(build.SOURCES, build.settings())
    monkeypatch.setenv("ON", "2026-02-01")
    assert build.fingerprint(build.SOURCES, build.settings()) != january
