"""A sender who asks too often is answered before anything is read, which costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from .clients import Proxies
from .pace import Pace
from .post import SENDER, in_a_sentence

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TOO_MANY = in_a_sentence(
    HTTPStatus.TOO_MANY_REQUESTS, "Too many requests come from your address. Please wait a minute."
)


class RateLimit:
    """Answers 429 (RFC 6585, 4) to senders who do not keep to that pace."""

    def __init__(self, pace: Pace, proxies: Proxies) -> None:
        self._pace, self._proxies = pace, proxies

    def allows(self, environ: WSGIEnvironment) -> bool:
        """Whether that request is to be read; notes in its environment whom it is counted for, if that is not known."""
        if SENDER not in environ:
            named = environ.get(self._proxies.header.variable)
            environ[SENDER] = self._proxies.client(environ.get("REMOTE_ADDR", ""), named)
        return self._pace.allows(environ[SENDER])

    def around(self, application: WSGIApplication) -> WSGIApplication:
        """The application, for those who keep to the pace."""

        def limited(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            if self.allows(environ):
                return application(environ, start)
            start(f"{TOO_MANY.status.value} {TOO_MANY.status.phrase}", list(TOO_MANY.headers))
            return [TOO_MANY.body]

        return limited
