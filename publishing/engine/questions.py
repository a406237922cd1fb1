"""What visitors and their machines can ask of the calculator: found by the build, to see what an answer needs.

Runs here and inside Pyodide, so it imports nothing that the calculator itself does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from calculator import corpus
from calculator.batch.listing import template
from calculator.batch.table import ORDERS
from calculator.markup import quoted
from calculator.page import MOST_PAIRS, respond

__all__ = ["Conversation", "at_the_edges", "conversations", "message", "openings", "pairs"]

# A module with `respond`, and the texts that it is asked one after another.
type Conversation = tuple[str, Sequence[str]]
type Pairs = list[tuple[str, str]]

PAGE = "calculator.page"
LIST = "calculator.batch.page"

NASTY = (
    "",
    " ",
    "\0",
    "\ud800",
    "<b>&\"'",
    "x" * 20_000,
    "9" * 5_000,
    "1e400",
    "0x10",
    "٣½",
    "2026-02-30",
    "-1",
    "1,005",
    "€ 1.438,02",
    "27 maart 2026",
    "morgen",
    "🙈",
    "één duizend €€ 🙈 -1E9; Ǆ",
    "日本 ＡＢＣ １２ ΣΊΣΥΦΟΣ ẞ",
    "e\u0301\u202e\u200b\ufeff",
    "é" * 400,
    "🙈" * 400,
)
NO_MESSAGES = (
    *("", "no message", "null", "[" * 500, '{"action": 1}', '{"action": "rows"}', '"\\ud800', "1e999", "\0é"),
    "[0.1234567, 1e23, 1e91, 8.5e-320, 123456789012345678901234567890.5, 9007199254740993.5e-9]",
)
# No two of its signs need as many bytes.
NAME = "Zoë €\u00a0日本 🙈"
# As other programs write a list: with titles of their own, and rows that end otherwise.
LIST_OF_OTHERS = "Onderneming;Omzet\rJosé;1\r"
ENCODINGS = ("utf-16-le", "utf-16-be", "mac_roman")
OTHER_LISTS = (
    LIST_OF_OTHERS.replace("\r", "\r\r\n").encode() + b"\0\x1a",
    b'sep=,\nOmzet;Start\n"1,5;1/12/2026"\n"x"";1"\n',
    f"Onderneming;Omzet\n{NAME};1\n".encode(),
)
NO_LISTS = (b"Naam\n1\n", b"PK\3\4word/", b"\x89PNG", b"Omzet\n", "Omzet\n1".encode("utf-32-le"), b"\0" * 9)
OFFERS = [
    {"name": "een-opleiding", "title": "Een opleiding", "kind": "training", "theme": "digitalisering", "price": "450"},
    {"name": "een-advies", "title": "Een advies", "kind": "advice", "topic": "", "price": "x"},
    {"name": "?"},
]
WRONG_CELLS = ("", "-1", "2026-02-30", "=1+1", "½")
LINK = [
    *[("v", "0"), ("rules", "0"), ("gave", "x"), ("gave", "eligible:1.00"), ("onbekend", "<script>")],
    *[("made", "2025-12-31"), ("year", "2025")],
]
TODAY = "28/11/2026"
ROWS = 400


def conversations(cases: Path) -> Iterator[Conversation]:
    """What lies at the edges, and every published case as a page asks it; some with something wrong in them too."""
    yield from at_the_edges(cases)
    for number, request in enumerate(requests(cases)):
        given = list(pairs(request))
        around: dict[str, Any] = (
            {"offers": OFFERS, "page": "https://example.org/rekenhulp/"} if number % 10 == 0 else {}
        )
        yield PAGE, [message(given, **around)]
        if number % 10 == 9:
            yield PAGE, [message(spoilt(given, number))]
        if number % 20 == 0:
            yield PAGE, [message(given, action="size", today=TODAY)]
        if number % 20 == 10:
            yield PAGE, list(planned(given))
        if number % 20 == 15:
            yield PAGE, [taking(given, puts_off=number % 40 == 15)]
        if number % 40 == 0:
            reverse = message(given, action="reverse", wanted="1.000,5", today=TODAY)
            yield PAGE, [reverse, cut(message(given), number)]


def openings(cases: Path) -> Iterator[Conversation]:
    """What a Python that answered nothing yet can be asked first: it does some things the first time only."""
    given = list(pairs(next(requests(cases))))
    around: dict[str, Any] = {"later": [], "offers": OFFERS, "page": "https://example.org/rekenhulp/", "today": TODAY}
    link = json.loads(respond(message(given)))["fragment"]
    advice = [*[pair for pair in given if not pair[0].startswith("service.")], ("service.kind", "advice")]
    yield PAGE, [message(given, **around)]
    yield PAGE, [message(given[:2], **around)]
    yield PAGE, [message(advice, **around)]
    yield PAGE, [message([], link=link, **around)]
    yield PAGE, [message([], link=link[:-3], **around)]
    yield PAGE, [message([("cost.net", "<b>")], link="v=1&cost.net=<b>", **around)]
    yield PAGE, [first("1.438,02")]
    yield LIST, list(list_of(template().encode(), on=""))
    yield from of_each_action(conversations(cases))


def of_each_action(asked: Iterable[Conversation]) -> Iterator[Conversation]:
    """The first message of every action in these, by itself."""
    seen = set()
    for module, texts in asked:
        for text in texts:
            what = module, action_of(text)
            if what[1] is not None and what not in seen:
                seen.add(what)
                yield module, [text]


def action_of(text: str) -> str | None:
    """What this message asks for; None where it does not say so."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    action = said.get("action") if isinstance(said, dict) else None
    return action if isinstance(action, str) else None


