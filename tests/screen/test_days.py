"""Days and years are answers of their own: who chose none asks for today, and an amount belongs to its year.

The years are ones whose rules are known: what is announced for a year to come may not change a test.
"""

import json
import re
from typing import Any

import pytest

from calculator.page import respond
from tests.headlines import can_get, plain
from tests.screen.taking import text_of
from tests.sentences import made_on

TODAY = "28/11/2025"
PROJECT = [
    ("enterprise.size_stated", "small"),
    ("service.kind", "training"),
    ("service.theme", "digitalisering"),
    ("cost.net", "5.000"),
]
# 30 % of 5,000 is 1,500; of the ceiling of 7,500 a use of 7,000 leaves 500.
WHOLE, REST = plain(can_get("1.500")), plain(can_get("500"))

type Pairs = list[tuple[str, str]]


def told(action: str, today: str = TODAY, **parts: Any) -> Any:
    return json.loads(respond(json.dumps({"action": action, "today": today, **parts})).replace("\u00a0", " "))


def asked(pairs: Pairs, today: str = TODAY) -> Any:
    return told("assess", today, pairs=pairs)


def headline(answered: Any) -> str:
    found = re.search(r"<h2[^>]*resultaat-titel[^>]*>([^<]*)", answered["result_html"])
    assert found
    return found[1]


def offered(answered: Any) -> list[Any]:
    """What the buttons of the result give to the form."""
    found = re.findall(r'data-do="set" data-with="([^"]*)"', answered["result_html"])
    return [json.loads(each.replace("&quot;", '"')) for each in found]


def test_without_a_day_today_is_judged_and_nothing_of_it_is_kept() -> None:
    answered = asked(PROJECT)
    assert answered["response"]["receipt"]["applied_on"] == "2025-11-28"
    assert "applied_on" not in dict(answered["pairs"])
    assert "applied_on" not in answered["fragment"]
    assert "&made=2025-11-28&year=2025&" in answered["fragment"]
    assert "Gerekend voor" not in answered["result_html"]


def test_a_day_that_somebody_chose_is_judged_and_says_so_first() -> None:
    answered = asked([*PROJECT, ("applied_on", "15/1/2025")])
    assert answered["response"]["receipt"]["applied_on"] == "2025-01-15"
    assert "applied_on=2025-01-15" in answered["fragment"]
    above = answered["result_html"].partition("rh-size")[0]
    assert '<p class="rh-day">Gerekend voor 15 januari 2025. <button' in above
    assert ">Reken voor vandaag</button>" in above
    assert [["applied_on", ""], ["year", "2025"]] in offered(answered)
    assert text_of(answered, today=TODAY).splitlines()[1] == "Gerekend voor 15 januari 2025."
    assert "Gerekend voor" not in asked([*PROJECT, ("applied_on", TODAY)])["result_html"]


def test_for_a_day_that_is_past_nothing_is_offered_that_cannot_be_done_today() -> None:
    """Without a teacher there is no aid. With one there was on 15 January; today asks for a day of its own."""
    refused = [*PROJECT, ("service.without_teacher", "true")]
    assert [["service.without_teacher", "false"]] in offered(asked(refused))
    past = asked([*refused, ("applied_on", "15/1/2025")])
    assert offered(past) == [[["applied_on", ""], ["year", "2025"]]]
    assert past["response"]["changes"]


@pytest.mark.parametrize(
    ("pairs", "today", "shown"),
    [
        ([("year", "2025")], TODAY, REST),
        ([("year", "2025")], "31/12/2025", REST),
        ([("year", "2025")], "1/1/2026", WHOLE),
        ([("made", "2025-01-15")], TODAY, REST),
        ([("made", "2025-01-15")], "5/1/2026", WHOLE),
        ([("year", "2025"), ("applied_on", "10/1/2026")], TODAY, WHOLE),
        ([("year", "2026"), ("applied_on", "10/1/2026")], TODAY, REST),
        ([("applied_on", "10/1/2026")], TODAY, REST),
    ],
    ids=["this-year", "last-day", "new-year", "link", "old-link", "project-next-year", "own-amount", "dated-link"],
)
def test_what_was_used_counts_in_its_own_year_only(pairs: Pairs, today: str, shown: str) -> None:
    answered = asked([*PROJECT, ("aid_granted_this_year", "7.000"), *pairs], today)
    assert headline(answered) == shown
    assert ("Het telt niet voor 2026" in answered["result_html"]) is (shown == WHOLE)
    assert ("aid_granted_this_year" in dict(answered["pairs"])) is (shown == REST)
    if shown == WHOLE:  # it is not dropped in silence, and the new year asks for its own
        assert "Hoeveel steun kreeg u in 2025 al, in euro?" in answered["result_html"]
        assert "7.000" in answered["result_html"]
        assert answered["year"] == "2026"
        assert "aid_granted_this_year" in answered["response"]["missing"]


def test_a_size_that_was_fixed_counts_in_its_own_year_only() -> None:
    fixed = [*PROJECT[1:], ("enterprise.size_fixed_this_year", "medium"), ("year", "2025")]
    assert asked(fixed)["response"]["size"]["class"] == "medium"
    assert asked(fixed, "1/1/2026")["response"]["size"]["class"] is None


