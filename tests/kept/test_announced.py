"""An announced row: shown as coming, never used before its first day, used from it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from calculator.scheme.day import day_of
from calculator.scheme.reading import DataMistakes
from publishing.pages import changes, rule_rows
from publishing.pages.edition import Edition, Fragment
from tests.kept.data import AID, FOLLOWED, rules

BEFORE, FIRST = date(2026, 12, 31), date(2027, 1, 1)

type Marker = Callable[[Edition], Fragment]


def shown(marker: Marker, on: date) -> str:
    return marker(Edition(on=on, docs=Path("docs"), rules=rules(FOLLOWED))).text


def test_it_is_not_used_on_the_day_before_and_is_used_on_its_first_day() -> None:
    before, first = (day_of(rules(FOLLOWED), on).rates["training", None] for on in (BEFORE, FIRST))
    assert (str(before.small), str(first.small)) == ("30", "11")


def test_only_the_row_that_says_so_is_announced() -> None:
    assert [str(row.small) for row in rules(FOLLOWED).rates if row.basis.announced] == ["11"]


def test_another_status_is_a_mistake() -> None:
    with pytest.raises(DataMistakes, match="status is 'gepland'; kies uit announced"):
        rules(AID.replace("\nservice", '\nstatus = "gepland"\nservice'))


@pytest.mark.parametrize("marker", [rule_rows.rules, changes.changes])
def test_the_pages_show_it_as_announced_until_its_first_day(marker: Marker) -> None:
    before, after = shown(marker, BEFORE), shown(marker, FIRST)
    cell = "klein 11\N{NO-BREAK SPACE}%, middelgroot 12\N{NO-BREAK SPACE}%"
    badge = ' <span class="rk-badge rk-badge--maybe">aangekondigd</span>'
    assert f"{cell}{badge}</td>" in before
    assert f"{cell}</td>" in after


def test_what_is_to_come_stands_apart_from_what_changed() -> None:
    coming, past = shown(changes.changes, BEFORE).split("Wat al veranderde")
    assert "klein 11" in coming
    assert "klein 11" not in past
    coming, past = shown(changes.changes, FIRST).split("Wat al veranderde")
    assert "klein 11" not in coming
    assert "klein 11" in past
