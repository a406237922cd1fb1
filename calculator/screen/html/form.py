"""The questions as one ordinary HTML form: control names are contract paths, and no script is needed."""

import json
import re
from collections.abc import Iterator, Sequence

from calculator.markup import Html, element, join
from calculator.scheme.reading import all_rules
from calculator.screen.html.projects import another_html
from calculator.screen.questions import GROUP, OWN, Question, Rows, Section, Shortcut, form
from calculator.screen.words import words
from calculator.texts import percent

__all__ = ["form_html"]

# The page's script replaces this by the place in the list when it adds a row.
PLACE = "@"
BLANK = re.compile(r"\{(.*?)\}")
DECIMAL_KINDS = frozenset({"money", "number", "percentage"})
CHOICE_KINDS = frozenset({"choice", "yes_no"})
SELECT_KINDS = frozenset({"select", "member"})
EURO = "\u20ac"
PRICE = "cost.net"


def form_html() -> Html:
    """The whole calculator as the page shows it before the first answer."""
    first, *others = form().sections
    return element(
        "kmo-rekenhulp",
        element("p", words("state", "no_script"), " ", _tables(), class_="rh-noscript"),
        element(
            "div",
            element(
                "div",
                element("div", id="fouten"),
                # The answers of a link, as they were understood.
                element("div", class_="rh-given"),
                element(
                    "form",
                    _first_section(first),
                    element("h2", words("form", "deeper_title")),
                    element("p", words("form", "deeper_intro")),
                    join(_further_section(section, others) for section in others),
                    _submit(),
                    # The calendar year that the answers about one year belong to.
                    element("input", type="hidden", name="year"),
                    # What the visitor calls the project.
                    element("input", type="hidden", name="project"),
                    element("div", data_carries="enterprise.relations.", hidden=True),
                    # Without a script nothing leaves the page: this method sends no request.
                    method="dialog",
                    novalidate=True,
                    class_="rh-form",
                ),
                _memory(),
                _reverse(),
                class_="rh-questions",
            ),
            _answer(),
            class_="rh-desk",
        ),
        element("div", id="vergelijking"),
        _dock(),
        _sheet(),
        join(element("template", _row(name), data_item=f"{GROUP}.{name}") for name in form().group.lists),
        data_engine="../engine/@engine@/",
        data_error_prefix=words("errors", "title_prefix"),
    )


def _answer() -> Html:
    """The place of the answer: what the engine does, whether what shows is of now, and the result itself."""
    return element(
        "section",
        _states(),
        element("p", words("answer", "counting"), class_="rh-stale rh-stale--counting"),
        element("p", words("answer", "wrong"), class_="rh-stale rh-stale--wrong"),
        element("p", words("answer", "empty"), class_="rh-empty"),
        element("div", id="resultaat"),
        # What changed, said once for who does not see it.
        element("p", aria_live="polite", class_="rh-unseen rh-announced"),
        id="antwoord",
        class_="rh-answer",
        aria_label=words("answer", "title"),
    )


def _dock() -> Html:
    """On a small screen: the answer in one line, at the bottom, that opens all of it."""
    return element(
        "div",
        element(
            "button",
            element("span", words("answer", "open"), class_="rh-unseen"),
            element("span", words("answer", "none"), class_="rh-line"),
            type="button",
            aria_expanded="false",
            aria_haspopup="dialog",
            data_do="sheet",
        ),
        element("p", aria_live="polite", class_="rh-unseen rh-announced"),
        class_="rh-dock",
        hidden=True,
    )


def _sheet() -> Html:
    """What opens then; the page puts the answer in it where there is no room beside the questions."""
    return element(
        "dialog",
        element(
            "div",
            element("button", words("answer", "close"), type="button", class_="rh-close", data_do="close"),
            class_="rh-sheet-top",
        ),
        aria_label=words("answer", "title"),
        class_="rh-sheet",
    )


def _states() -> Html:
    """The one line that says what the engine does, and every sentence it can hold."""
    names = ("loading", "slow", "ready", "waiting", "again", "restarting", "failed", "impossible", "framed")
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
        class_="rh-states",
    )


def _tables(**attributes: str) -> Html:
    """The way to the amounts without calculating."""
    return element("a", words("state", "tables"), href="../hoeveel/", **attributes)


def _first_section(section: Section) -> Html:
    return element(
        "section",
        element("h2", section.title, id=section.id, tabindex="-1"),
        join(_first_fields(section)),
        _submit(),
        aria_labelledby=section.id,
        class_="rh-section",
    )


