"""The database fails while the handler runs: the reader is told and keeps what was written, nothing acknowledged is
lost, no other file appears, and all goes on by itself."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from unittest.mock import Mock

import pytest

from forms_support import post, read_html, send, until
from machine import PATIENCE
from policy_history.forms.handler import database as database_module
from policy_history.forms.handler import writer
from policy_history.forms.handler.database import Database
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.store import RequestStore, StoreError
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from policy_history.forms.reference import new_reference
from serving_forms import GOOD, NOW, SENT, serve_in_thread, store

__all__ = ["store"]  # a fixture


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """What is broken is given up, and tried again, sooner than a handler would."""
    monkeypatch.setattr(database_module, "_WAIT_SECONDS", 0.3)
    monkeypatch.setattr(writer, "_AGAIN_SECONDS", 0.1)


def move_away(database):
    database.rename(database.with_name("away"))
    return lambda: database.with_name("away").rename(database)


def delete(database):
    whole = database.with_name("copy")
    shutil.copy(database, whole)
    database.unlink()
    return lambda: shutil.copy(whole, database)


def overwrite(database):
    whole = database.read_bytes()
    database.write_bytes(b"no database " * 4000)
    return lambda: database.write_bytes(whole)


def empty_in_its_place(database):
    back = move_away(database)
    database.touch()
    return back


def another_in_its_place(database):
    back = move_away(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE other (x)")
    return back


def folder_in_its_place(database):
    back = move_away(database)
    database.mkdir()
    return lambda: (database.rmdir(), back())


def lock(database):
    other = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    return other.close


BREAKAGES = [move_away, delete, overwrite, empty_in_its_place, another_in_its_place, folder_in_its_place, lock]


def settled(database):
    """Whether the log has been merged into the file, so that the file alone is whole."""
    log = database.with_name(f"{database.name}-wal")
    try:
        return not log.stat().st_size
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda each: each.__name__)
def test_while_it_is_broken_readers_are_told_and_afterwards_all_goes_on(tmp_path, caplog, breakage):
    caplog.set_level(logging.ERROR)
    database = tmp_path / "requests.sqlite3"
    with serve_in_thread(database, [SENT], setup=Setup(other_ways=["by post"])) as address:
        assert post(address, GOOD | {"message": "Before"}).status == 303
        assert until(lambda: settled(database))
        repair = breakage(database)
        answer = post(address, GOOD | {"message": "Meanwhile"})
        assert answer.status == 503 and answer.headers["Retry-After"]
        page = read_html(answer.text)
        assert page.values()["message"] == "Meanwhile" and "by post" in page.one("li").text
        assert send(address, "GET", "/healthz").status == 200
        if breakage is not lock:
            assert_explained(address)
        if breakage in (move_away, delete):
            assert not database.exists(), "no empty file takes the place of one that has gone"
        repair()
        assert until(lambda: post(address, GOOD | {"message": "After"}).status == 303)
        listed = json.loads(send(address, "GET", "/inbox.json").text)
        assert [each["fields"]["message"] for each in listed] == ["After", "Before"]
    assert "Traceback" not in caplog.text and "ada@example.org" not in caplog.text


def assert_explained(address):
    answer = send(address, "GET", "/inbox")
    assert answer.status == 503 and "cannot be read" in read_html(answer.text).one("h1").text
    assert "requests.sqlite3" in answer.text
    answer = send(address, "GET", "/inbox.json")
    assert answer.status == 503 and "cannot be used" in json.loads(answer.text)["error"]


def test_a_file_that_cannot_be_used_is_not_asked_for_by_everyone(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "_AGAIN_SECONDS", PATIENCE)
    database = Database(tmp_path / "requests.sqlite3")
    opened = Mock(side_effect=StoreError("It is broken."))
    monkeypatch.setattr(database, "open", opened)
    working = writer.RequestWriter(database)
    for _ in range(3):
        with pytest.raises(StoreError, match="It is broken"):
            working.perform(lambda _: None)
    working.close()
    opened.assert_called_once()


def test_readers_of_a_locked_database_are_not_kept_waiting_one_after_the_other(tmp_path):
    """They are refused together: the lock is waited for once, not once for each."""
    database = tmp_path / "requests.sqlite3"
    with serve_in_thread(database, [SENT]) as address:
        unlock = lock(database)
        with ThreadPoolExecutor(20) as pool:
            found = list(pool.map(lambda n: post(address, GOOD | {"message": f"{n}"}).status, range(60)))
        unlock()
        assert found == [503] * 60
        assert until(lambda: post(address, GOOD).status == 303)


# One commit for many


def said(message, reference=""):
    return Submission(CONTACT, {"name": "", "email": "ada@example.org", "message": message}, reference=reference)


def held_up(store):
    """The writer is busy until the event is set; what comes meanwhile is done in one transaction."""
    go, begun = threading.Event(), threading.Event()
    pool = ThreadPoolExecutor(40)
    first = pool.submit(store._writer.perform, lambda connection: (begun.set(), go.wait(PATIENCE)))
    assert begun.wait(PATIENCE)
    return go, pool, first


def test_all_who_wait_share_a_transaction_and_each_gets_an_answer_of_its_own(store):
    commits = []
    store._writer.perform(lambda it: it.set_trace_callback(lambda sql: commits.append(sql == "COMMIT")))
    go, pool, _ = held_up(store)
    references = [new_reference() for _ in range(30)]
    answers = [pool.submit(store.add, said(each, each), NOW) for each in references]
    assert until(lambda: store._writer._waiting.qsize() == 30)
    before = sum(commits)
    go.set()
    assert [each.result(20).reference for each in answers] == references
    assert sum(commits) - before == 2, "the one that held the others up, and one for all of them"
    assert {each.reference for each in store.all()} == set(references)


def test_one_that_cannot_be_written_spoils_no_other(store):
    go, pool, _ = held_up(store)
    good = [pool.submit(store.add, said(f"{number}"), NOW) for number in range(5)]
    bad = pool.submit(store._writer.perform, lambda connection: 1 / 0)
    worse = pool.submit(store.mark_mail, 1, "no state")
    more = [pool.submit(store.add, said(f"{number}"), NOW) for number in range(5, 9)]
    assert until(lambda: store._writer._waiting.qsize() == 11)
    go.set()
    assert [each.result(20).fields["message"] for each in [*good, *more]] == [f"{number}" for number in range(9)]
    assert isinstance(bad.exception(20), ZeroDivisionError)
    assert worse.exception(20) is None or isinstance(worse.exception(), sqlite3.IntegrityError)
    assert len(store.all()) == 9


def test_nobody_is_answered_before_the_commit(store):
    seen = []

    def look(connection):
        seen.append(len(store.all()))

    go, pool, _ = held_up(store)
    added = pool.submit(store.add, said("x"), NOW)
    assert until(lambda: store._writer._waiting.qsize() == 1)
    looked = pool.submit(store._writer.perform, look)
    assert until(lambda: store._writer._waiting.qsize() == 2)
    go.set()
    looked.result(20)
    assert added.result(20) and seen == [0], "within the transaction no other connection sees it"
    assert len(store.all()) == 1


def test_a_queue_that_is_full_turns_away_at_once(store, monkeypatch):
    go, _, _ = held_up(store)
    for _ in range(500):
        store._writer._waiting.put_nowait(None)
    with pytest.raises(StoreError, match="come again"):
        store.add(said("x"), NOW)
    while not store._writer._waiting.empty():
        store._writer._waiting.get_nowait()
    go.set()
    assert store.add(said("y"), NOW).number == 1


def test_after_the_end_nothing_is_taken(tmp_path):
    store = RequestStore(tmp_path / "x.sqlite3")
    store.add(said("x"), NOW)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="stopping"):
        store.add(said("y"), NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["x.sqlite3"]


# A full disk

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (160 * 1024, resource.RLIM_INFINITY))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from policy_history.forms.handler.command import handler
handler(sys.argv[1:], prog_name="handler")
"""


def test_on_a_full_disk_nothing_acknowledged_is_lost(tmp_path):
    """No file of the process may grow beyond 160 kB, which SQLite meets as it meets a full disk."""
    database = tmp_path / "requests.sqlite3"
    command = [sys.executable, "-c", LIMITED, "--database", str(database), "--redirect", SENT]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = process.stdout.readline().removeprefix("Form handler: ").strip()
        wanted = [new_reference() for _ in range(120)]
        with ThreadPoolExecutor(8) as pool:
            found = list(
                pool.map(lambda each: post(address, GOOD | {"reference": each, "message": each * 300}).status, wanted)
            )
        assert set(found) == {303, 503}
        assert send(address, "GET", "/healthz").status == 200
        acknowledged = {each for each, status in zip(wanted, found, strict=True) if status == 303}
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0 and "Traceback" not in errors and "ada@example.org" not in errors
    with RequestStore(database) as store:
        assert acknowledged <= {each.reference for each in store.all()}
        assert store.add(said("There is room again"), NOW)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
