"""What a built site still needs before it can be published: versioned addresses and a policy in every page.

GitHub Pages lets browsers keep every file for ten minutes. A new page with an old script would break in
those minutes, so scripts and engine live under an address that holds a hash of their content.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.util
import re
import shutil
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import override

from publishing.finishing.finish import REPAIRS

ENGINES = Path("assets/engine")
ENGINE_IN_SOURCES = "../engine/@engine@/"  # as seen from a script: assets/rekenhulp/element.mjs
ENGINE_IN_SITE = "../../engine/{}/"  # as seen from the versioned copy, one folder deeper
STYLES = re.compile(r'(?:<link rel="stylesheet" href="[^":/][^":]*">\s*){2,}')
IN_STYLES = re.compile(r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\))|(?:\s|/\*.*?\*/)+""", re.DOTALL)
SCRIPTS = {".js", ".mjs"}
VERSIONED = {".css", *SCRIPTS}
# Comments of scripts that are whole lines, `/* … */` and `// …`, and the type of an expression; others stay.
COMMENTS = re.compile(
    r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*\n|//[^\n]*\n)|/\*\* @type [^*\n]*\*/ ?", re.DOTALL | re.MULTILINE
)
CHARSET = '<meta charset="utf-8">'
THEME = Path(__file__).parents[1] / "theme"
INCLUDE = re.compile(r'{%\s*include\s+"([\w./-]+\.js)"\s*%}')
WRITTEN_BY_THE_THEME = re.compile(r"{{.*?}}")  # the way to the home page, for instance
RUNNABLE = {"", "module", "text/javascript", "application/javascript"}  # other types of <script> hold data


class NotPublishable(Exception):
    """What in the built pages would not work under our policy; every page that has it is named."""


def stamp(site: Path, *, engine: Path, assets: Path) -> None:
    """Finish a built site in place: engine and own files under versioned addresses, a policy in every page."""
    shutil.copytree(engine, site / ENGINES / engine.name)
    version = add_version(site, assets)
    mistakes: list[str] = []
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8").replace(ENGINE_IN_SOURCES, ENGINE_IN_SITE.format(engine.name))
        html = with_version(html, version, files=own_files(assets))
        html = with_one_style(html, page)
        mistakes += (f"{page.relative_to(site)}: {mistake}" for mistake in forbidden(html))
        page.write_text(with_policy(html), encoding="utf-8")
    if mistakes:
        raise NotPublishable("\n".join(mistakes))


def add_version(site: Path, assets: Path) -> str:
    """Add a copy of our own assets under a hash of their content; returns the name of that folder.

    All in one folder, so that what they ask of each other by relative address is of the same version. The
    copies without a version stay, as they were written: pages of others may point to those.
    """
    content = hashlib.sha256()
    for path in sorted(assets.rglob("*")):
        if path.is_file():
            content.update(f"{path.relative_to(assets)}\0{sha256(path.read_bytes())}\0".encode())
    version = f"v-{content.hexdigest()[:16]}"
    shutil.copytree(assets, site / "assets" / version, copy_function=copy_lean)
    return version


