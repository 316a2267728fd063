"""One request as it is kept: a row of the database, and the same for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .schema import MailState

COLUMNS = (
    "number, reference, received, kind, subject, policy, policy_revision, clause, fields, flags, amends, "
    "mail, mail_reason, mail_tries"
)
_NAMES = COLUMNS.split(", ")
_NUMBERS = ("number", "amends", "mail_tries")
_NO_MOMENT = "1970-01-01T00:00:00+00:00"
DAMAGED = "damaged"
"""The flag of a request of which the file has lost a part."""
_REFERENCE = _NAMES.index("reference")
Row = tuple[Any, ...]
"""A request as the database has it, by `COLUMNS`."""


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One request as kept; ``received`` is the moment in UTC, ISO 8601, to the second.

    ``amends`` is the number of the first request under the same reference, when this one has other words.
    ``mail_reason`` is why its mail has not been taken, ``mail_tries`` how often that has happened in vain.
    """

    number: int
    reference: str
    received: str
    kind: str
    subject: str
    policy: str
    policy_revision: str
    clause: str
    fields: Mapping[str, str]
    flags: tuple[str, ...] = ()
    amends: int | None = None
    mail: MailState = MailState.PENDING
    mail_reason: str = ""
    mail_tries: int = 0

    @property
    def flagged(self) -> bool:
        return bool(self.flags)

    @property
    def is_set_aside(self) -> bool:
        """Whether a mail server has refused its mail for good."""
        return self.mail not in (MailState.PENDING, MailState.SENT)


def reference_in(row: Row) -> str:
    """The reference in a row; most answers need no more of it."""
    return str(row[_REFERENCE])


def from_row(row: Row) -> StoredRequest:
    """The request in a row of `COLUMNS`, whose types the database holds to. Of one that was damaged in the file, what
    can be read is given, flagged `DAMAGED`: it hides no other."""
    values = dict(zip(_NAMES, row, strict=True))
    try:
        fields, flags, mail = json.loads(values["fields"]), tuple(values["flags"].split()), MailState(values["mail"])
        datetime.fromisoformat(values["received"])
        is_whole = all(isinstance(each, str) for each in fields.values())
    except (AttributeError, TypeError, ValueError, RecursionError):
        is_whole = False
    if not is_whole:
        values = {name: values[name] if name in _NUMBERS else str(values[name] or "") for name in _NAMES}
        fields, flags, mail = {name: values[name] for name in ("received", "fields")}, (DAMAGED,), MailState.SET_ASIDE
        values["received"] = _NO_MOMENT
    return StoredRequest(**(values | {"fields": fields, "flags": flags, "mail": mail}))
