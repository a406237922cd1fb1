"""A second reading of the scheme, written from the published rules alone and meant to be dull.

It shares nothing with `calculator`: its own constants, fractions instead of cents, one branch per sentence, and
no reasoning about what is unknown. Whatever is unknown is filled in twice, as small and as large as it can be; an
answer counts only when both fillings agree. That is enough because more staff, more money or a larger share never
gives a better class.

`judge` returns what it holds for certain as a flat table: path into the response -> value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

type Json = dict[str, Any]
type Verdict = dict[str, str | None]
type Year = dict[str, Fraction]

FIRST_DAY = date(2016, 4, 1)
# Of later days it knows nothing: the data may hold rows for them that nobody wrote here yet.
KNOWN_THROUGH = date(2026, 11, 28)
LOWER_RATES = date(2019, 12, 1)
ONE_CAP = date(2020, 1, 1)
FIRST_EXCLUSIONS = date(2020, 7, 1)
MORE_EXCLUSIONS_ANNOUNCED = date(2021, 7, 9)
MORE_EXCLUSIONS_CERTAIN = date(2021, 7, 14)
CYBERSECURITY = date(2021, 9, 14)
THEMES = date(2023, 1, 1)
ENERGY_POSSIBLE = date(2023, 3, 15)
ENERGY_CERTAIN = date(2024, 6, 5)
SHELTERED_WORK = date(2026, 1, 1)
ADVICE_CLOSED = date(2026, 2, 1)

ACCEPTED_FORMS = "eenmanszaak vrij_beroep nv bv cv vof comm_v comm_va esv se sce buitenlands_vergelijkbaar".split()
REFUSED_FORMS = "maatschap feitelijke_vereniging stille_vennootschap tijdelijke_vennootschap vzw in_oprichting".split()
ACCEPTED_ACTIVITIES = ["accepted", "accepted_before"]
EXCEPTED_INVESTORS = (
    "public_investment_company venture_capital business_angel university institutional_investor small_municipality"
).split()
EXCLUDED_IN_2020 = (
    "shiatsu mindfulness reflexologie astrologie insights_discovery myers_briggs nlp examen_en_examencoaching"
    " meridiaan_en_elementenleer hypnose rijbewijs vliegopleiding abonnement_zonder_bekende_inhoud teambuilding"
    " netwerksessies studiereizen"
).split()
EXCLUDED_DURING_2021 = (
    "bachbloesemtherapie sjamanisme wichelroedelopen pendelen kaartlezen wandelcoaching vaarbewijs gezondheid"
).split()

FIGURES = ("headcount", "turnover", "balance_sheet_total")
PASS, FAIL, UNKNOWN, NOT_APPLICABLE = "pass", "fail", "unknown", "not_applicable"


def judge(request: Json) -> Verdict:
    """Everything the naive reading holds about one valid `assess` request."""
    on = date.fromisoformat(request["applied_on"])
    enterprise, service, cost = (request.get(part) or {} for part in ("enterprise", "service", "cost"))
    size = size_of(enterprise)
    findings = findings_of(on, request, size)
    if on < FIRST_DAY:
        return {"outcome": "undecided", "aid": None, **{f"findings.{rule}": UNKNOWN for rule in findings}}
    refused = FAIL in findings.values()
    paid_as = "medium" if size["class"] == "large" and is_sheltered(on, enterprise) else size["class"]
    aid = aid_of(on, paid_as, service, cost, request.get("aid_granted_this_year"), refused=refused)
    return {
        "outcome": outcome_of(findings.values()),
        **{f"size.{name}": value for name, value in size.items()},
        **{f"findings.{rule}": outcome for rule, outcome in findings.items()},
        **({f"aid.{name}": value for name, value in aid.items()} if aid else {"aid": None}),
        **{f"deadlines.{name}": day.isoformat() for name, day in deadlines_of(on, service.get("starts_on")).items()},
    }


def outcome_of(findings: Iterable[str]) -> str:
    """A refusal settles it; else anything unknown leaves it undecided."""
    outcomes = set(findings)
    return "not_eligible" if FAIL in outcomes else "undecided" if UNKNOWN in outcomes else "eligible"


# --- size -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What stands in for the unknown: a figure (staff or euro) and a share in percent."""

    figure: Fraction
    share: Fraction


LEAST = Filling(figure=Fraction(0), share=Fraction(0))
MOST = Filling(figure=Fraction(10**15), share=Fraction(100))


