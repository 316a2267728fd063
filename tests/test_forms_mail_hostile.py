"""Mail servers that stall, never come to an end, hang up or speak nonsense: no mail is lost, and the handler ends."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from forms_support import until
from listening import listening
from policy_history.forms.handler import mail_connection, mailer
from policy_history.forms.handler.mail import MailEncryption, MailRoute
from policy_history.forms.handler.mailer import Mailer
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from serving_forms import NOW

Talk = Callable[[socket.socket], None]


def endless(line: socket.socket) -> None:
    while True:
        line.sendall(b"250-and\r\n" * 100)


def dripping(line: socket.socket) -> None:
    while True:
        line.sendall(b"2")
        time.sleep(0.05)


def silent(line: socket.socket) -> None:
    while line.recv(99):
        pass


STALLS: dict[str, dict[bytes, bytes | Talk]] = {
    f"{talk.__name__} at {stage.decode()}": {stage: talk}
    for talk in (endless, dripping, silent)
    for stage in (b"GREETING", b"EHLO", b"MAIL", b"RCPT", b"DATA", b".")
}
ANSWERS: dict[str, tuple[bytes, bytes, str]] = {
    "a greeting of hostile bytes": (b"GREETING", b"220 \xff\xfe\x1b[31m\0 hi\r\n", "sent"),
    "a refusal to greet": (b"GREETING", b"554 No\r\n", "pending"),
    "another protocol": (b"GREETING", b"HTTP/1.1 400 Bad\r\n\r\n", "pending"),
    "extensions that are none": (b"EHLO", b"250-x\r\n250-SIZE abc\r\n250 \xff\xff\r\n", "sent"),
    "no hello of either kind": (b"EHLO", b"500 No\r\n", "pending"),
    "a login of nonsense": (b"EHLO", b"250-x\r\n250 AUTH CRAM-MD5\r\n", "pending"),
    "451 for the sender": (b"MAIL", b"451 No\r\n", "pending"),
    "550 for the sender": (b"MAIL", b"550 No\r\n", "pending"),
    "450 for the recipient": (b"RCPT", b"450 No\r\n", "pending"),
    "550 for the recipient": (b"RCPT", b"550 No\r\n", "pending"),
    "451 before the text": (b"DATA", b"451 No\r\n", "pending"),
    "554 before the text": (b"DATA", b"554 No\r\n", "set aside"),
    "452 for the text": (b".", b"452 No\r\n", "pending"),
    "554 for the text": (b".", b"554 No\r\n", "set aside"),
    "999 for the text": (b".", b"999 Eh\r\n", "pending"),
    "199 for the text": (b".", b"199 Eh\r\n", "pending"),
    "no number": (b".", b"\0\0\0 x\r\n", "pending"),
    "a line without end": (b"MAIL", b"250 " + b"a" * 100_000 + b"\r\n", "pending"),
    "nothing, hanging up": (b".", b"", "pending"),
}


@contextmanager
def serving(odd: dict[bytes, bytes | Talk]) -> Iterator[int]:
    """A mail server that answers as others do, but for those stages."""
    answers: dict[bytes, bytes | Talk] = {
        b"GREETING": b"220 Hi\r\n",
        b"EHLO": b"250-x\r\n250 8BITMIME\r\n",
        b"DATA": b"354 Go\r\n",
        b"AUTH": b"334 a\r\n",
        **odd,
    }

    def say(line: socket.socket, stage: bytes) -> bool:
        found = answers.get(stage, b"250 Ok\r\n")
        if callable(found):
            found(line)
            return False
        line.sendall(found)
        return bool(found)

    def talk(line: socket.socket) -> None:
        with line, suppress(OSError), line.makefile("rb") as said:
            in_text, goes_on = False, say(line, b"GREETING")
            while goes_on and (words := said.readline()):
                if in_text and words != b".\r\n":
                    continue
                stage = b"." if in_text else words[:4].upper()
                goes_on = say(line, b"EHLO" if stage == b"HELO" else stage)
                in_text = stage == b"DATA" and answers[stage] == b"354 Go\r\n"

    with listening(talk) as port:
        yield port


@pytest.fixture
def store(tmp_path):
    with RequestStore(tmp_path / "requests.sqlite3") as store:
        store.add(Submission(CONTACT, {"name": "Ada", "email": "ada@example.org", "message": "Why?"}), NOW)
        yield store


def to(port: int, *, user: str = "") -> MailRoute:
    return MailRoute("127.0.0.1", port, "site@example.org", "to@example.org", MailEncryption.NONE, user, user)


@pytest.mark.parametrize("name", STALLS)
def test_a_server_that_comes_to_no_end_holds_up_neither_mails_nor_the_end(name, store, monkeypatch, caplog):
    monkeypatch.setattr(mail_connection, "_SECONDS", 0.1)
    with serving(STALLS[name]) as port:
        sending = Mailer(store, to(port), again=0.1)
        sending.start()
        assert until(lambda: len(caplog.records) > 1), "it is given up, and tried again"
        sending.stop()
    assert store.all()[0].mail == "pending"


def test_a_handshake_without_end_is_cut_as_well(store, monkeypatch, caplog):
    monkeypatch.setattr(mail_connection, "_SECONDS", 0.1)
    with serving({b"GREETING": silent}) as port:
        sending = Mailer(store, replace(to(port), protection=MailEncryption.TLS), again=0.1)
        sending.start()
        assert until(lambda: len(caplog.records) > 1)
        sending.stop()
    assert store.all()[0].mail == "pending"


def test_the_handler_ends_while_a_server_stalls(store, monkeypatch):
    monkeypatch.setattr(mailer, "_END_SECONDS", 0.2)
    begun = threading.Event()

    def stall(line: socket.socket) -> None:
        begun.set()
        dripping(line)

    with serving({b".": stall}) as port:
        sending = Mailer(store, to(port))
        sending.start()
        assert begun.wait(10)
        sending.stop()
        assert not sending._thread.is_alive()
    assert store.all()[0].mail == "pending"


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_a_server_says_the_mail_is_sent_set_aside_or_tried_again(name, store, caplog):
    stage, answer, state = ANSWERS[name]
    with serving({stage: answer}) as port:
        sending = Mailer(store, to(port, user="u" if "login" in name else ""), again=0.1)
        sending.start()
        assert until(lambda: store.all()[0].mail == state and (state == "sent" or len(caplog.records) > 1))
        sending.stop()
    assert not [each for each in caplog.records if each.exc_info or each.levelno > logging.ERROR]
    assert store.all()[0].mail_reason.isprintable()


def test_what_nobody_has_thought_of_stops_no_mail_for_ever(store, monkeypatch, caplog):
    with serving({}) as port:
        sending = Mailer(store, to(port), again=0.1)
        really, failures = sending._connected, iter([RecursionError("a secret")])

        def connected():
            for error in failures:
                raise error
            return really()

        monkeypatch.setattr(sending, "_connected", connected)
        sending.start()
        assert until(lambda: store.all()[0].mail == "sent")
        sending.stop()
    assert "RecursionError" in caplog.text and "a secret" not in caplog.text


def test_an_account_that_smtplib_cannot_write_is_refused_at_the_start():
    with pytest.raises(ValueError, match="POLICY_SMTP_USER and POLICY_SMTP_PASSWORD can hold only"):
        to(25, user="Ünal")
