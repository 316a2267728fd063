"""What the rules said of a policy, kept until one of its files, a rule or a library changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from ..budget.spending import RULE as BUDGET
from ..kept.keys import key
from ..kept.store import Store
from ..model import Acknowledgement, Policy
from ..problems import Problem, Severity
from .report import AcknowledgedFinding, Report


def key_of(policy: Policy, rules: Iterable[str]) -> str:
    """The key of what those rules say of that policy."""
    files = [(revision.path, revision.sha256) for revision in policy.revisions]
    return key("report", repr(replace(policy, revisions=())), repr(files), *rules)


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
