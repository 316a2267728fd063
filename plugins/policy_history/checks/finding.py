"""What a rule finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..model import Policy, Revision
from ..problems import Severity
from ..text.characters import shown
from ..text.document import Document
from ..text.read_blocks import ReadBlock

_LONGEST_QUOTE = 60


class Finding(NamedTuple):
    """What a rule found: the place in the text, the passage it concerns, and a sentence with the remedy.

    ``field`` names the field of the front matter in which it is, where it is not in the text. A finding without a
    ``quote`` cannot be acknowledged.
    """

    offset: int
    quote: str
    message: str
    severity: Severity = Severity.ERROR
    field: str = ""


Rule = Callable[[Policy, Revision, Document], Iterator[Finding]]
"""A rule about one revision. Its documentation, with an example, is in manual/rules.md."""

ComparingRule = Callable[[Policy, Revision, Document, Revision, Document], Iterator[Finding]]
"""A rule about a revision (first two) and the one before it (last two), whose clauses have lasting ids."""


def in_blocks(document: Document, work: Callable[[ReadBlock], Sequence[Finding]]) -> Iterator[Finding]:
    """What ``work`` finds in each block, with its place in the text; it is asked once about each distinct block."""
    for start, found in document.once(work):
        yield from (finding._replace(offset=start + finding.offset) for finding in found)


def short(text: str) -> str:
    """A passage on one line and not too long, as a sentence quotes it and an acknowledgement names it."""
    line = " ".join(shown(text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 3] + "…"
