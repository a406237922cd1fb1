"""Numbers, amounts and days as people write them in Belgium."""

from datetime import date
from functools import cache

from calculator.texts.templates import filled, word
from calculator.values import AnnualWorkUnits, Money, Percentage

__all__ = ["bare", "bare_amount", "day", "euro", "in_words", "number", "percent"]

NO_BREAK = "\u00a0"


def number(value: int | AnnualWorkUnits) -> str:
    """A number with a decimal comma and dots between thousands: `12,5`, `1.250`."""
    if isinstance(value, AnnualWorkUnits):
        whole, hundredths = divmod(value.hundredths, 100)
        decimals = f"{hundredths:02}".rstrip("0")
        return _thousands(whole) + (f",{decimals}" if decimals else "")
    return _thousands(value)


def euro(amount: Money) -> str:
    """An amount in words: `7.500 euro`, `1.438,02 euro`, `10 miljoen euro`."""
    whole, cents = divmod(amount.cents, 100)
    if whole and not cents and whole % 1_000_000 == 0:
        return filled(word("million_euro"), amount=_thousands(whole // 1_000_000)).replace(" ", NO_BREAK)
    return filled(word("euro"), amount=bare_amount(amount)).replace(" ", NO_BREAK)


def bare_amount(amount: Money) -> str:
    """An amount whose unit follows further on, or goes without saying: `7.500`, `1.438,02`, `10.000.000`."""
    whole, cents = divmod(amount.cents, 100)
    return _thousands(whole) + (f",{cents:02}" if cents else "")


def percent(percentage: Percentage) -> str:
    """A percentage: `30 %`, `24,9999 %`."""
    return f"{bare(percentage)}{NO_BREAK}%"


def bare(percentage: Percentage) -> str:
    """A percentage whose sign follows further on."""
    return str(percentage).replace(".", ",")


def day(value: date) -> str:
    """A day in words: `1 februari 2026`."""
    return f"{value.day} {_months()[value.month - 1]} {value.year}".replace(" ", NO_BREAK)


@cache
def _months() -> tuple[str, ...]:
    return tuple(word("months").split())


def _thousands(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def in_words(value: object) -> str:
    """A value as a visitor reads it."""
    match value:
        case Money():
            return euro(value)
        case Percentage():
            return percent(value)
        case AnnualWorkUnits():
            return number(value)
        case date():
            return day(value)
        case None:
            return word("unknown")
        case int():
            return number(value)
    return str(value)
