"""The group of one row of a list: its columns in any number, and the contract's group that their cells make.

In a list the columns `Groep 1`, `Groep 2`, … are relations of the row's own enterprise. `bij` names another of them, of
which this one is the owner or the daughter; then the cells make a graph, in which a name stands for its enterprise.
"""

import re
from collections.abc import Mapping, Sequence

from calculator.contract.document import Json

__all__ = ["BESIDE", "RELATIONS", "as_group", "column_asked_for"]

RELATIONS = "enterprise.relations"
BESIDE = "beside"
READ_PATH = re.compile(r"enterprise\.(relations|group\.enterprises|group\.holdings)\.(\d+)\.?(.*)")
PAIR = ("holder", "held")

type Relation = Mapping[str, Json]


def as_group(document: Mapping[str, Json]) -> Mapping[str, Json]:
    """The request with the group that its relations are; those without any cell are nobody."""
    enterprise = _enterprise_of(document)
    relations = [relation for _, relation in _filled(enterprise)]
    rest = {name: value for name, value in enterprise.items() if name != "relations"}
    if not relations:
        return {**document, "enterprise": rest} if rest else document
    if any(BESIDE in relation for relation in relations):
        return {**document, "enterprise": {**rest, "group": _graph(relations)}}
    return {**document, "enterprise": {**rest, "relations": relations}}


def column_asked_for(path: str, document: Mapping[str, Json]) -> str:
    """The path of the column that a path of the request with its group is about."""
    read = READ_PATH.fullmatch(path)
    if read is None:
        return path
    filled = _filled(_enterprise_of(document))
    form, place, field = read[1], int(read[2]), read[3]
    if form == "group.enterprises":
        place = _first_mentions([relation for _, relation in filled])[place]
    if form != "relations" and field in ("", *PAIR):
        field = BESIDE
    return ".".join(filter(None, (RELATIONS, str(filled[place][0]), field)))


def _enterprise_of(document: Mapping[str, Json]) -> Mapping[str, Json]:
    return _mapping(document.get("enterprise"))


def _filled(enterprise: Mapping[str, Json]) -> list[tuple[int, Relation]]:
    given = enterprise.get("relations")
    relations = map(_mapping, given if isinstance(given, list) else ())
    return [(place, relation) for place, relation in enumerate(relations) if relation]


def _mapping(document: Json) -> Mapping[str, Json]:
    return document if isinstance(document, dict) else {}


def _graph(relations: Sequence[Relation]) -> Json:
    """Each enterprise once, and who holds whom."""
    ids = _ids(relations)
    named: dict[str, str] = {}
    for relation, own in zip(relations, ids, strict=True):
        named.setdefault(_name(relation), own)
    holdings, labels = [], dict[tuple[str | None, str], list[str]]()
    for relation, own in zip(relations, ids, strict=True):
        beside = None if relation.get(BESIDE) is None else str(relation[BESIDE])
        # A name that is not in the row stays as it is, to be refused.
        around = None if beside is None else named.get(_folded(beside), beside)
        holder, held = (around, own) if relation.get("direction") == "owns" else (own, around)
        share = {name: relation[name] for name in ("share", "controls") if name in relation}
        holdings.append({"holder": holder, "held": held, **share})
        if "joint" in relation:
            labels.setdefault((around, _folded(relation["joint"])), []).append(own)
    return {
        "enterprises": [_enterprise(relations, ids, place) for place in _first_mentions(relations)],
        "holdings": holdings,
        "together": list(labels.values()),
    }


def _enterprise(relations: Sequence[Relation], ids: Sequence[str], place: int) -> Mapping[str, Json]:
    """What all mentions of an enterprise say about it, those before first."""
    said: dict[str, Json] = {"id": ids[place]}
    for relation, own in zip(relations, ids, strict=True):
        if own == ids[place]:
            said = {name: relation[name] for name in ("name", "investor", "periods") if name in relation} | said
    return said


def _ids(relations: Sequence[Relation]) -> list[str]:
    """Who each relation is: a name that comes back without figures, or with the same, is the same enterprise."""
    ids: list[str] = []
    met: dict[str, list[tuple[str, Json]]] = {}
    for place, relation in enumerate(relations):
        name, figures, own = _name(relation), relation.get("periods"), f"#{place + 1}"
        before = met.setdefault(name, []) if name else []
        same = next((each for each, theirs in before if figures in (None, theirs) or theirs is None), own)
        before.append((same, figures))
        ids.append(same)
    return ids


def _first_mentions(relations: Sequence[Relation]) -> list[int]:
    ids = _ids(relations)
    return [place for place, own in enumerate(ids) if own not in ids[:place]]


def _name(relation: Mapping[str, Json]) -> str:
    return _folded(relation.get("name", ""))


def _folded(name: object) -> str:
    return " ".join(str(name).split()).casefold()
