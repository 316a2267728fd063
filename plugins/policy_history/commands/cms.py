"""``policy cms``: editing in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from ..editor import BACKENDS
from .extras import say, write_file
from .lookup import policies_in
from .options import of_checkout


@click.command()
@click.option("--repository", required=True, metavar="OWNER/NAME", help="The repository that holds the policies.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option(
    "--backend",
    type=click.Choice(BACKENDS),
    default="github",
    show_default=True,
    help="Where the repository is.",
)
@click.option("--script", type=click.Path(path_type=Path), help="The editor's script; with --output.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Write the editor into this folder.")
@of_checkout
def cms(
    repository: str,
    branch: str,
    backend: str,
    script: Path | None,
    output: Path | None,
    root: Path,
    folder: str,
) -> None:
    """Make the configuration of a browser editor, Sveltia CMS or Decap CMS.

    Prints config.yml, or with --output and --script writes a folder that any host of files can serve. What is saved in
    the editor becomes a pull request; texts are edited as Markdown; nothing can be deleted.
    """
    from ..editor.configuration import configuration, written
    from ..editor.page import editor

    settings = configuration(policies_in(root, folder), backend=backend, repository=repository, branch=branch)
    if output is None:
        click.echo(written(settings), nl=False)
        return
    if script is None:
        raise click.ClickException(
            "Name the editor's script with --script; it is served from here, never from elsewhere."
        )
    files = editor(settings, script).files
    for name, content in files.items():
        write_file(output / name, content, with_folder=True)
    say(f"The editor is in {output}: {', '.join(files)}.")
