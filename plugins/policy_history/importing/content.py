"""What an importer has read, whatever it read it from. No input, no output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..problems import counted
from ..text.blocks import Kind
from ..text.inline import Style
from ..text.splitting import words_in
from ..text.tokens import Run

__all__ = ["Content", "Passage", "Run", "Style", "Table", "cut", "merged_cells", "struck_out", "text_of", "touch"]


@dataclass(slots=True)
class Passage:
    """A heading, a paragraph, a list item or code.

    ``shape`` names the containers around it from the outside in, as in ``text.blocks``; ``number`` is that of an item
    of a numbered list; ``names`` are the anchors by which links find it; ``note`` is the label of a footnote.
    """

    kind: Kind
    runs: list[Run]
    shape: tuple[str, ...] = ()
    level: int = 0
    number: int = 1
    names: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Table:
    """Rows of cells of runs; the first row is the head."""

    rows: list[list[list[Run]]]


@dataclass(slots=True)
class Content:
    """A text in order, the words its source has, and what the editor should know.

    ``source_words`` are found in another way than ``parts``, so that a fault in the one shows in the other.
    ``targets`` are addresses as they were before another program wrote them.
    """

    parts: list[Passage | Table] = field(default_factory=list)
    source_words: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


def merged_cells(count: int) -> str:
    """What an editor should know of cells that span several."""
    return f"{counted(count, 'merged table cell')}: the text stands in the first cell, the others are empty."


def struck_out(text: str) -> str:
    """What an editor should know of text that is struck out, for which Markdown here has no mark."""
    return f"Struck-out text kept as text, check it: “{text}”."


_OPENING = "([{“‘„«\"'/-"


def touch(before: str, behind: str) -> bool:
    """Whether two texts would be read as one word where nothing stands between them: 12 and 24 as 1224."""
    if not before or before[-1].isspace() or before[-1] in _OPENING:
        return False
    return behind[:1].isalnum() or behind[:1] in tuple("$€£¥(“")


def text_of(runs: Sequence[Run]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def cut(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs of the characters from one place in their text up to another."""
    found, at = [], 0
    for run in runs:
        found.append(Run(run.text[max(0, start - at) : max(0, end - at)], run.style))
        at += len(run.text)
    return [run for run in found if run.text]


def words_of_parts(parts: Sequence[Passage | Table]) -> list[str]:
    """The words of a text, block by block and cell by cell; of pictures none."""
    words: list[str] = []
    for part in parts:
        groups = [cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.runs]
        for runs in groups:
            words += words_in("".join(run.text for run in runs if run.style.image is None))
    return words
