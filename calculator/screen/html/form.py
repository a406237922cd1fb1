"""The questions as one ordinary HTML form: control names are contract paths, and no script is needed."""

import json
from collections.abc import Sequence

from calculator.markup import Html, element, join
from calculator.screen.questions import Question, Section, form
from calculator.screen.words import words

__all__ = ["form_html"]

# The page's script replaces this by the place in the list when it adds an item.
ITEM = "@"
DECIMAL_KINDS = frozenset({"money", "number", "percentage"})
CHOICE_KINDS = frozenset({"choice", "yes_no"})


def form_html() -> Html:
    """The whole calculator as the page shows it before the first answer."""
    first, *others = form().sections
    return element(
        "kmo-rekenhulp",
        element("p", words("state", "no_script"), " ", _tables(), class_="rh-noscript"),
        _states(),
        element("div", id="fouten"),
        element(
            "form",
            _first_section(first),
            element("h2", words("form", "deeper_title")),
            element("p", words("form", "deeper_intro")),
            join(_further_section(section, others) for section in others),
            _submit(),
            # Without a script nothing leaves the page: this method sends no request.
            method="dialog",
            novalidate=True,
            class_="rh-form",
        ),
        _memory(),
        element("div", id="resultaat"),
        element("div", id="vergelijking"),
        _reverse(),
        element("template", _relation_item(), data_item="relations"),
        data_engine="../engine/@engine@/",
        data_error_prefix=words("errors", "title_prefix"),
    )


def _states() -> Html:
    """The one line that says what the engine does, and every sentence it can hold."""
    names = ("loading", "slow", "ready", "waiting", "again", "failed", "impossible")
    return element(
        "div",
        element("p", role="status", class_="rh-state"),
        element("progress", class_="rh-progress", hidden=True, aria_label=words("state", "loading")),
        element(
            "div",
            element("button", words("state", "retry"), type="button", class_="md-button", data_do="retry"),
            _tables(class_="md-button"),
            class_="rh-rescue",
            hidden=True,
        ),
        join(element("template", words("state", name), data_state=name) for name in names),
    )


def _tables(**attributes: str) -> Html:
    """The way to the amounts without calculating."""
    return element("a", words("state", "tables"), href="../hoeveel/", **attributes)


def _first_section(section: Section) -> Html:
    return element(
        "section",
        element("h2", section.title, id=section.id, tabindex="-1"),
        join(_field(question, question.path) for question in section.questions),
        _submit(),
        aria_labelledby=section.id,
        class_="rh-section",
    )


def _further_section(section: Section, sections: Sequence[Section]) -> Html:
    """A step that folds open, with the way to the one before and the one after it."""
    place = sections.index(section)
    return element(
        "details",
        element("summary", element("h3", section.title), element("span", section.intro), id=section.id),
        join(_field(question, question.path) for question in section.questions),
        element(
            "p",
            _step("previous", sections[place - 1]) if place > 0 else None,
            _step("next", sections[place + 1]) if place + 1 < len(sections) else None,
            class_="rh-steps",
        ),
        class_="rh-section",
    )


def _step(name: str, to: Section) -> Html:
    label = words("form", name).format(title=to.title)
    return element("button", label, type="button", class_="md-button", data_do="go", data_with=to.id)


def _memory() -> Html:
    """Keeping the answers is asked for; wiping them always works."""
    return element(
        "div",
        element(
            "label",
            element("input", type="checkbox", aria_describedby="onthouden-hint", data_remember=True),
            element("span", words("form", "remember")),
            class_="rh-option",
        ),
        element("button", words("form", "clear"), type="button", class_="md-button", data_do="clear"),
        element("p", words("form", "remember_hint"), id="onthouden-hint", class_="rh-hint"),
        class_="rh-memory",
    )


def _reverse() -> Html:
    """The other way round: from the aid to the price."""
    return element(
        "details",
        element("summary", element("h3", words("reverse", "title")), element("span", words("reverse", "intro"))),
        element(
            "form",
            element("label", words("reverse", "label"), for_="wanted", class_="rh-label"),
            element("input", type="text", id="wanted", name="wanted", inputmode="decimal", class_="rh-input"),
            element("button", words("reverse", "submit"), class_="md-button"),
            element("div", id="omgekeerd", aria_live="polite"),
            method="dialog",
            novalidate=True,
            class_="rh-reverse",
        ),
        class_="rh-section",
    )


