"""The layout of the database, and how an older one becomes the present one."""

from __future__ import annotations

import sqlite3

_VERSION = 2
_SCHEMA = """
CREATE TABLE request (
    number INTEGER PRIMARY KEY,
    reference TEXT NOT NULL,
    given INTEGER NOT NULL CHECK (given IN (0, 1)),
    fingerprint TEXT NOT NULL,
    received TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    policy TEXT NOT NULL,
    policy_revision TEXT NOT NULL,
    clause TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    flags TEXT NOT NULL,
    amends INTEGER,
    mailed INTEGER NOT NULL DEFAULT 0 CHECK (mailed IN (0, 1)),
    UNIQUE (reference, fingerprint)
) STRICT
"""
_INDEX = "CREATE INDEX request_fingerprint ON request (fingerprint)"
# The first version gave no references; its requests get one that says which of them it is.
_FROM_1 = """
INSERT INTO request (number, reference, given, fingerprint, received, kind, subject, policy, policy_revision, clause,
    fields, flags, mailed)
SELECT number, 'NUMBER-' || number, 0, '', received, kind, subject, policy, policy_revision, '', fields,
    CASE flagged WHEN 1 THEN 'trap' ELSE '' END, 1
FROM request_1
"""


class SchemaError(Exception):
    """The file is a database of something else."""


def prepare(connection: sqlite3.Connection) -> None:
    """Lay out a new file or bring an older one up to date, in one transaction, so that a handler killed at its
    first start leaves no half. Raises `SchemaError`."""
    if _version(connection) == _VERSION:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)
    if version == _VERSION:
        return
    if version == 1:
        connection.execute("ALTER TABLE request RENAME TO request_1")
    connection.execute(_SCHEMA)
    connection.execute(_INDEX)
    if version == 1:
        connection.execute(_FROM_1)
        connection.execute("DROP TABLE request_1")
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version not in (0, 1, _VERSION) or (tables and not version):
        raise SchemaError
    return version
