"""Why the answer is what it is: every condition with what decided it, the rule and its source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from calculator import texts
from calculator.markup import Html, element, join
from calculator.rules.finding import Finding, Outcome
from calculator.scheme.rows import Basis, Source
from calculator.screen.html.fold import fold
from calculator.screen.questions import NAMELESS, Names, form
from calculator.screen.reckoning import reckoning
from calculator.screen.summary import counted
from calculator.screen.words import words

__all__ = ["entry", "findings_html", "question_link", "refusals_html", "why_html"]

OUTCOME_ORDER: Sequence[Outcome] = ("fail", "unknown", "pass", "not_applicable")
# Which answer decides a rule that reckons nothing.
DECIDED_BY: Mapping[str, str] = {
    "legal_form": "enterprise.legal_form",
    "establishment": "enterprise.established_in_flanders",
    "main_activity": "enterprise.main_activity",
    "obligations_met": "enterprise.overdue_social_debts",
    "related_provider": "service.related_to_provider",
    "service_kind": "service.kind",
    "theme": "service.theme",
    "own_activity": "service.serves_own_activity",
    "excluded_service": "service.excluded_as",
    "teacher": "service.without_teacher",
}
SIZE_DECIDED_BY = {"stated": "enterprise.size_stated", "fixed_this_year": "enterprise.size_fixed_this_year"}


def question_link(path: str, names: Names = NAMELESS) -> Html:
    """A link to the question at this path, in the words of the question."""
    place = form().place(path, names)
    return element("a", place.name, href=f"#{path}", data_do="go", data_with=path) if place else element("span", path)


def findings_html(findings: Sequence[Finding], applied_on: date) -> Html:
    """The conditions, first what is not settled; those that refuse stand in the verdict."""
    shown = sorted(
        (finding for finding in findings if finding.outcome != "fail"),
        key=lambda finding: OUTCOME_ORDER.index(finding.outcome),
    )
    counts = {outcome: sum(finding.outcome == outcome for finding in shown) for outcome in OUTCOME_ORDER}
    refused = len(shown) < len(findings)
    # Of a no nothing is asked any more.
    name = "open" if refused else "to_answer"
    gist = [counted(name, counts["unknown"])] if counts["unknown"] else []
    return fold(
        "conditions",
        words("findings", "others" if refused else "fold"),
        ", ".join([*gist, counted("in_order", counts["pass"])]),
        element("ul", join(_finding(finding, applied_on) for finding in shown), class_="rh-findings"),
    )


def refusals_html(findings: Sequence[Finding], applied_on: date) -> Html | None:
    """What refuses, each with its reason; None where nothing does."""
    against = [
        element("li", element("p", texts.sentence(each, applied_on)), _why(each))
        for each in findings
        if each.outcome == "fail"
    ]
    return element("ul", join(against), class_="rh-against") if against else None


def _finding(finding: Finding, applied_on: date) -> Html:
    outcome, name = finding.outcome, texts.rule_name(finding.rule)
    return element(
        "li",
        element("h4", name, " ", element("span", words("outcome", outcome), class_="rh-outcome")),
        element("p", texts.sentence(finding, applied_on)),
        _why(finding),
        class_=f"rh-finding rh-finding--{outcome}",
    )


def _why(finding: Finding) -> Html | None:
    name, required = texts.rule_name(finding.rule), texts.required(finding)
    reckoned = reckoning(finding)
    if reckoned or finding.outcome == "not_applicable":
        return why_html(finding.basis, name, reckoned=reckoned, required=required)
    return why_html(finding.basis, name, answer=_answer(finding), required=required)


def _answer(finding: Finding) -> str:
    """What the visitor said, in the words of the form."""
    path = (SIZE_DECIDED_BY if finding.rule == "sme_size" else DECIDED_BY).get(
        finding.reason if finding.rule == "sme_size" else finding.rule
    )
    place, given = path and form().place(path), finding.given
    options = place.question.options if place and place.question else ()
    value = str(given).lower() if isinstance(given, bool) else str(given)
    said = (option.label for option in options if option.value == value)
    return next(said, words("findings", "no_answer"))


def why_html(
    basis: Basis | None,
    about: str,
    *,
    reckoned: str | None = None,
    answer: str | None = None,
    required: str | None = None,
) -> Html | None:
    """What decided, a reckoning or an answer; then what the rule asks, where it stands and since when.

    None where no rule covers the day.
    """
    if basis is None:
        return None
    told = {"reckoning": reckoned, "answer": answer, "required": required}
    decided = (entry(words("findings", term), text) for term, text in told.items() if text is not None)
    return element(
        "details",
        element("summary", words("findings", "why"), element("span", f" {about}", class_="rh-unseen")),
        element("dl", join((*decided, *_source(basis)))),
        class_="rh-why",
    )


def _source(basis: Basis) -> Iterator[Html]:
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
