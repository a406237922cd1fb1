"""The block of a rule: what holds now, since when, where it stands, when that was read and how sure it is."""

from collections.abc import Mapping

from calculator.assess import RULES
from calculator.markup import Html, element
from calculator.rules.finding import Finding
from calculator.scheme.rows import Kind
from calculator.texts import day, required, rule_name, sentence
from publishing.pages.answers import answer
from publishing.pages.edition import Edition, Fragment, source_line
from publishing.pages.figures import RULE_ROWS, SERVICES, in_force

__all__ = ["rule"]

BY_SERVICE = frozenset(rule.id for rule in RULES if rule.by_kind)
NAMES: Mapping[Kind, str] = {"training": "Opleiding", "advice": "Advies"}


def _found(edition: Edition, rule: str, service: Kind) -> Finding:
    """What the rule says to somebody who told the service and nothing else."""
    request = {"contract": 1, "applied_on": edition.on.isoformat(), "service": {"kind": service}}
    return answer(request).assessment.finding(rule)


def rule(edition: Edition, *, naam: str, dienst: str | None = None) -> Fragment:
    """The block of one rule; of a rule with a row for each service, both unless one is named."""
    services = [SERVICES[dienst]] if dienst else list(NAMES) if naam in BY_SERVICE else [next(iter(NAMES))]
    rows = [in_force(RULE_ROWS[naam](edition.today(), service), edition.on) for service in services]
    statements = [_statement(edition, naam, service, named=len(services) > 1) for service in services]
    lines = [source_line(row.basis) for row in rows]
    block = element(
        "div",
        element("p", f"{rule_name(naam)}: de regel op {day(edition.on)}", class_="rk-title"),
        *(part for pair in zip(statements, lines, strict=True) for part in pair),
        class_="rk-rule",
    )
    return Fragment(block, tuple(row.basis.source for row in rows))


def _statement(edition: Edition, rule: str, service: Kind, *, named: bool) -> Html:
    found = _found(edition, rule, service)
    # Whether a service gets aid at all is the finding itself; every other rule says what it asks.
    says = sentence(found, edition.on) if rule == "service_kind" else f"Nodig: {required(found)}."
    return element("p", element("strong", f"{NAMES[service]}: ") if named else None, says)
