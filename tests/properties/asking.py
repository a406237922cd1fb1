"""Asking the calculator over its wire, and changing a request at a path such as `enterprise.periods.0.headcount`."""

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from calculator.contract.wire import answer

type Json = dict[str, Any]
type Path = tuple[str | int, ...]


def ask(command: str, request: Json) -> Json:
    """The response to a request that is one."""
    status, text = answer(command, json.dumps(request))
    assert status == 0, text
    response: Json = json.loads(text)
    return response


def path_of(field: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in field.split("."))


def with_value(request: Json, path: Path, value: object) -> Json:
    """A copy with this value there; what is missing on the way is made, a list is made as long as needed."""
    changed = deepcopy(request)
    here: Any = changed
    for step, following in pairwise(path):
        make_room(here, step)
        if here[step] is None:
            here[step] = [] if isinstance(following, int) else {}
        here = here[step]
    make_room(here, path[-1])
    here[path[-1]] = value
    return changed


def make_room(here: Any, step: str | int) -> None:
    if isinstance(step, int):
        here.extend([None] * (step + 1 - len(here)))
    else:
        here.setdefault(step, None)


def without(request: Json, path: Path) -> Json:
    """A copy in which nothing is said at this path."""
    changed = deepcopy(request)
    here: Any = changed
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    return changed


def value_at(request: Json, path: Path) -> Any:
    """What is said there, None when nothing is."""
    here: Any = request
    for step in path:
        present = step < len(here) if isinstance(step, int) else step in here
        if not present or here[step] is None:
            return None
        here = here[step]
    return here


def answered(node: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every answer in a request, the tables and lists around them included."""
    if isinstance(node, dict):
        children: Any = node.items()
    elif isinstance(node, list):
        children = enumerate(node)
    else:
        return
    for step, child in children:
        if child is not None:
            yield (*path, step)
            yield from answered(child, (*path, step))
