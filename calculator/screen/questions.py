"""The questions of the form: `data/vragen.toml` read once into frozen rows, found back by contract path."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from calculator.packaged import packaged_toml
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Rules

__all__ = ["Form", "Option", "Place", "Question", "Section", "ShowsWhen", "form"]

# The lists of an enterprise, whose items are enterprises with the same lists or accounting periods.
LIST_ITEM = re.compile(r"(?P<list>periods|relations)\.(?P<index>0|[1-9][0-9]?)(?:$|\.)(?P<rest>.*)")
LISTS = frozenset({"periods", "relations"})
MOST_RELATIONS = 50
DEEPEST_RELATION = 8
LONGEST_PATH = 200


class Named(Protocol):
    """A row of the rules that can be chosen."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose; the empty value is no answer."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowsWhen:
    """The question shows when the answer at `path` is one of `values`."""

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `path` is its place in the request, or within the item of the list that it belongs to."""

    path: str
    kind: str
    label: str
    hint: str
    example: str
    options: tuple[Option, ...]
    shows_when: ShowsWhen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that stand together under one title."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A contract path that the form knows: its name, and the question asked there if it is just one."""

    name: str
    question: Question | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Every question: those of the sections, and those asked for each accounting period and each relation."""

    sections: tuple[Section, ...]
    periods: tuple[Question, ...]
    period_titles: tuple[str, ...]
    relations: tuple[Question, ...]
    relation_title: str

    def place(self, path: str) -> Place | None:
        """What the form has at this contract path; None where it has nothing."""
        if len(path) > LONGEST_PATH:
            return None
        questions = (question for section in self.sections for question in section.questions)
        room, _, inside = path.partition(".")
        return _asked(questions, path) or (self._in_list(inside, depth=0) if room == "enterprise" else None)

    def order(self, path: str) -> tuple[int, ...]:
        """Where the path stands in the form, to sort by: first what is about the whole, last what it does not ask."""
        if path == "":
            return ()
        asked = [question for section in self.sections for question in section.questions]
        return self._order(path[:LONGEST_PATH], asked)

    def _order(self, path: str, asked: Sequence[Question]) -> tuple[int, ...]:
        """The place of the question; within a list then that of the item, and of the question about it."""
        for place, question in enumerate(asked):
            if question.path == path or question.path.startswith(f"{path}."):
                return (place,)
            inside = path.removeprefix(f"{question.path}.")
            if question.kind in LISTS and inside != path:
                index, _, rest = inside.partition(".")
                about = self.periods if question.kind == "periods" else self.relations
                number = int(index) if index.isdecimal() else 0
                return (place, number, *(self._order(rest, about) if rest else ()))
        return (len(asked),)

    def _in_list(self, path: str, *, depth: int) -> Place | None:
        item = LIST_ITEM.fullmatch(path)
        if item is None:
            return None
        index, rest = int(item["index"]), item["rest"]
        if item["list"] == "periods" and index < len(self.period_titles):
            title = self.period_titles[index]
            inside = _asked(self.periods, rest)
        elif item["list"] == "relations" and index < MOST_RELATIONS and depth < DEEPEST_RELATION:
            title = f"{self.relation_title} {index + 1}"
            inside = _asked(self.relations, rest) or self._in_list(rest, depth=depth + 1)
        else:
            return None
        if rest == "":
            return Place(name=title, question=None)
        return inside and Place(name=f"{title}: {inside.name}", question=inside.question)


def _asked(questions: Iterable[Question], path: str) -> Place | None:
    found = next((question for question in questions if question.path == path), None)
    if found is None:
        return None
    return Place(name=found.label, question=None if found.kind in LISTS else found)


@cache
def form() -> Form:
    """The form of this package."""
    raw = packaged_toml("vragen")
    rules = all_rules()
    return Form(
        sections=tuple(
            Section(
                id=section["id"],
                title=section["title"],
                intro=section.get("intro", ""),
                questions=_questions(section, rules),
            )
            for section in raw["section"]
        ),
        periods=_questions(raw["periods"], rules),
        period_titles=tuple(raw["periods"]["titles"]),
        relations=_questions(raw["relations"], rules),
        relation_title=raw["relations"]["title"],
    )


def _questions(table: Mapping[str, Any], rules: Rules) -> tuple[Question, ...]:
    return tuple(_question(raw, rules) for raw in table["question"])


def _question(raw: Mapping[str, Any], rules: Rules) -> Question:
    condition = raw.get("shows_when")
    return Question(
        path=raw["path"],
        kind=raw["kind"],
        label=raw["label"],
        hint=raw.get("hint", ""),
        example=raw.get("example", ""),
        options=_options(raw, rules),
        shows_when=condition and ShowsWhen(path=condition["path"], values=tuple(condition["is"])),
    )


def _options(raw: Mapping[str, Any], rules: Rules) -> tuple[Option, ...]:
    """The listed answers, those of the rules before those of the form, and last the one that is no answer."""
    named = _named(raw["options_from"], rules) if "options_from" in raw else {}
    listed = [Option(value=value, label=_capital(name)) for value, name in named.items()]
    listed += [Option(**option) for option in raw.get("options", [])]
    return (*listed, Option(value="", label=raw.get("empty", "Weet ik niet")))


def _named(source: str, rules: Rules) -> dict[str, str]:
    """The keys and names of one list of the rules; a key that has several dated rows counts once."""
    lists: dict[str, tuple[Named, ...]] = {
        "legal_forms": rules.legal_forms,
        "themes": rules.themes,
        "topics": rules.topics,
        "excluded_services": rules.excluded_services,
    }
    return {row.key: row.name for row in lists[source]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
