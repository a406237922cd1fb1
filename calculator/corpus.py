"""The published cases: requests with what must come out, worked out by hand or taken from a published example.

A case is plain data, so that anyone can hold another calculator against it.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calculator.contract import wire

__all__ = ["PUBLISHED", "Case", "as_table", "main", "mismatches", "read", "to_json"]

PUBLISHED = Path(__file__).parent.parent / "tests" / "cases"

# What the JSON file of the cases says about itself.
LICENCE = "MIT"
HOW = (
    "Send `request` to the command `command`; `status` is the exit status. `expect` holds values of the response by "
    "path: findings by rule (their outcome), deadlines by id (their day), projects by id, years by year; `uses_up` "
    "stands for `net_cost_that_uses_it_up`. `errors` are the fields refused and `missing` the fields named, in any "
    "order. `changes` are pairs of field and new value that must be among the changes; `changes.none` is true where "
    "there are none. The text `null` stands for null."
)

type Tree = dict[str, Tree] | list[Tree] | str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: the request as contract text, and the expected values by path."""

    id: str
    file: str
    title: str
    command: str
    request: str
    status: int
    expect: Mapping[str, object]
    source: str
    working: str
    on_site: bool


@cache
def read(place: Path) -> tuple[Case, ...]:
    """All cases: of a folder of TOML files, in order of file and place, or of the JSON file that `to_json` wrote.

    A base may be used by every file. A place is read once.
    """
    if place.is_file():
        listed = json.loads(place.read_text(encoding="utf-8"))["cases"]
        return tuple(_case({**raw, "base": "request"}, raw, raw["file"]) for raw in listed)
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(place.glob("*.toml"))}
    bases: dict[str, Tree] = {}
    for content in files.values():
        bases |= content.get("base", {})
    return tuple(_case(raw, bases, file) for file, content in files.items() for raw in content.get("case", ()))


def _case(raw: Mapping[str, object], bases: Mapping[str, Tree], file: str) -> Case:
    request: Tree = deepcopy(bases[str(raw["base"])]) if "base" in raw else {"contract": 1}
    for path, value in _table(raw, "set").items():
        _put(request, path.split("."), value)
    without = raw.get("without", [])
    assert isinstance(without, list)
    for path in without:
        _drop(request, str(path).split("."))
    return Case(
        id=str(raw["id"]),
        file=file,
        title=str(raw["title"]),
        command=str(raw.get("command", "assess")),
        request=json.dumps(request, ensure_ascii=False, default=str),
        status=int(str(raw.get("status", 0))),
        expect=_table(raw, "expect"),
        source=str(raw["source"]),
        working=str(raw["working"]),
        on_site=raw.get("on_site") is True,
    )


def _table(raw: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = raw.get(name, {})
    assert isinstance(table, dict), f"{raw.get('id')}: {name}"
    return table


def _put(tree: Tree, path: list[str], value: object) -> None:
    """Set the value at the path; a list grows by one when the path points just past its end."""
    for step in path[:-1]:
        tree = _step(tree, step)
    last = path[-1]
    if isinstance(tree, list):
        tree[int(last) : int(last) + 1] = [value]  # type: ignore[list-item]
    else:
        assert isinstance(tree, dict)
        tree[last] = value  # type: ignore[assignment]


def _step(tree: Tree, step: str) -> Tree:
    if isinstance(tree, list):
        return tree[int(step)]
    assert isinstance(tree, dict)
    return tree.setdefault(step, {})


def _drop(tree: Tree, path: list[str]) -> None:
    for step in path[:-1]:
        tree = _step(tree, step)
    assert isinstance(tree, dict)
    tree.pop(path[-1], None)


def to_json(cases: Iterable[Case]) -> str:
    """The cases in one file that needs no other, for anyone who tests a calculator."""
    content = {"contract": 1, "licence": LICENCE, "how": HOW, "cases": [as_table(case) for case in cases]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_table(case: Case) -> dict[str, Tree]:
    """The case as `read` reads it from JSON: its whole request, no base."""
    return {
        "id": case.id,
        "file": case.file,
        "title": case.title,
        "command": case.command,
        "request": json.loads(case.request),
        "status": case.status,
        "expect": dict(case.expect),
        "source": case.source,
        "working": case.working,
        "on_site": case.on_site,
    }


# ---- holding an answer against a case -----------------------------------------------------------------------------


def mismatches(case: Case) -> list[str]:
    """What the calculator answers differently from the case; empty when they agree."""
    status, text = wire.answer(case.command, case.request)
    answer = json.loads(text)
    found = [] if status == case.status else [f"exit status is {status}, not {case.status}"]
    for path, expected in case.expect.items():
        actual = _actual(answer, path)
        if not _agrees(path, expected, actual):
            found.append(f"{path} is {actual!r}, not {expected!r}")
    return found


def _agrees(path: str, expected: object, actual: object) -> bool:
    if path == "changes" or path.endswith(".changes"):
        assert isinstance(expected, list)
        assert isinstance(actual, list)
        return all(tuple(pair) in actual for pair in expected)
    if path == "missing" or path.endswith(".missing"):
        assert isinstance(expected, list)
        assert isinstance(actual, list)
        return sorted(expected) == sorted(actual)
    return (None if expected == "null" else expected) == actual


def _actual(answer: Tree, path: str) -> object:
    """The value at an expectation's path; lists of the response are entered by id."""
    match path.split("."):
        case ["projects", name, *rest]:
            return _actual(_at(_at(answer, "projects"), name), ".".join(rest))
        case ["assessment", *rest]:
            return _actual(_at(answer, "assessment"), ".".join(rest))
        case ["errors"]:
            return sorted(str(_at(error, "field")) for error in _items(answer, "errors"))
        case ["missing"]:
            return _items(answer, "missing")
        case ["changes", *none]:
            pairs = [(_at(change, "field"), _null_as_text(_at(change, "to"))) for change in _items(answer, "changes")]
            return not pairs if none else pairs
        case steps:
            return _entered(answer, steps)


_LISTS = {
    "findings": ("rule", ["outcome"]),
    "deadlines": ("id", ["on"]),
    "years": ("year", []),
}


def _entered(answer: Tree, steps: list[str]) -> Tree:
    """The value at the steps; a finding stands for its outcome and a deadline for its day."""
    if steps[0] in _LISTS:
        key, unnamed = _LISTS[steps[0]]
        item = next((item for item in _items(answer, steps[0]) if str(_at(item, key)) == steps[1]), None)
        return _entered(item, steps[2:] or unnamed)
    for step in steps:
        answer = _at(answer, "net_cost_that_uses_it_up" if step == "uses_up" else step)
    return answer


def _at(tree: Tree, step: str) -> Tree:
    return tree.get(step) if isinstance(tree, dict) else None


def _items(tree: Tree, name: str) -> list[Tree]:
    found = _at(tree, name)
    return found if isinstance(found, list) else []


def _null_as_text(value: Tree) -> Tree:
    return "null" if value is None else value


def main(folder: Path) -> int:
    """Run the cases, print what differs and the count; exit status 1 when a case fails or there is none."""
    cases = read(folder)
    failed = 0
    for case in cases:
        found = mismatches(case)
        if found:
            failed += 1
            print(f"{case.id}: {'; '.join(found)}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0
