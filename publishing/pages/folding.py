"""Where the sections of a page begin to fold: a mark, for who finishes the page."""

from calculator.markup import Html, element
from publishing.pages.edition import Edition, Fragment

__all__ = ["LEVELS", "fold", "mark"]

LEVELS = ("2", "3")


def fold(edition: Edition, *, niveau: str) -> Fragment:  # noqa: ARG001 - every marker gets the edition
    """The mark from which on the sections of this level fold. Until the page is finished it shows nothing."""
    return Fragment(mark(niveau))


def mark(level: str) -> Html:
    """The mark of one level, as it stands in the page."""
    return element("div", class_="rk-folds", data_level=level)
