"""``policy redline``: two files compared, without a site."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click

from ..publish.redline_file import ComparedFile, redline_file
from ..redline.compare import compare
from ..redline.record import redline_record
from ..redline.terminal import terminal_lines
from ..text.document import Document
from .options import FILE

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
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