def _first_fields(section: Section) -> Iterator[Html]:
    """The questions; below the price the way to the next project."""
    for question in section.questions:
        yield _field(question, question.path)
        if question.path == PRICE:
            yield another_html()


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
        element(
            "p",
            element("span", words("form", "cleared"), role="alert"),
            " ",
            element("button", words("form", "undo"), type="button", class_="md-button", data_do="undo"),
            class_="rh-undo",
            hidden=True,
        ),
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
            _in_euro(element("input", type="text", id="wanted", name="wanted", inputmode="decimal", class_="rh-input")),
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
        element(
            "button",
            words("form", "submit"),
            element("span", " ", words("form", "submit_waits"), class_="rh-waits"),
            class_="md-button md-button--primary",
        ),
        class_="rh-submit",
    )


def _field(question: Question, path: str) -> Html:
    if question.kind == "periods":
        return _periods(question, path)
    if question.kind == "group":
        return _group(question, path)
    if question.kind in CHOICE_KINDS:
        return _choice(question, path)
    return _wrapped(
        question,
        element("label", question.label, for_=path, class_="rh-label"),
        _notes(question, path),
        _control(question, path),
    )


def _wrapped(question: Question, *children: Html) -> Html:
    condition = question.shows_when
    return element(
        "div",
        *children,
        class_="rh-field",
        data_shows_when=json.dumps([condition.path, *condition.values]) if condition else None,
        data_of_year=question.of_year or None,
    )


def _notes(question: Question, path: str) -> Html:
    """The hint with the example, and the empty place for the error of this field."""
    example = words("form", "example").format(example=question.example) if question.example else None
    hint = " ".join(part for part in (question.hint, example) if part)
    return join(
        (
            element("p", hint, id=f"{path}-hint", class_="rh-hint") if hint else None,
            _error(path),
        )
    )


def _error(path: str) -> Html:
    return element("p", id=f"{path}-fout", class_="rh-error", hidden=True)


def _described_by(question: Question, path: str) -> str:
    return f"{path}-hint {path}-fout" if question.hint or question.example else f"{path}-fout"


def _control(question: Question, path: str, described_by: str | None = None) -> Html:
    described_by = described_by or _described_by(question, path)
    if question.kind in SELECT_KINDS:
        return _select(question, path, described_by)
    return _input(question, path, described_by)


def _input(question: Question, path: str, described_by: str) -> Html:
    control = element(
        "input",
        type="text",
        id=path,
        name=path,
        class_=f"rh-input rh-input--{question.kind}",
        inputmode="decimal" if question.kind in DECIMAL_KINDS else "numeric" if question.kind == "count" else None,
        aria_describedby=described_by,
    )
    return _in_euro(control) if question.kind == "money" else control


def _in_euro(control: Html) -> Html:
    """The field with its unit in it; the label says it too, so a screen reader need not."""
    return element("span", element("span", EURO, aria_hidden="true", class_="rh-unit"), control, class_="rh-in-euro")


