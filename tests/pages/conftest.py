"""The pages as MkDocs makes them and the last step finishes them, once for all tests of this folder."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.pages.building import copied_project, finish, mkdocs
from tests.pages.reading import ReadPage, read_site


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the finished pages, made by the first of the processes that run tests."""
    place = tmp_path_factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    project, done = place / "pages", place / "pages-are-finished"
    with (place / "pages-lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not done.exists():
            copied_project(project)
            mkdocs(project)
            finish(project)
            done.touch()
    return project / "site"


@pytest.fixture(scope="session")
def pages(built: Path) -> dict[str, ReadPage]:
    """Every finished page by its address within the site."""
    return read_site(built)
