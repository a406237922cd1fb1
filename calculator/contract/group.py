"""The group as a tree of relations, which the contract still takes, read as the graph that the rules judge.

In a tree nobody has a number: the same name with the same figures is the same enterprise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from calculator.asked import PUBLIC_BODY, Group, Holding, OtherEnterprise, Period
from calculator.values import Percentage

__all__ = ["Direction", "Relation", "graph_of", "loose", "same_name"]

type Direction = Literal["owned_by", "owns"]


class Relation(NamedTuple):
    """An enterprise or investor that holds, or is held by, the enterprise it is listed under.

    One whose direction is not said is read as a holder. Those listed side by side with one label act together.
    """

    path: str
    name: str | None
    direction: Direction | None
    share: Percentage | None
    controls: bool
    investor: str | None
    joint: str | None
    periods: tuple[Period, ...]
    relations: tuple["Relation", ...]


def same_name(name: str | None) -> str:
    """What two names share when they are the same to a reader; empty for no name."""
    return name.casefold() if name else ""


def graph_of(relations: Sequence[Relation]) -> Group:
    """The graph of the enterprise that applies with these relations, each enterprise once."""
    tree = _Tree()
    tree.walk(relations, 0)
    return Group(others=tuple(tree.others), holdings=tuple(tree.holdings), together=tuple(tree.together))


class _Tree:
    """A walk through a tree, which meets the others in the order they are listed."""

    def __init__(self) -> None:
        self.others: list[OtherEnterprise] = []
        self.holdings: list[Holding] = []
        self.together: list[tuple[int, ...]] = []
        self.first_of: dict[str, int] = {}
        self.place_of: dict[tuple[str, tuple[Period, ...]], int] = {}
        self.holders: set[int] = set()

    def walk(self, relations: Sequence[Relation], listed_under: int) -> None:
        labelled: dict[str, list[int]] = {}
        for relation in relations:
            place = self.place(relation)
            if relation.joint:
                labelled.setdefault(same_name(relation.joint), []).append(place)
            holder, held = (listed_under, place) if relation.direction == "owns" else (place, listed_under)
            if place != listed_under:
                self.holdings.append(
                    Holding(
                        path=relation.path, holder=holder, held=held, share=relation.share, controls=relation.controls
                    )
                )
            self.walk(relation.relations, place)
        self.together += (tuple(places) for places in labelled.values() if len(places) > 1)

    def place(self, relation: Relation) -> int:
        """The place of the enterprise that the relation is, a new one where it was not met before."""
        place = self.place_met(relation)
        if place > len(self.others):
            self.others.append(
                OtherEnterprise(
                    path=relation.path, id=None, name=relation.name, investor=None, periods=relation.periods
                )
            )
        if relation.direction != "owns":
            other = self.others[place - 1]
            if relation.investor != other.investor:
                investor = self.investor(place, other.investor, relation.investor)
                self.others[place - 1] = replace(other, investor=investor)
            self.holders.add(place)
        return place

    def place_met(self, relation: Relation) -> int:
        """Where the relation was met before, or the next place. Only a name that comes back needs its figures."""
        name, following = same_name(relation.name), len(self.others) + 1
        first = self.first_of.setdefault(name, following) if name else following
        if first == following:
            return following
        self.place_of.setdefault((name, self.others[first - 1].periods), first)
        return self.place_of.setdefault((name, relation.periods), following)

    def investor(self, place: int, before: str | None, now: str | None) -> str | None:
        """The kind of investor of a holder; told as two kinds it is an ordinary one, unless it is a public body."""
        if PUBLIC_BODY in (before, now):
            return PUBLIC_BODY
        return None if place in self.holders else now


def loose(group: Group) -> Iterator[int]:
    """The places that no holding and no acting together ties to the enterprise that applies."""
    around: dict[int, list[int]] = {}
    for holding in group.holdings:
        around.setdefault(holding.holder, []).append(holding.held)
        around.setdefault(holding.held, []).append(holding.holder)
    for places in group.together:
        for one in places:
            around.setdefault(places[0], []).append(one)
            around.setdefault(one, []).append(places[0])
    tied, ahead = {0}, [0]
    while ahead:
        for place in around.get(ahead.pop(), ()):
            if place not in tied:
                tied.add(place)
                ahead.append(place)
    return (place for place in range(1, len(group.others) + 1) if place not in tied)
