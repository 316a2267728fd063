"""``policy check``: everything that is wrong, at once."""

from __future__ import annotations

from pathlib import Path

import click

from .. import clock
from ..checks.lock import check_lock
from ..checks.run import Report, check_policies
from ..problems import ProblemsFound, Severity
from ..source.folder import read_policies
from .options import FOLDER, ROOT


@click.command()
@ROOT
@FOLDER
def check(root: Path, folder: str) -> None:
    """Say everything that is wrong in the policies, and what was kept on purpose.

    Each line names the file, the line and the column. Exit code 1 when something stops publication.
    """
    report = _report(root, folder)
    for problem in report.problems:
        click.echo(f"{problem.severity}: {problem}")
    for kept in report.kept:
        problem = kept.problem
        reason = " ".join(kept.acknowledgement.reason.split())
        click.echo(f"kept: {problem.path}:{problem.line}:{problem.column}: “{kept.acknowledgement.text}”: {reason}")
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in report.problems)
    click.echo(_conclusion(errors, warnings, len(report.kept)))
    raise SystemExit(1 if errors else 0)


def _report(root: Path, folder: str) -> Report:
    try:
        policies = read_policies(root, folder)
        report = check_policies(policies)
        locked = check_lock(root, folder, policies, clock.today())
        return Report(tuple(sorted((*report.problems, *locked))), report.kept)
    except ProblemsFound as found:
        return Report(tuple(found.problems), ())


def _conclusion(errors: int, warnings: int, kept: int) -> str:
    counts = (_counted(errors, "error"), _counted(warnings, "warning"), f"{kept} kept on purpose")
    return ", ".join(counts) + "."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
