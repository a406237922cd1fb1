"""Whose figures count and for how much, worked out by hand from Art. 3 and 6 of the Recommendation."""

from datetime import date
from typing import Any

import pytest

from calculator.asked import Enterprise, Period
from calculator.contract.group import Relation, graph_of
from calculator.contract.reading import parse_assess
from calculator.rules.group import Ties
from calculator.scheme.day import rules_on
from calculator.values import AnnualWorkUnits, Percentage

LIMITS = rules_on(date(2026, 11, 23)).group


def holder(name: str | None, share: str | None, *relations: Relation, staff: int = 1, **more: Any) -> Relation:
    """A relation with one period; its path is its name."""
    given: dict[str, Any] = {"direction": "owned_by", "controls": False, "investor": None, "joint": None} | more
    return Relation(
        path=str(name),
        name=name,
        share=None if share is None else Percentage.from_text(share),
        periods=(Period(headcount=AnnualWorkUnits(staff * 100)),),
        relations=relations,
        **given,
    )


def counted(*relations: Relation) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Path, tie, lowest and highest percentage and unknown fields of everyone but the enterprise itself."""
    assert LIMITS is not None
    group = graph_of(relations)
    ties = Ties.of(Enterprise(group=group), LIMITS)
    own, *others = ties.members()
    assert (own.path, own.tie, str(own.low)) == ("enterprise", "own", "100")
    unknown = ties.unknown_shares()
    return [(each.path, each.tie, str(each.low), str(each.high), unknown.get(each.place, ())) for each in others]


@pytest.mark.parametrize(
    ("share", "found"),
    [
        ("24.9999", []),
        ("25", [("A", "partner", "25", "25", ())]),
        ("50", [("A", "partner", "50", "50", ())]),
        ("50.0001", [("A", "linked", "100", "100", ())]),
        ("100", [("A", "linked", "100", "100", ())]),
        ("0", []),
        (None, [("A", "not_known", "0", "100", ("A.share",))]),
    ],
)
def test_a_share_decides_the_tie(share: str | None, found: list[object]) -> None:
    assert counted(holder("A", share)) == found


def test_control_links_whatever_the_share() -> None:
    assert counted(holder("A", "1", controls=True)) == [("A", "linked", "100", "100", ())]
    assert counted(holder("A", None, controls=True)) == [("A", "linked", "100", "100", ())]


@pytest.mark.parametrize(
    "investor",
    [
        "public_investment_company",
        "venture_capital",
        "business_angel",
        "university",
        "institutional_investor",
        "small_municipality",
    ],
)
def test_an_excepted_investor_does_not_count_from_25_to_50(investor: str) -> None:
    assert counted(holder("A", "25", investor=investor), holder("B", "50", investor=investor)) == []
    assert counted(holder("A", "50.0001", investor=investor)) == [("A", "linked", "100", "100", ())]
    assert counted(holder("A", "25", controls=True, investor=investor)) == [("A", "linked", "100", "100", ())]
    assert counted(holder("A", None, investor=investor)) == [("A", "not_known", "0", "100", ("A.share",))]


def test_the_exception_is_for_who_holds_not_for_who_is_held() -> None:
    held = holder("A", "30", investor="venture_capital", direction="owns")
    assert counted(held) == [("A", "partner", "30", "30", ())]
    not_said = holder("A", "30", investor="venture_capital", direction=None)
    assert counted(not_said) == []


def test_a_public_body_counts_like_any_holder() -> None:
    assert counted(holder("A", "30", investor="public_body")) == [("A", "partner", "30", "30", ())]


def test_joint_holders_are_judged_together() -> None:
    def pair(first: str, second: str, **more: Any) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
        return counted(holder("A", first, joint="familie", **more), holder("B", second, joint="Familie"))

    assert pair("12", "12.9999") == []
    assert pair("12", "13") == [("A", "partner", "25", "25", ()), ("B", "partner", "25", "25", ())]
    assert pair("25", "25") == [("A", "partner", "50", "50", ()), ("B", "partner", "50", "50", ())]
    assert pair("25", "25.0001") == [("A", "linked", "100", "100", ()), ("B", "linked", "100", "100", ())]
    assert pair("20", "20", investor="university") == [
        ("A", "partner", "40", "40", ()),
        ("B", "partner", "40", "40", ()),
    ]
    assert pair("30", "30", investor="university") == [
        ("A", "linked", "100", "100", ()),
        ("B", "linked", "100", "100", ()),
    ]
    assert pair("1", "1", controls=True) == [("A", "linked", "100", "100", ()), ("B", "linked", "100", "100", ())]


def test_an_unknown_share_among_joint_holders_leaves_all_of_them_open() -> None:
    """A alone has 30 %, and brings B, to which it is linked; with more than 20 % for B both are linked."""
    found = counted(holder("A", "30", joint="x"), holder("B", None, joint="x"), holder("C", "30"))
    assert found == [
        ("A", "not_known", "30", "100", ("B.share",)),
        ("B", "not_known", "30", "100", ("B.share",)),
        ("C", "partner", "30", "30", ()),
    ]
    assert counted(holder("A", "51", joint="x"), holder("B", None, joint="x"))[1] == ("B", "linked", "100", "100", ())


def test_linked_to_linked_counts_in_full_and_its_partners_pro_rata() -> None:
    found = counted(holder("A", "60", holder("B", "70", holder("C", "40", holder("D", "80"), holder("E", "30")))))
    assert found == [
        ("A", "linked", "100", "100", ()),
        ("B", "linked", "100", "100", ()),
        ("C", "partner", "40", "40", ()),
        ("D", "partner", "40", "40", ()),  # linked to a partner: counts as the partner does
    ]  # E is a partner of a partner: not counted


def test_a_partner_brings_its_linked_enterprises_but_not_its_partners() -> None:
    found = counted(holder("A", "30", holder("B", "60", holder("C", "60"), holder("D", "30")), holder("E", "49")))
    assert found == [
        ("A", "partner", "30", "30", ()),
        ("B", "partner", "30", "30", ()),
        ("C", "partner", "30", "30", ()),
    ]


def test_what_stands_behind_an_unknown_share_is_open_too() -> None:
    found = counted(holder("A", None, holder("B", "60"), holder("C", "30", holder("D", "30")), holder("E", None)))
    assert found == [
        ("A", "not_known", "0", "100", ("A.share",)),
        ("B", "not_known", "0", "100", ("A.share",)),
        ("C", "not_known", "0", "30", ("A.share",)),
        ("E", "not_known", "0", "100", ("A.share", "E.share")),
    ]


def test_a_partner_behind_joint_holders_of_unknown_size_may_not_count() -> None:
    """With B at 10 % A is a partner and C a partner of a partner; with B at 30 % A is linked and C counts for 40 %."""
    found = counted(holder("A", "30", holder("C", "40"), holder("D", "60"), joint="x"), holder("B", None, joint="x"))
    assert found == [
        ("A", "not_known", "30", "100", ("B.share",)),
        ("C", "not_known", "0", "40", ("B.share",)),
        ("D", "not_known", "30", "100", ("B.share",)),
        ("B", "not_known", "30", "100", ("B.share",)),
    ]


def test_an_unknown_share_behind_a_partner_reaches_no_further_than_the_partner() -> None:
    assert counted(holder("A", "30", holder("B", None))) == [
        ("A", "partner", "30", "30", ()),
        ("B", "not_known", "0", "30", ("B.share",)),
    ]


def test_the_same_enterprise_counts_once_at_its_highest_percentage() -> None:
    assert counted(holder("Beta", "30"), holder(" BETA ".strip(), "40", direction="owns")) == [
        ("Beta", "partner", "40", "40", ())
    ]
    assert counted(holder("Beta", "40"), holder("beta", "30")) == [("Beta", "partner", "40", "40", ())]
    assert counted(holder("Beta", "30"), holder("beta", "60")) == [("Beta", "linked", "100", "100", ())]


def test_met_once_through_an_unknown_share_it_counts_at_least_for_the_known_one() -> None:
    behind = holder("X", None, holder("E", "60"))
    for relations in ((behind, holder("E", "30")), (holder("E", "30"), behind)):
        found = {path: extent for path, *extent in counted(*relations)}
        assert found["E"] == ["not_known", "30", "100", ("X.share",)]
    assert counted(holder("E", "60"), behind)[0] == ("E", "linked", "100", "100", ())
    assert {path: rest for path, *rest in counted(behind, holder("E", "60"))}["E"][1:] == ["100", "100", ()]


def test_met_twice_through_unknown_shares_each_of_them_is_named() -> None:
    """E counts in full through X or Y, if that one is linked, or if Z holds enough of it: they have 30 % each."""
    found = {
        path: rest
        for path, *rest in counted(
            holder("X", None, holder("E", "60")),
            holder("Y", None, holder("E", "60")),
            holder("E", "30"),
            holder("Z", "30", holder("E", None)),
        )
    }
    assert found["E"] == ["not_known", "30", "100", ("X.share", "Y.share", "E.share")]


def test_two_enterprises_with_one_name_and_other_figures_are_two() -> None:
    assert len(counted(holder("Beta", "30"), holder("Beta", "40", staff=2))) == 2


def test_enterprises_without_a_name_are_never_the_same() -> None:
    assert len(counted(holder(None, "30"), holder(None, "30"))) == 2


def test_an_empty_set_of_who_acts_together_says_nothing() -> None:
    def group(together: list[list[str]]) -> dict[str, Any]:
        others = [{"id": "h", "periods": []}]
        holdings = [{"holder": "h", "held": None, "share": "60"}]
        return {
            "contract": 1,
            "applied_on": "2026-11-28",
            "enterprise": {
                "group": {
                    "enterprises": others,
                    "holdings": holdings,
                    "together": together,
                }
            },
        }

    assert parse_assess(group([[]])) == parse_assess(group([]))
