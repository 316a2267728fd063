"""The handler in HTTP: takes posts, answers with a redirect, a page a person can read, or data for a script."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from ..dialect import GENERIC
from ..endpoint import split_address
from .faults import Faults
from .inbox import add_inbox
from .pace import Pace
from .post import Answer, Post
from .protection import Protection
from .rate_limit import TOO_MANY, RateLimit
from .reception import Known, Reception, Setup, Waiting, dialect_at, unread
from .store import RequestStore

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_BURST = 4
"""How many requests of any kind a sender may make for each post: more are not read."""


class Application(Flask):
    """The handler as a WSGI application. Posts of forms have a shorter way as well, `begin`, past Flask."""

    def __init__(self, reception: Reception, rate_limit: RateLimit, faults: Faults) -> None:
        super().__init__(__name__)
        self._reception, self._rate_limit, self._faults = reception, rate_limit, faults
        self._protection = Protection(reception.origins)
        self.wsgi_app = rate_limit.around(faults.around(self.wsgi_app))  # type: ignore[method-assign, assignment]
        self.after_request(self._protect)
        self.register_error_handler(HTTPException, _refuse)
        for path in ("/", "/submit", "/f/<form>", "/web3forms/submit"):
            self.post(path, endpoint=path)(self._take)

    def begin(self, environ: WSGIEnvironment, known: Known) -> Answer | Waiting | None:
        """The answer to the post of a form, or what has to be waited for to have one; never waits itself.

        ``known`` is told, from the store's thread, when there is no wait any more.

        None for any other request, and while posts are to go wrong on purpose: these go through WSGI.
        """
        dialect = dialect_at(environ["PATH_INFO"])
        if dialect is None or environ["REQUEST_METHOD"] != "POST" or self._faults.planned:
            return None
        if not self._rate_limit.allows(environ):
            return TOO_MANY
        return self._reception.begin(Post(environ), dialect, known, self._protection.headers(environ))

    def _take(self, form: str = "") -> Response:  # noqa: ARG002 (named by the address)
        begun = self._reception.begin(Post(request.environ), dialect_at(request.path) or GENERIC)
        answer = begun.answer() if isinstance(begun, Waiting) else begun
        return _response(answer)

    def _protect(self, response: Response) -> Response:
        response.headers.extend(self._protection.headers(request.environ))
        return response


def create_application(store: RequestStore, redirects: Sequence[str], setup: Setup | None = None) -> Application:
    """The handler as a WSGI application, keeping requests in ``store``, which the caller closes.

    A post is answered 303 to its ``redirect`` when that is exactly one of ``redirects`` (absolute
    http or https addresses), else with the handler's own receipt: what a stranger wrote into
    a form never decides where a reader is sent. There is no cross-site token, since there is no session
    to abuse; a request in someone else's name is found out by verifying it before acting on it.

    Raises ValueError for a redirect or an origin that is no such address.
    """
    setup = setup or Setup()
    targets = frozenset(_checked(target) for target in redirects)
    origins = frozenset([*map(_origin, setup.origins), *map(_origin, targets)])
    reception = Reception(store, targets, origins, Pace(setup.pace), setup)
    application = Application(reception, RateLimit(Pace(_BURST * setup.pace), setup.proxies), setup.faults)
    _add_health(application)
    if setup.has_inbox:
        add_inbox(application, store, setup.settings, setup.wake)
    return application


def _checked(target: str) -> str:
    parts = split_address(target)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError(
            f"“{target}” cannot be redirected to. Write the whole address of the confirmation page, "
            "such as https://policies.example.org/contact/sent/."
        )
    return target


def _origin(address: str) -> str:
    """Scheme, host and port of an address, as browsers write them (RFC 6454, 6.2)."""
    parts = split_address(address)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError(f"“{address}” is no origin. Write it as https://policies.example.org.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _add_health(application: Flask) -> None:
    @application.get("/healthz")
    def health() -> Response:
        return Response("ok\n", mimetype="text/plain")


def _refuse(error: HTTPException) -> Response:
    answer = _response(unread(Post(request.environ), HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)))
    if allowed := getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    del response.headers["Content-Type"]
    response.headers.extend(answer.headers)
    return response
