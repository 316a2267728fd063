"""The handler in HTTP: takes posts, answers with a redirect or a page a person can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from policy_history.forms.endpoint import is_loopback, split_address
from policy_history.forms.handler.pages import (
    page_of_answer,
    page_to_correct,
    page_to_send_again,
    use_templates,
)
from policy_history.forms.handler.store import Store, StoreError
from policy_history.forms.handler.submission import FORM_TYPE, Refused, Submission, TooLarge, read
from policy_history.forms.model import LIMITS


def create_application(
    database: Path, redirects: Sequence[str], *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Flask:
    """The handler as a WSGI application, keeping requests in ``database``.

    A post is answered 303 to its ``redirect`` when that is exactly one of ``redirects`` (absolute
    http or https addresses), else to the handler's own confirmation page: what a stranger wrote into
    a form never decides where a reader is sent. There is no cross-site token, since there is no session
    to abuse; a request in someone else's name is found out by verifying it before acting on it.

    Raises ValueError for a redirect that is no such address, and StoreError for the database.
    """
    application = Flask(__name__)
    application.config["MAX_CONTENT_LENGTH"] = LIMITS.wire_bytes
    use_templates(application)
    targets = frozenset(_checked(target) for target in redirects)
    store = Store(database)
    _add_reception(application, store, targets, now)
    _add_local_pages(application, store)
    _add_answers(application, targets)
    return application


def _checked(target: str) -> str:
    parts = split_address(target)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError(
            f"“{target}” cannot be redirected to. Write the whole address of the confirmation page, "
            "such as https://policies.example.org/contact/sent/."
        )
    return target


def _add_reception(
    application: Flask, store: Store, targets: frozenset[str], now: Callable[[], datetime]
) -> None:
    @application.post("/")
    @application.post("/submit")
    def submit() -> BaseResponse | tuple[str, int]:
        if request.mimetype != FORM_TYPE or not _is_utf8(request.mimetype_params.get("charset", "utf-8")):
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            submission = read(request.get_data(cache=False))
        except TooLarge:
            abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except Refused as refused:
            return page_to_correct(refused)
        try:
            store.add(submission, now())
        except StoreError as error:
            application.logger.error(error)
            return page_to_send_again(submission)
        return _confirmation(submission, targets)

    @application.get("/received")
    def received() -> str:
        return render_template("received.html")


def _is_utf8(charset: str) -> bool:
    return charset.lower().replace("-", "") == "utf8"


def _confirmation(submission: Submission, targets: frozenset[str]) -> BaseResponse:
    # See Other, so that loading the confirmation again does not send the request again (RFC 9110, 15.4.4).
    target = submission.redirect if submission.redirect in targets else url_for("received")
    return redirect(target, HTTPStatus.SEE_OTHER)


def _add_local_pages(application: Flask, store: Store) -> None:
    @application.get("/healthz")
    def health() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @application.get("/inbox")
    def inbox() -> str:
        _require_this_machine()
        return render_template("inbox.html", requests=store.all())

    @application.get("/inbox.json")
    def inbox_as_json() -> Response:
        _require_this_machine()
        return jsonify([asdict(stored) for stored in store.all()])


def _require_this_machine() -> None:
    """Answer 404 unless the request was made on this machine, to this machine, and not through a proxy.

    The name asked for is checked as well: a stranger's page may point a name of its own at 127.0.0.1.
    """
    asked = split_address(request.host_url)
    proxied = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via"))
    hosts = (request.remote_addr or "", asked.hostname or "" if asked else "")
    if proxied or not all(map(is_loopback, hosts)):
        abort(HTTPStatus.NOT_FOUND)


def _add_answers(application: Flask, targets: frozenset[str]) -> None:
    # The browser holds redirects after a form to form-action too (CSP 3, 6.4.1): the site's own origins
    # have to be listed, or a reader who corrects a form here would see nothing after sending it.
    origins = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(target)) for target in targets})
    policy = "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            " ".join(("form-action 'self'", *origins)),
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
        return response

    @application.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        page = Response(page_of_answer(status), status)
        if allowed := getattr(error, "valid_methods", None):
            page.headers["Allow"] = ", ".join(sorted(allowed))
        return page
