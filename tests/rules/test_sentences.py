"""No sentence is missing and none is unused; numbers and days are written as in Belgium."""

from datetime import date

import pytest

from calculator import corpus, texts
from calculator.contract import response, wire
from calculator.packaged import packaged_text
from calculator.texts import templates
from calculator.values import AnnualWorkUnits, Money, Percentage


def test_every_sentence_is_used_by_some_published_case(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    def noted(name: str, *path: str) -> str:
        used.add(".".join(path))
        return packaged_text(name, *path)

    monkeypatch.setattr(templates, "packaged_text", noted)
    for cached in (templates.template, templates.word, texts.basis_sentence, response._basis_of):
        cached.cache_clear()
    for case in corpus.read(corpus.PUBLISHED):
        wire.answer(case.command, case.request)
    assert used <= texts.sentence_ids()
    assert texts.sentence_ids() - used - REQUESTS_THE_CORPUS_CANNOT_HOLD == set()


# A case is a TOML table, so it is always JSON, of a reasonable size and depth, and names each field once.
REQUESTS_THE_CORPUS_CANNOT_HOLD = {
    "field.not_json",
    "field.too_deep",
    "field.too_long",
    "field.repeated_field",
    "word.months",
}


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Money(0), "0 euro"),
        (Money(5), "0,05 euro"),
        (Money(750_000), "7.500 euro"),
        (Money(143_802), "1.438,02 euro"),
        (Money(1_000_000_000), "10 miljoen euro"),
        (Money(1_050_000_000), "10.500.000 euro"),
    ],
)
def test_amounts(amount: Money, text: str) -> None:
    assert texts.euro(amount) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("staff", "text"),
    [(AnnualWorkUnits(1250), "12,5"), (AnnualWorkUnits(125_000), "1.250"), (AnnualWorkUnits(5), "0,05")],
)
def test_staff(staff: AnnualWorkUnits, text: str) -> None:
    assert texts.number(staff) == text


def test_percentages_and_days() -> None:
    assert texts.percent(Percentage(300_000)) == "30\u00a0%"
    assert texts.percent(Percentage(249_999)) == "24,9999\u00a0%"
    assert texts.day(date(2026, 2, 1)) == "1\u00a0februari\u00a02026"


def test_a_sentence_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match=r"finding\.theme\.nonsense"):
        templates.template("finding", "theme", "nonsense")
