"""Which edges lie on a way to a node: held against every way there is, in small random graphs."""

from collections.abc import Iterator
from random import Random

from calculator.rules.ways import Edge, edges_towards


def every_way(edges: list[Edge], here: int, goal: int, past: frozenset[int], over: tuple[int, ...]) -> Iterator[int]:
    """The edges of every way from here to the goal that passes no node twice."""
    if here == goal:
        yield from over
        return
    for number, (one, other) in enumerate(edges):
        for near, far in ((one, other), (other, one)):
            if near == here and far not in past:
                yield from every_way(edges, far, goal, past | {far}, (*over, number))


def test_the_edges_are_those_of_every_way() -> None:
    random = Random(1)
    for _ in range(400):
        edges = [
            pair
            for _ in range(random.randint(1, 9))
            if len(set(pair := (random.randrange(6), random.randrange(6)))) == 2
        ]
        towards = edges_towards(0, edges)
        for goal in range(6):
            expected = set(every_way(edges, 0, goal, frozenset({0}), ()))
            assert set(towards.get(goal, ())) == expected, (edges, goal)


def test_what_is_nearest_comes_first() -> None:
    assert edges_towards(0, [(2, 3), (1, 2), (0, 1)])[3] == (2, 1, 0)
