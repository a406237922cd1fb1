"""A directed graph in tiers: whoever points stands above what it points at, and lines pass other tiers in lanes.

The way of Sugiyama, in its simplest form: break the circles, give each node a tier, let long lines pass in lanes, and
order each tier by the middle of its neighbours.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Layers", "layers"]

type Edge = tuple[int, int]
# A lane stands for the edge with this number as it passes this tier.
type Lane = tuple[int, int]
type Spot = int | Lane

SWEEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """The tiers from top to bottom, each from left to right, and the spots that each edge passes."""

    tiers: tuple[tuple[Spot, ...], ...]
    ways: tuple[tuple[Spot, ...], ...]


def layers(nodes: int, edges: Sequence[Edge], *, beside: Sequence[Edge] = ()) -> Layers:
    """The layers of a graph of so many nodes; no edge goes from a node to itself.

    A node without edges stands in the tier of the one that it belongs `beside`.
    """
    tier_of = _tiers(nodes, _without_circles(nodes, edges))
    tied = {node for edge in edges for node in edge}
    for one, other in beside:
        if other not in tied:
            tier_of[other] = tier_of[one]
        elif one not in tied:
            tier_of[one] = tier_of[other]
    ways = tuple(tuple(_way(number, edge, tier_of)) for number, edge in enumerate(edges))
    tiers: list[list[Spot]] = [[] for _ in range(max(tier_of) + 1)]
    for node in range(nodes):
        tiers[tier_of[node]].append(node)
    for way in ways:
        for spot in way:
            if isinstance(spot, tuple):
                tiers[spot[1]].append(spot)
    _order(tiers, ways)
    return Layers(tiers=tuple(map(tuple, tiers)), ways=ways)


def _without_circles(nodes: int, edges: Sequence[Edge]) -> set[Edge]:
    """The edges with those that close a circle turned round."""
    below: dict[int, list[int]] = {node: [] for node in range(nodes)}
    for upper, lower in edges:
        below[upper].append(lower)
    found: set[Edge] = set()
    done: set[int] = set()
    first = sorted(range(nodes), key=lambda node: any(lower == node for _, lower in edges))
    for root in first:
        trail: list[tuple[int, Iterator[int]]] = [] if root in done else [(root, iter(below[root]))]
        while trail:
            node, ahead = trail[-1]
            further = next(ahead, None)
            if further is None:
                done.add(node)
                trail.pop()
                continue
            circle = any(further == above for above, _ in trail)
            found.add((further, node) if circle else (node, further))
            if not circle and further not in done:
                trail.append((further, iter(below[further])))
    return found


def _tiers(nodes: int, downwards: set[Edge]) -> list[int]:
    """The tier of each node: below all that point at it; one at which none points just above what it points at."""
    tier_of = [0] * nodes
    for _ in range(nodes):
        for upper, lower in downwards:
            tier_of[lower] = max(tier_of[lower], tier_of[upper] + 1)
    for node in range(nodes):
        below = [tier_of[lower] for upper, lower in downwards if upper == node]
        if below and not any(lower == node for _, lower in downwards):
            tier_of[node] = min(below) - 1
    return tier_of


def _way(number: int, edge: Edge, tier_of: Sequence[int]) -> Iterator[Spot]:
    first, last = edge
    step = 1 if tier_of[first] < tier_of[last] else -1
    yield first
    for tier in range(tier_of[first] + step, tier_of[last], step):
        yield (number, tier)
    yield last


def _order(tiers: list[list[Spot]], ways: Sequence[Sequence[Spot]]) -> None:
    """Sort each tier by the middle of its neighbours above, then below, and so on."""
    beside: dict[Spot, list[Spot]] = {}
    for way in ways:
        for one, other in pairwise(way):
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    for sweep in range(SWEEPS):
        order = range(1, len(tiers)) if sweep % 2 == 0 else range(len(tiers) - 2, -1, -1)
        for tier in order:
            fixed = tiers[tier - 1 if sweep % 2 == 0 else tier + 1]
            places: Mapping[Spot, int] = {spot: place for place, spot in enumerate(fixed)}
            middles = {spot: _middle(spot, place, beside, places) for place, spot in enumerate(tiers[tier])}
            tiers[tier].sort(key=lambda spot: middles[spot])


def _middle(spot: Spot, place: int, beside: Mapping[Spot, Sequence[Spot]], places: Mapping[Spot, int]) -> float:
    near = [places[other] for other in beside.get(spot, ()) if other in places]
    return sum(near) / len(near) if near else place
