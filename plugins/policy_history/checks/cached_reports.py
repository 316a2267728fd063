"""What the rules said of a few revisions, kept until one of these or of those before, a rule or a library changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain
from typing import NamedTuple

from pydantic import TypeAdapter

from ..cache.keys import key
from ..cache.store import Store, as_bytes, from_bytes
from ..limits.spending import RULE as BUDGET
from ..model import Policy
from .finding import Report

_REPORT = TypeAdapter(Report)
PART = 10
"""How many revisions a report is about that is kept; the newest ones have a report each, until so many are old."""


class ReportPart(NamedTuple):
    """Some revisions in succession, by their paths, and the key of what the rules say of them.

    ``pieces`` are those of each of them by itself, as they were while they were the newest.
    """

    name: str
    paths: frozenset[str]
    pieces: tuple[ReportPart, ...] = ()


def parts_of(policy: Policy, rules: Iterable[str]) -> Iterator[ReportPart]:
    """The policy in parts.

    What is said of a revision depends on those before it, and on the days of those with an earlier id.
    """
    revisions = policy.revisions
    about = key("checked", repr(replace(policy, revisions=())), *rules)
    files = [each.path + each.sha256 for each in revisions]
    links = list(accumulate(files, key))

    def part(start: int, end: int) -> ReportPart:
        last = max(each.id for each in revisions[start:end])
        behind = [file for file, each in zip(files[end:], revisions[end:], strict=True) if each.id < last]
        paths = frozenset(each.path for each in revisions[start:end])
        return ReportPart(key("report", about, links[end - 1], str(start), *behind), paths)

    joined = max(0, len(revisions) - 1) // PART * PART
    for start in range(0, joined, PART):
        pieces = [part(at, at + 1) for at in range(start, start + PART)] if start + PART == joined else []
        yield part(start, start + PART)._replace(pieces=tuple(pieces))
    for start in range(joined, len(revisions)):
        yield part(start, start + 1)


def cached_report(store: Store, part: ReportPart) -> Report | None:
    """The report on that part; None when none is kept, nor all those on its pieces."""
    if (report := _kept(store, part.name)) or not part.pieces:
        return report
    found = [report for piece in part.pieces if (report := _kept(store, piece.name))]
    if len(found) < len(part.pieces):
        return None
    problems, kept = (each.problems for each in found), (each.kept for each in found)
    report = Report(tuple(chain.from_iterable(problems)), tuple(chain.from_iterable(kept)))
    cache_report(store, part, report)
    return report


def _kept(store: Store, name: str) -> Report | None:
    record = store.get(name)
    return _REPORT.validate_python(from_bytes(record)) if record else None


def cache_report(store: Store, part: ReportPart, report: Report) -> None:
    """Keep the report on that part, unless it tells of what took too long: it may not on another machine."""
    if any(problem.rule == BUDGET for problem in report.problems):
        return
    store.put(part.name, as_bytes(_REPORT.dump_python(report, mode="json")))
