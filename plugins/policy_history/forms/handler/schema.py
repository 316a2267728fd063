"""The layout of the database."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

_VERSION = 3


class MailState(StrEnum):
    """How far the mail for a request has come.

    A mail that a server refuses for good is set aside, and one with the bare reference goes in its place.
    """

    PENDING = "pending"
    SENT = "sent"
    REFUSED = "refused"
    """The whole mail was refused for good; the one with the bare reference is still to be sent."""
    REFERRED = "referred"
    """The whole mail was refused for good; the one with the bare reference was taken."""
    SET_ASIDE = "set aside"
    """Both were refused for good."""


_SCHEMA = f"""
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
    mail TEXT NOT NULL DEFAULT '{MailState.PENDING}' CHECK (mail IN ({", ".join(f"'{state}'" for state in MailState)})),
    mail_reason TEXT NOT NULL DEFAULT '',
    mail_tries INTEGER NOT NULL DEFAULT 0,
    mail_after TEXT NOT NULL DEFAULT '',
    UNIQUE (reference, fingerprint)
) STRICT
"""
_INDEXES = (
    "CREATE INDEX request_fingerprint ON request (fingerprint)",
    f"CREATE INDEX request_mail ON request (number) WHERE mail IN ('{MailState.PENDING}', '{MailState.REFUSED}')",
)


class SchemaError(Exception):
    """The file is a database of something else."""


def prepare(connection: sqlite3.Connection) -> None:
    """Lay out a new file, in one transaction, so that a handler killed at its first start leaves no half.

    Raises `SchemaError`.
    """
    if _is_laid_out(connection):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if not _is_laid_out(connection):  # another handler may have been faster
            for statement in (_SCHEMA, *_INDEXES):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")


def recognise(connection: sqlite3.Connection) -> None:
    """Raises `SchemaError` unless the file is laid out as this version has it."""
    if not _is_laid_out(connection):
        raise SchemaError


def _is_laid_out(connection: sqlite3.Connection) -> bool:
    """Whether the file is ours, and not empty. Raises `SchemaError` for a database of something else."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version not in (0, _VERSION) or (tables and not version):
        raise SchemaError
    return version == _VERSION
