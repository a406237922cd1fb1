"""Markers in the words: `<!-- reken:percentage dienst=opleiding grootte=klein -->` becomes what the data says.

A Python-Markdown extension, so that MkDocs and Zensical expand them alike. An unknown marker, a wrong
argument, or any other HTML comment (how a typing error looks) stops the build: all mistakes of all pages at
once, each with file and line.

    python -m publishing.markers docs      checks every page without building
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from publishing.pages import (
    cases,
    changes,
    charts,
    contact,
    editing,
    examples,
    figures,
    flow,
    folding,
    form,
    home,
    offer,
    overview,
    rule_blocks,
    rule_rows,
    software,
    tables,
    timeline,
)
from publishing.pages.catalogue import FOLDER, CatalogueMistakes, read_all
from publishing.pages.edition import Edition, Fragment, Mistake, choose, edition_of_build, edition_on, overdue_notice

__all__ = ["MarkerExtension", "MarkerMistakes", "check", "expand", "expand_html", "makeExtension"]

COMMENT = re.compile(r"(?<!`)<!--(?P<inside>.*?)(?P<end>-->|$)")
CALL = re.compile(r"reken:(?P<name>[a-z-]+)(?P<arguments>(?: [a-z_]+=(?:\"[^\"]*\"|[^\s\"=]+))*)")
ARGUMENT = re.compile(r"([a-z_]+)=(\"[^\"]*\"|[^\s\"=]+)")
TEMPLATE_MARKER = re.compile(r"<!--(?P<inside>\s*reken:.*?)-->")
HEADING = re.compile(r"^(#{2,3} .+)$", re.MULTILINE)
ENTRY_NAME = re.compile(r"<!-- *reken:(?:fiche|aanbod-[a-z]+) +naam=(\S+) *-->")
EXAMPLE = "<!-- reken:percentage dienst=opleiding grootte=klein -->"


class MarkerMistakes(ValueError):
    """Every mistake in the pages, one Dutch line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n" + "\n".join(self.lines))


# ---- the vocabulary -------------------------------------------------------------------------------------

type Reader = Callable[[str], object]


def _one_of(*allowed: str) -> Reader:
    def read(text: str) -> str:
        if text not in allowed:
            raise Mistake(f"{text!r} is niet bekend; {choose(text, allowed)}")
        return text

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"{text!r} is geen dag; schrijf bijvoorbeeld op=2019-11-30") from None


