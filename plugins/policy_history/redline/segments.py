"""A redline as segments of both sources: joined, they are the two files byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ..text.words import MARKS
from .alignment import Alignment, Gap
from .chain import Run
from .difference import PUNCTUATION, difference, kind_alone
from .identity import aligned
from .in_place import kept_runs
from .model import ChangeKind


class Segment(NamedTuple):
    """A stretch of either source or of both.

    ``operation`` is equal, delete, insert or move; ``kind`` says what differs, None where nothing does. A move stands
    once with its old source and once with its new one, both with the same number.
    """

    operation: str
    old: str
    new: str
    kind: ChangeKind | None
    move: int = 0


def segments(old: str, new: str) -> list[Segment]:
    """The segments that lead from one Markdown source to another."""
    return segments_of(aligned(old, new))


def segments_of(alignment: Alignment) -> list[Segment]:
    """The segments that lead from one side of an alignment to the other."""
    return list(_merged(_walk(alignment)))


def counts(found: Sequence[Segment]) -> dict[str, int]:
    """How many changes of each kind there are; neighbouring segments of one kind are one change."""
    totals = {str(kind): 0 for kind in ChangeKind}
    last: tuple[ChangeKind | None, int] = (None, 0)
    for segment in found:
        if segment.kind is not None and (segment.kind, segment.move) != last:
            totals[segment.kind] += 1
        last = (segment.kind, segment.move)
    return totals


def _merged(found: Iterator[Segment]) -> Iterator[Segment]:
    """Neighbours of one operation, kind and move made one."""
    for (operation, kind, move, _), members in groupby(found, key=_label):
        first, *others = members
        if others:
            old = "".join([each.old for each in (first, *others)])
            new = "".join([each.new for each in (first, *others)])
            first = Segment(operation, old, new, kind, move)
        yield first


def _label(segment: Segment) -> tuple[str, ChangeKind | None, int, bool]:
    return segment.operation, segment.kind, segment.move, bool(segment.old)


def _walk(alignment: Alignment) -> Iterator[Segment]:
    """Every word in reading order, deletions before insertions."""
    sides = alignment.old_side, alignment.new_side
    gaps: Mapping[tuple[int, int], Gap] = {(gap.old_units[0], gap.new_units[0]): gap for gap in alignment.gaps}
    yield from _tails(*(side.source[: side.bounds[0]] for side in sides))  # blanks of a text that has no block
    place = (0, 0)
    for run in (*alignment.anchors, None):
        if place in gaps:
            gap = gaps[place]
            yield from _gap(alignment, gap)
            place = gap.old_units[1], gap.new_units[1]
        if run is not None:
            old, new = (
                side.source[side.bounds[start] : side.bounds[start + run.length]]
                for side, start in zip(sides, (run.old, run.new), strict=True)
            )
            yield Segment("equal", old, new, None)
            place = run.old + run.length, run.new + run.length


def _gap(alignment: Alignment, gap: Gap) -> Iterator[Segment]:
    old, new = _Cursor(alignment, gap, is_old=True), _Cursor(alignment, gap, is_old=False)
    for run in (*kept_runs(alignment, gap), Run(gap.old[1], gap.new[1], 0)):
        changed = [*old.strangers(run.old), *new.strangers(run.new)]
        yield from _of_one_kind(changed) if len(changed) > 1 else changed
        if run.length:
            yield from _kept(alignment, old, new, run.length)
    yield from _tails(old.rest(), new.rest())


def _of_one_kind(changed: Sequence[Segment]) -> Iterator[Segment]:
    """What left and came at one place: signs among words are a part of what was worded anew."""
    is_wording = any(segment.kind is ChangeKind.WORDING for segment in changed)
    for segment in changed:
        is_sign = is_wording and segment.kind is ChangeKind.TYPOGRAPHY
        yield segment._replace(kind=ChangeKind.WORDING) if is_sign else segment


# Kept words whose sources differ somewhere are looked at by so many at a time, then one by one.
_STRIDE = 24


def _kept(alignment: Alignment, old: _Cursor, new: _Cursor, length: int) -> Iterator[Segment]:
    """Words that both sides have; word by word only where their sources differ."""
    strides = (length,) if length <= _STRIDE else (length, _STRIDE)
    end = old.at + length
    while old.at < end:
        for longest in strides:
            stride = min(longest, end - old.at)
            texts = old.peek(stride), new.peek(stride)
            if texts[0] == texts[1] and not _forms_differ(alignment, old.at, new.at, stride):
                old.step(stride)
                new.step(stride)
                yield Segment("equal", *texts, None)
                break
        else:
            yield from _word_by_word(alignment, old, new, min(_STRIDE, end - old.at))
        strides = (_STRIDE,)


def _word_by_word(alignment: Alignment, old: _Cursor, new: _Cursor, length: int) -> Iterator[Segment]:
    for _ in range(length):
        kind = difference(alignment, old.at, new.at)
        pair = old.take(1), new.take(1)
        same = kind is None and pair[0] != pair[1]
        yield Segment("equal", *pair, ChangeKind.INVISIBLE if same else kind)


def _forms_differ(alignment: Alignment, at_old: int, at_new: int, length: int) -> bool:
    """Whether a kept mark among these words ends another kind of block than it did."""
    keys = alignment.old.words.keys[at_old : at_old + length]
    if MARKS.isdisjoint(keys):
        return False
    places = [at for at, key in enumerate(keys) if key in MARKS]
    return any(difference(alignment, at_old + at, at_new + at) for at in places)


def _tails(old: str, new: str) -> Iterator[Segment]:
    if old or new:
        yield Segment("equal", old, new, None if old == new else ChangeKind.INVISIBLE)


class _Cursor:
    """A walk along one side's words in a gap; each word takes the source from the end of the one before it."""

    def __init__(self, alignment: Alignment, gap: Gap, *, is_old: bool) -> None:
        side, reading = (alignment.old_side, alignment.old) if is_old else (alignment.new_side, alignment.new)
        units, words = (gap.old_units, gap.old) if is_old else (gap.new_units, gap.new)
        self._source = side.source
        self._words = reading.words
        self._ends = reading.words.ends
        self._place = side.bounds[units[0]]
        self._last = side.bounds[units[1]]
        self._partner = alignment.old_partner if is_old else alignment.new_partner
        self._move = alignment.old_move if is_old else alignment.new_move
        self._is_old = is_old
        self.at = words[0]

    def _kind(self, length: int) -> ChangeKind:
        """The kind of a change that consists of the next words: wording as soon as one is a word, not a sign."""
        if self._partner[self.at] >= 0:
            return ChangeKind.STRUCTURE
        found: ChangeKind = ChangeKind.UNSEEN
        for at in range(self.at, self.at + length):
            kind = kind_alone(self._source, self._words, at)
            # A sign is what the words beside it are; only alone is it none of them.
            if kind is ChangeKind.WORDING and self._words.keys[at] not in PUNCTUATION:
                return kind
            if kind is ChangeKind.STRUCTURE:
                found = kind
            elif kind is not ChangeKind.UNSEEN and found is ChangeKind.UNSEEN:
                found = ChangeKind.TYPOGRAPHY
        return found

    def strangers(self, end: int) -> Iterator[Segment]:
        """The words up to a place, none of which is in place, as segments of this side alone: one for each fate."""
        at, partner, move = self.at, self._partner, self._move
        while at < end:
            number, is_kept = move[at], partner[at] >= 0
            at = at + 1 if number or is_kept or any(move[at:end]) or max(partner[at:end]) >= 0 else end
            while at < end and move[at] == number and (partner[at] >= 0) is is_kept:
                at += 1
            yield self._one_sided(at - self.at)

    def _one_sided(self, length: int) -> Segment:
        """The next words as a segment of this side alone."""
        kind, move = self._kind(length), self._move[self.at]
        operation = "move" if self._partner[self.at] >= 0 else "delete" if self._is_old else "insert"
        text = self.take(length)
        return Segment(operation, text if self._is_old else "", "" if self._is_old else text, kind, move)

    def peek(self, length: int) -> str:
        """The source of the next words."""
        place, end = self._place, self._ends[self.at + length - 1]
        return self._source[place:end] if end > place else ""

    def take(self, length: int) -> str:
        """The source of the next words, and step behind them."""
        text = self.peek(length)
        self.step(length)
        return text

    def step(self, length: int) -> None:
        """Step behind the next words."""
        self.at += length
        self._place = max(self._place, self._ends[self.at - 1])

    def rest(self) -> str:
        """What is left of the gap behind its last word."""
        return self._source[self._place : self._last]
