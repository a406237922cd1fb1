"""The naive reading reproduces what others published, and what was worked out by hand; else it proves nothing."""

from typing import Any

import pytest

from tests.oracle.naive import judge

type Json = dict[str, Any]


def firm(*years: tuple[object, object, object], **answers: object) -> Json:
    periods = [
        {"headcount": staff, "turnover": turnover, "balance_sheet_total": balance} for staff, turnover, balance in years
    ]
    return {"applied_on": "2026-11-23", "enterprise": {"periods": periods, **answers}}


def relation(share: object, staff: object, **answers: object) -> Json:
    return {"share": share, "periods": [{"headcount": staff, "turnover": 0, "balance_sheet_total": 0}], **answers}


def test_money_side_needs_one_figure_only() -> None:
    """40 staff, 15 million turnover and a balance of 5 million is small."""
    assert judge(firm((40, 15_000_000, 5_000_000)))["size.class"] == "small"


def test_first_year_above_the_ceiling_changes_nothing() -> None:
    """60 staff in the first year above 50 is still small."""
    assert judge(firm((60, 0, 0), (40, 0, 0), (40, 0, 0)))["size.class"] == "small"


@pytest.mark.parametrize(
    ("staff", "expected"), [("49.9", "small"), ("50", "medium"), ("249.99", "medium"), ("250", "large")]
)
def test_staff_ceilings_are_hard(staff: str, expected: str) -> None:
    assert judge(firm((staff, 0, 0), (staff, 0, 0)))["size.class"] == expected


@pytest.mark.parametrize(
    ("turnover", "expected"), [("10000000.00", "small"), ("10000000.01", "medium"), ("50000000.01", "large")]
)
def test_money_ceilings_are_inclusive(turnover: str, expected: str) -> None:
    assert judge(firm((30, turnover, 90_000_000)))["size.class"] == expected


def test_european_guide_example_4() -> None:
    """A university with 25 % and an institutional investor with 25 % are left out, a firm with 30 % is a partner."""
    university, fund = (relation(25, 7, investor=kind) for kind in ("university", "institutional_investor"))
    assert judge(firm((10, 0, 0), relations=[university, relation(30, 10), fund]))["size.headcount"] == "13.00"


def test_partner_of_25_percent_counts() -> None:
    """40 staff and 25 % of 40 make 50: medium."""
    verdict = judge(firm((40, 0, 0), relations=[relation(25, 40)]))
    assert (verdict["size.headcount"], verdict["size.class"]) == ("50.00", "medium")


def test_partners_of_partners_do_not_count_but_partners_of_linked_firms_do() -> None:
    """10 + 20 linked + 40 % of 10 of its partner + 30 % of (10 and 10 linked to it) = 40."""
    linked = relation(60, 20, relations=[relation(40, 10)])
    partner = relation(30, 10, relations=[relation(100, 10), relation(40, 1_000)])
    assert judge(firm((10, 0, 0), relations=[linked, partner]))["size.headcount"] == "40.00"


def test_unknown_figure_that_cannot_matter_is_not_missed() -> None:
    """300 staff is not an SME, whatever the turnover."""
    assert judge(firm((300, None, None)))["size.class"] == "large"
    assert judge(firm((10, 12_000_000, None)))["size.class"] is None


@pytest.mark.parametrize(
    ("on", "size", "net", "granted", "expected"),
    [
        pytest.param("2023-11-30", "small", "1438.02", 0, ("431.41", "1006.61"), id="published by ncdab.be"),
        pytest.param("2023-11-30", "small", "1123.97", 0, ("337.19", "786.78"), id="published by ncdab.be, second"),
        pytest.param("2016-05-01", "small", "25000", 0, ("10000.00", "15000.00"), id="published by hensel-interim.nl"),
        pytest.param("2016-05-01", "medium", "50000", 0, ("15000.00", "35000.00"), id="idem, medium"),
        pytest.param("2026-11-23", "small", "2000", 7050, ("450.00", "1550.00"), id="what is left of the year"),
        pytest.param("2026-11-23", "small", "2000", 7500, ("0.00", "2000.00"), id="nothing left"),
    ],
)
def test_amounts(on: str, size: str, net: str, granted: int, expected: tuple[str, str]) -> None:
    """The aid and the own share."""
    verdict = judge(
        {
            "applied_on": on,
            "enterprise": {"size_fixed_this_year": size},
            "service": {"kind": "training"},
            "cost": {"net": net},
            "aid_granted_this_year": granted,
        }
    )
    assert (verdict["aid.amount"], verdict["aid.own_share"]) == expected


def test_gross_price() -> None:
    """975.00 with VAT is 805.79 without, and 169.21 VAT: published so."""
    verdict = judge(
        {
            "applied_on": "2023-11-30",
            "enterprise": {"size_fixed_this_year": "small"},
            "service": {"kind": "training"},
            "cost": {"gross": "975.00"},
        }
    )
    assert (verdict["aid.eligible_cost"], verdict["aid.vat"]) == ("805.79", "169.21")
