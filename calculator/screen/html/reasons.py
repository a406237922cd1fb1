"""Why the answer is what it is: the group, what is missing, every condition with its basis."""

from collections.abc import Iterable, Sequence
from datetime import date

from calculator import texts
from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.rules.finding import Finding, Outcome
from calculator.scheme.rows import Basis, Source
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.summary import missing
from calculator.screen.words import words

__all__ = ["entry", "findings_html", "missing_html", "question_link", "why_html"]

OUTCOME_ORDER: Sequence[Outcome] = ("fail", "unknown", "pass", "not_applicable")


def missing_html(answer: Answer, names: Names = NAMELESS) -> Html | None:
    """The questions whose answers would decide, each a link to it; None where nothing is missing."""
    for_amount, for_certainty = missing(answer)
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


def findings_html(findings: Sequence[Finding], applied_on: date) -> Html:
    """Every condition, first what is in the way."""
    ordered = sorted(findings, key=lambda finding: OUTCOME_ORDER.index(finding.outcome))
    return element(
        "section",
        element("h3", words("findings", "title")),
        element("ul", join(_finding(finding, applied_on) for finding in ordered), class_="rh-findings"),
    )


def _finding(finding: Finding, applied_on: date) -> Html:
    outcome, name = finding.outcome, texts.rule_name(finding.rule)
    return element(
        "li",
        element("h4", name, " ", element("span", words("outcome", outcome), class_="rh-outcome")),
        element("p", texts.sentence(finding, applied_on)),
        why_html(finding.basis, name, required=texts.required(finding)),
        class_=f"rh-finding rh-finding--{outcome}",
    )


def why_html(basis: Basis | None, about: str, *, required: str | None = None) -> Html | None:
    """What the rule asks, since when, and where it stands; None where no rule covers the day."""
    if basis is None:
        return None
    return element(
        "details",
        element("summary", words("findings", "why"), element("span", f" {about}", class_="rh-unseen")),
        element("dl", join(_reasons(basis, required))),
        class_="rh-why",
    )


def _reasons(basis: Basis, required: str | None) -> Iterable[Html]:
    if required is not None:
        yield entry(words("findings", "required"), required)
    yield entry(words("findings", "source"), join((texts.basis_sentence(basis), _source_link(basis.source))))
    if basis.note is not None:
        yield entry(words("findings", "note"), basis.note)


def entry(term: str, description: str) -> Html:
    """One term of a description list."""
    return element("div", element("dt", term), element("dd", description))


def _source_link(source: Source) -> Html | None:
    if not source.url:
        return None
    title = element("span", f": {source.title}", class_="rh-unseen")
    link = element("a", words("findings", "read"), title, href=source.url, rel="external")
    return join((" ", link))
