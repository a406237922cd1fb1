"""What the page sends, as typed, and what it gets back: never an exception, nothing dropped in silence."""

import json
import re
import tomllib
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import corpus
from calculator.answer import answer_to
from calculator.contract.reading import parse_assess
from calculator.contract.wire import answer
from calculator.page import MOST_PAIRS, respond
from calculator.scheme.reading import rules_hash
from calculator.screen.html import MOST_TOGETHER, answers_html
from calculator.screen.html.bar import labelled_bar
from calculator.screen.questions import form
from calculator.screen.summary import offers
from calculator.values import Money
from tests.headlines import NO_AMOUNT, REFUSED, can_get, can_get_between, gets, plain
from tests.screen.taking import taken, text_of
from tests.sentences import NOT_UNDERSTOOD, ONE_WRONG, others_first

FIRST_ANSWERS = [
    ("applied_on", "23/11/2026"),
    ("enterprise.size_stated", "small"),
    ("service.kind", "training"),
    ("service.theme", "digitalisering"),
    ("cost.net", "1.438,02"),
    ("aid_granted_this_year", "0"),
]


def asked(pairs: list[tuple[str, str]], **more: object) -> Any:
    return json.loads(respond(json.dumps({"action": "assess", "pairs": pairs, **more})))


def error_fields(answered: Any) -> list[str]:
    return [error["field"] for error in answered["response"]["errors"]]


def test_belgian_answers_give_the_contract_response_of_the_same_request() -> None:
    request = {
        "contract": 1,
        "applied_on": "2026-11-23",
        "enterprise": {"size_stated": "small"},
        "service": {"kind": "training", "theme": "digitalisering"},
        "cost": {"net": "1438.02"},
        "aid_granted_this_year": "0",
    }
    assert asked(FIRST_ANSWERS)["response"] == json.loads(answer("assess", json.dumps(request))[1])


def test_the_published_amounts_stand_in_the_result() -> None:
    """NCDAB, 30 November 2023: net 1,438.02, aid 431.41, own share 1,006.61, VAT 301.98: together 1,308.59 to pay."""
    shown = asked(FIRST_ANSWERS)["result_html"].replace("\u00a0", " ")
    for name, amount in (("gets", "431,41 euro"), ("pays_now", "1.308,59 euro")):
        assert f'<dd data-marks="{name}">{amount}</dd>' in shown
    for amount in ("1.006,61 euro", "301,98 euro"):
        assert f"<td>{amount}</td>" in shown


def test_the_fragment_holds_the_answers_in_the_notation_of_the_contract() -> None:
    in_list = [("enterprise.group.enterprises.0.id", "1"), ("enterprise.group.enterprises.0.name", "Hé & Co")]
    held = [("enterprise.group.holdings.0.holder", "own"), ("enterprise.group.holdings.0.held", "1")]
    told, _, _ = asked([*FIRST_ANSWERS, *in_list, *held])["fragment"].rpartition("&end=")
    assert told == (
        "v=2&applied_on=2026-11-23&enterprise.size_stated=small&service.kind=training"
        "&service.theme=digitalisering&cost.net=1438.02&aid_granted_this_year=0"
        "&enterprise.group.enterprises.0.id=1&enterprise.group.enterprises.0.name=H%C3%A9%20%26%20Co"
        "&enterprise.group.holdings.0.holder=own&enterprise.group.holdings.0.held=1"
        f"&rules={rules_hash()[7:19]}&gave=undecided:431.41"
    )


def test_the_answers_come_back_for_the_form_as_a_belgian_types_them() -> None:
    pairs = [("v", "1"), ("applied_on", "2026-11-23"), ("cost.net", "1438.02"), ("service.kind", "training")]
    assert asked(pairs)["pairs"] == [
        ["applied_on", "23/11/2026"],
        ["cost.net", "1.438,02"],
        ["service.kind", "training"],
    ]


def test_an_empty_answer_is_no_answer() -> None:
    with_empty = [*FIRST_ANSWERS, ("service.topic", ""), ("cost.gross", "  ")]
    assert asked(with_empty)["response"] == asked(FIRST_ANSWERS)["response"]


