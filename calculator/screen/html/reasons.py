"""Why the answer is what it is: the group, what is missing, every condition with its basis."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from calculator.markup import Html, element, join
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.summary import Response, exact, missing, question_name
from calculator.screen.words import words
from calculator.texts import number, percent
from calculator.values import AnnualWorkUnits, Percentage

__all__ = ["entry", "findings_html", "group_html", "missing_html", "question_link", "why_html"]

FIGURES = ("headcount", "turnover", "balance_sheet_total")
OUTCOME_ORDER = ("fail", "unknown", "pass", "not_applicable")


def group_html(size: Mapping[str, Any]) -> Html | None:
    """Whose figures were added up, at what percentage; None for an enterprise on its own."""
    if len(size["counted"]) < 2:
        return None
    names = ("member", "percentage", *FIGURES)
    heads = [element("th", words("group", name), scope="col") for name in names]
    return element(
        "section",
        element("h3", words("group", "title")),
        element(
            "div",
            element(
                "table",
                element("thead", element("tr", join(heads))),
                element("tbody", join(_member(member) for member in size["counted"]), _total(size)),
                class_="rh-group",
            ),
            class_="rh-wide",
            tabindex="0",
            role="region",
            aria_label=words("group", "title"),
        ),
    )


def _member(member: Mapping[str, Any]) -> Html:
    own = member["tie"] == "own"
    name = words("group", "own") if own else member["name"] or question_name(member["path"])
    share = member["percentage"]
    counted = words("group", "unknown") if share is None else percent(Percentage.from_text(share))
    return _group_row(name, counted, member)


def _total(size: Mapping[str, Any]) -> Html:
    return _group_row(words("group", "total"), "", size)


def _group_row(name: str, counted: str, figures: Mapping[str, Any]) -> Html:
    cells = (words("group", "unknown") if figures[each] is None else _figure(each, figures[each]) for each in FIGURES)
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", counted),
        join(element("td", cell) for cell in cells),
    )


def _figure(name: str, text: str) -> str:
    return number(AnnualWorkUnits.from_text(text)) if name == "headcount" else exact(text)


def missing_html(response: Response, names: Names = NAMELESS) -> Html | None:
    """The questions whose answers would decide, each a link to it; None where nothing is missing."""
    for_amount, for_certainty = missing(response)
    if not for_amount and not for_certainty:
        return None
    return element(
        "section",
        element("h3", words("missing", "title")),
        _missing("amount", for_amount, names),
        _missing("certainty", for_certainty, names),
    )


def _missing(why: str, paths: Sequence[str], names: Names) -> Html | None:
    if not paths:
        return None
    links = element("ul", join(element("li", question_link(path, names)) for path in paths), class_="rh-links")
    return join((element("p", words("missing", why)), links))


def question_link(path: str, names: Names = NAMELESS) -> Html:
    """A link to the question at this path, in the words of the question."""
    place = form().place(path, names)
    return element("a", place.name, href=f"#{path}", data_do="go", data_with=path) if place else element("span", path)


def findings_html(findings: Sequence[Mapping[str, Any]]) -> Html:
    """Every condition, first what is in the way."""
    ordered = sorted(findings, key=lambda finding: OUTCOME_ORDER.index(finding["outcome"]))
    return element(
        "section",
        element("h3", words("findings", "title")),
        element("ul", join(_finding(finding) for finding in ordered), class_="rh-findings"),
    )


def _finding(finding: Mapping[str, Any]) -> Html:
    outcome, name = finding["outcome"], finding["name"]
    return element(
        "li",
        element("h4", name, " ", element("span", words("outcome", outcome), class_="rh-outcome")),
        element("p", finding["sentence"]),
        why_html(finding, name),
        class_=f"rh-finding rh-finding--{outcome}",
    )


def why_html(based: Mapping[str, Any], about: str) -> Html | None:
    """What the rule asks, since when, and where it stands; None where no rule covers the day."""
    if based["source"] is None:
        return None
    return element(
        "details",
        element("summary", words("findings", "why"), element("span", f" {about}", class_="rh-unseen")),
        element("dl", join(_reasons(based))),
        class_="rh-why",
    )


def _reasons(based: Mapping[str, Any]) -> Iterable[Html]:
    if based.get("required") is not None:
        yield entry(words("findings", "required"), based["required"])
    yield entry(words("findings", "source"), join((based["basis_sentence"], _source_link(based["source"]))))
    if based["note"] is not None:
        yield entry(words("findings", "note"), based["note"])


def entry(term: str, description: str) -> Html:
    """One term of a description list."""
    return element("div", element("dt", term), element("dd", description))


def _source_link(source: Mapping[str, Any]) -> Html | None:
    if source["url"] is None:
        return None
    title = element("span", f": {source['title']}", class_="rh-unseen")
    link = element("a", words("findings", "read"), title, href=source["url"], rel="external")
    return join((" ", link))
