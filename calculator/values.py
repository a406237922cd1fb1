"""Exact quantities: whole numbers of the smallest unit, never a float.

Rounding happens only in `round_half_up` and has one meaning: half a unit goes up.
"""

from dataclasses import dataclass

__all__ = [
    "HUNDRED_PERCENT",
    "HUNDRED_PERCENT_UNITS",
    "AnnualWorkUnits",
    "Money",
    "Percentage",
    "round_half_up",
    "round_up",
]

# A percentage counts in ten-thousandths of a percent, so 25.0001 % is the whole number 250001.
UNITS_PER_PERCENT = 10_000
HUNDRED_PERCENT_UNITS = 100 * UNITS_PER_PERCENT


def round_half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to numerator / denominator; exactly half goes up. Both are positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def round_up(numerator: int, denominator: int) -> int:
    """The smallest whole number that is at least numerator / denominator."""
    return -(-numerator // denominator)


@dataclass(frozen=True, slots=True, order=True)
class Percentage:
    """A percentage in ten-thousandths of a percent: `Percentage(300_000)` is 30 %."""

    units: int

    @classmethod
    def of(cls, percent: int) -> "Percentage":
        """A whole number of percent."""
        return cls(percent * UNITS_PER_PERCENT)

    @classmethod
    def from_text(cls, text: str) -> "Percentage":
        """A decimal number with a dot and at most four decimals, as the contract writes it."""
        return cls(_scaled(text, 4))

    def __str__(self) -> str:
        return _decimal(self.units, 4).rstrip("0").rstrip(".")


HUNDRED_PERCENT = Percentage.of(100)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in euro cents: `Money(143802)` is 1,438.02 euro."""

    cents: int

    @classmethod
    def euros(cls, euros: int) -> "Money":
        """A whole number of euros."""
        return cls(euros * 100)

    @classmethod
    def from_text(cls, text: str) -> "Money":
        """A decimal number with a dot and at most two decimals, as the contract writes it."""
        return cls(_scaled(text, 2))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> "Money":
        return Money(self.cents * times)

    def share(self, percentage: Percentage) -> "Money":
        """This percentage of the amount, rounded half up to the cent."""
        return Money(round_half_up(self.cents * percentage.units, HUNDRED_PERCENT_UNITS))

    def without_added(self, percentage: Percentage) -> "Money":
        """The amount to which adding this percentage gives the present one, rounded half up to the cent."""
        return Money(round_half_up(self.cents * HUNDRED_PERCENT_UNITS, HUNDRED_PERCENT_UNITS + percentage.units))

    def whole_of_share(self, percentage: Percentage) -> "Money":
        """The smallest amount of which this percentage, before rounding, is at least the present one."""
        return Money(round_up(self.cents * HUNDRED_PERCENT_UNITS, percentage.units))

    def __str__(self) -> str:
        return _decimal(self.cents, 2)


@dataclass(frozen=True, slots=True, order=True)
class AnnualWorkUnits:
    """A number of staff in hundredths of an annual work unit: `AnnualWorkUnits(4990)` is 49.90."""

    hundredths: int

    @classmethod
    def from_text(cls, text: str) -> "AnnualWorkUnits":
        """A decimal number with a dot and at most two decimals, as the contract writes it."""
        return cls(_scaled(text, 2))

    def __str__(self) -> str:
        return _decimal(self.hundredths, 2)


def _scaled(text: str, decimals: int) -> int:
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(decimals, "0"))


def _decimal(number: int, decimals: int) -> str:
    sign = "-" if number < 0 else ""
    whole, fraction = divmod(abs(number), 10**decimals)
    return f"{sign}{whole}.{fraction:0{decimals}}"