def copy_lean(source: str, target: str) -> None:
    """Copy a file; a script without its comments, a third of what a phone would fetch of it."""
    if Path(source).suffix in SCRIPTS:
        Path(target).write_text(COMMENTS.sub("", Path(source).read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copy2(source, target)


def own_files(assets: Path) -> list[str]:
    """The scripts and styles among our own assets, which must be of the same version as the page."""
    return sorted(path.relative_to(assets).as_posix() for path in assets.rglob("*") if path.suffix in VERSIONED)


def with_version(html: str, version: str, *, files: Iterable[str]) -> str:
    """The page with these files asked for by their versioned address."""
    names = "|".join(map(re.escape, files))
    asked = rf'((?:href|src|data-script)="[^"]*?assets/)({names})"'
    return re.sub(asked, rf'\g<1>{version}/\g<2>"', html) if names else html


def with_one_style(html: str, page: Path) -> str:
    """The page with its style sheets as one file, in their order: a phone waits for each of them before it draws."""
    links = STYLES.search(html)
    if not links:
        return html
    names = re.findall(r'href="([^"]+)"', links[0])
    content = "\n".join(compact((page.parent / name).resolve().read_text(encoding="utf-8")) for name in names)
    folder = names[0].rpartition("/")[0]
    name = f"{folder}/all.{hashlib.sha256(content.encode()).hexdigest()[:8]}.min.css"
    (page.parent / name).resolve().write_text(content, encoding="utf-8")
    return html.replace(links[0], f'<link rel="stylesheet" href="{name}">', 1)


def compact(style: str) -> str:
    """A style sheet with one space where it has comments and more spaces; what its strings hold stays."""
    return IN_STYLES.sub(lambda found: found["text"] or " ", style)


def with_policy(html: str) -> str:
    """The page with its policy, right behind the line that says how its letters are written."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    page, found = re.subn(re.escape(CHARSET), f"{CHARSET}{meta}", html, count=1)
    if not found:
        raise NotPublishable(f"a page without {CHARSET}")
    return page


def policy(html: str) -> str:
    """The Content-Security-Policy of this page: our own files and its own inline scripts, nothing else."""
    hashes = sorted({f"'sha256-{sha256(script.encode())}'" for script in inline_scripts(html)})
    return "; ".join(
        [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            " ".join(["script-src 'self'", *hashes]),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "worker-src 'self'",
        ]
    )


def sha256(content: bytes) -> str:
    """The hash of this content as a policy writes it."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def inline_scripts(html: str) -> list[str]:
    """The text of every script that stands in the page itself and that a browser would run."""
    return read(html).scripts


def forbidden(html: str) -> Iterator[str]:
    """What the policy would block in silence, and scripts that came with somebody's words: those gain no hash."""
    page = read(html)
    yield from sorted(set(page.blocked))
    yield from (f"<script>{script[:60]}…" for script in page.scripts if not is_of_the_theme(script))


def is_of_the_theme(script: str) -> bool:
    """Whether this inline script stands in a template, word for word."""
    return any(known.fullmatch(script) for known in theme_scripts())


@functools.cache
def theme_scripts() -> tuple[re.Pattern[str], ...]:
    """The inline scripts of the templates; what a template fills in is an address, in the string where it stands."""
    found = importlib.util.find_spec("material")
    material = [Path(place) / "templates" for place in (found.submodule_search_locations or ())] if found else []
    files = [file for folder in (THEME, *material) for file in sorted(folder.rglob("*.html"))]
    texts = [text for file in files for text in re.findall(r"<script>(.*?)</script>", repaired(file), re.DOTALL)]
    return tuple(re.compile(r"[\w./:-]*".join(map(re.escape, WRITTEN_BY_THE_THEME.split(text)))) for text in texts)


def repaired(template: Path) -> str:
    """A template as the last step leaves it, with the scripts that it includes."""
    text = INCLUDE.sub(
        lambda named: (THEME / named[1]).read_text(encoding="utf-8").removesuffix("\n"),
        template.read_text(encoding="utf-8"),
    )
    for fault, better in REPAIRS:
        text = text.replace(fault, better)
    return text


def read(html: str) -> PageReader:
    """The page, read once from its first to its last character."""
    reader = PageReader()
    reader.feed(html)
    reader.close()
    return reader


class PageReader(HTMLParser):
    """Collects inline scripts and whatever our policy blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.blocked: list[str] = []
        self.inside = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.inside = tag == "script" and "src" not in named and (named.get("type") or "") in RUNNABLE
        if self.inside:
            self.scripts.append("")
        if tag == "style":
            self.blocked.append("<style>")
        self.blocked += [f"<{tag} {name}=…>" for name in named if name == "style" or name.startswith("on")]

    @override
    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    @override
    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data
