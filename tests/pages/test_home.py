"""The ready amounts of the home page: one for every step, for each period, as the calculator gives them that day."""

import json
from dataclasses import replace
from datetime import date, timedelta

from calculator.scheme.day import day_of
from calculator.screen.first import first_answer
from publishing.bootstrap import ROOT
from publishing.pages.edition import edition_of_build
from publishing.pages.home import PRESETS, STEPS, changes_after, first_answer_block

EDITION = edition_of_build(ROOT / "docs")


def table() -> dict[str, object]:
    html = first_answer_block(EDITION).text
    content: dict[str, object] = json.loads(html.split("<template>")[1].split("</template>")[0])
    return content


def test_every_step_of_the_slider_has_the_answer_of_its_period() -> None:
    content = table()
    assert content["steps"] == [str(euros) for euros in STEPS]
    periods = content["periods"]
    assert isinstance(periods, list)
    assert periods[0]["from"] == EDITION.on.isoformat()
    for period in periods:
        for size, answers in period["answers"].items():
            for euros, values in zip(STEPS, answers, strict=True):
                shown = first_answer(size, str(euros), period["from"])
                assert values == [getattr(shown, part) for part in content["parts"]]  # type: ignore[attr-defined]


def test_every_price_to_choose_is_a_step() -> None:
    assert set(PRESETS) <= set(STEPS)


def test_a_change_that_was_announced_begins_a_period() -> None:
    on = EDITION.on
    first, *_ = EDITION.rules.ceilings
    until = replace(first, basis=replace(first.basis, valid_from=on, valid_through=on + timedelta(days=9)))
    after = replace(first, basis=replace(first.basis, valid_from=on + timedelta(days=10), valid_through=None))
    rules = replace(EDITION.rules, ceilings=(until, after))
    assert day_of(rules, on + timedelta(days=10)).ceiling is after
    assert on + timedelta(days=10) in changes_after(rules, on)


def test_what_no_longer_changes_begins_none() -> None:
    assert changes_after(EDITION.rules, date(2100, 1, 1)) == []
