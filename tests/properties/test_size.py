"""What must hold of every size, however the group is built."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.asking import Json, Path, answered, ask, value_at, with_value
from tests.properties.strategies import randoms, requests

RANK = {"small": 1, "medium": 2, "large": 3}


FIGURES = ("class", "basis", "headcount", "turnover", "balance_sheet_total")


def size(request: Json) -> Any:
    """The size without the list of who was counted, which follows the order of the request."""
    told = ask("assess", request)["size"]
    return told and {name: told[name] for name in FIGURES}


def computed(request: Json) -> Any:
    """The class that follows from the figures alone."""
    for word in ("size_stated", "size_fixed_this_year"):
        request = with_value(request, ("enterprise", word), None)
    told = size(request)
    return told and told["class"]


def raised(request: Json, data: st.DataObject, figures: tuple[str, ...], more: int) -> Json:
    """The same request with one of these figures, somewhere in the group, higher."""
    paths = [path for path in answered(request) if path[-1] in figures]
    if not paths:
        return request
    path = data.draw(st.sampled_from(paths))
    return with_value(request, path, int(float(value_at(request, path))) + more)


@given(requests, st.data(), st.integers(min_value=1, max_value=400))
def test_more_staff_never_gives_a_better_class(request: Json, data: st.DataObject, more: int) -> None:
    """One person more, anywhere in the group and in any year, never makes a firm smaller."""
    before, after = computed(request), computed(raised(request, data, ("headcount",), more))
    if before and after:
        assert RANK[before] <= RANK[after]


@given(requests, st.data(), st.integers(min_value=1, max_value=60_000_000))
def test_more_money_never_gives_a_better_class(request: Json, data: st.DataObject, more: int) -> None:
    """One euro of turnover or balance more, anywhere in the group, never makes a firm smaller."""
    before, after = computed(request), computed(raised(request, data, ("turnover", "balance_sheet_total"), more))
    if before and after:
        assert RANK[before] <= RANK[after]


def fits(request: Json, path: Path, share: int | str) -> bool:
    """Whether no enterprise of a group given as holdings is then held for more than all of it."""
    if "holdings" not in path:
        return True
    holdings = with_value(request, path, share)["enterprise"]["group"]["holdings"]
    held = holdings[path[-2]].get("held")
    return sum(float(each.get("share") or 0) for each in holdings if each.get("held") == held) <= 100


@given(requests, st.data(), st.sampled_from([25, 50, "50.0001", 100]))
def test_a_larger_share_never_gives_a_better_class(request: Json, data: st.DataObject, share: int | str) -> None:
    """Owning more of another firm, or being owned more, never makes a firm smaller."""
    shares = [path for path in answered(request) if path[-1] == "share"]
    larger = [path for path in shares if float(value_at(request, path)) < float(share)]
    paths = [path for path in larger if fits(request, path, share)]
    if paths:
        before = computed(request)
        after = computed(with_value(request, data.draw(st.sampled_from(paths)), share))
        if before and after:
            assert RANK[before] <= RANK[after]


@given(requests, randoms)
def test_order_of_relations_does_not_matter(request: Json, random: Any) -> None:
    """A group is a set: naming the holding first or last gives the same size."""
    relations = list((request.get("enterprise") or {}).get("relations") or [])
    random.shuffle(relations)
    shuffled = with_value(request, ("enterprise", "relations"), relations)
    assert size(shuffled) == size(request)


@given(requests)
def test_an_enterprise_named_twice_counts_once(request: Json) -> None:
    """The same name with the same figures a second time changes nothing."""
    relations = list((request.get("enterprise") or {}).get("relations") or [])
    named = [{**relation, "joint": None} for relation in relations if relation.get("name")]
    once = with_value(request, ("enterprise", "relations"), named)
    twice = with_value(request, ("enterprise", "relations"), named + named)
    assert size(twice) == size(once)
