"""What is answered to a post that has been taken or refused: as data for a script, in each dialect's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ...days import day_in_words
from ...wording import N_, _, translated
from ..deadlines import Clock, last_day
from ..dialect import WEB3FORMS, Dialect
from ..settings import RequestSettings
from .store import StoredRequest
from .submission import FieldFault

TAKEN = N_("Your request has been received.")


def due(stored: StoredRequest, settings: RequestSettings) -> list[tuple[Clock, date | None]]:
    """The clocks of a request, each with the day an answer is due; None where no calendar says which day that is."""
    calendar = settings.calendar
    received = calendar.day_of(datetime.fromisoformat(stored.received))
    return [
        (clock, last_day(received, clock.within, calendar, moves_on=clock.moves_on))
        for clock in settings.clocks_of(stored.kind)
    ]


def due_in_words(stored: StoredRequest, settings: RequestSettings) -> list[str]:
    """When an answer is due, a sentence for each clock."""
    return [_due(clock, day) for clock, day in due(stored, settings)]


def _due(clock: Clock, day: date | None) -> str:
    if day:
        return _("%(where)s: by %(day)s (%(law)s)", where=clock.where, day=day_in_words(day), law=clock.law)
    within = clock.within.in_words()
    return _(
        "%(where)s: within %(within)s (%(law)s); the law says which days count",
        where=clock.where,
        within=within,
        law=clock.law,
    )


def as_data(stored: StoredRequest, settings: RequestSettings) -> dict[str, Any]:
    """The receipt as data, in the words of the Data Rights Protocol 1.0 (section 2.02)."""
    return {
        "request_id": stored.reference,
        "received_at": stored.received,
        "expected_by": [
            {
                "where": clock.where,
                "within": str(clock.within),
                "by": day.isoformat() if day else None,
                "law": clock.law,
                "source": clock.source,
            }
            for clock, day in due(stored, settings)
        ],
        "status": "open",
    }


def taken(dialect: Dialect, stored: StoredRequest, settings: RequestSettings, following: str) -> dict[str, Any]:
    """The answer to a request that has been stored; ``following`` is where a reader would go on."""
    own = {"success": True, "message": translated(TAKEN)} if dialect is WEB3FORMS else {"ok": True, "next": following}
    return own | as_data(stored, settings)


def refused(dialect: Dialect, faults: Sequence[FieldFault]) -> dict[str, Any]:
    """The answer to a request that has not been stored, with every fault."""
    sentence = " ".join(fault.message for fault in faults)
    own: dict[str, Any] = {"success": False, "message": sentence} if dialect is WEB3FORMS else {"error": sentence}
    errors = [
        {"code": fault.code, "message": fault.message} | ({"field": fault.field} if fault.field else {})
        for fault in faults
    ]
    return own | {"errors": errors}
