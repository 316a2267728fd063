"""References behind what one text alone has: they are what the one before it was.

Of "Annex B (Keys)", now "Annex B (Logs), Annex C (Keys)", the first came, and the second is what the one was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .alignment import Alignment
from .chain import Run

Followed = Callable[[Sequence[str], Sequence[str]], bool]
"""Whether one reference became another as the labels did that it names."""


def slid_references(alignment: Alignment, is_followed: Followed) -> list[Run]:
    """Such references of either text, with their names, and what they were or became."""
    return [*_slid(alignment, is_followed, is_old=True), *_slid(alignment, is_followed, is_old=False)]


def _slid(alignment: Alignment, is_followed: Followed, *, is_old: bool) -> Iterator[Run]:
    reading, partner = (alignment.old, alignment.old_partner) if is_old else (alignment.new, alignment.new_partner)
    move = alignment.old_move if is_old else alignment.new_move
    keys, others = reading.words.keys, (alignment.new if is_old else alignment.old).words.keys
    firsts = {last: first for first, last in reading.references}
    for last, start in firsts.items():
        before = start - 1
        while before > 0 and partner[before - 1] < 0 <= partner[last]:
            before -= 1
        first, width = firsts.get(before, before), last - start
        there = partner[first - 1] + 1
        is_alike = keys[first - 1 : before] == others[there - 1 : there + width] and keys[first - 1] == keys[start - 1]
        is_behind_its_like = before < start - 1 and before - first == width and is_alike and there
        if not is_behind_its_like or max(partner[before:last]) >= 0 or any(move[first - 1 : last]):
            continue
        mine, theirs = keys[start:last], others[there : there + width]
        old, new = (mine, theirs) if is_old else (theirs, mine)
        if old != new and is_followed(old, new):
            places = (start - 1, there - 1) if is_old else (there - 1, start - 1)
            yield Run(*places, width + 1)
