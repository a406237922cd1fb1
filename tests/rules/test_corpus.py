"""Every published case gets the answer that was worked out for it by hand or taken from a published example."""

import pytest

from calculator import corpus

CASES = corpus.read(corpus.PUBLISHED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: corpus.Case) -> None:
    assert corpus.mismatches(case) == []


def test_the_corpus_is_large_and_its_ids_are_unique() -> None:
    assert len(CASES) >= 250
    assert len({case.id for case in CASES}) == len(CASES)


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
