"""One row of a data file as it is read: every key looked up, and every mistake told with an example of right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from calculator.scheme.rows import CERTAINTIES, STATUSES, Basis, Source
from calculator.values import Money, Percentage

__all__ = ["DataMistakes", "RawRow"]


class DataMistakes(ValueError):
    """Every mistake found in the data files, one Dutch line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


@dataclass(slots=True)
class RawRow:
    """One table row being read: every look-up is remembered, so that a key nobody asked for is reported."""

    place: str
    raw: Mapping[str, object]
    sources: Mapping[str, Source]
    mistakes: list[str]
    asked: set[str] = field(default_factory=set)
    parts: list["RawRow"] = field(default_factory=list)

    def _get[T](self, key: str, of: type[T], example: str, default: T | None) -> T:
        self.asked.add(key)
        value = self.raw.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, of) or (of is int and isinstance(value, bool)):
            problem = "ontbreekt" if value is None else f"is {value!r}"
            self.mistake(f"{key} {problem}; schrijf bijvoorbeeld {key} = {example}")
            return _PLACEHOLDER[of]  # type: ignore[return-value]
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text."""
        return self._get(key, str, '"tekst"', default)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Yes or no."""
        return self._get(key, bool, "true", default)

    def day(self, key: str) -> date:
        """A day."""
        return self._get(key, date, "2027-01-01", None)

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number of nought or more."""
        number = self._get(key, int, "30", default)
        if number < 0:
            self.mistake(f"{key} is {number}; een getal is nul of meer")
        return number

    def euros(self, key: str) -> Money:
        """An amount, given as whole euros."""
        return Money.euros(self.whole(key))

    def percent(self, key: str) -> Percentage:
        """A percentage, given as a whole number of at most a hundred."""
        number = self.whole(key)
        if number > 100:
            self.mistake(f"{key} is {number}; een percentage is hoogstens 100")
        return Percentage.of(number)

    def choice[T: str](self, key: str, allowed: Sequence[T], default: T | None = None) -> T:
        """One of the values that are allowed."""
        value = self._get(key, str, f'"{allowed[0]}"', default)
        for option in allowed:
            if value == option:
                return option
        self.mistake(f"{key} is {value!r}; kies uit {', '.join(allowed)}")
        return allowed[0]

    def basis(self) -> Basis:
        """Why the row may be relied on."""
        valid_from = self.day("valid_from")
        valid_through = self.day("valid_through") if "valid_through" in self.raw else None
        if valid_through is not None and valid_through < valid_from:
            self.mistake(f"valid_through ({valid_through}) ligt vóór valid_from ({valid_from})")
        return Basis(
            valid_from=valid_from,
            valid_through=valid_through,
            source=self.source(),
            article=self.text("article", "") or None,
            certainty=self.choice("certainty", CERTAINTIES),
            note=self.text("note", "") or None,
            announced="status" in self.raw and self.choice("status", STATUSES) == "announced",
        )

    def source(self) -> Source:
        """The source that the row names."""
        name = self.text("source")
        if name and name not in self.sources:
            self.mistake(f"source {name!r} staat niet in bronnen.toml")
        return self.sources.get(name, _NO_SOURCE)

    def rows(self, key: str) -> list["RawRow"]:
        """The rows within this row."""
        self.asked.add(key)
        listed = self.raw.get(key)
        if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
            self.mistake(
                f'{key} ontbreekt of is geen lijst; schrijf bijvoorbeeld {key} = [{{ key = "bv", name = "bv" }}]'
            )
            return []
        self.parts = [
            RawRow(f"{self.place}, {key} {place}", item, self.sources, self.mistakes)
            for place, item in enumerate(listed, 1)
        ]
        return self.parts

    def mistake(self, problem: str) -> None:
        """Tell what is wrong in this row."""
        self.mistakes.append(f"{self.place}: {problem}.")

    def close(self) -> None:
        """Tell of every key that nobody asked for."""
        for part in self.parts:
            part.close()
        for key in self.raw:
            if key not in self.asked:
                self.mistake(f"{key} is hier niet bekend; bedoelt u een van {', '.join(sorted(self.asked))}?")


_NO_SOURCE = Source(id="", title="", url="", dated="", checked_on=date.min, check_again_by=date.min)
_PLACEHOLDER: Mapping[type, object] = {str: "", bool: False, date: date.min, int: 0}
