"""The questions of the form: `data/vragen.toml` read once into frozen rows, found back by contract path."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NotRequired, Protocol, TypedDict

from calculator.packaged import packaged_toml
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Rules

__all__ = [
    "GROUP",
    "NAMELESS",
    "OWN",
    "TREE",
    "Form",
    "GroupQuestions",
    "Names",
    "Option",
    "Place",
    "Question",
    "Rows",
    "Section",
    "Shortcut",
    "ShowsWhen",
    "form",
]

GROUP = "enterprise.group"
# The enterprise that applies, where an answer names one of the group; the contract has null for it.
OWN = "own"

# The group as it was asked before: links, and what devices keep, still hold it.
TREE = "enterprise.relations."
TREE_PATH = re.compile(r"enterprise(?:\.relations\.(?:0|[1-9][0-9]?)){1,8}\.(?:periods\.[0-2]\.)?(?P<field>[a-z_]+)")
ONLY_IN_TREE = frozenset({"direction", "joint"})
MOST_RELATIONS = 50

ITEM = re.compile(r"(?P<index>0|[1-9][0-9]{0,2})(?:$|\.)(?P<rest>.*)")
LISTS = frozenset({"periods", "group"})
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
    """One question; `path` is its place in the request, or within the item of the list that it belongs to.

    `of_year` is the label of a question about one calendar year once that is known, with a blank for it; else empty.
    `statement` is the question as a sentence that is true for most, and `usual` the answer that it gives; else empty.
    """

    path: str
    kind: str
    label: str
    of_year: str
    statement: str
    usual: str
    short: str
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
class Rows:
    """One list of the group: the questions of a row, how a row is called, and the words around the list.

    `title` and `sentence` fill in the `{name}` of the enterprise, or the `{first}` and `{second}` that the row names;
    `row` is the sentence that the row is, with the path of each question where it is answered.
    """

    title: str
    row: str
    sentence: str
    heading: str
    hint: str
    add: str
    remove: str
    more: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A button that makes an enterprise ready with its tie to the one that applies.

    `tie` is `holder`, `held`, `sister` or `together`; `owner` is how the holder of a sister is called. The label fills
    in `{partner_from}`, the share from which an enterprise counts.
    """

    label: str
    name: str
    tie: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuestions:
    """What is asked about the group: its lists by their name in the contract, and the buttons that start it."""

    own: str
    nameless: str
    lists: Mapping[str, Rows]
    shortcuts: tuple[Shortcut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How the rows of a group are called in answers: by the names of the enterprises where those are given.

    `by_row` and `by_id` are the enterprises' names; `members` the id that is named at a path.
    """

    by_row: Mapping[str, str]
    by_id: Mapping[str, str]
    members: Mapping[str, str]

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> "Names":
        """The names in these answers, contract text by path."""
        about = {path: text for path, text in answers.items() if path.startswith(f"{GROUP}.")}
        names = {path.removesuffix(".name"): text for path, text in about.items() if path.endswith(".name")}
        ids = {path.removesuffix(".id"): text for path, text in about.items() if path.endswith(".id")}
        by_id = {member: names.get(row) or nameless(row) for row, member in ids.items()}
        return cls(by_row=names, by_id=by_id | {OWN: form().group.own}, members=about)

    def member(self, path: str) -> str:
        """The name of the enterprise that is chosen at this path."""
        member = self.members.get(path, "…")
        return self.by_id.get(member, member)

    def row(self, kind: str, row: str) -> Mapping[str, str]:
        """What the texts of a row fill in."""
        if kind == "enterprises":
            return {"name": self.by_row.get(row) or nameless(row)}
        chosen = [question.path for question in form().group.lists[kind].questions if question.kind == "member"]
        return dict(zip(("first", "second"), (self.member(f"{row}.{path}") for path in chosen), strict=True))


NAMELESS = Names(by_row={}, by_id={}, members={})


def nameless(row: str) -> str:
    """How an enterprise without a name is called: by its place in the list."""
    return form().group.nameless.format(number=int(row.rpartition(".")[2]) + 1)


@dataclass(frozen=True, kw_only=True)
class Form:
    """Every question: those of the sections, and those asked for each accounting period and of the group."""

    sections: tuple[Section, ...]
    periods: tuple[Question, ...]
    period_titles: tuple[str, ...]
    group: GroupQuestions

    @cached_property
    def of_one_year(self) -> frozenset[str]:
        """The questions whose answer belongs to one calendar year."""
        return frozenset(each.path for section in self.sections for each in section.questions if each.of_year)

    @cached_property
    def statements(self) -> Mapping[str, Question]:
        """The questions that are asked as a statement, by their path."""
        asked = (question for section in self.sections for question in section.questions)
        return {question.path: question for question in asked if question.statement}

    def place(self, path: str, names: Names = NAMELESS) -> Place | None:
        """What the form has at this contract path; None where it has nothing."""
        if len(path) > LONGEST_PATH:
            return None
        questions = (question for section in self.sections for question in section.questions)
        if found := _asked(questions, path):
            return found
        if path.startswith(TREE):
            return self._in_tree(path)
        room, _, inside = path.partition(".periods.")
        if room == "enterprise":
            return self._in_period(inside)
        return self._in_group(path.removeprefix(f"{GROUP}."), names) if path.startswith(f"{GROUP}.") else None

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
                return (place, *self._order_in_list(inside, question.kind))
        return (len(asked),)

    def _order_in_list(self, path: str, kind: str) -> tuple[int, ...]:
        about, lists = self.periods, list(self.group.lists)
        before: tuple[int, ...] = ()
        if kind == "group":
            name, _, path = path.partition(".")
            if name not in lists:
                return ()
            about, before = self.group.lists[name].questions, (lists.index(name),)
        index, _, rest = path.partition(".")
        number = int(index) if index.isdecimal() else 0
        return (*before, number, *(self._order(rest, about) if rest else ()))

    def _in_period(self, path: str) -> Place | None:
        item = ITEM.fullmatch(path)
        if item is None or int(item["index"]) >= len(self.period_titles):
            return None
        title = self.period_titles[int(item["index"])]
        if item["rest"] == "":
            return Place(name=title, question=None)
        inside = _asked(self.periods, item["rest"], short=True)
        return inside and Place(name=f"{title}: {inside.name}", question=inside.question)

    def _in_tree(self, path: str) -> Place | None:
        """An answer of before, understood as the questions of today that ask the same."""
        asked = TREE_PATH.fullmatch(path)
        if asked is None or any(int(place) >= MOST_RELATIONS for place in re.findall(r"relations\.([0-9]+)", path)):
            return None
        of_today = (*self.periods, *self.group.lists["enterprises"].questions, *self.group.lists["holdings"].questions)
        same = next((question for question in of_today if question.path == asked["field"]), None)
        name = self.group.lists["enterprises"].heading
        if same is None and asked["field"] in ONLY_IN_TREE:
            same = replace(of_today[0], path=asked["field"], kind="text")
        return Place(name=name, question=same) if same and same.kind not in (*LISTS, "id", "member") else None

    def _in_group(self, path: str, names: Names) -> Place | None:
        kind, _, inside = path.partition(".")
        rows, item = self.group.lists.get(kind), ITEM.fullmatch(inside)
        if rows is None or item is None:
            return Place(name=rows.heading, question=None) if rows and inside == "" else None
        title = rows.title.format(**names.row(kind, f"{GROUP}.{kind}.{item['index']}"))
        if item["rest"] == "":
            return Place(name=title, question=None)
        period = item["rest"].removeprefix("periods.")
        if kind == "enterprises" and period != item["rest"]:
            found = self._in_period(period)
            newest = f"{self.period_titles[0]}: "
            inner = found and Place(name=found.name.removeprefix(newest), question=found.question)
        else:
            inner = _asked(rows.questions, item["rest"], short=True)
        return inner and Place(name=": ".join(filter(None, (title, inner.name))), question=inner.question)


def _asked(questions: Iterable[Question], path: str, *, short: bool = False) -> Place | None:
    found = next((question for question in questions if question.path == path), None)
    if found is None:
        return None
    return Place(name=found.short if short else found.label, question=None if found.kind in LISTS else found)


# ---- `data/vragen.toml` ------------------------------------------------------------------------------------


_RawCondition = TypedDict("_RawCondition", {"path": str, "is": Sequence[str]})


class _RawOption(TypedDict):
    value: str
    label: str


class _RawQuestion(TypedDict):
    path: str
    kind: str
    label: str
    of_year: NotRequired[str]
    statement: NotRequired[str]
    usual: NotRequired[str]
    short: NotRequired[str]
    hint: NotRequired[str]
    example: NotRequired[str]
    options: NotRequired[Sequence[_RawOption]]
    options_from: NotRequired[str]
    empty: NotRequired[str]
    shows_when: NotRequired[_RawCondition]


class _RawQuestions(TypedDict):
    question: Sequence[_RawQuestion]


class _RawRows(_RawQuestions):
    title: str
    row: str
    sentence: NotRequired[str]
    heading: NotRequired[str]
    hint: NotRequired[str]
    add: str
    remove: str
    more: NotRequired[str]


class _RawShortcut(TypedDict):
    label: str
    name: str
    tie: str
    owner: NotRequired[str]


class _RawGroup(TypedDict):
    own: str
    nameless: str
    enterprises: _RawRows
    holdings: _RawRows
    together: _RawRows
    shortcut: Sequence[_RawShortcut]


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
        group=_group(raw["group"], rules),
    )


def _group(raw: _RawGroup, rules: Rules) -> GroupQuestions:
    lists = {"enterprises": raw["enterprises"], "holdings": raw["holdings"], "together": raw["together"]}
    return GroupQuestions(
        own=raw["own"],
        nameless=raw["nameless"],
        lists={name: _rows(rows, rules) for name, rows in lists.items()},
        shortcuts=tuple(
            Shortcut(
                label=each["label"],
                name=each["name"],
                tie=each["tie"],
                owner=each.get("owner", ""),
            )
            for each in raw["shortcut"]
        ),
    )


def _rows(raw: _RawRows, rules: Rules) -> Rows:
    return Rows(
        title=raw["title"],
        row=raw["row"],
        sentence=raw.get("sentence", ""),
        heading=raw.get("heading", ""),
        hint=raw.get("hint", ""),
        add=raw["add"],
        remove=raw["remove"],
        more=raw.get("more", ""),
        questions=_questions(raw, rules),
    )


def _questions(table: _RawQuestions, rules: Rules) -> tuple[Question, ...]:
    return tuple(_question(raw, rules) for raw in table["question"])


def _question(raw: _RawQuestion, rules: Rules) -> Question:
    condition = raw.get("shows_when")
    return Question(
        path=raw["path"],
        kind=raw["kind"],
        label=raw["label"],
        of_year=raw.get("of_year", ""),
        statement=raw.get("statement", ""),
        usual=raw.get("usual", ""),
        short=raw.get("short", raw["label"]),
        hint=raw.get("hint", ""),
        example=raw.get("example", ""),
        options=_options(raw, rules),
        shows_when=ShowsWhen(path=condition["path"], values=tuple(condition["is"])) if condition else None,
    )


def _options(raw: _RawQuestion, rules: Rules) -> tuple[Option, ...]:
    """The listed answers, those of the rules before those of the form, and last the one that is no answer."""
    named = _named(raw["options_from"], rules) if "options_from" in raw else {}
    listed = [Option(value=value, label=_capital(name)) for value, name in named.items()]
    listed += [Option(value=option["value"], label=option["label"]) for option in raw.get("options", [])]
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
