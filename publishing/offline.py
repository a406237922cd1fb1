"""The service worker of the site: what lets it work without a network after one visit.

`offline.js` does the work; the build writes before it which version this is and what is in it. With OFFLINE=off
in the environment of a build it removes itself, and all it kept, from every device that opens the site again; the pages
are marked, so that the calculator keeps nothing of its own either.
"""

import hashlib
import json
import os
from pathlib import Path

__all__ = ["SERVICE_WORKER", "add_service_worker"]

SERVICE_WORKER = "sw.js"
ELEMENT = "<rk-offline "
SOURCE = Path(__file__).with_suffix(".js")
# What a visitor without a network can use; the engine last, because it is most of the bytes, and of that last the whole
# WebAssembly, which few ever need.
KEPT = (
    "**/*.html",
    "assets/images/*.svg",
    "assets/javascripts/bundle.*.min.js",
    "assets/javascripts/lunr/min/lunr.nl.min.js",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
    "assets/javascripts/workers/*.min.js",
    "assets/stylesheets/*.min.css",
    "assets/v-*/**/*.css",
    "assets/v-*/**/*.js",
    "assets/v-*/**/*.mjs",
    "search/search_index.json",
    "sitemap.xml",
    "assets/engine/*/*.json",
    "assets/engine/*/*.mjs",
    "assets/engine/*/*.zst",
    "assets/engine/*/*.wasm",
)


def add_service_worker(site: Path) -> None:
    """Write the service worker of a site that is otherwise finished; it stands beside the home page."""
    off = os.environ.get("OFFLINE") == "off"
    if off:
        _mark(site)
    files = {} if off else kept(site)
    content = hashlib.sha256()
    for address, file in files.items():
        content.update(f"{address}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    version = json.dumps({"build": content.hexdigest()[:16], "files": list(files)})
    (site / SERVICE_WORKER).write_text(f"globalThis.SITE = {version};\n{SOURCE.read_text()}")


def kept(site: Path) -> dict[str, Path]:
    """The files that are kept on the visitor's device, by their address from the home page."""
    found = [file for pattern in KEPT for file in sorted(site.glob(pattern)) if file.name != "404.html"]
    return {file.relative_to(site).as_posix().removesuffix("index.html"): file for file in found}


def _mark(site: Path) -> None:
    for page in site.rglob("*.html"):
        page.write_text(page.read_text().replace(ELEMENT, f"{ELEMENT}data-off "))
