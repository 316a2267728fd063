"""What the checks found, as each reader wants it: a person, GitHub's annotations, GitLab's code quality."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from ..problems import Problem, Severity, counted, one_line, printable
from .finding import AcknowledgedFinding, Report

SUMMARY_LIMIT = 1_000_000
"""Bytes of a step summary. GitHub refuses one of more than 1 MiB (docs.github.com, "Workflow commands")."""

_GITLAB_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTICE: "info"}
_PLACES = re.compile(r"\bline \d+")


def by_severity(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first: hosts show only the first few of a run."""
    order = list(Severity)
    return sorted(problems, key=lambda problem: (order.index(problem.severity), problem))


def text_lines(report: Report, *, all_kept: bool = False) -> Iterator[str]:
    """A line each: what is wrong, what is kept on purpose, and the count. Findings kept for one reason are one line."""
    for problem in report.problems:
        yield f"{problem.severity}: {problem}"
    yield from (_kept_line(kept) for kept in report.kept) if all_kept else _kept_by_reason(report.kept)
    yield conclusion(report)


def _kept_line(kept: AcknowledgedFinding) -> str:
    reason = one_line(kept.acknowledgement.reason)
    return printable(f"kept: {kept.problem.place}: “{kept.acknowledgement.text}”: {reason}")


def _kept_by_reason(kept: Sequence[AcknowledgedFinding]) -> Iterator[str]:
    counts = Counter((each.problem.path, each.acknowledgement) for each in kept)
    first = {(each.problem.path, each.acknowledgement): each for each in reversed(kept)}
    for key, number in counts.items():
        more = f" (and {number - 1} more)" if number > 1 else ""
        yield f"{_kept_line(first[key])}{more} [{key[1].rule}]"


def conclusion(report: Report) -> str:
    """How many errors, warnings and kept findings there are, as a sentence; and what was not read."""
    return f"{counts(report)}, {len(report.kept)} kept on purpose. {report.unread}".rstrip()


def counts(report: Report) -> str:
    """How many errors and warnings there are."""
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in report.problems)
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def github_lines(report: Report) -> Iterator[str]:
    """Workflow commands, errors first. Of a step GitHub shows the first ten errors and the first ten warnings."""
    for problem in by_severity(report.problems):
        place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.rule}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
        yield f"::{problem.severity} {properties}::{_data(problem.message)}"


def _data(text: str) -> str:
    """Escaped as actions/toolkit does it (packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """The whole list as Markdown, cut to what a step summary may hold."""
    lines = ["### Policy check", "", conclusion(report), ""]
    if report.problems:
        lines += ["| | Where | What | Rule |", "|---|---|---|---|"]
    lines += [_row(problem) for problem in by_severity(report.problems)]
    return cut("\n".join(lines) + "\n", SUMMARY_LIMIT)


def _row(problem: Problem) -> str:
    from ..redline.comment_markdown import as_text

    where = as_text(problem.place)
    return f"| {problem.severity} | <code>{where}</code> | {as_text(problem.message)} | {problem.rule} |"


def cut(text: str, limit: int) -> str:
    """The text, or as many whole lines of its beginning as fit into ``limit`` bytes, and a sentence that says so."""
    if len(text.encode("utf-8")) <= limit:
        return text
    rest = "\n(The list is longer than what can be shown here. Run `policy check` for all of it.)\n"
    head = text.encode("utf-8")[: limit - len(rest.encode("utf-8"))].decode("utf-8", "ignore")
    return head[: head.rfind("\n") + 1] + rest


def gitlab_report(report: Report) -> str:
    """Code quality as GitLab reads it (docs.gitlab.com, "Code Quality"), as JSON.

    A fingerprint holds no line number, so that a finding stays the same one when lines above it are added.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for problem in sorted(report.problems):
        key = (problem.path, problem.rule, _PLACES.sub("line", problem.message))
        seen[key] += 1
        entries.append(
            {
                "description": problem.message,
                "check_name": problem.rule,
                "fingerprint": sha256("\0".join([*key, str(seen[key])]).encode("utf-8")).hexdigest(),
                "severity": _GITLAB_SEVERITY[problem.severity],
                "location": {"path": problem.path, "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(entries, indent=2)
