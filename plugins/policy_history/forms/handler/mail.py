"""The mail for a request, and the route it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from ...wording import N_, _, translated
from ..endpoint import is_loopback
from ..kinds import kind_of
from .stored import StoredRequest

USER, PASSWORD = "POLICY_SMTP_USER", "POLICY_SMTP_PASSWORD"
"""The environment variables with the account at the mail server; without them none is used."""


class MailEncryption(StrEnum):
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
    protection: MailEncryption = MailEncryption.TLS
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        if self.protection is MailEncryption.NONE and not is_loopback(self.host):
            raise ValueError(
                f"Mails would travel to {self.host} unprotected. Choose --mail-protection tls or starttls; "
                "“none” is for a mail server on this machine."
            )
        for address in (self.sender, self.recipient):
            if _address(address) is None:
                raise ValueError(f"“{address}” is not an email address such as requests@example.org.")
        if not (self.user + self.password).isascii():
            raise ValueError(f"{USER} and {PASSWORD} can hold only letters without accents, digits and signs of ASCII.")


def message(stored: StoredRequest, route: MailRoute) -> EmailMessage:
    """The mail for a request, as plain text. Its subject is the kind's own; nothing a reader wrote is in a header
    but an address that could be taken apart and written anew (RFC 5322, 3.4.1)."""
    mail = _empty(stored, route)
    # The same for a mail that is sent a second time, so that a mailbox can tell.
    mail["Message-ID"] = f"<{stored.reference}.{stored.number}@{route.sender.rpartition('@')[2]}>"
    answer_to = _address(stored.fields.get("email", ""))
    if answer_to is not None:
        mail["Reply-To"] = answer_to
    mail.set_content("\n".join(_lines(stored)), charset="utf-8")
    return mail


def bare_message(stored: StoredRequest, route: MailRoute) -> EmailMessage:
    """The mail in the place of one that was refused: nothing in it was written by a reader."""
    mail = _empty(stored, route)
    mail["Message-ID"] = f"<{stored.reference}.{stored.number}.reference@{route.sender.rpartition('@')[2]}>"
    lines = (
        _("A request has been received. The mail server refused the mail with its text: here is its reference alone."),
        "",
        _("Reference: %(value)s", value=stored.reference),
        _("Received: %(value)s", value=stored.received),
        _("Kind: %(value)s", value=stored.kind),
        "",
        _("It is kept by the form handler: open its inbox, or start it with --list, to read and answer it."),
    )
    mail.set_content("\n".join(lines), charset="utf-8")
    return mail


def _empty(stored: StoredRequest, route: MailRoute) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    kind = kind_of(stored.kind)
    mail["Subject"] = translated(kind.subject) if kind else stored.kind
    mail["From"], mail["To"] = route.sender, route.recipient
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _lines(stored: StoredRequest) -> list[str]:
    kind = kind_of(stored.kind)
    labels = {field.name: translated(field.label) for field in kind.fields} if kind else {}
    facts = (
        (N_("Reference: %(value)s"), stored.reference),
        (N_("Received: %(value)s"), stored.received),
        (N_("Kind: %(value)s"), stored.kind),
        (N_("Text being read: %(value)s"), f"{stored.policy} {stored.policy_revision}".strip()),
        (N_("Part of it: %(value)s"), stored.clause),
        (N_("Flagged: %(value)s"), ", ".join(stored.flags)),
        (N_("Amends: %(value)s"), str(stored.amends or "")),
    )
    lines = [translated(said) % {"value": value} for said, value in facts if value]
    for name, value in stored.fields.items():
        lines += ["", f"{labels.get(name, name)}:", value or "–"]
    return lines


def _address(text: str) -> Address | None:
    """The address in the text, read by the standard's rules; None when it is none a header could carry."""
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError, AttributeError, MessageError):  # the parser stumbles over some in all these ways
        return None
    return address if text.isascii() and text.isprintable() else None


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
        MailEncryption(protection),
        environment.get(USER, ""),
        environment.get(PASSWORD, ""),
    )
