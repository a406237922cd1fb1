"""What nobody means to ask and somebody's machine will: forms with anything in them, and texts that are no message."""

from random import Random

from publishing.engine.questions import message, pairs
from tests.fuzz.nasty import random_bytes
from tests.fuzz.test_page import random_pairs
from tests.oracle.generator import random_request

OF_EACH_KIND = 667  # three kinds: 2,000 in all


def fuzzed(seed: int) -> tuple[list[str], list[str], list[str]]:
    """Spoilt forms, noise, and requests of the oracle, as the page sends them."""
    random = Random(seed)
    spoilt, noise, requests = [], [], []
    for _ in range(OF_EACH_KIND):
        spoilt.append(message(random_pairs(random)))
        noise.append(random_bytes(random).decode(errors="replace"))
        requests.append(message(list(pairs(random_request(random)))))
    return spoilt, noise, requests