def _select(question: Question, path: str, described_by: str) -> Html:
    """A list to choose from; that of the group's enterprises is completed by the page, with the names as typed."""
    *listed, empty = question.options
    own = element("option", form().group.own, value=OWN) if question.kind == "member" else None
    return element(
        "select",
        join(element("option", option.label, value=option.value) for option in (empty, *listed)),
        own,
        id=path,
        name=path,
        class_="rh-input",
        aria_describedby=described_by,
        data_member=question.kind == "member",
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
    """The newest year; the ones before it show where they can change the size."""
    return element(
        "div",
        element("h4", question.label),
        element("p", question.hint, class_="rh-hint") if question.hint else None,
        element("div", _newest_year(path), id=f"{path}.0", tabindex="-1", class_="rh-newest"),
        join(_earlier_years(path)),
        id=path,
        tabindex="-1",
        class_="rh-field",
    )


def _newest_year(path: str) -> Html:
    return join(_field(question, f"{path}.0.{question.path}") for question in form().periods if question.kind != "day")


def _earlier_years(path: str) -> Iterator[Html]:
    """First the day on which the newest year closed: of use only beside another year."""
    days = [question for question in form().periods if question.kind == "day"]
    titles = form().period_titles
    yield element(
        "div",
        join(_cell(question, f"{path}.0.{question.path}", titles[0]) for question in days),
        data_year="1",
        class_="rh-cells",
    )
    for year, title in enumerate(titles[1:], 1):
        yield element(
            "fieldset",
            element("legend", title, class_="rh-label"),
            _error(f"{path}.{year}"),
            element(
                "div",
                join(_cell(question, f"{path}.{year}.{question.path}") for question in form().periods),
                class_="rh-cells",
            ),
            id=f"{path}.{year}",
            tabindex="-1",
            data_year=str(year),
            class_="rh-period",
        )


def _cell(question: Question, path: str, title: str = "") -> Html:
    """A question among others of its kind: no more than its short name, its field and its error."""
    label = question.short or question.label
    label = f"{title}: {label}" if title else label
    return element(
        "div",
        element("label", label, for_=path, class_="rh-label"),
        _control(question, path, f"{path}-fout"),
        _error(path),
        class_=f"rh-cell rh-cell--{question.kind}",
    )


# ---- the group ---------------------------------------------------------------------------------------------


def _group(question: Question, path: str) -> Html:
    """The lists, empty at first, what starts them, and the place of the sentence that says what they come to."""
    group = form().group
    return element(
        "div",
        element("h4", question.label),
        element("p", question.hint, class_="rh-hint"),
        _error(path),
        join(_rows(rows, f"{path}.{name}") for name, rows in group.lists.items()),
        element("p", join(_shortcut(each) for each in group.shortcuts), class_="rh-shortcuts"),
        element("div", aria_live="polite", class_="rh-live"),
        id=path,
        tabindex="-1",
        class_="rh-field rh-group",
    )


def _rows(rows: Rows, path: str) -> Html:
    return element(
        "div",
        element("p", rows.heading, class_="rh-label") if rows.hint else None,
        element("p", rows.hint, class_="rh-hint") if rows.hint else None,
        _error(path),
        element("div", data_items=path),
        element("button", rows.add, type="button", class_="rh-link", data_do="add", data_with=path),
        id=path,
        tabindex="-1",
        class_="rh-rows",
    )


def _shortcut(shortcut: Shortcut) -> Html:
    """A button; what it makes ready are the tie, and the names to start with."""
    row = max(all_rules().group, key=lambda row: row.basis.valid_from)
    ready = {"tie": shortcut.tie, "name": shortcut.name, "owner": shortcut.owner}
    return element(
        "button",
        shortcut.label.format(partner_from=percent(row.partner_from)),
        type="button",
        class_="md-button",
        data_do="start",
        data_with=json.dumps(ready),
    )


def _row(name: str) -> Html:
    """A row of a list: a sentence with its blanks to fill in, and below it what is seldom needed."""
    rows = form().group.lists[name]
    path = f"{GROUP}.{name}.{PLACE}"
    questions = {question.path: question for question in rows.questions}
    in_sentence = BLANK.findall(rows.row)
    return element(
        "fieldset",
        element(
            "legend",
            rows.heading,
            class_="rh-unseen",
            data_nameless=form().group.nameless if "name" in questions else None,
        ),
        _error(path),
        element("div", join(_sentence(rows, path)), class_="rh-cells"),
        join(_earlier_years(f"{path}.periods")) if "periods" in questions else None,
        join(_aside(each, f"{path}.{each.path}", rows) for each in rows.questions if each.path not in in_sentence),
        element(
            "button",
            element("span", "\u00d7", aria_hidden="true"),
            element("span", rows.remove, class_="rh-unseen"),
            type="button",
            class_="rh-remove",
            data_do="remove",
            data_with=path,
        ),
        id=path,
        tabindex="-1",
        class_=f"rh-row rh-row--{name}",
    )


def _sentence(rows: Rows, path: str) -> Iterator[Html]:
    """The words of the row's sentence, and in its blanks the questions."""
    questions = {question.path: question for question in rows.questions}
    for place, part in enumerate(BLANK.split(rows.row)):
        if place % 2 == 0:
            if part.strip():
                yield element("span", part.strip(), class_="rh-between", aria_hidden="true")
        elif questions[part].kind == "periods":
            figures = (question for question in form().periods if question.kind != "day")
            yield join(_cell(question, f"{path}.{part}.0.{question.path}") for question in figures)
        else:
            yield _cell(questions[part], f"{path}.{part}")


def _aside(question: Question, path: str, rows: Rows) -> Html:
    """What a row asks beside its sentence."""
    if question.kind == "id":
        return element("input", type="hidden", name=path)
    if question.kind == "yes_no":
        (yes, _) = question.options
        box = element("input", type="checkbox", id=path, name=path, value=yes.value, aria_describedby=f"{path}-fout")
        return join((element("label", box, element("span", question.label), class_="rh-check"), _error(path)))
    return element("details", element("summary", rows.more), _cell(question, path), class_="rh-more")
