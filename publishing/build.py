"""Build the site: the engine, the pages, and what the pages need before they can be published.

    python -m publishing.build        the site in site/, unless that is already the site of these sources

Same sources and same day, same bytes. The day that the pages speak for is the option `on` of the markers
in mkdocs.yml, or ON in the environment.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from calculator.scheme.reading import all_rules
from publishing.bootstrap import ROOT, SITE, output, tool
from publishing.engine import making
from publishing.engine.node import PyodideFailed
from publishing.finishing.finish import finish_site
from publishing.finishing.offline import add_service_worker
from publishing.finishing.stamp import NotPublishable, stamp
from publishing.finishing.styles import lighten_styles
from publishing.pages.contact import missing

WORKPLACE = ROOT / "build"
ENGINE_SOURCES = (
    *(".python-version", "package-lock.json", "requirements/site.txt"),
    *("calculator", "publishing/engine", "tests/cases"),
)
SOURCES = (*ENGINE_SOURCES, "docs", "LICENSE", "mkdocs.yml", "publishing")
PASSED_ON = ("GITHUB_REPOSITORY", "OFFLINE", "ON", "SITE_URL")  # settings of one build, given in the environment


def main() -> int:
    """Build where something changed; exit status 1 with the reason where the sources make no site."""
    started = time.monotonic()
    try:
        if not build():
            say("the site is up to date")
            return 0
    except subprocess.CalledProcessError:
        print("build failed: what went wrong stands above", file=sys.stderr)
        return 1
    except (NotPublishable, PyodideFailed) as failure:
        print(f"build failed: {failure}", file=sys.stderr)
        return 1
    tell_what_is_missing()
    say(f"the site is in {SITE.relative_to(ROOT)}/, made in {time.monotonic() - started:.1f} s")
    return 0


def build() -> bool:
    """Make the site in `site/`; false where it was already there for these sources."""
    WORKPLACE.mkdir(exist_ok=True)
    with (WORKPLACE / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # one build at a time: `make serve` beside `make test`, for instance
        return build_where_changed()


def build_where_changed() -> bool:
    """What `build` does, when it is this build's turn."""
    made_from = WORKPLACE / "site.made-from"
    wanted = fingerprint(SOURCES, settings())
    if SITE.is_dir() and made_from.is_file() and made_from.read_text() == wanted:
        return False
    unfinished = WORKPLACE / "site"
    shutil.rmtree(unfinished, ignore_errors=True)
    made_from.unlink(missing_ok=True)
    with ThreadPoolExecutor() as beside:
        engine = beside.submit(make_engine)  # takes as long as the pages and needs nothing of them
        say("making the pages")
        make_pages(unfinished)
        finish_site(unfinished)
        lighten_styles(unfinished)
        stamp(unfinished, engine=engine.result(), assets=ROOT / "docs" / "assets")
    add_service_worker(unfinished)
    shutil.rmtree(SITE, ignore_errors=True)
    unfinished.rename(SITE)
    made_from.write_text(wanted)
    return True


def make_engine() -> Path:
    """The folder of the engine for these sources; the one of an earlier build where nothing changed."""
    remembered = WORKPLACE / "engine" / f"{fingerprint(ENGINE_SOURCES)}.made"
    if remembered.is_file() and (WORKPLACE / "engine" / remembered.read_text()).is_dir():
        return WORKPLACE / "engine" / remembered.read_text()
    say("making the engine that calculates in the browser")
    shutil.rmtree(WORKPLACE / "engine", ignore_errors=True)
    folder = making.build(WORKPLACE / "engine")
    remembered.write_text(folder.name)
    costs = ", ".join(f"{cost / 1e6:.2f} MB ({name})" for name, cost in making.first_visit(folder).items())
    say(f"the engine costs a visitor the first time: {costs}")
    return folder


def make_pages(into: Path) -> None:
    """Let MkDocs make the pages; every warning of it stops the build.

    The markers are looked at first, because MkDocs shows a mistake in one behind a page of its own code.
    """
    subprocess.run([tool("python"), "-m", "publishing.markers", "docs"], check=True, cwd=ROOT)
    fixed = {"SOURCE_DATE_EPOCH": commit_time(), "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    command = [tool("python"), "-m", "mkdocs", "--quiet", "build", "--strict", "--site-dir", str(into)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **fixed})


def tell_what_is_missing() -> None:
    """Say loudly what the provider has not filled in: visitors do not see it, and the law asks for most of it."""
    if found := missing(all_rules().provider):
        say(f"ATTENTION, Hands has not filled in (aanbieder.toml), and visitors do not see: {', '.join(found)}")


def settings() -> list[str]:
    """What decides about the site beside its sources."""
    return [*(f"{name}={os.environ.get(name, '')}" for name in PASSED_ON), commit_time()]


def commit_time() -> str:
    """When the last commit was made, in seconds since 1970: the sitemap's date for every page."""
    return os.environ.get("SOURCE_DATE_EPOCH") or output(["git", "log", "-1", "--format=%ct"]) or "0"


def fingerprint(sources: Iterable[str], settings: Iterable[str] = ()) -> str:
    """A hash over the names and content of these files and folders and over these settings."""
    result = hashlib.sha256("\0".join(settings).encode())
    for path in files_of(sources):
        name = path.relative_to(ROOT).as_posix()
        result.update(f"\0{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return result.hexdigest()


def files_of(sources: Iterable[str]) -> Iterator[Path]:
    """Every file of these files and folders, in one order, without what Python keeps beside its modules."""
    for source in sources:
        path = ROOT / source
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (each for each in found if each.is_file() and "__pycache__" not in each.parts)


def say(line: str) -> None:
    """One line of progress."""
    print(f"build: {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
