"""The handler over real HTTP on this machine, and what it leaves in its database."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from forms_support import FORM, post, read_html, send
from policy_history.forms.dialect import GENERIC
from policy_history.forms.handler.application import create_application
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.kinds import CHILDREN
from policy_history.forms.model import LIMITS
from policy_history.forms.reference import is_reference
from serving_forms import SENT, empty, serve_in_thread

GOOD = {
    "kind": "contact",
    "subject": "General question",
    "policy": "privacy",
    "policy_revision": "2014-09-24",
    "redirect": SENT,
    "name": "Ada",
    "email": "ada@example.org",
    "message": "How long do you keep it?",
    GENERIC.trap: "",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One handler for all tests that leave it whole."""
    database = tmp_path_factory.mktemp("served") / "requests.sqlite3"
    with serve_in_thread(database, [SENT]) as address:
        yield address, database


@pytest.fixture
def handler(served):
    """Its address; no request is stored."""
    address, database = served
    empty(database)
    return address


@pytest.fixture
def database(served):
    """Where it keeps them."""
    return served[1]


def rows(database):
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM request ORDER BY number")]


def fields(row):
    return json.loads(row["fields"])


# What is stored, and where the reader is sent


@pytest.mark.parametrize("path", ["/", "/submit"])
def test_a_good_post_is_stored_and_the_reader_sent_back(handler, database, path):
    before = datetime.now(UTC).replace(microsecond=0)
    answer = post(handler, GOOD, path)
    (row,) = rows(database)
    reference = row.pop("reference")
    assert is_reference(reference)
    assert answer.status == 303 and answer.headers["Location"] == f"{SENT}#ref={reference}"
    received = datetime.fromisoformat(row.pop("received"))
    assert received.utcoffset() == timedelta(0) and before <= received <= datetime.now(UTC)
    assert fields(row) == {"name": "Ada", "email": "ada@example.org", "message": "How long do you keep it?"}
    del row["fields"], row["fingerprint"]
    assert row == {
        "number": 1,
        "given": 0,
        "kind": "contact",
        "subject": "General question",
        "policy": "privacy",
        "policy_revision": "2014-09-24",
        "clause": "",
        "flags": "",
        "amends": None,
        "mail": "pending",
        "mail_reason": "",
        "mail_tries": 0,
        "mail_after": "",
    }


def test_the_subject_stored_is_the_kinds_and_not_the_clients(handler, database):
    children = GOOD | {"kind": "children", "child_account": "kid7", "subject": "Buy now"}
    assert post(handler, children).status == 303
    assert rows(database)[0]["subject"] == "COPPA Information Request"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        SENT + "x",
        SENT + "?x=1",
        SENT + "#x",
        SENT.rstrip("/"),
        SENT.upper(),
        "//evil.example/",
        "/received",
        "javascript:alert(1)",
        "",
    ],
)
def test_no_other_redirect_is_followed_and_the_request_is_stored_all_the_same(handler, database, target):
    answer = post(handler, GOOD | {"redirect": target})
    (row,) = rows(database)
    page = read_html(answer.text)
    assert answer.status == 200 and "has been received" in page.one("h1").text
    assert row["reference"] in page.one("strong").text and not page.all("a")


def test_a_filled_trap_is_flagged_kept_and_answered_no_differently(handler, database):
    answer = post(handler, GOOD | {GENERIC.trap: "spam"})
    (row,) = rows(database)
    assert answer.headers["Location"] == f"{SENT}#ref={row['reference']}"
    assert row["flags"] == "trap" and fields(row)["message"] == GOOD["message"]
    assert "spam" not in row["fields"]


@pytest.mark.parametrize(
    "text", ["日本語 العربية עברית 😀 é e\u0301", "a\r\nb\r\n", "'); DROP TABLE request; --", "<b>&amp;"]
)
def test_text_is_kept_as_it_was_written(handler, database, text):
    assert post(handler, GOOD | {"message": text}).status == 303
    assert fields(rows(database)[0])["message"] == text.replace("\r\n", "\n")


def test_every_one_of_many_posts_at_once_is_stored(handler, database):
    def one(number):
        return post(handler, GOOD | {"message": f"Number {number}"}).status

    with ThreadPoolExecutor(24) as pool:
        assert list(pool.map(one, range(150))) == [303] * 150
    stored = [fields(row)["message"] for row in rows(database)]
    assert sorted(stored) == sorted(f"Number {number}" for number in range(150))


# What is refused


