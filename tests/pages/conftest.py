"""The pages as MkDocs makes them and the last step finishes them, once for all tests of this folder."""

from pathlib import Path

import pytest

from tests.pages.building import copied_project, finish, mkdocs
from tests.pages.reading import ReadPage, read_site


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the finished pages."""
    project = copied_project(tmp_path_factory.mktemp("project"))
    site = mkdocs(project)
    finish(project)
    return site


@pytest.fixture(scope="session")
def pages(built: Path) -> dict[str, ReadPage]:
    """Every finished page by its address within the site."""
    return read_site(built)
