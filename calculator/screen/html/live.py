"""What the figures come to so far: the sentence below them that lives while somebody fills them in."""

from collections.abc import Sequence

from calculator.assess import Assessment
from calculator.markup import Html, element, join
from calculator.rules.size import Size
from calculator.screen.html.reasons import question_link
from calculator.screen.questions import Names
from calculator.screen.words import words
from calculator.texts import decisions, number
from calculator.values import AnnualWorkUnits

__all__ = ["size_html", "years_asked"]

FIGURES = ("enterprise.periods.", "enterprise.group.")
EARLIER = ("enterprise.periods.1", "enterprise.periods.2")
MOST_MISSING = 4


def size_html(assessment: Assessment, names: Names) -> Html:
    """The size and the limit that decides it, or what is still missing for it."""
    size = assessment.size
    if size is None:
        return Html("")
    if size.computed is None:
        return _missing(size.missing, names)
    sentences = [_decided(size)]
    if size.earlier_years_could_change:
        sentences.append(words("live", "earlier"))
    elif len(size.counted) == 1:
        sentences.append(words("live", "enough"))
    return element("p", " ".join(sentences))


def years_asked(assessment: Assessment) -> int:
    """How many years before the newest one are worth asking."""
    size = assessment.size
    if size is None:
        return 0
    missing = [path for path in size.missing if path.startswith(EARLIER)]
    if any(path.startswith(EARLIER[1]) for path in missing):
        return 2
    return 1 if missing or size.earlier_years_could_change else 0


def _decided(size: Size) -> str:
    """The class, and of the tests that decided it those that alone are enough."""
    failed = [test for test in size.decided_by if not test.within]
    of_staff = [test for test in failed if test.measure == "headcount"]
    return words("live", "alone" if len(size.counted) == 1 else "together").format_map(
        {
            "staff": _staff(size.headcount),
            "class": words("live", str(size.computed)),
            "reasons": decisions(of_staff or size.decided_by),
        }
    )


def _staff(headcount: AnnualWorkUnits | None) -> str:
    if headcount is None:
        return words("live", "staff_unknown")
    return words("live", "staff_one" if number(headcount) == "1" else "staff").format(count=number(headcount))


def _missing(paths: Sequence[str], names: Names) -> Html:
    """Nothing to say before anybody filled in a figure: then all is missing."""
    figures = [path for path in paths if path.startswith(FIGURES)][:MOST_MISSING]
    links = (element("li", question_link(path, names)) for path in figures)
    return join((element("p", words("live", "missing")), element("ul", join(links)))) if figures else Html("")
