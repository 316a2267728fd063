"""What keeps the handler standing: its pace, its options for serving others, and posts of any bytes."""

from __future__ import annotations

import json
import resource
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_support import FORM, post, read_html, send
from policy_history.forms.handler.application import create_application
from policy_history.forms.handler.command import handler as command
from policy_history.forms.handler.crowd import Crowd
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.settings import read_request_settings
from serving_forms import GOOD, SENT, serve_in_thread
from sweeps import examples

SITE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "--production"),
        (["--host", "192.0.2.1"], "--production"),
        (["--host", "::"], "--production"),
        (["--production"], "--origin"),
        (["--production", "--origin", "https://policies.example.org"], "--keep-days"),
        (["--production", "--origin", "https://a.example", "--keep-days", "9", "--fault", "slow"], "--fault"),
        (["--production", "--origin", "policies.example.org", "--keep-days", "9"], "no origin"),
        (["--mail-server", "mail.example.org:25", "--mail-protection", "none"], "unprotected"),
        (["--list"], "There is no database"),
        (["--keep-days", "999999999"], "--keep-days"),  # no clock reaches so far back
    ],
)
def test_options_that_would_open_it_to_others_by_mistake_are_refused(tmp_path, options, words):
    result = CliRunner().invoke(command, ["--database", str(tmp_path / "x.sqlite3"), *options])
    assert result.exit_code in (1, 2) and words in result.output and "Traceback" not in result.output


def test_serving_others_there_is_no_inbox(tmp_path):
    application = create_application(RequestStore(tmp_path / "x.sqlite3"), [], Setup(has_inbox=False))
    assert application.test_client().get("/inbox", base_url="http://127.0.0.1/").status_code == 404
    assert application.test_client().get("/inbox.json", base_url="http://127.0.0.1/").status_code == 404


def test_the_requests_can_be_listed_on_the_machine_itself(tmp_path):
    (tmp_path / "requests.yml").write_text(
        "clocks:\n  - kinds: contact\n    where: here\n    within: 1 month\n    law: L\n"
        "    source: https://law.example/\ntimezone: UTC\n"
    )
    database = tmp_path / "x.sqlite3"
    known = read_request_settings(tmp_path, "requests.yml")
    with serve_in_thread(database, [SENT], setup=Setup(settings=known)) as address:
        post(address, GOOD)
        page = read_html(post(address, GOOD | {"receipt": "page"}).text)
    arguments = ["--database", str(database), "--settings", str(tmp_path / "requests.yml"), "--list"]
    (line,) = CliRunner().invoke(command, arguments).output.splitlines()
    listed = json.loads(line)
    (due,) = listed["expected_by"]
    assert listed["fields"]["message"] == "How long?" and due["law"] == "L" and due["by"] > listed["received"][:10]
    assert any("here: by" in item.text and "(L)" in item.text for item in page.all("li"))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_application(RequestStore(tmp_path_factory.mktemp("fuzz") / "x.sqlite3"), [SENT]).test_client()


PATHS = st.sampled_from(["/", "/submit", "/f/x", "/web3forms/submit"])
TYPES = st.sampled_from([FORM, "application/json", "text/plain", "multipart/form-data; boundary=x", ""])


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    PATHS,
    TYPES,
    st.one_of(st.binary(max_size=400), st.dictionaries(st.text(max_size=12), st.text(max_size=40)).map(json.dumps)),
    st.text(st.characters(codec="ascii", exclude_characters="\r\n\0"), max_size=40),
)
def test_no_post_of_any_bytes_breaks_it(client, path, kind, body, header):
    answer = client.post(
        path, data=body, content_type=kind, headers={"Accept": header, "Origin": header}, base_url="http://127.0.0.1/"
    )
    assert answer.status_code in (413, 415, 422)


@pytest.mark.parametrize(
    "name", ["name", "email", "kind", "policy", "policy_revision", "clause", "redirect", "subject"]
)
@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n", "\0", "\u2028"])
def test_no_line_end_gets_into_a_single_line(tmp_path, name, mark):
    database = tmp_path / "x.sqlite3"
    client = create_application(RequestStore(database), [SENT]).test_client()
    answer = client.post("/submit", data=GOOD | {name: f"a@example.org{mark}Bcc: b@example.org"})
    assert answer.status_code == 422 and not RequestStore(database).all()


def test_health_is_for_everyone(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3") as address:
        assert send(address, "GET", "/healthz").text == "ok\n"


def test_a_machine_that_lets_few_files_be_open_gets_fewer_connections(monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (100, 100))
    assert Crowd().most == 36 and Crowd(most=20).most == 20
    monkeypatch.setattr(resource, "getrlimit", lambda _: (32, 32))
    assert Crowd().most == 1
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert Crowd().most == 800


@dataclass(eq=False)
class Waiting:
    """A connection that says nothing."""

    sender: str
    since: float
    is_busy: bool = False
    has_ended: bool = False

    def end(self):
        self.has_ended = True


def test_room_is_made_by_whoever_has_most_connections_and_never_by_a_reader_who_is_answered():
    crowd = Crowd(most=4)
    waiting: list[Any] = [
        Waiting("reader", 1), Waiting("many", 2, is_busy=True), Waiting("many", 3), Waiting("many", 4)
    ]  # fmt: skip
    reader, busy, first, second = waiting
    for each in waiting:
        crowd.make_room()
        crowd.enter(each)
    crowd.make_room()
    assert [each.has_ended for each in waiting] == [False, False, True, False]
    assert first not in crowd.connections and not crowd.is_full_for("many")
    for each in (reader, second):
        each.is_busy = True
    last: Any = Waiting("last", 5, is_busy=True)
    crowd.enter(last)
    crowd.make_room()
    assert not (reader.has_ended or second.has_ended or busy.has_ended)


@pytest.mark.parametrize(
    ("origin", "flags"),
    [("null", ()), (SITE, ()), ("its own", ()), ("https://x.example", ("origin",))],
)
def test_a_form_of_another_site_is_looked_at_twice_and_a_browser_that_hides_its_own_is_not(tmp_path, origin, flags):
    database = tmp_path / "x.sqlite3"
    with serve_in_thread(database, [SENT]) as address:
        said = address.rstrip("/") if origin == "its own" else origin  # a form that was given back to be mended
        answer = send(address, "POST", "/submit", urlencode(GOOD).encode(), {"Content-Type": FORM, "Origin": said})
    with RequestStore(database) as store:
        (stored,) = store.all()
        assert tuple(stored.flags) == flags
    assert answer.headers.get("Access-Control-Allow-Origin") == (said if said in ("null", SITE) else None)
