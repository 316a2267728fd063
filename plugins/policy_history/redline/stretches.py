"""Stretches of a paragraph that stand elsewhere now: sentences, edited or not, and long runs of the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.blocks import Kind
from ..text.words import MARKS
from .alignment import Alignment
from .chain import Run
from .in_place import stays
from .matching import Matcher
from .pairing import Numbers
from .sentence_ends import take_sign
from .sides import ReadWords
from .terms import Terms

# A stretch of the same words must be this heavy to be called moved (the research's eight words).
_LIGHT_STRETCH = 7.0
# One that neither begins nor ends with a sentence must be heavier: set phrases stand in many sentences.
_LIGHT_FRAGMENT = 12.0
# A whole sentence may be lighter where it is the same, all the more where it stayed; and so may what an edited one has
# in common with what it was.
_LIGHT_SENTENCE = 3.5
_LIGHT_IN_PLACE = 2.5
_LIGHT_EDITED = 3.5
# So much of both sentences an edited one must have in common with what it was.
_ALIKE = 0.6
_SIGN = 0.3  # what a sign weighs at most, by which the same sentences may differ
# What stayed is preferred to what moved, also when so much more of the latter is the same to the letter.
_STAYED = 1.3
_SIGNS = frozenset(".!?;:。！？；：")
_SENTENCE_ENDS = MARKS | _SIGNS
# What two sentences have in common counts where this much of it stands together.
_TOGETHER = 2.5

_Span = tuple[int, int]


class _Stretch(NamedTuple):
    """What may have moved: its words on both sides; ``same`` is how much of it is the same, in words."""

    old: _Span
    new: _Span
    same: float
    is_sentence: bool


def by_sentences(alignment: Alignment, runs: list[Run]) -> list[Run]:
    """The runs of a block that moved, without the signs that end sentences which are no part of the move.

    What stayed, of "We keep it. We delete it", is "We keep it.", and neither "keep it. We" nor "We keep it".
    """
    keys, others = alignment.old.words.keys, alignment.new.words.keys
    runs = _from_a_sentence(keys, others, runs)
    first, last = runs[0], runs[-1]
    if first.length > 1 and keys[first.old] in _SIGNS and _differ_before(keys, others, first):
        runs[0] = Run(first.old + 1, first.new + 1, first.length - 1)
    return [*runs[:-1], *_with_sign(keys, others, runs[-2], last)] if len(runs) > 1 else runs


def _with_sign(keys: Sequence[str], others: Sequence[str], before: Run, last: Run) -> list[Run]:
    """The last run of a block; where it is its final sign alone, the sign is the one behind what moved on each side."""
    signs = last.length - (keys[last.old + last.length - 1] in MARKS)
    if signs != 1 or keys[last.old] not in _SIGNS:
        return [last]
    at, there = before.old + before.length, before.new + before.length
    at = at if keys[at] == keys[last.old] else last.old
    there = there if others[there] == keys[last.old] else last.new
    return [Run(at, there, 1), *([Run(last.old + 1, last.new + 1, 1)] if last.length > 1 else [])]


def _differ_before(keys: Sequence[str], others: Sequence[str], run: Run) -> bool:
    """Whether a run does not begin its block on either side."""
    return run.old > 0 < run.new and keys[run.old - 1] not in MARKS and others[run.new - 1] not in MARKS


def _from_a_sentence(keys: Sequence[str], others: Sequence[str], runs: list[Run]) -> list[Run]:
    """The first of these runs with the sentence that went with the next one."""
    first, following = runs[0], runs[1] if len(runs) > 1 else runs[0]
    length = first.length
    went, came = following.old - first.old - length, following.new - first.new - length
    at = following.old - length if went > 0 == came else first.old
    there = following.new - length if came > 0 == went else first.new
    if (at, there) == first[:2] or keys[at : at + length] != others[there : there + length]:
        return runs
    is_better = all(
        place == 0 or words[place - 1] in _SENTENCE_ENDS
        for words, place in ((keys, first.old), (keys, at), (others, first.new), (others, there))
    )
    return [Run(at, there, length), *runs[1:]] if is_better else runs


def find_stretches(alignment: Alignment, numbers: Numbers, number: int) -> None:
    """Stretches of words that are gone here and new there; or kept in place by a block most of which moved.

    ``number`` is that of the last move.
    """
    matcher = numbers.matcher
    runs = matcher.long_runs(alignment.old_partner, alignment.new_partner, 3)
    found = [
        _Stretch((run.old, run.old + run.length), (run.new, run.new + run.length), matcher.weight(run), False)
        for run in runs
        if matcher.weight(run) >= _LIGHT_STRETCH
    ]
    found += _sentences(alignment, matcher, runs)
    if not found:
        return
    settled = bytearray(stays(alignment.old_partner, alignment.old_move, 0, len(alignment.old)))
    worth = {each: each.same * (_STAYED if _keeps_order(alignment, settled, each) else 1.0) for each in found}
    moved: list[_Stretch] = []
    terms = Terms(alignment)
    for each in sorted(found, key=lambda each: (-worth[each], not each.is_sentence, each)):
        olds, news = slice(*each.old), slice(*each.new)
        if max(alignment.old_partner[olds]) >= 0 or max(alignment.new_partner[news]) >= 0:
            continue
        in_place = _keeps_order(alignment, settled, each)
        if not in_place and not _may_move(alignment, terms, each):
            continue
        number += not in_place
        alignment.old_move[olds] = [0 if in_place else number] * (each.old[1] - each.old[0])
        alignment.new_move[news] = [0 if in_place else number] * (each.new[1] - each.new[0])
        for run in matcher.match(*each.old, *each.new):
            alignment.keep(run)
        settled[olds] = stays(alignment.old_partner, alignment.old_move, *each.old)
        moved += [] if in_place else [each]
    _put_together(alignment, sorted(moved))
    for each in moved:
        if each.is_sentence:
            take_sign(alignment, each.old, each.new)


def _may_move(alignment: Alignment, terms: Terms, each: _Stretch) -> bool:
    """Whether a stretch is enough to be called moved, and its term's meaning where it is of one."""
    if terms.are_others(alignment.old.words.blocks[each.old[0]], alignment.new.words.blocks[each.new[0]]):
        return False
    if each.is_sentence:
        return each.same >= _LIGHT_SENTENCE
    return each.same >= _LIGHT_FRAGMENT or _is_flush(alignment, each)


