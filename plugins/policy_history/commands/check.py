"""``policy check``: everything that is wrong, at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import errors_in
from .finding import TIMEZONE, today
from .options import FOLDER, ROOT

if TYPE_CHECKING:
    from ..checks.run import Report

_FORMATS = click.Choice(["text", "github", "gitlab"])


@click.command()
@ROOT
@FOLDER
@TIMEZONE
@click.option("--format", "form", type=_FORMATS, default="text", help="Who reads it. Default: text, for a person.")
@click.option("--lint", "with_lint", is_flag=True, help="Check the Markdown with rumdl as well.")
@click.option(
    "--base",
    envvar="POLICY_SINCE",
    metavar="COMMIT",
    help="The branch or commit whose record this one may only add to. Default: POLICY_SINCE, where it is set.",
)
@click.option(
    "--published",
    type=click.Path(exists=True, path_type=Path),
    help="A copy of the published site, or of its published.lock: the record may only add to it.",
)
@click.option("--all", "all_kept", is_flag=True, help="List every finding that is kept on purpose, not one a reason.")
def check(
    root: Path,
    folder: str,
    timezone: str,
    form: str,
    with_lint: bool,
    base: str | None,
    published: Path | None,
    all_kept: bool,
) -> None:
    """Say everything that is wrong in the policies and in the files beside them, and what was kept on purpose.

    Each line names the file, the line and the column, says how to mend it, and ends with the name of its rule in
    brackets. docs/project/rules.md explains every rule. A finding that is to stay is recorded in the file, under
    "acknowledgements", with a reason. An error stops publication, a warning does not.

    What has been published is held against the record of it, published.lock, and that against the record on the branch
    --base and in the copy --published: only additions pass.

    Exit code 1 when there is an error. --format github writes annotations, and the whole list to the step's summary;
    --format gitlab writes a code quality report.
    """
    from ..checks.formats import summary
    from ..checks.lint import LinterMissing, lint
    from ..source.commits import CannotCompare
    from .checking import checked
    from .comparing import against_base, against_published

    try:
        _, report = checked(root, folder, today(timezone), {"lint": lint} if with_lint else {})
        report = report.having(against_base(root, folder, base) if base else ())
        report = report.having(against_published(root, folder, published) if published else ())
    except (LinterMissing, CannotCompare) as error:
        raise click.ClickException(str(error)) from None
    if form != "text":
        report = report.moved(lambda path: (root / path).as_posix())  # a host wants it from where the command runs
    for line in _lines(report, form, all_kept):
        click.echo(line)
    if form == "github" and (target := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(report))
    raise SystemExit(1 if errors_in(report.problems) else 0)


def _lines(report: Report, form: str, all_kept: bool) -> list[str]:
    from ..checks.formats import github_lines, gitlab_report, text_lines

    if form == "gitlab":
        return [gitlab_report(report)]
    return list(github_lines(report) if form == "github" else text_lines(report, all_kept=all_kept))
