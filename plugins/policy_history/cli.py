"""``policy``: the engine from the command line, without building a site."""

from __future__ import annotations

from pathlib import Path

import click

from .checks.run import Report, check_policies
from .problems import Problem, ProblemsFound, Severity
from .source.folder import read_policies

_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    help="The folder that holds policy_versions/. Default: this one.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check and compare the revisions of policies."""


@main.command()
@_ROOT
@click.option("--folder", default="policy_versions", show_default=True, help="The folder of the policies.")
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
    click.echo(_conclusion(errors, len(report.problems) - errors, len(report.kept)))
    raise SystemExit(1 if errors else 0)


def _report(root: Path, folder: str) -> Report:
    try:
        return check_policies(read_policies(root, folder))
    except ProblemsFound as found:
        problems: tuple[Problem, ...] = tuple(found.problems)
        return Report(problems, ())


def _conclusion(errors: int, warnings: int, kept: int) -> str:
    counts = (_counted(errors, "error"), _counted(warnings, "warning"), f"{kept} kept on purpose")
    return ", ".join(counts) + "."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
