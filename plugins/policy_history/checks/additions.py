"""Only additions pass: the record held against an earlier copy of it, from another branch or the published site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ..problems import Problem, counted
from ..source.lock_file import RULE, Lock, RecordEntry
from ..source.recorded import recorded

Fact = tuple[str, ...]


def only_additions(lock: Lock, earlier: Lock, whose: str) -> Iterator[Problem]:
    """Every way in which a record is more or less than an earlier copy of it with lines added at its end.

    ``whose`` says where the copy is from, for messages: ``on main``, ``of the published site``.
    """
    if not earlier.exists:
        return
    for problem in earlier.problems:
        message = f"The record {whose} cannot be read, so nothing was compared: line {problem.line}: {problem.message}"
        yield Problem(lock.path, 1, 1, RULE, message)
        return
    if not lock.exists:
        message = (
            f"The record is gone; {whose} it has {counted(len(earlier.entries), 'line')}. Put the file back from there."
        )
        yield Problem(lock.path, 1, 1, RULE, message)
    missing = list(_missing(lock, earlier))
    for each in missing:
        line, now = _instead(lock, each)
        message = (
            f"The record {whose} says in line {each.line}: {each.said}. Here that line is "
            f"{now}. No line is ever changed or removed: put it back as it is there."
        )
        yield Problem(lock.path, line, 1, RULE, message)
    if not missing and lock.entries[: len(earlier.entries)] != earlier.entries:
        yield _other_order(lock, earlier, whose)


def _missing(lock: Lock, earlier: Lock) -> Iterator[RecordEntry]:
    """The earlier entries that the record does not have, or not as often."""
    here = Counter(map(_key, lock.entries))
    for each in earlier.entries:
        if not here[_key(each)]:
            yield each
        here[_key(each)] -= 1


def _key(each: RecordEntry) -> Fact:
    return (*each.fact, str(each.day), each["reason"])


def _instead(lock: Lock, missing: RecordEntry) -> tuple[int, str]:
    """The line here that says another thing of the same name, or where the missing one would stand; and what it is."""
    for each in lock.entries:
        if (each.kind, each.name) == (missing.kind, missing.name):
            return each.line, f"another one ({each.said})"
    return min(missing.line, lock.entries[-1].line if lock.entries else 1), "missing"


def _other_order(lock: Lock, earlier: Lock, whose: str) -> Problem:
    pairs = zip(lock.entries, earlier.entries, strict=False)
    here, there = next((here, there) for here, there in pairs if here != there)
    message = (
        f"Here the record says {here.said}; {whose} its line {there.line} says {there.said}, which stands further down "
        "here. Lines are only added at the end: run “policy lock --base BRANCH” with the branch that this is merged "
        "into; it puts that branch's lines first and yours behind them."
    )
    return Problem(lock.path, here.line, 1, RULE, message)


def behind(lock: Lock, earlier: Lock, today: date) -> tuple[RecordEntry, ...]:
    """An earlier copy's entries, and behind them, as of today, what the record has more: both sides of a merge."""
    known = Counter(map(_key, earlier.entries))
    entries = earlier.entries
    for each in lock.entries:
        if known[_key(each)]:
            known[_key(each)] -= 1
        elif each.fact not in recorded(replace(earlier, entries=entries)).facts:
            entries = (*entries, replace(each, day=today))
    return entries
