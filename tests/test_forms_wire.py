"""Requests as bytes on the wire: whole and in pieces, one behind the other, and what is no request at all."""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import pytest

from forms_support import FORM, until
from machine import PATIENCE
from policy_history.forms.handler.crowd import Crowd
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.model import LIMITS
from policy_history.forms.reference import new_reference
from serving_forms import serve_in_thread

SENT = "https://policies.example.org/contact/sent/"
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
BODY = urlencode({"kind": "contact", "email": "ada@example.org", "message": "How long?", "redirect": SENT}).encode()
HEAD = f"POST /submit HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n".encode()
LENGTH = b"Content-Length: %d\r\n\r\n" % len(BODY)


@pytest.fixture(scope="module")
def crowd():
    return Crowd()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return tmp_path_factory.mktemp("wire") / "x.sqlite3"


@pytest.fixture(scope="module")
def handler(database, crowd):
    with serve_in_thread(database, [SENT], crowd=crowd) as address:
        yield address


@pytest.fixture(autouse=True)
def nothing_is_left_behind(crowd):
    yield
    assert until(lambda: not crowd.connections) and not crowd.senders and not crowd.waiting


@contextmanager
def connected(address):
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        yield connection


def answered(address, *pieces, wait=0.0):
    """All that is answered to these bytes, sent piece by piece, until the handler closes the connection."""
    with connected(address) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(wait)
        connection.shutdown(socket.SHUT_WR)
        return read_all(connection)


def read_all(connection):
    parts = []
    while data := connection.recv(65536):
        parts.append(data)
    return b"".join(parts)


def statuses(answers):
    return [int(each[:3]) for each in answers.split(b"HTTP/1.1 ")[1:]]


CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(
    b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:7], BODY[7:], b"")
)


@pytest.mark.parametrize(
    "request_",
    [
        HEAD + LENGTH + BODY,
        b"\r\n\r\n" + HEAD + LENGTH + BODY,  # RFC 9112, 2.2
        HEAD + CHUNKED,
        HEAD.replace(b"/submit", b"http://x/submit?a=b#c") + LENGTH + BODY,  # RFC 9112, 3.2.2
        HEAD.replace(b"/submit", b"/%73ubmit") + LENGTH + BODY,
        HEAD.replace(b"Content-Type", b"content-TYPE") + LENGTH + BODY,
        HEAD.replace(b"HTTP/1.1", b"HTTP/1.0") + LENGTH + BODY,
        HEAD + b"X_Forwarded_For: 192.0.2.1\r\nCookie: a\r\nCookie: b\r\n" + LENGTH + BODY,
        HEAD + b"Origin: http://[\r\n" + LENGTH + BODY,
    ],
    ids=["plain", "blank", "chunked", "absolute", "encoded", "case", "1.0", "headers", "origin"],
)
def test_a_form_is_read_however_it_is_written(handler, database, request_):
    RequestStore(database).purge(datetime(9999, 1, 1, tzinfo=UTC))
    assert statuses(answered(handler, request_)) == [303]
    (stored,) = RequestStore(database).all()
    assert stored.fields["message"] == "How long?"


def test_a_form_is_read_byte_by_byte(handler):
    with connected(handler) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in HEAD + CHUNKED:
            connection.sendall(bytes([byte]))
        connection.shutdown(socket.SHUT_WR)
        assert statuses(read_all(connection)) == [303]


def test_who_waits_for_a_word_before_sending_is_given_it_once(handler):
    with connected(handler) as connection:
        connection.sendall(HEAD + b"Expect: 100-continue\r\n" + LENGTH)
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(BODY[:9])
        time.sleep(0.05)
        connection.sendall(BODY[9:])
        connection.shutdown(socket.SHUT_WR)
        assert statuses(read_all(connection)) == [303]


@pytest.mark.parametrize("count", [2, 40, 3000])
def test_what_is_sent_ahead_is_answered_in_its_order(handler, count):
    """Also more than would stand on the stack, and than are taken in at once."""
    with connected(handler) as connection:
        connection.sendall(HEALTH * (count - 1) + HEALTH.replace(b"/healthz", b"/no"))
        connection.shutdown(socket.SHUT_WR)
        assert statuses(read_all(connection)) == [200] * (count - 1) + [404]


def test_refusals_sent_ahead_are_answered_without_end(handler):
    wrong = HEAD + b"Content-Length: 1\r\n\r\nx"
    assert statuses(answered(handler, wrong * 3000)) == [422] * 3000


def test_forms_sent_ahead_are_stored_each(handler, database):
    references = [new_reference() for _ in range(150)]
    bodies = [BODY + b"&reference=" + each.encode() for each in references]
    requests = [HEAD + b"Content-Length: %d\r\n\r\n" % len(each) + each for each in bodies]
    assert statuses(answered(handler, b"".join(requests))) == [303] * len(requests)
    assert set(references) <= {stored.reference for stored in RequestStore(database).all()}


