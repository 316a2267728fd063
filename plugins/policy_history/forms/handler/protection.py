"""The headers that every answer of the handler carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class Protection:
    """What an answer may do in a browser, and who may read it."""

    def __init__(self, origins: frozenset[str]) -> None:
        # The browser holds redirects after a form to form-action too (CSP 3, 6.4.1): the site's own origins
        # have to be listed, or a reader who corrects a form here would see nothing after sending it.
        policy = "; ".join(
            (
                "default-src 'none'",
                "style-src 'self'",
                " ".join(("form-action 'self'", *sorted(origins))),
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        )
        self._origins = origins
        self._headers = (
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", policy),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("X-Content-Type-Options", "nosniff"),
        )
        self._of_posts = (*self._headers, ("Vary", "Accept, Origin"))

    def headers(self, environ: WSGIEnvironment) -> tuple[tuple[str, str], ...]:
        """The headers of the answer to that request."""
        if environ["REQUEST_METHOD"] != "POST":
            return self._headers
        # A page that hides where it is (Origin: null) may read the answer too: nothing personal is in it.
        origin = environ.get("HTTP_ORIGIN", "")
        if origin == "null" or origin in self._origins:
            return (*self._of_posts, ("Access-Control-Allow-Origin", origin))
        return self._of_posts
