"""Firefox and WebKit, driven by the commands of WebDriver (W3C): each over the one wire that it has of its own.

Firefox takes them over a socket (Marionette), WebKitGTK's driver over HTTP. Both without a package in between.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, ClassVar, override

from publishing import engines

__all__ = ["Driven", "Firefox", "WebKit", "screen"]

START_SECONDS = 60
PATIENCE_SECONDS = 120  # WebKit compiles the engine for long where others use the machine too
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the standard names a reference to an element


class Driven(ABC):
    """A browser with one tab."""

    name: ClassVar[str]

    @abstractmethod
    def command(self, name: str, **parameters: object) -> Any:
        """Send one command of the standard; raises `AssertionError` with what the browser says where that fails."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """What the console has said of errors and warnings since the last time."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def goes(self, address: str) -> None:
        """Open this address and wait until it has loaded."""
        self.command("Navigate", url=address)

    def gives(self, code: str) -> Any:
        """What this expression gives in the page, once it is there."""
        # A function of the driver itself: `eval` is what the policy of our pages forbids.
        body = (
            f"const done = arguments[arguments.length - 1]; (async () => ({code}))().then(done, e => done(String(e)))"
        )
        return self.command("ExecuteAsyncScript", script=body, args=[])

    def waits(self, code: str, wanted: object = True, seconds: int = PATIENCE_SECONDS) -> None:
        """Until the page gives this."""
        end = time.monotonic() + seconds
        while (found := self.gives(code)) != wanted:
            assert time.monotonic() < end, f"{self.name}: {code} gives {found!r}"
            time.sleep(0.1)

    def element(self, selector: str) -> str:
        """A reference to the first element."""
        found = self.command("FindElement", using="css selector", value=selector)
        reference: str = found.get("value", found)[ELEMENT] if "value" in found else found[ELEMENT]
        return reference

    def types(self, selector: str, text: str) -> None:
        """Type in this field, key by key."""
        self.command("ElementSendKeys", id=self.element(selector), text=text, value=list(text))

    def clicks(self, selector: str) -> None:
        """Click on this as a person does: it must be there to be seen."""
        self.gives(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{ block: 'center' }})")
        self.command("ElementClick", id=self.element(selector))


