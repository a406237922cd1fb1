"""What the finding on the size says beside its verdict, worked out by hand."""

from datetime import date

from calculator.asked import Enterprise, Period
from calculator.contract.group import Relation, graph_of
from calculator.rules.size import size_of, sme_size
from calculator.scheme.day import rules_on
from calculator.values import AnnualWorkUnits, Money, Percentage

RULES = rules_on(date(2026, 11, 23))


def years(*staff: int) -> tuple[Period, ...]:
    """Periods, newest first, that differ in staff only."""
    return tuple(
        Period(headcount=AnnualWorkUnits(each * 100), turnover=Money(0), balance_sheet_total=Money(0)) for each in staff
    )


def holding(*staff: int) -> Relation:
    return Relation(
        path="enterprise.relations.0",
        name="Holding",
        direction="owned_by",
        share=Percentage.of(60),
        controls=False,
        investor=None,
        joint=None,
        periods=years(*staff),
        relations=(),
    )


def remarks(enterprise: Enterprise) -> tuple[str, ...]:
    return sme_size(size_of(enterprise, RULES), RULES).also


def test_an_enterprise_alone_with_equal_years_needs_no_remark() -> None:
    assert remarks(Enterprise(periods=years(10, 10))) == ("decided_small",)


def test_the_two_years_are_remarked_beside_the_sum_of_the_group() -> None:
    """60 and 45 and 44 with the holding's 5, 4 and 4 are 65, 49 and 48: small, though the newest year is medium."""
    found = remarks(Enterprise(periods=years(60, 45, 44), group=graph_of([holding(5, 4, 4)])))
    assert found == ("two_years", "decided_small", "group_sum")


def test_all_three_remarks_come_in_their_order() -> None:
    """60, 45 and 44 with the holding's 5, 4 and again 4 are 65, 49 and 48."""
    found = remarks(Enterprise(periods=years(60, 45, 44), group=graph_of([holding(5, 4)])))
    assert found == ("two_years", "decided_small", "group_sum", "older_figures_reused")


def test_a_fixed_size_that_differs_is_remarked_beside_the_sum_of_the_group() -> None:
    """The figures give 65, 49 and 48: small. Medium was fixed, and then the two years do not matter."""
    enterprise = Enterprise(
        periods=years(60, 45, 44), group=graph_of([holding(5, 4, 4)]), size_fixed_this_year="medium"
    )
    assert remarks(enterprise) == ("fixed_differs", "group_sum")


def test_a_fixed_size_that_the_figures_confirm_or_leave_open_needs_no_remark() -> None:
    assert remarks(Enterprise(periods=years(10, 10), size_fixed_this_year="small")) == ()
    assert remarks(Enterprise(size_fixed_this_year="small")) == ()


def test_an_enterprise_without_any_figures_has_no_older_ones() -> None:
    assert remarks(Enterprise(periods=years(10, 10), group=graph_of([holding()]))) == ("group_sum",)


def test_where_only_the_newest_year_counts_no_older_figures_are_used() -> None:
    """10 and the holding's 5 are 15, in the one year that counts after a merger or for an estimate."""
    merged = Enterprise(periods=years(10, 10, 10), group=graph_of([holding(5)]), group_changed=True)
    estimated = Enterprise(periods=years(10, 10, 10), group=graph_of([holding(5)]), estimates=True)
    assert remarks(merged) == remarks(estimated) == ("decided_small", "group_sum")


def test_without_years_of_its_own_no_older_figures_are_used() -> None:
    assert remarks(Enterprise(group=graph_of([holding(5)]))) == ("group_sum",)