def size_of(enterprise: Json) -> Verdict:
    """Class, figures of the newest year and basis."""
    possible = histories(enterprise, LEAST) + histories(enterprise, MOST)
    computed = certain(class_of(years) for years in possible)
    figures = {name: certain(two_decimals(years[0][name]) for years in possible) for name in FIGURES}
    fixed, stated = enterprise.get("size_fixed_this_year"), enterprise.get("size_stated")
    if fixed:
        return {"class": fixed, "basis": "fixed_this_year", **figures}
    if computed is None and stated:
        return {"class": stated, "basis": "stated", **figures}
    basis = "estimate" if enterprise.get("estimates") else "group" if grouped(enterprise, MOST) else "own"
    return {"class": computed, "basis": basis, **figures}


def certain(possible: Iterable[str]) -> str | None:
    """What holds whatever the unknown is."""
    answers = set(possible)
    return answers.pop() if len(answers) == 1 else None


def histories(enterprise: Json, filling: Filling) -> list[list[Year]]:
    """The group's figures per closed year, newest first: one year, or three of which the third may be unknown.

    Without any period of one's own both can be the case.
    """
    periods = enterprise.get("periods") or []
    others = grouped(enterprise, filling)
    years = [group_year(year, periods, others, filling) for year in range(len(periods) or 3)]
    if len(periods) == 1 or enterprise.get("group_changed") or enterprise.get("estimates"):
        return [years[:1]]
    if not periods:
        return [years[:1], years]
    return [[*years, dict.fromkeys(FIGURES, filling.figure)][:3]]


def group_year(year: int, periods: list[Json], others: list[tuple[Fraction, list[Json]]], filling: Filling) -> Year:
    """One year of the whole group: one's own figures and every other enterprise at its percentage."""
    members = [(Fraction(1), periods), *others]
    return {
        name: sum(
            (weight * filled(at(theirs, year).get(name), filling.figure) for weight, theirs in members),
            start=Fraction(0),
        )
        for name in FIGURES
    }


def at(periods: list[Json], year: int) -> Json:
    """The period at this position, or the oldest there is."""
    return periods[min(year, len(periods) - 1)] if periods else {}


def filled(value: str | int | None, unknown: Fraction) -> Fraction:
    return unknown if value is None else Fraction(value)


# --- the group --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Web:
    """Who holds how much of whom, in percent, with the unknown filled in. One's own name is `ME`."""

    periods: dict[str, list[Json]]
    investors: dict[str, str | None]
    holdings: dict[tuple[str, str], Fraction]
    controlled: list[tuple[str, str]]
    together: list[list[str]]


ME = "me"


def web_of(enterprise: Json, filling: Filling) -> Web:
    web = Web(periods={}, investors={}, holdings={}, controlled=[], together=[])
    if enterprise.get("group"):
        read_graph(enterprise["group"], web, filling)
    else:
        read_tree(enterprise.get("relations") or [], ME, web, filling)
    return web


def read_graph(group: Json, web: Web, filling: Filling) -> None:
    def called(name: str | None) -> str:
        return ME if name is None else f"id {name}"

    for other in group.get("enterprises") or []:
        web.periods[called(other["id"])] = other.get("periods") or []
        web.investors[called(other["id"])] = other.get("investor")
    for row in group.get("holdings") or []:
        hold(row, called(row.get("holder")), called(row.get("held")), web, filling)
    web.together.extend([called(name) for name in names] for names in group.get("together") or [])


def read_tree(relations: list[Json], around: str, web: Web, filling: Filling) -> None:
    """Every relation with whom it is listed under; those beside each other with one label act together."""
    for relation in relations:
        who = identity(relation)
        web.periods[who] = relation.get("periods") or []
        if relation.get("direction") == "owns":
            hold(relation, around, who, web, filling)
        else:
            hold(relation, who, around, web, filling)
            said = {web.investors.get(who, relation.get("investor")), relation.get("investor")}
            web.investors[who] = "public_body" if "public_body" in said else said.pop() if len(said) == 1 else None
        read_tree(relation.get("relations") or [], who, web, filling)
    for label in {relation.get("joint") for relation in relations} - {None}:
        web.together.append([identity(relation) for relation in relations if relation.get("joint") == label])


def identity(relation: Json) -> str:
    """The same name with the same figures is the same enterprise; without a name it is always another one."""
    name = (relation.get("name") or "").strip().casefold()
    return f"{name}: {relation.get('periods')}" if name else f"nameless {id(relation)}"