class Firefox(Driven):
    """Firefox over Marionette: each message is its length, a colon and a list as JSON."""

    name = "firefox"
    PREFERENCES: ClassVar[dict[str, object]] = {
        "app.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "dom.max_script_run_time": 0,  # a busy machine is no fault of a script
        "datareporting.policy.dataSubmissionEnabled": False,
        "intl.accept_languages": "nl-BE, nl",
        "marionette.port": 0,  # any that is free
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "remote.prefs.recommended": True,
        "toolkit.telemetry.enabled": False,
    }

    def __init__(self, folder: Path, **preferences: object) -> None:
        chosen = {**self.PREFERENCES, **preferences}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items())
        (folder / "user.js").write_text("\n".join(lines))
        # Access to the browser's own side is for its console only.
        modes = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        environment = {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}
        self.process = subprocess.Popen(
            [str(engines.firefox()), *modes, "--profile", str(folder)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = folder / "MarionetteActivePort"
        _wait_for(lambda: port.is_file() and port.read_text().strip())
        self.connection = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=120)
        self.stream = self.connection.makefile("rb")
        self._read()  # its greeting
        self.count = 0
        self.command("NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})
        self.command("SetTimeouts", script=60_000, pageLoad=60_000)
        self.seen = 0

    def _read(self) -> Any:
        length = b""
        while (character := self.stream.read(1)) != b":":
            assert character, "Firefox has gone"
            length += character
        return json.loads(self.stream.read(int(length)))

    @override
    def command(self, name: str, **parameters: object) -> Any:
        return self._ask(f"WebDriver:{name}", parameters)

    def _ask(self, name: str, parameters: object) -> Any:
        self.count += 1
        text = json.dumps([0, self.count, name, parameters]).encode()
        self.connection.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self._read()
        assert error is None, f"{name}: {error['error']}: {error['message']}"
        return result["value"] if isinstance(result, dict) and result.keys() == {"value"} else result

    @override
    def complaints(self) -> list[str]:
        # Only the browser's own side sees all of its console, what a policy refused included.
        self._ask("Marionette:SetContext", {"value": "chrome"})
        said: list[str] = self.command(
            "ExecuteScript",
            script="return Services.console.getMessageArray().map(message => message.message ?? String(message))",
            args=[],
        )
        self._ask("Marionette:SetContext", {"value": "content"})
        new, self.seen = said[self.seen :], len(said)
        # Of a script that asks how high something is, ours in this test included, and of what had only begun when the
        # page was left: to run, or to load.
        known = (
            *("Layout was forced", "Script terminated by timeout"),
            *("Loading failed for the module", "error loading dynamically imported module"),
            "intercepted the request and encountered an unexpected error",
        )
        return [line for line in new if "http://127.0.0.1" in line and not any(each in line for each in known)]

    @override
    def close(self) -> None:
        with contextlib.suppress(OSError, AssertionError):
            self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.stream.close()
        self.connection.close()
        _end(self.process)


class WebKit(Driven):
    """WebKitGTK over the HTTP of its driver."""

    name = "webkit"
    PATHS: ClassVar[dict[str, tuple[str, str]]] = {
        "Navigate": ("POST", "/url"),
        "ExecuteAsyncScript": ("POST", "/execute/async"),
        "FindElement": ("POST", "/element"),
        "ElementSendKeys": ("POST", "/element/{id}/value"),
        "ElementClick": ("POST", "/element/{id}/click"),
        "SetTimeouts": ("POST", "/timeouts"),
        "Back": ("POST", "/back"),
        "Forward": ("POST", "/forward"),
        "Refresh": ("POST", "/refresh"),
        "Print": ("POST", "/print"),
        "SetWindowRect": ("POST", "/window/rect"),
    }

    def __init__(self, folder: Path, display: str, *arguments: str) -> None:
        port = _free_port()
        # As a terminal, because what goes to a file is kept back until the browser ends.
        self.said, terminal = os.openpty()
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CACHE_HOME": str(folder),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "NO_AT_BRIDGE": "1",
            "LC_ALL": "C.UTF-8",
        }
        command = [str(engines.webkit()), f"--port={port}"]
        self.process = subprocess.Popen(command, env=environment, stdout=terminal, stderr=terminal)
        os.close(terminal)
        os.set_blocking(self.said, False)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        _wait_for(lambda: _answers(port))
        options = {"args": ["--automation", "--enable-write-console-messages-to-stdout", *arguments]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.session = ""
        self.session = self._ask("POST", "/session", {"capabilities": capabilities})["sessionId"]
        self.command("SetTimeouts", script=60_000, pageLoad=60_000)

    @override
    def command(self, name: str, **parameters: object) -> Any:
        method, path = self.PATHS[name]
        return self._ask(method, f"/session/{self.session}{path.format(**parameters)}", parameters)

    def _ask(self, method: str, path: str, parameters: object) -> Any:
        self.connection.request(method, path, json.dumps(parameters), {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        value = json.loads(response.read())["value"]
        assert response.status == 200, f"{path}: {value['error']}: {value['message']}"
        return value

    @override
    def complaints(self) -> list[str]:
        said = b""
        with contextlib.suppress(OSError):  # nothing more to read
            while part := os.read(self.said, 65_536):
                said += part
        lines = said.decode(errors="replace").splitlines()
        return [line for line in lines if re.match(r"CONSOLE\b.*\b(ERROR|WARN)", line)]

    @override
    def close(self) -> None:
        with contextlib.suppress(OSError, AssertionError):
            self._ask("DELETE", f"/session/{self.session}", {})
        self.connection.close()
        _end(self.process)
        os.close(self.said)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """The name of a screen: the machine's own, or one in memory."""
    program = engines.display()
    if program is None:
        yield os.environ["DISPLAY"]
        return
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        yield f":{told.readline().strip()}"
    _end(process)


def _wait_for(there: Any) -> None:
    end = time.monotonic() + START_SECONDS
    while not there():
        assert time.monotonic() < end, "the browser does not start"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        number: int = any_port.getsockname()[1]
        return number


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
