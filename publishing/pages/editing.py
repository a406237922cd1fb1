"""Links for who keeps the site: each file opens in GitHub's own editor, without anything to install."""

import os
from pathlib import Path
from urllib.parse import quote

from calculator.markup import Html, element
from publishing.pages.edition import Edition, Fragment, Mistake

__all__ = ["edit_link"]

# GitHub tells its own builds where the site's files are; a build elsewhere names the repository of the settings.
REPOSITORY = "hands/kmo-portefeuille"
BRANCH = "main"


def edit_link(edition: Edition, *, bestand: str, tekst: str = "") -> Fragment:
    """A link to a file or folder of the repository: a file opens in the editor, a folder as its list of files."""
    path: Path = edition.docs.parent / bestand
    if not path.exists():
        raise Mistake(f"{bestand!r} is geen bestand of map van deze site")
    repository = os.environ.get("GITHUB_REPOSITORY") or REPOSITORY
    action = "tree" if path.is_dir() else "edit"
    address = f"https://github.com/{repository}/{action}/{BRANCH}/{quote(bestand.strip('/'))}"
    shown: Html = element("code", bestand)
    return Fragment(element("a", tekst or shown, href=address))
