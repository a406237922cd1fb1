"""The catalogue: one file in `docs/catalogus/` is one training or one kind of advice.

The front matter of all files is checked as a whole; every mistake is told at once, in Dutch, with an
example of right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import yaml

from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Kind, Rules
from calculator.values import Money

__all__ = ["CatalogueMistakes", "Certainty", "Entry", "entry_files", "read_all", "read_entry"]

type Certainty = Literal["zeker", "waarschijnlijk", "twijfelachtig"]

FOLDER = "catalogus"
OVERVIEW = "index.md"
NO_THEME = "geen"
KINDS: Mapping[str, Kind] = {"opleiding": "training", "advies": "advice"}
CERTAINTIES: Sequence[Certainty] = ("zeker", "waarschijnlijk", "twijfelachtig")
LONGEST_DESCRIPTION = 155


class CatalogueMistakes(ValueError):
    """Every mistake in the entries, one Dutch line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One training or one kind of advice.

    `theme` is a theme of the scheme, "geen" where none fits, or None where that is not known. `price` is
    excluding VAT; without one the price is agreed. After `ends_on` the entry is no longer offered.
    """

    slug: str
    title: str
    description: str
    kind: Kind
    theme: str | None
    topic: str | None
    certainty: Certainty
    reason: str
    price: Money | None
    duration: str | None
    for_whom: str
    learns: tuple[str, ...]
    ends_on: date | None


def entry_files(docs: Path) -> list[Path]:
    """The files of the catalogue, in the order of their names."""
    return sorted(path for path in (docs / FOLDER).glob("*.md") if path.name != OVERVIEW)


def read_entry(path: Path) -> Entry:
    """One entry. Raises `CatalogueMistakes`."""
    return _read([path])[0]


def read_all(docs: Path) -> tuple[Entry, ...]:
    """Every entry, by title. Raises `CatalogueMistakes` with the mistakes of all files."""
    return tuple(sorted(_read(entry_files(docs)), key=lambda entry: entry.title.casefold()))


def _read(paths: Sequence[Path]) -> list[Entry]:
    mistakes: list[str] = []
    entries = [_entry(_FrontMatter(path=path, mistakes=mistakes), all_rules()) for path in paths]
    if mistakes:
        raise CatalogueMistakes(mistakes)
    return entries


def _entry(front: "_FrontMatter", rules: Rules) -> Entry:
    entry = Entry(
        slug=front.path.stem,
        title=front.text("title", "Sociale media voor uw onderneming"),
        description=front.text(
            "description", "Leer sociale media gebruiken voor uw onderneming.", at_most=LONGEST_DESCRIPTION
        ),
        kind=KINDS[front.choice("dienst", KINDS)],
        theme=front.choice_or_none("thema", [*(theme.key for theme in rules.themes), NO_THEME]),
        topic=front.choice_or_none("onderwerp", [topic.key for topic in rules.topics]),
        certainty=front.certainty(),
        reason=front.text("reden", "De opleiding gaat over online toepassingen."),
        price=front.price("prijs"),
        duration=front.text_or_none("duur", "twee dagen"),
        for_whom=front.text("voor_wie", "Voor wie zelf berichten plaatst."),
        learns=front.texts("wat_u_leert", "een plan maken"),
        ends_on=front.day_or_none("einddatum"),
    )
    front.nothing_else()
    topic_theme = next((topic.theme for topic in rules.topics if topic.key == entry.topic), None)
    if topic_theme is not None and entry.theme != topic_theme:
        front.mistake("thema", f"past niet bij onderwerp: {entry.topic}", f"thema: {topic_theme}")
    return entry


@dataclass(slots=True, kw_only=True)
class _FrontMatter:
    """The front matter of one file being read: wrong values are noted, and a harmless one is returned instead."""

    path: Path
    mistakes: list[str]
    raw: dict[str, object] = field(init=False)
    asked: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.raw = self._parsed()

    def _parsed(self) -> dict[str, object]:
        lines = self.path.read_text(encoding="utf-8").split("\n")
        if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
            self._note("het bestand begint niet met gegevens tussen twee regels ---; kijk hoe een andere fiche begint")
            return {}
        end = next(place for place, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
        try:
            parsed = yaml.safe_load("\n".join(lines[1:end]))
        except yaml.YAMLError as problem:
            self._note(f'de gegevens zijn niet te lezen: {_where(problem)}; zet tekst met een dubbelpunt tussen "…"')
            return {}
        if not isinstance(parsed, dict):
            self._note("de gegevens zijn geen lijst van velden; schrijf bijvoorbeeld  dienst: opleiding")
            return {}
        return {str(key): value for key, value in parsed.items()}

    def _note(self, line: str) -> None:
        self.mistakes.append(f"{FOLDER}/{self.path.name}: {line}")

    def mistake(self, name: str, problem: str, example: str) -> None:
        """Note what is wrong with a field. A file that could not be read at all is told once only."""
        if self.raw:
            self._note(f"{name}: {problem}; schrijf bijvoorbeeld  {example}")

    def _get(self, name: str) -> object:
        self.asked.add(name)
        return self.raw.get(name)

    def text(self, name: str, example: str, *, at_most: int | None = None) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not value.strip():
            self.mistake(name, "ontbreekt" if value is None else "moet tekst zijn", f"{name}: {example}")
            return ""
        if at_most is not None and len(value) > at_most:
            self.mistake(name, f"telt {len(value)} tekens, hoogstens {at_most} mag", f"{name}: {example}")
        return value.strip()

    def text_or_none(self, name: str, example: str) -> str | None:
        return None if self._get(name) is None else self.text(name, example)

    def texts(self, name: str, example: str) -> tuple[str, ...]:
        value = self._get(name)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self.mistake(
                name,
                "ontbreekt" if value is None else "moet een lijst van teksten zijn",
                f"{name}: [{example}]",
            )
            return ()
        return tuple(value)

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        options = list(allowed)
        value = self._get(name)
        if value not in options:
            problem = "ontbreekt" if value is None else f"is {value!r}, kies uit {', '.join(options)}"
            self.mistake(name, problem, f"{name}: {options[0]}")
            return options[0]
        return str(value)

    def choice_or_none(self, name: str, allowed: Iterable[str]) -> str | None:
        return None if self._get(name) is None else self.choice(name, allowed)

    def certainty(self) -> Certainty:
        value = self._get("zekerheid")
        for option in CERTAINTIES:
            if value == option:
                return option
        problem = "ontbreekt" if value is None else f"is {value!r}, kies uit {', '.join(CERTAINTIES)}"
        self.mistake("zekerheid", problem, "zekerheid: waarschijnlijk")
        return "twijfelachtig"

    def price(self, name: str) -> Money | None:
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            self.mistake(name, f"is {value!r}, maar moet een heel aantal euro zonder btw zijn", f"{name}: 950")
            return None
        return Money.euros(value)

    def day_or_none(self, name: str) -> date | None:
        value = self._get(name)
        if value is not None and type(value) is not date:
            self.mistake(name, f"is {value!r}, maar moet een dag zijn", f"{name}: 2027-06-30")
            return None
        return value if type(value) is date else None

    def nothing_else(self) -> None:
        for name in sorted(self.raw.keys() - self.asked):
            known = ", ".join(sorted(self.asked))
            self._note(f"{name}: dit veld is niet bekend; de velden zijn {known}")


def _where(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    return f"regel {mark.line + 2}" if mark is not None else "de opmaak klopt niet"
