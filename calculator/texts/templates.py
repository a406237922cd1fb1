"""The sentences and words of `data/teksten.toml`, with the blanks they have."""

from collections.abc import Iterator, Mapping
from functools import cache

from calculator.packaged import packaged_text, packaged_toml

__all__ = ["filled", "sentence_ids", "template", "word"]


@cache
def template(*path: str) -> str:
    """The sentence with its blanks, by table and key: `("finding", "theme", "none")`."""
    return packaged_text("teksten", *path)


@cache
def word(key: str) -> str:
    """One of the words between the sentences."""
    return template("word", key)


def filled(text: str, **facts: str) -> str:
    """The text with its blanks filled in."""
    return text.format_map(facts)


def sentence_ids() -> frozenset[str]:
    """The id of every sentence and word: `finding.theme.none`."""
    return frozenset(_ids(packaged_toml("teksten"), ""))


def _ids(table: Mapping[str, object], prefix: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _ids(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"
