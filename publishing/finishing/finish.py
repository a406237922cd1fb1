"""What a built page still needs, whichever generator built it.

That is: the markers of its template, structured data, the files to download, and small repairs.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from publishing.finishing.fold import folded
from publishing.finishing.structured_data import PageText, breadcrumb, json_ld, organisation, questions, read_page
from publishing.markers import expand_html
from publishing.pages.cases import write_downloads
from publishing.pages.edition import Edition, edition_of_build
from publishing.pages.software import write_licences

__all__ = ["finish_site", "finished"]

FAQ = "veelgestelde-vragen/"
ENTRIES = "catalogus/"

TABS = (
    "<script>var target=document.getElementById(location.hash.slice(1));target&&target.name&&(target.checked="
    'target.name.startsWith("__tabbed_"))</script>'
)

# Material for MkDocs 9: names that are missing or stand twice, and an attribute that a checkbox may not have.
REPAIRS = (
    (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search" role="dialog" aria-label="Zoeken">',
    ),
    # Nothing is stored before somebody chose colours: following the device (the first choice) needs no memory.
    (
        'try{t.setItem(a.pathname+"."+e,JSON.stringify(_))}',
        'try{"__palette"!==e||_.index?t.setItem(a.pathname+"."+e,JSON.stringify(_)):t.removeItem(a.pathname+"."+e)}',
    ),
    # For tabs in the words, which we have none of; where an address names no place Firefox complains of it.
    (TABS, ""),
    # The empty corner of a table is the heading of nothing.
    ("<th></th>", "<td></td>"),
    (' id="__drawer" autocomplete="off">', ' id="__drawer">'),
    (' id="__search" autocomplete="off">', ' id="__search">'),
    # The button of the menu has a name for who does not see its drawing.
    (
        '<label class="md-header__button md-icon" for="__drawer">',
        '<label class="md-header__button md-icon" for="__drawer"><span class="rh-unseen">Menu</span>',
    ),
)

# Material makes a link past the navigation only on a page with a table of contents, and to its first heading, which is
# not where the text begins. Ours is on every page and leads to all of it; on the calculator's, to the questions.
SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
ARTICLE = '<article class="md-content__inner md-typeset">'
CONTENT = "inhoud"
QUESTIONS = "eerste-bedrag"

# What opens a part of the menu has no name where it is only an arrow, nor has the list that is named after it.
PART = re.compile(
    r'(?P<arrow><label class="md-nav__link[^>]*>\s*<span class="md-nav__icon md-icon"></span>)(?P<end>\s*</label>.*?'
    r'<label class="md-nav__title"[^>]*>\s*<span class="md-nav__icon md-icon"></span>\s*(?P<name>[^<"]+?)\s*</label>)',
    re.DOTALL,
)
# Whether a part is open is said of its button (menu.mjs), not of the list, where it may not stand and would not change.
STATE_OF_PART = re.compile(r'(?<= aria-labelledby=)("\w+") aria-expanded="\w+"')

# Material lets code scroll by itself; then the keyboard must be able to go there.
CODE_BLOCK = re.compile(r"(<pre>(?:<span></span>)?<code)(?=[ >])")

# The entries of the catalogue are in no navigation, so nothing marks the tab that they belong to.
TAB_OF_ENTRIES = re.compile(r'<li class="md-tabs__item">(?=\s*<a href="\.\./" )')

# A twelfth of a page is how its templates were laid out; in these the layout means something.
LAYOUT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|\n\s+", re.DOTALL)

# A table of the words scrolls by itself on a small screen, with the keyboard and without scripts too.
PLAIN_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def finish_site(site: Path) -> None:
    """Finish every page of a built site, in place, and add the files to download."""
    write_downloads(site)
    write_licences(site)
    edition = edition_of_build(Path("docs"))
    files = {_path(file, site): file for file in sorted(site.rglob("*.html"))}
    texts = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    pages = {path: read_page(html) for path, html in texts.items()}
    for path, file in files.items():
        file.write_text(finished(texts[path], path, pages, edition), encoding="utf-8", newline="\n")


def _path(file: Path, site: Path) -> str:
    """The address of a page within the site: `voorwaarden/grootte/`, empty for the home page."""
    return file.relative_to(site).as_posix().removesuffix("index.html")


def finished(html: str, path: str, pages: Mapping[str, PageText], edition: Edition) -> str:
    """One page, finished."""
    things = [
        organisation(edition.rules.provider, pages[""].address),
        breadcrumb(path, pages),
        questions(pages[path]) if path == FAQ else None,
    ]
    block = json_ld([thing for thing in things if thing is not None])
    if path.startswith(ENTRIES) and path != ENTRIES:
        html = TAB_OF_ENTRIES.sub('<li class="md-tabs__item md-tabs__item--active">', html, count=1)
    html = expand_html(_skippable(_repaired(folded(html))), edition).replace("</head>", f"{block}</head>", 1)
    return LAYOUT.sub(lambda found: found[1] or "\n", html)


def _skippable(html: str) -> str:
    """The page with a link past its navigation; a page without navigation needs none."""
    asks = f'id="{QUESTIONS}"' in html
    to, label = (QUESTIONS, "Naar de vragen van de rekenhulp") if asks else (CONTENT, "Naar de inhoud")
    html = SKIP.sub(rf'\1<a href="#{to}" class="md-skip">{label}</a>\2', html)
    return html.replace(ARTICLE, ARTICLE.replace(">", f' id="{CONTENT}" tabindex="-1">'), 1)


def _repaired(html: str) -> str:
    for fault, repaired in REPAIRS:
        html = html.replace(fault, repaired)
    html = PLAIN_TABLE.sub(r'<div class="rk-scroll" tabindex="0"><table class="rk-table">\1</table></div>', html)
    html = CODE_BLOCK.sub(r'\1 tabindex="0"', html)
    html = STATE_OF_PART.sub(r"\1", html)
    return PART.sub(r'\g<arrow><span class="rh-unseen">Meer onder \g<name></span>\g<end>', html)
