"""A directed graph as an outline: each node once, below one of those that point at it."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Branch", "outline"]

type Edge = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node and what stands below it."""

    node: int
    below: tuple["Branch", ...]


def outline(nodes: int, edges: Sequence[Edge]) -> tuple[Branch, ...]:
    """The branches of a graph of so many nodes, those at which none points first.

    A circle at which nothing else points begins with its first node.
    """
    held = {lower for _, lower in edges}
    met: set[int] = set()

    def branch(node: int) -> Branch:
        met.add(node)
        below = (lower for upper, lower in edges if upper == node)
        return Branch(node=node, below=tuple(branch(lower) for lower in below if lower not in met))

    first = sorted(range(nodes), key=lambda node: node in held)
    return tuple(branch(node) for node in first if node not in met)
