"""What the provider offers, as its pages tell it to the calculator: what would get aid in place of what did not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from calculator.asked import Cost, Service
from calculator.assess import Assessment, assess
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Kind
from calculator.values import Money

__all__ = ["Offered", "nearest", "offered_from", "training_possible"]

NAME = re.compile(r"[a-z0-9-]{1,100}")
PRICE = re.compile(r"[0-9]{1,9}")
LONGEST_TITLE = 200
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One training or advice: the name of its page, its title, what it is about and its price, where one is fixed."""

    name: str
    title: str
    kind: Kind
    theme: str | None
    topic: str | None
    price: Money | None


def offered_from(raw: object) -> Sequence[Offered]:
    """The offers that a page names; what is no offer is left out."""
    listed = raw[:MOST_OFFERED] if isinstance(raw, list) else []
    return [offer for each in listed if (offer := _offer(each))]


def _offer(raw: object) -> Offered | None:
    match raw:
        case {"name": str(name), "title": str(title), "kind": "training" | "advice" as kind, **more} if (
            NAME.fullmatch(name) and len(title) <= LONGEST_TITLE
        ):
            themes, topics = {row.key for row in all_rules().themes}, {row.key for row in all_rules().topics}
            theme, topic, price = more.get("theme"), more.get("topic"), more.get("price")
            return Offered(
                name=name,
                title=title,
                kind=kind,
                theme=theme if theme in themes else None,
                topic=topic if topic in topics else None,
                price=Money.euros(int(price)) if isinstance(price, str) and PRICE.fullmatch(price) else None,
            )
    return None


def nearest(assessment: Assessment, offered: Sequence[Offered]) -> Offered | None:
    """The offer on the same subject that no rule refuses, a training before advice; None where none fits."""
    asked = assessment.request.service
    same = [
        each
        for each in offered
        if each.theme is not None and each.theme == asked.theme and (asked.topic is None or each.topic == asked.topic)
    ]
    possible = (each for each in sorted(same, key=lambda each: each.kind != "training") if _gets_aid(assessment, each))
    return next(possible, None)


def training_possible(assessment: Assessment) -> bool:
    """Whether any training could get aid: so not where the enterprise itself is refused."""
    return _is_possible(assessment, Service(kind="training"), assessment.request.cost)


def _gets_aid(assessment: Assessment, offer: Offered) -> bool:
    cost = assessment.request.cost if offer.price is None else Cost(net=offer.price)
    return _is_possible(assessment, Service(kind=offer.kind, theme=offer.theme, topic=offer.topic), cost)


def _is_possible(assessment: Assessment, service: Service, cost: Cost) -> bool:
    starts_on = assessment.request.applied_on
    service = replace(service, starts_on=starts_on)
    after = assess(replace(assessment.request, service=service, cost=cost))
    return after.outcome != "not_eligible"
