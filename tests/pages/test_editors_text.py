"""What an editor types is text: quotes, tags and scripts in every field come out as typed, and run nowhere."""

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from publishing.finishing.stamp import forbidden
from publishing.finishing.structured_data import json_ld
from tests.pages.building import copied_project, finish, mkdocs

# Ends a string, a tag, a title, a comment and a script, and begins each of them; short enough for every field.
NASTY = """'"></title><!--<script>kwaad()</script><b class=kwaad>&lt;{{ 7*7 }}"""
TEXT_FIELDS = ("title", "description", "reden", "duur", "voor_wie")


class Elements(HTMLParser):
    """Notes the elements of a page, its attributes and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished pages of a project with that in every field of every entry, of every page and of the provider."""
    project = copied_project(tmp_path_factory.mktemp("project"))
    for file in (project / "docs").rglob("*.md"):
        front, body = file.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        fields = yaml.safe_load(front)
        is_entry = file.parent.name == "catalogus" and file.name != "index.md"
        for name in TEXT_FIELDS if is_entry else ("title", "description"):
            fields[name] = f"{NASTY} {name}"
        if is_entry:
            fields["wat_u_leert"] = [f"{NASTY} leert"]
            body = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE)  # then the title is the heading
        file.write_text(f"---\n{json.dumps(fields, default=str)}\n---\n{body}", encoding="utf-8")
    provider = project / "calculator" / "data" / "aanbieder.toml"
    named = [name for name, value in tomllib.loads(provider.read_text()).items() if isinstance(value, str)]
    toml = provider.read_text()
    for name in named:
        toml = re.sub(rf'^{name} = ".*"$', lambda _: f"{name} = {json.dumps(NASTY)}", toml, count=1, flags=re.MULTILINE)  # noqa: B023
    provider.write_text(toml)
    site = mkdocs(project)
    finish(project)
    return site


@pytest.mark.night
def test_in_no_page_it_makes_an_element_an_attribute_or_a_script(typed: Path) -> None:
    files = sorted(typed.rglob("*.html"))
    assert len(files) > 40
    for file in files:
        html = file.read_text(encoding="utf-8")
        page = Elements(html)
        for tag, attributes in page.found:
            assert attributes.get("class") != "kwaad", file
            assert not any("kwaad" in name or "<" in name for name in attributes), (file, tag, attributes)
        assert list(forbidden(html)) == [], file
        scripts = re.findall(r"<script[^>]*>(.*?)</script", html, re.DOTALL)
        assert not any("kwaad()" in script for script in scripts if "schema.org" not in script), file


def test_it_is_read_as_it_was_typed(typed: Path) -> None:
    html = (typed / "catalogus/seo-en-sea/index.html").read_text(encoding="utf-8")
    page = Elements(html)
    given = {
        attributes.get("property") or attributes.get("name"): attributes.get("content")
        for tag, attributes in page.found
        if tag == "meta"
    }
    assert given["description"] == given["og:description"] == f"{NASTY} description"
    assert given["og:title"] == f"{NASTY} title"
    read = re.search("<h1>(.*?)</h1>", html)
    assert read
    assert Elements(read[1]).text == f"{NASTY} title"
    for field in ("reden",):
        assert f"{NASTY} {field}" in page.text


def test_structured_data_hold_no_sign_that_begins_a_tag() -> None:
    block = json_ld([{"name": NASTY}])
    content = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in content
    assert json.loads(content)["@graph"] == [{"name": NASTY}]
