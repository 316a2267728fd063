"""Headings and terms that got other words: each is one that was renamed, where level and place say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text.blocks import Kind
from .alignment import Alignment, Gap
from .matching import Matcher
from .sides import ReadWords

NAMES = frozenset((Kind.HEADING, Kind.TERM))
"""Blocks that name what follows them."""

_Stretch = tuple[int, int]


def keep_headings(alignment: Alignment, matcher: Matcher) -> None:
    """Make partners of headings of one level none of whose words has one, at the same place in both texts.

    What follows them must have stayed there too; a title of level 1 needs no such proof, nor does a clause that keeps
    its number and nothing else. The moves must have been
    found: a heading that moved was not renamed.
    """
    _part_marks(alignment)
    olds = _gone(alignment.old, alignment.old_partner, alignment.old_move)
    news = _gone(alignment.new, alignment.new_partner, alignment.new_move) if olds else []
    for gap in alignment.gaps if news else ():
        renamed = _renamed(alignment, gap, _within(olds, gap.old), _within(news, gap.new))
        # Of several that one may have been it was the last, behind which the text goes on.
        for new, old in {new: old for old, new in renamed}.items():
            for run in matcher.match(*old, *new):
                alignment.keep(run)


def _part_marks(alignment: Alignment) -> None:
    """Make strangers of the end of a heading and that of another block, where both share at most signs besides."""
    olds, news = alignment.old, alignment.new
    ends = {end - 1: start for start, end in news.spans()}
    for start, end in olds.spans():
        old, new = end - 1, alignment.old_partner[end - 1]
        kinds = [olds.blocks[olds.words.blocks[old]].kind in NAMES, news.blocks[news.words.blocks[new]].kind in NAMES]
        if new < 0 or kinds[0] == kinds[1]:
            continue
        signs = [at for at in range(start, old) if alignment.old_partner[at] >= 0]
        others = [at for at in range(ends.get(new, new), new) if alignment.new_partner[at] >= 0]
        if not any(olds.words.keys[at][:1].isalnum() for at in signs) and len(signs) == len(others):
            for at in (*signs, old):
                alignment.new_partner[alignment.old_partner[at]] = -1
                alignment.old_partner[at] = -1


def _gone(reading: ReadWords, partner: Sequence[int], move: Sequence[int]) -> list[_Stretch]:
    """The headings and terms none of whose words has a partner, nor has moved."""
    blocks, numbers = reading.blocks, reading.words.blocks
    return [
        (start, end)
        for start, end in reading.spans()
        if partner[end - 1] < 0 and blocks[numbers[end - 1]].kind in NAMES
        if max(partner[start:end]) < 0 and not any(move[start:end])
    ]


def _within(stretches: Sequence[_Stretch], outer: _Stretch) -> list[_Stretch]:
    return [stretch for stretch in stretches if outer[0] <= stretch[0] and stretch[1] <= outer[1]]


def _renamed(
    alignment: Alignment, gap: Gap, olds: Sequence[_Stretch], news: Sequence[_Stretch]
) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Which heading of a gap was renamed to which."""
    places_old = _places(alignment.old_partner, alignment.old_move, olds, gap.old[0])
    places_new = _places(alignment.new_partner, alignment.new_move, news, gap.new[0])
    partners = {place: alignment.new_partner[place] if place >= gap.new[0] else gap.old[0] - 1 for place in places_new}
    for old, place in zip(olds, places_old, strict=True):
        level = _level(alignment.old, old)
        there = [new for new, other in zip(news, places_new, strict=True) if partners[other] == place]
        there = [new for new in there if _level(alignment.new, new) == level]
        here = [
            each
            for each, other in zip(olds, places_old, strict=True)
            if other == place and _level(alignment.old, each) == level
        ]
        is_title = level == 1 and len(here) == len(there) == 1
        emptied = [new for new in there if _has_label(alignment, old, new) and _counts_on(alignment, gap, old, new)]
        stayed = (new for new in there[-1:] if is_title or _goes_on(alignment, gap, old[1], new[1]))
        title = _title(alignment.old, old)
        same = [new for new in there if title and _title(alignment.new, new) == title]
        yield from ((old, new) for new in same[:1] or emptied[:1] or stayed)


