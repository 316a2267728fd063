"""HTTP/1.1 on the wire: bytes become requests, read by httptools, and answers become bytes (RFC 9112)."""

from __future__ import annotations

import sys
import time
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

import httptools

from ..model import LIMITS
from .post import Answer, Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HEAD_BYTES = 16 * 1024
_BODY_BYTES = 2 * LIMITS.wire_bytes
"""Above the application's own limit, so that what is answered to a text too long is a page with words."""
_NAMES, _TARGETS = 256, 32
MOST_AT_ONCE = 4096
"""Bytes to be read at once, so that few requests are held that one sender has sent ahead."""
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class BadRequest(Exception):
    """What came is no request that is read further; ``status`` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Request(NamedTuple):
    """A whole request as a WSGI environment (PEP 3333), and whether another may follow on the connection."""

    environ: WSGIEnvironment
    keeps_alive: bool


class Reader:
    """The requests of one connection; ``about`` is what all their environments say.

    ``has_begun`` and ``has_head`` say how far the next one has come, whose headers so far are in ``environ``.
    """

    def __init__(self, about: WSGIEnvironment) -> None:
        self._about = about
        self._parser = httptools.HttpRequestParser(self)
        self._found: list[Request] = []
        self.environ: WSGIEnvironment = {}
        self._url, self._body = b"", bytearray()
        self._come = self._size = 0
        self.has_begun = self.has_head = False

    def feed(self, data: bytes) -> list[Request]:
        """The requests that are whole with these bytes, of which there are no more than `MOST_AT_ONCE`.

        Raises `BadRequest`.
        """
        self._found = []
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # No other protocol is spoken here, and the offer is passed over (RFC 9110, 7.8). But httptools takes what
            # follows for that protocol, so a body is lost, and so is the next request.
            last = self._found.pop().environ
            if "CONTENT_LENGTH" in last or "HTTP_TRANSFER_ENCODING" in last:
                raise BadRequest(HTTPStatus.BAD_REQUEST) from None
            self._found.append(Request(last, keeps_alive=False))
        except httptools.HttpParserCallbackError as error:
            raise error.__context__ or error from None
        except httptools.HttpParserError:
            raise BadRequest(HTTPStatus.BAD_REQUEST) from None
        if self.has_begun and not self.has_head:
            self._come += len(data)
            # The first of these bytes may belong to the request before.
            _check_head(self._come - MOST_AT_ONCE)
        return self._found

    def is_waited_for(self) -> bool:
        """Whether the sender waits to be told that the body is wanted (RFC 9110, 10.1.1); it is asked once."""
        return self.environ.pop("HTTP_EXPECT", "").lower() == "100-continue" and not self._body

    # What httptools calls.

    def on_message_begin(self) -> None:
        self.environ = dict(self._about)
        self._url, self._body = b"", bytearray()
        self._come = self._size = 0
        self.has_begun, self.has_head = True, False

    def on_url(self, part: bytes) -> None:
        self._url += part

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.has_head:
            return  # A trailer, which is no header (RFC 9110, 6.5).
        self._size += len(name) + len(value)
        if variable := _variable(name):
            before = self.environ.get(variable)
            text = value.decode("latin-1")
            self.environ[variable] = text if before is None else f"{before}, {text}"

    def on_headers_complete(self) -> None:
        _check_head(len(self._url) + self._size)
        self.has_head = True
        environ = self.environ
        host, environ["PATH_INFO"], environ["QUERY_STRING"] = _target(self._url)
        if self._is_for_nobody() or environ.get("HTTP_TRANSFER_ENCODING", "chunked").lower() != "chunked":
            raise BadRequest(HTTPStatus.BAD_REQUEST)
        if host:
            # A whole address goes before the header (RFC 9112, 3.2.2).
            environ["HTTP_HOST"] = host
        length = environ.get("CONTENT_LENGTH", "")
        if length.isdecimal() and int(length) > _BODY_BYTES:
            raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _is_for_nobody(self) -> bool:
        """Whether no host is named, or several: two programs could take it for two hosts' (RFC 9112, 3.2)."""
        named = self.environ.get("HTTP_HOST")
        return "," in named if named is not None else self._parser.get_http_version() == "1.1"

    def on_body(self, part: bytes) -> None:
        self._body += part
        if len(self._body) > _BODY_BYTES:
            raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        environ, parser = self.environ, self._parser
        version = parser.get_http_version()
        environ["REQUEST_METHOD"] = parser.get_method().decode("ascii")
        environ["SERVER_PROTOCOL"] = f"HTTP/{version}"
        environ["wsgi.input"] = BytesIO(self._body)
        if self._body:
            environ["CONTENT_LENGTH"] = str(len(self._body))
        # Nobody who speaks 1.0 today keeps a connection.
        self._found.append(Request(environ, parser.should_keep_alive() and version != "1.0"))
        self.has_begun = self.has_head = False


def _check_head(size: int) -> None:
    if size > _HEAD_BYTES:
        raise BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)


@lru_cache(_TARGETS)
def _target(url: bytes) -> tuple[str, str, str]:
    """Host, path and query of what is asked for, the host only of a whole address (RFC 9112, 3.2).

    Raises `BadRequest`.
    """
    path, _, query = url.partition(b"?")
    host = b""
    if not url.startswith((b"/", b"*")):
        try:
            parts = urlsplit(url)
        except ValueError:
            raise BadRequest(HTTPStatus.BAD_REQUEST) from None
        host, path, query = parts.netloc, parts.path or b"/", parts.query
    path = unquote_to_bytes(path) if b"%" in path else path
    return host.decode("latin-1"), path.decode("latin-1"), query.decode("latin-1")


def about(peer: str, here: tuple[Any, ...]) -> WSGIEnvironment:
    """What the environments of all requests of a connection say: whence it comes, and where it has come to."""
    return {
        "REMOTE_ADDR": peer,
        "SERVER_NAME": here[0],
        "SERVER_PORT": str(here[1]),
        "SCRIPT_NAME": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def written(answer: Answer, *, keeps_alive: bool) -> bytes:
    """The answer as it is sent. A length that it gives itself is that of what HEAD leaves out."""
    own = "".join([f"{name}: {value}\r\n" for name, value in answer.headers])
    length = "" if "Content-Length" in dict(answer.headers) else f"Content-Length: {len(answer.body)}\r\n"
    end = "\r\n" if keeps_alive else "Connection: close\r\n\r\n"
    head = f"{_status_line(answer.status)}Date: {_date(int(time.time()))}\r\n{own}{_lines(answer.shared)}{length}{end}"
    return head.encode("latin-1") + answer.body


@lru_cache(_NAMES)
def _variable(name: bytes) -> str:
    """The name of a header in a WSGI environment; empty for one that would look like another there."""
    if b"_" in name:
        return ""
    variable = name.decode("latin-1").upper().replace("-", "_")
    return variable if variable in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{variable}"


@lru_cache
def _status_line(status: HTTPStatus) -> str:
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n"


@lru_cache(_NAMES)
def _lines(headers: Headers) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in headers])


@lru_cache(1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
