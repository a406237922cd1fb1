"""What is still to be asked, one question after the other: first for the amount, last what has to be looked up."""

from collections.abc import Collection, Sequence

from calculator.answer import Answer
from calculator.screen.questions import form
from calculator.screen.summary import missing

__all__ = ["still_to_ask"]

# Figures stand in the books of the enterprise, a group in several of them.
LOOKED_UP = ("enterprise.periods", "enterprise.group")


def still_to_ask(answer: Answer, later: Collection[str] = ()) -> Sequence[str]:
    """The paths of the questions whose answers would decide, in the order in which they are asked.

    Those that the visitor could not answer, `later`, come last.
    """
    for_amount, for_certainty = missing(answer)
    asked = [*for_amount, *sorted(for_certainty, key=_when)]
    return sorted(asked, key=lambda path: path in later)


def _when(path: str) -> tuple[bool, tuple[int, ...]]:
    return path.startswith(LOOKED_UP), form().order(path)
