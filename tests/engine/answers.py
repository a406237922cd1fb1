"""What the calculator answers to every published case. Runs here, and as a program inside Pyodide."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import calculator
from calculator import corpus, page
from calculator.contract import wire

type Pairs = list[tuple[str, str]]


def answers(cases: Path) -> Mapping[str, object]:
    """By the id of the case: the contract's exit status and text; of the worked examples also the page's answer."""
    published = corpus.read(cases)
    contract = {case.id: wire.answer(case.command, case.request) for case in published}
    shown = {case.id: page.respond(message(json.loads(case.request))) for case in published if case.on_site}
    return {"contract": contract, "page": shown}


def message(request: object) -> str:
    """The message that the page sends where a visitor gives the answers of this request."""
    return json.dumps({"action": "assess", "pairs": list(pairs(request))})


def pairs(tree: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The answers as the controls of the form hold them: a contract path and a text."""
    items: list[tuple[object, object]] = []
    match tree:
        case dict():
            items = list(tree.items())
        case list():
            items = list(enumerate(tree))
        case None:
            return
        case _:
            yield path, json.dumps(tree) if isinstance(tree, bool) else str(tree)
    for name, item in items:
        yield from pairs(item, f"{path}.{name}" if path else str(name))


if __name__ == "__main__":
    print(json.dumps({"from": calculator.__file__, **answers(Path("/repository/tests/cases"))}))
