"""Dated tables: each row with the days it holds, its source, the day that was read and its certainty."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from calculator import texts
from calculator.markup import Html, element, join
from calculator.scheme.rows import Basis, Kind, Rate, Source
from publishing.pages.edition import Edition, Fragment, article, badge, days, doubt, source_line, source_link
from publishing.pages.figures import in_force, source_of, term_text

__all__ = ["TABLES", "Cell", "amount", "history", "html_table", "one_source", "plain", "sources", "table"]

SERVICE_NAMES: Mapping[Kind, str] = {"training": "Opleiding", "advice": "Advies"}
ACCEPTED = {"yes": badge("ja", "yes"), "no": badge("nee", "no"), "undecided": badge("vraag na", "maybe")}
EXCLUDED = {"excluded": badge("uitgesloten", "no"), "unknown": badge("niet bekend", "maybe")}
NO_AID = "geen steun"
NOT_KNOWN = "niet bekend"
# A table of no more columns fits a phone as it is.
COLUMNS_IN_SIGHT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a table cell; figures stand on the right."""

    html: Html
    amount: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row and why it may be relied on."""

    cells: tuple[Cell, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The heading of a column, as text, and whether its table becomes cards on a small screen."""

    heading: str
    cards: bool


def plain(text: str) -> Cell:
    """A cell of plain text."""
    return Cell(html=join([text]))


def amount(text: str) -> Cell:
    """A cell with a figure."""
    return Cell(html=join([text]), amount=True)


# ---- the HTML of a table --------------------------------------------------------------------------------


def html_table(
    caption: str, headings: Sequence[Cell], rows: Iterable[Sequence[Cell]], *, name: str | None = None
) -> Html:
    """A table whose first column names the row; a wide one scrolls by itself, also with the keyboard.

    One of more than two columns is a list of cards on a small screen, where each cell brings its own heading. A table
    that is laid out as something else is none any more for some screen readers, so its parts say what they are.
    `name` tells it from the other tables of its page where the caption does not.
    """
    cards = len(headings) > COLUMNS_IN_SIGHT
    parts = {part: part if cards else None for part in ("table", "rowgroup", "row")}
    kinds = [_Column(heading=html.unescape(cell.html), cards=cards) for cell in headings]
    head = (
        element("th", cell.html, scope="col", class_=_kind(cell), role="columnheader" if cards else None)
        for cell in headings
    )
    body = (
        element(
            "tr",
            *(_cell(cell, of, first=of is kinds[0]) for cell, of in zip(row, kinds, strict=True)),
            role=parts["row"],
        )
        for row in rows
    )
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head, role=parts["row"]), role=parts["rowgroup"]),
        element("tbody", *body, role=parts["rowgroup"]),
        class_="rk-table rk-table--cards" if cards else "rk-table",
        role=parts["table"],
    )
    return element("div", table, class_="rk-scroll", role="region", aria_label=name or caption, tabindex="0")


def _cell(cell: Cell, column: _Column, *, first: bool) -> Html:
    if first:
        role = "rowheader" if column.cards else None
        return element("th", cell.html, scope="row", class_=_kind(cell), role=role)
    if not column.cards:
        return element("td", cell.html, class_=_kind(cell))
    return element("td", cell.html, class_=_kind(cell), role="cell", data_of=column.heading)


def _kind(cell: Cell) -> str | None:
    return "rk-amount" if cell.amount else None


def _dated(caption: str, headings: Sequence[Cell], rows: Sequence[Row]) -> Fragment:
    """A table with its sources below it; where they differ, each row says since when and which one is its own."""
    bases = tuple(dict.fromkeys(row.basis for row in rows))
    sources = tuple(basis.source for basis in bases)
    if len(bases) == 1:
        below = source_line(bases[0])
        return Fragment(html_table(caption, headings, [row.cells for row in rows]) + below, sources)
    numbers = {ground: str(number) for number, ground in enumerate(dict.fromkeys(map(_ground, bases)), 1)}
    full = [(*row.cells, plain(days(row.basis)), plain(numbers[_ground(row.basis)])) for row in rows]
    table = html_table(caption, (*headings, plain("Sinds"), plain("Bron")), full)
    listed = element("ol", *(element("li", ground) for ground in numbers), class_="rk-sources")
    below = element("details", element("summary", "Bronnen bij deze tabel"), listed, class_="rk-quiet")
    return Fragment(table + below, sources)


def _ground(basis: Basis) -> Html:
    """Where a row stands, when that was read, how sure it is and what to know about it; not its days."""
    read = f"{article(basis)}. Gecontroleerd op {texts.day(basis.source.checked_on)}. "
    note = f" {basis.note}" if basis.note else None
    return join([source_link(basis.source), read, doubt(basis), note])


def _on(edition: Edition, what: str) -> str:
    return f"{what} op {texts.day(edition.on)}"


# ---- the tables -----------------------------------------------------------------------------------------


def _rate_cells(rate: Rate) -> tuple[Cell, Cell]:
    if rate.small is not None and rate.medium is not None:
        return amount(texts.percent(rate.small)), amount(texts.percent(rate.medium))
    text = NO_AID if rate.kind == "closed" else NOT_KNOWN
    return amount(text), amount(text)


def _service(edition: Edition, rate: Rate) -> str:
    topic = next((topic.name for topic in edition.rules.topics if topic.key == rate.topic), None)
    return f"{SERVICE_NAMES[rate.service]} over {topic.lower()}" if topic else SERVICE_NAMES[rate.service]