def test_truths_and_counts_have_their_own_json_values() -> None:
    pairs = [
        *FIRST_ANSWERS,
        ("enterprise.established_in_flanders", "false"),
        ("cost.catering.amount", "60"),
        ("cost.catering.persons", "1"),
        ("cost.catering.days", "1"),
    ]
    response = asked(pairs)["response"]
    assert response["aid"]["catering_surplus"] == "35.00"
    assert {found["rule"]: found["outcome"] for found in response["findings"]}["establishment"] == "fail"


def test_groups_of_any_depth_are_built_from_their_paths() -> None:
    pairs = [
        *(pair for pair in FIRST_ANSWERS if pair[0] != "enterprise.size_stated"),
        ("enterprise.periods.0.headcount", "40"),
        ("enterprise.periods.0.turnover", "1.000.000"),
        ("enterprise.relations.0.share", "100"),
        ("enterprise.relations.0.periods.0.headcount", "4"),
        ("enterprise.relations.0.relations.0.share", "100"),
        ("enterprise.relations.0.relations.0.periods.0.headcount", "7,5"),
    ]
    assert asked(pairs)["response"]["size"]["headcount"] == "51.50"


def test_all_wrong_answers_are_told_at_once_and_stay_as_typed() -> None:
    pairs = [("applied_on", "31/2/2026"), ("cost.net", "duizend"), ("enterprise.public_participation", "101")]
    answered = asked(pairs)
    assert sorted(error_fields(answered)) == ["applied_on", "cost.net", "enterprise.public_participation"]
    assert ["cost.net", "duizend"] in answered["pairs"]
    for field in error_fields(answered):
        assert f'href="#{field}"' in answered["errors_html"]


@pytest.mark.parametrize(
    "name",
    [
        "foo",
        "<img src=x onerror=alert(1)>",
        "__proto__.polluted",
        "constructor",
        "cost",
        "cost.net.cents",
        "enterprise.periods.3.headcount",
        "enterprise.periods.999999999.headcount",
        "enterprise.relations.50.share",
        "enterprise.relations.00.share",
        "enterprise." + "relations.0." * 9 + "share",
        "periods.0.headcount",
        "x" * 1_000_000,
    ],
)
def test_an_unknown_name_is_reported_and_changes_nothing(name: str) -> None:
    plain, answered = asked(FIRST_ANSWERS), asked([*FIRST_ANSWERS, (name, "1")])
    assert answered["response"] == plain["response"]
    assert answered["fragment"] == plain["fragment"]
    assert "Deze antwoorden kent de rekenhulp niet." in answered["result_html"]
    assert name[:20].replace("<", "&lt;") in answered["result_html"]
    assert len(answered["result_html"]) < len(plain["result_html"]) + 1_000


def test_many_unknown_names_are_counted() -> None:
    answered = asked([*FIRST_ANSWERS, *((f"unknown{number}", "1") for number in range(40))])
    assert "en nog 30 andere" in answered["result_html"]


def test_a_link_of_another_version_says_so() -> None:
    assert "andere versie" in asked([("v", "3"), *FIRST_ANSWERS])["result_html"]
    for known in ("1", "2"):
        assert "andere versie" not in asked([("v", known), *FIRST_ANSWERS])["result_html"]


def test_a_link_made_under_other_rules_says_what_changed() -> None:
    then = [*FIRST_ANSWERS, ("rules", "0123456789ab")]
    changed = asked([*then, ("gave", "eligible:500.00")])["result_html"].replace("\u00a0", " ")
    assert f"Toen was het antwoord: {plain(gets('500'))}. Nu is het: U kunt 431,41 euro steun" in changed
    same = asked([*then, ("gave", "undecided:431.41")])["result_html"]
    assert "Het antwoord is hetzelfde gebleven" in same
    today = [*FIRST_ANSWERS, ("rules", rules_hash()[7:19]), ("gave", "undecided:431.41")]
    for silent in (today, [*then, ("gave", "<b>:1")], then):
        assert "aangepast sinds deze link" not in asked(silent)["result_html"]


def without(*paths: str) -> list[tuple[str, str]]:
    return [pair for pair in FIRST_ANSWERS if pair[0] not in paths]


