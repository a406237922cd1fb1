"""Unknown is a third answer: it never becomes a yes, and it says what is needed to become one."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.asking import Json, Path, answered, ask, path_of, value_at, with_value, without
from tests.properties.strategies import requests

# Left out, these mean "none" or "in order" (the contract's own list); the labels say who and when, not how much.
NULL_MEANS_NONE = {
    *("topic", "excluded_as", "catering", "ineligible", "investor", "joint", "controls", "size_fixed_this_year"),
    *("size_stated", "relations", "estimates", "group_changed", "vat_rate"),
    *("sheltered_work", "overdue_social_debts", "serves_own_activity", "ends_on", "group", "together"),
}
WHO_IS_WHO = {"id", "holder", "held", "enterprises", "holdings"}
LABELS = {"name", "closed_on"}
REQUIRED = {"contract", "applied_on"}


def may_be_left_out(path: Path) -> bool:
    """Whether leaving this out means that it is unknown; one year or relation fewer is another question."""
    whole = isinstance(path[-1], int) or "catering" in path
    return not (whole or path[-1] in NULL_MEANS_NONE | WHO_IS_WHO | LABELS | REQUIRED)


@given(requests, st.data())
def test_unknown_never_turns_into_yes_or_no(request: Json, data: st.DataObject) -> None:
    """Saying less leaves the outcome as it was or makes it undecided; it never decides.

    Where a name stands twice, the figures say whether it is one enterprise: there they are more than an answer. The
    size that the visitor states takes the place of figures, so it may decide once they are gone.
    """
    request = with_value(request, ("enterprise", "size_stated"), None)
    names = [value_at(request, path) for path in answered(request) if path[-1] == "name"]
    assume(len(names) == len(set(names)))
    paths = [path for path in answered(request) if may_be_left_out(path)]
    if paths:
        less = without(request, data.draw(st.sampled_from(paths)))
        assert ask("assess", less)["outcome"] in {"undecided", ask("assess", request)["outcome"]}


@given(requests)
def test_missing_names_what_is_really_missing(request: Json) -> None:
    """Only an undecided answer misses something, and only what was not said."""
    response = ask("assess", request)
    assert response["outcome"] == "undecided" or response["missing"] == []
    for field in response["missing"]:
        assert value_at(request, path_of(field)) is None or field == "enterprise.legal_form"


MOST_ROUNDS = 6


def benign(field: str) -> list[Any]:
    """Answers to a missing field, any of which decides."""
    answers: dict[str, list[Any]] = {
        "legal_form": ["bv", "vzw"],
        "established_in_flanders": [True, False],
        "public_participation": ["0", "25"],
        "main_activity": ["accepted", "accepted_before", "excluded"],
        "headcount": ["1", "49", "50", "300"],
        "turnover": ["0", "11000000", "60000000"],
        "balance_sheet_total": ["0", "11000000", "60000000"],
        "share": ["0", "25", "60"],
        "kind": ["training", "advice"],
        "theme": ["digitalisering", "geen"],
        "listed_profession": [True, False],
        "without_teacher": [True, False],
        "related_to_provider": [True, False],
        "starts_on": ["2000-01-01", "2099-12-01"],
        "net": ["499.99", "1000.00", "0.00"],
        "aid_granted_this_year": ["0", "7500"],
        "periods": [{"headcount": "5", "turnover": "0", "balance_sheet_total": "0"}],
    }
    steps = field.split(".")
    return answers["periods" if steps[-1].isdigit() else steps[-1]]


@given(requests, st.data())
def test_answering_what_is_missing_decides(request: Json, data: st.DataObject) -> None:
    """Who goes on answering what is missing comes to the end of it.

    An answer may bring up a question of its own: figures that turn out to differ from those of the year before ask
    for the year before that.
    """
    request = with_value(request, ("service", "ends_on"), None)  # decides nothing, and may not lie before the start
    for _ in range(MOST_ROUNDS):
        missing = ask("assess", request)["missing"]
        for field in missing:
            request = with_value(request, path_of(field), data.draw(st.sampled_from(benign(field))))
    assert ask("assess", request)["missing"] == []
