"""What every finding carries, proven over the whole corpus."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from calculator import corpus
from calculator.assess import RULES
from calculator.contract import wire
from calculator.library import assess
from calculator.scheme.day import rules_on
from tests.rules.test_command_line import EXAMPLE

IDS = [rule.id for rule in RULES]


def test_the_row_of_a_rule_is_the_one_that_its_finding_names() -> None:
    """On a day on which every rule has one."""
    found = {each["rule"]: each["valid_from"] for each in assess(EXAMPLE)["findings"]}
    in_force = rules_on(date(2026, 11, 23))
    rows = {rule.id: rule.row_on(in_force, "training") for rule in RULES}
    assert {name: row and row.basis.valid_from.isoformat() for name, row in rows.items()} == found


def assessments() -> Iterator[tuple[str, dict[str, Any]]]:
    for case in corpus.read(corpus.PUBLISHED):
        status, text = wire.answer(case.command, case.request)
        if status != 0:
            continue
        answer = json.loads(text)
        if case.command == "plan":
            yield from ((case.id, project) for project in answer["projects"].values())
        else:
            yield case.id, answer.get("assessment", answer)


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, dict[str, Any]]]:
    return list(assessments())


def test_every_rule_is_judged_in_every_assessment(answers: list[tuple[str, dict[str, Any]]]) -> None:
    for name, answer in answers:
        assert [finding["rule"] for finding in answer["findings"]] == IDS, name


def test_every_finding_has_title_address_day_and_certainty(answers: list[tuple[str, dict[str, Any]]]) -> None:
    for name, answer in answers:
        if answer["receipt"]["applied_on"] < "2016-04-01":
            continue
        for finding in answer["findings"]:
            where = (name, finding["rule"])
            assert finding["sentence"], where
            assert finding["source"]["title"], where
            assert finding["source"]["url"].startswith("http"), where
            assert finding["source"]["checked_on"] >= "2026-11-23", where
            assert finding["source"]["certainty"] in ("confirmed", "to_confirm"), where
            assert finding["valid_from"] <= answer["receipt"]["applied_on"], where
            assert (finding["valid_through"] or "9999") >= answer["receipt"]["applied_on"], where


def test_no_sentence_shows_a_blank_or_a_python_value(answers: list[tuple[str, dict[str, Any]]]) -> None:
    for name, answer in answers:
        for part in (*answer["findings"], *answer["deadlines"], *answer["changes"]):
            sentence = part["sentence"]
            assert not any(sign in sentence for sign in ("{", "}", "None", "True", "False", "  ")), (name, sentence)
            assert sentence.endswith((".", "!", "?")), (name, sentence)


def test_undecided_says_what_is_missing_and_nothing_else_does(answers: list[tuple[str, dict[str, Any]]]) -> None:
    for name, answer in answers:
        outcomes = {finding["outcome"] for finding in answer["findings"]}
        expected = "not_eligible" if "fail" in outcomes else "undecided" if "unknown" in outcomes else "eligible"
        assert answer["outcome"] == expected, name
        assert answer["outcome"] == "undecided" or answer["missing"] == [], name
