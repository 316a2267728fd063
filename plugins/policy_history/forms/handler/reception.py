"""Taking a post: read it, keep it, and say so, in the dialect and the form of answer that was asked for.

No web framework stands in between: a post is begun, then its request is stored together with all that wait, and
only then is it answered. Whoever calls may wait for that or do something else meanwhile.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any, NamedTuple

from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri

from ...wording import _, translated
from ..dialect import FORMSPREE, GENERIC, WEB3FORMS, Dialect
from ..model import LIMITS
from ..settings import RequestSettings
from . import answers
from .clients import Proxies
from .faults import Faults
from .pace import Pace
from .pages import (
    NOT_STORED,
    TOO_MANY,
    page_of_answer,
    page_of_receipt,
    page_to_correct,
    page_to_send_again,
)
from .post import Answer, Headers, Post
from .store import PendingRequest, RequestStore, StoreError
from .stored import Row, from_row, reference_in
from .submission import (
    FORM_TYPE,
    JSON_TYPE,
    ORIGIN,
    FieldFault,
    Refused,
    Submission,
    TooLarge,
    read,
)

log = logging.getLogger(__name__)

Known = Callable[[PendingRequest], None]
_RETRY = ("Retry-After", "60")
_ADDRESSES = {"/": GENERIC, "/submit": GENERIC, "/web3forms/submit": WEB3FORMS}
_FORMSPREE = "/f/"


def dialect_at(path: str) -> Dialect | None:
    """The dialect of the forms that are posted to that path; None where none are."""
    if path.startswith(_FORMSPREE):
        return FORMSPREE if path != _FORMSPREE and "/" not in path.removeprefix(_FORMSPREE) else None
    return _ADDRESSES.get(path)


@lru_cache(1)
def _second(since: int) -> datetime:
    return datetime.fromtimestamp(since, UTC)


@dataclass(frozen=True)
class Setup:
    """How a handler is to behave besides where it keeps requests.

    ``origins`` are sites whose forms are meant for it, those of the redirects apart; ``pace`` is how many posts
    a minute one sender may make, 0 for any number; ``proxies`` are believed when they say who that is.
    ``other_ways`` are told to a reader whose request could not be stored. ``wake`` is called
    when there is something to mail: a request was kept, or one whose mail was set aside is to be mailed again.
    """

    origins: Sequence[str] = ()
    pace: int = 0
    proxies: Proxies = field(default_factory=Proxies)
    other_ways: Sequence[str] = ()
    has_inbox: bool = True
    settings: RequestSettings = field(default_factory=RequestSettings)
    wake: Callable[[], None] = lambda: None
    faults: Faults = field(default_factory=Faults)
    now: Callable[[], datetime] = lambda: _second(int(time.time()))


@dataclass(frozen=True)
class Reception:
    """What taking a post needs."""

    store: RequestStore
    targets: frozenset[str]
    origins: frozenset[str]
    pace: Pace
    setup: Setup

    def begin(
        self, post: Post, dialect: Dialect, known: Known = lambda _: None, headers: Headers = ()
    ) -> Answer | Waiting:
        """Read a post and hand its request to the store; what cannot be stored is answered at once.

        ``known`` is told, from the store's thread, when the answer need not be waited for. Each answer shares the
        ``headers``.
        """
        try:
            begun = self._begin(post, dialect, known)
        except Exception as error:  # noqa: BLE001 - the reader is told of any
            begun = _failed(post, error)
        if isinstance(begun, Answer):
            return begun.sharing(headers)
        return Waiting(begun[1], self, post, dialect, begun[0], headers)

    def _begin(self, post: Post, dialect: Dialect, known: Known) -> Answer | tuple[Submission, PendingRequest]:
        media_type, charset = post.media_type
        types = (FORM_TYPE,) if dialect is GENERIC else (FORM_TYPE, JSON_TYPE)
        if media_type not in types or charset.replace("-", "") != "utf8":
            return unread(post, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        keeps_pace = self.pace.allows(post.sender)
        body = post.body(LIMITS.wire_bytes)
        if body is None:
            return unread(post, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            submission = read(body, dialect, media_type)
        except TooLarge:
            return unread(post, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except Refused as refused:
            page = partial(page_to_correct, refused)
            return _refusal(post, dialect, HTTPStatus.UNPROCESSABLE_ENTITY, refused.faults, page)
        if not keeps_pace:
            # What the reader wrote is given back all the same.
            return self._not_now(post, dialect, HTTPStatus.TOO_MANY_REQUESTS, submission, TOO_MANY)
        submission = self._with_origin(post, submission)
        try:
            return submission, self.store.hand_in(submission, self.setup.now(), known)
        except StoreError as error:
            return self._not_stored(post, dialect, submission, error)

    def _with_origin(self, post: Post, submission: Submission) -> Submission:
        """Flagged when it came from a site that is not known; a browser that hides where from is no reason."""
        origin = post.origin
        if origin in ("", "null") or origin in self.origins or origin.partition("://")[2] == post.host:
            return submission
        return submission._replace(flags=(*submission.flags, ORIGIN))

    def answer(self, post: Post, dialect: Dialect, submission: Submission, kept: PendingRequest) -> Answer:
        """What is said of a request that has been handed in, when it is known whether it is stored."""
        try:
            stored = kept.result()
        except StoreError as error:
            return self._not_stored(post, dialect, submission, error)
        self.setup.wake()
        return self._confirmation(post, dialect, submission, stored)

    def _not_stored(self, post: Post, dialect: Dialect, submission: Submission, error: StoreError) -> Answer:
        # The error names the database and no more; nothing that was sent goes into a log.
        log.error(error)
        return self._not_now(post, dialect, HTTPStatus.SERVICE_UNAVAILABLE, submission, NOT_STORED)

    def _not_now(
        self, post: Post, dialect: Dialect, status: HTTPStatus, submission: Submission, fault: FieldFault
    ) -> Answer:
        fault = replace(fault, message=translated(fault.message))
        if self.setup.other_ways:
            ways = "; ".join(self.setup.other_ways)
            also = _("You can also get in touch in another way: %(ways)s.", ways=ways)
            fault = replace(fault, message=f"{fault.message} {also}")
        answer = _refusal(post, dialect, status, [fault], lambda: page_to_send_again(submission, fault))
        return answer._replace(headers=(*answer.headers, _RETRY))

    def _confirmation(self, post: Post, dialect: Dialect, submission: Submission, stored: Row) -> Answer:
        allowed = submission.redirect if submission.redirect in self.targets else ""
        following = f"{allowed}#ref={reference_in(stored)}" if allowed else ""
        if post.wants_data:
            found = answers.taken(dialect, from_row(stored), self.setup.settings, following or post.address)
            return _data(HTTPStatus.OK, found)
        if following and not submission.copy:
            # See Other, so that loading the confirmation again does not send the request again (RFC 9110, 15.4.4).
            return Answer(
                HTTPStatus.SEE_OTHER, (("Location", following if following.isascii() else iri_to_uri(following)),)
            )
        return _page(HTTPStatus.OK, page_of_receipt(from_row(stored), self.setup.settings, following, submission.copy))


class Waiting(NamedTuple):
    """A post whose request is about to be stored."""

    kept: PendingRequest
    reception: Reception
    post: Post
    dialect: Dialect
    submission: Submission
    headers: Headers

    def answer(self) -> Answer:
        """The answer, waited for, ten seconds at most."""
        try:
            found = self.reception.answer(self.post, self.dialect, self.submission, self.kept)
        except Exception as error:  # noqa: BLE001 - the reader is told of any
            found = _failed(self.post, error)
        return found.sharing(self.headers)


def unread(post: Post, status: HTTPStatus) -> Answer:
    """The answer to a post that was not read."""
    return _data(status, {"error": status.phrase}) if post.wants_data else _page(status, page_of_answer(status))


def _failed(post: Post, error: Exception) -> Answer:
    """What the reader is told of a failure; whoever runs the handler finds why."""
    if isinstance(error, HTTPException):
        return unread(post, HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))
    log.error("A post could not be answered.", exc_info=error)
    return unread(post, HTTPStatus.INTERNAL_SERVER_ERROR)


def _refusal(
    post: Post, dialect: Dialect, status: HTTPStatus, faults: Sequence[FieldFault], page: Callable[[], str]
) -> Answer:
    return _data(status, answers.refused(dialect, faults)) if post.wants_data else _page(status, page())


def _page(status: HTTPStatus, page: str) -> Answer:
    return Answer(status, (("Content-Type", "text/html; charset=utf-8"),), page.encode())


def _data(status: HTTPStatus, data: dict[str, Any]) -> Answer:
    return Answer(status, (("Content-Type", JSON_TYPE),), f"{json.dumps(data)}\n".encode())
