"""Every published case gets the answer that was worked out for it by hand or taken from a published example."""

import json
import re
from pathlib import Path

import pytest

from calculator import corpus
from tests.oracle.naive import KNOWN_THROUGH

CASES = corpus.read(corpus.PUBLISHED)
APPLIED_ON = re.compile(r'"applied_on"[:,] "(\d{4}-\d\d-\d\d)"')


def lies_ahead(case: corpus.Case) -> bool:
    """Whether it asks, or expects a change to, a day of which the rules can still change."""
    days = APPLIED_ON.findall(f"{case.request} {json.dumps(dict(case.expect))}")
    return max(days, default="") > KNOWN_THROUGH.isoformat()


AHEAD = [case for case in CASES if lies_ahead(case)]


@pytest.mark.parametrize("case", [case for case in CASES if case not in AHEAD], ids=lambda case: case.id)
def test_case(case: corpus.Case) -> None:
    assert corpus.mismatches(case) == []


def test_cases_of_days_to_come() -> None:
    """All in one, so that a row for next year asks for work in one line."""
    changed = [case.id for case in AHEAD if corpus.mismatches(case)]
    if changed:
        pytest.fail(f"other rules hold on the day of these cases, work them out again: {', '.join(changed)}", False)


def test_the_corpus_is_large_and_its_ids_are_unique() -> None:
    assert len(CASES) >= 250
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_file_that_others_download_holds_the_same_cases(tmp_path: Path) -> None:
    download = tmp_path / "cases.json"
    download.write_text(corpus.to_json(CASES), encoding="utf-8")
    again = corpus.read(download)
    assert [(case.id, case.file, case.command, dict(case.expect)) for case in again] == [
        (case.id, case.file, case.command, dict(case.expect)) for case in CASES
    ]
    assert [json.loads(case.request) for case in again] == [json.loads(case.request) for case in CASES]


def test_every_case_says_where_it_comes_from_and_how_it_was_worked_out() -> None:
    assert [case.id for case in CASES if not case.source.strip() or not case.working.strip()] == []


def test_every_case_expects_something() -> None:
    assert [case.id for case in CASES if not case.expect] == []


def test_a_wrong_expectation_is_noticed() -> None:
    case = next(case for case in CASES if case.expect.get("aid.amount") == "431.41")
    wrong = corpus.Case(
        **{name: getattr(case, name) for name in case.__slots__ if name not in ("expect", "status")},
        expect={"aid.amount": "431.40", "findings.theme": "fail", "missing": ["cost.net"]},
        status=2,
    )
    assert len(corpus.mismatches(wrong)) == 4
