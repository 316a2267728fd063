"""``policy lock``: record what has been published, so that it cannot change unnoticed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import CannotProceed, Problem, ProblemsFound
from .extras import say, writing
from .lookup import today
from .options import of_checkout_today

if TYPE_CHECKING:
    from ..checks.lock import RecordComparison
    from ..source.lock_file import Lock, RecordEntry


@click.command()
@of_checkout_today
@click.option("--reason", default="", help="Record what changed in what readers were told, with this reason.")
@click.option(
    "--base", metavar="BRANCH", help="After a merge: take the record of that branch, and add the lines of this one."
)
def lock(root: Path, folder: str, timezone: str, reason: str, base: str | None) -> None:
    """Record everything published by today, and change nothing that stands in the record.

    Recorded are policies with title and publisher, revisions, errata, notes on old texts and the storage list, a line
    each with the hash of the line before. From then on a build fails when any of it changes or disappears, and when a
    new revision is put before it. Exit code 1, and nothing written, when that has happened already.

    With --reason a new title, publisher, language, kind or notice, a note that is changed or removed, and a storage
    list that was changed without a new day are recorded too, in lines of their own.
    """
    from ..checks.lock import compare
    from ..source.folder import read_policies
    from ..source.lock_file import LOCK_FILE, read_lock, write

    day = today(timezone)
    with writing():
        policies, known = read_policies(root, folder), read_lock(root, folder)
        start = _start(root, folder, known, base, day)
        compared = compare(root, folder, start, policies, day)
        entries = (*start.entries, *_additions(start, compared, reason.strip(), day))
        if entries != known.entries or known.problems:
            write(root, folder, entries, known)
    before = set(known.entries)
    new = [each for each in entries if each not in before]
    for each in new:
        say(f"recorded: {each.said}")
    say(f"{folder}/{LOCK_FILE}: {len(new)} added, {len(entries)} in all.")


def _start(root: Path, folder: str, known: Lock, base: str | None, day: date) -> Lock:
    """The record to add to. ProblemsFound when what is there is damaged."""
    from ..checks.additions import behind
    from ..source.lock_file import Lock, parse
    from .comparing import lock_at

    earlier = lock_at(root, folder, base) if base else Lock(known.path)
    if known.has_gaps or (known.problems and not earlier.exists):
        raise ProblemsFound(known.problems)
    if earlier.problems:
        raise CannotProceed(f"The record on {base} is damaged, so nothing can be added to it.\n{earlier.problems[0]}")
    if earlier.exists:
        known = Lock(known.path, True, behind(known, earlier, day))
    return parse(known.content, known.path) if known.exists else known


def _additions(start: Lock, compared: RecordComparison, reason: str, day: date) -> list[RecordEntry]:
    """The entries to add. ProblemsFound when something may not be recorded, or needs a reason."""
    from ..source.lock_file import RULE
    from ..source.recorded import with_reason

    wrong = [*compared.problems, *(() if reason else (change.problem for change in compared.changes))]
    if wrong:
        raise ProblemsFound(wrong)
    changed = {each.entry.fact: with_reason(each.entry, reason) for each in compared.changes if each.entry}
    added = [*changed.values(), *compared.added]
    if added and start.entries and day < start.entries[-1].day:
        last = start.entries[-1]
        message = f"The last line is of {last.day}, but today is {day} by this clock. Set the clock right."
        raise ProblemsFound([Problem(start.path, last.line, 1, RULE, message)])
    return added
