"""A bar of parts, drawn without any style attribute: the site's security policy forbids those.

The key below it draws each part again beside its name, in the same way: so they stay tied where colours are replaced.
"""

from collections.abc import Iterable

from calculator.markup import Html, element, join
from calculator.values import Money

__all__ = ["bar", "labelled_bar", "numbered_bar", "part_of"]

# Of a hundred: a number needs at least so much of the bar.
ROOM_FOR_A_NUMBER = 6


def bar(parts: Iterable[tuple[Money, str]]) -> Html | None:
    """Amounts with their kind, one after the other; not read out, because words beside it say the same."""
    cents = [(amount.cents, kind) for amount, kind in parts]
    whole = sum(amount for amount, _ in cents)
    if whole == 0:
        return None
    drawn, rects = 0, []
    for amount, kind in cents:
        place = {"x": part_of(whole, drawn), "width": part_of(whole, amount), "height": "100%"}
        rects.append(element("rect", class_=f"rh-bar--{kind}", **place))
        drawn += amount
    return element("svg", join(rects), class_="rh-bar", aria_hidden="true", focusable="false")


def labelled_bar(parts: Iterable[tuple[Money, str, str]]) -> Html | None:
    """A bar of amounts, each with its kind and its name; parts of nothing have neither.

    Not read out: names without amounts say nothing, and the words beside it say the amounts.
    """
    shown = [(amount, kind, name) for amount, kind, name in parts if amount.cents]
    drawn = bar((amount, kind) for amount, kind, _ in shown)
    key = (element("li", _swatch(kind), element("span", name)) for _, kind, name in shown)
    if drawn is None:
        return None
    return element("figure", drawn, element("ul", join(key), class_="rh-key"), class_="rh-bars", aria_hidden="true")


def numbered_bar(parts: Iterable[tuple[Money, str, str, str]]) -> Html | None:
    """A bar of amounts, each with its kind, its number and its name; several of one kind are told apart by number."""
    shown = [(amount, kind, number, name) for amount, kind, number, name in parts if amount.cents]
    whole = sum(amount.cents for amount, *_ in shown)
    if whole == 0:
        return None
    drawn, inside = 0, []
    for amount, kind, number, _ in shown:
        width = amount.cents
        place = {"x": part_of(whole, drawn), "width": part_of(whole, width), "height": "100%"}
        inside.append(element("rect", class_=f"rh-bar--{kind}", **place))
        if number and width * 100 >= whole * ROOM_FOR_A_NUMBER:
            inside.append(element("text", number, x=part_of(whole, drawn + width // 2), y="50%"))
        drawn += width
    key = (element("li", _swatch(kind, number), element("span", name)) for _, kind, number, name in shown)
    bar_of_all = element("svg", join(inside), class_="rh-bar", aria_hidden="true", focusable="false")
    return element("figure", bar_of_all, element("ul", join(key), class_="rh-key"), class_="rh-bars rh-numbered")


def _swatch(kind: str, number: str = "") -> Html:
    rect = element("rect", class_=f"rh-bar--{kind}", width="100%", height="100%")
    text = element("text", number, x="50%", y="50%") if number else None
    return element("svg", rect, text, class_="rh-swatch", aria_hidden="true", focusable="false")


def part_of(whole: int, part: int) -> str:
    """How much of the whole a part is, for a drawing: percent with two decimals, rounded down."""
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02}%"
