"""What the figures come to so far: the sentence below them that lives while somebody fills them in."""

from calculator.assess import Assessment
from calculator.markup import Html, element, join
from calculator.rules.size import Size
from calculator.screen.html.reasons import question_link
from calculator.screen.questions import Names
from calculator.screen.words import words
from calculator.texts import decisions, number

__all__ = ["size_html", "years_asked"]

FIGURES = ("enterprise.periods.", "enterprise.group.")
EARLIER = ("enterprise.periods.1", "enterprise.periods.2")
NEWEST = "enterprise.periods.0"
MOST_MISSING = 4


def size_html(assessment: Assessment, names: Names) -> Html:
    """The size and the limit that decides it, or what is still missing for it."""
    size = assessment.size
    if size is None:
        return Html("")
    if size.computed is None:
        return _missing(size, names)
    sentences = [_decided(size)]
    if size.earlier_years_could_change:
        sentences.append(words("live", "earlier"))
    elif len(size.counted) == 1:
        sentences.append(words("live", "enough"))
    return element("p", " ".join(sentences))


def years_asked(assessment: Assessment) -> tuple[int, int]:
    """How many years before the newest one are worth asking: of the enterprise itself, and then of the others."""
    size, given = assessment.size, len(assessment.request.enterprise.periods)
    if size is None:
        return 0, 0
    asked = [year for year, path in enumerate(EARLIER, 1) if any(each.startswith(path) for each in size.missing)]
    return max([*asked, int(size.earlier_years_could_change)]), max(given - 1, 0)


def _decided(size: Size) -> str:
    """The class, and of the tests that decided it those that alone are enough."""
    failed = [test for test in size.decided_by if not test.within]
    of_staff = [test for test in failed if test.measure == "headcount"]
    return words("live", "sentence").format_map(
        {
            "staff": _staff(size),
            "class": words("live", str(size.computed)),
            "reasons": decisions(tuple(of_staff) or size.decided_by),
        }
    )


def _staff(size: Size) -> str:
    if size.headcount is None:
        return words("live", "staff_unknown")
    count = number(size.headcount)
    whose = "alone" if len(size.counted) == 1 else "together"
    return words("live", f"{whose}_one" if count == "1" else whose).format(count=count)


def _missing(size: Size, names: Names) -> Html:
    """Nothing to say before anybody filled in a figure: then all is missing. Where turnovers are, they are enough."""
    figures = [path for path in size.missing if path.startswith(FIGURES)]
    enough = [path for path in figures if not path.endswith(".balance_sheet_total")] or figures
    if not figures or figures == [NEWEST]:
        return Html("")
    told = [*([f"{_staff(size)}."] if size.headcount is not None else []), words("live", "missing")]
    links = (element("li", question_link(path, names)) for path in enough[:MOST_MISSING])
    return join((element("p", " ".join(told)), element("ul", join(links))))
