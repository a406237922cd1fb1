"""What is asked next, in how many answers that gives an amount and a certain yes, and what is said about it."""

import json
import re
from html import unescape
from typing import Any

import pytest

from calculator.answer import answer_to
from calculator.contract.reading import parse_assess
from calculator.page import respond
from calculator.screen.answers import recognised, request
from calculator.screen.asking import what_to_ask
from calculator.screen.questions import form
from calculator.screen.summary import missing
from tests.headlines import NO_AMOUNT
from tests.screen.taking import taken
from tests.sentences import ONE_WRONG

DAY = {"applied_on": "23/11/2026"}
TRAINING = {
    **DAY,
    "enterprise.size_stated": "small",
    "service.kind": "training",
    "service.theme": "digitalisering",
    "cost.net": "1.500",
}


def asked(answers: dict[str, str], later: list[Any] | None = None) -> Any:
    message = {"action": "assess", "pairs": list(answers.items()), "later": later or []}
    return json.loads(respond(json.dumps(message)))


@pytest.mark.parametrize(
    ("answers", "line", "announcement"),
    [
        # 30 % of 1,500.
        (TRAINING, "450 euro · misschien · nog ", "U kunt 450 euro steun krijgen. Nog "),
        # 20 % is 300.
        ({**TRAINING, "enterprise.size_stated": ""}, "300 tot 450 euro · misschien · nog ", "U kunt tussen 300 en 450"),
        (DAY, "Nog geen bedrag · misschien · nog ", f"{NO_AMOUNT}. Nog "),
        ({**TRAINING, "enterprise.legal_form": "vzw"}, "Nee · 1 voorwaarde niet in orde", "U krijgt geen steun"),
        ({**TRAINING, "enterprise.legal_form": "vzw", "service.theme": "geen"}, "Nee · 2 voorwaarden niet in orde", ""),
        ({**TRAINING, "cost.net": "veel"}, ONE_WRONG, f"{ONE_WRONG}."),
        (
            {**TRAINING, "cost.net": "veel", "applied_on": "x"},
            "2 antwoorden kloppen niet",
            "2 antwoorden kloppen niet.",
        ),
    ],
)
def test_the_bar_and_the_announcement_say_the_answer_in_short(
    answers: dict[str, str], line: str, announcement: str
) -> None:
    answered = asked(answers)
    assert answered["line"].replace("\u00a0", " ").startswith(line)
    assert answered["announcement"].replace("\u00a0", " ").startswith(announcement)


# ---- one after the other -----------------------------------------------------------------------------------

# What each of two visitors answers, whatever is asked first.
ALONE = {
    "enterprise.size_stated": "small",
    "enterprise.legal_form": "eenmanszaak",
    "enterprise.main_activity": "accepted",
    "enterprise.periods.0.headcount": "1",
    "enterprise.periods.0.turnover": "80.000",
    "service.kind": "training",
    "service.theme": "digitalisering",
    "service.starts_on": "1/12/2026",
    "cost.net": "1.500",
}
OF_SIX = ALONE | {
    "enterprise.legal_form": "bv",
    "enterprise.periods.0.headcount": "6",
    "enterprise.periods.0.turnover": "900.000",
}


def all_at_once(answered: Any) -> list[list[str]] | None:
    """What the one button for all statements answers; None where one question is asked."""
    button = re.search(r'rh-all" data-do="set" data-with="([^"]*)"', answered["result_html"])
    return json.loads(unescape(button[1])) if button else None


@pytest.mark.parametrize("visitor", [ALONE, OF_SIX], ids=["alone", "bv of six"])
def test_an_amount_comes_in_four_answers_and_a_certain_yes_in_ten(visitor: dict[str, str]) -> None:
    """By always answering what is asked next; one press for all statements is one answer."""
    answers, answered = dict(DAY), asked(DAY)
    amount_after, presses = None, 0
    while answered["response"]["outcome"] != "eligible":
        presses += 1
        assert presses <= 10
        assert answered["next"], answered["line"]
        together = all_at_once(answered)
        answers |= dict(together) if together else {answered["next"]: visitor[answered["next"]]}
        answered = asked(answers)
        if amount_after is None and answered["response"]["aid"]:
            amount_after = presses
    assert amount_after is not None
    assert amount_after <= 4
    # 30 % of 1,500; who recovers the tax bears 70 %.
    assert answered["response"]["aid"]["amount"] == "450.00"
    assert answered["response"]["aid"]["real_cost"] == "1050.00"
    assert answered["line"].replace("\u00a0", " ") == "450 euro · ja"
    assert (answered["next"], "rh-ask" in answered["result_html"]) == ("", False)


