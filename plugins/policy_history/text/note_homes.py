"""Where footnotes belong: to the block that refers to them, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blocks import Kind
from .inline import Style
from .read_blocks import ReadBlock
from .references import note_label


def homes_of_notes(reads: Sequence[ReadBlock]) -> Iterator[tuple[int, int]]:
    """For each block of a footnote the one outside all notes that refers to the note first, or to what refers to it.

    Blocks are named by their places among ``reads``; those of a note to which nothing refers are left out.
    """
    notes: dict[int, str] = {}
    first: dict[str, int] = {}
    label = ""
    for at, read in enumerate(reads):
        if read.block.kind is Kind.NOTE:
            label = note_label(read.block)
        elif read.block.shape[:1] != ("note",):
            label = ""
        if label:
            notes[at] = label
        for look in read.words.looks:
            if isinstance(look, Style) and look.note and look.note != label:
                first.setdefault(look.note, at)
    for at, label in notes.items():
        met = set()
        home = first.get(label)
        while home in notes and home not in met:
            met.add(home)
            home = first.get(notes[home])
        if home is not None and home not in notes:
            yield at, home
