"""A mail for each request that was stored, sent in the background; none of them holds back another.

A mail goes out at least once: between a server's “taken” and the note of it the machine may go down, and then it is
sent a second time, under the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError

from ...reaching import why_unreached
from .mail import PASSWORD, USER, MailEncryption, MailRoute, bare_message, message
from .mail_connection import MailConnection, PlainConnection, ProtectedConnection
from .schema import MailState
from .store import LONGEST_WAIT, RequestStore, StoreError
from .stored import StoredRequest

_AGAIN_SECONDS = 60.0
_MOST_DOUBLINGS = 6
_TIMEOUT_SECONDS = 30
_QUIT_SECONDS = 2
_END_SECONDS = 10
_MOST_AT_ONCE = 50
_ENOUGH_FAILURES = 5
_REASON_LENGTH = 200
_PERMANENT = range(500, 600)
_TOO_LARGE = 552
"""The one refusal of a sender that is about the mail and not about the sender (RFC 1870, 6)."""

log = logging.getLogger(__name__)


class _Unreachable(Exception):
    """The mail server could not be used at all, so there is no use in trying the next mail."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is to be noted of a try: the state, why, and when it is to be tried again, if it is."""

    state: MailState
    reason: str = ""
    after: datetime | None = None


class Mailer:
    """Sends what the store has not sent yet, whenever it is woken, until it is stopped.

    A refusal for now (4xx), of the addresses, or a broken connection is tried again after a minute, two, four, up to
    about an hour; the others go on meanwhile. A refusal of the mail for good (5xx) sets it aside, and one with the
    bare reference is sent in its place. ``again`` is that minute, in seconds.
    """

    def __init__(
        self,
        store: RequestStore,
        route: MailRoute,
        *,
        trust: ssl.SSLContext | None = None,
        again: float = _AGAIN_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._route, self._again, self._now = store, route, again, now
        self._trust = trust
        self._unnoted: dict[int, _Outcome] = {}
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._cuttable = MailConnection()
        self._thread = threading.Thread(target=self._run, name="form-mailer", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier run has left over."""
        self._thread.start()

    def wake(self) -> None:
        """A request has been stored, or is to be mailed again."""
        self._woken.set()

    def stop(self) -> None:
        """End after the mail that is under way, which has ten seconds."""
        self._stopping.set()
        self._woken.set()
        self._thread.join(_END_SECONDS)
        self._cuttable.cut()
        self._thread.join(_END_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                if not self._send_some():
                    self._woken.wait(self._again)
            except (StoreError, _Unreachable) as error:
                # Neither has anything in it that was sent, nor what a mail server said.
                log.error("Mails wait: %s", error)
                self._stopping.wait(self._again)
            except Exception as error:  # noqa: BLE001 - mails go on, whatever a server has thought of
                log.error("Mails wait: the mail server was not understood (%s)", type(error).__name__)
                self._stopping.wait(self._again)

    def _send_some(self) -> bool:
        """Whether anything was settled, so that there may be more to send at once."""
        for number, outcome in list(self._unnoted.items()):
            self._note(number, outcome)
        settled = failures = 0
        for stored in self._store.to_mail(self._now(), _MOST_AT_ONCE):
            if self._stopping.is_set():
                return False
            outcome = self._try(stored)
            self._note(stored.number, outcome)
            settled += outcome.after is None
            failures = failures + 1 if outcome.after else 0
            if failures == _ENOUGH_FAILURES:
                raise _Unreachable("the mail server takes none of them now")
        return settled > 0

    def _note(self, number: int, outcome: _Outcome) -> None:
        """Write it down; while that fails, it is known here, so that no mail is sent twice for it."""
        self._unnoted[number] = outcome
        self._store.mark_mail(number, outcome.state, outcome.reason, outcome.after)
        del self._unnoted[number]

    def _try(self, stored: StoredRequest) -> _Outcome:
        is_bare = stored.mail is MailState.REFUSED
        server = self._connection()
        try:
            server.send_message((bare_message if is_bare else message)(stored, self._route))
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            is_about_mail = isinstance(error, smtplib.SMTPDataError) or error.smtp_code == _TOO_LARGE
            if is_about_mail and error.smtp_code in _PERMANENT:
                return self._refused(stored, _said(error.smtp_code, error.smtp_error))
            return self._later(stored, _said(error.smtp_code, error.smtp_error))
        except smtplib.SMTPRecipientsRefused as error:
            return self._later(stored, " ".join(_said(*answer) for answer in error.recipients.values()))
        except (ValueError, MessageError):
            return self._refused(stored, "It cannot be written as a mail.")
        except (OSError, smtplib.SMTPException) as error:
            return self._later(stored, f"The mail server did not take it: {_why(error)}.")
        finally:
            _leave(server)
        # The reason stays with a bare reference: it is why the mail itself was not taken.
        return _Outcome(MailState.REFERRED, stored.mail_reason) if is_bare else _Outcome(MailState.SENT)

    def _refused(self, stored: StoredRequest, reason: str) -> _Outcome:
        log.error("The mail for request %s was refused for good and is set aside; see the inbox.", stored.number)
        state = MailState.SET_ASIDE if stored.mail is MailState.REFUSED else MailState.REFUSED
        return _Outcome(state, reason)

    def _later(self, stored: StoredRequest, reason: str) -> _Outcome:
        log.error("The mail for request %s was not taken yet and is tried again.", stored.number)
        wait = min(timedelta(seconds=self._again * 2 ** min(stored.mail_tries, _MOST_DOUBLINGS)), LONGEST_WAIT)
        kept = stored.mail_reason if stored.mail is MailState.REFUSED else reason
        return _Outcome(stored.mail, kept, self._now() + wait)

    def _connection(self) -> smtplib.SMTP:
        """A server that is ready for a mail. Raises `_Unreachable`."""
        try:
            return self._connected()
        except (OSError, ValueError, smtplib.SMTPException) as error:  # the second: what is no base 64 when logging in
            self._cuttable.close()
            raise _Unreachable(f"the mail server {self._route.host} cannot be used: {_why(error)}.") from None

    def _connected(self) -> smtplib.SMTP:
        route, self._cuttable = self._route, MailConnection()
        if route.protection is MailEncryption.TLS:
            server: smtplib.SMTP = ProtectedConnection(
                route.host, route.port, connection=self._cuttable, timeout=_TIMEOUT_SECONDS, context=self._context()
            )
        else:
            server = PlainConnection(route.host, route.port, connection=self._cuttable, timeout=_TIMEOUT_SECONDS)
        try:
            if route.protection is MailEncryption.STARTTLS:
                server.starttls(context=self._context())
            if route.user:
                server.login(route.user, route.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        """Whom to trust now: reading the system's list takes longer than a mail, so only where it is needed."""
        return self._trust or ssl.create_default_context()


def _why(error: Exception) -> str:
    """Why no mail can be handed over, as the end of a sentence, without a word of the server's."""
    match error:
        case smtplib.SMTPNotSupportedError():
            return f"it offers no {'STARTTLS' if 'STARTTLS' in str(error) else 'login'}"
        case smtplib.SMTPAuthenticationError():
            return f"it refuses the account in {USER} and {PASSWORD} ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"the answer is {error.smtp_code}"
        case smtplib.SMTPServerDisconnected():
            return "the connection ended"
        case ssl.SSLError() | UnicodeError():
            return why_unreached(error)
        case smtplib.SMTPException() | ValueError():
            return "it does not answer as a mail server does"
    return why_unreached(error)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; whether the server answers that matters to no mail."""
    with suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(_QUIT_SECONDS)
        server.quit()
    server.close()


def _said(code: int, text: bytes | str) -> str:
    """What a mail server answered, as one line: kept with the request, where the rest of it is, and never logged."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return f"{code} {line[:_REASON_LENGTH]}".strip()
