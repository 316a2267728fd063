"""Servers on the net: a whole answer or none, never over a less protected line, and in words why there is none."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from typing import IO, Any
from urllib.parse import urlsplit

_SECONDS = 60
_LONGEST = 64_000_000
_CUT = "the connection ended before the answer was whole"


class Unusable(OSError):
    """What came is not taken; the message says why, as the end of a sentence."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows none that leaves https, or that leads to what is no web server; or none at all."""

    def __init__(self, follows: bool) -> None:
        self._follows = follows

    def redirect_request(
        self, request: urllib.request.Request, answer: IO[bytes], code: int, message: str, headers: Any, target: str
    ) -> urllib.request.Request | None:
        if not self._follows:
            return None
        if urlsplit(target).scheme not in {"https", urlsplit(request.full_url).scheme}:
            raise Unusable("it leads on to an address that does not begin with https")
        return super().redirect_request(request, answer, code, message, headers, target)


def whole_answer(request: urllib.request.Request, *, follows: bool = True) -> bytes:
    """What the server answers, of at most 64 MB. Without ``follows`` a redirect is an HTTPError.

    A request with a key in its headers must not follow: urllib would hand the key on to wherever it is led.
    Raises OSError (urllib's errors are some), ValueError for what is no address, and `http.client.HTTPException`.
    """
    opener = urllib.request.build_opener(_Redirects(follows))
    with opener.open(request, timeout=_SECONDS) as answer:
        content: bytes = answer.read(_LONGEST + 1)
        if answer.length is None and not answer.chunked:
            raise Unusable("the answer does not say how long it is")
        # Asked for so many bytes, http.client does not say that fewer came than were announced.
        if answer.length and len(content) <= _LONGEST:
            raise http.client.IncompleteRead(content, answer.length)
    if len(content) > _LONGEST:
        raise Unusable(f"the answer is longer than {_LONGEST} bytes")
    return content


def why_unreached(error: Exception) -> str:
    """Why a server was not reached, as the end of a sentence. It holds no word of what the server said."""
    reason = getattr(error, "reason", None)
    if isinstance(error, urllib.error.HTTPError):
        return f"the answer is {error.code}"
    if isinstance(error, urllib.error.URLError) and isinstance(reason, Exception):
        return why_unreached(reason)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not trusted: {error.verify_message.rstrip('.')}"
    words = next((words for kind, words in _WHY if isinstance(error, kind)), "")
    return words or getattr(error, "strerror", None) or str(error)


_WHY: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLError, "no protected connection (TLS) can be made"),
    (TimeoutError, "no answer came in time"),
    (socket.gaierror, "no host of that name is found"),
    (ConnectionRefusedError, "nothing answers there"),
    (ConnectionError, _CUT),
    (http.client.IncompleteRead, _CUT),
    (http.client.InvalidURL, "that is no address"),
    (http.client.HTTPException, "the answer is not HTTP"),
    (UnicodeError, "that is no name of a host"),
)
