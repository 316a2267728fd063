"""The file that requests are kept in: whose it is, what is in it, and what is left alone."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from policy_history.forms.handler.store import RequestStore, StoreError
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT


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
