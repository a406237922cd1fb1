"""Whose figures count, and for how much: linked enterprises in full, partners pro rata.

Basis: Recommendation 2003/361/EC, Annex, Art. 3 and 6.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from calculator.asked import EXCEPTED_INVESTORS, Enterprise, Period, Relation, same_name
from calculator.scheme.rows import GroupLimits
from calculator.values import HUNDRED_PERCENT, Percentage

__all__ = ["Extent", "Member", "members"]

type Tie = Literal["own", "linked", "partner", "not_known"]

NOTHING = Percentage(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """From `low` to `high` percent a member's figures count, and whether it is tied through a partner.

    The two differ only when a share is not known; `unknown` are the fields of those shares.
    """

    tie: Tie
    low: Percentage
    high: Percentage
    unknown: tuple[str, ...] = ()
    through_partner: bool = False

    def within(self, outer: "Extent") -> "Extent":
        """The extent of an enterprise that counts only through another one.

        Someone linked to a partner counts as the partner does. Through an enterprise that is or may be a partner only
        someone surely linked to it surely counts: partners of partners do not.
        """
        perhaps = outer.tie != "linked" and self.tie != "linked"
        return Extent(
            tie=outer.tie if self.tie == "linked" or outer.unknown else self.tie,
            low=NOTHING if perhaps else min(self.low, outer.low),
            high=min(self.high, outer.high),
            unknown=outer.unknown + self.unknown,
            through_partner=outer.through_partner or self.tie == "partner",
        )

    def joined(self, other: "Extent") -> "Extent":
        """The extent of an enterprise met twice: the highest percentage counts.

        A share that is not known matters only where it can give more than what already counts for sure.
        """
        widest = self if (self.high, self.low) >= (other.high, other.low) else other
        low = max(self.low, other.low)
        unknown = (field for extent in (self, other) if extent.high > low for field in extent.unknown)
        return replace(widest, low=low, unknown=tuple(unknown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An enterprise whose figures count."""

    path: str
    name: str | None
    periods: tuple[Period, ...]
    extent: Extent


OWN = Extent(tie="own", low=HUNDRED_PERCENT, high=HUNDRED_PERCENT)
FULLY = Extent(tie="linked", low=HUNDRED_PERCENT, high=HUNDRED_PERCENT)


def members(enterprise: Enterprise, limits: GroupLimits) -> tuple[Member, ...]:
    """The enterprise itself and everyone whose figures count, each enterprise once, at its highest percentage.

    Two mentions are the same enterprise when name and figures are the same.
    """
    own = Member(path="enterprise", name=None, periods=enterprise.periods, extent=OWN)
    once: dict[object, Member] = {"own": own}
    for relation, extent in _around(enterprise.relations, FULLY, limits):
        name = same_name(relation.name)
        key = (name, relation.periods) if name else relation.path
        known = once.get(key)
        if known is None:
            once[key] = Member(path=relation.path, name=relation.name, periods=relation.periods, extent=extent)
        else:
            once[key] = replace(known, extent=known.extent.joined(extent))
    return tuple(once.values())


def _around(relations: tuple[Relation, ...], outer: Extent, limits: GroupLimits) -> Iterator[tuple[Relation, Extent]]:
    """Who counts through an enterprise: its partners, its linked enterprises, and who counts through those.

    Through a partner only the enterprises linked to it count: partners of partners do not.
    """
    for relation, own in _extents(relations, limits):
        if own.tie == "partner" and outer.through_partner:
            continue
        extent = own.within(outer)
        yield relation, extent
        yield from _around(relation.relations, extent, limits)


def _extents(relations: tuple[Relation, ...], limits: GroupLimits) -> Iterator[tuple[Relation, Extent]]:
    """Each relation that counts or may count. Holders with the same joint label are judged by their shares together."""
    holders: dict[str, list[Relation]] = {}
    for relation in relations:
        if relation.joint is not None:
            holders.setdefault(same_name(relation.joint), []).append(relation)
    together = {label: _Together.of(jointly, limits) for label, jointly in holders.items()}
    for relation in relations:
        if relation.joint is not None:
            extent = together[same_name(relation.joint)].extent(relation)
        else:
            extent = _Together.of((relation,), limits).extent(relation)
        if extent is not None:
            yield relation, extent


@dataclass(frozen=True, slots=True)
class _Together:
    """One holder, or several that act jointly."""

    linked: bool
    partner: bool
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, holders: Iterable[Relation], limits: GroupLimits) -> "_Together":
        share, controls, unknown = 0, False, []
        for holder in holders:
            controls = controls or holder.controls
            if holder.share is None:
                unknown.append(f"{holder.path}.share")
            else:
                share += holder.share.units
        return cls(
            linked=controls or share > limits.linked_above.units,
            partner=share >= limits.partner_from.units,
            unknown=tuple(unknown),
        )

    def extent(self, relation: Relation) -> Extent | None:
        if self.linked:
            return FULLY
        share = relation.share or NOTHING
        counted = share if self.partner and not _excepted(relation) else NOTHING
        if self.unknown:
            return Extent(tie="not_known", low=counted, high=HUNDRED_PERCENT, unknown=self.unknown)
        return Extent(tie="partner", low=counted, high=counted) if counted != NOTHING else None


def _excepted(relation: Relation) -> bool:
    """An investor of Art. 3(2) that holds a part of the enterprise without controlling it does not count."""
    return relation.investor in EXCEPTED_INVESTORS and relation.direction != "owns"
