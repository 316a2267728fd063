"""What is in the file of requests: the same for the same words, whatever version wrote it, and readable where damaged."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest

from forms_support import send
from policy_history.forms.handler.store import RequestStore, StoreError
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from serving_forms import NOW, SENT, serve_in_thread


def test_what_an_earlier_version_kept_is_known_again(tmp_path):
    """The fingerprint of the same words never changes, and the fields are JSON, whatever is in them."""
    fields = {"name": "Ada", "email": "", "message": '“Why?”\n\\ "\t\x7f\u2028\U0001f600 é'}
    words = ["contact", "privacy", "2014-09-24", "", sorted(map(list, fields.items()))]
    with RequestStore(tmp_path / "x") as store:
        submission = Submission(CONTACT, fields, policy="privacy", policy_revision="2014-09-24")
        assert store.add(submission, NOW).fields == fields
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        found, kept = connection.execute("SELECT fingerprint, fields FROM request").fetchone()
    assert found == hashlib.sha256(json.dumps(words).encode()).hexdigest()
    assert kept == json.dumps(fields, ensure_ascii=False)


DAMAGE = {
    "a list of fields": "fields = '[]'",
    "fields that are no texts": """fields = '{"name": null, "message": {"a": 1}}'""",
    "brackets without end": f"fields = '{'[' * 900}{']' * 900}'",
    "the days of a clock that was wrong": "received = '9999-12-31T23:59:59+00:00'",
    "a moment that is none": "received = 'yesterday'",
    "a request that it does not amend": "amends = 99",
    "a kind that is none": "kind = '<b>'",
    "tries beyond counting": "mail_tries = 9223372036854775807",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_request_that_was_damaged_in_the_file_hides_no_other(name, tmp_path):
    database = tmp_path / "requests.sqlite3"
    with RequestStore(database) as store:
        for message in ("First", "Second", "Third"):
            store.add(Submission(CONTACT, {"name": "Ada", "email": "a@b.example", "message": message}), NOW)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"UPDATE request SET {DAMAGE[name]} WHERE number = 2")
    with serve_in_thread(database, [SENT]) as handler:
        page = send(handler, "GET", "/inbox")
        assert page.status == 200 and "First" in page.text and "Third" in page.text
        assert len(json.loads(send(handler, "GET", "/inbox.json").text)) == 3
    with RequestStore(database) as store:
        assert [each.number for each in store.to_mail(NOW, 9)] == [1, 2, 3]
        damaged = store.all()[1]
        assert ("damaged" in damaged.flags) == ("fields" in DAMAGE[name] or "yesterday" in DAMAGE[name])


def test_bytes_that_changed_on_the_disk_are_told_in_a_sentence(tmp_path):
    """Whatever byte it is: the handler reads the request, or says that the database cannot be used."""
    database, spoilt = tmp_path / "requests.sqlite3", tmp_path / "spoilt.sqlite3"
    with RequestStore(database) as store:
        for number in range(12):
            store.add(Submission(CONTACT, {"email": "a@b.example", "message": f"{number}" * 100}), NOW)
    whole = database.read_bytes()
    for place in range(0, len(whole), len(whole) // 60):
        spoilt.write_bytes(whole[:place] + b"\xec\0\xff" + whole[place + 3 :])
        try:
            with RequestStore(spoilt) as store:
                assert all(each.reference.isprintable() or each.flags for each in store.all())
                store.to_mail(NOW, 9)
        except StoreError as error:
            assert "cannot be used" in str(error)