def at_the_edges(cases: Path) -> Iterator[Conversation]:
    """Calculations side by side, links of before, texts that are no message, and lists with what goes wrong in them."""
    several = [list(pairs(request)) for request in islice(requests(cases), 6)]
    yield PAGE, [message(several[0]), together(several, at=0, gone=several[0]), message([])]
    yield PAGE, list(planned(several[0]))
    yield PAGE, [message(given, action="year", today=today) for given in (several[0], []) for today in (TODAY, "½")]
    yield PAGE, [message(undated(several[0]) + LINK, today=TODAY), message(undated(several[0]), today="31/02/2027")]
    yield PAGE, [message(given, later=[path for path, _ in several[0]] + [1]) for given in (several[0][:2], several[0])]
    named = filter(has_names, map(list, map(pairs, requests(cases))))
    yield PAGE, [message(renamed(given)) for given in islice(named, 3)]
    yield PAGE, [taking(several[0]), json.dumps({"action": "take", "link": "v=1&cost.net=<b>"})]
    links = [json.loads(respond(message(given)))["fragment"] for given in several]
    yield PAGE, [message([], link=link) for link in (*links, *damaged(links[0]))]
    yield PAGE, [first(price) for price in ("1.500", "0", *NASTY)]
    yield PAGE, [message(several[0] + LINK), message([("cost.net", "1")] * (MOST_PAIRS + 1)), *NO_MESSAGES]
    yield LIST, list(list_of(template().encode() + '"José";"½'.encode("windows-1252"), on="gisteren"))
    for encoding in ENCODINGS:
        yield LIST, list(list_of(LIST_OF_OTHERS.encode(encoding), on=""))
    for data in (*OTHER_LISTS, *NO_LISTS):
        yield LIST, list(list_of(data, on=""))
    turned = [(order, downwards) for order in ORDERS for downwards in (False, True)]
    tables = [table(order=order, downwards=downwards, start=100) for order, downwards in turned]
    yield LIST, [*list_of(many_rows(), on=""), *tables, table(outcome="eligible")]
    for no_message in NO_MESSAGES:
        yield LIST, [no_message]


def damaged(link: str) -> Iterator[str]:
    """The link as mail programs, people and those who mean ill may give it."""
    middle = len(link) // 2
    yield from (link.replace("&", "&amp;"), link.replace("=", "=3D"), quoted(link), quoted(quoted(link)))
    yield from (f"#<{link}>).", f"{link}&utm_source=x", f"{link[:middle]}\r\n> {link[middle:]}")
    yield from (f"{link[:middle]} {link[middle:]}", link[:-3], link[:middle], link.replace("1", "2", 1))
    yield from (f"v={version}&{nasty}={nasty}" for version in "129" for nasty in NASTY)
    yield from ("v=1&%ff=%zz&x&=é+", "%FF%00&=&&&cost.net=%ED%A0%80", "&".join(["v=1"] * (MOST_PAIRS + 1)))


def requests(cases: Path) -> Iterator[Any]:
    """The requests of the published cases; those that are there to be refused may be no JSON at all."""
    for case in corpus.read(cases):
        try:
            yield json.loads(case.request)
        except ValueError:
            continue


