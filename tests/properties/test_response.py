"""What must hold of every response as a document."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from calculator.assess import RULES
from calculator.contract.wire import answer
from tests.properties.asking import Json, ask
from tests.properties.strategies import randoms, requests

IDS = [rule.id for rule in RULES]


def shuffled(node: Any, random: Any) -> Any:
    """The same document with the keys of every table in another order."""
    if isinstance(node, list):
        return [shuffled(item, random) for item in node]
    if not isinstance(node, dict):
        return node
    keys = list(node)
    random.shuffle(keys)
    return {key: shuffled(node[key], random) for key in keys}


@given(requests, randoms)
def test_same_request_same_bytes(request: Json, random: Any) -> None:
    """Order of keys and white space say nothing, so they change nothing."""
    plain = answer("assess", json.dumps(request))
    assert answer("assess", json.dumps(request)) == plain
    assert answer("assess", json.dumps(shuffled(request, random), indent=3)) == plain


@pytest.mark.long
def test_same_bytes_in_every_process() -> None:
    """No order of sets or hashes leaks into the response."""
    request = json.dumps({"contract": 1, "applied_on": "2026-11-23", "wanted": "1"})
    runs = [
        subprocess.run(
            [sys.executable, "-m", "calculator", "reverse"],
            input=request.encode(),
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert len(set(runs)) == 1


@given(requests)
def test_every_rule_is_judged(request: Json) -> None:
    """No rule is skipped because an earlier one failed, and the outcome is nothing but their sum."""
    response = ask("assess", request)
    outcomes = {finding["rule"]: finding["outcome"] for finding in response["findings"]}
    assert list(outcomes) == IDS
    expected = "eligible" if "unknown" not in outcomes.values() else "undecided"
    assert response["outcome"] == ("not_eligible" if "fail" in outcomes.values() else expected)


@given(requests)
def test_every_finding_says_why_and_by_whom(request: Json) -> None:
    """A sentence, and a source with title, address, day checked and certainty; a day without a rule has no source."""
    for finding in ask("assess", request)["findings"]:
        source = finding["source"]
        assert finding["sentence"].strip()
        if source is None:
            assert request["applied_on"] < "2016-04-01"
            assert finding["outcome"] == "unknown"
        else:
            assert source["title"].strip()
            assert source["url"].startswith("https://")
            assert source["certainty"] in {"confirmed", "to_confirm"}
            assert date.fromisoformat(source["checked_on"]) > date(2000, 1, 1)
