"""What is asked next, and what the bar and the announcement say about it."""

import json
from typing import Any

import pytest

from calculator.page import respond

TRAINING = {
    "applied_on": "23/11/2026",
    "enterprise.size_stated": "small",
    "service.kind": "training",
    "service.theme": "digitalisering",
    "cost.net": "1.500",
}


def asked(answers: dict[str, str], later: list[object] | None = None) -> Any:
    message = {"action": "assess", "pairs": list(answers.items()), "later": later or []}
    return json.loads(respond(json.dumps(message)))


@pytest.mark.parametrize(
    ("answers", "line", "announcement"),
    [
        # 30 % of 1,500.
        (TRAINING, "450 euro · misschien · nog ", "U kunt 450 euro steun krijgen. Nog "),
        # 20 % is 300.
        ({**TRAINING, "enterprise.size_stated": ""}, "300 tot 450 euro · misschien · nog ", "U kunt tussen 300 en 450"),
        ({"applied_on": "23/11/2026"}, "Nog geen bedrag · misschien · nog ", "We kunnen nog geen bedrag geven. Nog "),
        ({**TRAINING, "enterprise.legal_form": "vzw"}, "Nee · 1 voorwaarde niet in orde", "U krijgt geen steun"),
        ({**TRAINING, "enterprise.legal_form": "vzw", "service.theme": "geen"}, "Nee · 2 voorwaarden niet in orde", ""),
        ({**TRAINING, "cost.net": "veel"}, "1 antwoord klopt niet", "1 antwoord klopt niet."),
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


def test_first_what_the_amount_waits_for_then_what_is_easy_and_last_what_has_to_be_looked_up() -> None:
    assert asked({})["next"] == ""  # without a day there is no answer
    assert asked({"applied_on": "23/11/2026"})["next"] == "enterprise.size_stated"
    assert asked({**TRAINING, "service.kind": ""})["next"] == "service.kind"
    granted = {**TRAINING, "aid_granted_this_year": "0"}
    assert asked(granted)["next"] == "enterprise.legal_form"
    easy = {
        **granted,
        "enterprise.legal_form": "bv",
        "enterprise.established_in_flanders": "true",
        "enterprise.main_activity": "accepted",
        "enterprise.public_participation": "0",
        "service.starts_on": "1/12/2026",
        "service.without_teacher": "false",
    }
    assert asked(easy)["next"] == "service.related_to_provider"
    assert asked({**easy, "service.related_to_provider": "false"})["next"] == "enterprise.periods.0"


def test_what_the_visitor_cannot_answer_now_is_asked_last() -> None:
    first = asked(TRAINING)["next"]
    second = asked(TRAINING, [first])
    assert second["next"] not in ("", first)
    assert second["response"] == asked(TRAINING)["response"]
    assert asked(TRAINING, [1, None, "elders"])["next"] == first
