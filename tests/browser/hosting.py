"""A host of the site that tests can update, cut off, silence, or let answer badly."""

import contextlib
import json
import shutil
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, override

from publishing.finishing.offline import SERVICE_WORKER, add_service_worker
from publishing.serve import PROJECT_PATH, Pages, Server

OLD_TITLE = "Rekenhulp: hoeveel steun krijgt u?"
NEW_TITLE = "Nieuwe titel van een nieuwe versie"


@dataclass(frozen=True, kw_only=True)
class Instead:
    """What comes in the place of a file."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Host(Server):
    """Publishes a site, notes what is asked, can publish another one, be cut off, fall silent, or answer badly."""

    def __init__(self, site: Path) -> None:
        super().__init__(0, site)
        self.RequestHandlerClass = NotedPages
        self.asked: list[str] = []
        self.instead: dict[str, Instead] = {}
        self.is_cut = self.is_silent = False
        self.connections: list[socket.socket] = []

    @property
    def home(self) -> str:
        """The address of the site under the path of its project."""
        return f"{self.address.rstrip('/')}{PROJECT_PATH}/"

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        if self.is_cut:
            self.shutdown_request(request)
        elif not self.is_silent:
            super().process_request(request, client_address)

    def cut(self) -> None:
        """From now on nobody gets an answer, over an open connection neither."""
        self.is_cut = True
        self.end_connections()

    def fall_silent(self) -> None:
        """From now on whoever asks keeps waiting."""
        self.is_silent = True
        self.end_connections()

    def end_connections(self) -> None:
        for connection in self.connections:
            with contextlib.suppress(OSError):  # some ended by themselves
                connection.shutdown(socket.SHUT_RDWR)

    @override
    def server_close(self) -> None:
        for connection in self.connections:
            connection.close()
        super().server_close()


class NotedPages(Pages):
    """Sends the pages of a `Host` and lets it know."""

    @override
    def do_GET(self) -> None:
        assert isinstance(self.server, Host)
        self.server.asked.append(self.path)
        path = self.path.split("?")[0]
        for end, instead in self.server.instead.items():
            if path.endswith(end):
                self.give(instead)
                return
        super().do_GET()

    def give(self, instead: Instead) -> None:
        """Answer with this, as something between the visitor and the site would."""
        self.send_response(instead.status)
        for name, value in instead.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(instead.body)))
        self.end_headers()
        self.wfile.write(instead.body)


def new_version(site: Path, into: Path) -> Path:
    """The same site with another title and its scripts at another address; what was there is gone."""
    shutil.copytree(site, into)
    [scripts] = into.glob("assets/v-*")
    renamed = scripts.with_name(f"v-{scripts.name.removeprefix('v-')[::-1]}")
    scripts.rename(renamed)
    for file in into.rglob("*.html"):
        html = file.read_text().replace(scripts.name, renamed.name).replace(OLD_TITLE, NEW_TITLE)
        file.write_text(html)
    add_service_worker(into)
    return into


def published(site: Path) -> dict[str, str]:
    """What the service worker of this site may keep: the SHA-256 of each file by its address."""
    read: dict[str, str] = json.loads(
        (site / SERVICE_WORKER).read_text().split("globalThis.SITE = ")[1].split(";\n")[0]
    )["files"]
    return read
