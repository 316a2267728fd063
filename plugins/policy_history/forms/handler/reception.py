"""Taking a post: read it, keep it, and say so, in the dialect and the form of answer that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, jsonify, request
from werkzeug.wrappers import Response

from policy_history.forms.dialect import FORMSPREE, GENERIC, WEB3FORMS, Dialect
from policy_history.forms.handler import answers
from policy_history.forms.handler.hurry import SENDER
from policy_history.forms.handler.pace import Pace
from policy_history.forms.handler.pages import (
    NOT_STORED,
    TOO_MANY,
    page_of_receipt,
    page_to_correct,
    page_to_send_again,
)
from policy_history.forms.handler.store import Store, StoredRequest, StoreError
from policy_history.forms.handler.submission import (
    FORM_TYPE,
    JSON_TYPE,
    ORIGIN,
    Fault,
    Refused,
    Submission,
    TooLarge,
    read,
)
from policy_history.forms.settings import RequestSettings

_RETRY_SECONDS = "60"


@dataclass(frozen=True)
class Reception:
    """What taking a post needs."""

    store: Store
    targets: frozenset[str]
    origins: frozenset[str]
    pace: Pace
    settings: RequestSettings
    other_ways: Sequence[str]
    stored: Callable[[StoredRequest], None]
    now: Callable[[], datetime]


def add_reception(application: Flask, reception: Reception) -> None:
    """The addresses that forms are posted to: one for each dialect the handler speaks."""

    @application.post("/")
    @application.post("/submit")
    def submit() -> Response:
        return _take(reception, GENERIC)

    @application.post("/f/<form>")
    def formspree(form: str) -> Response:  # noqa: ARG001 (named by the address)
        return _take(reception, FORMSPREE)

    @application.post("/web3forms/submit")
    def web3forms() -> Response:
        return _take(reception, WEB3FORMS)


def wants_data() -> bool:
    """Whether JSON was asked for; a browser that sends a form asks for a page (RFC 9110, 12.5.1)."""
    return request.accept_mimetypes.best_match(["text/html", JSON_TYPE]) == JSON_TYPE


def _take(reception: Reception, dialect: Dialect) -> Response:
    types = (FORM_TYPE,) if dialect is GENERIC else (FORM_TYPE, JSON_TYPE)
    charset = request.mimetype_params.get("charset", "utf-8").lower().replace("-", "")
    if request.mimetype not in types or charset != "utf8":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    keeps_pace = reception.pace.allows(request.environ[SENDER])
    try:
        submission = read(request.get_data(cache=False), dialect, request.mimetype)
    except TooLarge:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except Refused as refused:
        page = partial(page_to_correct, refused)
        return _refusal(dialect, HTTPStatus.UNPROCESSABLE_ENTITY, refused.faults, page)
    if not keeps_pace:
        # What the reader wrote is given back all the same.
        return _not_now(reception, dialect, HTTPStatus.TOO_MANY_REQUESTS, submission, TOO_MANY)
    return _keep(reception, dialect, _with_origin(submission, reception.origins))


def _with_origin(submission: Submission, origins: frozenset[str]) -> Submission:
    """Flagged when it came from a site that is not known here; a browser that hides where from is no reason."""
    origin = request.headers.get("Origin", "null")
    if not origins or origin == "null" or origin in origins or urlsplit(origin).netloc == request.host:
        return submission
    return replace(submission, flags=(*submission.flags, ORIGIN))


def _keep(reception: Reception, dialect: Dialect, submission: Submission) -> Response:
    try:
        stored = reception.store.add(submission, reception.now())
    except StoreError as error:
        # The error names the database and no more; nothing that was sent goes into a log.
        current_app.logger.error(error)
        return _not_now(reception, dialect, HTTPStatus.SERVICE_UNAVAILABLE, submission, NOT_STORED)
    reception.stored(stored)
    return _confirmation(reception, dialect, submission, stored)


def _not_now(
    reception: Reception, dialect: Dialect, status: HTTPStatus, submission: Submission, fault: Fault
) -> Response:
    if reception.other_ways:
        fault = Fault(f"{fault.message} You can also get in touch in another way: {'; '.join(reception.other_ways)}.")
    answer = _refusal(dialect, status, [fault], lambda: page_to_send_again(submission, fault))
    answer.headers["Retry-After"] = _RETRY_SECONDS
    return answer


def _refusal(
    dialect: Dialect, status: HTTPStatus, faults: list[Fault] | tuple[Fault, ...], page: Callable[[], str]
) -> Response:
    if wants_data():
        answer: Response = jsonify(answers.refused(dialect, faults))
        answer.status_code = status
        return answer
    return Response(page(), status, mimetype="text/html")


def _confirmation(reception: Reception, dialect: Dialect, submission: Submission, stored: StoredRequest) -> Response:
    allowed = submission.redirect if submission.redirect in reception.targets else ""
    following = f"{allowed}#ref={stored.reference}" if allowed else ""
    if wants_data():
        return jsonify(answers.taken(dialect, stored, reception.settings, following or request.url))
    if following and not submission.wants_copy:
        # See Other, so that loading the confirmation again does not send the request again (RFC 9110, 15.4.4).
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": following})
    return Response(page_of_receipt(stored, reception.settings, following), mimetype="text/html")