def _put_together(alignment: Alignment, moved: Sequence[_Stretch]) -> None:
    """Make one move of those that follow each other on both sides."""
    for one, other in pairwise(moved):
        if one.old[1] == other.old[0] and one.new[1] == other.new[0]:
            number = alignment.old_move[one.old[0]]
            alignment.old_move[slice(*other.old)] = [number] * (other.old[1] - other.old[0])
            alignment.new_move[slice(*other.new)] = [number] * (other.new[1] - other.new[0])


def _sentences(alignment: Alignment, matcher: Matcher, runs: Sequence[Run]) -> Iterator[_Stretch]:
    """The pairs of whole sentences without partners that have enough of these runs in common."""
    same: dict[tuple[_Span, _Span], float] = defaultdict(float)
    olds = _Sentences(alignment.old, alignment.old_partner)
    news = _Sentences(alignment.new, alignment.new_partner)
    for run in runs:
        for piece in _pieces(alignment.old.words.keys, run) if matcher.weight(run) >= _TOGETHER else ():
            old = olds.around(piece.old)
            new = news.around(piece.new) if old else None
            if old and new:
                same[old, new] += matcher.weight(piece)
    for (old, new), weight in same.items():
        whole = matcher.change(Run(old[0], new[0], 0), Run(old[1], new[1], 0))
        if weight >= (_LIGHT_IN_PLACE if weight > whole - _SIGN else max(_LIGHT_EDITED, _ALIKE * whole)):
            yield _Stretch(old, new, weight, True)


def _pieces(keys: Sequence[str], run: Run) -> Iterator[Run]:
    """A run, cut behind what ends a sentence."""
    start = run.old
    for at in range(run.old, run.old + run.length):
        if keys[at] in _SENTENCE_ENDS or at == run.old + run.length - 1:
            yield Run(start, run.new + start - run.old, at + 1 - start)
            start = at + 1


class _Sentences:
    """The whole sentences of a text none of whose words has a partner."""

    def __init__(self, reading: ReadWords, partner: Sequence[int]) -> None:
        self._reading = reading
        self._partner = partner
        self._known: dict[int, _Span | None] = {}

    def around(self, place: int) -> _Span | None:
        """The sentence in which that word is; None where it is in none of these."""
        if place not in self._known:
            found = _sentence(self._reading, self._partner, place)
            self._known.update(dict.fromkeys(range(*found) if found else (), found))
            self._known[place] = found
        return self._known[place]


def _sentence(reading: ReadWords, partner: Sequence[int], place: int) -> _Span | None:
    """Where the sentence begins and ends in which that word is, its mark left out.

    None where one of its words has a partner, and in a table: what is the same in two cells has not moved.
    """
    keys = reading.words.keys
    start, end = place, place
    while start and keys[start - 1] not in _SENTENCE_ENDS:
        start -= 1
        if partner[start] >= 0:
            return None
    while end < len(keys) and keys[end] not in _SENTENCE_ENDS:
        if partner[end] >= 0:
            return None
        end += 1
    if reading.blocks[reading.words.blocks[start]].kind is Kind.ROW:
        return None
    has_sign = end < len(keys) and keys[end] not in MARKS and partner[end] < 0
    return start, end + has_sign


def _is_flush(alignment: Alignment, each: _Stretch) -> bool:
    """Whether a stretch begins with a sentence on both sides, or ends with one on both."""
    begins, ends = True, True
    for reading, (start, end) in ((alignment.old, each.old), (alignment.new, each.new)):
        keys = reading.words.keys
        begins = begins and (not start or keys[start - 1] in _SENTENCE_ENDS or keys[start] in _SENTENCE_ENDS)
        ends = ends and (end == len(keys) or keys[end - 1] in _SENTENCE_ENDS or keys[end] in _SENTENCE_ENDS)
    return begins or ends


def _keeps_order(alignment: Alignment, settled: bytearray, each: _Stretch) -> bool:
    """Whether a stretch lies between the same words in place on both sides, within one gap.

    ``settled`` has for each old word whether it is kept in place.
    """
    if _is_in_table(alignment, each):
        return False
    gap = next((gap for gap in alignment.gaps if gap.old[0] <= each.old[0] < gap.old[1]), None)
    if gap is None or not gap.new[0] <= each.new[0] < gap.new[1]:
        return False
    partner = alignment.old_partner
    before, after = settled.rfind(1, gap.old[0], each.old[0]), settled.find(1, each.old[1], gap.old[1])
    return (before < 0 or partner[before] < each.new[0]) and (after < 0 or partner[after] >= each.new[1])


def _is_in_table(alignment: Alignment, each: _Stretch) -> bool:
    """Whether a stretch has words of a table with a partner, or of two without: what stays there is settled."""
    are_rows = True
    for side, (reading, span) in enumerate(((alignment.old, each.old), (alignment.new, each.new))):
        blocks = set(reading.words.blocks[slice(*span)])
        if not alignment.columns_of[side].keys().isdisjoint(blocks):
            return True
        are_rows = are_rows and any(reading.blocks[block].kind is Kind.ROW for block in blocks)
    return are_rows
