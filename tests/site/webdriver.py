"""Firefox and WebKit, driven over the wire by what they bring along: Marionette's socket, and WebKit's WebDriver (W3C).

Both take the commands of WebDriver, so nothing but the programs is needed: https://www.w3.org/TR/webdriver2/ and
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html.
"""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

_SECONDS = 60
_T = TypeVar("_T")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver gives an element (section 12)."""

# A promise's outcome for the last argument, which is a callback.
_ASYNC = """const done = arguments[arguments.length - 1];
(async () => { %s })().then(value => done({value}), error => done({error: String(error) + error.stack}));"""

_PREFERENCES = {
    "marionette.port": 0,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
}


class Driver(ABC):
    """A browser with one window. Its pages are told apart by when they were opened: see ``complaints``."""

    @abstractmethod
    def send(self, command: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """What a command of WebDriver, such as ``Navigate``, answers. RuntimeError with what went wrong."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """What the console was told since this was asked last."""

    def goto(self, address: str) -> None:
        """Open an address and wait until it is there."""
        self.send("Navigate", {"url": address})

    def run(self, body: str) -> Any:
        """What the body of an asynchronous function gives that is run in the page."""
        answer = self.send("ExecuteAsyncScript", {"script": _ASYNC % body, "args": []})
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")

    def type(self, selector: str, text: str) -> None:
        """Write into a control, key by key."""
        self.send("ElementSendKeys", {"id": self._element(selector), "text": text})

    def click(self, selector: str) -> None:
        """Click on what the selector finds first."""
        self.send("ElementClick", {"id": self._element(selector)})

    def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        return base64.b64decode(self.send("TakeScreenshot", {"full": False}))

    def _element(self, selector: str) -> str:
        found = self.send("FindElement", {"using": "css selector", "value": selector})
        return str(found.get("value", found)[_ELEMENT])


class Firefox(Driver):
    """Over Marionette: a message is its length, a colon and JSON."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_SECONDS)
        self._number = 0
        self._read()  # it introduces itself
        self.send("NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        self.send("SetWindowRect", {"width": 1280, "height": 900})
        self.complaints()

    def send(self, command: str, parameters: Mapping[str, Any] | None = None) -> Any:
        self._number += 1
        room = "" if ":" in command else "WebDriver:"
        message = json.dumps([0, self._number, room + command, parameters or {}]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def complaints(self) -> list[str]:
        """From the browser's own console: also what a page was not told, such as that its policy forbade something."""
        self.send("Marionette:SetContext", {"value": "chrome"})
        script = """const all = Services.console.getMessageArray(); Services.console.reset();
            return all.map(each => (each instanceof Ci.nsIScriptError ? each.sourceName + " " : "") + each.message);"""
        said = self.send("ExecuteScript", {"script": script, "args": []})
        self.send("Marionette:SetContext", {"value": "content"})
        return [each for each in said if "http://127.0.0.1" in each]

    def _read(self) -> Any:
        length = b""
        while (sign := self._receive(1)) != b":":
            length += sign
        return json.loads(self._receive(int(length)))

    def _receive(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            part = self._socket.recv(count - len(found))
            if not part:
                raise RuntimeError("Firefox has gone")
            found += part
        return found


_OVER_HTTP = {
    "Navigate": ("POST", "url"),
    "ExecuteAsyncScript": ("POST", "execute/async"),
    "FindElement": ("POST", "element"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "ElementClick": ("POST", "element/{id}/click"),
    "TakeScreenshot": ("GET", "screenshot"),
    "SetWindowRect": ("POST", "window/rect"),
    "DeleteSession": ("DELETE", ""),
}


class WebKit(Driver):
    """Over HTTP. What its pages say goes to the output of the browser, which is read from the file ``said``."""

    def __init__(self, port: int, program: str, said: Path) -> None:
        self._address = f"http://127.0.0.1:{port}/session"
        self._said = said
        self._told = 0
        options = {
            "binary": program,
            "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
        }
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._address += "/" + self._ask("POST", self._address, asked)["sessionId"]
        self.send("SetWindowRect", {"width": 1280, "height": 900, "x": 0, "y": 0})

    def send(self, command: str, parameters: Mapping[str, Any] | None = None) -> Any:
        method, path = _OVER_HTTP[command]
        given = dict(parameters or {})
        address = f"{self._address}/{path.format(**given)}".removesuffix("/")
        return self._ask(method, address, given if method == "POST" else None)

    def complaints(self) -> list[str]:
        said = self._said.read_text("utf-8", errors="replace")
        fresh, self._told = said[self._told :], len(said)
        return [line for line in fresh.splitlines() if "CONSOLE" in line]

    def _ask(self, method: str, address: str, data: Any = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{address}: {error.read().decode()}") from None


def firefox_path() -> str:
    """Debian's Firefox; empty when there is none."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), "")


def webkit_paths() -> tuple[str, ...]:
    """WebKit's driver, the browser that it drives, and the screen it needs; empty when any of them is missing."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    found = (shutil.which("WebKitWebDriver"), str(browsers[-1]) if browsers else None, shutil.which("Xvfb"))
    return tuple(filter(None, found)) if all(found) else ()


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Firefox without a window, with an empty profile in that folder."""
    profile = folder / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [firefox_path(), "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    with _running([*command, "--profile", str(profile)], folder / "firefox.log"):
        port = int(_waited_for(lambda: (profile / "MarionetteActivePort").read_text("utf-8")))
        driver = _waited_for(lambda: Firefox(port))
        yield driver
        driver.send("Marionette:Quit", {"flags": ["eForceQuit"]})


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """WebKit on a screen of its own, with empty folders for what it keeps."""
    driver_program, browser, screen = webkit_paths()
    said, number = folder / "console.log", folder / "screen"
    # The driver throws away what the browser says.
    speaking = folder / "browser"
    speaking.write_text(f'#!/bin/sh\nexec stdbuf -oL {shlex.quote(browser)} "$@" >{shlex.quote(str(said))}\n', "utf-8")
    speaking.chmod(0o700)
    homes = {f"XDG_{name}_HOME": str(folder) for name in ("CACHE", "CONFIG", "DATA")}
    with ExitStack() as stack:
        with number.open("wb") as written:
            command = [screen, "-displayfd", str(written.fileno()), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
            stack.enter_context(_running(command, folder / "screen.log", keeping=[written.fileno()]))
        display = ":" + _waited_for(lambda: number.read_text("utf-8").strip() or None)
        port = _free_port()
        around = {**os.environ, "DISPLAY": display, "NO_AT_BRIDGE": "1", **homes}
        stack.enter_context(_running([driver_program, f"--port={port}"], folder / "driver.log", around=around))
        driver = _waited_for(lambda: WebKit(port, str(speaking), said))
        yield driver
        driver.send("DeleteSession")


@contextmanager
def _running(
    command: Sequence[str], output: Path, *, keeping: Sequence[int] = (), around: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A program and all that it starts, until the end of the block. What it says goes to a file."""
    with output.open("wb") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=around,
            pass_fds=keeping,
            start_new_session=True,
        )
    try:
        yield
    finally:
        # Its group: a browser is many processes.
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
                process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def _waited_for(thing: Callable[[], _T | None]) -> _T:
    """What a function gives once it gives something and fails no more."""
    end = time.monotonic() + _SECONDS
    while True:
        try:
            found = thing()
            if found:
                return found
        except (OSError, ValueError):
            pass
        if time.monotonic() > end:
            raise TimeoutError("The browser did not start.")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
