"""``policy redline``: two texts compared, without a site."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .extras import extra, say, say_as_data, write_file
from .lookup import within_budget
from .options import FILE, of_checkout

if TYPE_CHECKING:
    from ..publish.compared_file import ComparedFile
    from ..redline.model import Redline
    from ..text.document import Document
    from .compared_files import NamedFile

_FACTOR = 10
"""A page or a document of a redline costs more than its text."""
_OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--html", "form", flag_value="html", help="One HTML file that needs no other, to mail or print.")
@click.option("--json", "form", flag_value="json", help="The list of changes as JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="A comment for a pull request, cut to its limit.")
@click.option("--docx", type=_OUTPUT, metavar="FILE", help="Write a Word document with tracked changes.")
@click.option(
    "--template",
    type=FILE,
    metavar="FILE",
    help="A firm's own Word template (.dotx, .docx): its styles, header, lists.",
)
@click.option("--pdf", type=_OUTPUT, metavar="FILE", help="Write a PDF.")
@click.option("--author", default="", help="Whose the tracked changes are. Default: the policy's publisher.")
@click.option("--width", type=click.IntRange(20), default=None, help="Columns of the terminal. Default: its own.")
@of_checkout
def redline(
    old: str,
    new: str,
    form: str | None,
    docx: Path | None,
    template: Path | None,
    pdf: Path | None,
    author: str,
    width: int | None,
    root: Path,
    folder: str,
) -> None:
    """Compare two texts, word by word, and show what changed.

    OLD and NEW are Markdown files, or revisions by policy and id: privacy/2014-09-24. A draft that is not committed yet
    is as good as any. Front matter is not compared. Marks in NEW that pages would print as signs are named on standard
    error. In the terminal [-removed-], {+added+}, and moved words as [<here<] and {>there>}.
    """
    from .compared_files import side

    stationery = _template(template, docx)
    files = [side(name, root, folder) for name in (old, new)]
    found = _compared(files)
    described = [file.described() for file in files] if form or docx or pdf else []
    size = _FACTOR * sum(len(file.content) for file in files)
    if docx:
        write_file(docx, within_budget(str(docx), lambda _: _word(found, described, author, stationery), size=size))
    if pdf:
        with extra("pdf", "A redline as PDF"):
            from ..printing.documents import redline_pdf
        write_file(pdf, within_budget(str(pdf), lambda _: redline_pdf(found, *described), size=size))
    for path in filter(None, (docx, pdf)):
        say(f"Wrote {path}", err=True)
    _name_unknown_marks(found.new, files[1])
    if form or not (docx or pdf):
        _show(found, described, form, width)


def _template(template: Path | None, docx: Path | None) -> tuple[str, bytes | None]:
    """The name and the bytes of the template, if there is one."""
    if template is None:
        return "", None
    from .importing import LARGEST_DRAFT

    if docx is None:
        raise click.ClickException("--template goes with --docx FILE, which says where to write. Nothing was written.")
    if docx.exists() and docx.samefile(template):
        raise click.ClickException(f"{docx} is the template itself. Write to another file. Nothing was written.")
    if template.stat().st_size > LARGEST_DRAFT:
        raise click.ClickException(f"{template.name} is too large for a template. Take out its pictures.")
    return template.name, template.read_bytes()


def _word(found: Redline, files: list[ComparedFile], author: str, stationery: tuple[str, bytes | None]) -> bytes:
    with extra("word", "A redline in Word"):
        from ..word.no_document import NotADocument
        from ..word.writing import redline_docx
    name, content = stationery
    try:
        return redline_docx(found, *files, author=author, template=content)
    except NotADocument as error:
        raise click.ClickException(f"{name}: {error} Nothing was written.") from None


def _compared(files: list[NamedFile]) -> Redline:
    """The redline of two files; the command ends with the passage when it costs more than its budget."""
    from ..redline.compare import compare
    from .compared_files import text_of

    old, new = (text_of(file) for file in files)
    document = within_budget(files[0].name, _read, old, line=_lines_before(files[0], old) + 1)
    return within_budget(
        files[1].name,
        lambda text: compare(document, _read(text)),
        new,
        line=_lines_before(files[1], new) + 1,
        size=len(old) + len(new),
        doing="Comparing",
    )


def _read(text: str) -> Document:
    from ..text.document import Document

    document = Document(text)
    for read in document.reads:
        read.tokens  # noqa: B018 - read now: afterwards its cost would be that of the other file
    return document


def _lines_before(file: NamedFile, text: str) -> int:
    """How many lines of front matter a file has before its text."""
    return file.content.count(b"\n") - text.count("\n")


def _name_unknown_marks(document: Document, file: NamedFile) -> None:
    """Say on standard error which marks the redline takes for words, as pages do."""
    from ..checks.unknown_syntax import unknown_marks
    from ..problems import Problem

    before = _lines_before(file, document.source)
    for found in unknown_marks(document):
        line, column = document.place(found.offset)
        problem = Problem(file.name, before + line, column, "unknown-syntax", found.message, found.severity)
        say(f"{problem.severity}: {problem}", err=True)


def _show(found: Redline, files: list[ComparedFile], form: str | None, width: int | None) -> None:
    """Show it in that form, of these files; in the terminal nothing is said of them."""
    if form == "html":
        from ..publish.redline_file import redline_file

        old, new = files
        click.echo(redline_file(found, old, new))
    elif form == "json":
        from ..redline.change_data import redline_record

        sides = {
            name: {"file": file.name, "sha256": file.sha256} for name, file in zip(("old", "new"), files, strict=True)
        }
        say_as_data(sides | redline_record(found))
    elif form == "markdown":
        from ..publish.compared_file import facts_of_both
        from ..redline.comment_markdown import redline_comment

        old, new = files
        title = f"{new.title or 'Redline'}: {old.name} → {new.name}"
        click.echo(redline_comment(found, title, facts_of_both(old, new)), nl=False)
    else:
        from ..redline.terminal import terminal_lines

        columns = width or min(100, shutil.get_terminal_size().columns)
        colour = sys.stdout.isatty()
        for line in terminal_lines(found, width=columns, colour=colour):
            click.echo(line)
