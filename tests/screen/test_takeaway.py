"""What a visitor takes along: a calendar that others read, a text that says all, a proof that can be asked again."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from calculator.contract.wire import answer
from calculator.screen.html import take_html
from calculator.screen.summary import next_steps
from calculator.screen.takeaway import calendar, files, mail_address, plain_text, quoted

REQUEST = {
    "contract": 1,
    "applied_on": "2026-11-23",
    "enterprise": {"size_stated": "small"},
    "service": {"kind": "training", "theme": "digitalisering", "starts_on": "2026-12-01"},
    "cost": {"net": "1438.02"},
    "aid_granted_this_year": "0",
}
ANSWERS = {"cost.net": "1438.02", "service.kind": "training", "applied_on": "2026-11-23"}


def assessed(**changed: Any) -> Any:
    return json.loads(answer("assess", json.dumps(REQUEST | changed))[1])


def test_each_deadline_is_a_whole_day_in_the_calendar() -> None:
    response = assessed()
    events = Calendar.from_ical(calendar(response)).walk("VEVENT")
    expected = {deadline["on"]: deadline for deadline in response["deadlines"]}
    # 15 December: 14 days after the start on 1 December; 7 and 23 December: 14 and 30 days after the application.
    assert sorted(expected) == ["2026-12-07", "2026-12-15", "2026-12-23", "2027-12-31"]
    assert len(events) == len(expected)
    for event in events:
        start = event.decoded("dtstart")
        deadline = expected[start.isoformat()]
        assert type(start) is date
        assert event.decoded("dtend") == start + timedelta(days=1)
        assert str(event["description"]) == f"{deadline['sentence']} {deadline['basis_sentence']}"


def test_the_calendar_keeps_to_the_lines_of_the_standard() -> None:
    """RFC 5545, 3.1: lines end with CRLF and have at most 75 bytes; every event has its own name."""
    text = calendar(assessed())
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert not [line for line in lines if len(line.encode()) > 75 or "\n" in line]
    names = [str(event["uid"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(set(names)) == len(names)


def test_of_a_refused_project_only_the_day_that_helps_goes_along() -> None:
    """Without a teacher there is no aid; with one, there is until 15 December. A vzw gets none, whatever it changes."""
    service = REQUEST["service"] | {"without_teacher": True}  # type: ignore[operator]
    saved, lost = assessed(service=service), assessed(enterprise={"legal_form": "vzw"})
    assert [str(event["summary"]) for event in Calendar.from_ical(calendar(saved)).walk("VEVENT")] == [
        "Kmo-portefeuille: Aanvragen"
    ]
    assert "Stort" not in plain_text(saved, ANSWERS)
    assert "Vraag aan ten laatste op 15 december 2026" in plain_text(saved, ANSWERS)
    assert Calendar.from_ical(calendar(lost)).walk("VEVENT") == []
    assert "Uw termijnen" not in plain_text(lost, ANSWERS)
    assert 'data-with="calendar"' in take_html(saved, ANSWERS)
    assert 'data-with="calendar"' not in take_html(lost, ANSWERS)


def test_special_characters_survive_the_calendar() -> None:
    response = assessed()
    response["deadlines"][0] |= {"name": "Één; twee, drie\\vier €" * 9}
    first = Calendar.from_ical(calendar(response)).walk("VEVENT")[0]
    assert str(first["summary"]) == f"Kmo-portefeuille: {'Één; twee, drie\\vier €' * 9}"


def test_the_text_says_verdict_amounts_conditions_terms_and_answers() -> None:
    response = assessed()
    text = plain_text(response, ANSWERS)
    assert text.startswith("U kunt 431,41 euro steun krijgen\n")
    assert "- Uw eigen deel: 1.006,61 euro\n" in text
    assert "- Wat is de prijs zonder btw, in euro?: 1.438,02 euro\n" in text
    assert "- Wat wilt u volgen of kopen?: Een opleiding\n" in text
    assert response["receipt"]["rules"] in text
    for finding in response["findings"]:
        assert finding["sentence"].replace("\u00a0", " ") in text
    for deadline in response["deadlines"]:
        assert deadline["sentence"].replace("\u00a0", " ") in text


def test_the_text_tells_of_the_ceiling_that_cuts_the_amount() -> None:
    """30 % of 2,000 is 600; of 7,500 with 7,050 used 450 is left."""
    text = plain_text(assessed(cost={"net": "2000"}, aid_granted_this_year="7050"), ANSWERS)
    assert "- Steun van de Vlaamse overheid (30 %, begrensd door uw jaarplafond): 450,00 euro\n" in text
    assert "- 30 % van 2.000,00 euro is 600,00 euro. Uw jaarplafond laat daarvan nog 450,00 euro toe.\n" in text


def test_the_proof_can_be_asked_again() -> None:
    taken = files(REQUEST, assessed(), ANSWERS)["proof"]
    proof = json.loads(taken.text)
    assert json.loads(answer("assess", json.dumps(proof["request"]))[1]) == proof["response"]
    assert (taken.name, taken.type) == ("kmo-portefeuille-2026-11-23.json", "application/json")


def test_the_mail_holds_the_text() -> None:
    address = urlsplit(mail_address(assessed(), ANSWERS))
    assert address.scheme == "mailto"
    assert parse_qs(address.query)["body"] == [plain_text(assessed(), ANSWERS, end="\r\n")]


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
    steps = next_steps(assessed(**changed))
    assert steps[0].startswith(first)
    assert steps[-1].startswith(last)
