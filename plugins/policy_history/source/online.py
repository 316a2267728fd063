"""The record of the site that is online, fetched."""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request

from ..problems import CannotProceed
from .lock import LOCK_FILE

_SECONDS = 60
_LONGEST = 64_000_000
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
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 (is_address has looked at it)
            content: bytes = answer.read(_LONGEST)
            return content
    except urllib.error.HTTPError as error:
        if error.code in _GONE:
            return None
        raise _unanswered(address, str(error.code)) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, socket.gaierror) and error.reason.errno == socket.EAI_NONAME:
            return None
        raise _unanswered(address, str(error.reason)) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _unanswered(address, str(error)) from None


def _unanswered(address: str, why: str) -> CannotProceed:
    return CannotProceed(f"The record at {address} cannot be fetched ({why}). Nothing was compared; run this again.")
