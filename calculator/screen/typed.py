"""What people type in Belgium, turned into the text the contract expects, and back.

A pure change of notation: nothing is judged here. What is ambiguous or wrong comes back as it was typed, so
that the contract refuses it at its own field and the visitor loses nothing.
"""

import re
from collections.abc import Callable

__all__ = ["contract_text", "legible", "typed_text", "visible"]

LONGEST_TYPED = 60
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
# Soft hyphens, and what joins, parts or turns round what stands beside it: pasted along, and seen by nobody.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# The same signs as wide as a Chinese character, and those that go with Arabic digits.
WIDE = {ord("\uff01") + place: chr(ord("!") + place) for place in range(94)}
OUR_SIGNS = WIDE | SPACES | {ord("\u066b"): ",", ord("\u066c"): ".", ord("\u2212"): "-"}
OTHER_DIGIT = re.compile(r"[^\W0-9_a-zA-Z]")
CURRENCY = re.compile(r"^(?:€|euro?\b) *| *(?:€|\beuro?)$", re.IGNORECASE)
ROUND_AMOUNT = re.compile(r"[.,](?:-{1,2}|–|—)$")

# A comma is a decimal comma; a dot, a space or an apostrophe before three digits groups thousands: 1.438 is one
# thousand four hundred thirty-eight. A dot before one or two last digits can only be a decimal point.
THOUSANDS = "|".join(rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+" for mark in (r"\.", " ", "['’]"))
BELGIAN = re.compile(rf"(?P<whole>{THOUSANDS}|[0-9]+)(?:,(?P<fraction>[0-9]{{1,2}}))?")
DOTTED = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:[, ][0-9]{3})+)\.(?P<fraction>[0-9]{1,2})")
PERCENTAGE = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<fraction>[0-9]{1,4}))?")

DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2}) ?[/. -] ?(?P<month>[0-9]{1,2}) ?[/. -] ?(?P<year>[0-9]{4}|[0-9]{2})")
MONTH_NAMED = re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<month>[a-z]{3,9})\.? ?(?P<year>[0-9]{4})")
ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
PLAIN_NUMBER = re.compile(r"(?P<whole>[0-9]{1,20})(?:\.(?P<fraction>[0-9]{1,4}))?")
MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FULL_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
OTHER_ABBREVIATIONS = {"mrt": 3, "sept": 9}


def contract_text(kind: str, typed: str) -> str:
    """The typed answer in the notation of the contract, or as it was typed where its kind has none.

    Characters that nobody sees are no part of any answer.
    """
    typed = visible(typed)
    rewrite = REWRITES.get(kind)
    if rewrite is None or len(typed) > LONGEST_TYPED:
        return typed
    return rewrite(legible(typed).translate(SPACES).strip()) or typed


def visible(typed: str) -> str:
    """The text without the characters that nobody sees."""
    return typed if typed.isascii() else INVISIBLE.sub("", typed)


def legible(typed: str) -> str:
    """The visible text with our own signs in place of wide ones, and our own digits in place of those of any script."""
    if typed.isascii():
        return typed
    return OTHER_DIGIT.sub(_our_digit, visible(typed).translate(OUR_SIGNS))


def _our_digit(found: re.Match[str]) -> str:
    return str(int(found[0])) if found[0].isdecimal() else found[0]


def typed_text(kind: str, contract: str) -> str:
    """The contract's text as a Belgian would have typed it, an amount without cents that are nought.

    Text of another form comes back as it is.
    """
    if kind == "day" and (match := ISO_DAY.fullmatch(contract)):
        return f"{int(match['day'])}/{int(match['month'])}/{match['year']}"
    if kind in REWRITES and (match := PLAIN_NUMBER.fullmatch(contract)):
        whole = f"{int(match['whole']):,}".replace(",", ".")
        is_whole = not match["fraction"] or (kind == "money" and not int(match["fraction"]))
        return whole if is_whole else f"{whole},{match['fraction']}"
    return contract


def _number(text: str) -> str | None:
    match = BELGIAN.fullmatch(text) or DOTTED.fullmatch(text)
    return match and _with_dot(match)


def _money(text: str) -> str | None:
    return _number(ROUND_AMOUNT.sub("", CURRENCY.sub("", text)))


def _percentage(text: str) -> str | None:
    match = PERCENTAGE.fullmatch(text.removesuffix("%").rstrip())
    return match and _with_dot(match)


def _with_dot(match: re.Match[str]) -> str:
    whole = re.sub("[^0-9]", "", match["whole"])
    return f"{whole}.{match['fraction']}" if match["fraction"] else whole


def _day(text: str) -> str | None:
    lowered = text.lower()
    if match := DAY_FIRST.fullmatch(lowered):
        year = match["year"]
        return _iso(year if len(year) == 4 else f"20{year}", int(match["month"]), int(match["day"]))
    if (match := MONTH_NAMED.fullmatch(lowered)) and (month := _month(match["month"])):
        return _iso(match["year"], month, int(match["day"]))
    return None


def _month(name: str) -> int | None:
    if name in OTHER_ABBREVIATIONS:
        return OTHER_ABBREVIATIONS[name]
    names = FULL_MONTHS if len(name) > 3 else MONTHS
    return names.index(name) + 1 if name in names else None


def _iso(year: str, month: int, day: int) -> str:
    """The notation only: whether the day exists is for the contract to say."""
    return f"{year}-{month:02}-{day:02}"


REWRITES: dict[str, Callable[[str], str | None]] = {
    "money": _money,
    "number": _number,
    "percentage": _percentage,
    "day": _day,
}
