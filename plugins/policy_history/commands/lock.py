"""``policy lock``: record what has been published, so that it cannot change unnoticed."""

from __future__ import annotations

from pathlib import Path

import click

from .. import clock
from ..checks.lock import lock_problems
from ..problems import ProblemsFound
from ..source.folder import read_policies
from ..source.lock import LOCK_FILE, not_in, read_lock, write
from ..source.whole_files import unwritable
from .options import FOLDER, ROOT


@click.command()
@ROOT
@FOLDER
@click.option(
    "--timezone", default="UTC", show_default=True, help="The publisher's time zone: it decides what day it is."
)
def lock(root: Path, folder: str, timezone: str) -> None:
    """Record every revision published by today in the lock, and change nothing that stands there.

    From then on a build fails when the file of such a revision changes, disappears or gets other dates, and when a new
    revision is put before it. Exit code 1, and nothing written, when that has happened already.
    """
    try:
        today = clock.today(timezone)
        policies, known = read_policies(root, folder), read_lock(root, folder)
    except ProblemsFound as found:
        raise click.ClickException(f"{found}\nNothing was written.") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    problems = sorted(lock_problems(known, policies))
    if problems:
        raise click.ClickException("\n".join(map(str, problems)) + "\nNothing was written.")
    added = not_in(known, policies, today)
    if added:
        try:
            write(root, folder, known, added)
        except OSError as error:
            raise click.ClickException(f"{unwritable(error)} Nothing was written.") from None
    for line in added:
        click.echo(f"locked: {line.name}  {line.sha256}")
    click.echo(f"{folder}/{LOCK_FILE}: {len(added)} added, {len(known.lines) + len(added)} in all.")
