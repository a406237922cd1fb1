"""What search engines read about a page (schema.org as JSON-LD): its publisher, its place, its questions.

Everything is read from the finished page and from the provider's data, so nothing is said twice by hand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from calculator.scheme.rows import Provider

__all__ = ["PageText", "breadcrumb", "json_ld", "organisation", "questions", "read_page"]

type Thing = dict[str, object]

QUESTION = "h3"
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# Places inside the article that are not part of an answer.
SILENT = frozenset({"script", "style", "template", "svg", "aside"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A finished page: its address, its first heading, and each question with its answer."""

    address: str
    heading: str
    questions: tuple[tuple[str, str], ...]


def read_page(html: str) -> PageText:
    """The text of a finished page."""
    reader = _Reader()
    reader.feed(html)
    return PageText(
        address=reader.address,
        heading=_spaced(reader.heading),
        questions=tuple((_spaced(question), _spaced(answer)) for question, answer in reader.questions),
    )


def organisation(provider: Provider, address: str) -> Thing:
    """Who publishes the site; what is not filled in is left out."""
    place = {"streetAddress": provider.street, "addressLocality": provider.city, "addressCountry": "BE"}
    known = {
        "name": provider.name,
        "legalName": provider.legal_name,
        "description": provider.description,
        "url": provider.website or address,
        "email": provider.email,
        "telephone": provider.phone,
        "vatID": provider.enterprise_number,
    }
    return {
        "@type": "Organization",
        **{name: value for name, value in known.items() if value},
        **({"address": {"@type": "PostalAddress", **place}} if provider.street and provider.city else {}),
    }


def breadcrumb(path: str, pages: Mapping[str, PageText]) -> Thing | None:
    """The way from the home page to this one, by the folders of its address; none for the home page itself."""
    parts = path.strip("/").split("/")
    above = ["", *("/".join(parts[:depth]) + "/" for depth in range(1, len(parts)))]
    way = [pages[step] for step in (*above, path) if step in pages]
    if path == "" or len(way) < 2:
        return None
    items = [
        {"@type": "ListItem", "position": place, "name": page.heading, "item": page.address}
        for place, page in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def questions(page: PageText) -> Thing:
    """The questions of a page with their answers."""
    asked = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in page.questions
    ]
    return {"@type": "FAQPage", "mainEntity": asked}


def json_ld(things: list[Thing]) -> str:
    """A data block for the head of a page; it holds no sign that a browser could read as a tag or a comment."""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, sort_keys=True)
    return f'<script type="application/ld+json">{text.replace("<", "\\u003c")}</script>'


def _spaced(text: str) -> str:
    return " ".join(text.replace("¶", " ").split())


class _Reader(HTMLParser):
    """Reads the article of a page: its canonical address, its first heading, and what follows each question."""

    def __init__(self) -> None:
        super().__init__()
        self.address = ""
        self.heading = ""
        self.questions: list[tuple[str, str]] = []
        self._in_article = False
        self._silent = 0
        self._heading: str | None = None
        self._text = ""
        self._asked: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "canonical":
            self.address = given.get("href") or ""
        if tag == "article":
            self._in_article = True
        if not self._in_article:
            return
        if tag in SILENT:
            self._end_answer()
            self._silent += 1
        if tag in HEADINGS:
            self._end_answer()
            self._heading, self._text = tag, ""
        elif self._asked is not None:
            self._text += " "

    def handle_data(self, data: str) -> None:
        if self._in_article and not self._silent:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT and self._silent:
            self._silent -= 1
        if tag == "article":
            self._end_answer()
            self._in_article = False
        if tag == self._heading:
            self._end_heading(tag)

    def _end_heading(self, tag: str) -> None:
        text = _spaced(self._text)
        if tag == "h1" and not self.heading:
            self.heading = text
        self._asked = text if tag == QUESTION and text.endswith("?") else None
        self._heading, self._text = None, ""

    def _end_answer(self) -> None:
        if self._asked is not None:
            self.questions.append((self._asked, self._text))
        self._asked = None
