"""Which texts are checked: all of them, those that were named, or those that the record does not answer for.

A text that was published stays as it was; what was found in it then is found in it now. So a revision that stands in
the record with its hash, behind another that does, needs no second reading. A text that differs from what was recorded,
and the one that follows it and is compared with it, are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from ..model import Policy, Revision
from ..source.lock_file import Lock, read_lock
from ..source.recorded import annotation_entry, erratum_entry, recorded
from ..text.splitting import fold
from .finding import EVERY_FINDING
from .lock import published_hash

_WORD = re.compile(r"\w+")
Choice = Callable[[Policy], Set[str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The paths of the revisions of a policy whose texts are checked; ``others`` says what the rest are."""

    of: Choice
    others: str = ""

    def unread(self, left: int) -> str:
        """A sentence on so many texts that are left out; empty when there is none."""
        if not left:
            return ""
        return f"{left} {self.others.format('revision' if left == 1 else 'revisions')}: policy check --all"


def _all(policy: Policy) -> Set[str]:
    return {revision.path for revision in policy.revisions}


EVERYTHING = Chosen(_all)
"""Every text."""


def named(root: Path, files: Collection[Path]) -> Chosen:
    """The revisions that are among these files, and all of a policy whose policy.yml is."""
    wanted = {file.resolve() for file in files}

    def of(policy: Policy) -> Set[str]:
        if (root / policy.path).resolve() in wanted:
            return _all(policy)
        return {revision.path for revision in policy.revisions if (root / revision.path).resolve() in wanted}

    return Chosen(of, "other {}, not read")


def unrecorded(root: Path, folder: str, before: Lock | None) -> Chosen:
    """The revisions that the record does not answer for, and those that follow them.

    ``before`` is the record as it was last committed, where there are commits: a line that was added since may be of a
    text that nobody has checked yet.
    """
    lock = read_lock(root, folder)
    if lock.problems or not lock.entries:
        return EVERYTHING
    record = recorded(lock)
    facts = record.facts if before is None else record.facts & recorded(before).facts

    def is_known(policy: Policy, revision: Revision) -> bool:
        line = record.revisions.get(f"{policy.slug}/{revision.id}")
        if line is None or line.fact not in facts or published_hash(policy, revision, line) != revision.sha256:
            return False
        errata = (erratum_entry(policy, each, date.min) for each in policy.errata_of(revision))
        notes = (
            annotation_entry(policy, each, date.min) for each in policy.annotations if each.revision == str(revision.id)
        )
        return facts.issuperset(each.fact for each in (*errata, *notes)) and not _names_foreigner(policy, revision)

    def of(policy: Policy) -> Set[str]:
        known = {revision.path for revision in policy.revisions if is_known(policy, revision)}
        follows = {after.path for first, after in pairwise(policy.revisions) if first.path not in known}
        return (_all(policy) - known) | follows

    return Chosen(of, "recorded {} unchanged, not read again")


def _names_foreigner(policy: Policy, revision: Revision) -> bool:
    """Whether a foreign name may stand in the text that nobody kept on purpose: policy.yml may name one later."""
    if not policy.foreign_names:
        return False
    kept = {each.text for each in revision.acknowledgements if each.rule == "foreign-name"}
    if EVERY_FINDING in kept:
        return False
    text = fold(revision.text).casefold()
    firsts = (_WORD.search(fold(name).casefold()) for name in policy.foreign_names if name not in kept)
    return any(first and first[0] in text for first in firsts)
