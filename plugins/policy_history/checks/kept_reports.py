"""What the rules said of a few revisions, kept until one of these or of those before, a rule or a library changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from ..budget.spending import RULE as BUDGET
from ..kept.keys import key
from ..kept.store import Store
from ..model import Acknowledgement, Policy
from ..problems import Problem, Severity
from .report import AcknowledgedFinding, Report

PART = 10
"""How many revisions a report is about that is kept."""


def parts_of(policy: Policy, rules: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The policy in parts: for each the key of what those rules say of it, and the paths of its revisions.

    What is said of a revision depends on those before it, and on the days of those with an earlier id.
    """
    about = repr(replace(policy, revisions=()))
    files = [(revision.path, revision.sha256) for revision in policy.revisions]
    for start in range(0, len(files), PART):
        part = policy.revisions[start : start + PART]
        last = max(revision.id for revision in part)
        behind = [file for file, each in zip(files, policy.revisions, strict=True) if each.id < last]
        known = files[: start + PART], behind
        yield key("report", about, repr(known), str(start), *rules), frozenset(revision.path for revision in part)


def kept_report(store: Store, name: str) -> Report | None:
    """The report of that key; None when none is kept."""
    record = store.get(name)
    if record is None:
        return None
    data = json.loads(record.decode("utf-8", "surrogatepass"))
    kept = (AcknowledgedFinding(_problem(problem), Acknowledgement(**of)) for problem, of in data["kept"])
    return Report(tuple(map(_problem, data["problems"])), tuple(kept))


def keep_report(store: Store, name: str, report: Report) -> None:
    """Keep a report, unless it tells of what took too long: it may not on another machine."""
    if any(problem.rule == BUDGET for problem in report.problems):
        return
    data = {
        "problems": [asdict(problem) for problem in report.problems],
        "kept": [[asdict(each.problem), asdict(each.acknowledgement)] for each in report.kept],
    }
    store.put(name, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _problem(data: dict[str, Any]) -> Problem:
    return Problem(**{**data, "severity": Severity(data["severity"])})
