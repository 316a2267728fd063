"""Firefox and WebKit, driven over the wire by what they bring along: Marionette's socket, and WebKit's WebDriver (W3C).

Both take the commands of WebDriver, so nothing but the programs is needed: https://www.w3.org/TR/webdriver2/ and
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html.
"""

from __future__ import annotations

import base64
import json
import socket
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from machine import PATIENCE

_TIMEOUTS = {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE}
"""By themselves they give up after half a minute (section 9.1)."""
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver gives an element (section 12)."""

# A promise's outcome for the last argument, which is a callback.
_ASYNC = """const done = arguments[arguments.length - 1];
(async () => { %s })().then(value => done({value}), error => done({error: String(error) + error.stack}));"""

# What a page complains of from now on, and what its policy forbade before (Reporting API).
_LISTENING = """window.complained = [];
const note = (kind, said) => window.complained.push(kind + ": " + said);
addEventListener("error", event => note("error", event.message));
addEventListener("unhandledrejection", event => note("rejection", event.reason));
if (window.ReportingObserver) {
    const observer = new ReportingObserver(
        reports => reports.forEach(report => note(report.type, JSON.stringify(report.body))), {buffered: true});
    observer.observe();
}
addEventListener("securitypolicyviolation", event => note("policy", event.violatedDirective + " " + event.blockedURI));"""


class Driver(ABC):
    """A browser with one window."""

    @abstractmethod
    def send(self, command: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """What a command of WebDriver, such as ``Navigate``, answers. RuntimeError with what went wrong."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """What went wrong in pages since this was asked last, in their own words."""

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
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._number = 0
        self._read()  # it introduces itself
        self.send("NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        self.send("SetTimeouts", _TIMEOUTS)
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
    "SetTimeouts": ("POST", "timeouts"),
    "SetWindowRect": ("POST", "window/rect"),
    "DeleteSession": ("DELETE", ""),
}


class WebKit(Driver):
    """Over HTTP. Its console cannot be read this way (see ``engines.console_of_webkit``): pages are listened to."""

    def __init__(self, port: int, program: str) -> None:
        self._address = f"http://127.0.0.1:{port}/session"
        options = {"binary": program, "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._address += "/" + self._ask("POST", self._address, asked)["sessionId"]
        self.send("SetTimeouts", _TIMEOUTS)
        self.send("SetWindowRect", {"width": 1280, "height": 900, "x": 0, "y": 0})

    def send(self, command: str, parameters: Mapping[str, Any] | None = None) -> Any:
        method, path = _OVER_HTTP[command]
        given = dict(parameters or {})
        address = f"{self._address}/{path.format(**given)}".removesuffix("/")
        return self._ask(method, address, given if method == "POST" else None)

    def goto(self, address: str) -> None:
        super().goto(address)
        self.run(_LISTENING)

    def complaints(self) -> list[str]:
        return list(self.run("return (window.complained ?? []).splice(0)"))

    def _ask(self, method: str, address: str, data: Any = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{address}: {error.read().decode()}") from None