def test_without_a_size_the_page_tells_what_each_size_gives() -> None:
    """1,000 euro: small 30 % is 300, medium 20 % is 200. The contract itself gives no amount, and the proof neither."""
    answered = asked([*without("enterprise.size_stated", "cost.net"), ("cost.net", "1.000")])
    shown = answered["result_html"].replace("\u00a0", " ")
    assert ">U kunt tussen 200 en 300 euro steun krijgen</h2>" in shown
    assert (
        "We weten nog niet of u klein of middelgroot bent. "
        "Bent u klein? Dan is 300 euro steun mogelijk. Bent u middelgroot? Dan is dat 200 euro."
    ) in shown
    assert text_of(answered).startswith("U kunt tussen 200 en 300 euro steun krijgen\n")
    assert answered["response"] == json.loads(answer("assess", json.dumps(TEN_HUNDRED))[1])
    assert answered["response"]["aid"] is None
    assert json.loads(taken(answered)["files"]["proof"]["text"])["response"] == answered["response"]
    assert answered["fragment"].rpartition("&end=")[0].endswith("&gave=undecided:200.00-300.00")


TEN_HUNDRED = {
    "contract": 1,
    "applied_on": "2026-11-23",
    "service": {"kind": "training", "theme": "digitalisering"},
    "cost": {"net": "1000"},
    "aid_granted_this_year": "0",
}


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        # 7,300 of the ceiling of 7,500 is used: 200 is left for both.
        ({"cost.net": "1.000", "aid_granted_this_year": "7.300"}, plain(can_get("200"))),
        # Until 2019 the ceiling of a small enterprise was 10,000, of a medium one 15,000; 30 % of 1,000 is 300.
        (
            {"cost.net": "1.000", "aid_granted_this_year": "10.000", "applied_on": "1/6/2018"},
            plain(can_get_between("0", "300")),
        ),
        (
            {"cost.net": "1.000", "aid_granted_this_year": "15.000", "applied_on": "1/6/2018"},
            NO_AMOUNT,
        ),
        ({"cost.net": ""}, NO_AMOUNT),
        ({"cost.net": "1.000", "applied_on": "1/1/2015"}, NO_AMOUNT),
        ({"cost.net": "1.000", "enterprise.legal_form": "vzw"}, REFUSED),
    ],
)
def test_the_size_alone_must_be_missing_for_a_range(answers: dict[str, str], headline: str) -> None:
    given = {path: value for path, value in FIRST_ANSWERS if path != "enterprise.size_stated"}
    shown = asked(list((given | answers).items()))["result_html"].replace("\u00a0", " ")
    assert f">{headline}</h2>" in shown


def test_a_link_that_gave_a_range_says_so_under_other_rules() -> None:
    link = [*without("enterprise.size_stated"), ("rules", "0123456789ab")]
    shown = asked([*link, ("gave", "undecided:150.00-250.00")])["result_html"].replace("\u00a0", " ")
    assert "Toen was het antwoord: U kunt tussen 150 en 250 euro steun krijgen." in shown
    for odd in ("undecided:1.00-", "undecided:1.00-2.00-3.00", "not_eligible:1.00-2.00x"):
        assert "aangepast sinds deze link" not in asked([*link, ("gave", odd)])["result_html"]


def test_what_decides_the_amount_comes_first_in_the_easy_form() -> None:
    """The contract lists the legal form first; the page asks what the amount waits for."""
    answered = asked([("applied_on", "23/11/2026"), ("service.theme", "digitalisering")])
    assert answered["next"] == "enterprise.size_stated"
    assert answered["response"]["missing"][0] == "enterprise.legal_form"
    assert text_of(answered).index("- Hoe groot is uw onderneming?") < text_of(answered).index("- Welke rechtsvorm")
    assert "- Hoe groot is uw onderneming?" not in text_of(asked(FIRST_ANSWERS)).split("Uw antwoorden")[0]


def test_a_megabyte_as_answer_is_an_error_at_its_field_beside_the_others() -> None:
    answered = asked([("applied_on", "gisteren"), ("cost.net", "9" * 1_000_000)])
    assert sorted(error_fields(answered)) == ["applied_on", "cost.net"]
    assert len(answered["errors_html"]) < 2_000


def test_more_answers_than_any_form_has_are_refused_as_a_whole() -> None:
    answered = asked([(f"enterprise.relations.{number}.share", "1") for number in range(MOST_PAIRS + 1)])
    assert error_fields(answered) == [""]
    assert "te veel" in answered["errors_html"]


