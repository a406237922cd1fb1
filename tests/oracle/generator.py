"""Random `assess` requests that crowd around the boundaries: a cent, a day, a person or a hair of a share away."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from tests.oracle.naive import FIRST_DAY, KNOWN_THROUGH

type Json = dict[str, Any]

CHANGES = (
    "2016-04-01 2019-12-01 2020-01-01 2020-07-01 2021-07-09 2021-07-14 2021-09-14 2023-01-01 2023-03-15 2024-06-05"
    " 2026-01-01 2026-02-01"
).split()
LEGAL_FORMS = "eenmanszaak vrij_beroep nv bv cv vof comm_v comm_va esv se sce buitenlands_vergelijkbaar".split()
OTHER_FORMS = (
    "maatschap feitelijke_vereniging stille_vennootschap tijdelijke_vennootschap vzw in_oprichting andere"
).split()
INVESTORS: list[str | None] = [
    *("public_investment_company", "venture_capital", "business_angel", "university", "institutional_investor"),
    *("small_municipality", "public_body"),
]
THEMES = (
    "bedrijfsstrategie beroepsspecifieke_competenties digitalisering duurzaamheid financiele_geletterdheid innovatie"
    " internationalisering personeelsmanagement geen"
).split()
EXCLUSIONS: list[str | None] = ["teambuilding", "examen_en_examencoaching", "shiatsu", "wandelcoaching", "gezondheid"]

STAFF = ["0", 1, "9.99", 10, "12.5", 20, 25, 30, 40, "49.99", 50, "50.01", 60, 100, "125", 200, "249.99", 250, 300]
MONEY = [
    *("0", 1_000_000, "4000000.00", 5_000_000, "9999999.99", 10_000_000, "10000000.01", 12_000_000, 20_000_000),
    *("43000000", "43000000.01", "49999999.99", 50_000_000, "50000000.01", 60_000_000),
]
SHARES = ["0", "5", 10, "15", "24.9999", 25, "25.0001", 30, "33.3333", 49, "50", "50.0001", 51, 60, "100"]
NETS = [
    *("0", "0.01", "99.99", 100, "100.01", "499.99", 500, "1000.00", "1438.02", "1123.97", 2_500, "9999.99"),
    *("20000", "24999.98", 25_000, "25000.01", "25000.02", "37500.02", 50_000, "16666.67", "33333.33"),
]
GROSSES = ["121.00", "120.99", "160", "185", "605", "604.99", "975.00", "1740.00", "30250.01"]
GRANTED = [
    *("0", 0, "0.00", 0, "0", 0, "300.00", "6000", "7050", "7499.99", "7500", "7500.01"),
    *(9_000, "9999.99", "10000", "14999.99", "15000"),
]


SOUND_ENTERPRISE = {
    "legal_form": "bv",
    "established_in_flanders": True,
    "public_participation": "0",
    "main_activity": "accepted",
    "overdue_social_debts": None,
}
SOUND_SERVICE = {
    "excluded_as": None,
    "listed_profession": True,
    "without_teacher": False,
    "related_to_provider": False,
    "serves_own_activity": None,
    "ends_on": None,
}


def random_request(random: Random) -> Json:
    """One valid request; most questions answered, any of them sometimes not."""
    on = some_day(random)
    request = {
        "contract": 1,
        "applied_on": on.isoformat(),
        "enterprise": sometimes_unknown(random, enterprise(random, on), odds=0.02),
        "service": sometimes_unknown(random, service(random, on), odds=0.02),
        "cost": sometimes_unknown(random, cost(random), odds=0.03),
        "aid_granted_this_year": sometimes_unknown(random, random.choice(GRANTED)),
    }
    if random.random() < 0.6:
        request = settled(request)
    return without_some_unknowns(random, request)


def settled(request: Json) -> Json:
    """The same request with the conditions that are not about figures met, so that the figures decide.

    It starts early in the next year: in time for an application of this year and of the next.
    """
    starts_on = f"{int(request['applied_on'][:4]) + 1}-01-10"
    return request | {
        "enterprise": (request["enterprise"] or {}) | SOUND_ENTERPRISE,
        "service": (request["service"] or {}) | SOUND_SERVICE | {"starts_on": starts_on},
    }


def sometimes_unknown[T](random: Random, value: T, odds: float = 0.06) -> T | None:
    return None if random.random() < odds else value


def without_some_unknowns(random: Random, record: Json) -> Json:
    """Unknown is written in two ways: null, or not at all."""
    return {name: value for name, value in record.items() if value is not None or random.random() < 0.5}


def some_day(random: Random) -> date:
    """Around a change, around a new year, or any day from shortly before the first to the last that is known."""
    return min(_any_day(random), KNOWN_THROUGH)


def _any_day(random: Random) -> date:
    if random.random() < 0.5:
        return date.fromisoformat(random.choice(CHANGES)) + timedelta(days=random.choice([-1, 0, 0, 1, 14]))
    if random.random() < 0.3:
        return date(random.randint(FIRST_DAY.year, KNOWN_THROUGH.year), 12, 31) + timedelta(
            days=random.choice([-1, 0, 1, 59, 60])
        )
    first = FIRST_DAY - timedelta(days=300)
    return first + timedelta(days=random.randint(0, (KNOWN_THROUGH - first).days))


def enterprise(random: Random, on: date) -> Json:
    answers = {
        "legal_form": sometimes_unknown(random, random.choice(LEGAL_FORMS * 5 + OTHER_FORMS)),
        "established_in_flanders": sometimes_unknown(random, random.random() < 0.95),
        "public_participation": sometimes_unknown(random, random.choice(["0"] * 9 + ["24.9999", "25", 24, 30])),
        "main_activity": sometimes_unknown(random, random.choice(["accepted"] * 14 + ["accepted_before", "excluded"])),
        "periods": periods(random, on, random.choice([0, 1, 2, 2, 3, 3, 3])),
        "estimates": random.choice([None] * 8 + [False, False, True]),
        "group_changed": random.choice([None, None, None, False, False, True]),
        "size_fixed_this_year": random.choice([None] * 20 + ["small", "medium"]),
        "size_stated": random.choice([None] * 3 + ["small", "medium"]),
        "relations": Group(random, on).relations(depth=4),
        "sheltered_work": random.choice([None] * 6 + [False, True]),
        "overdue_social_debts": random.choice([None] * 12 + [False, False, True]),
    }
    if random.random() < 0.25:
        answers |= {"relations": None, "group": graph(random, on)}
    return without_some_unknowns(random, answers)


def periods(random: Random, on: date, years: int) -> list[Json]:
    """Closed years, newest first, near each other so that a firm now and then crosses one ceiling."""
    usual = random.randrange(2, len(STAFF) - 2)
    return [
        without_some_unknowns(
            random,
            {
                "closed_on": f"{on.year - 1 - year}-12-31",
                "headcount": sometimes_unknown(random, STAFF[usual + random.randint(-2, 2)]),
                "turnover": sometimes_unknown(random, random.choice(MONEY)),
                "balance_sheet_total": sometimes_unknown(random, random.choice(MONEY)),
            },
        )
        for year in range(years)
    ]


class Group:
    """The relations of one request: nested, sometimes joint, sometimes met twice, never a circle."""

    def __init__(self, random: Random, on: date) -> None:
        self.random, self.on = random, on
        self.names = count(1)
        self.finished: list[Json] = []

    def relations(self, depth: int) -> list[Json]:
        if not depth or self.random.random() < 0.45:
            return []
        return [self.relation(depth) for _ in range(self.random.randint(1, 2 if depth < 4 else 3))]

    def relation(self, depth: int) -> Json:
        if self.finished and self.random.random() < 0.15:
            return deepcopy(self.random.choice(self.finished)) | {"share": self.random.choice(SHARES)}
        relation = without_some_unknowns(
            self.random,
            {
                "name": f"Onderneming {next(self.names)}",
                "direction": self.random.choice(["owned_by", "owns"]),
                "share": sometimes_unknown(self.random, self.random.choice(SHARES), odds=0.08),
                "controls": self.random.choice([None] * 8 + [False, False, True]),
                "investor": None,
                "joint": None,
                "periods": periods(self.random, self.on, self.random.choice([0, 1, 2, 3, 3, 3, 3, 3])),
                "relations": self.relations(depth - 1),
            },
        )
        relation |= self.holder() if relation["direction"] == "owned_by" else {}
        self.finished.append(relation)
        return relation

    def holder(self) -> Json:
        """What only one who holds a share can be: an investor, or one of several acting together."""
        investor = self.random.choice([None] * 12 + INVESTORS + ["public_body"])
        joint = self.random.choice([None, None, None, "familie", "fonds"])
        return without_some_unknowns(self.random, {"investor": investor, "joint": joint})


def graph(random: Random, on: date, others: int = 5) -> Json:
    """A group as a graph, where shares cross and come back: nobody is held for more than all of it.

    Where one share of an enterprise is unknown, the others leave room for it.
    """
    names: list[str | None] = [None, *(f"e{number}" for number in range(random.randint(1, others)))]
    tied = {(name, random.choice(names[:place])) for place, name in enumerate(names) if place}
    tied |= {(random.choice(names), random.choice(names)) for _ in range(random.randint(0, 2 * len(names)))}
    pairs = {pair if random.random() < 0.5 else pair[::-1] for pair in sorted(tied, key=str) if pair[0] != pair[1]}
    room = dict.fromkeys(names, Decimal(100))
    holdings = []
    for holder, held in sorted(pairs, key=str):
        share: str | None = str(min(Decimal(str(random.choice(SHARES))), room[held]))
        if room[held] >= 60 and random.random() < 0.08:
            share, room[held] = None, Decimal(0)
        room[held] -= Decimal(share or 0)
        holdings.append({"holder": holder, "held": held, "share": share, "controls": random.random() < 0.06})
    return {
        "enterprises": [
            {
                "id": name,
                "name": sometimes_unknown(random, f"Onderneming {name}"),
                "investor": random.choice([None] * 12 + INVESTORS + ["public_body"]),
                "periods": periods(random, on, random.choice([0, 1, 2, 3, 3, 3, 3, 3])),
            }
            for name in names[1:]
        ],
        "holdings": holdings,
        "together": [random.sample(names, 2)] if len(names) > 2 and random.random() < 0.15 else [],
    }


def service(random: Random, on: date) -> Json:
    topic = random.choice([None] * 5 + ["cybersecurity", "energie_efficientie"])
    fitting = {"cybersecurity": "digitalisering", "energie_efficientie": "duurzaamheid"}
    starts_on = on + timedelta(days=random.choice([-30, -15, -14, -13, -1, 0, 0, 1, 8, 8, 40]))
    answers = {
        "kind": sometimes_unknown(random, random.choice(["training", "training", "advice"])),
        "theme": sometimes_unknown(random, fitting[topic] if topic else random.choice([*THEMES, *THEMES[:-1]])),
        "topic": topic,
        "excluded_as": random.choice([None] * 20 + EXCLUSIONS),
        "listed_profession": random.choice([None, False, True, True]),
        "without_teacher": sometimes_unknown(random, random.random() < 0.04),
        "related_to_provider": sometimes_unknown(random, random.random() < 0.04),
        "serves_own_activity": random.choice([None] * 12 + [True, True, False]),
        "starts_on": sometimes_unknown(random, starts_on.isoformat()),
        "ends_on": sometimes_unknown(random, (starts_on + timedelta(days=random.choice([0, 4, 400, 800]))).isoformat()),
    }
    return without_some_unknowns(random, answers)


def cost(random: Random) -> Json:
    gross = random.random() < 0.2
    known = sometimes_unknown(random, some_amount(random, GROSSES if gross else NETS))
    room_for_extras = known is not None and float(known) >= 250
    answers = {
        "gross" if gross else "net": known,
        "ineligible": random.choice([None, "0", "50.00", "0.01"]) if room_for_extras else None,
        "catering": catering(random) if room_for_extras else None,
        "vat_rate": random.choice([None, "21", 21, "21", "0", 6]),
        "vat_recoverable": random.choice([None, False, True]),
    }
    return without_some_unknowns(random, answers)


def some_amount(random: Random, boundaries: list[Any]) -> str | int:
    if random.random() < 0.5:
        amount: str | int = random.choice(boundaries)
        return amount
    return f"{random.randint(0, 5_000)}.{random.randint(0, 99):02}"


def catering(random: Random) -> Json | None:
    """Around 25 euro a person a day."""
    if random.random() < 0.6:
        return None
    amount = random.choice(["24.99", "25.00", "25.01", "50", "50.01", 100])
    return {"amount": amount, "persons": random.choice([1, 1, 2]), "days": random.choice([1, 1, 2])}
