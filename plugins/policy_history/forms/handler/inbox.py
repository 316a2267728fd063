"""The inbox: what was received and how its mail fares, for this machine only."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from ..endpoint import is_loopback, split_address
from ..settings import RequestSettings
from .answers import as_data
from .pages import render
from .schema import MailState
from .store import RequestStore, StoredRequest, StoreError

_KEPT_BACK = {"mail_tries"}
_LARGEST = 2**63 - 1
"""The largest number that SQLite has."""


def add_inbox(
    application: Flask, store: RequestStore, settings: RequestSettings, mail_again: Callable[[], None]
) -> None:
    """Add the pages; ``mail_again`` is called when a mail that was set aside is to be tried once more."""

    @application.errorhandler(StoreError)
    def broken(error: StoreError) -> tuple[Response | str, HTTPStatus]:
        is_data = request.path.endswith(".json")
        said = jsonify({"error": str(error)}) if is_data else render("broken.html", reason=str(error))
        return said, HTTPStatus.SERVICE_UNAVAILABLE

    @application.get("/inbox")
    def inbox() -> str:
        _require_this_machine()
        return render("inbox.html", requests=store.all(), states=MailState)

    @application.get("/inbox.json")
    def inbox_as_json() -> Response:
        _require_this_machine()
        return jsonify([listed(stored, settings) for stored in store.all()])

    @application.post(f"/inbox/mail/<int(max={_LARGEST}):number>")
    def again(number: int) -> Answer:
        _require_this_machine()
        _require_own_page()
        store.mail_again(number)
        mail_again()
        return redirect(url_for("inbox", _anchor=f"request-{number}"), HTTPStatus.SEE_OTHER)


def listed(stored: StoredRequest, settings: RequestSettings) -> dict[str, object]:
    """A request as the JSON list has it: everything that was kept, and when an answer is due."""
    kept = {name: getattr(stored, name) for name in stored.__slots__ if name not in _KEPT_BACK}
    return kept | {"flagged": stored.flagged, "expected_by": as_data(stored, settings)["expected_by"]}


def _require_this_machine() -> None:
    """Answer 404 unless the request was made on this machine, to this machine, and not through a proxy.

    The name asked for is checked as well: a stranger's page may point a name of its own at 127.0.0.1.
    """
    asked = split_address(request.host_url)
    proxied = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via"))
    hosts = (request.remote_addr or "", asked.hostname or "" if asked else "")
    if proxied or not all(map(is_loopback, hosts)):
        abort(HTTPStatus.NOT_FOUND)


def _require_own_page() -> None:
    """Answer 403 to a form of a stranger's page: browsers name the page a post comes from (Fetch, 3.2)."""
    if request.headers.get("Origin", "null") != request.host_url.rstrip("/"):
        abort(HTTPStatus.FORBIDDEN)
