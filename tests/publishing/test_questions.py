"""What the build asks, to see what an answer needs: every kind of message that a page sends."""

import json
import re
from collections.abc import Iterator

from calculator import corpus
from publishing.bootstrap import ROOT
from publishing.engine.questions import conversations

SENT = re.compile(r"\{\s*action: \"(\w+)\",?([^{}]*)\}")
NAME = re.compile(r"(?:^|,)\s*(\w+)\s*(?=[:,]|$)")


def sent() -> Iterator[tuple[str, str]]:
    """The messages in our scripts: each name that stands in one, with what that one asks for."""
    for script in (ROOT / "docs" / "assets").rglob("*.mjs"):
        for action, rest in SENT.findall(script.read_text()):
            yield action, ""
            yield from ((action, name) for name in NAME.findall(rest))


def asked() -> Iterator[tuple[str, str]]:
    for _, texts in conversations(corpus.PUBLISHED):
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
