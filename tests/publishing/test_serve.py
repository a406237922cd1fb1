"""The server answers as GitHub Pages does."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from publishing.serve import PROJECT_PATH, Server

HTML = "<p>" + "kmo-portefeuille " * 100 + "</p>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    site = tmp_path_factory.mktemp("site")
    for name in ("index.html", "404.html", "folder/index.html", "over.html", "a b.html"):
        file = site / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{name} {HTML}", encoding="utf-8")
    (site / "sitemap.xml").write_text("<loc>https://kmo.test/p/</loc><loc>https://kmo.test/p/over/</loc>")
    (site / "engine.wasm").write_bytes(b"\0asm" + bytes(10_000))
    (site / "engine.zst").write_bytes(b"PK" + bytes(10_000))
    (site.parent / "secret.txt").write_text("outside the site")
    with Server(0, site) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def ask(server: Server, path: str, *, method: str = "GET", encoding: str = "gzip") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={"Accept-Encoding": encoding})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("base", ["", PROJECT_PATH])
@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/folder/", "folder/index.html"),
        ("/over", "over.html"),
        ("/a%20b.html", "a b.html"),
        ("/?v=1#x", "index.html"),
    ],
)
def test_an_address_gives_its_file_at_the_root_and_under_the_project(
    server: Server, base: str, path: str, file: str
) -> None:
    response, body = ask(server, base + path)
    assert response.status == 200
    assert gzip.decompress(body).decode().startswith(file)


def test_a_folder_without_slash_is_redirected(server: Server) -> None:
    response, _ = ask(server, f"{PROJECT_PATH}/folder")
    assert (response.status, response.headers["Location"]) == (301, f"{PROJECT_PATH}/folder/")


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/nergens/diep/",
        f"/folder/%23v=2&{'x' * 300}",
        "/folder/index.html/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%00",
    ],
)
def test_what_is_not_there_gives_the_page_for_that(server: Server, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert gzip.decompress(body).decode().startswith("404.html")


@pytest.mark.parametrize(
    ("path", "kind", "encoding"),
    [
        ("/", "text/html; charset=utf-8", "gzip"),
        ("/engine.wasm", "application/wasm", "gzip"),
        ("/engine.zst", "application/zstd", None),
    ],
)
def test_text_and_wasm_are_compressed_and_archives_are_not(
    server: Server, path: str, kind: str, encoding: str | None
) -> None:
    response, _ = ask(server, path)
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Cache-Control"] == "max-age=600"


def test_a_browser_that_reads_no_gzip_gets_none(server: Server) -> None:
    response, body = ask(server, "/", encoding="identity")
    assert response.headers["Content-Encoding"] is None
    assert body.startswith(b"index.html")


@pytest.mark.parametrize("base", ["/", f"{PROJECT_PATH}/"])
def test_the_sitemap_holds_the_addresses_that_are_served(server: Server, base: str) -> None:
    home = f"http://127.0.0.1:{server.server_port}{base}"
    _, body = ask(server, f"{base}sitemap.xml", encoding="identity")
    assert body.decode() == f"<loc>{home}</loc><loc>{home}over/</loc>"


def test_head_tells_the_length_and_sends_nothing(server: Server) -> None:
    response, body = ask(server, "/engine.wasm", method="HEAD", encoding="identity")
    assert (response.status, response.headers["Content-Length"], body) == (200, "10004", b"")


def test_a_port_in_use_gives_one_clear_line(server: Server) -> None:
    command = [sys.executable, "-m", "publishing.serve", "--port", str(server.server_port)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"serve: port {server.server_port} is in use; choose another: make serve PORT={server.server_port + 1}"
    ]
