"""What is still to be asked, one thing after the other: first for the amount, last what has to be looked up.

Statements that are true for most are asked together, with one answer for all.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from calculator.answer import Answer
from calculator.screen.questions import Names, form
from calculator.screen.summary import counted, missing

__all__ = ["Asked", "question_title", "what_to_ask"]

# Figures stand in the books of the enterprise, a group in several of them.
LOOKED_UP = ("enterprise.periods", "enterprise.group")
BALANCE = ".balance_sheet_total"
THEME = "service.theme"
WHOLE_PERIOD = re.compile(r".*periods\.[0-2]")
# Taken for granted, or of no use to the aid: no reason to ask, but confirmed with the other statements.
ALONG = ("service.serves_own_activity", "enterprise.overdue_social_debts", "cost.vat_recoverable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked in turn, and what was put off.

    `prompts` are the paths of the question that is asked at once; of several statements where they are asked together.
    `later` are the paths of the questions that the visitor could not answer.
    """

    prompts: Sequence[Sequence[str]]
    later: Sequence[str]

    @property
    def left(self) -> str:
        """How much is left to ask, or else to look up, in words; empty where nothing is."""
        if self.prompts:
            return counted("left", len(self.prompts))
        return counted("later", len(self.later)) if self.later else ""

    @property
    def next(self) -> str:
        """The path of the question that is asked next; empty where none is."""
        return self.prompts[0][0] if self.prompts else ""


def what_to_ask(answer: Answer, *, given: Collection[str], later: Collection[str]) -> Asked:
    """The questions whose answers would decide.

    First comes what the amount waits for, then the theme, which decides for itself; then the statements, which settle
    most conditions at once. `given` are the paths that were answered, `later` those that cannot be answered now.
    """
    for_amount, for_certainty = missing(answer)
    first = [path for path in for_amount if path not in form().statements]
    others = [path for path in dict.fromkeys([*for_amount, *for_certainty]) if path not in first]
    open_paths = list(_one_by_one([*first, *sorted(others, key=_when)]))
    asked = [path for path in open_paths if path not in later]
    together = [path for path in asked if path in form().statements]
    if len(together) > 1:
        along = [path for path in ALONG if path not in given and path not in later]
        alone = [path for path in asked if path not in together]
        prompts = [[path] for path in alone]
        prompts.insert(sum(path in (*first, THEME) for path in alone), [*together, *along])
    else:
        prompts = [[path] for path in asked]
    return Asked(prompts=prompts, later=[path for path in open_paths if path in later])


def question_title(path: str, names: Names, year: int) -> str:
    """What the question at this path is called where it is asked by itself; `year` is that of the application."""
    place = form().place(path, names)
    if place is None:
        return path
    return (place.question and place.question.of_year.format(year=year)) or place.name


def _when(path: str) -> tuple[bool, tuple[int, ...]]:
    return path.startswith(LOOKED_UP), form().order(path)


def _one_by_one(paths: Sequence[str]) -> Iterator[str]:
    """A whole year as its questions; a balance sheet total only once its turnover is known, which may be enough."""
    for path in paths:
        if WHOLE_PERIOD.fullmatch(path):
            yield f"{path}.headcount"
            yield f"{path}.turnover"
        elif not (path.endswith(BALANCE) and f"{path.removesuffix(BALANCE)}.turnover" in paths):
            yield path