def hold(row: Json, holder: str, held: str, web: Web, filling: Filling) -> None:
    """A pair told twice holds what is told highest."""
    share = filled(row.get("share"), filling.share)
    web.holdings[holder, held] = max(share, web.holdings.get((holder, held), share))
    if row.get("controls"):
        web.controlled.append((holder, held))


def grouped(enterprise: Json, filling: Filling) -> list[tuple[Fraction, list[Json]]]:
    """Every enterprise that counts beside one's own, with its weight and its periods."""
    web = web_of(enterprise, filling)
    clusters = clusters_of(web)
    weighed = ((weight_of(clusters[who], clusters[ME], web), periods) for who, periods in web.periods.items())
    return [(weight, periods) for weight, periods in weighed if weight]


def clusters_of(web: Web) -> dict[str, frozenset[str]]:
    """Everyone linked to each one, itself included: all whom more and more steps reach, until there is no step left.

    A step: who acts together with a member, controls or is controlled, or when a set of linked ones holds over half.
    """
    everyone = [ME, *web.periods]
    clusters = {who: frozenset({who}) for who in everyone}

    def merge(first: str, second: str) -> None:
        both = clusters[first] | clusters[second]
        for who in both:
            clusters[who] = both

    for pair in web.controlled:
        merge(*pair)
    for names in web.together:
        for name in names:
            merge(names[0], name)
    found = True
    while found:
        found = False
        for cluster in set(clusters.values()):
            for who in everyone:
                if who not in cluster and held_by(cluster, who, web) > 50:
                    merge(next(iter(cluster)), who)
                    found = True
    return clusters


def held_by(holders: Iterable[str], who: str, web: Web) -> Fraction:
    return sum((web.holdings[holder, who] for holder in holders if (holder, who) in web.holdings), start=Fraction(0))


def weight_of(theirs: frozenset[str], ours: frozenset[str], web: Web) -> Fraction:
    """How much of a cluster counts, from 0 to 1: one's own in full, a partner and all linked to it at its share."""
    if theirs == ours:
        return Fraction(1)
    shares = [held_by(ours, each, web) for each in theirs]
    for each in ours:
        holders = [holder for holder in theirs if web.holdings.get((holder, each))]
        if any(web.investors.get(holder) not in EXCEPTED_INVESTORS for holder in holders):
            shares.append(held_by(holders, each, web))
    share = max(shares)
    return share / 100 if share >= 25 else Fraction(0)


def class_of(years: list[Year]) -> str:
    """Small, medium or large: per ceiling what most years say."""
    if most_years(years, staff=50, turnover=10_000_000, balance=10_000_000):
        return "small"
    if most_years(years, staff=250, turnover=50_000_000, balance=43_000_000):
        return "medium"
    return "large"


def most_years(years: list[Year], *, staff: int, turnover: int, balance: int) -> bool:
    within = [
        year["headcount"] < staff and (year["turnover"] <= turnover or year["balance_sheet_total"] <= balance)
        for year in years
    ]
    return 2 * sum(within) > len(within)


# --- conditions -------------------------------------------------------------------------------------------------


def findings_of(on: date, request: Json, size: Verdict) -> dict[str, str]:
    """The outcome of every rule, for a day the scheme as we know it exists."""
    enterprise, service, cost = (request.get(part) or {} for part in ("enterprise", "service", "cost"))
    sheltered = is_sheltered(on, enterprise)
    return {
        "legal_form": NOT_APPLICABLE
        if sheltered
        else one_of(enterprise.get("legal_form"), passes=ACCEPTED_FORMS, fails=REFUSED_FORMS),
        "establishment": one_of(enterprise.get("established_in_flanders"), passes=[True], fails=[False]),
        "public_participation": public_participation(enterprise),
        "main_activity": one_of(enterprise.get("main_activity"), passes=ACCEPTED_ACTIVITIES, fails=["excluded"]),
        "obligations_met": FAIL if enterprise.get("overdue_social_debts") else PASS,
        "sme_size": NOT_APPLICABLE if sheltered else sme_size(size),
        "related_provider": one_of(service.get("related_to_provider"), passes=[False], fails=[True]),
        "service_kind": service_kind(on, service),
        "theme": theme(on, service),
        "own_activity": FAIL if service.get("serves_own_activity") is False else PASS,
        "excluded_service": excluded_service(on, service.get("excluded_as")),
        "teacher": teacher(service),
        "minimum_cost": minimum_cost(service.get("kind"), cost),
        "application_window": application_window(on, service.get("starts_on")),
        "finish_in_time": finish_in_time(on, service.get("ends_on")),
        "yearly_cap": yearly_cap(
            on,
            "medium" if sheltered and size["class"] == "large" else size["class"],
            request.get("aid_granted_this_year"),
        ),
    }


