"""Two readings of the same rules, written apart from each other, agree on every field of 10,000 random requests."""

import json
from random import Random
from typing import Any

import pytest

from calculator.contract.wire import answer
from tests.oracle.generator import random_request
from tests.oracle.naive import Verdict, judge
from tests.seeds import seeds

type Json = dict[str, Any]

# The fields of the contract; a response may hold more.
SIZE = "class headcount turnover balance_sheet_total basis".split()
AID = (
    "rate eligible_cost amount own_share vat deposit to_pay_provider total_paid real_cost cap left_this_year"
).split()

SEEDS = seeds(by_day=1, at_night=9)
REQUESTS_PER_SEED = 1_000


def told(request: Json) -> Verdict:
    """The calculator's response as the same flat table that `judge` gives."""
    status, text = answer("assess", json.dumps(request))
    assert status == 0, text
    response = json.loads(text)
    return {
        "outcome": response["outcome"],
        **{f"size.{name}": value for name, value in (response["size"] or {}).items() if name in SIZE},
        **{f"findings.{finding['rule']}": finding["outcome"] for finding in response["findings"]},
        **({f"aid.{name}": response["aid"][name] for name in AID} if response["aid"] else {"aid": None}),
        **{f"deadlines.{deadline['id']}": deadline["on"] for deadline in response["deadlines"]},
    }


def difference(request: Json) -> dict[str, tuple[str | None, str | None]]:
    """Every path on which the two differ: what the naive reading expects, what the calculator tells."""
    expected, actual = judge(request), told(request)
    return {
        path: (expected.get(path), actual.get(path))
        for path in expected.keys() | actual.keys()
        if expected.get(path) != actual.get(path)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_both_readings_agree(seed: int) -> None:
    random = Random(seed)
    requests = [random_request(random) for _ in range(REQUESTS_PER_SEED)]
    disputed = [request for request in requests if difference(request)]
    smallest = min(disputed, key=lambda request: len(json.dumps(request)), default={})
    assert not disputed, f"{len(disputed)} disputed; {difference(smallest)} for {json.dumps(smallest)}"


def test_the_requests_reach_every_answer() -> None:
    """A generator that only ever met refusals would make the comparison worthless."""
    random = Random(0)
    verdicts = [judge(random_request(random)) for _ in range(REQUESTS_PER_SEED)]
    reached = {(path, value) for verdict in verdicts for path, value in verdict.items()}
    outcomes = {("outcome", outcome) for outcome in ("eligible", "not_eligible", "undecided")}
    classes = {("size.class", size) for size in ("small", "medium", "large", None)}
    bases = {("size.basis", basis) for basis in ("own", "group", "estimate", "fixed_this_year", "stated")}
    rates = {("aid.rate", rate) for rate in ("0", "20", "30", "35", "40", "45")}
    assert outcomes | classes | bases | rates <= reached