def _title(reading: ReadWords, heading: _Stretch) -> Sequence[str]:
    """The words of a heading behind its label."""
    return reading.words.keys[reading.body(*heading) : heading[1] - 1]


def _has_label(alignment: Alignment, old: _Stretch, new: _Stretch) -> bool:
    """Whether both headings have one label, the same."""
    olds, news = alignment.old, alignment.new
    labels = olds.words.keys[old[0] : olds.body(*old)], news.words.keys[new[0] : news.body(*new)]
    return labels[0] == labels[1] != []


def _counts_on(alignment: Alignment, gap: Gap, old: _Stretch, new: _Stretch) -> bool:
    """Whether a label that both headings have stayed, though nothing else did: no other clause has what it counts."""
    if _is_emptied(alignment, old, new):
        return True
    are_alone = old[1] - alignment.old.body(*old) == new[1] - alignment.new.body(*new) == 1
    stayed, within, _ = _kept_behind(alignment, gap, old[1], new[1])
    return are_alone and stayed == within


def _kept_behind(alignment: Alignment, gap: Gap, old: int, new: int) -> tuple[int, int, int]:
    """Of the words of the blocks that begin there, how many stayed, how many of these in the other block, and how many
    there are. Each counts from both sides."""
    ends = _end_of_block(alignment.old, gap.old[1], old), _end_of_block(alignment.new, gap.new[1], new)
    stayed = within = 0
    for partner, start, end, there in (
        (alignment.old_partner, old, ends[0] - 1, (new, ends[1])),
        (alignment.new_partner, new, ends[1] - 1, (old, ends[0])),
    ):
        for place in partner[start:end]:
            stayed += place >= 0
            within += there[0] <= place < there[1]
    return stayed, within, ends[0] - old + ends[1] - new - 2


def _end_of_block(reading: ReadWords, last: int, start: int) -> int:
    blocks = reading.words.blocks
    return next((at for at in range(start, last) if blocks[at] != blocks[start]), last)


def _is_emptied(alignment: Alignment, old: _Stretch, new: _Stretch) -> bool:
    """Whether nothing stands under one of two headings, as under "4. (reserved)": then the number alone is kept."""
    return any(
        reading.words.blocks[heading[0]] + 1 >= len(reading.blocks)
        or reading.blocks[reading.words.blocks[heading[0]] + 1].kind is Kind.HEADING
        for reading, heading in ((alignment.old, old), (alignment.new, new))
    )


def _places(partner: Sequence[int], move: Sequence[int], headings: Sequence[_Stretch], start: int) -> list[int]:
    """For each heading the last word before it that stayed in place; the one before ``start`` where there is none."""
    found = []
    last, reached = start - 1, start
    for heading, end in headings:
        last = next((at for at in range(heading - 1, reached - 1, -1) if partner[at] >= 0 and not move[at]), last)
        found.append(last)
        reached = end
    return found


def _level(reading: ReadWords, heading: _Stretch) -> int:
    return reading.blocks[reading.words.blocks[heading[0]]].level


def _goes_on(alignment: Alignment, gap: Gap, old: int, new: int) -> bool:
    """Whether what is there stayed: the same word begins on both sides, behind any label, or most words stayed.

    Where an end of the gap is there on one side, it must be on both.
    """
    if old == gap.old[1] or new == gap.new[1]:
        return old == gap.old[1] and new == gap.new[1]
    bodies = alignment.old.body(old, gap.old[1] - 1), alignment.new.body(new, gap.new[1] - 1)
    if alignment.old_partner[bodies[0]] == bodies[1]:
        return not alignment.old_move[bodies[0]]
    _, within, size = _kept_behind(alignment, gap, old, new)
    return within > size >> 1
