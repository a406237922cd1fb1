"""Whatever a form or a shared link holds, the page gets an answer it can show."""

import json
from random import Random
from typing import Any

import pytest

from calculator.page import respond
from tests.fuzz.nasty import NASTY_VALUES, random_bytes
from tests.oracle.generator import random_request
from tests.properties.asking import answered, value_at
from tests.seeds import seeds

SEEDS = seeds(by_day=2, at_night=8)
MESSAGES_PER_SEED = 100

MARKUP = "\"'><script>x</script>&lt;"
TYPED = [*(value for value in NASTY_VALUES if isinstance(value, str)), MARKUP]
FAR_PATHS = [
    "enterprise.relations.999999999.share",
    "enterprise.periods.999999999999999999999999.headcount",
    "enterprise" + ".relations.0" * 5_000 + ".share",
    "enterprise.relations.-1.share",
    "enterprise.relations.²\N{ARABIC-INDIC DIGIT THREE}.share",
    *("", ".", "v", "cost", "cost.net.net", "__class__", MARKUP),
]


def shown(text: str) -> dict[str, Any]:
    """The answer, once it is certain that it is one and that nothing typed became markup."""
    answer: dict[str, Any] = json.loads(respond(text))
    assert {"response", "errors_html", "result_html", "fragment"} <= set(answer)
    assert bool(answer["errors_html"]) == ("errors" in answer["response"])
    for html in (answer["errors_html"], answer["result_html"]):
        assert "<script" not in html
        html.encode()
    answer["fragment"].encode("ascii")
    return answer


def random_pairs(random: Random) -> list[tuple[str, str]]:
    """A valid request as a form would hold it, with some answers and some names spoilt."""
    request = random_request(random)
    leaves = [path for path in answered(request) if not isinstance(value_at(request, path), dict | list)]
    pairs = [(".".join(map(str, path)), str(value_at(request, path))) for path in leaves if path != ("contract",)]
    for place in random.choices(range(len(pairs)), k=random.randrange(4)):
        pairs[place] = (pairs[place][0], random.choice(TYPED))
    return pairs + [(random.choice(FAR_PATHS), random.choice(TYPED)) for _ in range(random.randrange(2))]


@pytest.mark.parametrize("seed", SEEDS)
def test_forms_with_anything_in_them(seed: int) -> None:
    random = Random(seed)
    for _ in range(MESSAGES_PER_SEED):
        shown(json.dumps({"action": "assess", "pairs": random_pairs(random)}))


@pytest.mark.parametrize("seed", SEEDS)
def test_messages_that_are_none(seed: int) -> None:
    random = Random(seed)
    for _ in range(MESSAGES_PER_SEED):
        shown(random_bytes(random).decode(errors="surrogateescape"))


@pytest.mark.parametrize("path", FAR_PATHS, ids=lambda path: ascii(path)[:40])
def test_paths_that_lead_nowhere(path: str) -> None:
    """A name that the form does not know is left out, and never makes room for itself."""
    answer = shown(json.dumps({"action": "assess", "pairs": [["applied_on", "23/11/2026"], [path, "1"]]}))
    assert len(answer["result_html"]) + len(answer["errors_html"]) < 200_000
