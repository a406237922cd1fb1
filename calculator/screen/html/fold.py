"""One line that folds open: its title, and the gist of what is inside."""

from calculator.markup import Html, element

__all__ = ["fold"]


def fold(name: str, title: str, gist: str, *inside: Html | None, is_open: bool = False, level: str = "h3") -> Html:
    """A fold that stays as the visitor left it: the page knows it by its name."""
    return element(
        "details",
        element("summary", element(level, title), element("span", gist, class_="rh-gist")),
        element("div", *inside, class_="rh-folded"),
        class_="rh-fold",
        data_fold=name,
        open=is_open,
    )
