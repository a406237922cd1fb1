"""Links after mail programs had them in their hands: the same answers, or the sentence that says what is missing."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.page import respond
from calculator.screen.links import read_link, sealed
from tests.sentences import NOT_UNDERSTOOD

ANSWERS = [
    ("applied_on", "23/11/2026"),
    ("enterprise.size_stated", "small"),
    ("service.kind", "training"),
    ("service.theme", "digitalisering"),
    ("enterprise.group.enterprises.0.id", "1"),
    ("enterprise.group.enterprises.0.name", "Hé & Co: 100% = 1 + 1 (a b)"),
    ("enterprise.group.holdings.0.holder", "1"),
    ("enterprise.group.holdings.0.held", "own"),
    ("cost.net", "1.438,02"),
    ("aid_granted_this_year", "0"),
]
SITE = "https://voorbeeld.invalid/rekenhulp/"


def answered(**message: object) -> Any:
    return json.loads(respond(json.dumps({"action": "assess", "today": "28/11/2026", **message})))


MADE = answered(pairs=ANSWERS)
LINK = MADE["fragment"]


def broken(at: int, by: str) -> Callable[[str], str]:
    """A line break or what stands for one, so far in the link."""
    return lambda link: link[:at] + by + link[at:]


MANGLED: dict[str, Callable[[str], str]] = {
    "as it was": lambda link: link,
    "with its #": lambda link: f"#{link}",
    "## twice": lambda link: f"##{link}",
    "&amp;": lambda link: link.replace("&", "&amp;"),
    "&amp;amp;": lambda link: link.replace("&", "&amp;amp;"),
    "&#38;": lambda link: link.replace("&", "&#38;"),
    "%23 in front": lambda link: f"%23{link}",
    "encoded once more": lambda link: quote(link, safe="=&"),
    "encoded as a whole": lambda link: quote(link, safe=""),
    "encoded as a whole, twice": lambda link: quote(quote(link, safe=""), safe=""),
    "not encoded at all where that is no matter": lambda link: link.replace("H%C3%A9", "Hé").replace("%20", "+"),
    "hexadecimal in small letters": lambda link: link.replace("%C3%A9", "%c3%a9"),
    "a full stop behind it": lambda link: f"{link}.",
    "a bracket behind it": lambda link: f"{link})",
    "a bracket of a mail program": lambda link: f"{link}%3E",
    "a comma and a word": lambda link: f"{link},%20groeten",
    "quotes behind it": lambda link: f"{link}%E2%80%9D",
    "a tag behind it": lambda link: f"{link}%3C/a%3E",
    "twice, as some programs paste it": lambda link: f"{link}<{SITE}#{link}>",
    "tracking behind it": lambda link: f"{link}&utm_source=nieuwsbrief&fbclid=IwAR0x",
    "tracking behind it, as a question": lambda link: f"{link}?utm_source=nieuwsbrief",
    "tracking in front": lambda link: f"utm_source=nieuwsbrief&mc_cid=1a&{link}",
    "a line break": broken(90, "\r\n"),
    "a line break and a space": broken(90, "\r\n "),
    "a line break that the browser encoded": broken(90, "%0D%0A"),
    "a space in the middle of a name": broken(LINK.index("%C3%A9") + 6, "%20"),
    "a break in a quoted mail": broken(90, "\n> "),
    "a soft hyphen and a space of no width": broken(60, "\u00ad%E2%80%8B"),
    "quoted-printable": lambda link: link.replace("=", "=3D"),
    "a mark in capitals": lambda link: link[:-8] + link[-8:].upper(),
}


def test_there_are_thirty() -> None:
    assert len(MANGLED) == 30


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_a_mangled_link_gives_the_same_answers(mangle: Callable[[str], str]) -> None:
    opened = answered(link=mangle(LINK), pairs=[])
    assert (opened["response"], opened["pairs"]) == (MADE["response"], MADE["pairs"])
    assert NOT_UNDERSTOOD not in opened["result_html"]
    assert opened["fragment"] == LINK


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
@pytest.mark.parametrize("kept", [0.4, 0.7, 0.95])
def test_a_mangled_link_that_lost_its_end_is_not_calculated(mangle: Callable[[str], str], kept: float) -> None:
    link = mangle(LINK[: int(len(LINK) * kept)])
    opened = answered(link=link, pairs=[])
    assert [error["field"] for error in opened["response"]["errors"]] == [""]
    assert "Het einde van deze link ontbreekt." in opened["errors_html"]


def test_wherever_a_link_is_cut_it_is_never_taken_for_a_whole_one() -> None:
    """Whatever is left of its answers is whole: the last one, which can be half, is left out."""
    made = [tuple(pair) for pair in read_link(LINK).pairs]
    for length in range(len("v=2"), len(LINK)):
        link = read_link(LINK[:length])
        assert link.state == "cut"
        assert list(link.pairs) == made[: len(link.pairs)]


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link.replace("cost.net=1438.02", "cost.net=9438.02"),
        lambda link: link.replace("&service.kind=training", ""),
        lambda link: link.replace("v=2&", ""),
        lambda link: f"{link[:-1]}{'0' if link[-1] != '0' else '1'}",
        str.lower,
    ],
    ids=["an amount", "an answer that is gone", "no version", "the mark", "small letters"],
)
def test_a_link_that_says_something_else_now_is_shown_and_not_calculated(change: Callable[[str], str]) -> None:
    opened = answered(link=change(LINK), pairs=[])
    assert "Deze link is onderweg veranderd." in opened["errors_html"]
    assert "outcome" not in opened["response"]
    assert ["enterprise.size_stated", "small"] in opened["pairs"]


@pytest.mark.parametrize(
    "mangle",
    [
        lambda link: link,
        lambda link: f"#{link}.",
        lambda link: f"{link})",
        lambda link: link.replace("&", "&amp;"),
        lambda link: quote(link, safe=""),
        lambda link: f"{link}&utm_source=x",
    ],
)
def test_a_link_of_the_first_version_has_no_mark_and_keeps_opening(mangle: Callable[[str], str]) -> None:
    """30 % of 500 euro."""
    link = "v=1&applied_on=2026-11-23&enterprise.size_stated=small&service.kind=training&service.theme=innovatie"
    opened = answered(link=mangle(f"{link}&cost.net=500"), pairs=[])
    assert opened["response"]["aid"]["amount"] == "150.00"
    assert NOT_UNDERSTOOD not in opened["result_html"]


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30)


@given(TEXTS)
def test_any_name_comes_through_a_link(name: str) -> None:
    made = answered(pairs=[*ANSWERS[:5], (ANSWERS[5][0], f"x{name}x"), *ANSWERS[6:]])
    assert answered(link=made["fragment"], pairs=[])["pairs"] == made["pairs"]


@given(st.text(max_size=200))
def test_any_text_as_a_link_gets_an_answer(text: str) -> None:
    assert "response" in answered(link=text, pairs=[])


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.integers(0, 400))
def test_one_sign_too_few_is_seen(pairs: list[tuple[str, str]], place: int) -> None:
    """Whichever sign goes: then the link is mended to what it was, or it is not whole."""
    link = sealed("&".join(["v=2", *(f"x{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)]))
    place %= len(link)
    read = read_link(link[:place] + link[place + 1 :])
    assert read.state != "whole" or read.pairs == read_link(link).pairs


def test_a_name_at_the_end_of_a_link_without_a_mark_keeps_its_full_stop() -> None:
    named = "#v=1&enterprise.group.enterprises.0.name=Bakker%20bv."
    assert read_link(named).pairs[-1] == ("enterprise.group.enterprises.0.name", "Bakker bv.")
    assert read_link("#v=1&cost.net=1000.").pairs[-1] == ("cost.net", "1000")
