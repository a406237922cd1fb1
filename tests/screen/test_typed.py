"""Belgian typing: what is read, what is left alone."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.screen.typed import contract_text, typed_text, visible

MONEY = [
    ("1.438,02", "1438.02"),
    ("€ 1 438,02", "1438.02"),
    ("€1.438,02", "1438.02"),
    ("1 438,02 €", "1438.02"),
    ("1438.02", "1438.02"),
    ("1438,02", "1438.02"),
    ("1.438", "1438"),
    ("1 438", "1438"),
    ("1'438", "1438"),
    ("1’438,50", "1438.50"),
    ("1\u00a0438,02", "1438.02"),
    ("1\u202f438,02", "1438.02"),
    ("1.000.000", "1000000"),
    ("1,438.02", "1438.02"),
    ("EUR 12,5", "12.5"),
    ("1000 euro", "1000"),
    ("100,-", "100"),
    ("100,--", "100"),
    ("0", "0"),
    ("  37.500  ", "37500"),
]
NUMBERS = [("12,5", "12.5"), ("12.5", "12.5"), ("1.250", "1250"), ("49,99", "49.99"), (" 7 ", "7")]
PERCENTAGES = [
    ("25,01 %", "25.01"),
    ("25,01\u00a0%", "25.01"),
    ("25%", "25"),
    ("25.0001", "25.0001"),
    ("25,125", "25.125"),
]
DAYS = [
    ("27/3/2026", "2026-03-27"),
    ("27-3-2026", "2026-03-27"),
    ("27.3.2026", "2026-03-27"),
    ("27 maart 2026", "2026-03-27"),
    ("27 Maart 2026", "2026-03-27"),
    ("1 mrt. 2026", "2026-03-01"),
    ("1 sept 2026", "2026-09-01"),
    ("1 okt 2026", "2026-10-01"),
    ("27/3/26", "2026-03-27"),
    ("27 / 3 / 2026", "2026-03-27"),
    ("27 3 2026", "2026-03-27"),
    ("27maart2026", "2026-03-27"),
    ("31/2/2026", "2026-02-31"),
]


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (kind, *pair)
        for kind, pairs in [("money", MONEY), ("number", NUMBERS), ("percentage", PERCENTAGES), ("day", DAYS)]
        for pair in pairs
    ],
)
def test_typing_of_a_belgian_is_understood(kind: str, typed: str, expected: str) -> None:
    assert contract_text(kind, typed) == expected


def test_every_month_has_its_name_and_its_abbreviation() -> None:
    names = "januari februari maart april mei juni juli augustus september oktober november december".split()
    for number, name in enumerate(names, start=1):
        assert contract_text("day", f"1 {name} 2026") == f"2026-{number:02}-01"
        assert contract_text("day", f"1 {name[:3]} 2026") == f"2026-{number:02}-01"
        assert contract_text("day", f"1 {name[:-1]}x 2026") == f"1 {name[:-1]}x 2026"


def test_an_answer_of_sixty_characters_is_still_read_and_a_longer_one_is_not() -> None:
    for length, expected in ((60, "5"), (61, "5".rjust(61))):
        assert contract_text("money", "5".rjust(length)) == expected


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("money", "1,438"),  # a Belgian comma with three decimals, or an English thousand
        ("money", "0.500"),
        ("money", "12 5"),
        ("number", "12 5"),
        ("money", "1 438.000"),
        ("money", "1.4380"),
        ("money", "1.438.02"),
        ("money", "12,34,56"),
        ("money", "-5"),
        ("money", "1e9"),
        ("money", "NaN"),
        ("money", "十"),  # a digit that is no decimal one
        ("money", "²"),
        ("money", "duizend"),
        ("money", ""),
        ("percentage", "1.000.000"),
        ("day", "2026-03-27"),
        ("day", "27 foo 2026"),
        ("day", "maart 2026"),
        ("day", "3/27"),
        ("text", "1.438,02"),
        ("choice", "27/3/2026"),
    ],
)
def test_what_is_wrong_or_has_no_notation_stays_as_typed(kind: str, typed: str) -> None:
    result = contract_text(kind, typed)
    assert result == typed


@given(st.sampled_from(["money", "number", "percentage", "day", "text", ""]), st.text(max_size=200))
def test_it_never_raises_and_never_invents(kind: str, typed: str) -> None:
    """The answer is the visible text itself or contract notation made of digits of that text."""
    result = contract_text(kind, typed)
    assert result == visible(typed) or re.fullmatch(r"[0-9]+(\.[0-9]{1,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}", result)


@pytest.mark.parametrize(
    ("kind", "pasted", "expected"),
    [
        ("money", "\u200b1.438,02\u200e", "1438.02"),
        ("money", "\ufeff€\u00a01\u2009438,02", "1438.02"),
        ("money", "１．４３８，０２", "1438.02"),
        ("money", "١٬٤٣٨٫٠٢", "1438.02"),
        ("number", "१२,५", "12.5"),
        ("percentage", "\u206625\u2069 ％", "25"),
        ("day", "27\u00ad/3/2026", "2026-03-27"),
        ("day", "２７／３／２０２６", "2026-03-27"),
        ("text", "Hol\u00adding\u200d bv\ufeff", "Holding bv"),
        ("text", "\u200b", ""),
    ],
)
def test_what_nobody_sees_is_dropped_and_any_decimal_digit_is_read(kind: str, pasted: str, expected: str) -> None:
    assert contract_text(kind, pasted) == expected


@given(st.text(max_size=30))
def test_names_keep_their_own_letters_and_digits(name: str) -> None:
    assert contract_text("text", name) == visible(name)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_an_amount_in_belgian_notation_is_read_back_exactly(euros: int, cents: int) -> None:
    grouped = f"{euros:,}".replace(",", ".")
    for typed in (
        f"{grouped},{cents:02}",
        f"€ {grouped.replace('.', ' ')},{cents:02}",
        f"{euros}.{cents:02}",
    ):
        assert contract_text("money", typed) == f"{euros}.{cents:02}"


@given(st.dates(), st.sampled_from("/-."))
def test_a_day_is_read_back_exactly(day: date, separator: str) -> None:
    typed = separator.join((str(day.day), str(day.month), f"{day.year:04}"))
    assert contract_text("day", typed) == day.isoformat()


@pytest.mark.parametrize(
    ("kind", "contract", "typed"),
    [
        ("money", "1234567.80", "1.234.567,80"),
        ("money", "1438.00", "1.438"),
        ("number", "12.50", "12,50"),
        ("percentage", "25.0001", "25,0001"),
        ("day", "2026-03-07", "7/3/2026"),
        ("text", "1438.02", "1438.02"),
    ],
)
def test_what_the_contract_says_comes_back_as_a_belgian_types_it(kind: str, contract: str, typed: str) -> None:
    assert typed_text(kind, contract) == typed


def test_a_megabyte_comes_back_untouched() -> None:
    huge = "9" * 1_000_000
    assert contract_text("money", huge) == huge
