"""The enterprise of a document: its own answers, its accounting periods, and its group as a graph or as a tree."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import cast

from calculator.asked import (
    EXCEPTED_INVESTORS,
    PUBLIC_BODY,
    Enterprise,
    Group,
    Holding,
    OtherEnterprise,
    Period,
)
from calculator.contract.fields import FieldReader, shown
from calculator.contract.group import Direction, Relation, graph_of, loose, same_name
from calculator.scheme.reading import all_rules
from calculator.values import HUNDRED_PERCENT_UNITS, Percentage

__all__ = ["EnterpriseReader"]

MOST_PERIODS = 3
MOST_RELATIONS = 2_000
MOST_NESTING = 100
MOST_ENTERPRISES = 200
MOST_HOLDINGS = 1_000
LONGEST_ID = 40

_RELATION_FIELDS = ("name", "direction", "share", "controls", "investor", "joint", "periods", "relations")
_GROUP_FIELDS = ("enterprises", "holdings", "together")
_OTHER_FIELDS = ("id", "name", "investor", "periods")
_HOLDING_FIELDS = ("holder", "held", "share", "controls")
_DIRECTIONS = frozenset({"owned_by", "owns"})
_INVESTORS = EXCEPTED_INVESTORS | {PUBLIC_BODY}


@cache
def _legal_forms() -> frozenset[str]:
    """The legal forms that occur in the data, on whatever day."""
    return frozenset(row.key for row in all_rules().legal_forms)


class EnterpriseReader(FieldReader):
    """Reads the enterprise that applies, with everyone around it."""

    def __init__(self) -> None:
        super().__init__()
        self._relations = 0
        self._nameless = False

    def enterprise(self, value: object) -> Enterprise:
        """The enterprise, of which nothing need be known."""
        path = "enterprise"
        relations = value.get("relations") if isinstance(value, dict) else None
        return self.record(
            Enterprise,
            value,
            path,
            also=("relations",),
            legal_form=lambda form, at: self.choice(form, at, _legal_forms()),
            periods=self._periods,
            group=lambda group, _: self._group_or_relations({"group": group, "relations": relations}, path),
        )

    def _periods(self, value: object, path: str) -> tuple[Period, ...]:
        periods = tuple(self._period(item, place) for place, item in self.list(value, path, MOST_PERIODS))
        newest: date | None = None
        for place, period in enumerate(periods):
            if period.closed_on is None:
                continue
            if newest is not None and period.closed_on >= newest:
                self.error(f"{path}.{place}.closed_on", "not_newest_first")
            newest = period.closed_on
        return periods

    def _period(self, value: object, path: str) -> Period:
        return self.record(Period, value, path)

    def _relation_list(self, value: object, path: str, above: tuple[str, ...]) -> tuple[Relation, ...]:
        if value and len(above) >= MOST_NESTING:
            self.error(path, "too_deep", most=MOST_NESTING)
            return ()
        relations = []
        for place, item in self.list(value, path, MOST_RELATIONS):
            self._relations += 1
            if self._relations > MOST_RELATIONS:
                self.error(path, "too_many", most=MOST_RELATIONS)
                break
            relations.append(self._relation(item, place, above))
        return tuple(relations)

    def _relation(self, value: object, path: str, above: tuple[str, ...]) -> Relation:
        table = self.table(value, path, _RELATION_FIELDS)
        name = self.name(table.get("name"), f"{path}.name")
        own = same_name(name)
        nested = table.get("relations")
        if own and own in above:
            self.error(f"{path}.name", "ownership_circle", name=name)
            nested = None
        return Relation(
            path=path,
            name=name,
            direction=cast("Direction | None", self.choice(table.get("direction"), f"{path}.direction", _DIRECTIONS)),
            share=self.percentage(table.get("share"), f"{path}.share"),
            controls=self.truth(table.get("controls"), f"{path}.controls") or False,
            investor=self.choice(table.get("investor"), f"{path}.investor", _INVESTORS),
            joint=self.name(table.get("joint"), f"{path}.joint"),
            periods=self._periods(table.get("periods"), f"{path}.periods"),
            relations=self._relation_list(nested, f"{path}.relations", (*above, own)),
        )

    def _group_or_relations(self, table: Mapping[str, object], path: str) -> Group:
        """The group, given as a graph or as a tree."""
        relations = self._relation_list(table.get("relations"), f"{path}.relations", ())
        if table.get("group") is None:
            return graph_of(relations)
        if relations:
            self.error(f"{path}.group", "group_and_relations")
        return self._group(table["group"], f"{path}.group")

    def _group(self, value: object, path: str) -> Group:
        before = len(self.errors)
        table = self.table(value, path, _GROUP_FIELDS)
        others = [
            self._other(item, place)
            for place, item in self.list(table.get("enterprises"), f"{path}.enterprises", MOST_ENTERPRISES)
        ]
        if any(error.field == f"{path}.enterprises" for error in self.errors[before:]):
            return Group()
        # Who refers to an enterprise whose id cannot be read is not wrong as well.
        self._nameless = any(other.id is None for other in others)
        places: dict[str | None, int] = {None: 0}
        for place, other in enumerate(others, start=1):
            if other.id is not None and places.setdefault(other.id, place) != place:
                self.error(f"{other.path}.id", "repeated_id")
        holdings = [
            self._holding(item, place, places)
            for place, item in self.list(table.get("holdings"), f"{path}.holdings", MOST_HOLDINGS)
        ]
        group = Group(
            others=tuple(others),
            holdings=tuple(self._each_pair_once(holdings)),
            together=tuple(filter(None, self._sets(table.get("together"), f"{path}.together", places))),
        )
        if len(self.errors) == before:
            for place in loose(group):
                self.error(others[place - 1].path, "not_tied", name=others[place - 1].name or others[place - 1].id)
        return group

    def _sets(self, value: object, path: str, places: Mapping[str | None, int]) -> Iterator[tuple[int, ...]]:
        """The sets of enterprises that act as one; an empty one says nothing."""
        for each, one in self.list(value, path, MOST_HOLDINGS):
            members = (self._place(item, at, places) for at, item in self.list(one, each, MOST_ENTERPRISES + 1))
            yield tuple(dict.fromkeys(members))

    def _other(self, value: object, path: str) -> OtherEnterprise:
        table = self.table(value, path, _OTHER_FIELDS)
        return OtherEnterprise(
            path=path,
            id=self._id(table.get("id"), f"{path}.id"),
            name=self.name(table.get("name"), f"{path}.name"),
            investor=self.choice(table.get("investor"), f"{path}.investor", _INVESTORS),
            periods=self._periods(table.get("periods"), f"{path}.periods"),
        )

    def _id(self, value: object, path: str) -> str | None:
        """The id as it is written; one that is refused stays, so that who refers to it is not refused as well."""
        if value is None or value == "":
            self.required(path)
        elif not isinstance(value, str) or not value.isprintable() or not value.strip():
            self.error(path, "name_form")
        elif len(value) > LONGEST_ID:
            self.error(path, "name_too_long", most=LONGEST_ID)
        return value if isinstance(value, str) else None

    def _place(self, value: object, path: str, places: Mapping[str | None, int]) -> int:
        """The place of the enterprise with this id; null is the one that applies."""
        if value is not None and not isinstance(value, str):
            self.error(path, "name_form")
        elif value == "":
            self.error(path, "nobody_chosen")
        elif value in places:
            return places[value]
        elif not self._nameless:
            self.error(path, "unknown_id", name=shown(value or ""))
        return -1

    def _holding(self, value: object, path: str, places: Mapping[str | None, int]) -> Holding:
        table = self.table(value, path, _HOLDING_FIELDS)
        holding = Holding(
            path=path,
            holder=self._place(table.get("holder"), f"{path}.holder", places),
            held=self._place(table.get("held"), f"{path}.held", places),
            share=self.percentage(table.get("share"), f"{path}.share"),
            controls=self.truth(table.get("controls"), f"{path}.controls") or False,
        )
        if holding.holder == holding.held != -1:
            self.error(f"{path}.held", "holds_itself")
        return holding

    def _each_pair_once(self, holdings: Sequence[Holding]) -> Iterator[Holding]:
        """The holdings, each pair once and no enterprise held for more than all of it."""
        pairs: set[tuple[int, int]] = set()
        held: dict[int, int] = {}
        for holding in holdings:
            pair = holding.holder, holding.held
            if -1 in pair:
                continue
            if pair in pairs:
                self.error(f"{holding.path}.held", "repeated_holding")
                continue
            pairs.add(pair)
            before = held.get(holding.held, 0)
            held[holding.held] = before + (holding.share.units if holding.share else 0)
            if before <= HUNDRED_PERCENT_UNITS < held[holding.held]:
                self.error(f"{holding.path}.share", "more_than_whole", before=Percentage(before))
            yield holding
