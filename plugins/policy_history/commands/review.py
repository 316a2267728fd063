"""``policy review``: what a reviewer of a change wants to see."""

from __future__ import annotations

from pathlib import Path

import click

from .extras import write_file
from .lookup import TIMEZONE, today
from .options import FOLDER, ROOT


@click.command()
@click.option("--since", default="HEAD^1", show_default=True, metavar="COMMIT", help="The state to compare with.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to a file. Default: the terminal.",
)
@ROOT
@FOLDER
@TIMEZONE
def review(since: str, output: Path | None, root: Path, folder: str, timezone: str) -> None:
    """Say which revisions differ from an earlier state, what they change, and what the checks say.

    The result is Markdown for a comment on a pull request: it fits into one, and no word of a text becomes a mark.
    """
    from ..review.changed import changed_paths
    from ..review.comment import review_comment
    from ..source.commits import CannotCompare
    from .checking import checked
    from .comparing import against_base

    day = today(timezone)
    try:
        paths = changed_paths(root, folder, since)
        rewritten = against_base(root, folder, since)
    except CannotCompare as error:
        raise click.ClickException(str(error)) from None
    policies, report = checked(root, folder, day)
    report = report.having(rewritten)
    comment = review_comment(policies, report, paths, day)
    if output:
        write_file(output, comment.encode("utf-8"), with_folder=True)
    else:
        click.echo(comment, nl=False)
