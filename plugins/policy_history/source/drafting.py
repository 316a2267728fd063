"""The next revision of a policy, begun from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from ..model import ChangeClass, Policy, Revision, RevisionId
from ..problems import CannotProceed
from .revision_source import revision_source

NOTE_TO_WRITE = "[●] What changed, and what it means for those who rely on the text."
"""The note of a new revision; the rule ``placeholder`` finds it until it is written."""

FIRST_NOTE = "The first revision of this policy."


@dataclass(frozen=True, slots=True)
class Intention:
    """What is said of a revision that is to be begun.

    Without a day of publication it is early enough for the notice that policy.yml promises, and not before tomorrow, so
    that what is being written stays a draft. Without a note there is a mark where it is to be written.
    """

    effective: date
    change_class: ChangeClass
    published: date | None = None
    note: str = ""


def new_revision(policy: Policy, base: Revision | None, text: str, intention: Intention, today: date) -> Revision:
    """A new revision with that text, whose file is still to be written; CannotProceed when the days do not allow it.

    ``base`` is the revision it is begun from, which it may not precede; None for the first one of a policy.
    """
    effective, change_class = intention.effective, intention.change_class
    if base and effective < base.effective:
        raise CannotProceed(
            f"{base.id} is effective from {base.effective}. Give a day that is not before it, or name an earlier "
            "revision with --from."
        )
    note = intention.note or (NOTE_TO_WRITE if base else FIRST_NOTE)
    day = intention.published or _publication(policy, effective, change_class, today)
    if day > effective:
        raise CannotProceed(
            f"It would be published on {day}, after it takes effect on {effective}. Correct one of the two."
        )
    identity = _free_id(policy.revisions, effective)
    path = str(PurePosixPath(policy.path).parent / f"{identity}.md")
    begun = Revision(identity, day, effective, change_class, note, text, b"", path)
    return replace(begun, source=revision_source(begun))


def _publication(policy: Policy, effective: date, change_class: ChangeClass, today: date) -> date:
    notice = policy.notice_days if change_class is ChangeClass.MATERIAL else 0
    tomorrow = today + timedelta(days=1)
    return min(effective, max(tomorrow, effective - timedelta(days=notice)))


def _free_id(revisions: Sequence[Revision], day: date) -> RevisionId:
    taken = {revision.id for revision in revisions}
    number = 1
    while RevisionId(day, number) in taken:
        number += 1
    return RevisionId(day, number)
