"""`rules --on` answers for a day and refuses whatever is none."""

import json
from datetime import date, timedelta

import pytest

from calculator.__main__ import rules
from tests.fuzz.nasty import NASTY_VALUES


@pytest.mark.parametrize("text", [value for value in NASTY_VALUES if isinstance(value, str)], ids=ascii)
def test_what_is_no_day_is_an_error(text: str) -> None:
    status, output = rules(text)
    assert status == 2
    assert [error["field"] for error in json.loads(output.encode())["errors"]] == ["on"]


def test_every_day_has_an_answer() -> None:
    for days in range(0, 36_890, 61):
        status, output = rules((date(2000, 1, 1) + timedelta(days=days)).isoformat())
        assert status == 0
        assert json.loads(output)["contract"] == 1
