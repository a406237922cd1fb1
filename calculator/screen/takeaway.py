"""A result to take along: as text, as a calendar and as proof. No clock: the same answer gives the same bytes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calculator import texts
from calculator.answer import Answer
from calculator.markup import quoted
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.scheme.reading import all_rules
from calculator.screen.amounts import amounts, ceiling_sentence, exact, has_aid
from calculator.screen.answers import given_in_words, question_name
from calculator.screen.questions import Names
from calculator.screen.summary import (
    after_others,
    assumptions,
    days_that_matter,
    headline,
    missing,
    next_step,
    next_steps,
    open_conditions,
    other_day,
    receipt_sentence,
    size_sentence,
)
from calculator.screen.words import words

__all__ = ["File", "calendar", "files", "mail_address", "plain_text", "proof", "questions_file", "questions_mail"]

# RFC 5545, 3.1: a line of a calendar is at most 75 bytes, its continuation starts with a space.
LONGEST_LINE = 75
LONGEST_MAIL = 1_499


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as the browser saves it."""

    name: str
    type: str
    text: str


def files(answer: Answer, answers: Mapping[str, str], *, request: object, response: object) -> Mapping[str, File]:
    """Every form in which a result can be taken along; `answers` is contract text by path.

    `request` and `response` are the documents of the contract, for the proof.
    """
    name = f"kmo-portefeuille-{answer.assessment.request.applied_on}"
    return {
        "text": File(name=f"{name}.txt", type="text/plain", text=plain_text(answer, answers)),
        "calendar": File(name=f"{name}.ics", type="text/calendar", text=calendar(answer)),
        "proof": File(name=f"{name}.json", type="application/json", text=proof(request, response)),
    }


def mail_address(answer: Answer, link: str = "") -> str:
    """An address that opens the visitor's own mail program with the result in short; nothing is sent by itself.

    Mail programs cut a long address off: a link that would make it one stays out, and the mail says so.
    """
    told = _mail_text(answer, words("take", "mail_link").format(link=link) if link else "")
    address = _mail_to(all_rules().provider.email, words("take", "mail_subject"), told)
    if len(address) <= LONGEST_MAIL:
        return address
    told = _mail_text(answer, words("take", "mail_without_link"))
    return _mail_to(all_rules().provider.email, words("take", "mail_subject"), told)


def questions_file(asked: Sequence[str], link: str) -> File:
    """Questions to copy, for who can answer them."""
    return File(name="kmo-portefeuille-vragen.txt", type="text/plain", text=_questions_text(asked, link))


def _questions_text(asked: Sequence[str], link: str, *, end: str = "\n") -> str:
    """Questions to send to who can answer them, with the link to the calculator."""
    listed = [words("later", "hello"), *(f"- {question}" for question in asked)]
    return end.join([*listed, *(["", words("later", "link").format(link=link)] if link else [])]) + end


def questions_mail(asked: Sequence[str], link: str) -> str:
    """An address that opens a mail with those questions; without the link where that would make it too long."""
    subject = words("later", "mail_subject")
    address = _mail_to("", subject, _questions_text(asked, link, end="\r\n"))
    short = _mail_to("", subject, _questions_text(asked, "", end="\r\n"))
    return address if len(address) <= LONGEST_MAIL else short


def _mail_text(answer: Answer, last: str) -> str:
    """The verdict, the three amounts, what to do first, and the link."""
    aid = answer.assessment.aid
    sentences = (after_others(answer), texts.verdict_sentence(answer.assessment))
    lines = [headline(answer), *filter(None, sentences), ""]
    if aid is not None and has_aid(aid):
        three = (("gets", aid.amount), ("pays_now", aid.total_paid), ("costs", aid.real_cost))
        lines += [f"{words('amounts', name)}: {exact(amount)}" for name, amount in three if amount is not None]
    step = next_step(answer)
    lines += [f"{words('next', 'first')} {step}"] if step else []
    return "\r\n".join([*lines, "", last]).replace("\u00a0", " ").strip()


def _mail_to(email: str, subject: str, body: str) -> str:
    return f"mailto:{email}?subject={quoted(subject)}&body={quoted(body)}"


# ---- proof --------------------------------------------------------------------------------------------------


def proof(request: object, response: object) -> str:
    """The request and the response, so that anyone can ask the same again and compare."""
    proven = {"request": request, "response": response}
    return json.dumps(proven, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


# ---- text ---------------------------------------------------------------------------------------------------


def plain_text(answer: Answer, answers: Mapping[str, str], *, end: str = "\n") -> str:
    """The result for a mail or a note: verdict, amounts, steps, terms, conditions, answers and receipt."""
    blocks = filter(None, (list(block) for block in _blocks(answer, answers)))
    return (end * 2).join(end.join(block) for block in blocks).replace("\u00a0", " ") + end


def _blocks(answer: Answer, answers: Mapping[str, str]) -> Iterator[Sequence[str]]:
    assessment, aid = answer.assessment, answer.assessment.aid
    sentences = (other_day(answer), after_others(answer), texts.verdict_sentence(assessment), open_conditions(answer))
    yield [headline(answer), *filter(None, sentences)]
    yield _block("assumptions", assumptions(answer))
    yield [size_sentence(answer)]
    if aid is not None:
        lines = [f"{row.label}: {exact(row.amount)}" for row in amounts(aid) if row.amount is not None]
        yield _block("amounts", [*lines, *filter(None, (ceiling_sentence(aid),))])
    yield _block("next", next_steps(answer))
    names = Names.of(answers)
    yield _block("missing", [question_name(path, names) for paths in missing(answer) for path in paths])
    yield _block("deadlines", [texts.deadline_sentence(deadline) for deadline in days_that_matter(answer)])
    yield _block("findings", [_finding(finding, assessment.request.applied_on) for finding in assessment.findings])
    year = assessment.request.applied_on.year
    understood = (given_in_words(path, text, names, year=year) for path, text in answers.items())
    yield _block("answers", [f"{question}: {text}" for question, text in filter(None, understood)])
    yield [receipt_sentence(answer)]


def _block(group: str, lines: Sequence[str]) -> Sequence[str]:
    return [words(group, "title"), *(f"- {line}" for line in lines)] if lines else []


def _finding(finding: Finding, applied_on: date) -> str:
    outcome, name = words("outcome", finding.outcome), texts.rule_name(finding.rule)
    return f"{outcome}: {name}. {texts.sentence(finding, applied_on)}"


# ---- calendar -----------------------------------------------------------------------------------------------


def calendar(answer: Answer) -> str:
    """The days that matter as whole days (RFC 5545), each with its counting and its source."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hands//kmo-portefeuille//NL", "CALSCALE:GREGORIAN"]
    for deadline in days_that_matter(answer):
        lines += _event(deadline, answer.assessment.request.applied_on)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(deadline: Deadline, applied_on: date) -> Sequence[str]:
    name, sentence = texts.deadline_name(deadline), texts.deadline_sentence(deadline)
    return (
        "BEGIN:VEVENT",
        f"UID:{deadline.id}-{deadline.on}-{applied_on}@kmo-portefeuille",
        # The day of the application: a clock would make the same answer give other bytes.
        f"DTSTAMP:{applied_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{deadline.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{deadline.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(words('take', 'event').format(name=name))}",
        f"DESCRIPTION:{_text(f'{sentence} {texts.basis_sentence(deadline.basis)}')}",
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
