"""A folder of dated drafts, read as a history: each by the reader of ``policy import``, with its own loss report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..history_import.dated_files import dated_files
from ..history_import.model import CannotImport, PastText
from ..importing.file_kinds import DRAFTS, WORD
from ..progress import Progress
from .extras import say
from .importing import OTHER_TEXTS, report, text_of_draft, why_not

_LAST_WORDS = " Nothing was written."


def has_drafts(folder: Path) -> bool:
    """Whether a folder holds a document that can be a text of a history."""
    return any(each.suffix.lower() in DRAFTS for each in folder.iterdir())


def is_text_alone(file: Path) -> bool:
    """Whether a file is a document, or is called as texts are, and so no record of several texts."""
    return file.suffix.lower() in (*DRAFTS, *OTHER_TEXTS)


def instead_of_one(file: Path) -> str:
    """What to do with a text that is no history."""
    if file.suffix.lower() not in DRAFTS:
        return why_not(file)
    return (
        "Put it into a folder with the others, each with its day in its name, such as privacy-2019-03-01.docx, and "
        "name the folder. For this text alone there are “policy import”, and “policy init” with --draft."
    )


def text_of_kept_draft(changes: str, content: bytes, name: str, earlier: Sequence[str]) -> str:
    """The text of a draft that git kept, as Markdown, with a report on it. Clauses have their ids of ``earlier`` texts.

    A site's generator may have fields at its beginning, which are left out. CannotImport when a word would be missing.
    """
    from ..text.front_matter import front_matter

    # Every byte is a character in Latin-1, so that the length of the fields is the same.
    fields = front_matter(content.decode("latin-1")) if not name.lower().endswith(WORD) else ""
    with TemporaryDirectory() as place:
        draft = Path(place) / name
        draft.write_bytes(content[len(fields) :])
        try:
            read, made = text_of_draft(draft, changes, earlier)
        except click.ClickException as error:
            raise CannotImport(error.message.removesuffix(_LAST_WORDS)) from None
    report(draft, read, made)
    if fields:
        say("  Front matter of another program left out.", err=True)
    return made.markdown


def texts_from_drafts(
    folder: Path, changes: str, language: str, left_out: Sequence[str], progress: Progress
) -> list[PastText]:
    """The texts of that folder, oldest first, and a report on each. CannotImport names all files that stop it.

    ``changes`` is what becomes of tracked changes in Word. A clause keeps the id that it had in the text before.
    """
    found = dated_files(folder, DRAFTS, language, left_out)
    for other in found.others:
        say(f"Not read: {other.name}. {why_not(other)}", err=True)
    for copy, text in found.marked.items():
        say(f"Not read: {copy.name}. It shows changes, and {text.name} is the text of that day.", err=True)
    texts: list[PastText] = []
    refused: list[str] = []
    for number, file in enumerate(found.files, start=1):
        progress("Reading the documents", number, len(found.files))
        try:
            content, made = text_of_draft(file.path, changes, [each.text for each in texts])
        except click.ClickException as error:
            refused.append(error.message.removesuffix(_LAST_WORDS))
            continue
        report(file.path, content, made)
        name = file.path.name
        texts.append(PastText(made.markdown, file.named.day, name, doubt=file.named.doubt))
    if refused:
        raise CannotImport("\n".join(refused))
    return texts
