"""What a source of earlier texts gives: no input, no output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


class CannotImport(Exception):
    """Nothing can be imported; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class PastText:
    """A text as some record has it.

    ``day`` is the day on which the record says that it came in, which is proposed as the day of publication;
    ``origin`` names the record (a path and a commit) and ``subject`` is what was written there about the change.
    ``is_extraction`` marks a text that an archive read anew from a page that may not have changed.
    """

    text: str
    day: date
    origin: str
    subject: str = ""
    is_extraction: bool = False


def without_repetitions(texts: Iterable[PastText]) -> Iterator[PastText]:
    """The texts, oldest first, each only once of those that follow one another: what says the same is no revision."""
    before = None
    for each in texts:
        if each.text != before:
            yield each
        before = each.text


def decoded(content: bytes) -> str:
    """The text of those bytes: UTF-8, or else Windows-1252, in which old files of the web are."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
