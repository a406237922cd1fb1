"""How many assessments a second, on one core. Runs here, and as a program inside Pyodide.

Measured twice: the rules alone on a request that is already read, and the whole way from text to text, in which
reading the request, looking for changes and writing the sentences count too. In processor time, and the best of
several rounds, because whatever else runs on the machine only makes a round slower.
"""

import json
from collections.abc import Callable
from time import process_time

from calculator.assess import assess
from calculator.contract.document import decode
from calculator.contract.reading import parse_assess
from calculator.contract.wire import answer
from tests.benchmarks.groups import chains, firm, lattice, ring

ROUNDS = 5
SECONDS_PER_ROUND = 0.3

REQUESTS = {
    "one firm": firm([]),
    "group of 50, side by side": firm(chains(enterprises=50, depth=1)),
    "group of 50, 5 deep": firm(chains(enterprises=50, depth=5)),
    "group of 1,000, 50 deep": firm(chains(enterprises=1_000, depth=50)),
    "ring of 200": firm([], ring(enterprises=200)),
    "lattice of 200": firm([], lattice(enterprises=200, across=20)),
}


def rates() -> dict[str, tuple[float, float]]:
    """By the name of the request: assessments a second by the rules alone, and from text to text."""
    return {name: both_ways(json.dumps(request)) for name, request in REQUESTS.items()}


def both_ways(text: str) -> tuple[float, float]:
    read = parse_assess(decode(text))
    return per_second(lambda: assess(read)), per_second(lambda: answer("assess", text))


def per_second(work: Callable[[], object]) -> float:
    """How often the work is done in a second, in the best round."""
    work()  # reads the data files, once
    return max(one_round(work) for _ in range(ROUNDS))


def one_round(work: Callable[[], object]) -> float:
    times, start = 0, process_time()
    while (passed := process_time() - start) < SECONDS_PER_ROUND:
        work()
        times += 1
    return times / passed


if __name__ == "__main__":
    print(json.dumps(rates()))