SERVICE = _one_of(*figures.SERVICES)
SIZE = _one_of(*figures.SIZES)
RULE = _one_of(*figures.RULE_ROWS)
TOPIC = _one_of("cybersecurity", "energie_efficientie")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a marker asks for, and whether it is a block of its own or a figure in a sentence."""

    render: Callable[..., Fragment]
    needs: Mapping[str, Reader]
    may: Mapping[str, Reader]
    block: bool


def _figure(render: Callable[..., Fragment], may: Mapping[str, Reader] | None = None, /, **needs: Reader) -> Marker:
    return Marker(render, needs, may or {}, block=False)


def _block(render: Callable[..., Fragment], may: Mapping[str, Reader] | None = None, /, **needs: Reader) -> Marker:
    return Marker(render, needs, may or {}, block=True)


VOCABULARY: Mapping[str, Marker] = {
    "percentage": _figure(figures.rate, {"onderwerp": TOPIC, "op": _day}, dienst=SERVICE, grootte=SIZE),
    "plafond": _figure(figures.ceiling, {"op": _day}, grootte=SIZE),
    "termijn": _figure(figures.term, naam=_one_of(*figures.TERMS)),
    "grens": _figure(figures.limit, naam=_one_of(*figures.LIMITS)),
    "minimum": _figure(figures.minimum, dienst=SERVICE),
    "catering": _figure(figures.catering),
    "btw": _figure(figures.vat),
    "sinds": _figure(figures.since, {"dienst": SERVICE}, regel=RULE),
    "gecontroleerd": _figure(figures.checked, bron=str),
    "stand": _figure(figures.day_of_edition),
    "aanbieder": _figure(figures.provider, veld=_one_of(*figures.PROVIDER_FIELDS)),
    "bedrag": _figure(examples.figure, naam=str, pad=str),
    "uitgever": _figure(figures.publisher),
    "contact": _block(contact.contact),
    "wettelijk": _block(contact.legal),
    "vraag-het": _block(contact.ask),
    "ontbreekt": _block(contact.missing_list),
    "bewerk": _figure(editing.edit_link, {"tekst": str}, bestand=str),
    "tabel": _block(tables.table, naam=_one_of(*tables.TABLES)),
    "grafiek": _block(charts.chart, naam=_one_of(*charts.CHARTS)),
    "geschiedenis": _block(tables.history),
    "bron": _block(tables.one_source, naam=str),
    "bronnen": _block(tables.sources),
    "regel": _block(rule_blocks.rule, {"dienst": SERVICE}, naam=RULE),
    "voorbeeld": _block(examples.example, naam=str),
    "tijdlijn": _block(timeline.timeline),
    "catalogus": _block(overview.overview),
    "fiche": _block(offer.at_a_glance, naam=str),
    "aanbod-prijzen": _block(offer.prices, naam=str),
    "eerste-antwoord": _block(home.first_answer_block, {"rekenhulp": str}),
    "vouw": _block(folding.fold, niveau=_one_of(*folding.LEVELS)),
    "rekenhulp": _block(form.calculator_form),
    "lijst": _block(form.list_form),
    "lijst-kolommen": _block(form.list_columns),
    "thema-opties": _figure(form.theme_options),
    "regels": _block(rule_rows.rules),
    "verandert": _block(changes.changes),
    "van-vraag-naar-antwoord": _block(flow.flow),
    "gevallen": _block(cases.cases),
    "aantal-gevallen": _figure(cases.number_of_cases),
    "gevallen-bestanden": _block(cases.downloads),
    "software": _block(software.software),
}


# ---- one marker, one line, one page ---------------------------------------------------------------------


def _called(inside: str) -> tuple[Marker, dict[str, object]]:
    call = CALL.fullmatch(inside.strip())
    if call is None:
        raise Mistake(f"dit is geen marker; schrijf bijvoorbeeld {EXAMPLE}")
    name = call["name"]
    marker = VOCABULARY.get(name)
    if marker is None:
        raise Mistake(f"de marker reken:{name} is niet bekend; {choose(name, VOCABULARY)}")
    given = {key: value.strip('"') for key, value in ARGUMENT.findall(call["arguments"])}
    known = {**marker.needs, **marker.may}
    for key in given.keys() - known.keys():
        raise Mistake(f"reken:{name} kent geen {key}=; het kent {', '.join(known) or 'geen enkel woord erachter'}")
    for key in marker.needs.keys() - given.keys():
        raise Mistake(f"reken:{name} mist {key}=")
    return marker, {key: known[key](value) for key, value in given.items()}


def _expanded(inside: str, edition: Edition, *, alone: bool) -> tuple[Marker, Fragment]:
    marker, arguments = _called(inside)
    if marker.block and not alone:
        raise Mistake("deze marker moet alleen op zijn regel staan")
    return marker, marker.render(edition, **arguments)


def expand(lines: Iterable[str], edition: Edition, block: Callable[[str], str] = str) -> list[str]:
    """The lines of a page with its markers expanded; `block` gets the HTML of each block.

    Raises `MarkerMistakes` with every mistake of the page.
    """
    mistakes: list[str] = []
    shown: list[Fragment] = []

    def line_expanded(number: int, line: str) -> str:
        def replaced(comment: re.Match[str]) -> str:
            try:
                # A comment that does not end on its line is no marker: read with its start, it looks like none.
                inside = comment["inside"] if comment["end"] else comment[0]
                marker, fragment = _expanded(inside, edition, alone=line.strip() == comment[0])
            except (Mistake, CatalogueMistakes) as mistake:
                mistakes.append(f"{number}: {comment[0]}: {mistake}")
                return ""
            shown.append(fragment)
            return _with_headings(fragment.text, block) if marker.block else fragment.text

        return COMMENT.sub(replaced, line)

    expanded = [line_expanded(number, line) for number, line in enumerate(lines, 1)]
    if mistakes:
        raise MarkerMistakes(mistakes)
    notice = overdue_notice(fragment.sources for fragment in shown)
    return [block(notice), "", *expanded] if notice else expanded


def _with_headings(text: str, block: Callable[[str], str]) -> str:
    """The text of a block, each piece of HTML in it given to `block`; headings stay Markdown between them."""
    pieces = (piece.strip("\n") for piece in HEADING.split(text))
    return "\n\n".join(piece if HEADING.fullmatch(piece) else block(piece) for piece in pieces if piece)


def expand_html(html: str, edition: Edition) -> str:
    """A finished page with the markers of its template expanded; other comments stay."""
    return TEMPLATE_MARKER.sub(lambda comment: _expanded(comment["inside"], edition, alone=True)[1].text, html)


# ---- all pages ------------------------------------------------------------------------------------------


def check(edition: Edition) -> None:
    """Expand every page, and read every entry of the catalogue.

    Raises `MarkerMistakes` with all mistakes: one line each, with file and line.
    """
    mistakes = [line for path in sorted(edition.docs.rglob("*.md")) for line in _mistakes_of(path, edition)]
    try:
        read_all(edition.docs)
    except CatalogueMistakes as found:
        mistakes.extend(found.lines)
    if mistakes:
        raise MarkerMistakes(dict.fromkeys(mistakes))


def _mistakes_of(path: Path, edition: Edition) -> Iterator[str]:
    place = path.relative_to(edition.docs.parent).as_posix()
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        expand(lines, edition)
    except MarkerMistakes as found:
        yield from (f"{place}:{line}" for line in found.lines)
    if path.parent.name == FOLDER:
        yield from (f"{place}:{line}" for line in _foreign_names(path.stem, lines))


def _foreign_names(slug: str, lines: Iterable[str]) -> Iterator[str]:
    """An entry that was copied from another still shows the other's price: its markers must carry its own name."""
    for number, line in enumerate(lines, 1):
        for name in ENTRY_NAME.findall(line):
            if name != slug:
                yield f"{number}: naam={name} hoort bij een andere fiche; schrijf naam={slug}"


