"""Where our redlines of known edits are wrong, word by word: for tuning, on seed 1 only."""

from __future__ import annotations

from collections.abc import Iterator

from known_edits import KnownEdit, Library, pairs, score
from known_edits.reading_segments import Side, read_side

from .engines import OURS
from .quiet import classes_of

TUNING = 1  # the seed that may be looked at
_SHOWN = 4  # words of each kind of fault
_AROUND = 50  # characters on each side of a word


def faults(library: Library, seed: int, count: int = 120) -> Iterator[str]:
    """A line for each pair that is not right throughout, and under it some of the words that are wrong."""
    for number, known in enumerate(pairs(seed, count, library)):
        answer = OURS.compare(known.old, known.new)
        segments = OURS.read(answer, known.old, known.new)
        found = score(known, segments, classes_of(answer))
        are_moves_right = found.moves_found == found.moves_true and found.moves_shown_rightly == found.moves_shown
        if found.perfect and are_moves_right and not found.class_faults and not found.islands:
            continue
        yield (
            f"{number}: F1 {found.f1:.4f}, {found.wrong} wrong ({found.wrong_moved} only moved), "
            f"{found.missed} missed, {found.islands} islands, {found.class_faults} class faults; moves "
            f"{found.moves_found} of {found.moves_true} found, {found.moves_shown_rightly} of "
            f"{found.moves_shown} shown rightly; {', '.join(known.edits)}"
        )
        yield from _words(known, read_side(segments, "old", known.old), read_side(segments, "new", known.new))


def _words(known: KnownEdit, old: Side, new: Side) -> Iterator[str]:
    for name, side, text, true in (
        ("old", old, known.old, known.removed),
        ("new", new, known.new, known.added),
    ):
        for what, places in (("wrong", side.changed - true), ("missed", true - side.changed)):
            for place in sorted(places)[:_SHOWN]:
                word = side.words[place]
                before, after = (
                    text[max(0, word.start - _AROUND) : word.start],
                    text[word.end : word.end + _AROUND],
                )
                yield f"    {name} {what}: {before!r} >>{word.text}<< {after!r}"