def test_gaps_in_a_list_are_enterprises_of_which_nothing_is_known() -> None:
    answered = asked([*FIRST_ANSWERS, ("enterprise.relations.1.share", "10")])
    assert "enterprise.group.holdings.0.share" in answered["response"]["missing"]


def project(**changed: str) -> list[tuple[str, str]]:
    """The first answers with some changed; a dot in a path is written as two underscores."""
    return list((dict(FIRST_ANSWERS) | {path.replace("__", "."): value for path, value in changed.items()}).items())


def planned(*projects: list[tuple[str, str]], **more: object) -> Any:
    return json.loads(respond(json.dumps({"action": "together", "projects": projects, **more})))


def together(*projects: list[tuple[str, str]], **more: object) -> str:
    return str(planned(*projects, **more)["html"]).replace("\u00a0", " ")


def rows(html: str) -> list[str]:
    """The text of each project's row, the names of its cells and its buttons left out."""
    found = re.findall(r"<tr[^>]*><th scope=\"row\"><span.*?</tr>", html)
    without = [re.sub(r'<span class="rh-column">.*?</span>|<td class="rh-actions">.*?</td>', "", row) for row in found]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in without]


def test_projects_are_rows_with_one_amount_each_and_the_answers_that_differ() -> None:
    """30 % of 1,438.02 is 431.406; cybersecurity, 45 %, is 647.109. Together 1,078.52 of 2,876.04."""
    html = together(project(), project(service__topic="cybersecurity"))
    assert [re.findall(r"[0-9.,]+ euro", row) for row in rows(html)] == [
        ["1.438,02 euro", "431,41 euro"],
        ["1.438,02 euro", "647,11 euro"],
    ]
    assert "<strong>1.078,52 euro</strong>" in html
    assert '<span class="rh-whose">Opleiding 2: </span>Cybersecurity' in html
    assert "Wat is de prijs zonder btw" not in html


def test_a_plan_fills_the_ceiling_of_each_year() -> None:
    """20,000 at 30 % takes 6,000 of 7,500; 1,000 was granted; 500 is left for the second; 2025 has its own."""
    html = together(
        project(cost__net="20.000", aid_granted_this_year="1.000"),
        project(cost__net="5.000", aid_granted_this_year="1.000"),
        project(cost__net="5.000", applied_on="10/1/2025", aid_granted_this_year="0"),
    )
    first, second, third = rows(html)
    assert "6.000 euro" in first
    assert "500 euro Begrensd door uw jaarplafond. Zonder plafond was het 1.500 euro." in second
    assert "1.500 euro" in third
    for told in ("al gebruikt: 1.000 euro", "Opleiding 1: 6.000 euro", "Opleiding 2: 500 euro"):
        assert f"<span>{told}</span>" in html
    assert "Dit jaar blijft er geen steun meer over." in html
    # What is left of 2025 is 6,000: at 30 % that is 20,000.
    assert "<span>Opleiding 3: 1.500 euro</span>" in html
    assert "<span>blijft over: 6.000 euro</span>" in html
    assert "Bij 30 % steun gebruikt u dat op met een prijs van 20.000 euro zonder btw." in html
    assert "U zei nog niet" not in html


def test_a_year_of_which_nobody_said_what_was_used_says_what_it_takes_for_granted() -> None:
    assert "U zei nog niet hoeveel steun u in 2026 al kreeg." in together(project(aid_granted_this_year=""))


def test_a_plan_of_a_day_without_rules_says_that_there_is_no_amount() -> None:
    html = together(project(applied_on="1/1/2015"))
    assert "1 januari 2015 – Nog geen bedrag –" in rows(html)[0]
    assert "We weten nog niet hoeveel steun er dit jaar overblijft." in html


def test_a_project_with_a_wrong_answer_is_shown_and_counts_for_nothing() -> None:
    """1,438.02 at 30 % is 431.406."""
    told = planned(project(), project(cost__net="x", service__kind="advice"))
    assert rows(told["html"])[1].endswith(f"{ONE_WRONG}. Dit project telt niet mee in het plan.")
    assert told["names"] == ["Opleiding 1", "Advies 2"]
    assert "U plant 2 projecten: samen 431,41\u00a0euro steun." in told["planned_html"]