def _rates(edition: Edition) -> Fragment:
    rows = [
        Row(cells=(plain(_service(edition, rate)), *_rate_cells(rate)), basis=rate.basis)
        for rate in edition.today().rates.values()
        if rate.kind != "ordinary"
    ]
    headings = (plain("Dienst"), amount("Klein"), amount("Middelgroot"))
    return _dated(_on(edition, "Steunpercentages"), headings, rows)


def _ceilings(edition: Edition) -> Fragment:
    ceiling = in_force(edition.today().ceiling, edition.on)
    rows = [
        Row(cells=(plain("Kleine onderneming"), amount(texts.euro(ceiling.small))), basis=ceiling.basis),
        Row(cells=(plain("Middelgrote onderneming"), amount(texts.euro(ceiling.medium))), basis=ceiling.basis),
    ]
    return _dated(_on(edition, "Steunplafond per kalenderjaar"), (plain("Grootte"), amount("Plafond")), rows)


def _themes(edition: Edition) -> Fragment:
    rows = [
        Row(cells=(plain(theme.name), plain(theme.meaning)), basis=theme.basis)
        for theme in edition.today().themes.values()
    ]
    return _dated(_on(edition, "De thema's"), (plain("Thema"), plain("Wat het betekent")), rows)


def _legal_forms(edition: Edition) -> Fragment:
    rows = [
        Row(cells=(plain(form.name), Cell(html=ACCEPTED[form.accepted])), basis=form.basis)
        for form in edition.today().legal_forms.values()
    ]
    return _dated(_on(edition, "Rechtsvormen"), (plain("Rechtsvorm"), plain("Aanvaard?")), rows)


def _exclusions(edition: Edition) -> Fragment:
    rows = [
        Row(cells=(plain(service.name), Cell(html=EXCLUDED[service.kind])), basis=service.basis)
        for service in edition.today().excluded_services.values()
    ]
    return _dated(_on(edition, "Uitgesloten diensten"), (plain("Dienst"), plain("Steun?")), rows)


def _terms(edition: Edition) -> Fragment:
    rows = [
        Row(cells=(plain(term.name), plain(term_text(term))), basis=term.basis)
        for term in edition.today().terms.values()
    ]
    return _dated(_on(edition, "Termijnen"), (plain("Wat"), plain("Termijn")), rows)


def _sizes(edition: Edition) -> Fragment:
    today = edition.today()
    sizes = {"Klein": in_force(today.small, edition.on), "Middelgroot": in_force(today.medium, edition.on)}
    rows = [
        Row(
            cells=(
                plain(name),
                plain(f"minder dan {size.staff_below}"),
                plain(f"hoogstens {texts.euro(size.turnover_at_most)}"),
                plain(f"hoogstens {texts.euro(size.balance_sheet_total_at_most)}"),
            ),
            basis=size.basis,
        )
        for name, size in sizes.items()
    ]
    headings = (plain("Grootte"), plain("Mensen"), plain("Omzet"), plain("of balanstotaal"))
    return _dated(_on(edition, "Klein en middelgroot"), headings, rows)


TABLES: Mapping[str, Callable[[Edition], Fragment]] = {
    "steun": _rates,
    "plafond": _ceilings,
    "themas": _themes,
    "rechtsvormen": _legal_forms,
    "uitsluitingen": _exclusions,
    "termijnen": _terms,
    "groottes": _sizes,
}


def table(edition: Edition, *, naam: str) -> Fragment:
    """One of the dated tables."""
    return TABLES[naam](edition)


def history(edition: Edition) -> Fragment:
    """Every rate and ceiling the data knows, oldest first."""
    rates = [
        Row(cells=(plain(_service(edition, rate)), *_rate_cells(rate)), basis=rate.basis)
        for rate in edition.rules.rates
        if rate.kind != "ordinary"
    ]
    ceilings = [
        Row(
            cells=(plain("Plafond per jaar"), amount(texts.euro(row.small)), amount(texts.euro(row.medium))),
            basis=row.basis,
        )
        for row in edition.rules.ceilings
    ]
    rows = sorted((*rates, *ceilings), key=lambda row: row.basis.valid_from)
    headings = (plain("Wat"), amount("Klein"), amount("Middelgroot"))
    first = min(row.basis.valid_from for row in rows)
    return _dated(f"Percentages en plafonds sinds {texts.day(first)}", headings, rows)


# ---- sources --------------------------------------------------------------------------------------------


def _source(source: Source) -> Html:
    return join(
        [
            source_link(source),
            f" ({source.dated}). Gecontroleerd op {texts.day(source.checked_on)}. ",
            f"We lezen deze bron opnieuw uiterlijk op {texts.day(source.check_again_by)}.",
        ]
    )


def one_source(edition: Edition, *, naam: str) -> Fragment:
    """One source, with the day it was read."""
    source = source_of(edition, naam)
    return Fragment(element("p", _source(source), class_="rk-source"), (source,))


def sources(edition: Edition) -> Fragment:
    """Every source of the data, by title."""
    ordered = sorted(edition.rules.sources, key=lambda source: source.title.casefold())
    items = (element("li", _source(source), id=f"bron-{source.id}") for source in ordered)
    return Fragment(element("ul", *items), tuple(ordered))
