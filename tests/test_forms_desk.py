"""Posts that wait to be stored: nobody else waits for them, and each has its answer."""

from __future__ import annotations

import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from threading import Event
from urllib.parse import urlencode, urlsplit

import pytest

from forms_support import FORM, post, send
from machine import PATIENCE
from policy_history.forms.handler import writer
from policy_history.forms.handler.faults import Faults, FormFault
from policy_history.forms.handler.reception import Setup, dialect_at
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.reference import new_reference
from serving_forms import serve_in_thread

SENT = "https://policies.example.org/contact/sent/"
GOOD = {"kind": "access", "name": "Ada", "email": "ada@example.org", "message": "How long?", "redirect": SENT}


@contextmanager
def locked(database):
    """Another program holds the database."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_while_a_post_waits_for_the_database_others_are_answered(tmp_path):
    database = tmp_path / "x.sqlite3"
    with serve_in_thread(database, [SENT]) as address, ThreadPoolExecutor() as readers:
        with locked(database):
            waiting = readers.submit(post, address, GOOD)
            assert send(address, "GET", "/healthz").status == 200
            assert post(address, GOOD | {"email": "nobody"}).status == 422
            assert not waiting.done()
        assert waiting.result().status == 303
    assert len(RequestStore(database).all()) == 1


def test_a_post_that_cannot_be_stored_in_time_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "_ANSWER_SECONDS", 0.2)
    database = tmp_path / "x.sqlite3"
    with serve_in_thread(database, [SENT]) as address, locked(database):
        answer = post(address, GOOD)
    assert answer.status == 503 and answer.headers["Retry-After"] and "How long?" in answer.text


def test_a_post_that_has_begun_is_answered_before_the_handler_ends(tmp_path):
    database = tmp_path / "x.sqlite3"
    begun = Event()

    def now():
        begun.set()
        return datetime.now(UTC)

    with ThreadPoolExecutor() as readers, ExitStack() as until_the_end:
        with serve_in_thread(database, [SENT], setup=Setup(now=now)) as address:
            until_the_end.enter_context(locked(database))
            waiting = readers.submit(post, address, GOOD)
            assert begun.wait(PATIENCE)
        assert waiting.result().status == 503


def test_posts_sent_together_on_one_connection_are_answered_in_order(tmp_path):
    database = tmp_path / "x.sqlite3"
    references = [new_reference() for _ in range(5)]
    parts = []
    for reference in references:
        body = urlencode(GOOD | {"reference": reference})
        parts.append(
            f"POST /submit HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
    with serve_in_thread(database, [SENT]) as address:
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
            connection.sendall("".join(parts).encode())
            answers = b""
            while answers.count(b"#ref=") < len(references):
                answers += connection.recv(65536)
    told = [each.split()[0].decode() for each in answers.split(b"#ref=")[1:]]
    assert told == references
    assert {stored.reference for stored in RequestStore(database).all()} == set(references)


def test_a_failure_of_the_handler_is_told_without_its_words_and_ends_nothing(tmp_path, caplog):
    def fails():
        raise RuntimeError("the mailer has gone")

    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], setup=Setup(wake=fails)) as address:
        for _ in range(2):
            answer = post(address, GOOD)
            assert (
                answer.status == 500
                and "RuntimeError" not in answer.text
                and "Content-Security-Policy" in answer.headers
            )
    assert "the mailer has gone" in caplog.text


def test_after_the_faults_on_purpose_posts_are_taken_as_always(tmp_path):
    setup = Setup(faults=Faults([FormFault.FAILED_BEFORE]))
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], setup=setup) as address:
        assert [post(address, GOOD).status for _ in range(2)] == [500, 303]


@pytest.mark.parametrize("path", ["/f/", "/f/a/b", "/submit/", "/inbox", "/F/x", "/web3forms", ""])
def test_forms_are_posted_to_no_other_place(path):
    assert dialect_at(path) is None