def test_a_plan_of_wrong_projects_only_has_no_year() -> None:
    html = together(project(cost__net="x"))
    assert rows(html)[0].endswith(f"{ONE_WRONG}. Dit project telt niet mee in het plan.")
    assert "<rect" not in html


def test_of_a_link_without_an_answer_nothing_is_taken_along() -> None:
    told = json.loads(respond(json.dumps({"action": "take", "link": "v=1&cost.net=x"})))
    assert told == {"files": {}, "mail": ""}


def test_amounts_of_nothing_have_neither_a_bar_nor_names() -> None:
    assert labelled_bar([(Money(0), "aid", "Steun")]) is None


def test_a_refused_project_says_so_in_the_plan() -> None:
    assert f"{REFUSED}." in rows(together(project(enterprise__legal_form="vzw")))[0]


def test_the_year_of_a_large_enterprise_has_no_bar() -> None:
    """It gets nothing, so its year has no ceiling to fill."""
    large = {
        f"enterprise__periods__0__{name}": figure
        for name, figure in (
            ("headcount", "300"),
            ("turnover", "60.000.000"),
            ("balance_sheet_total", "60.000.000"),
        )
    }
    assert "<rect" not in together(project(enterprise__size_stated="", **large))


def test_names_are_text_bounded_and_kept_and_no_two_projects_get_the_same() -> None:
    hostile = "<script>alert(1)</script>" + "\u202e \ud800" + "x" * 1_000
    told = planned(
        [*project(), ("project", "Opleiding 1")], project(), [*project(), ("project", f"  {hostile}  ")], project()
    )
    first, second, third, fourth = told["names"]
    assert (first, second, fourth) == ("Opleiding 1", "Opleiding 2", "Opleiding 4")
    assert third == "<script>alert(1)</script> ?" + "x" * 33
    assert "<script" not in told["html"]
    assert ">&lt;script&gt;alert(1)" in told["html"]


def test_the_name_goes_along_in_the_link_and_back_into_the_form() -> None:
    answered = asked([*FIRST_ANSWERS, ("project", "Excel & co")])
    assert "project=Excel%20%26%20co" in answered["fragment"]
    assert ["project", "Excel & co"] in answered["pairs"]
    again = json.loads(respond(json.dumps({"action": "assess", "link": answered["fragment"]})))
    assert ["project", "Excel & co"] in again["pairs"]


def test_the_plan_takes_the_enterprise_of_the_project_in_the_form_and_says_so() -> None:
    """Medium gets 20 % of 1,438.02: 287.604; small 30 %: 431.406."""
    small, medium = project(), project(enterprise__size_stated="medium")
    html = together(small, medium, at=0)
    assert [re.findall(r"[0-9.,]+ euro", row)[1] for row in rows(html)] == ["431,41 euro", "431,41 euro"]
    assert "Dit plan neemt die van Opleiding 1." in html
    assert plain(can_get("287,60")) in html  # on its own
    assert "Dit plan neemt die van Opleiding 2." in together(small, medium, at=1)
    assert "Dit plan neemt" not in together(small, small, at=1)


def test_the_answer_beside_a_plan_is_what_the_project_gets_in_it() -> None:
    """20,000 at 30 % takes 6,000 of the 6,500 that are left after 1,000: 500 of the 1,500 that 5,000 would give.

    Where the form says that nothing was granted, all of 7,500 is there: 1,500 stays 1,500.
    """
    first = project(cost__net="20.000", aid_granted_this_year="1.000")
    second = project(cost__net="5.000", aid_granted_this_year="1.000")
    alone, planned = asked(second), asked(second, others=[first], at=1)
    assert planned["response"] == alone["response"]
    assert planned["fragment"] == alone["fragment"]
    assert alone["line"].startswith("1.500\u00a0euro")
    assert planned["line"].startswith("500\u00a0euro")
    assert planned["announcement"].startswith(can_get("500"))
    for told in (planned["result_html"], text_of(planned, others=[first], at=1)):
        assert plain(can_get("500")) in plain(told)
        assert others_first(2026, "6.000 euro") in plain(told)
    assert "al gebruikt en gepland" in planned["result_html"]
    assert "andere projecten" not in alone["result_html"]
    assert asked(first, others=[second], at=0)["line"].startswith("6.000\u00a0euro")
    wrong = project(cost__net="x")
    assert asked(second, others=[first, wrong], at=-7)["line"].startswith("1.500\u00a0euro")
    assert asked(second, others="x", at="x")["line"] == alone["line"]
    none = project(cost__net="5.000", aid_granted_this_year="0")
    assert asked(none, others=[first], at=1)["line"].startswith("1.500\u00a0euro")


