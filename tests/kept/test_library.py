"""The wheel: the same bytes each time, installed alone, typed, and right on every published case."""

import doctest
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calculator import corpus
from publishing.bootstrap import ROOT

SOURCES = ("calculator", "pyproject.toml", "LICENSE")
LONG_AGO = "315532800"  # the first day that a zip file can write down


def wheel(into: Path) -> Path:
    """A wheel built from a copy of the sources."""
    project = into / "project"
    project.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, project / name)
    build = [*pip("wheel"), "--no-build-isolation", "--no-deps", "--wheel-dir", str(into), str(project)]
    run(build, SOURCE_DATE_EPOCH=LONG_AGO)
    (built,) = into.glob("*.whl")
    return built


def pip(command: str) -> list[str]:
    return [sys.executable, "-m", "pip", command, "-qq", "--disable-pip-version-check", "--no-index"]


def run(command: list[str], cwd: Path | None = None, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def alone(built: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A Python in which nothing is installed but the wheel, not even pip; started apart from the repository."""
    folder = tmp_path_factory.mktemp("alone")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = str(folder / "bin" / "python")
    run([sys.executable, "-m", "pip", "--python", python, *pip("install")[3:], "--no-deps", str(built)])
    return [python, "-I"]


@pytest.mark.night
def test_the_same_sources_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert wheel(tmp_path).read_bytes() == built.read_bytes()


def test_the_wheel_holds_every_module_every_data_file_and_its_marker_of_types(built: Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.py", "*.toml", "py.typed")
        for path in (ROOT / "calculator").rglob(pattern)
    }
    names = set(zipfile.ZipFile(built).namelist())
    assert "calculator/py.typed" in wanted
    assert wanted == {name for name in names if ".dist-info/" not in name}


@pytest.mark.night
def test_the_download_of_the_cases_passes_in_a_clean_environment(alone: list[str], tmp_path: Path) -> None:
    published = corpus.read(corpus.PUBLISHED)
    (tmp_path / "gevallen.json").write_text(corpus.to_json(published), encoding="utf-8")
    printed = run([*alone, "-m", "calculator", "corpus", "gevallen.json"], cwd=tmp_path)
    assert printed == f"{len(published)} passed, 0 failed\n"


def test_nothing_else_is_installed_with_it(alone: list[str], tmp_path: Path) -> None:
    listing = "from importlib.metadata import distributions; print([each.name for each in distributions()])"
    assert run([*alone, "-c", listing], cwd=tmp_path) == "['calculator']\n"


def test_the_examples_of_the_library_page_hold() -> None:
    result = doctest.testfile(str(ROOT / ".github" / "LIBRARY.md"), module_relative=False)
    assert result.attempted > 10
    assert result.failed == 0
