"""Contract text to frozen requests: every field error at once, and trust inside.

What is not given stays `None` (unknown); only where the contract says that null means none does it become none.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from calculator.asked import (
    EXCEPTED_INVESTORS,
    PUBLIC_BODY,
    Activity,
    AssessRequest,
    Catering,
    Cost,
    Direction,
    Enterprise,
    Period,
    PlanRequest,
    Project,
    Relation,
    ReverseRequest,
    Service,
    same_name,
)
from calculator.rules.price import net_cost
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Kind, SizeClass
from calculator.values import AnnualWorkUnits, Money, Percentage

__all__ = [
    "CONTRACT",
    "FieldError",
    "RequestErrors",
    "decode",
    "parse_assess",
    "parse_day",
    "parse_plan",
    "parse_reverse",
]


CONTRACT = 1
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
LARGEST = 10**12
MOST_PERIODS = 3
MOST_RELATIONS = 2_000
MOST_NESTING = 100
MOST_PROJECTS = 500
LONGEST_NAME = 200
LONGEST_TEXT = 2_000_000
MOST_BRACKETS = 60_000
LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong at one field: the id of the sentence, and what the sentence fills in."""

    field: str
    problem: str
    facts: Mapping[str, object]


class RequestErrors(ValueError):
    """All errors of a request that is no request."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(f"{error.field}: {error.problem}" for error in self.errors))


# ---- text to JSON -------------------------------------------------------------------------------------------------


class _NotExact:
    """A JSON number with a fraction or exponent, or NaN: never accepted as an amount."""

    def __init__(self, _: str) -> None:
        pass


class _Repeated(dict[str, object]):
    """A JSON object in which a name stands twice."""

    names: tuple[str, ...] = ()


def decode(text: str) -> object:
    """The JSON value of the text.

    Raises `RequestErrors` when it is no JSON, too long or nested beyond reason.
    """
    if len(text) > LONGEST_TEXT or text.count("[") + text.count("{") > MOST_BRACKETS:
        raise RequestErrors([FieldError(field="", problem="too_long", facts={})])
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=_whole,
            parse_float=_NotExact,
            parse_constant=_NotExact,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError):
        raise RequestErrors([FieldError(field="", problem="not_json", facts={})]) from None


def _whole(text: str) -> int:
    """A JSON whole number; one with more digits than any field takes becomes just too large."""
    return int(text[:LONGEST_NUMBER])


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) == len(pairs):
        return content
    repeated = _Repeated(content)
    names = [name for name, _ in pairs]
    repeated.names = tuple(sorted({name for name in names if names.count(name) > 1}))
    return repeated


# ---- JSON to requests ---------------------------------------------------------------------------------------------


def parse_assess(document: object) -> AssessRequest:
    """The request in a decoded document. Raises `RequestErrors` with every error."""
    reader = _Reader()
    request = reader.assess(reader.table(document, "", _ASSESS_FIELDS))
    return reader.finish(request)


def parse_plan(document: object) -> PlanRequest:
    """The plan in a decoded document. Raises `RequestErrors` with every error."""
    reader = _Reader()
    return reader.finish(reader.plan(reader.table(document, "", ("enterprise", "projects", "aid_granted"))))


def parse_reverse(document: object) -> ReverseRequest:
    """The reverse question in a decoded document. Raises `RequestErrors` with every error."""
    reader = _Reader()
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
    reader = _Reader()
    return reader.finish(reader.day(text, path) or FIRST_DAY)


_ASSESS_FIELDS = ("applied_on", "enterprise", "service", "cost", "aid_granted_this_year")
_ENTERPRISE_FIELDS = (
    "legal_form",
    "established_in_flanders",
    "public_participation",
    "main_activity",
    "periods",
    "estimates",
    "group_changed",
    "size_fixed_this_year",
    "size_stated",
    "relations",
    "sheltered_work",
    "overdue_social_debts",
)
_PERIOD_FIELDS = ("closed_on", "headcount", "turnover", "balance_sheet_total")
_RELATION_FIELDS = ("name", "direction", "share", "controls", "investor", "joint", "periods", "relations")
_SERVICE_FIELDS = (
    "kind",
    "theme",
    "topic",
    "excluded_as",
    "listed_profession",
    "without_teacher",
    "related_to_provider",
    "serves_own_activity",
    "starts_on",
    "ends_on",
)
_COST_FIELDS = ("net", "gross", "ineligible", "catering", "vat_rate", "vat_recoverable")

_MONEY = re.compile(r"(\d{1,13})(\.\d{1,2})?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3})(\.\d{1,4})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    legal_forms: frozenset[str]
    themes: frozenset[str]
    topics: Mapping[str, str]
    excluded: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    """The names that occur in the data, on whatever day."""
    rules = all_rules()
    return _Vocabulary(
        legal_forms=frozenset(row.key for row in rules.legal_forms),
        themes=frozenset(row.key for row in rules.themes) | {"geen"},
        topics={row.key: row.theme for row in rules.topics},
        excluded=frozenset(row.key for row in rules.excluded_services),
    )


class _Reader:
    """Reads a document by path and gathers the errors."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []
        self.relations = 0

    def error(self, path: str, problem: str, **facts: object) -> None:
        self.errors.append(FieldError(field=path, problem=problem, facts=facts))

    def required(self, path: str) -> None:
        """Ask for the field, unless something is already wrong with it or with what it belongs to."""
        above = path.rpartition(".")[0]
        if not any(error.field in (path, above) for error in self.errors):
            self.error(path, "required")

    def finish[T](self, request: T) -> T:
        if self.errors:
            raise RequestErrors(self.errors)
        return request

    # -- shapes

    def table(self, value: object, path: str, fields: Sequence[str]) -> Mapping[str, object]:
        """The JSON object at the path; null is an empty one. Unknown and repeated names are errors."""
        top = path == ""
        if value is None and not top:
            return {}
        if not isinstance(value, dict):
            self.error(path, "not_an_object")
            return {}
        known = ("contract", *fields) if top else fields
        prefix = "" if top else f"{path}."
        for name in value:
            if name not in known:
                self.error(prefix + _shown(name), "unknown_field", name=_shown(name))
        self.repeated(value, prefix)
        if top:
            self._contract(value)
        return value

    def repeated(self, value: object, prefix: str) -> None:
        """Report the names that stand twice in a JSON object."""
        if isinstance(value, _Repeated):
            for name in value.names:
                self.error(prefix + _shown(name), "repeated_field", name=_shown(name))

    def _contract(self, value: Mapping[str, object]) -> None:
        contract = value.get("contract")
        if contract is None:
            self.required("contract")
        elif contract != CONTRACT or isinstance(contract, bool):
            self.error("contract", "other_contract", known=CONTRACT)

    def list(self, value: object, path: str, most: int) -> Iterator[tuple[str, object]]:
        """The items of the list at the path, each with its own path; null is an empty one."""
        if value is None:
            return
        if not isinstance(value, list):
            self.error(path, "not_a_list")
        elif len(value) > most:
            self.error(path, "too_many", most=most)
        else:
            for place, item in enumerate(value):
                yield f"{path}.{place}", item

    # -- values

    def _number(self, value: object, path: str, form: re.Pattern[str], kind: str) -> str | None:
        """The number as text, in the contract's form."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.error(path, f"{kind}_not_exact" if isinstance(value, _NotExact) else f"{kind}_form")
        elif value.startswith("-") and form.fullmatch(value[1:]):
            self.error(path, "negative")
        elif value.isascii() and value.isdigit() and len(value) > 3 and not form.fullmatch(value):
            self.error(path, f"{kind}_too_large")
        elif not form.fullmatch(value):
            self.error(path, f"{kind}_form")
        else:
            return value
        return None

    def money(self, value: object, path: str) -> Money | None:
        text = self._number(value, path, _MONEY, "money")
        amount = None if text is None else Money.from_text(text)
        if amount is not None and amount > Money.euros(LARGEST):
            self.error(path, "money_too_large")
            return None
        return amount

    def staff(self, value: object, path: str) -> AnnualWorkUnits | None:
        text = self._number(value, path, _MONEY, "staff")
        staff = None if text is None else AnnualWorkUnits.from_text(text)
        if staff is not None and staff.hundredths > LARGEST * 100:
            self.error(path, "staff_too_large")
            return None
        return staff

    def percentage(self, value: object, path: str) -> Percentage | None:
        text = self._number(value, path, _PERCENT, "percentage")
        percentage = None if text is None else Percentage.from_text(text)
        if percentage is not None and percentage > Percentage.of(100):
            self.error(path, "percentage_too_large")
            return None
        return percentage

    def count(self, value: object, path: str) -> int:
        """A whole number from 1 to a million."""
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
            value = int(value)
        if value is None:
            self.required(path)
        elif isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
            self.error(path, "count_form")
        else:
            return value
        return 1

    def day(self, value: object, path: str) -> date | None:
        if value is None:
            return None
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.error(path, "day_form")
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.error(path, "no_such_day", given="/".join(str(int(part)) for part in reversed(value.split("-"))))
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self.error(path, "day_out_of_range", first=FIRST_DAY, last=LAST_DAY)
            return None
        return day

    def truth(self, value: object, path: str) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        self.error(path, "not_yes_or_no")
        return None

    def choice(self, value: object, path: str, allowed: frozenset[str] | Mapping[str, object]) -> str | None:
        if value is None or (isinstance(value, str) and value in allowed):
            return value
        self.error(path, "not_a_choice")
        return None

    def name(self, value: object, path: str) -> str | None:
        """A name or label with its white space folded; an empty one is none."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.error(path, "name_form")
        elif len(value) > LONGEST_NAME:
            self.error(path, "name_too_long", most=LONGEST_NAME)
        elif not value.isprintable():
            self.error(path, "name_form")
        else:
            return " ".join(value.split()) or None
        return None

    # -- parts of a request

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
        return PlanRequest(
            enterprise=self.enterprise(table.get("enterprise")),
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
            path = f"aid_granted.{_shown(year)}"
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

    def enterprise(self, value: object) -> Enterprise:
        path = "enterprise"
        table = self.table(value, path, _ENTERPRISE_FIELDS)
        return Enterprise(
            legal_form=self.choice(table.get("legal_form"), f"{path}.legal_form", _vocabulary().legal_forms),
            established_in_flanders=self.truth(table.get("established_in_flanders"), f"{path}.established_in_flanders"),
            public_participation=self.percentage(table.get("public_participation"), f"{path}.public_participation"),
            main_activity=cast(
                "Activity | None",
                self.choice(table.get("main_activity"), f"{path}.main_activity", _ACTIVITIES),
            ),
            periods=self.periods(table.get("periods"), f"{path}.periods"),
            estimates=self.truth(table.get("estimates"), f"{path}.estimates") or False,
            group_changed=self.truth(table.get("group_changed"), f"{path}.group_changed") or False,
            size_fixed_this_year=self.size_class(table.get("size_fixed_this_year"), f"{path}.size_fixed_this_year"),
            size_stated=self.size_class(table.get("size_stated"), f"{path}.size_stated"),
            relations=self.relation_list(table.get("relations"), f"{path}.relations", ()),
            sheltered_work=self.truth(table.get("sheltered_work"), f"{path}.sheltered_work") or False,
            overdue_social_debts=self.truth(table.get("overdue_social_debts"), f"{path}.overdue_social_debts"),
        )

    def size_class(self, value: object, path: str) -> SizeClass | None:
        return cast("SizeClass | None", self.choice(value, path, _SIZES))

    def periods(self, value: object, path: str) -> tuple[Period, ...]:
        periods = tuple(self.period(item, place) for place, item in self.list(value, path, MOST_PERIODS))
        newest: date | None = None
        for place, period in enumerate(periods):
            if period.closed_on is None:
                continue
            if newest is not None and period.closed_on >= newest:
                self.error(f"{path}.{place}.closed_on", "not_newest_first")
            newest = period.closed_on
        return periods

    def period(self, value: object, path: str) -> Period:
        table = self.table(value, path, _PERIOD_FIELDS)
        return Period(
            closed_on=self.day(table.get("closed_on"), f"{path}.closed_on"),
            headcount=self.staff(table.get("headcount"), f"{path}.headcount"),
            turnover=self.money(table.get("turnover"), f"{path}.turnover"),
            balance_sheet_total=self.money(table.get("balance_sheet_total"), f"{path}.balance_sheet_total"),
        )

    def relation_list(self, value: object, path: str, above: tuple[str, ...]) -> tuple[Relation, ...]:
        if value and len(above) >= MOST_NESTING:
            self.error(path, "too_deep", most=MOST_NESTING)
            return ()
        relations = []
        for place, item in self.list(value, path, MOST_RELATIONS):
            self.relations += 1
            if self.relations > MOST_RELATIONS:
                self.error(path, "too_many", most=MOST_RELATIONS)
                break
            relations.append(self.relation(item, place, above))
        return tuple(relations)

    def relation(self, value: object, path: str, above: tuple[str, ...]) -> Relation:
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
            periods=self.periods(table.get("periods"), f"{path}.periods"),
            relations=self.relation_list(nested, f"{path}.relations", (*above, own)),
        )

    def service(self, value: object, path: str) -> Service:
        table = self.table(value, path, _SERVICE_FIELDS)
        words = _vocabulary()
        theme = self.choice(table.get("theme"), f"{path}.theme", words.themes)
        topic = self.choice(table.get("topic"), f"{path}.topic", words.topics)
        if topic is not None:
            if theme is not None and theme != words.topics[topic]:
                self.error(f"{path}.theme", "theme_does_not_fit_topic", theme=words.topics[topic], topic=topic)
            theme = words.topics[topic]
        service = Service(
            kind=cast("Kind | None", self.choice(table.get("kind"), f"{path}.kind", _KINDS)),
            theme=theme,
            topic=topic,
            excluded_as=self.choice(table.get("excluded_as"), f"{path}.excluded_as", words.excluded),
            listed_profession=self.truth(table.get("listed_profession"), f"{path}.listed_profession"),
            without_teacher=self.truth(table.get("without_teacher"), f"{path}.without_teacher"),
            related_to_provider=self.truth(table.get("related_to_provider"), f"{path}.related_to_provider"),
            serves_own_activity=self.truth(table.get("serves_own_activity"), f"{path}.serves_own_activity"),
            starts_on=self.day(table.get("starts_on"), f"{path}.starts_on"),
            ends_on=self.day(table.get("ends_on"), f"{path}.ends_on"),
        )
        if service.starts_on and service.ends_on and service.ends_on < service.starts_on:
            self.error(f"{path}.ends_on", "ends_before_start")
        return service

    def cost(self, value: object, path: str, applied_on: date) -> Cost:
        table = self.table(value, path, _COST_FIELDS)
        net = self.money(table.get("net"), f"{path}.net")
        gross = self.money(table.get("gross"), f"{path}.gross")
        if net is not None and gross is not None:
            self.error(f"{path}.gross", "net_and_gross")
        cost = Cost(
            net=net,
            gross=gross,
            ineligible=self.money(table.get("ineligible"), f"{path}.ineligible") or Money(0),
            catering=self.catering(table.get("catering"), f"{path}.catering"),
            vat_rate=self.percentage(table.get("vat_rate"), f"{path}.vat_rate"),
            vat_recoverable=self.truth(table.get("vat_recoverable"), f"{path}.vat_recoverable"),
        )
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


_ACTIVITIES = frozenset({"accepted", "accepted_before", "excluded"})
_SIZES = frozenset({"small", "medium"})
_KINDS = frozenset({"training", "advice"})
_DIRECTIONS = frozenset({"owned_by", "owns"})
_INVESTORS = EXCEPTED_INVESTORS | {PUBLIC_BODY}


def _shown(name: str) -> str:
    """A name from outside, short and printable enough to repeat in a message."""
    return "".join(character if character.isprintable() else "?" for character in name[:60])
