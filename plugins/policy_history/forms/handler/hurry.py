"""A sender who asks too often is answered before anything is read, which costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from policy_history.forms.handler.clients import Proxies
from policy_history.forms.handler.pace import Pace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SENDER = "policy_history.sender"
"""Under this name the environment of a request says whom it is counted for."""
_BODY = b"Too many requests come from your address. Please wait a minute.\n"
_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_BODY))),
    ("Retry-After", "60"),
    ("Cache-Control", "no-store"),
]


def hurried(application: WSGIApplication, pace: Pace, proxies: Proxies) -> WSGIApplication:
    """The application, for senders who keep to that pace; others are answered 429 (RFC 6585, 4)."""

    def limited(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        sender = proxies.client(environ.get("REMOTE_ADDR", ""), environ.get(f"HTTP_{proxies.header.variable}"))
        environ[SENDER] = sender
        if pace.allows(sender):
            return application(environ, start)
        start("429 Too Many Requests", list(_HEADERS))
        return [_BODY]

    return limited
