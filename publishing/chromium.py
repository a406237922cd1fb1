"""Find a Chromium that runs, or install one: for the tests and for looking at the site.

    python -m publishing.chromium       prints which one it is

In this order: the one without a window (of the machine, else Debian's package where we are root), any other that the
machine has, the one in npm, Playwright's own. Without a window it is the same browser at two thirds of the work.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from publishing.bootstrap import ROOT, node_environment, npm, tool

NPM_PACKAGE = ROOT / "requirements" / "chromium"
WITHOUT_WINDOW = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # root in a container has no other way; the tests open our own pages only
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class ChromiumMissing(Exception):
    """No Chromium is here and none could be installed."""


@functools.cache
def chromium() -> Path:
    """The executable of a Chromium that runs; installs one where there is none."""
    ways: tuple[Callable[[], Path | None], ...] = (
        *(without_window, on_this_machine),
        *(from_debian, from_npm, from_playwright),
    )
    for way in ways:
        found = way()
        if found and runs(found):
            return found
    raise ChromiumMissing("no Chromium: install the package chromium and try again")


def without_window() -> Path | None:
    """The one that has no window at all; Debian's package where we may install it."""
    if not shutil.which(WITHOUT_WINDOW):
        install(WITHOUT_WINDOW)
    found = shutil.which(WITHOUT_WINDOW)
    return Path(found) if found else None


def on_this_machine() -> Path | None:
    """The first that runs of those that may be here already, one from an earlier set-up included."""
    named = [Path(path) for path in map(shutil.which, NAMES) if path]
    fetched = [path for path in (unpacked_from_npm(), known_to_playwright()) if path]
    return next(filter(runs, named + fetched), None)


def runs(path: Path) -> bool:
    """Whether it starts at all: on Ubuntu the command can be a stub that only points to another shop."""
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0


def from_debian() -> Path | None:
    """Debian's or Ubuntu's own package, where we may install it."""
    install("chromium")
    return next(map(Path, filter(None, map(shutil.which, NAMES))), None)


def install(*packages: str) -> None:
    """Install packages of Debian or Ubuntu where we may; whether that worked shows at their use."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"installing {', '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


def from_npm() -> Path | None:
    """The one that npm carries packed, unpacked once into its own package folder."""
    say("installing the one from npm")
    try:
        npm("ci", folder=NPM_PACKAGE)
    except subprocess.CalledProcessError:
        return None
    return unpacked_from_npm()


def unpacked_from_npm() -> Path | None:
    """The executable of the npm package, where that is installed."""
    if not (NPM_PACKAGE / "node_modules").is_dir():
        return None
    script = "import it from '@sparticuz/chromium'; console.log(await it.executablePath())"
    command = [tool("node"), "--input-type=module", "--eval", script]
    environment = {**node_environment(), "TMPDIR": str(NPM_PACKAGE / "node_modules")}
    shown = subprocess.run(command, cwd=NPM_PACKAGE, env=environment, capture_output=True, text=True, check=False)
    return Path(shown.stdout.strip()) if shown.returncode == 0 else None


def from_playwright() -> Path | None:
    """Playwright's own, from Playwright's own host: last, because that host is not a package registry."""
    say("installing Playwright's own")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return known_to_playwright()


def known_to_playwright() -> Path | None:
    """The executable that Playwright fetched earlier, if it did."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def say(line: str) -> None:
    """One line of progress."""
    print(f"browsers: {line}", flush=True)


if __name__ == "__main__":
    try:
        say(str(chromium()))
    except ChromiumMissing as missing:
        sys.exit(str(missing))
