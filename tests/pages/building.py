"""Builds the pages alone, without the engine, from a copy of the project in a folder of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from publishing.bootstrap import ROOT

__all__ = ["copied_project", "finish", "mkdocs", "zensical"]

PINNED = ("package-lock.json", "node_modules/pyodide/pyodide-lock.json")
PARTS = ("calculator", "publishing", "docs", "tests/cases", "mkdocs.yml", "LICENSE", *PINNED)


def copied_project(into: Path) -> Path:
    """What the pages are made from, copied; to be changed at will."""
    for part in PARTS:
        source, target = ROOT / part, into / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return into


def mkdocs(project: Path) -> Path:
    """The folder of the site that MkDocs makes, any warning of it being an error."""
    _run(project, "-m", "mkdocs", "--quiet", "build", "--strict")
    return project / "site"


def zensical(project: Path) -> Path:
    """The folder of the site that Zensical makes, any warning of it being an error."""
    _run(project, "-m", "zensical", "build", "--strict", "--clean")
    return project / "site"


def finish(project: Path) -> None:
    """The step after the generator, in place."""
    _run(
        project,
        "-c",
        "from pathlib import Path; from publishing.finishing.finish import finish_site; finish_site(Path('site'))",
    )


def _run(project: Path, *arguments: str) -> None:
    settings = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONDONTWRITEBYTECODE": "1", "ON": ""}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