def _submit() -> Html:
    return element(
        "p",
        element("button", words("form", "submit"), class_="md-button md-button--primary"),
        class_="rh-submit",
    )


def _field(question: Question, path: str) -> Html:
    if question.kind == "periods":
        return _periods(question, path)
    if question.kind == "relations":
        return _relations(question, path)
    if question.kind in CHOICE_KINDS:
        return _choice(question, path)
    control = _select(question, path) if question.kind == "select" else _input(question, path)
    return _wrapped(
        question,
        element("label", question.label, for_=path, class_="rh-label"),
        _notes(question, path),
        control,
    )


def _wrapped(question: Question, *children: Html) -> Html:
    condition = question.shows_when
    return element(
        "div",
        *children,
        class_="rh-field",
        data_shows_when=json.dumps([condition.path, *condition.values]) if condition else None,
    )


def _notes(question: Question, path: str) -> Html:
    """The hint with the example, and the empty place for the error of this field."""
    example = words("form", "example").format(example=question.example) if question.example else None
    hint = " ".join(part for part in (question.hint, example) if part)
    return join(
        (
            element("p", hint, id=f"{path}-hint", class_="rh-hint") if hint else None,
            element("p", id=f"{path}-fout", class_="rh-error", hidden=True),
        )
    )


def _described_by(question: Question, path: str) -> str:
    return f"{path}-hint {path}-fout" if question.hint or question.example else f"{path}-fout"


def _input(question: Question, path: str) -> Html:
    return element(
        "input",
        type="text",
        id=path,
        name=path,
        class_=f"rh-input rh-input--{question.kind}",
        inputmode="decimal" if question.kind in DECIMAL_KINDS else "numeric" if question.kind == "count" else None,
        aria_describedby=_described_by(question, path),
    )


def _select(question: Question, path: str) -> Html:
    *listed, empty = question.options
    options = join(element("option", option.label, value=option.value) for option in (empty, *listed))
    return element(
        "select",
        options,
        id=path,
        name=path,
        class_="rh-input",
        aria_describedby=_described_by(question, path),
    )


def _choice(question: Question, path: str) -> Html:
    """Radio buttons; the first carries the path as its id, so that a link to the question finds it."""
    options = (
        element(
            "label",
            element("input", type="radio", name=path, value=option.value, id=path if place == 0 else None),
            element("span", option.label),
            class_="rh-option",
        )
        for place, option in enumerate(question.options)
    )
    return _wrapped(
        question,
        element(
            "fieldset",
            element("legend", question.label, class_="rh-label"),
            _notes(question, path),
            element("div", join(options), class_="rh-options"),
            aria_describedby=_described_by(question, path),
        ),
    )


def _periods(question: Question, path: str) -> Html:
    parts = form()
    columns = (
        element(
            "fieldset",
            element("legend", title, class_="rh-label"),
            join(_field(each, f"{path}.{place}.{each.path}") for each in parts.periods),
            id=f"{path}.{place}",
            tabindex="-1",
            class_="rh-period",
        )
        for place, title in enumerate(parts.period_titles)
    )
    return element(
        "div",
        element("p", question.label, class_="rh-label"),
        element("p", question.hint, class_="rh-hint") if question.hint else None,
        element("div", join(columns), class_="rh-periods"),
        id=path,
        tabindex="-1",
        class_="rh-field",
    )


def _relations(question: Question, path: str) -> Html:
    add = words("form", "add_behind" if path.startswith(ITEM) else "add_relation")
    return element(
        "div",
        element("p", question.label, class_="rh-label"),
        element("p", question.hint, class_="rh-hint") if question.hint else None,
        element("div", data_items=path),
        element("button", add, type="button", class_="md-button", data_do="add", data_with=path),
        id=path,
        tabindex="-1",
        class_="rh-field rh-relations",
    )


def _relation_item() -> Html:
    return element(
        "fieldset",
        element("legend", words("form", "relation"), class_="rh-label"),
        join(_field(question, f"{ITEM}.{question.path}") for question in form().relations),
        element(
            "button",
            words("form", "remove_relation"),
            type="button",
            class_="md-button",
            data_do="remove",
            data_with=ITEM,
        ),
        id=ITEM,
        tabindex="-1",
        class_="rh-relation",
    )