def test_what_was_taken_away_can_be_brought_back_and_a_full_plan_says_so() -> None:
    html = together(project(), gone=[["project", "<b>Excel</b>"]])
    assert "&lt;b&gt;Excel&lt;/b&gt; is weggehaald." in html
    assert 'data-do="put_back"' in html
    assert "Meer kan hier niet samen" not in together(*[project()] * (MOST_TOGETHER - 1))
    full = together(*[project()] * (MOST_TOGETHER + 3))
    assert "Meer kan hier niet samen" in full
    assert len(rows(full)) == MOST_TOGETHER


def test_an_answer_to_no_question_is_not_among_the_answers() -> None:
    assert "4213" not in answers_html({"cost.net": "1000", "elders.iets": "4213"}, year=2026)


def test_a_project_without_a_size_stands_beside_the_other_with_its_range() -> None:
    """1,438.02: 30 % is 431.406 and 20 % is 287.604."""
    html = together(project(), project(enterprise__size_stated=""))
    assert plain(can_get_between("287,60", "431,41")) in html
    assert "Nog geen bedrag" in rows(html)[0]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("1.000", "Met een prijs van 3.333,34 euro zonder btw krijgt u 1.000 euro steun."),
        ("veel", "Vul een bedrag in"),
        ("", "Vul een bedrag in"),
        ("7.501", "7.500 euro"),
    ],
)
def test_the_price_for_a_wanted_aid(wanted: str, says: str) -> None:
    """At 30 %, 3,333.34 is the first price that gives 1,000; the ceiling is 7,500."""
    message = json.dumps({"action": "reverse", "pairs": FIRST_ANSWERS, "wanted": wanted})
    assert says in json.loads(respond(message))["html"].replace("\u00a0", " ")


HOLDING = re.compile(r"enterprise\.group\.holdings\.[0-9]+")
# Where nothing is an answer: the enterprise that applies.
OWN = re.compile(r"enterprise\.group\.(holdings\.[0-9]+\.(holder|held)|together\.[0-9]+\.[0-9]+)")


def flattened(tree: Any, path: str = "") -> list[tuple[str, str]]:
    """A request as the answers of a form."""
    if tree is None and OWN.fullmatch(path):
        return [(path, "own")]
    if HOLDING.fullmatch(path):
        tree = {"holder": None, "held": None} | tree
    if isinstance(tree, dict | list):
        items = tree.items() if isinstance(tree, dict) else enumerate(tree)
        return [pair for name, inside in items for pair in flattened(inside, f"{path}.{name}" if path else str(name))]
    return [] if tree is None else [(path, str(tree).lower() if isinstance(tree, bool) else str(tree))]


@pytest.mark.long
@pytest.mark.parametrize("of", [4, pytest.param(1, marks=pytest.mark.night)])
def test_every_offered_change_of_the_corpus_gives_what_it_promises_through_the_form(of: int) -> None:
    """A button puts its answers in the form as typed; the form must then give the promised outcome and amount."""
    pressed = 0
    for case in list(corpus.read(corpus.PUBLISHED))[::of]:
        request = json.loads(case.request)
        if case.command != "assess" or case.status:
            continue
        answers = dict(flattened(request))
        del answers["contract"]
        before = answer_to(parse_assess(request))
        shown = asked(list(answers.items()))
        in_form = dict(map(tuple, shown["pairs"]))
        for changes, button in zip(offers(before), buttons(shown["result_html"]), strict=True):
            after = asked(list((in_form | dict(button)).items()))["response"]
            amount = after["aid"] and Money.from_text(after["aid"]["amount"])
            assert (after["outcome"], amount) == (changes[-1].outcome, changes[-1].amount), (case.id, changes)
            pressed += 1
    assert pressed > 50 // of


