"""The buttons to take a result along."""

from collections.abc import Mapping

from calculator.answer import Answer
from calculator.markup import Html, element, join
from calculator.scheme.reading import all_rules
from calculator.screen.summary import days_that_matter
from calculator.screen.takeaway import mail_address
from calculator.screen.words import words

__all__ = ["take_html"]


def take_html(answer: Answer, answers: Mapping[str, str]) -> Html:
    """Link, text, paper, calendar, proof and mail; only pressing one does anything."""
    buttons = [
        element("button", words("together", "keep"), type="button", class_="md-button", data_do="keep"),
        _button("link", do="copy_link"),
        _button("text", do="copy"),
        _button("print", do="print"),
        _button("calendar", do="save") if days_that_matter(answer) else None,
        _button("proof", do="save"),
        element("a", _mail_label(), href=mail_address(answer, answers), class_="md-button"),
    ]
    return element(
        "section",
        element("h3", words("take", "title")),
        element("p", join(buttons), class_="rh-take"),
        element(
            "p",
            aria_live="polite",
            class_="rh-taken",
            data_done=words("take", "copied"),
            data_not_done=words("take", "not_copied"),
        ),
    )


def _button(name: str, *, do: str) -> Html:
    return element("button", words("take", name), type="button", class_="md-button", data_do=do, data_with=name)


def _mail_label() -> str:
    """The provider is named only where its address is known; else the visitor fills it in."""
    provider = all_rules().provider
    return words("take", "mail_to").format(provider=provider.name) if provider.email else words("take", "mail")