def one_of(given: object, *, passes: list[Any], fails: list[Any]) -> str:
    return PASS if given in passes else FAIL if given in fails else UNKNOWN


def is_sheltered(on: date, enterprise: Json) -> bool:
    """Whether a recognised sheltered-work enterprise may rely on that."""
    return on >= SHELTERED_WORK and enterprise.get("sheltered_work") is True


def sme_size(size: Verdict) -> str:
    """The visitor's own word gives an amount, not a yes."""
    if size["basis"] == "stated":
        return UNKNOWN
    return one_of(size["class"], passes=["small", "medium"], fails=["large"])


def public_participation(enterprise: Json) -> str:
    """Below 25 percent in public hands; the field and the public bodies named are not added up, the higher counts."""
    said = enterprise.get("public_participation")
    if max(filled(said, LEAST.share), in_public_hands(web_of(enterprise, LEAST))) >= 25:
        return FAIL
    return PASS if max(filled(said, MOST.share), in_public_hands(web_of(enterprise, MOST))) < 25 else UNKNOWN


def in_public_hands(web: Web) -> Fraction:
    """The percentage that public bodies hold, directly or through enterprises of which they hold more than half."""
    shares = web.holdings | dict.fromkeys(web.controlled, Fraction(100))
    public = {who for who, investor in web.investors.items() if investor == "public_body"}
    while True:
        more = {
            who for who in web.periods if sum(shares.get((holder, who), Fraction(0)) for holder in public) > 50
        } - public
        if not more:
            return sum((shares.get((holder, ME), Fraction(0)) for holder in public), start=Fraction(0))
        public |= more


def service_kind(on: date, service: Json) -> str:
    kind, topic = service.get("kind"), service.get("topic")
    if topic == "energie_efficientie" and ENERGY_POSSIBLE <= on < ENERGY_CERTAIN:
        return UNKNOWN
    if kind is None:
        return UNKNOWN
    return FAIL if kind == "advice" and on >= ADVICE_CLOSED and topic != "cybersecurity" else PASS


def theme(on: date, service: Json) -> str:
    if on < THEMES:
        return NOT_APPLICABLE
    if service.get("topic"):
        return PASS
    chosen = service.get("theme")
    if chosen == "beroepsspecifieke_competenties":
        return one_of(service.get("listed_profession"), passes=[True], fails=[False])
    return UNKNOWN if chosen is None else FAIL if chosen == "geen" else PASS


def excluded_service(on: date, name: str | None) -> str:
    if on < FIRST_EXCLUSIONS:
        return NOT_APPLICABLE
    if name in EXCLUDED_IN_2020:
        return FAIL
    if name in EXCLUDED_DURING_2021 and on >= MORE_EXCLUSIONS_CERTAIN:
        return FAIL
    return UNKNOWN if name in EXCLUDED_DURING_2021 and on >= MORE_EXCLUSIONS_ANNOUNCED else PASS


def teacher(service: Json) -> str:
    if service.get("kind") == "advice":
        return NOT_APPLICABLE
    without = service.get("without_teacher")
    if without is True and service.get("kind") is None:
        return UNKNOWN
    return one_of(without, passes=[False], fails=[True])


def minimum_cost(kind: str | None, cost: Json) -> str:
    """At least 100 euro for training, 500 for advice; an unknown kind is both in turn."""
    bill = bill_of(cost)
    if bill is None:
        return UNKNOWN
    least = {"training": [100], "advice": [500], None: [100, 500]}[kind]
    enough = {bill.eligible >= euros for euros in least}
    return UNKNOWN if len(enough) > 1 else PASS if True in enough else FAIL


def application_window(on: date, starts_on: str | None) -> str:
    if starts_on is None:
        return UNKNOWN
    return PASS if on <= date.fromisoformat(starts_on) + timedelta(days=14) else FAIL


def finish_in_time(on: date, ends_on: str | None) -> str:
    if ends_on is None:
        return NOT_APPLICABLE
    return PASS if date.fromisoformat(ends_on) <= date(on.year + 1, 12, 31) else FAIL


def yearly_cap(on: date, size: str | None, granted: str | None) -> str:
    if size == "large":
        return NOT_APPLICABLE
    cap = cap_of(on, size)
    if cap is None or granted is None:
        return UNKNOWN
    return FAIL if Fraction(granted) >= cap else PASS


