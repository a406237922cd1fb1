"""What the build asks, to see what an answer needs: every kind of message that a page sends."""

import json
import re
from collections.abc import Iterable, Iterator

from calculator import corpus
from publishing.bootstrap import ROOT
from publishing.engine.questions import Conversation, conversations, openings

SENT = re.compile(r"\{\s*action: \"(\w+)\",?([^{}]*)\}")
NAME = re.compile(r"(?:^|,)\s*(\w+)\s*(?=[:,]|$)")


def sent() -> Iterator[tuple[str, str]]:
    """The messages in our scripts: each name that stands in one, with what that one asks for."""
    for script in (ROOT / "docs" / "assets").rglob("*.mjs"):
        for action, rest in SENT.findall(script.read_text()):
            yield action, ""
            yield from ((action, name) for name in NAME.findall(rest))


def asked() -> Iterator[tuple[str, str]]:
    yield from said_in(conversations(corpus.PUBLISHED))


def said_in(conversations: Iterable[Conversation]) -> Iterator[tuple[str, str]]:
    for _, texts in conversations:
        for text in texts:
            try:
                message = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(message, dict):
                yield str(message.get("action")), ""
                for name in message:
                    yield str(message.get("action")), name


def test_the_build_asks_whatever_the_pages_ask() -> None:
    found = set(sent())
    assert {action for action, _ in found} >= {"assess", "size", "year", "first", "open", "rows", "summary"}
    assert found - set(asked()) == set()


def test_whatever_the_pages_ask_is_also_asked_of_a_python_that_answered_nothing_yet() -> None:
    first = [(module, texts[:1]) for module, texts in openings(corpus.PUBLISHED)]
    assert {action for action, _ in sent()} - {action for action, _ in said_in(first)} == set()
