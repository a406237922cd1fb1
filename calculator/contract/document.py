"""The JSON documents of the contract: text to values with their limits, and values to text."""

import json
from collections.abc import Mapping, Sequence

from calculator.asked import FieldError, RequestErrors

__all__ = ["CONTRACT", "LONGEST_NUMBER", "Json", "NotExact", "Repeated", "decode", "written"]

# A document that is made here; it is only read from then on.
type Json = Mapping[str, Json] | Sequence[Json] | str | int | bool | None

CONTRACT = 1
LONGEST_TEXT = 2_000_000
MOST_BRACKETS = 60_000
LONGEST_NUMBER = 20


class NotExact:
    """A JSON number with a fraction or exponent, or NaN: never accepted as an amount."""

    def __init__(self, _: str) -> None:
        pass


class Repeated(dict[str, object]):
    """A JSON object in which a name stands twice."""

    names: tuple[str, ...] = ()


def decode(text: str) -> object:
    """The JSON value of the text.

    Raises `RequestErrors` when it is no JSON, too long or nested beyond reason.
    """
    if len(text) > LONGEST_TEXT or text.count("[") + text.count("{") > MOST_BRACKETS:
        raise RequestErrors([FieldError(field="", problem="too_long", facts={})])
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=_whole,
            parse_float=NotExact,
            parse_constant=NotExact,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError):
        raise RequestErrors([FieldError(field="", problem="not_json", facts={})]) from None


def _whole(text: str) -> int:
    """A JSON whole number; one with more digits than any field takes becomes just too large."""
    return int(text[:LONGEST_NUMBER])


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) == len(pairs):
        return content
    repeated = Repeated(content)
    names = [name for name, _ in pairs]
    repeated.names = tuple(sorted({name for name in names if names.count(name) > 1}))
    return repeated


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(content: Json) -> str:
    """The one way JSON is written: sorted keys, no white space, characters as they are."""
    return _WRITER.encode(content)
