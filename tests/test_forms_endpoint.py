"""Where forms may be sent."""

from __future__ import annotations

import pytest

from policy_history.forms.dialect import GENERIC
from policy_history.forms.endpoint import VARIABLE, confirmation_address, endpoint, is_loopback, split_address

ACCEPTED = [
    ("https://forms.example.org/submit", "forms.example.org", "https://forms.example.org"),
    ("https://forms.example.org", "forms.example.org", "https://forms.example.org"),
    ("https://FORMS.example.org/f?id=1", "forms.example.org", "https://forms.example.org"),
    ("https://forms.example.org:443/", "forms.example.org", "https://forms.example.org"),
    ("https://forms.example.org:8443/", "forms.example.org:8443", "https://forms.example.org:8443"),
    ("https://192.0.2.7/f", "192.0.2.7", "https://192.0.2.7"),
    ("https://[2001:db8::1]/f", "[2001:db8::1]", "https://[2001:db8::1]"),
    ("https://127.0.0.1:9/", "127.0.0.1:9", "https://127.0.0.1:9"),
    ("http://127.0.0.1:8001/", "127.0.0.1:8001", "http://127.0.0.1:8001"),
    ("http://127.8.8.8/", "127.8.8.8", "http://127.8.8.8"),
    ("http://[::1]:8001/", "[::1]:8001", "http://[::1]:8001"),
    ("http://localhost:8001/", "localhost:8001", "http://localhost:8001"),
    ("HTTP://LOCALHOST:80/", "localhost", "http://localhost"),
    ("  https://forms.example.org/submit \n", "forms.example.org", "https://forms.example.org"),
]

REFUSED = [
    ("http://forms.example.org/submit", "unprotected"),
    ("http://127.0.0.1.example.org/", "unprotected"),
    ("http://localhost.example.org/", "unprotected"),
    ("http://127.1/", "unprotected"),
    ("http://128.0.0.1/", "unprotected"),
    ("http://0.0.0.0/", "unprotected"),
    ("http://[::ffff:127.0.0.1]/", "unprotected"),
    ("http://[::]/", "unprotected"),
    ("ftp://forms.example.org/", "unprotected"),
    ("https://someone:secret@forms.example.org/", "password"),
    ("https://forms.example.org@evil.example/", "password"),
    ("http://someone@127.0.0.1/", "password"),
    ("https://forms.example.org/#part", "#"),
    ("https://forms.example.org/#", "#"),
    ("//forms.example.org/", "unprotected"),
    ("/submit", "not the address"),
    ("forms.example.org/submit", "not the address"),
    ("javascript:alert(1)", "not the address"),
    ("mailto:a@example.org", "not the address"),
    ("https:forms.example.org", "not the address"),
    ("https://", "not the address"),
    ("https:///submit", "not the address"),
    ("https://forms.example.org:port/", "not the address"),
    ("https://forms.example.org:0/", "not the address"),
    ("https://forms.example.org:/", "not the address"),
    ("https://forms.example.org:99999/", "not the address"),
    ("https://[::1/", "not the address"),
    ("https://forms.example.org;script-src/", "not the address"),
    ("https://forms.exa mple.org/", "not the address"),
    ("https://forms.example.org/\r\nX: y", "not the address"),
    ("https://forms.example.org/\tx", "not the address"),
    ("https:\\\\forms.example.org\\x", "not the address"),
    ('https://forms.example.org/"><script>', "not the address"),
    ("https://förms.example.org/", "not the address"),
]


@pytest.mark.parametrize(("address", "host", "origin"), ACCEPTED)
@pytest.mark.parametrize("by_variable", [True, False], ids=["variable", "configuration"])
def test_these_addresses_are_accepted(address, host, origin, by_variable):
    found = endpoint("", {VARIABLE: address}) if by_variable else endpoint(address, {})
    assert found is not None
    assert (found.url, found.host, found.origin, found.dialect) == (address.strip(), host, origin, GENERIC)


@pytest.mark.parametrize(("address", "words"), REFUSED)
def test_these_addresses_are_refused_with_the_remedy(address, words):
    with pytest.raises(ValueError, match=r"\S") as refused:
        endpoint(address, {})
    sentence = str(refused.value)
    assert words in sentence
    assert all(part in sentence for part in ("forms.endpoint", VARIABLE, "https://forms.example.org/submit"))


def test_the_variable_wins_and_is_named_when_it_is_wrong():
    assert endpoint("https://a.example/", {VARIABLE: "https://b.example/"}).url == "https://b.example/"
    with pytest.raises(ValueError, match=f"address in {VARIABLE} begins"):
        endpoint("https://a.example/", {VARIABLE: "http://b.example/"})


def test_a_wrong_configuration_does_not_matter_when_the_variable_is_right():
    assert endpoint("http://a.example/", {VARIABLE: "https://b.example/"}).url == "https://b.example/"


@pytest.mark.parametrize("configured", ["", "  "])
@pytest.mark.parametrize("environment", [{}, {VARIABLE: ""}, {VARIABLE: " \n"}])
def test_no_address_is_no_endpoint(configured, environment):
    assert endpoint(configured, environment) is None


def test_an_empty_variable_does_not_take_the_configured_handler_away():
    assert endpoint("https://a.example/", {VARIABLE: ""}).url == "https://a.example/"


def test_a_password_is_not_repeated_in_the_error():
    with pytest.raises(ValueError, match=r"\S") as refused:
        endpoint("https://someone:hunter2@forms.example.org/", {})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://policies.example.org/", "https://policies.example.org/contact/sent/"),
        ("https://policies.example.org", "https://policies.example.org/contact/sent/"),
        ("https://example.github.io/policies", "https://example.github.io/policies/contact/sent/"),
        ("https://example.github.io/policies/?x=1", "https://example.github.io/policies/contact/sent/"),
        ("http://127.0.0.1:8000/sub/", "http://127.0.0.1:8000/sub/contact/sent/"),
    ],
)
@pytest.mark.parametrize("path", ["contact/sent/", "/contact/sent/"])
def test_the_reader_comes_back_to_the_site_itself(site, expected, path):
    assert confirmation_address(site, path) == expected


@pytest.mark.parametrize("site", ["", "/", "policies.example.org", "file:///x", "//x.example/"])
def test_without_an_absolute_site_address_there_is_no_way_back(site):
    with pytest.raises(ValueError, match="site_url"):
        confirmation_address(site, "contact/sent/")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1"])
def test_loopback_hosts(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "example.org", "localhost.", "a.localhost", "10.0.0.1", "::", "127.0.0", "::1%lo"]
)
def test_hosts_that_are_not_loopback(host):
    assert not is_loopback(host)


def test_parts_of_what_is_no_address():
    assert split_address("contact/sent/") is None