@pytest.mark.parametrize(
    ("request_", "closes"),
    [
        (HEALTH, False),
        (HEALTH.replace(b"Host", b"Connection: close\r\nHost"), True),
        (HEALTH.replace(b"HTTP/1.1", b"HTTP/1.0"), True),
        (HEALTH.replace(b"HTTP/1.1\r\n", b"HTTP/1.0\r\nConnection: keep-alive\r\n"), True),
    ],
    ids=["1.1", "close", "1.0", "1.0 kept"],
)
def test_a_connection_is_kept_as_the_version_has_it(handler, request_, closes):
    with connected(handler) as connection:
        connection.sendall(request_)
        answer = connection.recv(65536)
        assert (b"\r\nConnection: close\r\n" in answer) is closes and b"\r\nDate: " in answer
        if not closes:
            connection.sendall(request_)
            assert statuses(connection.recv(65536)) == [200]
        else:
            assert read_all(connection) == b""


def test_to_head_is_answered_the_length_and_no_body(handler):
    asked = answered(handler, b"HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert statuses(asked) == [200] and asked.endswith(b"\r\n\r\n") and b"Content-Length: 3\r\n" in asked


UPGRADE = b"Host: x\r\nConnection: Upgrade\r\nUpgrade: h2c"


def test_an_offer_of_another_protocol_is_passed_over(handler):
    assert statuses(answered(handler, HEALTH.replace(b"Host: x", UPGRADE))) == [200]


@pytest.mark.parametrize(
    "request_",
    [
        (HEAD + LENGTH + BODY).replace(b"Host: x", UPGRADE),
        (HEAD + CHUNKED).replace(b"Host: x", UPGRADE),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS, to a handler that speaks none
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        HEALTH.replace(b"Host: x", b"Via: x"),  # RFC 9112, 3.2
        HEALTH.replace(b"Host: x", b"Host: x\r\nHost: y"),
        HEALTH.replace(b"/healthz", b"http://["),
        HEALTH.replace(b"/healthz", b"http://[::zz]/healthz"),
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        HEALTH.replace(b"Host: x", b"Host : x"),
        HEALTH.replace(b"Host: x", b"Host: x\r\n folded: y"),
        HEALTH.replace(b"Host: x", b"X: a\nHost: x\x00"),
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nkind=x",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: +5\r\n\r\nkind=",
        HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",  # RFC 9112, 6.3
        HEAD + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_in_words_and_ends_the_connection(handler, database, request_):
    before = len(RequestStore(database).all())
    with connected(handler) as connection:
        connection.sendall(request_)
        answer = read_all(connection)
    assert statuses(answer) == [400] and b"Nothing has been stored" in answer
    assert len(RequestStore(database).all()) == before


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (HEAD + b"Content-Length: 99999999\r\n\r\n", 413),
        (HEAD + b"Content-Length: " + b"9" * 25 + b"\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"8000\r\n" + b"x" * 0x8000 + b"\r\n", 0),
        (HEAD + b"X: " + b"x" * 20_000 + b"\r\n\r\n", 431),
        (HEAD + b"X: y\r\n" * 5_000, 431),
        (HEAD + b"X: " + b"x" * 30_000, 431),
        (b"GET /" + b"x" * 30_000, 431),
    ],
)
def test_too_much_is_not_taken_in(handler, request_, status):
    if not status:
        request_, status = request_ + request_.partition(b"\r\n\r\n")[2] * 8, 413
    with connected(handler) as connection:
        connection.sendall(request_)
        assert statuses(read_all(connection)) == [status]


def test_a_sender_who_goes_on_after_a_refusal_reads_why(handler):
    """Closed with bytes unread, the connection would be reset, and the answer with it (RFC 9112, 9.6)."""
    size = 20 * LIMITS.wire_bytes
    with connected(handler) as connection:
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % size + b"x" * size)
        assert statuses(read_all(connection)) == [413]


def test_what_is_too_much_for_the_handler_is_answered_at_once(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=Crowd(queue=0)) as address:
        answers = answered(address, HEALTH * 2)
    assert statuses(answers) == [503, 503] and b"Retry-After" in answers


def test_what_stands_behind_the_body_is_no_header(handler, database):
    """Else a sender could say behind the body what a proxy has said before it."""
    body = BODY.replace(b"How+long", b"Which+origin")
    chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n" % (len(body), body)
    trailer = b"Origin: https://stranger.example\r\n\r\n"
    assert statuses(answered(handler, HEAD + chunked + trailer)) == [303]
    newest = RequestStore(database).all()[0]
    assert newest.fields["message"] == "Which origin?" and not newest.flags


def test_a_whole_address_goes_before_the_host_that_is_named(handler):
    """So no page of the inbox is shown under another name."""
    asked = b"GET http://a.example/inbox HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert statuses(answered(handler, asked)) == [404]
    assert statuses(answered(handler, asked.replace(b"http://a.example", b""))) == [200]