def test_what_cannot_be_stored_is_given_back_to_be_corrected(handler, database):
    sent = GOOD | {"name": 'Ada "<script>', "email": "ada", "message": "\nFirst line\n</textarea><b>"}
    answer = post(handler, sent)
    assert answer.status == 422 and not rows(database)
    page = read_html(answer.text)
    assert not page.all("script", "b")
    assert page.one("form")["action"] == "/submit" and page.one("form")["method"] == "post"
    values = page.values()
    assert is_reference(values.pop("reference")), "so that sending it again is known to be the same request"
    assert values == sent
    (error,) = page.all("li")
    assert "name@example.org" in error.text
    target = page.one("a")["href"].removeprefix("#")
    control = page.by_id(target)
    assert control["name"] == "email" and control["aria-invalid"] == "true"
    described = [page.by_id(name).text for name in control["aria-describedby"].split()]
    assert any(text.startswith("Error:") and "name@example.org" in text for text in described)


def test_the_corrected_form_goes_through_as_the_browser_would_send_it(handler, database):
    values = read_html(post(handler, GOOD | {"email": "ada"}).text).values()
    answer = post(handler, values | {"email": "ada@example.org"})
    (row,) = rows(database)
    assert row["reference"] == values["reference"] and row["policy_revision"] == "2014-09-24"
    assert answer.status == 303 and answer.headers["Location"] == f"{SENT}#ref={row['reference']}"


@pytest.mark.parametrize("name", ["name", "email", "subject", "policy", "policy_revision", "redirect"])
@pytest.mark.parametrize("mark", ["\r\n", "\n", "\0"])
def test_line_ends_cannot_be_smuggled_in(handler, database, name, mark):
    answer = post(handler, GOOD | {name: f"a@example.org{mark}Bcc: everyone@example.org"})
    assert answer.status == 422 and not rows(database)
    assert "Bcc" not in str(answer.headers)


def test_a_tampered_hidden_value_does_not_keep_the_reader_from_sending(handler, database):
    values = read_html(post(handler, GOOD | {"redirect": SENT + "\r\nx"}).text).values()
    assert "redirect" not in values and values["message"] == GOOD["message"]
    assert post(handler, values).status == 200
    assert len(rows(database)) == 1


def test_a_form_of_no_kind_gives_back_what_was_typed(handler, database):
    answer = post(handler, GOOD | {"kind": "nothing", "message": "Long <text>"})
    assert answer.status == 422 and not rows(database)
    assert "Long <text>" in [item.text for item in read_html(answer.text).all("dd")]


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        f"{FORM}; charset=iso-8859-1",
        "application/x-www-form-urlencoded-not",
    ],
)
def test_only_an_urlencoded_form_in_utf8_is_read(handler, database, content_type):
    answer = send(handler, "POST", "/submit", b"kind=contact", {"Content-Type": content_type})
    assert answer.status == 415 and not rows(database)
    assert "Nothing has been stored" in read_html(answer.text).one("p").text


@pytest.mark.parametrize("parameters", ["", "; charset=UTF-8", "; charset=utf8"])
def test_the_charset_may_be_named(handler, parameters):
    answer = send(handler, "POST", "/submit", b"kind=contact", {"Content-Type": FORM + parameters})
    assert answer.status == 422


@pytest.mark.parametrize("size", [LIMITS.body_bytes + 1, LIMITS.wire_bytes + 1], ids=["text", "wire"])
def test_a_body_over_the_limit_is_refused(handler, database, size):
    answer = post(handler, GOOD | {"message": "x" * size})
    assert answer.status == 413 and not rows(database)
    assert "shorten" in read_html(answer.text).one("p").text


def test_a_message_over_its_limit_is_given_back_whole(handler, database):
    answer = post(handler, GOOD | {"message": "x" * (LIMITS.message + 7)})
    assert answer.status == 422 and not rows(database)
    page = read_html(answer.text)
    assert "it is 7 too long" in page.one("a").text
    assert len(page.values()["message"]) == LIMITS.message + 7


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/submit"), ("PUT", "/submit"), ("POST", "/inbox")])
def test_other_methods_are_refused(handler, method, path):
    answer = send(handler, method, path)
    assert answer.status == 405 and answer.headers["Allow"]
    assert "Only forms are received here" in answer.text


def test_a_post_that_cannot_be_stored_is_given_back(tmp_path):
    database = tmp_path / "x.sqlite3"
    with serve_in_thread(database, [SENT]) as address:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("DROP TABLE request")
        answer = post(address, GOOD)
    assert answer.status == 503 and answer.headers["Retry-After"]
    page = read_html(answer.text)
    values = page.values()
    assert is_reference(values.pop("reference")) and values == GOOD
    assert "could not be stored" in page.one("li").text


