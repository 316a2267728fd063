"""Faults on purpose, to see that no request is lost by them: for tests, and for trying a site out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


DROP = "policy_history.drop"
"""Under this name the environment of a request has what resets its connection, from whatever thread."""


class FormFault(StrEnum):
    """What goes wrong with a post. “After” means that the request has been stored by then."""

    REFUSED = "422"
    FAILED_BEFORE = "500-before"
    FAILED_AFTER = "500-after"
    SLOW = "slow"
    NO_CORS = "no-cors"
    REDIRECT_ELSEWHERE = "redirect-elsewhere"
    DROPPED_BEFORE = "drop-before"
    DROPPED_AFTER = "drop-after"


class Faults:
    """Wraps a WSGI application: each post takes the next of ``planned``, and none when all have been taken.

    A slow one goes on after ``slow_seconds``, or when ``released`` is set.
    """

    def __init__(self, planned: Iterable[FormFault] = (), *, slow_seconds: float = 2.0, elsewhere: str = "") -> None:
        self.planned = deque(planned)
        self.slow_seconds, self.released = slow_seconds, Event()
        self.elsewhere = elsewhere or "http://127.0.0.1:9/elsewhere"

    def around(self, application: WSGIApplication) -> WSGIApplication:
        """The application with the faults in it."""

        def faulty(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            if environ["REQUEST_METHOD"] != "POST" or not self.planned:
                return application(environ, start)
            return self._answer(self.planned.popleft(), application, environ, start)

        return faulty

    def _answer(
        self, fault: FormFault, application: WSGIApplication, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        match fault:
            case FormFault.SLOW:
                self.released.wait(self.slow_seconds)
                return application(environ, start)
            case FormFault.NO_CORS:
                return application(environ, _without_cors(start))
            case FormFault.REFUSED | FormFault.FAILED_BEFORE:
                environ["wsgi.input"].read()
                return _plain(start, "422 Refused" if fault is FormFault.REFUSED else "500 Failed")
            case FormFault.DROPPED_BEFORE:
                _drop(environ)
                return _plain(start, "500 Failed")
        b"".join(application(environ, lambda *_: lambda _: None))
        if fault is FormFault.DROPPED_AFTER:
            _drop(environ)
        if fault is FormFault.REDIRECT_ELSEWHERE:
            start("303 See Other", [("Location", self.elsewhere), ("Content-Length", "0")])
            return []
        return _plain(start, "500 Failed")


def _plain(start: StartResponse, status: str) -> list[bytes]:
    body = b"A fault on purpose.\n"
    start(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _without_cors(start: StartResponse) -> StartResponse:
    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start(status, [pair for pair in headers if not pair[0].startswith("Access-Control-")], *rest)

    return started


def _drop(environ: WSGIEnvironment) -> None:
    """Reset the connection; what is answered afterwards goes nowhere."""
    environ[DROP]()
