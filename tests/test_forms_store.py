"""The file that requests are kept in: whose it is, what is in it, and what is left alone."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from threading import Event

import pytest

from machine import PATIENCE
from policy_history.forms.handler.store import RequestStore, StoreError, looking_up
from policy_history.forms.handler.stored import from_row
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from policy_history.forms.reference import new_reference


@pytest.fixture
def database(tmp_path):
    return tmp_path / "requests.sqlite3"


def test_only_the_owner_reads_the_database_and_it_is_in_wal_mode(tmp_path):
    database = tmp_path / "new" / "folder" / "requests.sqlite3"
    RequestStore(database)
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_times_are_stored_in_utc(database):
    store = RequestStore(database)
    paris = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    assert store.add(Submission(CONTACT, {"message": "x"}), paris).number == 1
    assert store.all()[0].received == "2026-03-29T01:30:00+00:00"


def test_a_database_of_another_program_is_left_alone(database):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE other (x)")
    content = database.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        RequestStore(database)
    assert database.read_bytes() == content


@pytest.mark.parametrize("content", [b"not a database " * 100])
def test_a_file_that_is_no_database_is_refused(database, content):
    database.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be used"):
        RequestStore(database)
    assert database.read_bytes() == content


def test_a_folder_in_place_of_the_database_is_refused(tmp_path):
    with pytest.raises(StoreError, match="cannot be used"):
        RequestStore(tmp_path)


ONE, TWO = new_reference(), new_reference()
TOGETHER = [
    *[(ONE, "a"), (ONE, "b"), (ONE, "a"), ("", "x"), ("", "x"), (TWO, "x"), ("", "y"), (ONE, "c"), (TWO, "x")],
    *[(new_reference(), f"{number}") for number in range(150)],
    *[("", f"{number % 40}") for number in range(90)],
]


def test_requests_that_wait_together_are_kept_as_if_each_had_come_alone(tmp_path):
    now = datetime(2026, 11, 29, 3, 30, tzinfo=UTC)
    submissions = [Submission(CONTACT, {"message": words}, reference=given) for given, words in TOGETHER]

    def told(found):
        """Which of them are one, whose words each has, and whether it amends another."""
        numbers = [each.number for each in found]
        return [(numbers.index(each.number), each.fields["message"], each.amends is None) for each in found]

    with RequestStore(tmp_path / "alone") as alone, RequestStore(tmp_path / "together") as together:
        expected = [alone.add(each, now) for each in submissions]
        begun, go_on = Event(), Event()
        held_up = together._writer.submit(lambda *_: [begun.set(), go_on.wait(PATIENCE)][:1], None)
        assert begun.wait(PATIENCE)
        waiting = [together.hand_in(each, now) for each in submissions]
        go_on.set()
        found = [from_row(each.result()) for each in waiting]
        held_up.result()
        assert told(found) == told(expected)
        assert [each.reference for each in found if each.reference in (ONE, TWO)] == [
            each.reference for each in expected if each.reference in (ONE, TWO)
        ]
        first = {each.number: each for each in found}
        assert all(first[each.amends].reference == each.reference for each in found if each.amends)
        assert len(together.all()) == len(alone.all())


def test_requests_that_are_kept_together_are_given_back_as_they_are_kept(database):
    texts = [("One", "PR-7K3M-Q9XD-4T"), ("Two", "PR-7K3M-Q9XD-4T"), ("Three", ""), ("Three", ""), ("Four", "")]
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    with RequestStore(database) as store:
        first = store.add(Submission(CONTACT, {"message": "One"}, reference=texts[0][1]), now)
        waiting = [store.hand_in(Submission(CONTACT, {"message": text}, reference=name), now) for text, name in texts]
        kept = [from_row(each.result()) for each in waiting]
        assert {each.number: each for each in [first, *kept]} == {each.number: each for each in store.all()}
    assert kept[0] == first and kept[1].amends == first.number
    assert kept[2] == kept[3] and kept[4].amends is None


@pytest.mark.parametrize("column", ["reference", "fingerprint"])
def test_the_look_up_of_many_requests_asks_an_index(database, column):
    """All requests there are would be read for each that comes."""
    with RequestStore(database), closing(sqlite3.connect(database)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {looking_up(column, 32)}", ["x"] * 32).fetchall()
    assert len(plan) == 1 and "USING COVERING INDEX" in plan[0][-1]
