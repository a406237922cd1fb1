"""Three-valued logic: yes (`True`), no (`False`) and unknown (`None`).

An answer is known as soon as it is the same whatever the unknown turns out to be.
"""

from dataclasses import dataclass

__all__ = ["Range", "Truth", "both", "either", "majority"]

type Truth = bool | None


def both(first: Truth, second: Truth) -> Truth:
    """Whether both hold."""
    if first is False or second is False:
        return False
    return True if first and second else None


def either(first: Truth, second: Truth) -> Truth:
    """Whether at least one holds."""
    if first or second:
        return True
    return False if first is False and second is False else None


def majority(first: Truth, second: Truth, third: Truth) -> Truth:
    """What at least two of the three say."""
    return either(both(first, second), both(third, either(first, second)))


@dataclass(frozen=True, slots=True)
class Range:
    """What is known of a number: at least `low`, at most `high`; `high` None is without limit."""

    low: int
    high: int | None

    def below(self, limit: int) -> Truth:
        """Whether the number is below the limit."""
        if self.low >= limit:
            return False
        return True if self.high is not None and self.high < limit else None

    def at_most(self, limit: int) -> Truth:
        """Whether the number is the limit or below it."""
        return self.below(limit + 1)
