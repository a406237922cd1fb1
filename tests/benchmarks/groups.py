"""Groups of a given shape, for measuring."""

from collections.abc import Iterable, Sequence
from typing import Any

type Json = dict[str, Any]

YEARS = [
    {"closed_on": "2025-12-31", "headcount": "0.02", "turnover": "100.00", "balance_sheet_total": "90.00"},
    {"closed_on": "2024-12-31", "headcount": "0.01", "turnover": "100.00", "balance_sheet_total": "90.00"},
]


def chains(*, enterprises: int, depth: int, share: str = "60") -> list[Json]:
    """So many linked enterprises in chains of this depth."""
    return [chain(f"{number}", depth, share) for number in range(enterprises // depth)]


def chain(name: str, depth: int, share: str) -> Json:
    below = [chain(f"{name}.{depth}", depth - 1, share)] if depth > 1 else []
    return {
        "name": f"Onderneming {name}",
        "direction": "owned_by",
        "share": share,
        "periods": YEARS,
        "relations": below,
    }


def ring(*, enterprises: int) -> Json:
    """The firm and so many others, each of which holds all of the next and the last all of the firm."""
    names = [None, *(f"e{number}" for number in range(enterprises))]
    return graph(names, [(names[place - 1], name, "100") for place, name in enumerate(names)])


def lattice(*, enterprises: int, across: int) -> Json:
    """So many enterprises in rows, each holding 20 % of five in the next row; the firm holds all of the first row."""
    names = [f"e{number}" for number in range(enterprises)]
    first = [(None, name, "100") for name in names[:across]]
    below = [
        (name, names[across * (place // across + 1) + (place + step) % across], "20")
        for place, name in enumerate(names[:-across])
        for step in range(5)
    ]
    return graph([None, *names], [*first, *below])


def graph(names: Sequence[str | None], holdings: Iterable[tuple[str | None, str | None, str]]) -> Json:
    return {
        "enterprises": [{"id": name, "name": name, "periods": YEARS} for name in names if name],
        "holdings": [{"holder": holder, "held": held, "share": share} for holder, held, share in holdings],
    }


def firm(relations: list[Json], group: Json | None = None) -> Json:
    """A firm for which everything is known, with these relations or this group."""
    return {
        "contract": 1,
        "applied_on": "2026-11-23",
        "enterprise": {
            "legal_form": "bv",
            "established_in_flanders": True,
            "public_participation": "0",
            "main_activity": "accepted",
            "periods": [{**year, "headcount": "12.5"} for year in YEARS],
            **({"group": group} if group else {"relations": relations}),
        },
        "service": {
            "kind": "training",
            "theme": "digitalisering",
            "without_teacher": False,
            "related_to_provider": False,
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-05",
        },
        "cost": {"net": "1000.00", "vat_recoverable": True},
        "aid_granted_this_year": "0",
    }
