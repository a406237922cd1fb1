"""Which edges of a graph lie on a way from one node to another: a way passes no node twice.

Two nodes of one biconnected part have a way over each of its edges, and from part to part every way goes through the
node that they share.
"""

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["edges_towards"]

type Edge = tuple[int, int]


def edges_towards(root: int, edges: Sequence[Edge]) -> Mapping[int, tuple[int, ...]]:
    """By node: the numbers of the edges on the ways from the root to it, those of the nearest part first."""
    towards: dict[int, tuple[int, ...]] = {root: ()}
    for top, part in reversed(list(_parts(root, edges))):
        ways = (*towards[top], *sorted(part))
        for number in part:
            for node in edges[number]:
                towards.setdefault(node, ways)
    return towards


def _parts(root: int, edges: Sequence[Edge]) -> Iterator[tuple[int, list[int]]]:
    """The biconnected parts, those behind others first, each with the node that is nearest to the root."""
    around: dict[int, list[tuple[int, int]]] = {}
    for number, (one, other) in enumerate(edges):
        around.setdefault(one, []).append((number, other))
        around.setdefault(other, []).append((number, one))
    met, back = {root: 0}, {root: 0}
    trail = [(root, -1, 0, iter(around.get(root, ())))]
    open_edges: list[int] = []
    while trail:
        node, came_by, start, ahead = trail[-1]
        step = next(ahead, None)
        if step is None:
            trail.pop()
            if trail:
                before = trail[-1][0]
                back[before] = min(back[before], back[node])
                if back[node] >= met[before]:
                    yield before, open_edges[start:]
                    del open_edges[start:]
            continue
        number, other = step
        if number == came_by:
            continue
        if other not in met:
            met[other] = back[other] = len(met)
            trail.append((other, number, len(open_edges), iter(around[other])))
            open_edges.append(number)
        elif met[other] < met[node]:
            open_edges.append(number)
            back[node] = min(back[node], met[other])
