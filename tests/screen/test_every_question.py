"""Whatever the form asks, the contract accepts; whatever a rule then finds, on any day, has its sentence."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from calculator import texts
from calculator.assess import RULES, assess
from calculator.contract.reading import parse_assess
from calculator.page import respond
from calculator.scheme.reading import all_rules
from calculator.screen.answers import recognised, request
from calculator.screen.questions import Question, form
from publishing.pages.series import all_series

type Pair = tuple[str, str]

SOUND = {"applied_on": "23/11/2026", "cost.net": "1.000"}
# What cannot be said alone: what must be said with it, and what then cannot.
TOGETHER = {
    f"cost.catering.{name}": {"cost.catering.amount": "60", "cost.catering.persons": "1", "cost.catering.days": "1"}
    for name in ("amount", "persons", "days")
}
NOT_TOGETHER = {"cost.gross": "cost.net"}


def questions() -> Iterator[tuple[str, Question]]:
    """Every question of the form by its path, those about a period for the first."""
    for question in (question for section in form().sections for question in section.questions):
        if question.kind == "periods":
            yield from ((f"{question.path}.0.{each.path}", each) for each in form().periods)
        elif question.kind != "group":  # whose answers only make sense together
            yield question.path, question


ANSWERS = [
    (path, value)
    for path, question in questions()
    for value in ([option.value for option in question.options if option.value] or [question.example])
]


def with_answer(path: str, value: str) -> list[Pair]:
    answers = SOUND | TOGETHER.get(path, {}) | {path: value}
    return [pair for pair in answers.items() if pair[0] != NOT_TOGETHER.get(path)]


@pytest.mark.parametrize(("path", "value"), ANSWERS)
def test_the_contract_accepts_every_answer_of_the_form(path: str, value: str) -> None:
    answered = json.loads(respond(json.dumps({"action": "assess", "pairs": with_answer(path, value)})))
    assert answered["errors_html"] == ""
    assert answered["result_html"] != ""


@pytest.mark.long
def test_every_finding_has_its_sentences_on_every_day_that_something_changes() -> None:
    """Each answer alone and for both kinds of service, on the day before the first and on each first day of a row."""
    days = sorted(
        {row.basis.valid_from for series in all_series(all_rules()) for row in series.rows} | {date(2016, 1, 1)}
    )
    reasons = set()
    for (path, value), kind, day in product(ANSWERS, ("", "training", "advice"), days):
        pairs = [("service.kind", kind), *with_answer(path, value), ("applied_on", f"{day:%d/%m/%Y}")]
        assessment = assess(parse_assess(request(recognised(pairs)[0])))
        assert [finding.rule for finding in assessment.findings] == [rule.id for rule in RULES]
        for finding in assessment.findings:
            if (finding.rule, finding.reason, finding.also) in reasons:
                continue
            reasons.add((finding.rule, finding.reason, finding.also))
            assert texts.sentence(finding, day)
            assert texts.rule_name(finding.rule)
    assert {rule for rule, _, _ in reasons} == {rule.id for rule in RULES}
    assert len(reasons) > 60
