"""No request is lost and none is kept twice: references, sudden ends, and what becomes of old requests."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_support import post, read_html, until
from machine import PATIENCE
from policy_history.forms.handler.schema import prepare
from policy_history.forms.handler.store import SAME_WITHIN, RequestStore
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from policy_history.forms.reference import ALPHABET, is_reference, new_reference
from serving_forms import GOOD, NOW, SENT, serve_in_thread, store

__all__ = ["store"]  # a fixture


def said(message="How long?", reference="", **more):
    fields = {"name": "", "email": "ada@example.org", "message": message}
    return Submission(CONTACT, fields, reference=reference, **more)


# References


def test_references_are_random_and_well_formed():
    references = {new_reference() for _ in range(1000)}
    assert len(references) == 1000 and all(map(is_reference, references))
    assert {letter for each in references for letter in each[3:].replace("-", "")} == set(ALPHABET)


@given(st.text(max_size=20))
def test_nothing_else_is_a_reference(text):
    assert not is_reference(text) or text.startswith("PR-")
    assert not is_reference(new_reference() + text) or not text


@pytest.mark.parametrize("reference", ["PR-1234-5678-9A\n", "pr-1234-5678-9a", "PR-1234-5678-9I", "x", ""])
def test_a_reference_of_another_shape_is_replaced_and_refuses_nothing(tmp_path, reference):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT]) as handler:
        assert post(handler, GOOD | {"reference": reference}).status == 303
    (stored,) = RequestStore(tmp_path / "x.sqlite3").all()
    assert is_reference(stored.reference) and stored.reference != reference


# Once


def test_the_same_request_is_kept_once_and_answered_the_same(tmp_path):
    reference = new_reference()
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT]) as handler:
        answers = [post(handler, GOOD | {"reference": reference}) for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {f"{SENT}#ref={reference}"}
    assert [stored.reference for stored in RequestStore(tmp_path / "x.sqlite3").all()] == [reference]


def test_many_at_once_with_one_reference_are_kept_once(tmp_path):
    values = GOOD | {"reference": new_reference()}
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT]) as handler, ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda _: post(handler, values).status, range(64))) == {303}
    assert len(RequestStore(tmp_path / "x.sqlite3").all()) == 1


def test_other_words_under_a_reference_are_kept_beside_the_first(store):
    reference = new_reference()
    first = store.add(said("One", reference), NOW)
    second = store.add(said("Two", reference), NOW)
    assert store.add(said("Two", reference), NOW) == second
    assert (first.amends, second.amends, second.reference) == (None, first.number, reference)


def test_the_same_words_without_a_reference_are_one_request_for_a_while(store):
    first = store.add(said(), NOW)
    assert store.add(said(), NOW + SAME_WITHIN - timedelta(seconds=1)) == first
    assert store.add(said(), NOW + SAME_WITHIN).number != first.number


@pytest.mark.parametrize(
    ("later", "is_same"),
    [
        (timedelta(days=6, hours=23), True),
        (timedelta(days=7), False),
        (timedelta(days=8), False),
        (timedelta(days=400), False),
    ],
)
def test_seven_days_after_the_same_words_are_a_new_request(store, later, is_same):
    first = store.add(said(), NOW)
    assert (store.add(said(), NOW + later).number == first.number) == is_same


def test_the_same_words_under_a_reference_of_their_own_are_another_request(store):
    assert store.add(said(), NOW).number != store.add(said(reference=new_reference()), NOW).number
    assert store.add(said(reference=new_reference()), NOW).number == 3


@pytest.mark.parametrize(
    "change", [{"policy": "privacy"}, {"policy_revision": "2014-09-24"}, {"clause": "who"}, {"message": "Other"}]
)
def test_requests_that_differ_in_anything_they_say_are_two(store, change):
    store.add(said(), NOW)
    assert store.add(said(**change), NOW).number == 2


# A sudden end


def start(database):
    command = [sys.executable, "-m", "policy_history.forms.handler", "--database", str(database), "--redirect", SENT]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return process, process.stdout.readline().removeprefix("Form handler: ").strip()


def end(process, number):
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)


def test_a_sudden_end_in_the_middle_of_a_thousand_posts_loses_nothing_that_was_acknowledged(tmp_path):
    database = tmp_path / "requests.sqlite3"
    wanted = {new_reference(): f"Number {number}" for number in range(1000)}
    acknowledged: list[str] = []
    reached, ended = threading.Event(), threading.Event()
    process, address = start(database)

    def one(item):
        reference, message = item
        if len(acknowledged) >= 600:
            ended.wait(PATIENCE)
        try:
            status = post(address, GOOD | {"reference": reference, "message": message}).status
        except (OSError, HTTPException):
            return
        if status == 303:
            acknowledged.append(reference)
            if len(acknowledged) >= 300:
                reached.set()

    with ThreadPoolExecutor(32) as pool:
        sent = [pool.submit(one, item) for item in wanted.items()]
        assert reached.wait(PATIENCE)
        end(process, signal.SIGKILL)
        ended.set()
        assert all(each.exception() is None for each in sent)
    stored = {each.reference for each in RequestStore(database).all()}
    assert 300 <= len(acknowledged) < 1000, "the end came in the middle"
    assert set(acknowledged) <= stored
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    # Readers who were not answered send again, under the same references; some had been stored already.
    process, address = start(database)
    try:
        with ThreadPoolExecutor(16) as pool:
            rest = [item for item in wanted.items() if item[0] not in acknowledged]
            assert set(pool.map(one, rest)) == {None}
    finally:
        end(process, signal.SIGTERM)
    assert {each.reference: each.fields["message"] for each in RequestStore(database).all()} == wanted
    assert len(RequestStore(database).all()) == 1000


# What becomes of old requests


@pytest.mark.parametrize("times", [1, 20, 400])
def test_old_requests_are_deleted_and_overwritten(tmp_path, store, times):
    """Also where they fill pages of their own, which SQLite would set free as they are."""
    kept = store.add(said("Kept"), NOW)
    for number in range(3):
        store.add(said(f"{number} An old secret " * times), NOW - timedelta(days=800))
    assert store.purge(NOW - timedelta(days=800)) == 0
    assert store.purge(NOW - timedelta(days=730)) == 3
    assert store.all() == [kept]
    store.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"An old secret" not in content and b"Kept" in content


def test_deleted_words_do_not_stay_in_the_log_of_a_handler_that_runs(tmp_path, store):
    store.add(said("An old secret"), NOW - timedelta(days=800))
    store.purge(NOW)
    assert until(lambda: b"An old secret" not in b"".join(path.read_bytes() for path in tmp_path.iterdir()))


def test_a_copy_of_the_file_alone_is_whole(tmp_path, store):
    store.add(said("Kept"), NOW)
    copy = tmp_path / "copy"

    def is_whole():
        copy.write_bytes((tmp_path / "requests.sqlite3").read_bytes())
        with closing(sqlite3.connect(copy)) as connection:
            return connection.execute("SELECT count(*) FROM request").fetchone() == (1,)

    assert until(is_whole)


def test_what_is_answered_is_on_the_disk(store):
    """FULL (2): each commit waits for the disk (SQLite, PRAGMA synchronous); EXTRA (3) would do as well."""
    assert store._writer.perform(lambda it: it.execute("PRAGMA synchronous").fetchone()[0]) >= 2
    assert store._writer.perform(lambda it: it.execute("PRAGMA secure_delete").fetchone()[0]) == 1


@pytest.mark.parametrize("version", [2, 4])
def test_a_database_of_another_version_is_left_alone(version, tmp_path):
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        with pytest.raises(Exception, match=r"^$"):
            prepare(connection)


# The copy


def test_a_copy_of_what_was_sent_can_be_asked_for(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT]) as handler:
        asked = {"policy": "notice", "receipt": "Privacy notice, version of 1 May 2020", "message": "<b>\nWhy?"}
        page = read_html(post(handler, GOOD | asked).text)
    (stored,) = RequestStore(tmp_path / "x.sqlite3").all()
    assert stored.reference in page.one("strong").text
    told = [each.text for each in page.all("dd")]
    assert asked["message"] in told and asked["receipt"] in told and asked["policy"] not in told
    assert page.one("a")["href"] == f"{SENT}#ref={stored.reference}"
