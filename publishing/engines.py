"""Find the two other browser engines, or install them: Firefox, and WebKit as GNOME ships it.

    python -m publishing.engines        prints which they are

Debian's packages where we are root; else what the machine has. Neither is optional: a test without one fails.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path

from publishing.chromium import install, runs, say

FIREFOX = ("firefox-esr", "firefox")
WEBKIT = "WebKitWebDriver"
DISPLAY = "Xvfb"


class EngineMissing(Exception):
    """A browser is not here and could not be installed."""


@functools.cache
def firefox() -> Path:
    """The executable of a Firefox that runs; installs one where there is none."""
    if not _firefox():
        install("firefox-esr")
    found = _firefox()
    if not found:
        raise EngineMissing("no Firefox: install the package firefox-esr and try again")
    return found


def _firefox() -> Path | None:
    return next((path for path in map(_path, FIREFOX) if path and runs(path)), None)


@functools.cache
def webkit() -> Path:
    """The driver of WebKitGTK, which starts the browser beside it."""
    return _program(WEBKIT, "webkit2gtk-driver")


@functools.cache
def display() -> Path | None:
    """The program that gives a screen to a machine without one; None where there is a screen."""
    return None if os.environ.get("DISPLAY") else _program(DISPLAY, "xvfb")


def _program(name: str, package: str) -> Path:
    found = _path(name)
    if not found:
        install(package)
        found = _path(name)
    if not found:
        raise EngineMissing(f"no {name}: install the package {package} and try again")
    return found


def _path(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


if __name__ == "__main__":
    try:
        for path in (firefox(), webkit(), display()):
            say(str(path or "the screen of this machine"))
    except EngineMissing as missing:
        sys.exit(str(missing))
