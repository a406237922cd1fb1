"""Messages made up by chance, the same ones every time: what nobody means to ask, and somebody's machine will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from publishing.engine.questions import NASTY, PAGE, Conversation, Pairs, message, pairs, requests

__all__ = ["made_up"]

SEED = 1
MESSAGES = 1_500  # as they are, and as many garbled
# What a keyboard, a spreadsheet or another program may leave in a field.
ODD = (
    *("😀", "名前", "e\u0301", "\u202eabc", "\u200b1", "１２", "½", "\x7f", "\ufffd", "ß", "ﬁ"),
    *("0,1", "0,125", "33,33", "99,995", "1e3", "1_000", "-0", "+5", "1/3", "12 %", "1.234.567,89", "NaN", "inf"),
)
FAR = ("vreemd", "enterprise.relations.999999999.share", "cost.net.net", "enterprise.periods.-1.headcount", "v", ".")


def made_up(cases: Path) -> Iterator[Conversation]:
    """Answers of two published cases mixed, some of them spoilt; each also as a text that was damaged on its way."""
    random = Random(SEED)  # noqa: S311 - no secret: the same every time
    known = [list(pairs(request)) for request in requests(cases)]
    typed = sorted({text for given in known for _, text in given})
    for _ in range(MESSAGES):
        text = message(_spoilt(random, _mixed(random, known), typed))
        yield PAGE, [text]
        yield PAGE, [_garbled(random, text)]


def _mixed(random: Random, known: Sequence[Pairs]) -> Pairs:
    """The answers of one case, some of them those of another."""
    one, other = random.choices(known, k=2)
    return list({**dict(one), **dict(random.sample(other, k=random.randint(0, len(other))))}.items())


def _spoilt(random: Random, given: Pairs, typed: Sequence[str]) -> Pairs:
    """These answers, a few of them what was typed elsewhere, or nasty; sometimes with one that nobody asked."""
    for place in random.choices(range(len(given)), k=random.randrange(4)):
        given[place] = given[place][0], random.choice(random.choice((NASTY, ODD, typed)))
    return given + [(random.choice(FAR), random.choice(ODD)) for _ in range(random.randrange(2))]


def _garbled(random: Random, text: str) -> str:
    """Noise, or the text without a piece of it, or with some of its bytes changed."""
    kind = random.randrange(3)
    if kind == 0:
        return random.randbytes(random.randrange(200)).decode(errors="replace")
    if kind == 1:
        start, end = sorted(random.choices(range(len(text)), k=2))
        return text[:start] + text[end:]
    data = bytearray(text.encode())
    for place in random.choices(range(len(data)), k=random.randint(1, 4)):
        data[place] = random.randrange(256)
    return data.decode(errors="replace")
