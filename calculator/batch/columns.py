"""The columns of a list: the titles it may have, what their cells mean, and which columns one file really has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NotRequired, TypedDict

from calculator.batch.wording import FileRefused, wording, wordings
from calculator.packaged import packaged_toml
from calculator.screen.answers import Given
from calculator.screen.questions import Question, form
from calculator.screen.typed import contract_text, legible, visible

__all__ = ["Column", "Sheet", "column_of", "columns", "folded", "is_header", "known_titles"]

MOST_COLUMNS = 2_500
LONGEST_TITLE = 500
TITLES_TOLD = 12
# What people write behind a title: a year, a unit, something in brackets.
BEHIND_A_TITLE = re.compile(r"\(.*?\)|\[.*?\]|\b(?:19|20)\d\d\b|\b(?:eur|euro|vte|fte|btw)\b|[€%*:]", re.IGNORECASE)
OF_THE_CONTRACT = re.compile(r"(?:enterprise|service|cost)\.[a-z0-9_.]+")
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
    formerly: NotRequired[Mapping[str, str]]
    asked_as: NotRequired[str]


class _RawRelations(TypedDict):
    """The columns that come again for each enterprise of the group."""

    most: int
    header: str
    path: str
    column: Sequence[_RawColumn]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """A column that we know. One without a path belongs to the user, and is only passed on.

    `answers` are the contract's texts by what a cell may say, folded; the empty one is no answer. `formerly` are those
    for the words of before, which are told.
    """

    header: str
    example: str
    explanation: str
    path: str
    question: Question | None
    kind: str
    answers: Mapping[str, str]
    formerly: Mapping[str, str]

    def given(self, cell: str) -> Given | None:
        """The answer in the cell; none where it has none. What is not understood stays as it is, to be refused."""
        if self.question is None or not visible(cell).strip():
            return None
        text = self.answers.get(folded(cell))
        if text is None:
            text = contract_text(self.kind, cell.strip())
        return Given(path=self.path, question=self.question, text=text) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The columns of one file: every title, and the known columns by place.

    `width` counts the empty titles at the end too, and `notices` are sentences about what is not read.
    """

    titles: tuple[str, ...]
    known: Mapping[int, Column]
    passed_on: tuple[int, ...]
    width: int
    notices: tuple[str, ...]

    @classmethod
    def of(cls, titles: Sequence[str], *, above: int = 0) -> "Sheet":
        """The sheet with these titles below so many other rows. Raises `FileRefused` where they make no list."""
        width = len(titles)
        while titles and not visible(titles[-1]).strip():
            titles = titles[:-1]
        if len(titles) > MOST_COLUMNS:
            raise FileRefused("too_many_columns", most=MOST_COLUMNS)
        for title in titles:
            _refuse_unread(title)
        known = {place: column for place, title in enumerate(titles) if (column := column_of(title))}
        if not any(column.path for column in known.values()) or any("\0" in title for title in titles):
            raise FileRefused("no_columns", read=_titles_read(titles))
        paths = [column.path for column in known.values() if column.path]
        for column in known.values():
            if paths.count(column.path) > 1:
                raise FileRefused("repeated_column", header=column.header)
        passed_on = _passed_on(titles)
        return cls(
            titles=tuple(titles),
            known={place: column for place, column in known.items() if column.path},
            passed_on=passed_on,
            width=width,
            notices=(*_rows_above(above), *_almost_known(titles[place] for place in passed_on if place not in known)),
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """The titles that we only pass on."""
        return tuple(self.titles[place] for place in self.passed_on if column_of(self.titles[place]) is None)


def _passed_on(titles: Sequence[str]) -> tuple[int, ...]:
    """The places of the file's own columns: all, but for those that an earlier check made."""
    ours = {folded(title) for title in wordings("result").values()}
    # A check of before made no notes.
    again = ours - {folded(wording("result", "notes"))} <= set(map(folded, titles))
    return tuple(place for place, title in enumerate(titles) if not (again and folded(title) in ours))


def known_titles(cells: Sequence[str]) -> int:
    """How many of these cells are titles of columns that we know."""
    return sum(map(is_header, cells[:MOST_COLUMNS]))


# ---- what is not read ---------------------------------------------------------------------------------------------


def _titles_read(titles: Sequence[str]) -> str:
    said = [title.strip() for title in titles[:TITLES_TOLD] if title.strip() and title.isprintable()]
    return wording("problem", "titles_read", titles=", ".join(said)[:LONGEST_TITLE]) if said else ""


def _rows_above(count: int) -> Iterator[str]:
    if count:
        yield wording("notice", "row_above" if count == 1 else "rows_above", count=count)


def _almost_known(titles: Iterable[str]) -> Iterator[str]:
    """A notice for each title that is almost one of ours, or that only a column of ours can have."""
    for title in titles:
        if likely := _likely_meant(title):
            yield wording("notice", "almost_known", title=title.strip(), header=likely)
        elif OF_THE_CONTRACT.fullmatch(title.strip()):
            yield wording("notice", "not_asked", title=title.strip())


def _likely_meant(title: str) -> str:
    """The title of ours that this one almost is; empty where there is none."""
    if len(title) > LONGEST_TITLE:
        return ""
    bare = column_of(BEHIND_A_TITLE.sub(" ", title))
    if bare is not None:
        return bare.header
    typed = folded(title)
    return next((column.header for name, column in _by_title().items() if _almost_same(typed, name)), "")


def _almost_same(one: str, other: str) -> bool:
    """Whether two words differ in one place, by one letter or in a long word by two."""
    shortest = min(len(one), len(other))
    if shortest < 4 or abs(len(one) - len(other)) > 2:
        return False
    same = next((place for place in range(shortest) if one[place] != other[place]), shortest)
    one, other = one[same:], other[same:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    swapped = one == other[::-1]
    return max(len(one), len(other)) <= (2 if swapped or shortest > 7 else 1)


# ---- titles -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """What is left of a text when case, spaces and punctuation do not count; one of only punctuation stays."""
    return "".join(filter(str.isalnum, legible(text).casefold())) or text.strip()


@lru_cache(maxsize=4096)
def is_header(title: str) -> bool:
    """Whether this is the title of a column that we know."""
    return len(title) <= LONGEST_TITLE and column_of(title) is not None


def column_of(title: str) -> Column | None:
    """The column with this title, or with a contract path that the form asks for as its title."""
    title = legible(title)
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
        raise FileRefused("group_field", title=title.strip())
    found = OF_A_GROUP.fullmatch(title.strip())
    if found and found[2].strip() and column_of(title) is None:
        most = _raw_relations()["most"]
        problem = "group_field" if 0 < int(found[1]) <= most else "group_number"
        raise FileRefused(problem, title=title.strip(), most=most)


def _column(row: _RawColumn) -> Column:
    path, formerly = row.get("path", ""), row.get("formerly", {})
    place = form().place(row.get("asked_as", path)) if path else None
    question = place.question if place else None
    return Column(
        header=row["header"],
        example=row["example"],
        explanation=row["explanation"],
        path=path,
        question=question,
        kind=row.get("kind") or (question.kind if question else ""),
        answers=_answers(question, {**row.get("words", {}), **formerly}) if question else {},
        formerly={folded(word): text for word, text in formerly.items()},
    )


def _answers(question: Question, more: Mapping[str, str]) -> Mapping[str, str]:
    """The contract's texts by what a cell may say: labels, keys, the words in brackets, and what sheets write."""
    ours = packaged_toml("lijst")["words"]
    answers = {folded(word): "" for word in ("", *ours["unknown"])}
    options = question.options if question.kind in {"choice", "select", "yes_no"} else ()
    labels = {option.label: option.value for option in options}
    answers |= {folded(word): labels[label] for word, label in ours["yes_no"].items() if label in labels}
    for option in options:
        long, _, short = option.label.partition("(")
        answers |= {folded(name): option.value for name in (long, option.label, option.value, short) if name}
    return answers | {folded(word): text for word, text in more.items()}
