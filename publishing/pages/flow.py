"""The way from the questions over the conditions to the answer."""

from collections.abc import Mapping
from datetime import date

from calculator import texts
from calculator.assess import RULES, Part, assess
from calculator.contract.reading import parse_assess
from calculator.markup import Html, element
from calculator.screen.questions import form
from publishing.pages.edition import Edition, Fragment

__all__ = ["PARTS", "flow"]

TITLES: Mapping[Part, str] = {
    "enterprise": "Uw onderneming",
    "service": "Uw opleiding of advies",
    "price": "Uw prijs, uw dagen en uw jaar",
}
PARTS = {title: tuple(rule.id for rule in RULES if rule.part == part) for part, title in TITLES.items()}
OUTCOMES = (
    "Zegt één voorwaarde nee? Dan is het antwoord nee. U leest ook alle andere voorwaarden.",
    "Weten we van één voorwaarde te weinig? Dan is het antwoord misschien. U leest welke vraag het beslist.",
    "Zijn alle voorwaarden in orde? Dan is het antwoord ja.",
)
MONEY = "De prijs die telt, maal het percentage. Nooit meer dan wat er van het plafond nog over is."


def flow(edition: Edition) -> Fragment:
    """The way from the questions over the conditions to the answer, as a list that reads well aloud."""
    asked = _questions(edition.on)
    parts = (
        _step(title, element("ul", *(_condition(rule, asked[rule]) for rule in rules_of)))
        for title, rules_of in PARTS.items()
    )
    outcome = _step("Het antwoord", element("ul", *(element("li", line) for line in OUTCOMES)))
    return Fragment(element("ol", *parts, outcome, _step("Het bedrag", element("p", MONEY)), class_="rk-flow"))


def _step(title: str, content: Html) -> Html:
    return element("li", element("strong", title), content)


def _condition(rule: str, question: str | None) -> Html:
    name = element("a", texts.rule_name(rule), href=f"#regel-{rule}")
    return element("li", name, f". {question}" if question else None)


def _questions(on: date) -> dict[str, str | None]:
    """Per condition the question of the form that is asked first, found by telling the calculator nothing."""
    nothing_told = assess(parse_assess({"contract": 1, "applied_on": on.isoformat()}))
    return {finding.rule: _question(finding.missing) for finding in nothing_told.findings}


def _question(missing: tuple[str, ...]) -> str | None:
    place = form().place(missing[0]) if missing else None
    return place.name if place else None
