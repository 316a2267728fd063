"""What a source of earlier texts gives: no input, no output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..problems import CannotProceed

NO_DAY = date(9999, 1, 1)
"""The day of a text of which the record has none that can be one."""


class CannotImport(CannotProceed):
    """Nothing can be imported; the message says why, and what to do. Whoever tells it adds that nothing was written."""


@dataclass(frozen=True, slots=True)
class PastText:
    """A text as some record has it.

    ``day`` is the day on which the record says that it came in, which is proposed as the day of publication;
    ``origin`` names the record (a path and a commit) and ``subject`` is what was written there about the change.
    ``other_day`` is another day that the record has for it (the author's, where it came in later), and ``formerly``
    the paths that the file of the first text had before it was renamed, latest first.
    ``removed`` is the day on which the file was taken away, before another text came or for good.
    ``doubt`` is a sentence on a day that may be another one, and ``aside`` names the commits with texts of branches
    that came in with this one and are not taken; the last text has the ``tags`` with texts that the main line lacks.
    ``is_extraction`` marks a text that an archive read anew from a page that may not have changed.
    """

    text: str
    day: date
    origin: str
    subject: str = ""
    is_extraction: bool = False
    other_day: date | None = None
    formerly: tuple[str, ...] = ()
    removed: date | None = None
    doubt: str = ""
    aside: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def without_repetitions(texts: Iterable[PastText]) -> Iterator[PastText]:
    """The texts, oldest first, each only once of those that follow one another: what says the same is no revision."""
    before = None
    for each in texts:
        if each.text != before:
            yield each
        before = each.text