def deadlines_of(on: date, starts_on: str | None) -> dict[str, date]:
    """Every last day that can be counted."""
    counted_from_application = {
        "deposit_by_provider": on + timedelta(days=14),
        "deposit_by": on + timedelta(days=30),
        "finish_by": date(on.year + 1, 12, 31),
    }
    if starts_on is None:
        return counted_from_application
    return counted_from_application | {"apply_by": date.fromisoformat(starts_on) + timedelta(days=14)}


# --- money ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Bill:
    """One invoice in euro: net of VAT, the VAT on it, and the part of the net that can be subsidised."""

    net: Fraction
    vat: Fraction
    eligible: Fraction


def bill_of(cost: Json) -> Bill | None:
    vat_rate = Fraction(21 if cost.get("vat_rate") is None else cost["vat_rate"]) / 100
    if cost.get("net") is not None:
        net = Fraction(cost["net"])
        vat = to_cent(net * vat_rate)
    elif cost.get("gross") is not None:
        net = to_cent(Fraction(cost["gross"]) / (1 + vat_rate))
        vat = Fraction(cost["gross"]) - net
    else:
        return None
    return Bill(net=net, vat=vat, eligible=net - Fraction(cost.get("ineligible") or 0) - catering_surplus(cost))


def catering_surplus(cost: Json) -> Fraction:
    """What catering costs above 25 euro a person a day."""
    catering = cost.get("catering")
    if not catering:
        return Fraction(0)
    allowed = Fraction(25 * catering["persons"] * catering["days"])
    return max(Fraction(0), Fraction(catering["amount"]) - allowed)


def cap_of(on: date, size: str | None) -> Fraction | None:
    """Euro of aid in the calendar year; None when it depends on a size not known."""
    if size == "large":
        return Fraction(0)
    if on >= ONE_CAP:
        return Fraction(7_500)
    return {"small": Fraction(10_000), "medium": Fraction(15_000), None: None}[size]


def rate_of(on: date, size: str, kind: str, topic: str | None) -> int | None:
    """Percent for one kind of service; None where the published rules do not say."""
    if topic == "energie_efficientie" and ENERGY_POSSIBLE <= on < ENERGY_CERTAIN:
        return None
    if size == "large":
        return 0
    if kind == "advice" and on >= ADVICE_CLOSED and topic != "cybersecurity":
        return 0
    raised_from = {"cybersecurity": CYBERSECURITY, "energie_efficientie": ENERGY_CERTAIN, None: date.max}[topic]
    if on >= raised_from:
        return {"small": 45, "medium": 35}[size]
    if on >= LOWER_RATES:
        return {"small": 30, "medium": 20}[size]
    return {"small": 40, "medium": 30}[size]


def aid_of(
    on: date, size: str | None, service: Json, cost: Json, granted: str | None, *, refused: bool
) -> Verdict | None:
    """The whole sum, or None as long as the cost, the size or the rate is not known."""
    bill = bill_of(cost)
    if bill is None or size is None:
        return None
    kinds = [service["kind"]] if service.get("kind") else ["training", "advice"]
    rates = {rate_of(on, size, kind, service.get("topic")) for kind in kinds}
    rate, cap = rates.pop(), cap_of(on, size)
    if rates or rate is None or cap is None:
        return None
    left = max(Fraction(0), cap - Fraction(granted or 0))
    amount = Fraction(0) if refused else min(to_cent(bill.eligible * rate / 100), left)
    own_share = bill.eligible - amount
    deposit = own_share if amount else Fraction(0)
    total = bill.net + bill.vat - amount
    recovered = {True: bill.vat, False: Fraction(0), None: None}[cost.get("vat_recoverable")]
    return {
        "rate": str(rate),
        "eligible_cost": two_decimals(bill.eligible),
        "amount": two_decimals(amount),
        "own_share": two_decimals(own_share),
        "vat": two_decimals(bill.vat),
        "deposit": two_decimals(deposit),
        "to_pay_provider": two_decimals(total - deposit),
        "total_paid": two_decimals(total),
        "real_cost": None if recovered is None else two_decimals(total - recovered),
        "cap": two_decimals(cap),
        "left_this_year": two_decimals(left - amount),
    }


def to_cent(amount: Fraction) -> Fraction:
    """Round half up to the cent; every amount here is zero or more."""
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def two_decimals(number: Fraction) -> str:
    cents = int(to_cent(number) * 100)
    return f"{cents // 100}.{cents % 100:02}"
