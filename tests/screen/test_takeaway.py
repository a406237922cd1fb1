"""What a visitor takes along: a calendar that others read, a text that says all, a proof that can be asked again."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from calculator import texts
from calculator.answer import Answer, answer_to
from calculator.contract.reading import parse_assess
from calculator.contract.response import assess_response
from calculator.contract.wire import answer
from calculator.markup import quoted
from calculator.scheme.reading import rules_hash
from calculator.screen.html import take_html
from calculator.screen.summary import next_steps
from calculator.screen.takeaway import calendar, files, mail_address, plain_text
from tests.headlines import can_get, plain
from tests.sentences import SETTLE_FIRST, ceiling_leaves

REQUEST = {
    "contract": 1,
    "applied_on": "2026-11-23",
    "enterprise": {"size_stated": "small"},
    "service": {"kind": "training", "theme": "digitalisering", "starts_on": "2026-12-01"},
    "cost": {"net": "1438.02"},
    "aid_granted_this_year": "0",
}
ANSWERS = {"cost.net": "1438.02", "service.kind": "training", "applied_on": "2026-11-23"}


def answered(**changed: Any) -> Answer:
    return answer_to(parse_assess(REQUEST | changed))


def test_each_deadline_is_a_whole_day_in_the_calendar() -> None:
    events = Calendar.from_ical(calendar(answered())).walk("VEVENT")
    expected = {deadline.on.isoformat(): deadline for deadline in answered().assessment.deadlines}
    # 15 December: 14 days after the start on 1 December; 7 and 23 December: 14 and 30 days after the application.
    assert sorted(expected) == ["2026-12-07", "2026-12-15", "2026-12-23", "2027-12-31"]
    assert len(events) == len(expected)
    for event in events:
        start = event.decoded("dtstart")
        deadline = expected[start.isoformat()]
        assert type(start) is date
        assert event.decoded("dtend") == start + timedelta(days=1)
        assert str(event["description"]) == " ".join(
            (texts.deadline_sentence(deadline), texts.basis_sentence(deadline.basis))
        )


def test_the_calendar_keeps_to_the_lines_of_the_standard() -> None:
    """RFC 5545, 3.1: lines end with CRLF and have at most 75 bytes; every event has its own name."""
    text = calendar(answered())
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert not [line for line in lines if len(line.encode()) > 75 or "\n" in line]
    names = [str(event["uid"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(set(names)) == len(names)


def test_of_a_refused_project_only_the_day_that_helps_goes_along() -> None:
    """Without a teacher there is no aid; with one, there is until 15 December. A vzw gets none, whatever it changes."""
    service = REQUEST["service"] | {"without_teacher": True}  # type: ignore[operator]
    saved, lost = answered(service=service), answered(enterprise={"legal_form": "vzw"})
    assert [str(event["summary"]) for event in Calendar.from_ical(calendar(saved)).walk("VEVENT")] == [
        "Kmo-portefeuille: Aanvragen"
    ]
    assert "Stort" not in plain_text(saved, ANSWERS)
    assert "Vraag aan ten laatste op 15 december 2026" in plain_text(saved, ANSWERS)
    assert Calendar.from_ical(calendar(lost)).walk("VEVENT") == []
    assert "Uw termijnen" not in plain_text(lost, ANSWERS)
    assert 'data-with="calendar"' in take_html(saved)
    assert 'data-with="calendar"' not in take_html(lost)


def test_special_characters_survive_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "deadline_name", lambda _: "Één; twee, drie\\vier €" * 9)
    first = Calendar.from_ical(calendar(answered())).walk("VEVENT")[0]
    assert str(first["summary"]) == f"Kmo-portefeuille: {'Één; twee, drie\\vier €' * 9}"


def test_the_text_says_verdict_amounts_conditions_terms_and_answers() -> None:
    assessment = answered().assessment
    text = plain_text(answered(), ANSWERS)
    assert text.startswith("U kunt 431,41 euro steun krijgen\n")
    assert "- Uw eigen deel: 1.006,61 euro\n" in text
    assert "- Wat is de prijs zonder btw, in euro?: 1.438,02 euro\n" in text
    assert "- Wat wilt u volgen of kopen?: Een opleiding\n" in text
    assert rules_hash() in text
    for finding in assessment.findings:
        assert texts.sentence(finding, assessment.request.applied_on).replace("\u00a0", " ") in text
    for deadline in assessment.deadlines:
        assert texts.deadline_sentence(deadline).replace("\u00a0", " ") in text


def test_the_text_tells_of_the_ceiling_that_cuts_the_amount() -> None:
    """30 % of 2,000 is 600; of 7,500 with 7,050 used 450 is left."""
    text = plain_text(answered(cost={"net": "2000"}, aid_granted_this_year="7050"), ANSWERS)
    assert "- Steun van de Vlaamse overheid (30 %, begrensd door uw jaarplafond): 450 euro\n" in text
    assert f"- 30 % van 2.000 euro is 600 euro. {ceiling_leaves('450 euro')}\n" in text


def test_the_proof_can_be_asked_again() -> None:
    taken = files(answered(), ANSWERS, request=REQUEST, response=assess_response(answered()))["proof"]
    proof = json.loads(taken.text)
    assert json.loads(answer("assess", json.dumps(proof["request"]))[1]) == proof["response"]
    assert (taken.name, taken.type) == ("kmo-portefeuille-2026-11-23.json", "application/json")


def mailed(address: str) -> str:
    parts = urlsplit(address)
    assert parts.scheme == "mailto"
    assert len(address) < 1_500
    return parse_qs(parts.query)["body"][0]


def test_the_mail_says_it_in_short_and_opens_the_rest() -> None:
    """1,438.02 and 301.98 of tax, less 431.41, is 1,308.59; what it costs in the end depends on the tax."""
    link = "https://voorbeeld.be/rekenhulp/#v=1&cost.net=1438.02"
    assert mailed(mail_address(answered(), link)).split("\r\n") == [
        plain(can_get("431,41")),
        "Misschien: we weten nog niet genoeg om ja of nee te zeggen.",
        "",
        "U krijgt: 431,41 euro",
        "U betaalt nu: 1.308,59 euro",
        f"Volgende stap: {SETTLE_FIRST}",
        "",
        f"Mijn antwoorden en de uitleg: {link}",
    ]
    assert "U krijgt" not in mailed(mail_address(answered(enterprise={"legal_form": "vzw"}), link))[20:]


def test_a_link_that_would_make_the_mail_too_long_stays_out() -> None:
    told = mailed(mail_address(answered(), "https://voorbeeld.be/#" + "enterprise.group.enterprises.0.name=x&" * 30))
    assert "voorbeeld.be" not in told
    assert told.endswith("Kopieer de link in de rekenhulp en plak hem hier.")


def test_an_address_quotes_what_is_special() -> None:
    assert quoted("a b&c=é%") == "a%20b%26c%3D%C3%A9%25"


@pytest.mark.parametrize(
    ("changed", "first", "last"),
    [
        ({}, "Zoek de antwoorden op", "Betaal 301,98\u00a0euro rechtstreeks"),
        ({"cost": {}}, "Zoek de antwoorden op", "Zoek de antwoorden op"),
        ({"enterprise": {"legal_form": "vzw"}}, "Vraag raad", "Vraag raad"),
        ({"applied_on": "2026-02-01", "service": {"kind": "advice"}}, "Bekijk hierboven", "Vraag raad"),
    ],
)
def test_the_next_steps_fit_the_verdict(changed: dict[str, Any], first: str, last: str) -> None:
    steps = next_steps(answered(**changed))
    assert steps[0].startswith(first)
    assert steps[-1].startswith(last)
