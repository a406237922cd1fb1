"""Every change that is offered, applied and judged again: what it promises must come true, in time.

python -m tests.properties.promises [requests]
"""

import json
import sys
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from calculator import corpus
from calculator.__main__ import answer_bytes
from tests.fuzz.nasty import COMMANDS, mutate, random_command
from tests.oracle.generator import random_request
from tests.properties.asking import Json, path_of, with_value

__all__ = ["applied", "broken", "of_the_corpus", "of_the_fuzz", "of_the_generator", "promises"]


def of_the_corpus() -> Iterator[Json]:
    """Every project that the published cases ask about: of a plan each on its own, of a wish at a price."""
    for case in corpus.read(corpus.PUBLISHED):
        asked = json.loads(case.request)
        if case.command == "plan":
            shared = {"contract": 1, "enterprise": asked.get("enterprise")}
            projects = asked.get("projects") or []
            yield from (shared | {name: project.get(name) for name in PROJECT} for project in projects)
        elif case.command == "reverse":
            price = {"cost": (asked.get("cost") or {}) | {"net": "1000"}}
            yield {name: value for name, value in asked.items() if name != "wanted"} | price
        else:
            yield asked


PROJECT = ("applied_on", "service", "cost")


def of_the_fuzz(seed: int, count: int) -> Iterator[Json]:
    """Requests with something in them turned, taken out or doubled; most are refused, some are requests still."""
    random = Random(seed)
    for _ in range(count):
        command, document = random_command(random)
        if command == COMMANDS[0]:
            yield mutate(random, document)


def of_the_generator(seed: int, count: int) -> Iterator[Json]:
    """Requests around every boundary."""
    random = Random(seed)
    return (random_request(random) for _ in range(count))


def applied(request: Json, change: Json) -> Json:
    """The request as the change would have it."""
    for field, value in {change["field"]: change["to"], **change.get("also", {})}.items():
        request = with_value(request, path_of(field), value)
    return request


def promises(requests: Iterable[Json]) -> Iterator[tuple[Json, list[Json]]]:
    """Each request with each change that is offered for it, and with those that help only together."""
    for request in requests:
        status, response = judged(request)
        if status != 0:
            continue
        yield from ((request, [change]) for change in response["changes"])
        if response["changes_together"]:
            yield request, response["changes_together"]


def broken(request: Json, changes: list[Json]) -> list[str]:
    """What of the promise of these changes, all applied, does not come true."""
    _, before = judged(request)
    found = [f"{each['field']} to {each['to']} is past" for each in changes if is_past(each, request)]
    for change in changes:
        request = applied(request, change)
    status, after = judged(request)
    if status != 0:
        return [*found, f"is refused: {after['errors']}"]
    amount = (after["aid"] or {"amount": None})["amount"]
    if (after["outcome"], amount) != (changes[-1]["outcome"], changes[-1]["amount"]):
        found.append(f"gives {after['outcome']} and {amount}")
    if before["outcome"] == after["outcome"] == "not_eligible":
        found.append("helps nothing")
    return found + [f"misses {each['id']} on {each['on']}" for each in after["deadlines"] if each["missed"]]


def is_past(change: Json, request: Json) -> bool:
    """Whether the change goes to a day before the application; days of the contract sort as text."""
    is_day = change["field"] in ("applied_on", "service.starts_on", "service.ends_on")
    return is_day and change["to"] < request["applied_on"]


def judged(request: Json) -> tuple[int, Any]:
    status, text = answer_bytes("assess", json.dumps(request).encode())
    return status, json.loads(text)


def main(count: int) -> int:
    """Try every promise for so many requests of the fuzz and of the generator, and for those of the corpus."""
    tried = failed = 0
    for source, requests in (
        ("corpus", of_the_corpus()),
        ("fuzz", of_the_fuzz(0, count)),
        ("generator", of_the_generator(0, count)),
    ):
        told = [(request, changes, broken(request, changes)) for request, changes in promises(requests)]
        wrong = [each for each in told if each[2]]
        for request, changes, what in wrong:
            print(f"{'; '.join(what)}\n  {json.dumps(changes)}\n  {json.dumps(request)}")
        print(f"{source}: {len(told)} promises, {len(wrong)} failed")
        tried, failed = tried + len(told), failed + len(wrong)
    print(f"{tried} promises, {failed} failed")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
