"""Links: the answers in an address, a mark at their end, and what of an address comes through the post.

Nobody sees that the end of an address is lost, and half an amount is an amount too. So a link ends with a mark, made of
all that stands before it: without it nothing is calculated. Links of the first version have none and keep opening.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from calculator.markup import quoted, unquoted
from calculator.screen.answers import Given, Pair
from calculator.screen.typed import visible

__all__ = ["LINK_VERSIONS", "Link", "fragment", "read_link", "sealed"]

UNMARKED, VERSION = "1", "2"
LINK_VERSIONS = (UNMARKED, VERSION)
END = "end"
MARK = re.compile(r"[0-9a-f]{8}", re.IGNORECASE | re.ASCII)

# Longer than this nothing is mended: a link of ours is shorter by far.
LONGEST_MENDED = 50_000
MOST_GAPS = 50
# An ampersand, however often it was written as one of HTML.
SEPARATOR = re.compile(r"&(?:(?:amp|#38|#x26);)*", re.IGNORECASE)
HASH = re.compile(r"^(?:[\s#]|%(?:25)*23)+")
BREAK = re.compile(r"[\r\n\t]|%0[9ad]", re.IGNORECASE)
# Where a mail program broke a line, and what it put in front of one that it quotes.
GAP = re.compile(r"(?:[\s>]|%20|%3e)+", re.IGNORECASE)
# What stands behind an address in running text.
BEHIND = re.compile(r"[\s.,;:!?)\]>}\"'”’»]+$")
# What those who send mail to many add to every address.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link holds. Only a whole one may be calculated; of a cut one the last answer is left out, perhaps half."""

    pairs: Sequence[Pair]
    state: Literal["whole", "cut", "changed"]


def fragment(given: Iterable[Given]) -> str:
    """The answers for the address, under the version of this notation; `sealed` once all is there."""
    return "&".join([f"v={VERSION}", *(f"{each.path}={quoted(each.text)}" for each in given)])


def sealed(text: str) -> str:
    """The fragment with its mark."""
    return f"{text}&{END}={_mark(_pairs(text))}"


def read_link(text: str) -> Link:
    """What the fragment of an address holds, as it was made where that still shows."""
    ways = list(_mended(text)) if len(text) <= LONGEST_MENDED else [text]
    for way in ways:
        pairs, mark = _unsealed(_pairs(way))
        if mark and mark == _mark(pairs):
            return Link(pairs=pairs, state="whole")
    pairs, mark = next(filter(_is_link, map(_unsealed, map(_pairs, ways))), _unsealed(_pairs(text)))
    if mark is None and _version(pairs) not in ("", VERSION):
        return Link(pairs=_without_what_stands_behind(pairs), state="whole")
    return Link(pairs=pairs, state="changed") if mark else Link(pairs=pairs[:-1], state="cut")


def _pairs(text: str) -> list[Pair]:
    """The names and values of a fragment. A mark is the last that counts."""
    parts = (part.partition("=") for part in SEPARATOR.split(BREAK.sub("", text)) if part)
    return [(_plain(name), _plain(value)) for name, _, value in parts]


def _plain(text: str) -> str:
    return visible(unquoted(text.replace("+", " ")))


def _unsealed(pairs: Sequence[Pair]) -> tuple[list[Pair], str | None]:
    """What stands before the mark, and the mark; None where there is none, or only half of one."""
    ours = [pair for pair in pairs if not TRACKING.fullmatch(pair[0])]
    for place, (name, value) in enumerate(ours):
        if name == END and (mark := MARK.match(value)):
            return ours[:place], mark[0].lower()
    return ours, None


def _mark(pairs: Iterable[Pair]) -> str:
    told = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)
    return f"{zlib.crc32(told.encode()):08x}"


def _is_link(unsealed: tuple[list[Pair], str | None]) -> bool:
    pairs, mark = unsealed
    return mark is not None or _version(pairs) != ""


def _version(pairs: Sequence[Pair]) -> str:
    """The version of the notation, empty where none stands there."""
    return next((value for name, value in pairs if name == "v" and value.isdecimal()), "")


def _without_what_stands_behind(pairs: list[Pair]) -> list[Pair]:
    """The pairs of a link without a mark: only a name may end as a sentence does."""
    if pairs and not pairs[-1][0].endswith(".name"):
        name, value = pairs[-1]
        return [*pairs[:-1], (name, BEHIND.sub("", value))]
    return pairs


def _mended(text: str) -> Iterator[str]:
    """The text as it came, and as it may have been: less often encoded, no mail as it is sent, on one line."""
    once = unquoted(text)
    ways = [HASH.sub("", way) for way in (text, once, unquoted(once))]
    ways += [way.replace("=3D", "=").replace("=3d", "=") for way in ways]
    yield from ways
    for way in dict.fromkeys(ways):
        yield GAP.sub("", way)
        for gap in islice(GAP.finditer(way), MOST_GAPS):
            for between in ("", "%20"):
                yield way[: gap.start()] + between + way[gap.end() :]
