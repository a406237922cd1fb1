"""After a no: what does work, from the same project with one thing changed to the full price."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from calculator import texts
from calculator.answer import Answer
from calculator.changes import Change
from calculator.markup import Html, element, join
from calculator.scheme.reading import all_rules
from calculator.screen.amounts import exact
from calculator.screen.offered import Offered, nearest, training_possible
from calculator.screen.questions import form
from calculator.screen.summary import offers
from calculator.screen.typed import typed_text
from calculator.screen.words import words

__all__ = ["changes_html", "instead_html"]

CATALOGUE = "../catalogus/"
# The changes whose button says more than that it reckons.
OWN_BUTTONS = frozenset({"topic", "training_instead", "next_year"})


def instead_html(answer: Answer, offered: Sequence[Offered]) -> Html:
    """The nearest offer that fits, the same project otherwise, the full price, and whom to ask."""
    ways = [*_offers(answer, offered), *map(_change, offers(answer)), *_full_price(answer), _ask()]
    return element(
        "section",
        element("h3", words("instead", "title")),
        element("ul", join(ways), class_="rh-changes"),
        class_="rh-instead",
    )


def changes_html(answer: Answer) -> Html | None:
    """What would give more, each with its button."""
    possible = list(map(_change, offers(answer)))
    if not possible:
        return None
    return element(
        "section",
        element("h3", words("changes", "title")),
        element("ul", join(possible), class_="rh-changes"),
        class_="rh-more-aid",
    )


def _offers(answer: Answer, offered: Sequence[Offered]) -> Iterator[Html]:
    """A training on the same subject; where the catalogue has none, the kind of service that gets aid."""
    offer = nearest(answer.assessment, offered)
    if offer:
        name = "offer" if offer.price is None else "offer_with_price"
        price = "" if offer.price is None else exact(offer.price)
        told = words("instead", name).format(offer=offer.title, price=price)
        yield _link(told, words("instead", "offer_link"), f"{CATALOGUE}{offer.name}/")
    elif offered and training_possible(answer.assessment):
        told = words("instead", "offer_kind").format(provider=all_rules().provider.name)
        yield _link(told, words("instead", "offers"), CATALOGUE)


def _link(told: str, label: str, address: str) -> Html:
    return element("li", element("p", told), element("a", label, href=address, class_="md-button"))


def _full_price(answer: Answer) -> Iterator[Html]:
    aid = answer.assessment.aid
    if aid is None:
        return
    told = words("amounts", "pays_full").format(total=exact(aid.total_paid))
    if aid.price.vat.cents and aid.vat_recoverable is not False:
        name = "costs_full" if aid.vat_recoverable else "costs_full_if"
        told = f"{told} {words('amounts', name).format(real=exact(aid.price.net))}"
    yield element("li", element("p", told))


def _ask() -> Html:
    return element("li", element("p", words("instead", "ask").format(provider=all_rules().provider.name)))


def _change(changes: Sequence[Change]) -> Html:
    """A change, or several that help only together, with a button that gives the changed answers to the form."""
    changed = {path: value for each in changes for path, value in {each.field: each.to, **each.also}.items()}
    answers = [[path, _typed(path, value)] for path, value in changed.items()]
    applied_on = changed.get("applied_on")
    if isinstance(applied_on, date):
        answers.insert(0, ["year", str(applied_on.year)])
    return element(
        "li",
        *_sentences([texts.change_sentence(change) for change in changes]),
        element(
            "button",
            _label(changes),
            type="button",
            class_="md-button",
            data_do="set",
            data_with=json.dumps(answers),
        ),
    )


def _label(changes: Sequence[Change]) -> str:
    """What the button works out; it must not contradict the sentence above it."""
    if len(changes) > 1:
        return words("change_button", "apply_all")
    (change,) = changes
    name = change.reason if change.reason in OWN_BUTTONS else "apply"
    return words("change_button", name).format(to=texts.in_words(change.shown))


def _sentences(sentences: Sequence[str]) -> Sequence[Html]:
    if len(sentences) == 1:
        return [element("p", sentences[0])]
    steps = element("ul", join(element("li", sentence) for sentence in sentences))
    return [element("p", words("changes", "together")), steps]


def _typed(path: str, value: object) -> str:
    """A value as the form holds it: nothing, yes and no, or text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    place = form().place(path)
    return typed_text(place.question.kind, str(value)) if place and place.question else str(value)
