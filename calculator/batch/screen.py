"""The list on the screen: the page before a file is chosen, and what the rows of a file come to."""

from collections.abc import Mapping, Sequence

from calculator.assess import Verdict
from calculator.batch.checking import CellError
from calculator.batch.columns import Sheet, columns
from calculator.batch.listing import template
from calculator.batch.tally import Tally
from calculator.batch.wording import wording, wordings
from calculator.markup import element, quoted
from calculator.screen.html import Html, join
from calculator.texts import euro, number, rule_name

__all__ = ["columns_html", "list_html", "row_errors_html", "summary_html"]

SHOWN_VERDICTS: tuple[Verdict, ...] = ("eligible", "undecided", "not_eligible")


def list_html() -> Html:
    """The whole page part as it stands before anybody chose a file."""
    return element(
        "kmo-lijst",
        element("p", _screen("no_script"), class_="rh-noscript", data_no_script=True),
        element("p", _template_link()),
        element(
            "form",
            _field("file", name="file", type="file", accept=".csv,.tsv,.txt", class_="rh-file"),
            _field("day", name="on", type="text", class_="rh-input rh-input--day"),
            element("p", element("button", _screen("start"), class_="md-button md-button--primary")),
            # Without a script nothing leaves the page: this method sends no request.
            method="dialog",
            novalidate=True,
            class_="rh-form",
        ),
        element("p", role="status", class_="rh-state"),
        element("progress", class_="rh-progress", max="1", value="0", hidden=True, aria_label=_screen("progress")),
        element(
            "p", element("button", _screen("stop"), type="button", class_="md-button", data_stop=True, hidden=True)
        ),
        element("div", id="lijst-resultaat"),
        element("p", _save_link()),
        element("div", id="lijst-rijen"),
        join(element("template", text, data_state=name) for name, text in wordings("state").items()),
        data_engine="../engine/@engine@/",
    )


def columns_html() -> Html:
    """Every column that a list may have, with what belongs in it."""
    return _table(
        _summary("columns_title"),
        [_summary(f"columns_{name}") for name in ("header", "explanation", "example")],
        [[column.header, column.explanation, column.example] for column in columns()],
    )


def summary_html(tally: Tally, sheet: Sheet, *, stopped_at: int | None) -> Html:
    """What the rows come to; `stopped_at` is the last row where the visitor stopped the check."""
    title = _summary("title") if stopped_at is None else _summary("title_stopped", row=number(stopped_at))
    rows = {_summary("rows"): number(tally.rows)}
    rows |= {wording("verdict", outcome): number(tally.outcomes[outcome]) for outcome in SHOWN_VERDICTS}
    aid = {_summary(name): euro(getattr(tally, name)) for name in ("aid", "possible", "left")}
    return join(
        (
            element("h2", title, tabindex="-1"),
            _notices(sheet.notices),
            _figures("counts", {**rows, _summary("with_errors"): number(tally.with_errors)}),
            _figures("aid_title", aid),
            element("p", _summary("each_row")),
            _by_rule("undecided_title", tally.undecided_by),
            _by_rule("refused_title", tally.refused_by),
            _passed_on(sheet.unknown),
        )
    )


def row_errors_html(errors: Sequence[CellError], total: int) -> Html:
    """The first errors by row and column, and how many there are beside them."""
    if not errors:
        return Html()
    more = total - len(errors)
    return join(
        (
            element("h3", _summary("errors_title")),
            _table(
                _summary("errors_title"),
                [_summary(name) for name in ("error_row", "error_column", "error_message")],
                [[number(error.row), error.header or _summary("whole_row"), error.message] for error in errors],
            ),
            element("p", _summary("more_errors", count=number(more))) if more else None,
        )
    )


def _screen(name: str) -> str:
    return wording("screen", name)


def _summary(name: str, **facts: object) -> str:
    return wording("summary", name, **facts)


def _field(what: str, /, **control: str) -> Html:
    """A question with its hint, the empty place for its error, and its control."""
    own = f"lijst-{control['name']}"
    return element(
        "div",
        element("label", _screen(what), for_=own, class_="rh-label"),
        element("p", _screen(f"{what}_hint"), id=f"{own}-hint", class_="rh-hint"),
        element("p", id=f"{own}-fout", class_="rh-error", hidden=True),
        element("input", id=own, aria_describedby=f"{own}-hint {own}-fout", **control),
        class_="rh-field",
    )


def _template_link() -> Html:
    """The template as a link that holds it: nothing to fetch, and no second copy of the columns."""
    address = f"data:text/csv;charset=utf-8,{quoted(template())}"
    return element("a", _screen("template"), href=address, download=_screen("template_name"), class_="md-button")


def _save_link() -> Html:
    name = _screen("result_name")
    return element(
        "a", _screen("save"), download=name, class_="md-button md-button--primary", data_save=True, hidden=True
    )


def _figures(title: str, figures: Mapping[str, str]) -> Html:
    rows = (
        element("tr", element("th", text, scope="row"), element("td", figure, class_="rk-amount"))
        for text, figure in figures.items()
    )
    return element("table", element("caption", _summary(title)), element("tbody", join(rows)), class_="rk-table")


def _table(name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """A table whose first cells name their rows; on a small screen it scrolls by itself."""
    body = (
        element("tr", element("th", first, scope="row"), join(element("td", text) for text in others))
        for first, *others in rows
    )
    head = element("tr", join(element("th", title, scope="col") for title in titles))
    table = element("table", element("thead", head), element("tbody", join(body)), class_="rk-table")
    return element("div", table, class_="rk-scroll", role="region", aria_label=name, tabindex="0")


def _by_rule(title: str, rows: Mapping[str, int]) -> Html | None:
    """How many rows each rule decides, most first."""
    if not rows:
        return None
    most_first = sorted(rows.items(), key=lambda item: -item[1])
    lines = (_summary("rows_by_rule", rule=rule_name(rule), count=number(count)) for rule, count in most_first)
    return join((element("h3", _summary(title)), element("ul", join(element("li", line) for line in lines))))


def _notices(notices: Sequence[str]) -> Html | None:
    if not notices:
        return None
    return element("div", join(element("p", notice) for notice in notices), class_="rh-notice")


def _passed_on(titles: Sequence[str]) -> Html | None:
    if not titles:
        return None
    said = _summary("passed_on", titles=", ".join(titles))
    return join((element("h3", _summary("passed_on_title")), element("p", said)))
