"""Whose figures count, and for how much: linked enterprises in full, partners pro rata.

A group is a graph of who holds whom. Enterprises that are linked to each other form a cluster, and a cluster holds what
its members hold together. A share that is not known is anything from nothing to all: the graph is read with each of
them at nothing and with each of them at all. More of a share never makes anyone count for less, so whatever they really
are, every percentage lies between those two.

Basis: Recommendation 2003/361/EC, Annex, Art. 3 and 6.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from calculator.asked import EXCEPTED_INVESTORS, PUBLIC_BODY, Enterprise, Group, OtherEnterprise, Period
from calculator.logic import Range
from calculator.rules.ways import edges_towards
from calculator.scheme.rows import GroupLimits
from calculator.values import HUNDRED_PERCENT, HUNDRED_PERCENT_UNITS, Percentage

__all__ = ["LeftOut", "Member", "Ties", "public_hands"]

type Tie = Literal["own", "linked", "partner", "not_known"]
type Reason = Literal["share_below_limit", "excepted_investor", "partner_of_partner", "behind_left_out"]
type Pair = tuple[int, int]

OWN = 0
WHOLE = HUNDRED_PERCENT_UNITS
# A group is read once more for each band of each unknown share, while that looks at no more holdings than this.
MOST_LOOKED_AT = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An enterprise whose figures count, or may count, for at least `low` and at most `high` percent.

    The two differ only where a share is not known. `place` is its place in the group.
    """

    place: int
    path: str
    id: str | None
    name: str | None
    periods: tuple[Period, ...]
    tie: Tie
    low: Percentage
    high: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An enterprise whose figures do not count, and why.

    `share` is the most that its cluster holds of one enterprise in the own cluster, or the other way round; `None`
    where neither holds anything of the other.
    """

    path: str
    id: str | None
    name: str | None
    reason: Reason
    share: Percentage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How everyone in the group is tied to the enterprise that applies: with unknown shares at nothing and at all."""

    enterprise: Enterprise
    limits: GroupLimits
    shares: "_Shares"
    low: "_Counting"
    high: "_Counting"

    @classmethod
    def of(cls, enterprise: Enterprise, limits: GroupLimits) -> "Ties":
        """The ties of the enterprise, within the limits of the day."""
        return cls._of(enterprise, limits, _Shares.of(enterprise.group))

    @classmethod
    def _of(cls, enterprise: Enterprise, limits: GroupLimits, shares: "_Shares") -> "Ties":
        high = _Counting.of(shares.at_most, shares, limits)
        low = _Counting.of(shares.at_least, shares, limits) if shares.fields else high
        return cls(enterprise=enterprise, limits=limits, shares=shares, low=low, high=high)

    def in_bands(self) -> Mapping[tuple[int, ...], "Ties"]:
        """The same group once for each band that each unknown share may lie in: too little, a partner's, a majority.

        By the band of each of the `unknown_fields`. Empty where those would be too many to look at.
        """
        partner, linked = self.limits.partner_from.units, self.limits.linked_above.units
        bands = ((0, partner - 1), (partner, linked), (linked + 1, WHOLE))
        pairs = tuple(self.shares.fields)
        if len(bands) ** len(pairs) * len(self.shares.at_most) > MOST_LOOKED_AT:
            return {}
        return {
            chosen: self._of(
                self.enterprise,
                self.limits,
                self.shares.within({pair: bands[band] for pair, band in zip(pairs, chosen, strict=True)}),
            )
            for chosen in product(range(len(bands)), repeat=len(pairs))
        }

    @property
    def unknown_fields(self) -> tuple[tuple[str, ...], ...]:
        """The fields of each share that is not known."""
        return tuple(self.shares.fields.values())

    def members(self) -> tuple[Member, ...]:
        """The enterprise itself and everyone whose figures count or may count, each once, at its highest percentage."""
        return (_own(self.enterprise), *self._others())

    def _others(self) -> Iterator[Member]:
        own = self.high.cluster[OWN]
        for place, other in enumerate(self.enterprise.group.others, start=1):
            least, most = self.low.percent(place), self.high.percent(place)
            if most:
                known: Tie = "linked" if self.high.cluster[place] == own else "partner"
                yield Member(
                    place=place,
                    path=other.path,
                    id=other.id,
                    name=other.name,
                    periods=other.periods,
                    tie=known if least == most else "not_known",
                    low=Percentage(least),
                    high=Percentage(most),
                )

    def left_out(self) -> tuple[LeftOut, ...]:
        """Everyone whose figures do not count, whatever the unknown shares are."""
        others = self.enterprise.group.others
        places = [place for place in range(1, len(others) + 1) if not self.high.percent(place)]
        if not places:
            return ()
        beside_partners = {
            self.high.cluster[far]
            for pair, share in self.shares.at_most.items()
            for near, far in (pair, pair[::-1])
            if share and self.high.percent(near)
        }
        return tuple(self._left_out(others[place - 1], place, beside_partners) for place in places)

    def _left_out(self, other: OtherEnterprise, place: int, beside_partners: Container[int]) -> LeftOut:
        cluster = self.high.cluster[place]
        share = self.high.touching.get(cluster)
        reason: Reason
        if share is None:
            reason = "partner_of_partner" if cluster in beside_partners else "behind_left_out"
        else:
            reason = "excepted_investor" if cluster in self.high.passive else "share_below_limit"
        return LeftOut(
            path=other.path,
            id=other.id,
            name=other.name,
            reason=reason,
            share=None if share is None else Percentage(share),
        )

    def unknown_shares(self) -> Mapping[int, tuple[str, ...]]:
        """By place: the fields of the unknown shares that could change for how much it counts.

        Such a share lies on a way from the enterprise that applies to the other one. What is linked for sure is one
        node, and a share of an enterprise that is linked for sure to its holder makes no difference.
        """
        low, high, fields = self.low, self.high, self.shares.fields
        if not fields:
            return {}
        pairs = [pair for pair, share in self.shares.at_most.items() if share and high.joins(pair)]
        towards = edges_towards(low.cluster[OWN], [(low.cluster[holder], low.cluster[held]) for holder, held in pairs])
        return {
            place: tuple(
                field for number in towards.get(low.cluster[place], ()) for field in fields.get(pairs[number], ())
            )
            for place in self.shares.places
            if low.percent(place) < high.percent(place)
        }


