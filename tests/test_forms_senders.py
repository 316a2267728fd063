"""Whom limits are counted for, behind a proxy and without one, and how many requests each may make."""

from __future__ import annotations

import logging

import pytest
from click.testing import CliRunner

from forms_support import FORM, post, read_html, send
from policy_history.forms.handler.application import create_application
from policy_history.forms.handler.clients import Proxies, counted, read_proxies
from policy_history.forms.handler.command import handler as command
from policy_history.forms.handler.pace import _MOST_SENDERS, Pace
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.store import RequestStore
from serving_forms import GOOD, SENT, serve_in_thread

PROXY = read_proxies(["127.0.0.1, 10.0.0.0/8", "fd00::/8"], "X-Forwarded-For")
RFC_7239 = read_proxies(["127.0.0.1", "10.0.0.0/8"], "Forwarded")


@pytest.mark.parametrize(
    ("peer", "value", "client"),
    [
        ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),  # what a stranger wrote stands on the left
        ("127.0.0.1", "192.0.2.1, 10.1.2.3", "192.0.2.1"),  # two proxies of ours
        ("127.0.0.1", "192.0.2.1,10.1.2.3,10.1.2.4", "192.0.2.1"),
        ("127.0.0.1", "192.0.2.1:4711", "192.0.2.1"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("127.0.0.1", "::ffff:192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "192.0.2.1, unknown", "127.0.0.1"),  # a hop that cannot be read hides what is behind it
        ("127.0.0.1", "192.0.2.1, ", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.1", "127.0.0.1"),  # nobody but proxies
        ("127.0.0.1", "192.0.2.1" + ", 10.0.0.1" * 20_000, "127.0.0.1"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # no proxy of ours: its header means nothing
        ("fd00::1", "192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "192.0.2.1", "2001:db8::/64"),
        ("::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("127.0.0.1", "[fe80::1%eth0]:443", "fe80::/64"),
        ("", "192.0.2.1", ""),
    ],
)
def test_the_sender_is_the_last_hop_that_is_no_proxy(peer, value, client):
    assert PROXY.client(peer, value) == client


@pytest.mark.parametrize(
    ("value", "client"),
    [
        ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
        ('For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::/64"),
        ("for=203.0.113.9, for=192.0.2.43", "192.0.2.43"),
        ("for=192.0.2.43, for=10.0.0.1;proto=https", "192.0.2.43"),
        ("proto=https; for=192.0.2.43", "192.0.2.43"),
        ("for=_hidden", "127.0.0.1"),
        ("for=unknown", "127.0.0.1"),
        ("by=192.0.2.1", "127.0.0.1"),
        ("192.0.2.1", "127.0.0.1"),
        ('for="192.0.2.1', "127.0.0.1"),
        # Whoever sends chooses the host that he asks for, and what stands before the proxy's own element.
        ('host="a;for=198.51.100.1";for=192.0.2.43', "192.0.2.43"),
        ('for=192.0.2.43;host="a, for=198.51.100.1"', "192.0.2.43"),
        ('for=192.0.2.43;host="a\\", for=198.51.100.1"', "192.0.2.43"),
        ("xfor=198.51.100.1;for=192.0.2.43", "192.0.2.43"),
        ('for=198.51.100.1, host="', "127.0.0.1"),
        ('for="198.51.100.1, for=192.0.2.43', "127.0.0.1"),
        ('for="[fe80::1%eth0]:80"', "fe80::/64"),
        ("for=192.0.2.43,", "192.0.2.43"),
        ("for=192.0.2.43" + ", for=10.0.0.1" * 1000, "127.0.0.1"),
    ],
)
def test_the_standards_header_is_read_where_it_is_declared(value, client):
    assert RFC_7239.client("127.0.0.1", value) == client


def test_an_ipv6_sender_is_a_64():
    assert counted("2001:db8::1") == counted("2001:db8::ffff:1:2") != counted("2001:db8:0:1::1")
    assert counted("fe80::1%eth0") == counted("fe80::1")


@pytest.mark.parametrize("name", ["proxy.example", "10.0.0.1/8", "", "10.0.0.0/33", "::1::"])
def test_a_proxy_that_is_no_address_is_refused_at_the_start(tmp_path, name):
    result = CliRunner().invoke(command, ["--database", str(tmp_path / "x"), "--proxy", name])
    assert result.exit_code == 1 and "not a proxy's address" in result.output and "Traceback" not in result.output


# Pace


def test_a_pace_is_for_each_sender_and_for_a_minute():
    moment = [0.0]
    pace = Pace(2, lambda: moment[0])
    assert [pace.allows("a"), pace.allows("a"), pace.allows("a"), pace.allows("b")] == [True, True, False, True]
    moment[0] = 29.0
    assert not pace.allows("a")
    moment[0] = 60.0
    assert [pace.allows("a"), pace.allows("a"), pace.allows("a")] == [True, True, False]
    moment[0] = 600.0
    assert [pace.allows("a"), pace.allows("a"), pace.allows("a")] == [True, True, False]
    assert all(Pace(0).allows("a") for _ in range(1000))


def test_what_is_known_of_senders_is_bounded_and_fades():
    moment = [0.0]
    pace = Pace(1, lambda: moment[0])
    for number in range(_MOST_SENDERS + 5):
        pace.allows(str(number))
    assert len(pace._left) == _MOST_SENDERS
    moment[0] = 61.0
    pace.allows("x")
    assert list(pace._left) == ["x"]


def behind_a_proxy(client, sender, message):
    return client.post(
        "/submit",
        data=GOOD | {"message": message},
        headers={"X-Forwarded-For": sender},
        environ_base={"REMOTE_ADDR": "10.0.0.1"},
    )


def test_behind_a_proxy_one_stranger_stops_nobody_else(tmp_path):
    with RequestStore(tmp_path / "x.sqlite3") as store:
        client = create_application(store, [SENT], Setup(pace=5, proxies=PROXY)).test_client()
        found = [behind_a_proxy(client, "203.0.113.9", f"{number}").status_code for number in range(40)]
        assert found[:5] == [303] * 5 and set(found[5:]) == {429}
        for number in range(40):
            assert behind_a_proxy(client, f"192.0.2.{number}", f"Reader {number}").status_code == 303
        invented = [behind_a_proxy(client, f"192.0.2.{n}, 203.0.113.9", "x").status_code for n in range(100, 105)]
        assert set(invented) == {429}, "what a stranger writes on the left makes no new sender"
        assert len(store.all()) == 45


def test_without_a_declared_proxy_the_header_means_nothing(tmp_path):
    with RequestStore(tmp_path / "x.sqlite3") as store:
        client = create_application(store, [SENT], Setup(pace=2)).test_client()
        assert [behind_a_proxy(client, f"192.0.2.{n}", f"{n}").status_code for n in range(3)] == [303, 303, 429]


def test_every_post_counts_also_one_that_is_refused(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], setup=Setup(pace=2)) as address:
        assert post(address, GOOD | {"email": "wrong"}).status == 422
        assert post(address, GOOD | {"kind": "none"}).status == 422
        answer = post(address, GOOD | {"message": "Mine"})
    assert answer.status == 429 and answer.headers["Retry-After"] == "60"
    assert read_html(answer.text).values()["message"] == "Mine"


def test_requests_of_any_kind_have_an_end(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], setup=Setup(pace=2)) as address:
        found = [send(address, "GET", "/no").status for _ in range(12)]
        assert found == [404] * 8 + [429] * 4
        assert send(address, "POST", "/submit", b"x=1", {"Content-Type": FORM}).headers["Retry-After"] == "60"


def test_another_way_is_told_with_every_refusal(tmp_path):
    setup = Setup(pace=1, other_ways=["Example Ltd, <b>1 High Street</b>", "+44 20 7946 0000"])
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], setup=setup) as address:
        post(address, GOOD)
        page = read_html(post(address, GOOD).text)
        assert "<b>1 High Street</b>; +44 20 7946 0000" in page.one("li").text


def test_no_address_is_stored_or_logged(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    database = tmp_path / "x.sqlite3"
    with RequestStore(database) as store:
        client = create_application(store, [SENT], Setup(pace=1, proxies=PROXY)).test_client()
        for _ in range(6):
            behind_a_proxy(client, "203.0.113.9", "x")
        assert "203.0.113.9" not in repr(store.all())
    assert b"203.0.113" not in database.read_bytes() and "203.0.113" not in caplog.text


def test_nobody_is_believed_by_default():
    assert Proxies().client("127.0.0.1", "192.0.2.1") == "127.0.0.1"
