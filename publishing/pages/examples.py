"""Worked examples: published cases, answered by the calculator, in the words of the visitor's own result."""

import json
import re
from collections.abc import Mapping
from functools import cache

from calculator.answer import AMOUNTS, AmountName, Answer
from calculator.corpus import PUBLISHED, Case, read
from calculator.markup import Html, element
from calculator.rules.aid import Aid
from calculator.screen.amounts import amounts, exact
from calculator.screen.words import words
from calculator.texts import euro, sentence
from publishing.pages.answers import answer
from publishing.pages.edition import Edition, Fragment, Mistake, choose
from publishing.pages.tables import amount, html_table, plain

__all__ = ["example", "figure"]

ADDRESS = re.compile(r"https?://\S*[^\s,;.]")
SHOWN: frozenset[AmountName] = frozenset(
    {"net_cost", "eligible_cost", "amount", "own_share", "to_pay_provider", "real_cost"}
)


@cache
def _cases() -> Mapping[str, Case]:
    return {case.id: case for case in read(PUBLISHED) if case.on_site and case.command == "assess"}


def _case(name: str) -> Case:
    case = _cases().get(name)
    if case is None:
        raise Mistake(f"er is geen voorbeeld {name!r} voor de site; {choose(name, _cases())}")
    return case


def example(edition: Edition, *, naam: str) -> Fragment:
    """One case: the verdict, what it is about, the amounts where it is about money, and the working by hand."""
    case = _case(naam)
    assessment = _answer(case).assessment
    shown = [assessment.finding(rule) for rule in _rules(case)]
    block = element(
        "div",
        element("p", case.title, class_="rk-title"),
        *(element("p", sentence(found, assessment.request.applied_on)) for found in shown),
        _amounts(case, assessment.aid) if assessment.aid and "aid.amount" in case.expect else None,
        element("p", element("strong", "Nagerekend: "), case.working),
        _origin(case),
        class_="rk-example",
    )
    titles = {found.basis.source.title for found in assessment.findings if found.basis}
    return Fragment(block, tuple(source for source in edition.rules.sources if source.title in titles))


def _answer(case: Case) -> Answer:
    return answer(json.loads(case.request))


def _rules(case: Case) -> list[str]:
    """The rules the case is about: those it expects something of, and the size where it is about the size."""
    rules = [path.removeprefix("findings.") for path in case.expect if path.startswith("findings.")]
    about_size = any(path.startswith("size.") for path in case.expect) and "aid.amount" not in case.expect
    return list(dict.fromkeys([*(["sme_size"] if about_size else []), *rules]))


def _amounts(case: Case, aid: Aid) -> Html:
    """The money in short, in the words of the visitor's own result."""
    rows = [[plain(row.label), amount(exact(row.amount))] for row in amounts(aid) if row.id in SHOWN and row.amount]
    headings = (plain(words("amounts", "what")), amount(words("amounts", "how_much")))
    title = words("amounts", "title")
    return html_table(title, headings, rows, name=f"{title} {case.title}")


def _origin(case: Case) -> Html:
    written = ADDRESS.match(case.source)
    address = written[0] if written else ""
    link = element("a", address, href=address) if address else None
    return element("p", "Bron: ", link, case.source.removeprefix(address), class_="rk-source")


def figure(_: Edition, *, naam: str, pad: str) -> Fragment:
    """One amount of a case, such as `aid.amount`."""
    aid = _answer(_case(naam)).assessment.aid
    amount_of = {f"aid.{name}": amount_of for name, amount_of in AMOUNTS.items()}.get(pad)
    value = amount_of(aid) if aid and amount_of else None
    if value is None:
        raise Mistake(f"het voorbeeld {naam!r} heeft geen bedrag {pad!r}; schrijf bijvoorbeeld pad=aid.amount")
    return Fragment(euro(value))
