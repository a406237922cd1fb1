"""Elements of HTML as text, and text in an address. The only place that escapes: text that is no `Html` already."""

import re
from collections.abc import Iterable

__all__ = ["Html", "element", "join", "quoted", "unquoted"]

ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}  # in this order: & is in each
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
QUOTED = [chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in range(256)]
QUOTED_BYTE = re.compile(rb"%([0-9A-Fa-f]{2})")
type Attribute = str | bool | None

WITHOUT_END = frozenset({"br", "input"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, /, *children: str | None, **attributes: Attribute) -> Html:
    """One element. `class_` is class, `aria_label` is aria-label; None and False leave it out."""
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in WITHOUT_END:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{join(children)}</{tag}>")


def join(children: Iterable[str | None]) -> Html:
    """The children one after the other; None is nothing."""
    return Html("".join(_escaped(child) for child in children if child is not None))


def quoted(text: str) -> str:
    """The text as part of an address."""
    return "".join([QUOTED[byte] for byte in text.encode()])


def unquoted(text: str) -> str:
    """A part of an address as text; bytes that make no character become the one that says so."""
    return QUOTED_BYTE.sub(lambda found: bytes([int(found[1], 16)]), text.encode()).decode(errors="replace")


def _escaped(text: str) -> str:
    return text if isinstance(text, Html) else _without_special(text)


def _without_special(text: str) -> str:
    for special, escape in ESCAPES.items():
        text = text.replace(special, escape)
    return text


def _attribute(name: str, value: Attribute) -> str:
    name = name.removesuffix("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_without_special(value)}"'
