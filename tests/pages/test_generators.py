"""MkDocs and its successor Zensical make the same site from the same files."""

from pathlib import Path

import pytest

from tests.pages.building import copied_project, finish, zensical
from tests.pages.reading import ReadPage, read_site

pytestmark = pytest.mark.night


@pytest.fixture(scope="module")
def by_zensical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("zensical"))
    site = zensical(project)
    finish(project)
    return site


def test_both_make_the_same_pages_with_the_same_titles(pages: dict[str, ReadPage], by_zensical: Path) -> None:
    others = read_site(by_zensical)
    assert {name: page.title for name, page in others.items()} == {name: page.title for name, page in pages.items()}


def test_both_expand_every_marker(pages: dict[str, ReadPage], by_zensical: Path) -> None:
    for name, other in read_site(by_zensical).items():
        assert words(other) == words(pages[name]), name
    assert [file for file in by_zensical.rglob("*.html") if "<!-- reken:" in file.read_text(encoding="utf-8")] == []


def words(page: ReadPage) -> list[str]:
    """The words of the article, without the sign that a theme puts beside headings."""
    return page.article.replace("¶", " ").split()
