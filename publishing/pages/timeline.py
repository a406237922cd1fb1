"""The way of one project from enrolment to payment, drawn as a vertical line that fits any screen."""

from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from calculator.markup import Html, element, join
from calculator.scheme.rows import Term
from publishing.pages.edition import Edition, Fragment
from publishing.pages.figures import in_force, term_text

__all__ = ["timeline"]

WIDTH = 340
LEFT = 20
TEXT = 46
FIRST = 22
STEP = 58
LINE = 18
LONGEST_LINE = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event: who acts, what happens, and the limit in time where there is one."""

    who: str
    what: str
    limit: str = ""


def _steps(apply: Term, ask: Term, deposit: Term, finish: Term) -> tuple[Step, ...]:
    return (
        Step(who="U en Hands", what="U schrijft zich in"),
        Step(who="U", what="U vraagt de steun aan", limit=f"hoogstens {apply.days} dagen na de start"),
        Step(who="Hands", what="Hands kijkt de aanvraag na"),
        Step(
            who="U",
            what="U stort uw eigen deel",
            limit=f"binnen {ask.days} dagen, zeker binnen {deposit.days}",
        ),
        Step(who="Vlaamse overheid", what="De overheid voegt de steun toe"),
        Step(who="U en Hands", what="U volgt de opleiding"),
        Step(who="Hands", what="U krijgt de factuur"),
        Step(who="U", what="U geeft het geld vrij in het portaal"),
        Step(who="U", what="U betaalt de btw aan Hands", limit=f"klaar op {term_text(finish)}"),
    )


def _limit_lines(step: Step) -> list[str]:
    return wrap(step.limit, LONGEST_LINE)


def _tops(steps: tuple[Step, ...]) -> list[int]:
    """How far down each step starts, and where the drawing ends: a limit in time makes a step taller."""
    return list(accumulate((STEP + LINE * len(_limit_lines(step)) for step in steps), initial=FIRST))


def _drawn(place: int, step: Step, top: int) -> Html:
    yours = "rk-timeline__you" if step.who.startswith("U") else None
    limits = (
        element("text", line, x=str(TEXT), y=str(top + 25 + LINE * number), class_="rk-timeline__limit")
        for number, line in enumerate(_limit_lines(step), 1)
    )
    return join(
        [
            element("circle", cx=str(LEFT), cy=str(top), r="9", class_=yours),
            element("text", f"{place}. {step.what}", x=str(TEXT), y=str(top + 5)),
            element("text", step.who, x=str(TEXT), y=str(top + 24), class_="rk-timeline__who"),
            *limits,
        ]
    )


def _spoken(steps: tuple[Step, ...]) -> str:
    return " ".join(
        f"{place}. {step.what} ({step.who}{': ' + step.limit if step.limit else ''})."
        for place, step in enumerate(steps, 1)
    )


def timeline(edition: Edition) -> Fragment:
    """The drawing, with the same words as its description for who cannot see it."""
    terms = edition.today().terms
    apply, ask, deposit, finish = (
        in_force(terms.get(name), edition.on)
        for name in ("application_window", "deposit_provider", "deposit", "finish")
    )
    steps = _steps(apply, ask, deposit, finish)
    *tops, end = _tops(steps)
    svg = element(
        "svg",
        element("title", "Het pad van een project", id="rk-timeline-title"),
        element("desc", _spoken(steps), id="rk-timeline-text"),
        element("path", d=f"M{LEFT} {tops[0]}V{tops[-1]}"),
        *(_drawn(place, step, top) for place, (step, top) in enumerate(zip(steps, tops, strict=True), 1)),
        class_="rk-timeline",
        viewBox=f"0 0 {WIDTH} {end - FIRST}",
        role="img",
        aria_labelledby="rk-timeline-title rk-timeline-text",
    )
    return Fragment(
        element("figure", svg, class_="rk-figure"), tuple(term.basis.source for term in (apply, ask, deposit, finish))
    )
