"""A mail for each request that was stored, sent in the background and again until a server has taken it."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from policy_history.forms.endpoint import is_loopback
from policy_history.forms.handler.store import Store, StoredRequest
from policy_history.forms.kinds import kind_of

_AGAIN_SECONDS = 60.0
_TIMEOUT_SECONDS = 30
USER, PASSWORD = "POLICY_SMTP_USER", "POLICY_SMTP_PASSWORD"
"""The environment variables with the account at the mail server; without them none is used."""

log = logging.getLogger(__name__)


class Protection(StrEnum):
    """How the connection to the mail server is protected. Without protection it must lead to this machine."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailRoute:
    """Which server takes the mails, from whom, and to whom. Raises ValueError for what cannot be used."""

    host: str
    port: int
    sender: str
    recipient: str
    protection: Protection = Protection.TLS
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        if self.protection is Protection.NONE and not is_loopback(self.host):
            raise ValueError(
                f"Mails would travel to {self.host} unprotected. Choose --mail-protection tls or starttls; "
                "“none” is for a mail server on this machine."
            )
        for address in (self.sender, self.recipient):
            if _address(address) is None:
                raise ValueError(f"“{address}” is not an email address such as requests@example.org.")


def message(stored: StoredRequest, route: MailRoute) -> EmailMessage:
    """The mail for a request, as plain text. Its subject is the kind's own; nothing a reader wrote is in a header
    but an address that could be taken apart and written anew (RFC 5322, 3.4.1)."""
    mail = EmailMessage(policy=SMTP)
    kind = kind_of(stored.kind)
    mail["Subject"] = kind.subject if kind else stored.kind
    mail["From"], mail["To"] = route.sender, route.recipient
    mail["Auto-Submitted"] = "auto-generated"
    # The same for a mail that is sent a second time, so that a mailbox can tell.
    mail["Message-ID"] = f"<{stored.reference}.{stored.number}@{route.sender.rpartition('@')[2]}>"
    answer_to = _address(stored.fields.get("email", ""))
    if answer_to is not None:
        mail["Reply-To"] = answer_to
    mail.set_content("\n".join(_lines(stored)), charset="utf-8")
    return mail


def _lines(stored: StoredRequest) -> list[str]:
    kind = kind_of(stored.kind)
    labels = {field.name: field.label for field in kind.fields} if kind else {}
    facts = {
        "Reference": stored.reference,
        "Received": stored.received,
        "Kind": stored.kind,
        "Text being read": f"{stored.policy} {stored.policy_revision}".strip(),
        "Part of it": stored.clause,
        "Flagged": ", ".join(stored.flags),
        "Amends": str(stored.amends or ""),
    }
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    for name, value in stored.fields.items():
        lines += ["", f"{labels.get(name, name)}:", value or "–"]
    return lines


def _address(text: str) -> Address | None:
    """The address in the text, read by the standard's rules; None when it is none a header could carry."""
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError, AttributeError, MessageError):  # the parser stumbles over some in all these ways
        return None
    return address if text.isascii() and text.isprintable() and address.domain else None


class Mailer:
    """Sends what the store has not sent yet, whenever it is woken, until it is stopped."""

    def __init__(
        self, store: Store, route: MailRoute, *, trust: ssl.SSLContext | None = None, again: float = _AGAIN_SECONDS
    ) -> None:
        self._store, self._route, self._again = store, route, again
        self._trust = trust
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="form-mailer", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier run has left over."""
        self._woken.set()
        self._thread.start()

    def wake(self, _stored: StoredRequest) -> None:
        """A request has been stored."""
        self._woken.set()

    def stop(self) -> None:
        """End after the mail that is under way."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        waits = False
        while not self._stopping.is_set():
            self._woken.wait(self._again if waits else None)
            self._woken.clear()
            waits = not self._send_all()

    def _send_all(self) -> bool:
        """Whether everything that was to be sent has been taken."""
        for stored in self._store.unmailed():
            if self._stopping.is_set():
                return True
            try:
                with self._connection() as server:
                    server.send_message(message(stored, self._route))
            except (OSError, smtplib.SMTPException) as error:
                # By the number: what a mail server answers may repeat what is in the mail.
                log.error("No mail could be sent for request %s yet: %s.", stored.number, type(error).__name__)
                return False
            self._store.mark_mailed(stored.number)
        return True

    def _connection(self) -> smtplib.SMTP:
        route = self._route
        trust = self._trust or ssl.create_default_context()
        if route.protection is Protection.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(route.host, route.port, timeout=_TIMEOUT_SECONDS, context=trust)
        else:
            server = smtplib.SMTP(route.host, route.port, timeout=_TIMEOUT_SECONDS)
        if route.protection is Protection.STARTTLS:
            server.starttls(context=trust)
        if route.user:
            server.login(route.user, route.password)
        return server


def read_route(
    server: str, sender: str, recipient: str, protection: str, environment: Mapping[str, str]
) -> MailRoute | None:
    """The route in the program's options; None when no server is named. Raises ValueError with the remedy."""
    if not server:
        return None
    host, separator, port = server.rpartition(":")
    if not separator or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"“{server}” is not a mail server's name and port, such as mail.example.org:465.")
    return MailRoute(
        host.strip("[]"),
        int(port),
        sender,
        recipient,
        Protection(protection),
        environment.get(USER, ""),
        environment.get(PASSWORD, ""),
    )
