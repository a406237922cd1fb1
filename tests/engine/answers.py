"""What the calculator answers to every published case. Runs here, and as a program inside Pyodide."""

import json
from collections.abc import Mapping
from pathlib import Path

import calculator
from calculator import corpus, page
from calculator.contract import wire
from publishing.engine.questions import message, pairs


def answers(cases: Path) -> Mapping[str, object]:
    """By the id of the case: the contract's exit status and text; of the worked examples also the page's answer."""
    published = corpus.read(cases)
    contract = {case.id: wire.answer(case.command, case.request) for case in published}
    shown = {
        case.id: page.respond(message(list(pairs(json.loads(case.request))))) for case in published if case.on_site
    }
    return {"contract": contract, "page": shown}


if __name__ == "__main__":
    print(json.dumps({"from": calculator.__file__, **answers(Path("/repository/tests/cases"))}))
