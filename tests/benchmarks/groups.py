"""Groups of a given shape, for measuring."""

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


def firm(relations: list[Json]) -> Json:
    """A firm for which everything is known, with these relations."""
    return {
        "contract": 1,
        "applied_on": "2026-11-23",
        "enterprise": {
            "legal_form": "bv",
            "established_in_flanders": True,
            "public_participation": "0",
            "main_activity": "accepted",
            "periods": [{**year, "headcount": "12.5"} for year in YEARS],
            "relations": relations,
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