def test_the_new_year_that_is_offered_brings_its_own_amount() -> None:
    [offer] = offered(asked([*PROJECT, ("aid_granted_this_year", "7.500"), ("year", "2025")]))
    assert offer == [["year", "2026"], ["applied_on", "1/1/2026"], ["aid_granted_this_year", "0"]]
    moved = {**dict(PROJECT), **dict(offer)}
    assert headline(asked([*moved.items()])) == WHOLE


def test_a_link_of_another_day_says_when_it_was_made() -> None:
    answered = asked([("v", "1"), *PROJECT, ("made", "2025-01-15")])
    assert made_on("15 januari 2025") in answered["result_html"]
    assert "&made=2025-11-28&" in answered["fragment"]
    assert "Deze link" not in asked([("v", "1"), *PROJECT, ("made", "2025-11-28")])["result_html"]
    assert "Deze link" not in asked([("v", "1"), *PROJECT, ("made", "gisteren")])["result_html"]


def test_side_by_side_every_year_has_its_own_amount() -> None:
    """In 2025 7,000 was used: 500 of 1,500 is left. In 2026 nothing is known to be used: 1,500."""
    this_year = [*PROJECT, ("aid_granted_this_year", "7.000"), ("year", "2025")]
    next_year = [*PROJECT, ("applied_on", "10/1/2026"), ("aid_granted_this_year", "0"), ("year", "2026")]
    html = told("together", projects=[this_year, next_year])["html"]
    assert ">Opleiding 1: 500 euro<" in html
    assert ">Opleiding 2: 1.500 euro<" in html
    for year, first, second in (("2025", "7.000 euro", "–"), ("2026", "–", "0 euro")):
        differs = html[html.index(f"Hoeveel steun kreeg u in {year} al, in euro?") :]
        assert (
            f'Opleiding 1: </span>{first}</li><li><span class="rh-whose">Opleiding 2: </span>{second}</li>' in differs
        )
    over_new_year = told("together", "1/1/2026", projects=[this_year])["html"]
    assert "1.500 euro" in over_new_year
    assert "7.000 euro" not in over_new_year


def test_a_size_fixed_in_a_later_year_does_not_count_in_a_plan_for_this_one() -> None:
    """Small in 2025: 30 % of 5,000. Medium was fixed in 2026 only."""
    later = [*PROJECT, ("applied_on", "10/1/2026"), ("enterprise.size_fixed_this_year", "medium"), ("year", "2026")]
    html = told("together", projects=[PROJECT, later])["html"]
    assert ">Opleiding 1: 1.500 euro<" in html


@pytest.mark.parametrize(("day", "year"), [("10/1/2026", "2026"), ("", "2025"), ("morgen", "")])
def test_the_year_of_a_day_is_told(day: str, year: str) -> None:
    assert told("year", pairs=[("applied_on", day)]) == {"year": year}


def test_the_reverse_question_takes_the_same_day_and_year() -> None:
    """7,000 was used in 2025: 1,000 is out of reach then, and in reach in 2026."""
    pairs = [*PROJECT, ("aid_granted_this_year", "7.000"), ("year", "2025")]
    assert "nog 500 euro" in told("reverse", pairs=pairs, wanted="1.000")["html"]
    assert "3.333,34 euro" in told("reverse", "4/1/2026", pairs=pairs, wanted="1.000")["html"]


def test_a_day_that_is_none_is_an_error_and_loses_nothing() -> None:
    answered = asked([*PROJECT, ("applied_on", "31/2/2025"), ("aid_granted_this_year", "7.000"), ("year", "2025")])
    assert [error["field"] for error in answered["response"]["errors"]] == ["applied_on"]
    assert dict(answered["pairs"])["aid_granted_this_year"] == "7.000"


def test_what_is_assumed_stands_together() -> None:
    answered = asked(PROJECT)
    [folded] = re.findall(r'data-fold="assumptions">(.*?)</details>', answered["result_html"])
    assert "we nemen 3 dingen aan</span>" in folded
    assert folded.endswith(
        "<p>We nemen aan dat:</p><ul><li>uw onderneming geen achterstallige sociale schulden heeft</li>"
        "<li>de dienst past bij de activiteit van uw onderneming</li>"
        "<li>de dienst niet op de lijst van uitsluitingen staat</li></ul></div>"
    )
    text = text_of(answered, today=TODAY)
    assert "We nemen aan dat:\n- uw onderneming geen achterstallige sociale schulden heeft\n" in text
    said = asked([*PROJECT, ("service.serves_own_activity", "true"), ("enterprise.overdue_social_debts", "false")])
    assert "achterstallige sociale schulden heeft" not in said["result_html"].partition('data-fold="assumptions"')[2]
    assert "rh-assumptions" not in asked([*PROJECT, ("service.without_teacher", "true")])["result_html"]


def test_what_only_the_page_calls_an_enterprise_is_no_difference() -> None:
    """The same sister under another id, with another share."""
    ours = "enterprise.group"
    first, second = (
        [
            *PROJECT,
            (f"{ours}.enterprises.0.id", called),
            (f"{ours}.enterprises.0.name", "Zus"),
            (f"{ours}.holdings.0.holder", "own"),
            (f"{ours}.holdings.0.held", called),
            (f"{ours}.holdings.0.share", share),
        ]
        for called, share in (("1", "10"), ("7", "20"))
    )
    html = told("together", projects=[first, second])["html"]
    assert 'Opleiding 1: </span>10 %</li><li><span class="rh-whose">Opleiding 2: </span>20 %</li>' in html
    assert "Opleiding 1: </span>1</li>" not in html
