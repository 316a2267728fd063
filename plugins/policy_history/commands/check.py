"""``policy check``: everything that is wrong, at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import Problem, errors_in
from .cache_option import CACHE, store_in
from .checking import changed, checked, chosen_files
from .extras import say
from .lookup import today
from .options import of_checkout_today

if TYPE_CHECKING:
    from ..checks.choosing import Chosen
    from ..checks.finding import Report

_FORMATS = click.Choice(["text", "github", "gitlab"])


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, path_type=Path))
@of_checkout_today
@click.option("--all", "is_whole", is_flag=True, help="Read every text, also those that are recorded and unchanged.")
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
    metavar="ADDRESS|PATH",
    help="The site that is online, or a copy of it or of its published.lock: the record may only add to it.",
)
@click.option("--kept", "all_kept", is_flag=True, help="List every finding that is kept on purpose, not one a reason.")
@CACHE
def check(
    files: tuple[Path, ...],
    root: Path,
    folder: str,
    timezone: str,
    is_whole: bool,
    form: str,
    with_lint: bool,
    base: str | None,
    published: str | None,
    all_kept: bool,
    is_keeping: bool,
) -> None:
    """Say everything that is wrong in the policies and in the files beside them, and what was kept on purpose.

    Each line names the file, the line and the column, says how to mend it, and ends with the name of its rule in
    brackets. "policy help rules" explains every rule. A finding that is to stay is recorded in the file, under
    "acknowledgements", with a reason. An error stops publication, a warning does not.

    What has been published is held against the record of it, published.lock, and that against the record on the branch
    --base and of the site --published: only additions pass. Texts that the record has as they are were checked when
    they were published and are not read again: --all reads them too, as CI does. With FILEs the texts in these are
    read; a policy.yml stands for all texts of its policy.

    Exit code 1 when there is an error. --format github writes annotations, and the whole list to the step's summary;
    --format gitlab writes a code quality report.
    """
    if is_whole and files:
        raise click.UsageError("--all reads every text, so name no files with it.")
    chosen = _chosen(root, folder, files, is_whole)
    report = _report(root, folder, today(timezone), chosen, with_lint, is_keeping)
    report = report.having(_against(root, folder, base, published))
    if form != "text":
        report = report.moved(lambda path: (root / path).as_posix())  # a host wants it from where the command runs
    _tell(report, form, all_kept)
    raise SystemExit(1 if errors_in(report.problems) else 0)


def _chosen(root: Path, folder: str, files: Sequence[Path], is_whole: bool) -> Chosen:
    from ..checks.choosing import EVERYTHING

    if is_whole:
        return EVERYTHING
    return chosen_files(root, folder, files) if files else changed(root, folder)


def _report(root: Path, folder: str, day: date, chosen: Chosen, with_lint: bool, is_keeping: bool) -> Report:
    from ..checks.lint import lint

    rules = {"lint": lint} if with_lint else {}
    return checked(root, folder, day, rules, chosen, store_in(root, is_keeping=is_keeping))[1]


def _against(root: Path, folder: str, base: str | None, published: str | None) -> list[Problem]:
    """What the record lacks of that of another commit, and of that which is published."""
    from .comparing import against_base, against_published

    return [
        *(against_base(root, folder, base) if base else ()),
        *(against_published(root, folder, published) if published else ()),
    ]


def _tell(report: Report, form: str, all_kept: bool) -> None:
    from ..checks.report_formats import summary

    for line in _lines(report, form, all_kept):
        say(line)
    if form == "github" and (target := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(report))


def _lines(report: Report, form: str, all_kept: bool) -> list[str]:
    from ..checks.report_formats import github_lines, gitlab_report, text_lines

    if form == "gitlab":
        return [gitlab_report(report)]
    return list(github_lines(report) if form == "github" else text_lines(report, all_kept=all_kept))