# The pages around it


@pytest.mark.parametrize("path", ["/", "/inbox", "/inbox.json", "/healthz", "/no"])
def test_nothing_is_cached_framed_or_sniffed(handler, path):
    headers = send(handler, "GET", path).headers
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers and "Set-Cookie" not in headers


def test_a_reader_who_corrects_a_form_can_be_sent_back_to_the_site(handler):
    answer = post(handler, GOOD | {"email": "ada"})
    assert "form-action 'self' http://127.0.0.1:8000;" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_are_whole_and_accessible(handler):
    post(handler, GOOD)
    answers = [
        post(handler, GOOD | {"receipt": "page"}),
        post(handler, GOOD | {"redirect": "", "kind": "agent", "permission": "maybe"}),
        send(handler, "GET", "/inbox"),
        send(handler, "GET", "/no"),
        post(handler, {}),
        post(handler, {"kind": "children"}),
    ]
    for answer in answers:
        page = read_html(answer.text)
        assert page.one("html")["lang"] == "en" and page.one("title").text and page.one("main")
        assert len(page.all("h1")) == 1
        assert not page.all("script", "style") and not any(element.has("style") for element in page.elements)
        ids = [element["id"] for element in page.elements if element.has("id")]
        assert len(set(ids)) == len(ids)
        assert all(link["href"].startswith(SENT) or link["href"].removeprefix("#") in ids for link in page.all("a"))
        assert send(handler, "GET", page.one("link")["href"]).status == 200


def test_health(handler):
    answer = send(handler, "GET", "/healthz")
    assert (answer.status, answer.text) == (200, "ok\n")


def test_the_inbox_shows_what_arrived_newest_first(handler):
    post(handler, GOOD | {"message": "First <script>"})
    post(handler, GOOD | {"message": "Second", GENERIC.trap: "x"})
    page = read_html(send(handler, "GET", "/inbox").text)
    assert not page.all("script")
    assert [heading.text for heading in page.all("h2")] == ["2. General question", "1. General question"]
    assert "First <script>" in [item.text for item in page.all("dd")]
    assert [term.text for term in page.all("dt")].count("Flagged") == 1
    stored = json.loads(send(handler, "GET", "/inbox.json").text)
    assert [entry["fields"]["message"] for entry in stored] == ["Second", "First <script>"]
    assert [entry["flagged"] for entry in stored] == [True, False]
    assert set(stored[0]) == {
        "number",
        "reference",
        "clause",
        "flags",
        "amends",
        "expected_by",
        "received",
        "kind",
        "subject",
        "policy",
        "policy_revision",
        "fields",
        "flagged",
        "mail",
        "mail_reason",
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Host": "127.0.0.1.example:80"},
        {"Host": "[::1"},
        {"Host": ""},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
    ],
)
@pytest.mark.parametrize("path", ["/inbox", "/inbox.json"])
def test_the_inbox_is_for_this_machine_only(handler, path, headers):
    post(handler, GOOD)
    answer = send(handler, "GET", path, headers=headers)
    assert answer.status in (400, 404)
    assert "ada@example.org" not in answer.text


def test_the_inbox_is_closed_to_other_machines(tmp_path):
    client = create_application(RequestStore(tmp_path / "x.sqlite3"), []).test_client()
    for remote, status in (("127.0.0.1", 200), ("192.0.2.1", 404)):
        answer = client.get("/inbox", base_url="http://127.0.0.1/", environ_base={"REMOTE_ADDR": remote})
        assert answer.status_code == status


@pytest.mark.parametrize(
    "target", ["", "/contact/sent/", "javascript:alert(1)", "https://a b/", "https://[::1", "ftp://x/"]
)
def test_a_redirect_that_is_no_whole_address_is_refused_at_the_start(tmp_path, target):
    with pytest.raises(ValueError, match="whole address"):
        create_application(RequestStore(tmp_path / "x.sqlite3"), [target])


def test_a_parents_request_has_all_it_asked_for(handler, database):
    values = {"kind": "children"} | {field.name: "p@example.org" for field in CHILDREN.fields}
    assert post(handler, values).status == 200
    assert list(fields(rows(database)[0])) == [field.name for field in CHILDREN.fields]


def test_what_is_stored_outlives_the_handler(tmp_path):
    database = tmp_path / "x.sqlite3"
    for number in range(2):
        with serve_in_thread(database, [SENT]) as address:
            assert post(address, GOOD | {"message": str(number)}).status == 303
    assert [fields(row)["message"] for row in rows(database)] == ["0", "1"]
