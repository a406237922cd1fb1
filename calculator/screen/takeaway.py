"""A result to take along: as text, as a calendar and as proof. No clock: the same answer gives the same bytes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from calculator.scheme.reading import all_rules
from calculator.screen.questions import Names
from calculator.screen.summary import (
    Response,
    amounts,
    ceiling_sentence,
    day_in_words,
    deadlines,
    exact,
    given,
    headline,
    missing,
    next_steps,
    of_the_contract,
    open_conditions,
    question_name,
    size_sentence,
)
from calculator.screen.words import words

__all__ = ["File", "calendar", "files", "mail_address", "plain_text", "proof", "quoted"]

UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# RFC 5545, 3.1: a line of a calendar is at most 75 bytes, its continuation starts with a space.
LONGEST_LINE = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as the browser saves it."""

    name: str
    type: str
    text: str


def files(request: Mapping[str, Any], response: Response, answers: Mapping[str, str]) -> Mapping[str, File]:
    """Every form in which a result can be taken along; `answers` is contract text by path."""
    name = f"kmo-portefeuille-{response['receipt']['applied_on']}"
    return {
        "text": File(name=f"{name}.txt", type="text/plain", text=plain_text(response, answers)),
        "calendar": File(name=f"{name}.ics", type="text/calendar", text=calendar(response)),
        "proof": File(name=f"{name}.json", type="application/json", text=proof(request, response)),
    }


def quoted(text: str) -> str:
    """The text as part of an address."""
    return "".join(chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in text.encode())


def mail_address(response: Response, answers: Mapping[str, str]) -> str:
    """An address that opens the visitor's own mail program with the result as text; nothing is sent by itself."""
    provider = all_rules().provider
    subject = quoted(words("take", "mail_subject"))
    return f"mailto:{provider.email}?subject={subject}&body={quoted(plain_text(response, answers, end='\r\n'))}"


# ---- proof --------------------------------------------------------------------------------------------------


def proof(request: Mapping[str, Any], response: Response) -> str:
    """The request and the response, so that anyone can ask the same again and compare."""
    proven = {"request": request, "response": of_the_contract(response)}
    return json.dumps(proven, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


# ---- text ---------------------------------------------------------------------------------------------------


def plain_text(response: Response, answers: Mapping[str, str], *, end: str = "\n") -> str:
    """The result for a mail or a note: verdict, amounts, steps, terms, conditions, answers and receipt."""
    blocks = filter(None, (list(block) for block in _blocks(response, answers)))
    return (end * 2).join(end.join(block) for block in blocks).replace("\u00a0", " ") + end


def _blocks(response: Response, answers: Mapping[str, str]) -> Iterator[Sequence[str]]:
    yield [headline(response), *filter(None, (response["sentence"], open_conditions(response)))]
    yield [size_sentence(response)]
    if response["aid"] is not None:
        rows = [row for row in amounts(response["aid"]) if row.amount is not None]
        lines = [f"{row.label}: {exact(row.amount)}" for row in rows if row.amount]
        yield _block("amounts", [*lines, *filter(None, (ceiling_sentence(response["aid"]),))])
    yield _block("next", next_steps(response))
    names = Names.of(answers)
    yield _block("missing", [question_name(path, names) for paths in missing(response) for path in paths])
    yield _block("deadlines", [deadline["sentence"] for deadline in deadlines(response)])
    yield _block("findings", [_finding(finding) for finding in response["findings"]])
    understood = (given(path, text, names) for path, text in answers.items())
    yield _block("answers", [f"{question}: {answer}" for question, answer in filter(None, understood)])
    receipt = response["receipt"]
    yield [
        words("receipt", "sentence").format(
            calculator=receipt["calculator"], rules=receipt["rules"], day=day_in_words(receipt["applied_on"])
        )
    ]


def _block(group: str, lines: Sequence[str]) -> Sequence[str]:
    return [words(group, "title"), *(f"- {line}" for line in lines)] if lines else []


def _finding(finding: Mapping[str, Any]) -> str:
    return f"{words('outcome', finding['outcome'])}: {finding['name']}. {finding['sentence']}"


# ---- calendar -----------------------------------------------------------------------------------------------


def calendar(response: Response) -> str:
    """The days that matter as whole days (RFC 5545), each with its counting and its source."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hands//kmo-portefeuille//NL", "CALSCALE:GREGORIAN"]
    for deadline in deadlines(response):
        lines += _event(deadline, response["receipt"])
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(deadline: Mapping[str, Any], receipt: Mapping[str, str]) -> Sequence[str]:
    day = date.fromisoformat(deadline["on"])
    known = "-".join((deadline["id"], deadline["on"], receipt["applied_on"]))
    return (
        "BEGIN:VEVENT",
        f"UID:{known}@kmo-portefeuille",
        # The day of the application: a clock would make the same answer give other bytes.
        f"DTSTAMP:{receipt['applied_on'].replace('-', '')}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(words('take', 'event').format(name=deadline['name']))}",
        f"DESCRIPTION:{_text(f'{deadline["sentence"]} {deadline["basis_sentence"]}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _text(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon and comma are escaped."""
    for special in "\\;,":
        text = text.replace(special, f"\\{special}")
    return text


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, never in the middle of a character."""
    pieces, room = [""], LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(" ")
            room = LONGEST_LINE - 1
        pieces[-1] += character
        room -= size
    return "\r\n".join(pieces)