def test_what_is_asked_is_asked_until_nothing_is_unknown() -> None:
    """Each statement by itself, too: then it takes more answers, but no question comes twice."""
    usual = {path: question.usual for path, question in form().statements.items()}
    answers, before = dict(DAY), asked(DAY)
    while before["next"]:
        answers[before["next"]] = (ALONE | usual)[before["next"]]
        after = asked(answers)
        assert after["next"] != before["next"]
        before = after
    assert before["response"]["outcome"] == "eligible"


def test_the_usual_answers_never_refuse_and_settle_what_they_answer() -> None:
    """On the day of today's rules, for a training and for advice that still gets aid."""
    usual = [(path, question.usual) for path, question in form().statements.items()]
    assert len(usual) > 5
    for service in ({"service.kind": "training"}, {"service.kind": "advice", "service.topic": "cybersecurity"}):
        pairs = [*DAY.items(), *service.items(), *usual]
        answer = answer_to(parse_assess(request(recognised(pairs)[0])))
        assert [each.rule for each in answer.assessment.findings if each.outcome == "fail"] == []
        assert set(answer.assessment.missing) & {path for path, _ in usual} == set()


def test_of_questions_that_are_asked_equally_soon_the_order_is_that_of_the_rules() -> None:
    """The same in every Python, whatever the order of its sets: five partners that miss the same figure."""
    partners = {
        f"enterprise.relations.{place}.{name}": text
        for place in range(5)
        for name, text in (
            ("name", f"Partner {place}"),
            *(("direction", "owned_by"), ("share", "30")),
            *(("periods.0.closed_on", "2025-12-31"), ("periods.0.headcount", "10")),
        )
    }
    given = {path: text for path, text in TRAINING.items() if path != "enterprise.size_stated"}
    own = {"enterprise.periods.0.closed_on": "2025-12-31", "enterprise.periods.0.headcount": "20"}
    answer = answer_to(parse_assess(request(recognised({**given, **own, **partners}.items())[0])))
    for_amount, for_certainty = missing(answer)
    prompts = what_to_ask(answer, given=given, later=()).prompts
    turnovers = [path for (path, *_) in prompts if path.endswith(".turnover") and ".relations." in path]
    assert len(turnovers) == 5
    assert turnovers == [path for path in (*for_amount, *for_certainty) if path in turnovers]


def test_of_statements_only_those_that_are_open_are_asked_together() -> None:
    first = dict(all_at_once(asked(TRAINING)) or [])
    assert "enterprise.established_in_flanders" in first
    half = {**TRAINING, "enterprise.established_in_flanders": "true", "aid_granted_this_year": "0"}
    assert dict(all_at_once(asked(half)) or []).keys() == first.keys() - half.keys()
    advice = {**half, "service.kind": "advice", "service.topic": "cybersecurity"}
    assert "service.without_teacher" not in dict(all_at_once(asked(advice)) or [])
    assert "In 2026" not in asked(TRAINING)["result_html"].partition("rh-statements")[0]
    assert "U kreeg in 2026 nog geen steun" in asked(TRAINING)["result_html"]


def test_every_control_of_the_result_has_a_name_of_its_own() -> None:
    """With statements together and others put off; each label and description that is pointed at exists once."""
    html = asked(TRAINING, ["enterprise.legal_form", "service.starts_on", "service.related_to_provider"])["result_html"]
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    pointed = " ".join(re.findall(r'aria-(?:labelledby|describedby)="([^"]*)"', html)).split()
    assert set(pointed) <= set(ids)
    assert len(re.findall(r'name="answer"[^>]*aria-labelledby', html)) == html.count('name="answer"')


# ---- what the visitor does not know ------------------------------------------------------------------------


def test_what_the_visitor_cannot_answer_now_is_asked_last_and_listed() -> None:
    later: list[Any] = []
    while path := asked(TRAINING, later)["next"]:
        assert path not in later
        later.append(path)
    answered = asked(TRAINING, later)
    assert answered["response"] == asked(TRAINING)["response"]
    assert answered["line"].endswith(f"nog {len(later)} vragen na te kijken")
    assert '<details class="rh-fold" data-fold="later" open>' in answered["result_html"]
    told = taken(answered, later=later)["files"]["questions"]["text"]
    assert "- Welke rechtsvorm heeft uw onderneming?\n" in told
    assert "- Hoeveel steun kreeg u in 2026 al, in euro?\n" in told
    assert told.count("\n- ") == len(later)
    for path in later:
        assert re.search(f'data-asks="{path}"|{path}&quot;, &quot;', answered["result_html"])


def test_other_things_than_open_questions_cannot_be_put_off() -> None:
    plain = asked(TRAINING)
    for odd in ([1, None, "elders", "cost.net"], ["enterprise.periods.0"]):
        assert asked(TRAINING, odd) == plain
        assert "questions" not in taken(plain, later=odd)["files"]
    assert 'data-fold="later"' not in plain["result_html"]
