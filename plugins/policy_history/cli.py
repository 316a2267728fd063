"""``policy``: the engine from the command line, without building a site."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click

from .checks.run import Report, check_policies
from .problems import Problem, ProblemsFound, Severity
from .publish.redline_file import ComparedFile, redline_file
from .redline.compare import compare
from .redline.record import redline_record
from .redline.terminal import terminal_lines
from .source.folder import read_policies
from .text.document import Document

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


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


@main.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--html", "form", flag_value="html", help="One HTML file that needs no other, to mail or print.")
@click.option("--json", "form", flag_value="json", help="The list of changes as JSON.")
@click.option("--width", type=click.IntRange(20), default=None, help="Columns of the terminal. Default: its own.")
def redline(old: Path, new: Path, form: str | None, width: int | None) -> None:
    """Compare two Markdown files, word by word, and show what changed.

    Front matter is not compared. In the terminal [-removed-], {+added+}, and moved words as [<here<] and {>there>}.
    """
    files = [ComparedFile(path.name, path.read_bytes()) for path in (old, new)]
    found = compare(*(_document(file) for file in files))
    if form == "html":
        click.echo(redline_file(found, *files))
    elif form == "json":
        sides = {name: {"file": file.name, "sha256": file.sha256} for name, file in zip(("old", "new"), files)}
        click.echo(json.dumps(sides | redline_record(found), ensure_ascii=False, indent=2))
    else:
        columns = width or min(100, shutil.get_terminal_size().columns)
        colour = click.get_text_stream("stdout").isatty()
        for line in terminal_lines(found, width=columns, colour=colour):
            click.echo(line)


def _document(file: ComparedFile) -> Document:
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file.name}: byte {error.start + 1} is not UTF-8. Save the file as UTF-8 text."
        ) from None
    return Document(_FRONT_MATTER.sub("", text, count=1).replace("\r\n", "\n"))


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
