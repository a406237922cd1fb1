"""Serve the built site the way GitHub Pages does, on this machine only.

    python -m publishing.serve [--port 8000]

That is: gzip for text and WebAssembly, ten minutes in the browser's memory, `404.html` for what is not there,
`/page` for `/page.html`, and a redirect from `/folder` to `/folder/`. As a site of GitHub Pages lives under
the name of its project, every address also works behind that name: `/kmo-portefeuille/…`.
"""

from __future__ import annotations

import argparse
import errno
import functools
import gzip
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import override
from urllib.parse import unquote, urlsplit

from publishing.bootstrap import SITE
from publishing.finishing.offline import SERVICE_WORKER, sha256

HOST = "127.0.0.1"
PROJECT_PATH = "/kmo-portefeuille"
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}
PACKED_ALREADY = {".gz", ".ico", ".png", ".zip", ".zst"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent back: a status, a file, or another address."""

    status: HTTPStatus
    file: Path | None = None
    location: str = ""


def answer(site: Path, address: str) -> Answer:
    """What GitHub Pages would send for this address."""
    try:
        return _found(site, address)
    except OSError:  # a name longer than any file has
        return not_found(site)


def _found(site: Path, address: str) -> Answer:
    path = unquote(urlsplit(address).path)
    inside = path.removeprefix(PROJECT_PATH) or "/"
    wanted = site / PurePosixPath(inside).relative_to("/") if inside.startswith("/") else site / inside
    if ".." in PurePosixPath(inside).parts or "\0" in inside:
        return not_found(site)
    if wanted.is_dir():
        if not path.endswith("/"):
            return Answer(status=HTTPStatus.MOVED_PERMANENTLY, location=f"{urlsplit(address).path}/")
        wanted /= "index.html"
    for file in (wanted, wanted.with_name(f"{wanted.name}.html")):
        if file.is_file() and not path.endswith(file.name + "/"):
            return Answer(status=HTTPStatus.OK, file=file)
    return not_found(site)


def not_found(site: Path) -> Answer:
    """The site's own page for what is not there."""
    return Answer(status=HTTPStatus.NOT_FOUND, file=site / "404.html")


@functools.lru_cache(maxsize=256)
def packed(content: bytes) -> bytes:
    """This content as gzip, packed once."""
    return gzip.compress(content, 6, mtime=0)


def with_addresses(sitemap: str, home: str) -> str:
    """The sitemap for a site at this address; the theme only goes from page to page by what stands in it."""
    published = min(re.findall("<loc>(.*?)</loc>", sitemap), key=len)
    return sitemap.replace(f"<loc>{published}", f"<loc>{home}")


class Pages(BaseHTTPRequestHandler):
    """Answers one request from the site of the server."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Send a file, compressed where the browser can read that and it helps."""
        found = answer(self.server.site, self.path)
        body = b""
        self.send_response(found.status)
        if found.location:
            self.send_header("Location", found.location)
        if found.file and found.file.is_file():
            body = self.content(found.file)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        """Send what `do_GET` sends, without the file itself."""
        self.do_GET()

    def content(self, file: Path) -> bytes:
        """The bytes of a file as they are sent, after the headers that tell what they are."""
        content = self.here(file, file.read_bytes())
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Vary", "Accept-Encoding")
        if file.suffix in PACKED_ALREADY or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return content
        self.send_header("Content-Encoding", "gzip")
        return packed(content)

    def here(self, file: Path, content: bytes) -> bytes:
        """The sitemap with the addresses of this machine, and the service worker with the hash of that sitemap."""
        home = f"http://{self.headers['Host']}{urlsplit(self.path).path.removesuffix(file.name)}"
        sitemap = self.server.site / "sitemap.xml"
        if file == sitemap:
            return with_addresses(content.decode(), home).encode()
        if file == self.server.site / SERVICE_WORKER and sitemap.is_file():
            published = sitemap.read_bytes()
            sent = with_addresses(published.decode(), home).encode()
            return content.replace(sha256(published).encode(), sha256(sent).encode())
        return content

    @override
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of requests: only errors are worth a line."""


class Server(ThreadingHTTPServer):
    """Serves one site on this machine."""

    daemon_threads = True

    def __init__(self, port: int, site: Path = SITE) -> None:
        self.site = site
        super().__init__((HOST, port), Pages)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that leaves before it has everything."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            traceback.print_exc()

    @property
    def address(self) -> str:
        """Where the site is, at the root of the server."""
        return f"http://{HOST}:{self.server_port}/"


def main() -> int:
    """Serve until interrupted; exit status 1 and one line where the port is in use."""
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    try:
        server = Server(port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"serve: port {port} is in use; choose another: make serve PORT={port + 1}", file=sys.stderr)
        return 1
    print(f"serve: the site is at {server.address} (stop with Ctrl+C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
