"""The record of the site that is online, fetched."""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from ..problems import CannotProceed
from ..reaching import whole_answer, why_unreached
from .lock_file import LOCK_FILE

_GONE = (404, 410)


def is_address(text: str) -> bool:
    """Whether that is the address of a site, and no path of a file."""
    return text.lower().startswith(("https://", "http://"))


def record_online(site: str) -> bytes | None:
    """The published.lock of the site at that address; None where there is no record, or no host of that name, yet.

    CannotProceed, with a sentence, when the site does not answer or answers with something else.
    """
    address = f"{site.rstrip('/')}/{LOCK_FILE}"
    try:
        _refuse_account(address)
        return whole_answer(urllib.request.Request(address))  # noqa: S310 (is_address has looked at it)
    except (OSError, ValueError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError) and error.code in _GONE:
            return None
        reason = error.reason if isinstance(error, urllib.error.URLError) else None
        if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:
            return None
        why = why_unreached(error)
    raise CannotProceed(f"The record at {address} cannot be fetched: {why}. Nothing was compared; run this again.")


def _refuse_account(address: str) -> None:
    """CannotProceed for an address with a password, which logs would show; ValueError for a port that is none."""
    parts = urlsplit(address)
    if parts.username is not None:
        raise CannotProceed(
            "The address of the published site has a user name or password in it. Leave it out: a published record is "
            "open to all."
        )
    if parts.port == 0:
        raise ValueError("Port 0 is none")