def test_one_button_gives_what_several_changes_promise_together() -> None:
    """50 euro, with nothing left of 2025: 100 euro in 2026 gives 30."""
    answers = dict(FIRST_ANSWERS) | {"applied_on": "23/11/2025", "cost.net": "50", "aid_granted_this_year": "7500"}
    [button] = buttons(asked(list(answers.items()))["result_html"])
    after = asked(list((answers | dict(button)).items()))["response"]
    assert (after["outcome"], after["aid"]["amount"]) == ("undecided", "30.00")


def buttons(html: str) -> list[list[tuple[str, str]]]:
    """What each button of the changes in a result puts in the form; the questions it asks have others."""
    offered = html.partition('class="rh-changes"')[2].partition("</section>")[0]
    written = re.findall(r'data-do="set" data-with="([^"]*)"', offered)
    return [[(path, value) for path, value in json.loads(unescape(each))] for each in written]


OLD_LINKS = tomllib.loads((Path(__file__).parent / "old_links.toml").read_text())["link"]


@pytest.mark.parametrize("link", OLD_LINKS, ids=lambda link: link["gives"])
def test_an_old_link_keeps_opening(link: dict[str, str]) -> None:
    answered = asked(parse_qsl(link["fragment"]))
    assert link["gives"] in answered["result_html"].replace("\u00a0", " ")
    assert NOT_UNDERSTOOD not in answered["result_html"]


@pytest.mark.parametrize(
    "message",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"action": "assess"}',
        '{"action": "destroy", "pairs": []}',
        '{"action": "assess", "pairs": [["cost.net"]]}',
        '{"action": "assess", "pairs": [["cost.net", 1]]}',
        '{"action": "assess", "pairs": "cost.net"}',
        '{"action": "reverse", "pairs": []}',
        '{"action": "together", "projects": [["cost.net"]]}',
        "[" * 100_000,
        '{"action": "assess", "pairs": [["cost.net", "1"]]',
    ],
)
def test_a_message_that_is_none_gets_an_answer(message: str) -> None:
    assert error_fields(json.loads(respond(message))) == [""]


VALUES = ["true", "1", "training", "2026-11-23", "<script>", "eligible", "not_eligible:1.00", "undecided:5.00"]
KNOWN_PATHS = sorted(
    question.path
    for section in form().sections
    for question in section.questions
    if question.kind not in {"periods", "group"}
)


@given(
    st.lists(
        st.tuples(
            st.one_of(st.sampled_from([*KNOWN_PATHS, "v", "rules", "gave"]), st.text(max_size=30)),
            st.one_of(st.sampled_from(VALUES), st.text(max_size=30)),
        ),
        max_size=12,
    )
)
@pytest.mark.long
def test_whatever_is_sent_gets_an_answer_whose_fragment_opens_to_the_same(pairs: list[tuple[str, str]]) -> None:
    """An answer always comes, nothing of it is markup of the visitor's, and the link gives the same answer again."""
    answered = asked(pairs)
    assert "<script" not in answered["result_html"] + answered["errors_html"]
    again = asked([tuple(pair) for pair in answered["pairs"]])
    assert again["fragment"] == answered["fragment"]
    assert again["response"] == answered["response"]


def test_an_answer_too_long_to_look_at_is_told_where_all_else_is_right() -> None:
    answered = asked([*FIRST_ANSWERS, ("enterprise.legal_form", "b" * 501)])
    assert error_fields(answered) == ["enterprise.legal_form"]


@pytest.mark.parametrize(
    ("vat", "says_after_tax"),
    [({"cost.vat_recoverable": "false"}, False), ({"cost.vat_recoverable": "true"}, True), ({}, True)],
)
def test_without_aid_the_price_after_tax_is_told_where_tax_may_come_back(
    vat: dict[str, str], says_after_tax: bool
) -> None:
    refused = dict(FIRST_ANSWERS) | {"enterprise.legal_form": "vzw", **vat}
    shown = asked(list(refused.items()))["result_html"].replace("\u00a0", " ")
    # 1.438,02 and 21 % of it, 301,98.
    [line] = [line for line in re.findall("<li><p>(.*?)</p>", shown) if "1.740 euro" in line]
    assert ("1.438,02 euro" in line) is says_after_tax