# ---- the extension --------------------------------------------------------------------------------------


class _MarkerPreprocessor(Preprocessor):
    """Runs on the text of a page, before any Markdown is read."""

    def __init__(self, md: Markdown, edition: Edition) -> None:
        super().__init__(md)
        self.edition = edition

    def run(self, lines: list[str]) -> list[str]:
        try:
            return expand(lines, self.edition, block=self.md.htmlStash.store)
        except MarkerMistakes:
            # A generator hands over the text of one page without its name. The pages themselves tell file and line.
            check(self.edition)
            raise


class MarkerExtension(Extension):
    """Options: `on`, the day the pages speak for (empty: the last day a source was read), and `docs`."""

    def __init__(self, **options: str) -> None:
        self.config = {
            "on": ["", "De dag waarvoor de pagina's spreken, bijvoorbeeld 2026-11-23"],
            "docs": ["docs", "De map met de pagina's"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Python-Markdown calls
        """Register the preprocessor: after white space is normalised (30), before raw HTML is set aside (20)."""
        edition = edition_on(str(self.getConfig("on") or ""), Path(self.getConfig("docs")))
        md.preprocessors.register(_MarkerPreprocessor(md, edition), "markers", 25)


def makeExtension(**options: str) -> MarkerExtension:  # noqa: N802 - the name Python-Markdown looks for
    """The extension, for `markdown_extensions: [publishing.markers]`."""
    return MarkerExtension(**options)


def main(arguments: list[str]) -> int:
    """Check every page of the folder; prints each mistake."""
    try:
        check(edition_of_build(Path(arguments[0] if arguments else "docs")))
    except MarkerMistakes as found:
        print(*found.lines, sep="\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
