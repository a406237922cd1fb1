"""Which service worker the build writes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from publishing.finishing.offline import SERVICE_WORKER, add_service_worker


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site with something of each kind."""
    for name in (
        "index.html",
        "404.html",
        "over/index.html",
        "over/cijfers.csv",
        "assets/engine/0123456789abcdef/engine.json",
        "assets/v-0123456789abcdef/rekenhulp/element.mjs",
        "assets/javascripts/bundle.01234567.min.js",
        "assets/javascripts/bundle.01234567.min.js.map",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def version(site: Path) -> dict[str, Any]:
    add_service_worker(site)
    read: dict[str, Any] = json.loads(
        (site / SERVICE_WORKER).read_text().split("globalThis.SITE = ")[1].split(";\n")[0]
    )
    return read


def test_pages_are_kept_by_the_address_that_visitors_use_and_the_engine_comes_last(small: Path) -> None:
    assert list(version(small)["files"]) == [
        "404.html",
        "",
        "over/",
        "assets/javascripts/bundle.01234567.min.js",
        "assets/v-0123456789abcdef/rekenhulp/element.mjs",
        "assets/engine/0123456789abcdef/engine.json",
    ]


def test_each_file_has_the_hash_of_what_is_in_it(small: Path) -> None:
    (small / "over/index.html").write_bytes(b"abc")
    # The example of the standard, FIPS 180-4.
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert version(small)["files"]["over/"] == expected


def test_another_word_on_a_page_is_another_version_and_the_same_site_the_same(small: Path) -> None:
    before = version(small)
    assert version(small) == before
    (small / "over/index.html").write_text("other")
    assert version(small)["build"] != before["build"]


def test_switched_off_it_keeps_nothing_and_the_pages_know(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = small / "over/index.html"
    page.write_text('<rk-offline data-worker="../sw.js"></rk-offline>')
    version(small)
    assert page.read_text() == '<rk-offline data-worker="../sw.js"></rk-offline>'
    monkeypatch.setenv("OFFLINE", "off")
    assert version(small)["files"] == {}
    assert page.read_text() == '<rk-offline data-off data-worker="../sw.js"></rk-offline>'


def test_every_kept_file_of_the_site_exists_and_the_calculator_is_among_them(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    files = version(tmp_path / "site")["files"]
    assert [
        path for path in files if not (site / path / ("index.html" if path[-1:] in {"", "/"} else "")).exists()
    ] == []
    assert {"", "rekenhulp/", "search/search_index.json"} <= set(files)
    assert sum(path.startswith("assets/engine/") for path in files) == 4
