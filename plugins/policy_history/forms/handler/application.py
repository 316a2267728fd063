"""The handler in HTTP: takes posts, answers with a redirect, a page a person can read, or data for a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from policy_history.forms.endpoint import split_address
from policy_history.forms.handler.clients import Proxies
from policy_history.forms.handler.faults import Faults
from policy_history.forms.handler.hurry import hurried
from policy_history.forms.handler.inbox import add_inbox
from policy_history.forms.handler.pace import Pace
from policy_history.forms.handler.pages import page_of_answer, use_templates
from policy_history.forms.handler.reception import Reception, add_reception, wants_data
from policy_history.forms.handler.store import Store, StoredRequest
from policy_history.forms.model import LIMITS
from policy_history.forms.settings import RequestSettings

_HURRY = 4
"""How many requests of any kind a sender may make for each post: more are not read."""


@dataclass(frozen=True)
class Setup:
    """How a handler is to behave besides where it keeps requests.

    ``origins`` are sites whose forms are meant for it, those of the redirects apart; ``pace`` is how many posts
    a minute one sender may make, 0 for any number; ``proxies`` are believed when they say who that is.
    ``other_ways`` are told to a reader whose request could not be stored. ``stored`` is called with every
    request that was kept, ``mail_again`` when one of those whose mail was set aside is to be mailed again.
    """

    origins: Sequence[str] = ()
    pace: int = 0
    proxies: Proxies = field(default_factory=Proxies)
    other_ways: Sequence[str] = ()
    has_inbox: bool = True
    settings: RequestSettings = field(default_factory=RequestSettings)
    stored: Callable[[StoredRequest], None] = lambda _: None
    mail_again: Callable[[], None] = lambda: None
    faults: Faults = field(default_factory=Faults)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def create_application(store: Store, redirects: Sequence[str], setup: Setup | None = None) -> Flask:
    """The handler as a WSGI application, keeping requests in ``store``, which the caller closes.

    A post is answered 303 to its ``redirect`` when that is exactly one of ``redirects`` (absolute
    http or https addresses), else with the handler's own receipt: what a stranger wrote into
    a form never decides where a reader is sent. There is no cross-site token, since there is no session
    to abuse; a request in someone else's name is found out by verifying it before acting on it.

    Raises ValueError for a redirect or an origin that is no such address.
    """
    setup = setup or Setup()
    application = Flask(__name__)
    application.config["MAX_CONTENT_LENGTH"] = LIMITS.wire_bytes
    use_templates(application)
    targets = frozenset(_checked(target) for target in redirects)
    origins = frozenset([*map(_origin, setup.origins), *map(_origin, targets)])
    reception = Reception(
        store,
        targets,
        origins,
        Pace(setup.pace),
        setup.settings,
        setup.other_ways,
        setup.stored,
        setup.now,
    )
    add_reception(application, reception)
    _add_health(application)
    if setup.has_inbox:
        add_inbox(application, store, setup.settings, setup.mail_again)
    _add_answers(application, origins)
    faulty = setup.faults.around(application.wsgi_app)
    application.wsgi_app = hurried(faulty, Pace(_HURRY * setup.pace), setup.proxies)  # type: ignore[method-assign, assignment]
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


def _add_answers(application: Flask, origins: frozenset[str]) -> None:
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

    @application.after_request
    def protect(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if request.method == "POST":
            response.headers["Vary"] = "Accept, Origin"
            # A page that hides where it is (Origin: null) may read the answer too: nothing personal is in it.
            if (origin := request.headers.get("Origin", "")) in origins or origin == "null":
                response.headers["Access-Control-Allow-Origin"] = origin
        return response

    @application.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        page = jsonify({"error": status.phrase}) if wants_data() else Response(page_of_answer(status))
        page.status_code = status
        if allowed := getattr(error, "valid_methods", None):
            page.headers["Allow"] = ", ".join(sorted(allowed))
        return page
