"""What must be looked at again, on days that the test names."""

from datetime import date

import pytest

from calculator.scheme.reading import all_rules
from publishing import freshness
from publishing.freshness import report, stale
from tests.kept.data import AID, FOLLOWED, rules

OVERDUE = "Bronnen om opnieuw te lezen"
ENDING = "Rijen die binnenkort eindigen"
WITHOUT = "Nog geen gegevens tot het einde van volgend jaar"
COMING = "Rijen die nog moeten beginnen, of net begonnen"

SPACE = "\N{NO-BREAK SPACE}"
ENDED = AID.replace("\nservice", "\nvalid_through = 2026-12-31\nservice")


def of_aid(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("`steun.toml`")]


def test_a_source_is_overdue_from_the_day_after_the_one_it_should_be_read_by() -> None:
    data = rules(first_source_by="2026-12-01")
    assert OVERDUE not in stale(data, date(2026, 12, 1))
    (line,) = stale(data, date(2026, 12, 2))[OVERDUE]
    assert f"(`{data.sources[0].id}`), uiterlijk op 1{SPACE}december{SPACE}2026" in line


def test_a_row_is_told_from_sixty_days_before_its_end_with_what_follows() -> None:
    data = rules(FOLLOWED)
    assert of_aid(stale(data, date(2026, 11, 1)).get(ENDING, [])) == []
    (line,) = of_aid(stale(data, date(2026, 11, 2))[ENDING])
    assert "Opleiding: klein 30" in line
    assert line.endswith(f"Daarna: klein 11{SPACE}%, middelgroot 12{SPACE}%")
    assert of_aid(stale(data, date(2026, 12, 31))[ENDING]) == [line]
    assert of_aid(stale(data, date(2027, 1, 1)).get(ENDING, [])) == []


def test_a_row_that_nothing_follows_is_told_until_the_end_of_next_year_is_covered() -> None:
    (line,) = of_aid(stale(rules(ENDED), date(2026, 11, 23))[WITHOUT])
    assert line == f"`steun.toml` Opleiding: geen rij vanaf 1{SPACE}januari{SPACE}2027"
    until = rules(ENDED.replace("2026-12-31", "2027-12-31"))
    assert of_aid(stale(until, date(2026, 12, 31)).get(WITHOUT, [])) == []
    assert len(of_aid(stale(until, date(2027, 1, 1))[WITHOUT])) == 1


def test_an_announced_row_is_told_before_its_first_day_and_after_it_until_its_mark_is_gone() -> None:
    (before,) = of_aid(stale(rules(FOLLOWED), date(2026, 12, 31))[COMING])
    assert before.endswith(f"vanaf 1{SPACE}januari{SPACE}2027")
    (after,) = of_aid(stale(rules(FOLLOWED), date(2027, 1, 1))[COMING])
    assert after.endswith("lees de bron na en haal `status` weg")
    unmarked = rules(FOLLOWED.replace('status = "announced"\n', ""))
    assert of_aid(stale(unmarked, date(2027, 1, 1)).get(COMING, [])) == []


def test_the_report_has_a_title_for_each_concern_and_says_so_when_there_is_none() -> None:
    found = {ENDING: ["een rij"], WITHOUT: ["een jaar", "nog een"]}
    lines = report(found, date(2026, 11, 23)).split("\n")
    assert [line for line in lines if line.startswith(("## ", "- "))] == [
        f"## {ENDING}",
        "- een rij",
        f"## {WITHOUT}",
        "- een jaar",
        "- nog een",
    ]
    assert "Alles is bij." in report({}, date(2026, 11, 23))


def test_the_command_prints_the_report_of_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    day = date(2100, 1, 1)
    assert freshness.main(["--on", day.isoformat()]) == 0
    printed = capsys.readouterr().out
    assert printed == report(stale(all_rules(), day), day)
    assert OVERDUE in printed


def test_a_source_that_does_not_answer_is_a_dead_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TimeoutError("te traag")

    monkeypatch.setattr(freshness, "urlopen", refuse)
    on_the_web = [source for source in all_rules().sources if source.url]
    dead = freshness.dead_links(all_rules().sources)
    assert len(dead) == len(on_the_web) > 0
    assert dead[0] == f"[{on_the_web[0].title}]({on_the_web[0].url}): te traag"
