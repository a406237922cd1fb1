"""What the figures come to so far: the sentence below them that lives while somebody fills them in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculator.markup import Html, element, join
from calculator.screen.html.reasons import question_link
from calculator.screen.questions import Names
from calculator.screen.words import words
from calculator.texts import euro, number
from calculator.values import AnnualWorkUnits, Money

__all__ = ["size_html", "years_asked"]

FIGURES = ("enterprise.periods.", "enterprise.group.")
MOST_MISSING = 4
EARLIER = ("enterprise.periods.1", "enterprise.periods.2")


def size_html(response: Mapping[str, Any], names: Names) -> Html:
    """The size and the limit that decides it, or what is still missing for it; nothing for the errors of a request."""
    if "errors" in response:
        return Html("")
    size = response["size"]
    if not size["decided_by"]:
        return _missing(response["missing"], names)
    sentences = [_decided(size)]
    if size["earlier_years_could_change"]:
        sentences.append(words("live", "earlier"))
    elif len(size["counted"]) == 1:
        sentences.append(words("live", "enough"))
    return element("p", " ".join(sentences))


def years_asked(response: Mapping[str, Any]) -> int:
    """How many years before the newest one are worth asking."""
    if "errors" in response:
        return 0
    missing = [path for path in response["missing"] if path.startswith(EARLIER)]
    if any(path.startswith(EARLIER[1]) for path in missing):
        return 2
    return 1 if missing or response["size"]["earlier_years_could_change"] else 0


def _decided(size: Mapping[str, Any]) -> str:
    decided: Sequence[Mapping[str, Any]] = size["decided_by"]
    size_class = "small" if all(test["within"] for test in decided) else _above(decided[0]["limit"])
    # Staff that passes its limit is reason enough; else staff and one money figure are.
    told = [test for test in decided if test["measure"] == "headcount" and not test["within"]] or decided
    reasons = list(dict.fromkeys(_reason(test) for test in told))[:2]
    count = size["headcount"]
    return words("live", "alone" if len(size["counted"]) == 1 else "together").format_map(
        {"staff": _staff(count), "class": words("live", size_class), "reasons": _listed(reasons)}
    )


def _above(limit: str) -> str:
    return "medium" if limit == "small" else "large"


def _staff(count: str | None) -> str:
    if count is None:
        return words("live", "staff_unknown")
    staff = number(AnnualWorkUnits.from_text(count))
    return words("live", "staff_one") if staff == "1" else words("live", "staff").format(count=staff)


def _reason(test: Mapping[str, Any]) -> str:
    of_staff = test["measure"] == "headcount"
    shown = [
        number(AnnualWorkUnits.from_text(test[name])) if of_staff else euro(Money.from_text(test[name]))
        for name in ("figure", "bound")
    ]
    sentence = words("live", f"{test['measure']}_{'within' if test['within'] else 'over'}")
    return sentence.format(figure=shown[0], bound=shown[1])


def _listed(reasons: Sequence[str]) -> str:
    if len(reasons) == 1:
        return reasons[0]
    return words("live", "and").format(first=", ".join(reasons[:-1]), last=reasons[-1])


def _missing(paths: Sequence[str], names: Names) -> Html:
    figures = [path for path in paths if path.startswith(FIGURES)][:MOST_MISSING]
    if not figures:
        return Html("")
    return join((element("p", words("live", "missing")), element("ul", join(_links(figures, names)))))


def _links(paths: Sequence[str], names: Names) -> Iterator[Html]:
    for path in paths:
        yield element("li", question_link(path, names))
