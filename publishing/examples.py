"""Worked examples: published cases, answered by the calculator, in the words of the visitor's own result."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from calculator.corpus import PUBLISHED, Case, read
from calculator.markup import Html, element
from calculator.screen.summary import amounts, exact
from calculator.screen.words import words
from calculator.texts import euro
from calculator.values import Money
from publishing.answers import Response, answer_text, finding
from publishing.edition import Edition, Fragment, Mistake, choose
from publishing.tables import amount, html_table, plain

__all__ = ["example", "figure"]

ADDRESS = re.compile(r"https?://\S*[^\s,;.]")
AMOUNTS = frozenset({"net_cost", "eligible_cost", "amount", "own_share", "to_pay_provider", "real_cost"})


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
    response = answer_text(case.command, case.request)
    shown = [finding(response, rule) for rule in _rules(case)]
    block = element(
        "div",
        element("p", case.title, class_="rk-title"),
        *(element("p", found["sentence"]) for found in shown),
        _amounts(case, response["aid"]) if "aid.amount" in case.expect else None,
        element("p", element("strong", "Nagerekend: "), case.working),
        _origin(case),
        class_="rk-example",
    )
    titles = {found["source"]["title"] for found in response["findings"] if found["source"]}
    return Fragment(block, tuple(source for source in edition.rules.sources if source.title in titles))


def _rules(case: Case) -> list[str]:
    """The rules the case is about: those it expects something of, and the size where it is about the size."""
    rules = [path.removeprefix("findings.") for path in case.expect if path.startswith("findings.")]
    about_size = any(path.startswith("size.") for path in case.expect) and "aid.amount" not in case.expect
    return list(dict.fromkeys([*(["sme_size"] if about_size else []), *rules]))


def _amounts(case: Case, aid: Response) -> Html:
    """The money in short, in the words of the visitor's own result."""
    rows = [[plain(row.label), amount(exact(row.amount))] for row in amounts(aid) if row.id in AMOUNTS and row.amount]
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
    case = _case(naam)
    value: Any = answer_text(case.command, case.request)
    for step in pad.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if not isinstance(value, str):
        raise Mistake(f"het voorbeeld {naam!r} heeft geen bedrag {pad!r}; schrijf bijvoorbeeld pad=aid.amount")
    try:
        return Fragment(euro(Money.from_text(value)))
    except ValueError:
        raise Mistake(f"{pad!r} is geen bedrag maar {value!r}; schrijf bijvoorbeeld pad=aid.amount") from None
