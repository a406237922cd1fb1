"""The columns of a list: the titles it may have, what their cells mean, and which columns one file really has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NotRequired, TypedDict

from calculator.batch.wording import wording, wordings
from calculator.packaged import packaged_toml
from calculator.screen.answers import Given
from calculator.screen.questions import Question, form
from calculator.screen.typed import contract_text

__all__ = ["Column", "FileRefused", "Sheet", "column_of", "columns", "folded", "is_header"]

MOST_COLUMNS = 2_500
OF_A_GROUP = re.compile(r"groep\s*(\d{1,6})\s*:?(.*)", re.IGNORECASE | re.ASCII)
GRAPH = "enterprise.group."  # a list gives its group in columns of its own
PATH_OF_A_GROUP = re.compile(r"enterprise\.relations\.(\d{1,6})\.(.+)", re.ASCII)


class _RawColumn(TypedDict):
    """A column as `data/lijst.toml` describes it."""

    header: str
    example: NotRequired[str]
    explanation: str
    path: NotRequired[str]
    kind: NotRequired[str]
    words: NotRequired[Mapping[str, str]]
    asked_as: NotRequired[str]


class _RawRelations(TypedDict):
    """The columns that come again for each enterprise of the group."""

    most: int
    header: str
    path: str
    column: Sequence[_RawColumn]


class FileRefused(ValueError):
    """Why nothing of the file can be checked, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that we know. One without a path belongs to the user, and is only passed on.

    `answers` are the contract's texts by what a cell may say, folded; the empty one is no answer.
    """

    header: str
    example: str
    explanation: str
    path: str
    question: Question | None
    kind: str
    answers: Mapping[str, str]

    def given(self, cell: str) -> Given | None:
        """The answer in the cell; none where it has none. What is not understood stays as it is, to be refused."""
        if self.question is None or not cell.strip():
            return None
        text = self.answers.get(folded(cell))
        if text is None:
            text = contract_text(self.kind, cell.strip())
        return Given(path=self.path, question=self.question, text=text) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The columns of one file: every title, and the known columns by place."""

    titles: tuple[str, ...]
    known: Mapping[int, Column]
    passed_on: tuple[int, ...]

    @classmethod
    def of(cls, titles: Sequence[str]) -> "Sheet":
        """The sheet with these titles. Raises `FileRefused` where they make no list."""
        while titles and not titles[-1].strip():
            titles = titles[:-1]
        if len(titles) > MOST_COLUMNS:
            raise FileRefused(wording("problem", "too_many_columns", most=MOST_COLUMNS))
        for title in titles:
            _refuse_unread(title)
        known = {place: column for place, title in enumerate(titles) if (column := column_of(title))}
        if not any(column.path for column in known.values()) or any("\0" in title for title in titles):
            raise FileRefused(wording("problem", "no_columns"))
        paths = [column.path for column in known.values() if column.path]
        for column in known.values():
            if paths.count(column.path) > 1:
                raise FileRefused(wording("problem", "repeated_column", header=column.header))
        return cls(
            titles=tuple(titles),
            known={place: column for place, column in known.items() if column.path},
            passed_on=_passed_on(titles),
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """The titles that we only pass on."""
        return tuple(self.titles[place] for place in self.passed_on if column_of(self.titles[place]) is None)


def _passed_on(titles: Sequence[str]) -> tuple[int, ...]:
    """The places of the file's own columns: all, but for those that an earlier check made."""
    ours = {folded(title) for title in wordings("result").values()}
    again = ours <= set(map(folded, titles))
    return tuple(place for place, title in enumerate(titles) if not (again and folded(title) in ours))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """What is left of a text when case, spaces and punctuation do not count; one of only punctuation stays."""
    return "".join(filter(str.isalnum, text.casefold())) or text.strip()


def is_header(title: str) -> bool:
    """Whether this is the title of a column that we know."""
    return column_of(title) is not None


def column_of(title: str) -> Column | None:
    """The column with this title, or with a contract path that the form asks for as its title."""
    column = _by_title().get(folded(title)) or _of_a_group(title)
    if column is None and not title.strip().startswith(GRAPH) and form().place(title.strip()):
        return _column({"header": title.strip(), "path": title.strip(), "example": "", "explanation": ""})
    return column


@cache
def columns() -> tuple[Column, ...]:
    """Every column that we know, in the order of the template; those of the first other enterprise come last."""
    raw = packaged_toml("lijst")
    return (*(_column(row) for row in raw["column"]), *_of_first_in_group().values())


@cache
def _by_title() -> Mapping[str, Column]:
    return {folded(name): column for column in columns() for name in (column.header, column.path) if name}


@cache
def _raw_relations() -> _RawRelations:
    raw: _RawRelations = packaged_toml("lijst")["relation"]
    return raw


@cache
def _of_first_in_group() -> Mapping[str, Column]:
    """The columns about the first other enterprise of the group, by their title and path without its number."""
    raw = _raw_relations()
    return {row["path"]: _column(_numbered(raw, row, 0)) for row in raw["column"]}


def _of_a_group(title: str) -> Column | None:
    """The column about another enterprise of the group: there are as many as the file has, up to a number."""
    raw = _raw_relations()
    by_title, by_path = OF_A_GROUP.fullmatch(title.strip()), PATH_OF_A_GROUP.fullmatch(title.strip())
    for row in raw["column"]:
        if by_title and folded(row["header"]) == folded(by_title[2]):
            place = int(by_title[1]) - 1
        elif by_path and row["path"] == by_path[2]:
            place = int(by_path[1])
        else:
            continue
        if 0 <= place < raw["most"]:
            numbered = _numbered(raw, row, place)
            return replace(_of_first_in_group()[row["path"]], header=numbered["header"], path=numbered["path"])
    return None


def _numbered(raw: _RawRelations, row: _RawColumn, place: int) -> _RawColumn:
    return {
        **row,
        "header": raw["header"].format(place=place + 1, header=row["header"]),
        "path": raw["path"].format(place=place, path=row["path"]),
        "example": "",
    }


def _refuse_unread(title: str) -> None:
    """Raise `FileRefused` for a column about the group that would not be read: a group is never cut short."""
    if title.strip().startswith(GRAPH):
        raise FileRefused(wording("problem", "group_field", title=title.strip()))
    found = OF_A_GROUP.fullmatch(title.strip())
    if found and found[2].strip() and column_of(title) is None:
        most = _raw_relations()["most"]
        problem = "group_field" if 0 < int(found[1]) <= most else "group_number"
        raise FileRefused(wording("problem", problem, title=title.strip(), most=most))


def _column(row: _RawColumn) -> Column:
    path = row.get("path", "")
    place = form().place(row.get("asked_as", path)) if path else None
    question = place.question if place else None
    return Column(
        header=row["header"],
        example=row["example"],
        explanation=row["explanation"],
        path=path,
        question=question,
        kind=row.get("kind") or (question.kind if question else ""),
        answers=_answers(question, row.get("words", {})) if question else {},
    )


def _answers(question: Question, more: Mapping[str, str]) -> Mapping[str, str]:
    """The contract's texts by what a cell may say: labels, keys, the words in brackets, and what sheets write."""
    ours = packaged_toml("lijst")["words"]
    answers = {folded(word): "" for word in ("", *ours["unknown"])}
    if question.kind == "yes_no":
        answers |= ours["yes_no"]
    for option in question.options if question.kind in {"choice", "select", "yes_no"} else ():
        _, _, short = option.label.partition("(")
        answers |= {folded(name): option.value for name in (option.label, option.value, short) if name}
    return answers | {folded(word): text for word, text in more.items()}
