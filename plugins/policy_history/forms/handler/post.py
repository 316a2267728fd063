"""A post as the handler reads it, and what is answered: plain values, whoever speaks HTTP in front of them."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header
from werkzeug.wsgi import get_current_url

from .submission import JSON_TYPE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SENDER = "policy_history.sender"
"""Under this name the environment of a request says whom it is counted for."""
_REMEMBERED = 64
Headers = tuple[tuple[str, str], ...]


class Answer(NamedTuple):
    """What is sent back: the body is whole, and so are the headers, its length apart.

    ``shared`` are headers that many answers have alike, behind its own ones.
    """

    status: HTTPStatus
    headers: Headers = ()
    body: bytes = b""
    shared: Headers = ()

    def sharing(self, headers: Headers) -> Answer:
        """The same with those headers as the shared ones."""
        return Answer(self.status, self.headers, self.body, headers)


def in_a_sentence(status: HTTPStatus, sentence: str) -> Answer:
    """The answer to what never reaches the application."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers.append(("Retry-After", "60"))
    return Answer(status, tuple(headers), f"{sentence}\n".encode())


class Post(NamedTuple):
    """A request by POST in a WSGI environment (PEP 3333)."""

    environ: WSGIEnvironment

    @property
    def sender(self) -> str:
        """Whom it is counted for."""
        return str(self.environ[SENDER])

    @property
    def media_type(self) -> tuple[str, str]:
        """The type of the body, and the name of its encoding, both in lower case."""
        return _media_type(self.environ.get("CONTENT_TYPE", ""))

    @property
    def wants_data(self) -> bool:
        """Whether JSON was asked for; a browser that sends a form asks for a page (RFC 9110, 12.5.1)."""
        return _wants_data(self.environ.get("HTTP_ACCEPT", ""))

    @property
    def origin(self) -> str:
        """The page it comes from; empty or “null” when that is not told."""
        return str(self.environ.get("HTTP_ORIGIN", ""))

    @property
    def host(self) -> str:
        """The name under which the handler was asked."""
        return str(self.environ.get("HTTP_HOST", ""))

    @property
    def address(self) -> str:
        """The whole address it was sent to."""
        return get_current_url(self.environ)

    def body(self, most: int) -> bytes | None:
        """What was sent; None when that is more bytes than ``most``."""
        count = int(self.environ.get("CONTENT_LENGTH") or 0)
        return self.environ["wsgi.input"].read(count) if count <= most else None


@lru_cache(_REMEMBERED)
def _media_type(value: str) -> tuple[str, str]:
    name, options = parse_options_header(value)
    return name.lower(), options.get("charset", "utf-8").lower()


@lru_cache(_REMEMBERED)
def _wants_data(value: str) -> bool:
    return parse_accept_header(value, MIMEAccept).best_match(["text/html", JSON_TYPE]) == JSON_TYPE
