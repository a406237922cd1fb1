"""Requests for the properties, drawn from the generator that the naive reading is compared on."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.oracle.generator import random_request

type Json = dict[str, Any]

# Drawn from the usual distribution: Hypothesis prefers extremes, and a request of extremes never gets as far as an
# amount.
randoms = st.randoms(use_true_random=True)
requests = randoms.map(random_request)
amounts = st.integers(min_value=1, max_value=5_000_000).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


def random_plan(random: Random) -> Json:
    """Up to four projects of one enterprise, with what it was already granted in some of the years."""
    requests = [random_request(random) for _ in range(random.randint(1, 4))]
    years = sorted({request["applied_on"][:4] for request in requests})
    earlier = {year: random.choice(["0", "0", "1200.00", "7499.99", "7500"]) for year in years}
    return {
        "contract": 1,
        "enterprise": requests[0].get("enterprise"),
        "projects": [
            {
                "id": f"project-{number}",
                "applied_on": request["applied_on"],
                "service": request.get("service"),
                "cost": request.get("cost"),
            }
            for number, request in enumerate(requests)
        ],
        "aid_granted": {year: granted for year, granted in earlier.items() if random.random() < 0.8},
    }


plans = randoms.map(random_plan)


def as_wish(request: Json, wanted: str) -> Json:
    """The same request asking which cost gives this much aid."""
    cost = {name: value for name, value in (request.get("cost") or {}).items() if name not in ("net", "gross")}
    return request | {"cost": cost, "wanted": wanted}
