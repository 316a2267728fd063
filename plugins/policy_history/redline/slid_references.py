"""References that stand at the place of others: of "Annex B (Keys)", now "Annex B (Logs), Annex C (Keys)", the first
came, and the second is what the one was; "Section 1, Section 2" may be "Section 2, Section 3"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from .alignment import Alignment
from .chain import Run
from .renamed import Renamed, name_before

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


def blocks_counted_anew(alignment: Alignment, pairs: Mapping[int, int], renamed: Renamed) -> Iterator[Run]:
    """The words behind the labels of blocks that differ in references alone, which followed what they name."""
    olds, news = alignment.old, alignment.new
    places = {news.words.blocks[start]: (start, end) for start, end in news.spans()}
    spans = {olds.words.blocks[start]: (start, end) for start, end in olds.spans()}
    for block, group in groupby(olds.references, key=lambda each: olds.words.blocks[each[0]]):
        found = list(group)
        if len(found) < 2 or pairs.get(block, -1) not in places:
            continue
        (start, end), (there, last) = spans[block], places[pairs[block]]
        start, there = olds.body(start, end), news.body(there, last)
        was, now = olds.words.keys[start:end], news.words.keys[there:last]
        is_settled = -1 not in alignment.old_partner[start:end] or any(alignment.old_move[start:end])
        if len(was) == len(now) and was != now and not is_settled and _differ_so(was, now, start, found, renamed):
            yield Run(start, there, len(was))


def _differ_so(
    was: Sequence[str], now: Sequence[str], start: int, stretches: Sequence[tuple[int, int]], renamed: Renamed
) -> bool:
    mixed = list(was)
    for first, last in ((first - start, last - start) for first, last in stretches):
        old, new = was[first:last], now[first:last]
        if old != new and renamed.is_followed(old, new, name_before(was, first).rstrip(".")):
            mixed[first:last] = new
    return mixed == now
