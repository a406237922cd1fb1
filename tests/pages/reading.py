"""Reads finished pages the way a visitor without scripts, a link checker and a search engine do."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

__all__ = ["ReadPage", "read_page", "read_site"]

UNREAD = frozenset({"script", "style", "template", "svg"})
# What is not running text: loose words in rows and fields, and the titles of sources.
NO_PROSE = frozenset({"table", "form", "aside"})
NO_PROSE_CLASSES = frozenset({"rk-source", "rk-sources"})
PROSE = frozenset({"p", "li", "dd"})
WITHOUT_END = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass(slots=True)
class ReadPage:
    """What one page holds."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    data: list[dict[str, object]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    article: str = ""
    prose: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = ReadPage()
        self.open: list[str] = []
        self.no_prose: list[bool] = []
        self.data_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        page = self.page
        if "id" in given:
            page.ids.append(given["id"])
        if tag == "a" and "href" in given:
            page.links.append(given["href"])
        if tag == "link" and given.get("rel") == "canonical":
            page.canonical = given["href"]
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            page.sources.append(given["href"])
        if tag in {"script", "img", "source"} and "src" in given:
            page.sources.append(given["src"])
        if tag == "meta":
            page.meta[given.get("name") or given.get("property", "")] = given.get("content", "")
        self.data_block = tag == "script" and given.get("type") == "application/ld+json"
        if tag in {"h1", "h2", "h3", "h4"} and "article" in self.open:
            page.headings.append((int(tag[1]), ""))
        if tag in PROSE and "article" in self.open:
            page.prose.append("")
        if tag not in WITHOUT_END:
            self.open.append(tag)
            self.no_prose.append(tag in NO_PROSE or not NO_PROSE_CLASSES.isdisjoint(given.get("class", "").split()))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                self.no_prose.pop()
            self.no_prose.pop()

    def handle_data(self, data: str) -> None:
        page = self.page
        if self.data_block:
            page.data.append(json.loads(data))
            self.data_block = False
        elif "title" in self.open and "head" in self.open:
            page.title += data
        elif "article" in self.open and not UNREAD.intersection(self.open):
            page.article += data
            if PROSE.intersection(self.open) and not any(self.no_prose):
                page.prose[-1] += data
            if self.open[-1] in {"h1", "h2", "h3", "h4"}:
                level, text = page.headings[-1]
                page.headings[-1] = level, text + data


def read_page(file: Path) -> ReadPage:
    """One page."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.page


def read_site(site: Path) -> dict[str, ReadPage]:
    """Every page of a site by its address within it; the home page is the empty one.

    What is shown in a frame of another site, and kept out of search engines, is no page of this one.
    """
    read = {
        file.relative_to(site).as_posix().removesuffix("index.html"): read_page(file)
        for file in sorted(site.rglob("*.html"))
    }
    return {path: page for path, page in read.items() if page.meta.get("robots") != "noindex"}
