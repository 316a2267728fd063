"""No mail holds back another: what a mail server refuses, for now or for good, and what is told of it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from forms_support import read_html, send, unmailed, until
from machine import free_port
from policy_history.forms.handler.command import handler as command
from policy_history.forms.handler.mail import MailEncryption, MailRoute, bare_message
from policy_history.forms.handler.mailer import Mailer
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.schema import MailState
from policy_history.forms.handler.store import LONGEST_WAIT, RequestStore, StoreError
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from serving_forms import NOW, serve_in_thread, store

__all__ = ["store"]  # a fixture

SPAM = "554 5.7.1 Message rejected as spam"


class Server:
    """Answers each mail by the first of ``answers`` whose words are in it, and keeps what it takes."""

    def __init__(self, answers=None):
        self.answers, self.taken, self.tries = dict(answers or {}), [], 0

    async def handle_DATA(self, server, session, envelope):
        self.tries += 1
        mail = message_from_bytes(envelope.content, policy=policy.default)
        for words, answer in list(self.answers.items()):
            if words in mail.get_content():
                if answer == "hang up":
                    server.transport.close()
                return "451 4.3.0 Later" if answer == "hang up" else answer
        self.taken.append(mail)
        return "250 OK"


@contextmanager
def mailing(store, server, again=0.05):
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    route = MailRoute("127.0.0.1", port, "site@example.org", "requests@example.org", MailEncryption.NONE)
    mailer = Mailer(store, route, again=again)
    mailer.start()
    try:
        yield mailer
    finally:
        mailer.stop()
        controller.stop()


def add(store, *messages):
    return [
        store.add(Submission(CONTACT, {"name": "Ada", "email": "ada@example.org", "message": each}), NOW)
        for each in messages
    ]


def states(store):
    return [each.mail for each in reversed(store.all())]


def words_of(server):
    return [mail.get_content() for mail in server.taken]


FOUR = ("How long?", "cheap pills", "Please erase my account.", "Please send me a copy.")


def test_a_mail_that_is_refused_for_good_is_set_aside_and_the_others_go_out(store):
    server = Server({"cheap pills": SPAM})
    requests = add(store, *FOUR)
    with mailing(store, server):
        assert until(lambda: states(store) == ["sent", "referred", "sent", "sent"])
    for message in (FOUR[0], FOUR[2], FOUR[3]):
        assert sum(message in words for words in words_of(server)) == 1
    (bare,) = [mail for mail in server.taken if "bare" not in mail["Message-ID"] and mail["Reply-To"] is None]
    assert requests[1].reference in bare.get_content() and "cheap pills" not in bare.as_string()
    assert server.tries == 5, "a refusal for good is not asked for again"
    refused = store.all()[2]
    assert refused.mail_reason == SPAM and refused.is_set_aside


def test_when_the_bare_reference_is_refused_as_well_that_is_the_end_of_it(store):
    server = Server({"Reference": SPAM})
    add(store, "One", "Two")
    with mailing(store, server):
        assert until(lambda: states(store) == ["set aside", "set aside"])
        time.sleep(0.3)
    assert server.tries == 4 and not unmailed(store)


@pytest.mark.parametrize("answer", ["451 4.7.1 Greylisted", "421 Busy", "hang up", "452 4.2.2 Mailbox full"])
def test_what_is_refused_for_now_waits_and_the_others_go_on(store, answer):
    server = Server({"How long?": answer})
    add(store, *FOUR)
    with mailing(store, server):
        assert until(lambda: states(store) == ["pending", "sent", "sent", "sent"])
        server.answers.clear()
        assert until(lambda: states(store) == ["sent"] * 4)
    assert len(server.taken) == 4


def test_a_wait_grows_and_is_noted(store):
    server = Server({"How long?": "451 Later"})
    add(store, "How long?")
    with mailing(store, server, again=1000) as mailer:
        assert until(lambda: store.all()[0].mail_tries == 1)
        add(store, "Another")
        mailer.wake()
        assert until(lambda: len(server.taken) == 1)
    assert server.tries == 2, "the first is not tried again before its time"
    assert store.all()[1].mail_reason == "451 Later"
    assert not store.to_mail(datetime.now(UTC), 9)


def test_a_clock_that_was_far_ahead_holds_no_mail_back(store):
    """When it has been set right, what was to be tried in 2099 is tried now."""
    (stored,) = add(store, "How long?")
    store.mark_mail(stored.number, MailState.PENDING, "451 Later", datetime(2099, 1, 1, tzinfo=UTC))
    assert [each.number for each in store.to_mail(NOW, 9)] == [stored.number]
    store.mark_mail(stored.number, MailState.PENDING, "451 Later", NOW + LONGEST_WAIT)
    assert not store.to_mail(NOW, 9)


def test_a_server_that_cannot_be_reached_charges_no_request(store):
    route = MailRoute("127.0.0.1", free_port(), "site@example.org", "requests@example.org", MailEncryption.NONE)
    add(store, "One")
    mailer = Mailer(store, route, again=0.02)
    mailer.start()
    time.sleep(0.3)
    mailer.stop()
    assert store.all()[0].mail_tries == 0 and states(store) == ["pending"]


@pytest.mark.parametrize("command", ["RCPT", "MAIL"])
def test_addresses_that_are_refused_are_a_matter_of_settings_and_set_nothing_aside(store, command):
    server = Server()

    async def refuse(*arguments):
        return "550 5.1.1 No such user"

    setattr(server, f"handle_{command}", refuse)
    add(store, "One", "Two")
    with mailing(store, server):
        assert until(lambda: all(each.mail_tries for each in store.all()))
        delattr(server, f"handle_{command}")
    assert set(states(store)) <= {"pending", "sent"}


def test_it_goes_on_after_a_restart_where_it_was(tmp_path):
    server = Server({"cheap pills": SPAM})
    with RequestStore(tmp_path / "x.sqlite3") as store:
        add(store, *FOUR)
        with mailing(store, server):
            assert until(lambda: not unmailed(store))
    with RequestStore(tmp_path / "x.sqlite3") as store, mailing(store, server):
        add(store, "One more")
        assert until(lambda: not unmailed(store))
    assert len(server.taken) == 5 and len({mail["Message-ID"] for mail in server.taken}) == 5


def test_a_database_that_cannot_note_it_gets_no_mail_sent_twice(store, monkeypatch):
    server, mark, failing = Server(), store.mark_mail, [True]

    def failing_at_first(*arguments):
        if failing[0]:
            raise StoreError("The database cannot be used.")
        mark(*arguments)

    monkeypatch.setattr(store, "mark_mail", failing_at_first)
    add(store, "One")
    with mailing(store, server):
        assert until(lambda: server.taken)
        time.sleep(0.3)
        failing[0] = False
        assert until(lambda: states(store) == ["sent"])
    assert len(server.taken) == 1


def test_a_database_that_is_broken_for_a_while_stops_no_mail_for_ever(store, tmp_path):
    server, database = Server(), tmp_path / "requests.sqlite3"
    add(store, "One")
    database.rename(tmp_path / "away")
    with mailing(store, server):
        time.sleep(0.3)
        (tmp_path / "away").rename(database)
        assert until(lambda: server.taken)


def test_nothing_a_reader_wrote_is_in_the_bare_mail(store):
    (stored,) = add(store, "cheap pills")
    route = MailRoute("127.0.0.1", 2525, "site@example.org", "requests@example.org", MailEncryption.NONE)
    mail = bare_message(stored, route)
    assert not any(value in mail.as_string() for value in stored.fields.values())
    assert stored.reference in mail.get_content() and mail["Subject"] == CONTACT.subject


def test_the_inbox_tells_it_and_sends_it_again(tmp_path):
    database = tmp_path / "x.sqlite3"
    server, woken = Server({"cheap <pills>": SPAM}), []
    with RequestStore(database) as store:
        add(store, "cheap <pills>")
        with mailing(store, server):
            assert until(lambda: states(store) == ["referred"])
        with serve_in_thread(database, setup=Setup(wake=lambda: woken.append(1))) as address:
            page = read_html(send(address, "GET", "/inbox").text)
            assert any(SPAM in item.text for item in page.all("dd"))
            action = page.one("form")["action"]
            origin = address.rstrip("/")
            for wrong in ({}, {"Origin": "https://stranger.example"}, {"Origin": "null"}):
                assert send(address, "POST", action, b"", wrong).status == 403
            assert states(store) == ["referred"] and not woken
            assert send(address, "POST", f"/inbox/mail/{2**63}", b"", {"Origin": origin}).status == 404
            answer = send(address, "POST", action, b"", {"Origin": origin})
            assert answer.status == 303 and answer.headers["Location"] == "/inbox#request-1"
            assert states(store) == ["pending"] and woken
            assert send(address, "POST", action, b"", {"Origin": origin, "Via": "1.1 proxy"}).status == 404
        server.answers.clear()
        with mailing(store, server):
            assert until(lambda: states(store) == ["sent"])
    assert "cheap <pills>" in words_of(server)[-1]


def test_on_a_server_without_an_inbox_the_command_sends_them_again(tmp_path):
    database = tmp_path / "x.sqlite3"
    with RequestStore(database) as store:
        add(store, "One", "Two")
        store.mark_mail(1, MailState.SET_ASIDE, SPAM)
    result = CliRunner().invoke(command, ["--database", str(database), "--mail-again"])
    assert result.exit_code == 0 and result.output == "To be mailed again: 1.\n"
    with RequestStore(database) as store:
        assert states(store) == ["pending", "pending"]


def test_what_a_mail_server_says_is_one_line_and_never_logged(store, caplog):
    server = Server({"cheap pills": "554-5.7.1 cheap\x1b[31m pills\r\n554 are refused " + "x" * 400})
    add(store, "cheap pills")
    with mailing(store, server):
        assert until(lambda: states(store) == ["referred"])
    reason = store.all()[0].mail_reason
    assert reason.isprintable() and len(reason) <= 210
    assert "pills" not in caplog.text and "ada@example.org" not in caplog.text


def test_an_unknown_state_is_no_state(tmp_path):
    with RequestStore(tmp_path / "x.sqlite3") as store:
        add(store, "One")
        with pytest.raises(sqlite3.IntegrityError):
            store.mark_mail(1, "lost")  # type: ignore[arg-type]
        assert states(store) == ["pending"]
        add(store, "Two")


def test_with_nothing_to_send_it_waits_until_it_is_woken(store, monkeypatch):
    """Else the mailer keeps a processor busy for as long as the handler runs."""
    looked = []
    monkeypatch.setattr(store, "to_mail", lambda *_: looked.append(1) or [])
    with mailing(store, Server(), again=60) as mailer:
        mailer.wake()
        time.sleep(0.3)
    assert len(looked) <= 3
