"""A sentence that visitors read is quoted in one test file: who writes it anew mends one line."""

import re
from collections.abc import Iterator, Mapping

from calculator.packaged import packaged_toml
from publishing.bootstrap import ROOT

FILES = ("teksten", "scherm", "lijst")
BLANK = re.compile(r"\{.*?\}")
# Shorter pieces are words that belong to nobody.
LONG_ENOUGH = 20


def sentences(table: Mapping[str, object]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from sentences(value)
        elif isinstance(value, str):
            yield value


def test_no_sentence_is_quoted_in_two_test_files() -> None:
    tests = {path: path.read_text().replace("\\u00a0", " ") for path in (ROOT / "tests").rglob("*.py")}
    pieces = {
        max(BLANK.split(sentence), key=len).strip() for name in FILES for sentence in sentences(packaged_toml(name))
    }
    quoted = {
        piece: sorted(str(path.relative_to(ROOT)) for path, text in tests.items() if piece in text)
        for piece in pieces
        if " " in piece and len(piece) >= LONG_ENOUGH
    }
    assert {piece: where for piece, where in quoted.items() if len(where) > 1} == {}
    assert any(quoted.values()), "a sentence is quoted somewhere"
