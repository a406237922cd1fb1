"""The service worker of the site: what lets it work without a network after one visit.

`offline.js` does the work; the build writes before it which version this is and the hash of every file in it. With
OFFLINE=off in the environment of a build it removes itself, and all it kept, from every device that opens the site
again; the pages are marked, so that the calculator keeps nothing of its own either.
"""

import hashlib
import json
import os
from pathlib import Path

__all__ = ["SERVICE_WORKER", "add_service_worker", "sha256"]

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
    hashes = {} if off else {address: sha256(file.read_bytes()) for address, file in kept(site).items()}
    version = json.dumps({"build": sha256(json.dumps(hashes).encode())[:16], "files": hashes})
    (site / SERVICE_WORKER).write_text(f"globalThis.SITE = {version};\n{SOURCE.read_text()}")


def kept(site: Path) -> dict[str, Path]:
    """The files that are kept on the visitor's device, by their address from the home page."""
    found = [file for pattern in KEPT for file in sorted(site.glob(pattern))]
    return {file.relative_to(site).as_posix().removesuffix("index.html"): file for file in found}


def sha256(content: bytes) -> str:
    """The hash of this content as the service worker compares it."""
    return hashlib.sha256(content).hexdigest()


def _mark(site: Path) -> None:
    for page in site.rglob("*.html"):
        page.write_text(page.read_text().replace(ELEMENT, f"{ELEMENT}data-off "))
