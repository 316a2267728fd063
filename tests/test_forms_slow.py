"""Slow and silent clients: they come to an end, and nobody else waits for them."""

from __future__ import annotations

import logging
import resource
import socket
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from unittest.mock import Mock
from urllib.parse import urlencode, urlsplit

import pytest

from forms_support import FORM, post, send, until
from machine import PATIENCE
from policy_history.forms.handler.clients import read_proxies
from policy_history.forms.handler.crowd import Crowd, Patience
from policy_history.forms.handler.store import RequestStore
from serving_forms import GOOD, SENT, serve_in_thread

HEAD = b"POST /submit HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HALF = HEAD + b"Content-Length: 500\r\n\r\nkind=contact"
SHORT = Patience(head=0.3, body=0.3, answer=0.3)
LONG = Patience(idle=PATIENCE, head=PATIENCE, body=PATIENCE, answer=PATIENCE)
SHORTEST = Patience(idle=0.3, head=0.3, body=0.3, answer=0.3)


@contextmanager
def clients(address, count, data, sources=("127.0.0.1",)):
    """So many connections, each of which has sent that and goes on waiting; from one address after the other."""
    parts = urlsplit(address)
    with ExitStack() as stack:
        found = []
        for number in range(count):
            source = (sources[number % len(sources)], 0)
            one = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE, source_address=source)
            found.append(stack.enter_context(one))
            try:
                one.sendall(data)
            except OSError:
                continue
        yield found


def answer_of(one):
    """All that comes until the connection ends."""
    parts = []
    try:
        while data := one.recv(4096):
            parts.append(data)
    except OSError:
        pass
    return b"".join(parts).decode()


def serves_others(address):
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE, source_address=("127.0.0.9", 0))
    connection.request("POST", "/submit", urlencode(GOOD | {"message": "From elsewhere"}), {"Content-Type": FORM})
    status = connection.getresponse().status
    connection.close()
    return status == 303


SILENT = {
    "half a body": HALF,
    "half a header": HEAD,
    "nothing": b"",
    "a byte": b"P",
    "blank lines": b"\r\n\r\n",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nfff\r\nkind",
    "a promise": HEAD + b"Content-Length: 500\r\nExpect: 100-continue\r\n\r\n",
}


@pytest.mark.parametrize("data", SILENT.values(), ids=SILENT)
def test_five_hundred_slow_clients_stop_nobody(tmp_path, data):
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1100:
        pytest.skip("this machine lets a process have too few files open")
    sources = [f"127.0.1.{number}" for number in range(1, 101)]
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=Crowd(most=400)) as address,
        clients(address, 500, data, sources),
    ):
        assert send(address, "GET", "/healthz").status == 200
        assert serves_others(address)
        assert post(address, GOOD).status == 303


def test_slow_clients_from_one_address_have_a_share_and_no_more(tmp_path):
    crowd = Crowd(share=20, patience=LONG)
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=crowd) as address,
        clients(address, 99, HALF, ["127.0.0.5"]) as found,
    ):
        assert serves_others(address)
        assert crowd.senders["127.0.0.5"] == 20
        assert all(answer_of(one)[8:13] in (" 429 ", "") for one in found[20:])


def test_when_all_is_full_the_one_who_waits_longest_goes(tmp_path):
    sources = [f"127.0.1.{number}" for number in range(1, 60)]
    crowd = Crowd(most=30, patience=LONG)
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=crowd) as address,
        clients(address, 59, HALF, sources) as found,
    ):
        assert serves_others(address)
        assert answer_of(found[0]) == "" and len(crowd.connections) <= 30


@pytest.mark.parametrize("data", [HALF, HEAD, SILENT["half a chunk"]], ids=["body", "header", "chunk"])
def test_a_request_that_does_not_arrive_is_told_so_and_ended(tmp_path, data):
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=Crowd(patience=SHORT)) as address,
        clients(address, 3, data) as found,
    ):
        for one in found:
            answer = answer_of(one)
            assert answer.startswith(("HTTP/1.1 408", "HTTP/1.0 408")) and "Nothing has been stored" in answer
    with RequestStore(tmp_path / "x.sqlite3") as store:
        assert not store.all()


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n"])
def test_a_connection_that_says_nothing_is_ended(tmp_path, data):
    with (
        serve_in_thread(tmp_path / "x.sqlite3", crowd=Crowd(patience=SHORTEST)) as address,
        clients(address, 3, data) as found,
    ):
        assert [answer_of(one) for one in found] == ["", "", ""]


def test_a_byte_now_and_then_wins_no_time(tmp_path):
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=Crowd(patience=SHORT)) as address,
        clients(address, 1, HALF) as (one,),
    ):
        one.settimeout(0.2)
        answer = b""
        for _ in range(100):
            try:
                one.sendall(b"x")
                answer += one.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                break
            if b"408" in answer:
                break
        assert b"408" in answer


def test_one_who_does_not_take_the_answer_is_ended(tmp_path):
    crowd = Crowd(patience=SHORTEST)
    with (
        serve_in_thread(tmp_path / "x.sqlite3", crowd=crowd) as address,
        clients(address, 1, b"GET /static/handler.css HTTP/1.1\r\nHost: x\r\n\r\n"),
    ):
        assert until(lambda: not crowd.connections)


def test_everything_is_let_go_of(tmp_path):
    crowd = Crowd(patience=SHORT)
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=crowd) as address:
        with clients(address, 20, HALF, ["127.0.0.5", "127.0.0.6"]):
            post(address, GOOD)
        assert until(lambda: not crowd.connections) and not crowd.senders


def test_behind_a_proxy_the_share_is_that_of_whom_it_speaks_for(tmp_path):
    def half(sender):
        return HALF.replace(b"Host: x\r\n", b"Host: x\r\nX-Forwarded-For: " + sender + b"\r\n")

    crowd = Crowd(share=5, proxies=read_proxies(["127.0.0.2"], "X-Forwarded-For"))
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=crowd) as address, ExitStack() as stack:
        many = stack.enter_context(clients(address, 9, half(b"203.0.113.9"), ["127.0.0.2"]))
        others = [stack.enter_context(clients(address, 1, half(b"192.0.2.%d" % n), ["127.0.0.2"])) for n in range(9)]
        assert [answer_of(one)[8:13] for one in many[5:]] == [" 429 "] * 4
        assert until(lambda: crowd.senders["203.0.113.9"] == 5)
        assert until(lambda: sum(crowd.senders.values()) == 14) and len(others) == 9


def test_too_large_a_request_is_not_taken_in(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT]) as address:
        for head in (b"Content-Length: 99999999\r\n\r\n", b"X: " + b"x" * 20_000 + b"\r\n\r\n"):
            with clients(address, 1, HEAD + head) as (one,):
                assert answer_of(one).split(" ")[1] in ("413", "431")


def test_what_is_logged_has_no_address_in_it(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with (
        serve_in_thread(tmp_path / "x.sqlite3", [SENT], crowd=Crowd(share=3, most=5, patience=SHORT)) as address,
        clients(address, 10, HALF, ["127.0.0.77", "127.0.0.78"]) as found,
    ):
        for one in found:
            answer_of(one)
    assert "127.0.0.7" not in caplog.text


def test_room_is_made_by_the_oldest_of_the_sender_who_has_most():
    crowd = Crowd(most=3)
    one, older, newer = (
        Mock(sender=sender, since=since, is_busy=False) for since, sender in enumerate(("one", "many", "many"))
    )
    for each in (one, newer, older):
        crowd.enter(each)
    crowd.make_room()
    assert list(crowd.connections) == [one, newer]
    older.end.assert_called_once()
