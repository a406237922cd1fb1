"""What must hold of every group that is given as a graph."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import assume, given

from tests.oracle.generator import Group, graph, periods, settled
from tests.properties.asking import Json, ask, path_of, with_value
from tests.properties.strategies import randoms

DAY = date(2026, 11, 23)
RANK = {"small": 1, "medium": 2, "large": 3}


def asked(enterprise: Json) -> Json:
    """What the calculator says about an enterprise of which nothing else is in the way."""
    request = {"contract": 1, "applied_on": DAY.isoformat(), "enterprise": enterprise, "service": {}, "cost": {}}
    return ask("assess", settled(request))


def told(enterprise: Json) -> Json:
    """What is told about the group, without the order and the names that it was given in."""
    response = asked(enterprise)
    size = response["size"]
    figures = {name: size[name] for name in ("class", "basis", "headcount", "turnover", "balance_sheet_total")}
    return {
        **figures,
        "decided_by": size["decided_by"],
        "counted": sorted(each["percentage"] or "?" for each in size["counted"]),
        "left_out": sorted((each["reason"], each["percentage"] or "?") for each in size["left_out"]),
        "missing": len(response["missing"]),
        "outcomes": {finding["rule"]: finding["outcome"] for finding in response["findings"]},
    }


def computed(enterprise: Json) -> int:
    """The class as a rank; 0 where it is not known."""
    return RANK.get(asked(enterprise)["size"]["class"] or "", 0)


def firm(random: Random) -> Json:
    return {"periods": periods(random, DAY, random.choice([0, 1, 2, 3, 3])), "group": graph(random, DAY)}


# ---- the two forms ------------------------------------------------------------------------------------------------


def as_graph(relations: list[Json]) -> Json:
    """The same group as a graph, when every relation has a name of its own."""
    group: Json = {"enterprises": [], "holdings": [], "together": []}
    for around, beside in listed(relations, None):
        for relation in beside:
            name = relation["name"]
            owns = relation.get("direction") == "owns"
            other = {"id": name, "name": name, "periods": relation.get("periods")}
            holder, held = (around, name) if owns else (name, around)
            group["enterprises"].append(other | {"investor": None if owns else relation.get("investor")})
            group["holdings"].append(
                {"holder": holder, "held": held, **{key: relation.get(key) for key in ("share", "controls")}}
            )
        for label in {relation.get("joint") for relation in beside} - {None}:
            group["together"].append([relation["name"] for relation in beside if relation.get("joint") == label])
    return group


def listed(relations: list[Json], around: str | None) -> Iterator[tuple[str | None, list[Json]]]:
    yield around, relations
    for relation in relations:
        yield from listed(relation.get("relations") or [], relation["name"])


@given(randoms)
def test_a_tree_and_its_graph_are_the_same_group(random: Any) -> None:
    relations = Group(random, DAY).relations(depth=4)
    group = as_graph(relations)
    names = [other["name"] for other in group["enterprises"]]
    assume(len(names) == len(set(names)))
    held: dict[str | None, Decimal] = {}
    for row in group["holdings"]:
        held[row["held"]] = held.get(row["held"], Decimal(0)) + Decimal(row["share"] or 0)
    assume(all(share <= 100 for share in held.values()))
    own = {"periods": periods(random, DAY, 2)}
    assert told(own | {"relations": relations}) == told(own | {"group": group})


# ---- what is asked ----------------------------------------------------------------------------------------------

FILLINGS: dict[str, list[Any]] = {
    "share": ["0", "10", "24.9999", "25", "40", "50", "50.0001", "60"],
    "headcount": ["0", "10", "49.99", "50", "249", "5000"],
    "turnover": ["0", "9999999", "10000001", "49000000", "500000000"],
    "balance_sheet_total": ["0", "9999999", "10000001", "42000000", "500000000"],
}


def unknowns(enterprise: Json) -> Iterator[str]:
    """The fields about the group and its figures that are not answered."""
    group, figures = enterprise["group"], ("headcount", "turnover", "balance_sheet_total")
    for place, row in enumerate(group["holdings"]):
        if row["share"] is None:
            yield f"enterprise.group.holdings.{place}.share"
    listed = {f"enterprise.group.enterprises.{place}": other for place, other in enumerate(group["enterprises"])}
    for path, firm in {"enterprise": enterprise, **listed}.items():
        for year, period in enumerate(firm["periods"]):
            yield from (f"{path}.periods.{year}.{figure}" for figure in figures if period.get(figure) is None)
        if not firm["periods"]:
            yield f"{path}.periods.0"


def filled(random: Random, request: Json, fields: Iterable[str]) -> Json:
    for field in fields:
        last = field.rpartition(".")[2]
        value: Any = {name: random.choice(FILLINGS[name]) for name in FILLINGS if name != "share"}
        if last in FILLINGS:
            value = random.choice(FILLINGS[last])
        elif field.startswith("enterprise.periods"):
            value["closed_on"] = f"{DAY.year - 1 - int(last)}-12-31"
        else:
            value["closed_on"] = f"{DAY.year - 1}-12-31"
        request = with_value(request, path_of(field), value)
    return request


def unsure(random: Random) -> Json:
    """A group with more unknown shares: of each enterprise at most one, where the others leave room for it."""
    enterprise = firm(random)
    holdings = enterprise["group"]["holdings"]
    for row in holdings:
        beside = [other["share"] for other in holdings if other["held"] == row["held"] and other is not row]
        if None not in beside and sum(Decimal(share) for share in beside) <= 40 and random.random() < 0.4:
            row["share"] = None
    return enterprise


@given(randoms)
def test_what_is_not_asked_cannot_change_the_class(random: Any) -> None:
    """However the questions are answered, whatever else is not known may be anything.

    A year before those that were given may bring up questions of its own, so that is left out.
    """
    enterprise = unsure(random)
    response = asked(enterprise)
    assume(response["outcome"] == "undecided")
    asked_for = set(response["missing"])
    assume("enterprise.periods.2" not in asked_for)
    others = [field for field in unknowns(enterprise) if field not in asked_for]
    answered = filled(random, {"enterprise": enterprise}, sorted(asked_for))
    known = {computed(filled(random, answered, others)["enterprise"]) for _ in range(3)}
    assert len(known - {0}) <= 1


# ---- names and order ----------------------------------------------------------------------------------------------


@given(randoms)
def test_names_and_order_do_not_matter(random: Any) -> None:
    enterprise = firm(random)
    group = enterprise["group"]
    again: dict[str | None, str | None] = {
        other["id"]: f"nieuw {place}"
        for place, other in enumerate(random.sample(group["enterprises"], k=len(group["enterprises"])))
    }
    again[None] = None
    renamed = {
        "enterprises": [other | {"id": again[other["id"]], "name": None} for other in group["enterprises"]],
        "holdings": [row | {"holder": again[row["holder"]], "held": again[row["held"]]} for row in group["holdings"]],
        "together": [[again[name] for name in reversed(names)] for names in group["together"]],
    }
    for rows in renamed.values():
        random.shuffle(rows)
    assert told(enterprise | {"group": renamed}) == told(enterprise)


# ---- more of anything ---------------------------------------------------------------------------------------------


def never_better(before: int, after: int) -> None:
    if before and after:
        assert before <= after


def room(group: Json, held: str | None) -> Decimal:
    return 100 - sum((Decimal(row["share"] or 0) for row in group["holdings"] if row["held"] == held), start=Decimal(0))


@given(randoms)
def test_one_more_holder_never_gives_a_better_class(random: Any) -> None:
    enterprise = firm(random)
    group = enterprise["group"]
    ids = [None, *(other["id"] for other in group["enterprises"])]
    held = random.choice(ids)
    share = min(room(group, held), Decimal(random.choice(["10", "25", "50.0001"])))
    more = {"id": "nog een", "name": "Nog een", "periods": periods(random, DAY, 3)}
    row = {"holder": "nog een", "held": held, "share": str(share)}
    larger = group | {"enterprises": [*group["enterprises"], more], "holdings": [*group["holdings"], row]}
    never_better(computed(enterprise), computed(enterprise | {"group": larger}))


@given(randoms)
def test_a_larger_share_never_gives_a_better_class(random: Any) -> None:
    enterprise = firm(random)
    group = enterprise["group"]
    place = random.randrange(len(group["holdings"]))
    row = group["holdings"][place]
    share = Decimal(row["share"] or 0) + min(room(group, row["held"]), Decimal(random.choice(["0.0001", "5", "40"])))
    holdings = [*group["holdings"][:place], row | {"share": str(share)}, *group["holdings"][place + 1 :]]
    never_better(computed(enterprise), computed(enterprise | {"group": group | {"holdings": holdings}}))


@given(randoms)
def test_acting_together_never_gives_a_better_class(random: Any) -> None:
    enterprise = firm(random)
    group = enterprise["group"]
    ids = [None, *(other["id"] for other in group["enterprises"])]
    together = [*group["together"], random.sample(ids, 2)]
    never_better(computed(enterprise), computed(enterprise | {"group": group | {"together": together}}))


@given(randoms)
def test_one_more_person_never_gives_a_better_class(random: Any) -> None:
    enterprise = firm(random)
    others = enterprise["group"]["enterprises"]
    place = random.randrange(len(others))
    more = [
        year | {"headcount": str(Decimal(year["headcount"]) + random.choice([1, 40]))}
        if year.get("headcount")
        else year
        for year in others[place]["periods"]
    ]
    larger = [*others[:place], others[place] | {"periods": more}, *others[place + 1 :]]
    never_better(computed(enterprise), computed(enterprise | {"group": enterprise["group"] | {"enterprises": larger}}))


@given(randoms)
def test_everyone_counts_once_or_is_left_out_once(random: Any) -> None:
    enterprise = firm(random)
    size = asked(enterprise)["size"]
    met = [each["id"] for each in (*size["counted"], *size["left_out"])]
    assert sorted(met, key=str) == sorted(
        [None, *(other["id"] for other in enterprise["group"]["enterprises"])], key=str
    )
