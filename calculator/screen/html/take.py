"""The menu to keep or share a result."""

from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.scheme.reading import all_rules
from calculator.screen.html.fold import fold
from calculator.screen.summary import days_that_matter
from calculator.screen.words import words

__all__ = ["take_html"]


def take_html(answer: Answer) -> Html:
    """Link, text, paper, calendar, proof and mail; only pressing one does anything."""
    has_days = bool(days_that_matter(answer))
    buttons = [
        _button("link", do="copy_link"),
        element("button", _mail_label(), type="button", class_="md-button", data_do="mail"),
        _button("text", do="copy"),
        _button("print", do="print"),
        _button("calendar", do="save") if has_days else None,
        _button("proof", do="save"),
        element("button", words("projects", "copy"), type="button", class_="md-button", data_do="keep"),
    ]
    return fold(
        "take",
        words("take", "title"),
        words("take", "gist" if has_days else "gist_without_days"),
        element("p", join(buttons), class_="rh-take"),
        element(
            "p",
            aria_live="polite",
            class_="rh-taken",
            data_done=words("take", "copied"),
            data_not_done=words("take", "not_copied"),
            data_framed=words("take", "framed"),
        ),
    )


def _button(name: str, *, do: str) -> Html:
    return element("button", words("take", name), type="button", class_="md-button", data_do=do, data_with=name)


def _mail_label() -> str:
    """The provider is named only where its address is known; else the visitor fills it in."""
    provider = all_rules().provider
    return words("take", "mail_to").format(provider=provider.name) if provider.email else words("take", "mail")