def message(given: Pairs, *, action: str = "assess", **more: object) -> str:
    """What the page sends where a visitor gives these answers."""
    return as_a_browser_writes({"action": action, "pairs": given, **more})


def as_a_browser_writes(message: object) -> str:
    """The message as JSON: every character as it is, but for half a surrogate pair."""
    text = json.dumps(message, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def taking(given: Pairs, *, puts_off: bool = False) -> str:
    """What the page sends where a visitor takes the answer to these along; what is missing may be left for later."""
    answered = json.loads(respond(message(given, today=TODAY)))
    around: dict[str, Any] = {"later": answered["response"].get("missing", []) if puts_off else [], "today": TODAY}
    page = "https://example.org/rekenhulp/"
    return as_a_browser_writes({"action": "take", "link": answered["fragment"], "page": page, **around})


def planned(given: Pairs) -> Iterator[str]:
    """What the page sends where a visitor plans one project after the other, gives one a name and lets one go."""
    mine, bare = undated(given), [pair for pair in given if not pair[0].startswith(("service.", "cost."))]
    yield message(bare, offers=OFFERS, today=TODAY)
    yield together([mine])
    yield together([[*mine, ("project", "Excel & co")], bare], at=1)
    yield together([[*mine, ("project", NAME)], mine])
    yield together([given, [*mine, ("cost.net", "x")], mine], at=1)
    yield message(mine, others=[given, [*mine, ("cost.net", "x")]], at=1, today=TODAY)
    yield together([mine], at=0, gone=given)
    yield together([])


def together(several: Sequence[Pairs], *, at: int | None = None, gone: Pairs | None = None) -> str:
    """What the page sends where a visitor plans these projects: which one is in the form, and which was just let go."""
    return as_a_browser_writes({"action": "together", "projects": several, "at": at, "gone": gone, "today": TODAY})


def first(price: str) -> str:
    """What the home page sends for a price."""
    return as_a_browser_writes({"action": "first", "size": "small", "price": price, "today": TODAY})


def table(**wanted: object) -> str:
    """What the page of the list sends where a visitor turns the rows."""
    return json.dumps({"action": "table", **wanted})


def has_names(given: Pairs) -> bool:
    """Whether an enterprise has a name in these answers."""
    return any(path.endswith(".name") for path, _ in given)


def renamed(given: Pairs) -> Pairs:
    """These answers with another name for every enterprise that has one."""
    return [(path, f"{NAME} {at}" if path.endswith(".name") else text) for at, (path, text) in enumerate(given)]


def undated(given: Pairs) -> Pairs:
    """These answers without the day of the application: then it is the visitor's own."""
    return [(path, text) for path, text in given if path != "applied_on"]


def pairs(tree: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The answers of a request as the controls of the form hold them: a contract path and a text."""
    items: list[tuple[object, object]] = []
    match tree:
        case dict():
            items = list(tree.items())
        case list():
            items = list(enumerate(tree))
        case None:
            return
        case _:
            yield path, json.dumps(tree) if isinstance(tree, bool) else str(tree)
    for name, item in items:
        yield from pairs(item, f"{path}.{name}" if path else str(name))


def spoilt(given: Pairs, number: int) -> Pairs:
    """These answers, one of them nasty: each ten numbers spoil another in another way."""
    place = number % max(1, len(given))
    return [(path, NASTY[number // 10 % len(NASTY)] if at == place else text) for at, (path, text) in enumerate(given)]


def cut(text: str, number: int) -> str:
    """The text without a piece of it."""
    start = number * 7 % len(text)
    return text[:start] + text[start + 5 :]


def many_rows() -> bytes:
    """A list with many rows; in every third something is wrong."""
    titles, example = template().splitlines()
    cells = example.split(";")
    rows = (
        ";".join([*cells[: at % len(cells)], WRONG_CELLS[at % 5], *cells[at % len(cells) + 1 :]]) for at in range(ROWS)
    )
    return "\n".join([titles, *(row if at % 3 == 0 else example for at, row in enumerate(rows))]).encode()


def list_of(data: bytes, *, on: str) -> Iterator[str]:
    """What the page of the list sends for a file with these bytes."""
    yield json.dumps({"action": "open", "on": on})
    pieces = [data[start : start + 32_768] for start in range(0, len(data), 32_768)]
    for place, piece in enumerate(pieces, start=1):
        yield json.dumps({"action": "rows", "bytes": piece.decode("latin-1"), "last": place == len(pieces)})
    yield json.dumps({"action": "summary", "stopped": False})
