"""Contract documents to frozen requests: every field error at once, and trust inside.

What is not given stays `None` (unknown); only where the contract says that null means none does it become none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from calculator.asked import (
    FIRST_DAY,
    LAST_DAY,
    AssessRequest,
    Catering,
    Cost,
    Group,
    PlanRequest,
    Project,
    ReverseRequest,
    Service,
)
from calculator.contract.enterprise import EnterpriseReader
from calculator.contract.fields import shown
from calculator.rules.price import net_cost
from calculator.scheme.reading import all_rules
from calculator.values import Money

__all__ = [
    "parse_assess",
    "parse_day",
    "parse_plan",
    "parse_reverse",
]


MOST_PROJECTS = 500
# Every project asks who counts in the group: projects times what is told about the group.
MOST_WORK_OF_A_PLAN = 10_000


# ---- JSON to requests ---------------------------------------------------------------------------------------------


def parse_assess(document: object) -> AssessRequest:
    """The request in a decoded document. Raises `RequestErrors` with every error."""
    reader = _RequestReader()
    request = reader.assess(reader.table(document, "", _ASSESS_FIELDS))
    return reader.finish(request)


def parse_plan(document: object) -> PlanRequest:
    """The plan in a decoded document. Raises `RequestErrors` with every error."""
    reader = _RequestReader()
    return reader.finish(reader.plan(reader.table(document, "", ("enterprise", "projects", "aid_granted"))))


def parse_reverse(document: object) -> ReverseRequest:
    """The reverse question in a decoded document. Raises `RequestErrors` with every error."""
    reader = _RequestReader()
    table = reader.table(document, "", (*_ASSESS_FIELDS, "wanted"))
    wanted = reader.money(table.get("wanted"), "wanted")
    if wanted is None:
        reader.required("wanted")
    elif wanted == Money(0):
        reader.error("wanted", "not_positive")
    request = reader.assess(table)
    for name in ("net", "gross"):
        if getattr(request.cost, name) is not None:
            reader.error(f"cost.{name}", "not_in_reverse")
    return reader.finish(ReverseRequest(request=request, wanted=wanted or Money(0)))


def parse_day(text: str, path: str) -> date:
    """The day in the text. Raises `RequestErrors` at the path."""
    reader = _RequestReader()
    return reader.finish(reader.day(text, path) or FIRST_DAY)


_ASSESS_FIELDS = ("applied_on", "enterprise", "service", "cost", "aid_granted_this_year")
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    themes: frozenset[str]
    topics: Mapping[str, str]
    excluded: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    """The names that occur in the data, on whatever day."""
    rules = all_rules()
    return _Vocabulary(
        themes=frozenset(row.key for row in rules.themes) | {"geen"},
        topics={row.key: row.theme for row in rules.topics},
        excluded=frozenset(row.key for row in rules.excluded_services),
    )


def _told(group: Group) -> int:
    """How much is told: the enterprise itself, the others, and what ties them."""
    return 1 + len(group.others) + len(group.holdings) + sum(map(len, group.together))


class _RequestReader(EnterpriseReader):
    """Reads what the enterprise asks aid for."""

    def assess(self, table: Mapping[str, object]) -> AssessRequest:
        applied_on = self.applied_on(table.get("applied_on"), "applied_on")
        return AssessRequest(
            applied_on=applied_on,
            enterprise=self.enterprise(table.get("enterprise")),
            service=self.service(table.get("service"), "service"),
            cost=self.cost(table.get("cost"), "cost", applied_on),
            aid_granted_this_year=self.money(table.get("aid_granted_this_year"), "aid_granted_this_year"),
        )

    def plan(self, table: Mapping[str, object]) -> PlanRequest:
        projects = [
            self.project(item, path) for path, item in self.list(table.get("projects"), "projects", MOST_PROJECTS)
        ]
        seen: set[str] = set()
        for place, project in enumerate(projects):
            if project.id in seen:
                self.error(f"projects.{place}.id", "repeated_id")
            seen.add(project.id)
        enterprise = self.enterprise(table.get("enterprise"))
        most = max(1, MOST_WORK_OF_A_PLAN // _told(enterprise.group))
        if most < len(projects) <= MOST_PROJECTS:
            self.error("projects", "too_many", most=most)
        return PlanRequest(
            enterprise=enterprise,
            projects=tuple(projects),
            aid_granted=self.aid_granted(table.get("aid_granted")),
        )

    def aid_granted(self, value: object) -> Mapping[int, Money]:
        if value is not None and not isinstance(value, dict):
            self.error("aid_granted", "not_an_object")
            return {}
        granted: dict[int, Money] = {}
        self.repeated(value, "aid_granted.")
        for year, amount in (value or {}).items():
            path = f"aid_granted.{shown(year)}"
            if not _YEAR.fullmatch(year) or not FIRST_DAY.year <= int(year) <= LAST_DAY.year:
                self.error(path, "year_form")
            elif (money := self.money(amount, path)) is not None:
                granted[int(year)] = money
        return granted

    def project(self, value: object, path: str) -> Project:
        table = self.table(value, path, ("id", "applied_on", "service", "cost"))
        name = self.name(table.get("id"), f"{path}.id")
        if name is None:
            self.required(f"{path}.id")
        applied_on = self.applied_on(table.get("applied_on"), f"{path}.applied_on")
        return Project(
            id=name if name is not None else path,
            applied_on=applied_on,
            service=self.service(table.get("service"), f"{path}.service"),
            cost=self.cost(table.get("cost"), f"{path}.cost", applied_on),
        )

    def applied_on(self, value: object, path: str) -> date:
        if value is None:
            self.required(path)
        return self.day(value, path) or FIRST_DAY

    def service(self, value: object, path: str) -> Service:
        words = _vocabulary()
        service = self.record(
            Service,
            value,
            path,
            theme=lambda theme, at: self.choice(theme, at, words.themes),
            topic=lambda topic, at: self.choice(topic, at, words.topics),
            excluded_as=lambda name, at: self.choice(name, at, words.excluded),
        )
        if service.topic is not None:
            theme = words.topics[service.topic]
            if service.theme not in (None, theme):
                self.error(f"{path}.theme", "theme_does_not_fit_topic", theme=theme, topic=service.topic)
            service = replace(service, theme=theme)
        if service.starts_on and service.ends_on and service.ends_on < service.starts_on:
            self.error(f"{path}.ends_on", "ends_before_start")
        return service

    def cost(self, value: object, path: str, applied_on: date) -> Cost:
        cost = self.record(Cost, value, path, catering=self.catering)
        if cost.net is not None and cost.gross is not None:
            self.error(f"{path}.gross", "net_and_gross")
        self.parts_of_the_cost(cost, path, applied_on)
        return cost

    def parts_of_the_cost(self, cost: Cost, path: str, applied_on: date) -> None:
        net = net_cost(cost, applied_on)
        if net is None:
            return
        catering = cost.catering.amount if cost.catering else Money(0)
        if cost.ineligible > net:
            self.error(f"{path}.ineligible", "more_than_the_cost", net=net)
        elif cost.ineligible + catering > net:
            self.error(f"{path}.catering.amount", "more_than_the_cost", net=net)

    def catering(self, value: object, path: str) -> Catering | None:
        if value is None:
            return None
        table = self.table(value, path, ("amount", "persons", "days"))
        amount = self.money(table.get("amount"), f"{path}.amount")
        if amount is None:
            self.required(f"{path}.amount")
        return Catering(
            amount=amount or Money(0),
            persons=self.count(table.get("persons"), f"{path}.persons"),
            days=self.count(table.get("days"), f"{path}.days"),
        )