def _own(enterprise: Enterprise) -> Member:
    return Member(
        place=OWN,
        path="enterprise",
        id=None,
        name=None,
        periods=enterprise.periods,
        tie="own",
        low=HUNDRED_PERCENT,
        high=HUNDRED_PERCENT,
    )


# ---- shares and clusters ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shares:
    """Who holds how much of whom, each pair once, in ten-thousandths of a percent.

    `links` are the pairs linked by other means than a share, `fields` those of the unknown shares, and `excepted` the
    places of the investors of Art. 3(2).
    """

    places: range
    at_least: dict[Pair, int]
    at_most: dict[Pair, int]
    links: tuple[Pair, ...]
    fields: Mapping[Pair, tuple[str, ...]]
    excepted: frozenset[int]

    @classmethod
    def of(cls, group: Group) -> "_Shares":
        at_least: dict[Pair, int] = {}
        at_most: dict[Pair, int] = {}
        links = [(one, other) for one, *rest in group.together for other in rest]
        fields: dict[Pair, tuple[str, ...]] = {}
        for holding in group.holdings:
            pair = holding.holder, holding.held
            share = holding.share
            if holding.controls:
                links.append(pair)
            elif share is None:
                fields[pair] = (*fields.get(pair, ()), f"{holding.path}.share")
            known = 0 if share is None else share.units
            at_least[pair] = max(at_least.get(pair, 0), known)
            at_most[pair] = max(at_most.get(pair, 0), WHOLE if share is None else known)
        return cls(
            places=range(len(group.others) + 1),
            at_least=at_least,
            at_most=at_most,
            links=tuple(links),
            fields=fields,
            excepted=frozenset(
                place for place, other in enumerate(group.others, start=1) if other.investor in EXCEPTED_INVESTORS
            ),
        )

    def within(self, ends: Mapping[Pair, tuple[int, int]]) -> "_Shares":
        """The same with these unknown shares between those ends; a pair told twice holds what is told highest."""
        return replace(
            self,
            at_least=self.at_least | {pair: max(self.at_least[pair], low) for pair, (low, _) in ends.items()},
            at_most=self.at_most | {pair: max(self.at_least[pair], high) for pair, (_, high) in ends.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """The group with every share given: the cluster of each place, and for how much each cluster counts.

    `touching` is the most that a cluster and the own cluster hold of one enterprise of each other; `passive` are the
    clusters that reach the limit only by what excepted investors hold.
    """

    cluster: Sequence[int]
    counts: Mapping[int, int]
    touching: Mapping[int, int]
    passive: frozenset[int]

    @classmethod
    def of(cls, held: Mapping[Pair, int], shares: _Shares, limits: GroupLimits) -> "_Counting":
        cluster = _clusters(shares.places, held, shares.links, limits.linked_above.units)
        own = cluster[OWN]
        jointly: dict[Pair, int] = {}
        ordinary: set[Pair] = set()
        for (holder, place), share in held.items():
            holding, apart = cluster[holder], cluster[place]
            if share and holding != apart and own in (holding, apart):
                jointly[holding, place] = jointly.get((holding, place), 0) + share
                if holding == own or holder not in shares.excepted:
                    ordinary.add((holding, place))
        counts, touching, passive = {own: WHOLE}, dict[int, int](), set[int]()
        for (holding, place), share in jointly.items():
            other = cluster[place] if holding == own else holding
            touching[other] = max(touching.get(other, 0), share)
            if share < limits.partner_from.units:
                continue
            if (holding, place) in ordinary:
                counts[other] = max(counts.get(other, 0), share)
            else:
                passive.add(other)
        return cls(cluster=cluster, counts=counts, touching=touching, passive=frozenset(passive))

    def percent(self, place: int) -> int:
        """For how much the figures of a place count, in ten-thousandths of a percent."""
        return self.counts.get(self.cluster[place], 0)

    def joins(self, pair: Pair) -> bool:
        """Whether a share between these two lies within a cluster that counts, or between it and the own cluster."""
        one, other = (self.cluster[place] for place in pair)
        return one in self.counts and other in self.counts and (one == other or self.cluster[OWN] in (one, other))


def _clusters(places: range, held: Mapping[Pair, int], links: Sequence[Pair], above: int) -> Sequence[int]:
    """By place the cluster that it belongs to, named after one of its members.

    Two are linked by other means, or when the members of one cluster hold more than the limit of the other together.
    Every merger adds up what its two sides hold, and that may link the next one.
    """
    joined = list(places)
    holds: dict[int, dict[int, int]] = {}
    ahead = list(links)
    for (holder, place), share in held.items():
        holds.setdefault(holder, {})[place] = share
        if share > above:
            ahead.append((holder, place))

    def cluster(place: int) -> int:
        while joined[place] != place:
            joined[place] = place = joined[joined[place]]
        return place

    while ahead:
        one, other = map(cluster, ahead.pop())
        if one == other:
            continue
        if len(holds.get(one, ())) < len(holds.get(other, ())):
            one, other = other, one
        joined[other] = one
        together = holds.setdefault(one, {})
        for place, share in holds.pop(other, {}).items():
            together[place] = together.get(place, 0) + share
            if together[place] > above:
                ahead.append((one, place))
    return [cluster(place) for place in places]


# ---- public bodies ------------------------------------------------------------------------------------------------


def public_hands(group: Group) -> tuple[Range, tuple[str, ...]]:
    """What public bodies hold of the enterprise together, and the fields that hide a part of it.

    They hold it themselves or through enterprises they control: those of which they hold more than half together.
    Basis: Recommendation 2003/361/EC, Annex, Art. 3(4).
    """
    bodies = {place for place, other in enumerate(group.others, start=1) if other.investor == PUBLIC_BODY}
    if not bodies:
        return Range(0, 0), ()
    shares = _Shares.of(group)
    controlled = {(holding.holder, holding.held) for holding in group.holdings if holding.controls}
    at_least = {pair: WHOLE if pair in controlled else share for pair, share in shares.at_least.items()}
    at_most = {pair: WHOLE if pair in controlled else share for pair, share in shares.at_most.items()}
    surely, perhaps = _in_hands_of(bodies, at_least), _in_hands_of(bodies, at_most)
    low = sum(share for (holder, held), share in at_least.items() if held == OWN and holder in surely)
    high = sum(share for (holder, held), share in at_most.items() if held == OWN and holder in perhaps)
    return Range(low, high), tuple(_hidden(at_most, shares.fields, surely, perhaps))


def _in_hands_of(bodies: set[int], held: Mapping[Pair, int]) -> set[int]:
    """The bodies and every enterprise of which they, and those they control, hold more than half together."""
    of: dict[int, list[Pair]] = {}
    for (holder, place), share in held.items():
        of.setdefault(holder, []).append((place, share))
    public, together, ahead = set(bodies), dict[int, int](), list(bodies)
    while ahead:
        for place, share in of.get(ahead.pop(), ()):
            together[place] = together.get(place, 0) + share
            if together[place] > WHOLE // 2 and place not in public and place != OWN:
                public.add(place)
                ahead.append(place)
    return public


def _hidden(
    at_most: Mapping[Pair, int], fields: Mapping[Pair, tuple[str, ...]], surely: set[int], perhaps: set[int]
) -> Iterator[str]:
    """The unknown shares that public bodies may hold of the enterprise, or of one that may so be in their hands."""
    holders: dict[int, list[int]] = {}
    for (holder, held), share in at_most.items():
        if share and holder in perhaps:
            holders.setdefault(held, []).append(holder)
    seen, ahead = {OWN}, [OWN]
    while ahead:
        held = ahead.pop()
        for holder in holders.get(held, ()):
            yield from fields.get((holder, held), ())
            if holder not in surely and holder not in seen:
                seen.add(holder)
                ahead.append(holder)
