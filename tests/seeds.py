"""The seeds of what is tried at random: one in `make quick`, a few by day, the others at night."""

import pytest

__all__ = ["seeds"]


def seeds(*, by_day: int, at_night: int) -> list[int | pytest.ParameterSet]:
    """So many seeds by day, of which all but the first are long, and so many more at night."""
    daily = (pytest.param(seed, marks=pytest.mark.long) for seed in range(1, by_day))
    nightly = (pytest.param(seed, marks=pytest.mark.night) for seed in range(by_day, by_day + at_night))
    return [0, *daily, *nightly]
