"""What the built pages get before they are published."""

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from publishing.finishing.stamp import NotPublishable, compact, copy_lean, inline_scripts, policy, stamp

HEAD = '<!doctype html><html><head><meta charset="utf-8">'


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    folder = tmp_path / "engines" / "0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "engine.json").write_text("{}")
    return folder


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Our own assets, as they are in docs/."""
    folder = tmp_path / "docs/assets"
    (folder / "rekenhulp").mkdir(parents=True)
    (folder / "rekenhulp/element.mjs").write_text("import './client.mjs';")
    (folder / "rekenhulp/client.mjs").write_text("export {};")
    (folder / "search.js").write_text("")
    (folder / "logo.svg").write_text("<svg/>")
    return folder


@pytest.fixture
def pages(tmp_path: Path, assets: Path) -> Path:
    """What MkDocs makes of them."""
    site = tmp_path / "site"
    shutil.copytree(assets, site / "assets")
    (site / "over").mkdir()
    (site / "over/index.html").write_text(
        f'{HEAD}<script type="module" src="../assets/rekenhulp/element.mjs"></script><img src="../assets/logo.svg">'
        '<script src="../assets/theme.mjs"></script><script src="../assets/search.js"></script>'
        '<i data-engine="../engine/@engine@/" data-script="../assets/search.js"></i>'
    )
    return site


def test_a_script_finds_the_engine_from_its_own_address(pages: Path, engine: Path, assets: Path) -> None:
    stamp(pages, engine=engine, assets=assets)
    html = (pages / "over/index.html").read_text()
    script, place = (re.findall(f'{name}="(.*?)"', html)[0] for name in ("src", "data-engine"))
    assert "@engine@" not in html
    assert (pages / "over" / script / ".." / place / "engine.json").resolve().is_file()


def test_a_page_asks_for_our_scripts_by_version_and_for_the_rest_by_name(
    pages: Path, engine: Path, assets: Path
) -> None:
    stamp(pages, engine=engine, assets=assets)
    [version] = (folder.name for folder in pages.glob("assets/v-*"))
    html = (pages / "over/index.html").read_text()
    assert re.findall(r'(?:src|data-script)="(.*?)"', html) == [
        f"../assets/{version}/rekenhulp/element.mjs",
        "../assets/logo.svg",
        "../assets/theme.mjs",
        *[f"../assets/{version}/search.js"] * 2,
    ]
    assert (pages / "assets" / version / "rekenhulp/client.mjs").is_file()


def test_another_script_is_another_version(pages: Path, engine: Path, assets: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(pages, changed)
    stamp(pages, engine=engine, assets=assets)
    (assets / "rekenhulp/client.mjs").write_text("export const changed = true;")
    stamp(changed, engine=engine, assets=assets)
    [before], [after] = ([folder.name for folder in site.glob("assets/v-*")] for site in (pages, changed))
    assert before != after


def test_the_policy_stands_before_anything_that_it_must_stop(pages: Path, engine: Path, assets: Path) -> None:
    stamp(pages, engine=engine, assets=assets)
    html = (pages / "over/index.html").read_text()
    assert html.startswith(f'{HEAD}<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')


def test_the_policy_allows_the_inline_script_of_the_page_and_no_other() -> None:
    expected = base64.b64encode(hashlib.sha256(b'go("<b>")').digest()).decode()
    html = '<script>go("<b>")</script><script src="x.js"></script><script type="application/json">{"a": 1}</script>'
    assert inline_scripts(html) == ['go("<b>")']
    assert f"script-src 'self' 'sha256-{expected}'; style-src" in policy(html)
    assert "unsafe" not in policy(html)


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<p style="color: red">', "<p style=…>"),
        ("<style>p { color: red }</style>", "<style>"),
        ('<button onclick="go()">', "<button onclick=…>"),
        ("<h1>Titel<script>go()</script></h1>", r"<script>go\(\)…"),
        ('<script type="module">go()</script>', r"<script>go\(\)…"),
        ('<script>__md_scope=new URL("."+go(),location)</script>', r"<script>__md_scope=new URL.*…"),
    ],
)
def test_what_the_policy_would_block_stops_the_build_and_names_the_page(
    pages: Path, engine: Path, assets: Path, html: str, named: str
) -> None:
    (pages / "mis").mkdir()
    (pages / "mis/index.html").write_text(HEAD + html)
    with pytest.raises(NotPublishable, match=f"^mis/index.html: {named}$"):
        stamp(pages, engine=engine, assets=assets)


def test_a_copy_goes_without_what_only_explains(tmp_path: Path) -> None:
    source, target = tmp_path / "a.mjs", tmp_path / "b.mjs"
    source.write_text(
        "/** What it\n * does. */\nconst a = 1; // why\n  // A line.\n"
        'const b = "https://b/*";\n/** @type {X} */ (a);\n/* c */\nd(`*/\n`);\n'
    )
    copy_lean(str(source), str(target))
    assert target.read_text() == ('const a = 1; // why\nconst b = "https://b/*";\n(a);\nd(`*/\n`);\n')


def test_a_style_sheet_loses_its_comments_and_nothing_else() -> None:
    style = """/* why */
a  b::before {\n  content: "/*  \\"  */"; /* what
    for */ background: url(data:image/*,x);
}
"""
    assert compact(style) == ' a b::before { content: "/*  \\"  */"; background: url(data:image/*,x); } '
