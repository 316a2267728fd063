"""``policy review``: what a reviewer of a change wants to see."""

from __future__ import annotations

import os
from pathlib import Path

import click

from .extras import say, write_file
from .lookup import today
from .options import of_checkout_today


@click.command()
@click.option("--since", default="HEAD^1", show_default=True, metavar="COMMIT", help="The state to compare with.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to a file. Default: the terminal.",
)
@click.option(
    "--post",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Put FOLDER/comment.md on the request that FOLDER/number names, on GitHub or GitLab.",
)
@of_checkout_today
def review(since: str, output: Path | None, post: Path | None, root: Path, folder: str, timezone: str) -> None:
    """Say which revisions differ from an earlier state, what they change, and what the checks say.

    The result is Markdown for a comment on a pull or merge request: it fits into one, and no word becomes a mark.

    With --post nothing is compared: what such a run has written elsewhere is taken as data, cleaned, and posted. It
    needs HEAD_SHA, the commit that was looked at, and on GitHub GITHUB_TOKEN, on GitLab GITLAB_TOKEN: a token of the
    project with the scope api, since that of a job cannot comment.
    """
    if post:
        _post(post)
        return
    from ..review.comment import review_comment
    from ..source.commits import changed_paths
    from .checking import checked
    from .comparing import against_base

    day = today(timezone)
    paths = changed_paths(root, folder, since)
    rewritten = against_base(root, folder, since)
    policies, report = checked(root, folder, day)
    report = report.having(rewritten)
    comment = review_comment(policies, report, paths, day)
    if output:
        write_file(output, comment.encode("utf-8"), with_folder=True)
    else:
        click.echo(comment, nl=False)


def _post(folder: Path) -> None:
    from ..review.hosts import CannotPost
    from ..review.posting import post

    try:
        say(post(folder, os.environ))
    except KeyError as error:
        raise click.ClickException(f"Nothing was posted: the variable {error.args[0]} is not set.") from None
    except CannotPost as error:
        raise click.ClickException(f"Nothing was posted: {error}") from None
