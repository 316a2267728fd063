"""The ends of sentences within a change, so that each sentence is told by itself.

"It lasts until you leave." became "It lasts for a year. We then delete it.": the first sentence was edited, and another
one came. Where both texts go on to one more sentence within a change, that one begins at the same place.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text.words import MARKS
from .alignment import Alignment
from .chain import Run
from .in_place import changes_in_place
from .matching import Matcher
from .pairing import worth
from .sides import ReadWords
from .tidy import tidy

_ENDS = frozenset(".!?。！？")
_OPENING = frozenset("\"'(")
_MOST = 8  # ends of sentences that one is tried with
BEFORE_NAMES = dict.fromkeys(
    """dr mr mrs ms mx prof rev revd hon st fr hr frl ing dipl mag mgr mme mlle sr sra srta sig dott avv dhr mevr mw av
    sn ca vgl bzw evtl ggf inkl bes insb sog lt gem abs nr mio mrd tel cf vs esp incl approx ul al ул им проф""".split()
)
"""What is shortened before a name, or before a noun in German: the stop behind it ends no sentence."""
_SHORT = 0.5  # what a word is worth that sentences are built with

_Span = tuple[int, int]


def keep_sentence_ends(alignment: Alignment, matcher: Matcher) -> None:
    """Make partners of the signs that end the same sentence within a change between words that are kept in place."""
    for gap in alignment.gaps:
        for change in changes_in_place(alignment, gap):
            has_moves = any(alignment.old_move[slice(*change[0])]) or any(alignment.new_move[slice(*change[1])])
            old, new = _up_to_moves(alignment, *change) if has_moves else change
            has_words = matcher.words_of_old(*old) or matcher.words_of_new(*new)
            if has_words and _is_of_a_sentence(alignment, old, new, old[1] < gap.old[1]):
                _part(alignment, matcher, old, new, is_whole=not has_moves)


def _up_to_moves(alignment: Alignment, old: _Span, new: _Span) -> tuple[_Span, _Span]:
    """Both sides of a change up to the first of their words that moved, within their blocks."""
    sides = (alignment.old.words.keys, alignment.old_move, old), (alignment.new.words.keys, alignment.new_move, new)
    ends = (next((at for at in range(*span) if move[at] or keys[at] in MARKS), span[1]) for keys, move, span in sides)
    return (old[0], next(ends)), (new[0], next(ends))


def _is_of_a_sentence(alignment: Alignment, old: _Span, new: _Span, goes_on: bool) -> bool:
    """Whether a change within one block has kept words before or behind it there."""
    keys, others = alignment.old.words.keys, alignment.new.words.keys
    if not MARKS.isdisjoint(keys[slice(*old)]) or not MARKS.isdisjoint(others[slice(*new)]):
        return False
    is_begun = keys[old[0] - 1] not in MARKS and others[new[0] - 1] not in MARKS
    return is_begun or (goes_on and keys[old[1]] not in _ENDS | MARKS)


def _part(alignment: Alignment, matcher: Matcher, old: _Span, new: _Span, *, is_whole: bool) -> None:
    """Part a change at the end of the sentence that both texts have in it, or that one has in it and one behind it.

    Behind what moved, which is no part of it where it is not ``is_whole``, no end is its own.
    """
    olds, news = _ends_within(alignment.old, old), _ends_within(alignment.new, new)
    pairs = [(at, there) for at in olds for there in news if matcher.old[at] == matcher.new[there]]
    if pairs and len(pairs) <= _MOST and 1 in (len(olds), len(news)):
        best = max((_in_parts(matcher, pair, old, new) for pair in pairs), key=_length)
        for run in best if len(olds) == len(news) or _length(best) > 1 else ():
            alignment.keep(run)
    elif is_whole and bool(olds) != bool(news):
        _take_end(alignment, matcher, old, new, (olds or [-1])[0], (news or [-1])[0])


def _take_end(alignment: Alignment, matcher: Matcher, old: _Span, new: _Span, at: int, there: int) -> None:
    """Give the end of the sentence behind a change to the first one within it, which is that of one text alone.

    ``at`` and ``there`` are where it is in each text, or -1.
    """
    length = 1 + (old[0] < old[1] and new[0] < new[1] and _is_short(alignment, old[1], new[1]))
    end, other = old[1] + length - 1, new[1] + length - 1
    is_end = _ends_sentence(alignment.old, end) if at < 0 else _ends_sentence(alignment.new, other)
    at, there = end if at < 0 else at, other if there < 0 else there
    if is_end and matcher.old[at] == matcher.new[there]:
        alignment.drop(Run(old[1], new[1], length))
        for run in _match(matcher, (old[0], at + 1), (new[0], there + 1)):
            alignment.keep(run)


def take_sign(alignment: Alignment, old: _Span, new: _Span) -> None:
    """Give a sentence that moved the sign that ends it, where that was kept as the end of what stands before it.

    "Ask us. Pay at once." became "Ask us by post." and, elsewhere, "Pay at once.": it is the first stop that stayed.
    """
    olds, news = alignment.old.words.keys, alignment.new.words.keys
    at = _end_of(olds, alignment.old_partner, alignment.new_partner, alignment.old_move, old)
    there = _end_of(news, alignment.new_partner, alignment.old_partner, alignment.new_move, new)
    if min(at, there) >= 0 and olds[at] == news[there]:
        alignment.keep(Run(at, there, 1))


def _end_of(keys: Sequence[str], partner: list[int], theirs: list[int], move: list[int], sentence: _Span) -> int:
    """Where the sign stands that ends a sentence that moved, which is a part of the move now; -1 where none does."""
    start, end = sentence
    before = start - 1
    if keys[end - 1] in _ENDS:
        return end - 1
    if before < 0 or keys[end] not in _ENDS or keys[before] != keys[end]:
        return -1
    if partner[before] >= 0 or partner[end] < 0 or move[before] or move[end]:
        return -1
    place = partner[end]
    partner[before], partner[end], theirs[place] = place, -1, before
    move[end] = move[start]
    return end


def _in_parts(matcher: Matcher, ends: _Span, old: _Span, new: _Span) -> list[Run]:
    """The runs that two stretches share up to these ends of sentences, and behind them."""
    middle = ends[0] + 1, ends[1] + 1
    return [
        *_match(matcher, (old[0], middle[0]), (new[0], middle[1])),
        *_match(matcher, (middle[0], old[1]), (middle[1], new[1])),
    ]


def _length(runs: Sequence[Run]) -> int:
    return sum(run.length for run in runs)


def _match(matcher: Matcher, old: _Span, new: _Span) -> list[Run]:
    return tidy(matcher.match(*old, *new), matcher, old, new)


def _is_short(alignment: Alignment, at: int, there: int) -> bool:
    """Whether a kept word before the end of a sentence is one of those that sentences are built with: "it."."""
    keys = alignment.old.words.keys[at : at + 2]
    is_kept = alignment.old_partner[at : at + 2] == [there, there + 1]
    return is_kept and keys[1] in _ENDS and worth(keys[0]) == _SHORT


def _ends_within(reading: ReadWords, span: _Span) -> list[int]:
    """The places in a stretch at which sentences end."""
    return [at for at in range(*span) if _ends_sentence(reading, at)]


def _ends_sentence(reading: ReadWords, at: int) -> bool:
    """Whether a sentence ends with that word, a sign: its block does, or what follows begins another one."""
    words = reading.words
    if at >= len(words) or words.keys[at] not in _ENDS or at in words.labels:
        return False
    following = next((key for key in words.keys[at + 1 : at + 3] if key not in _OPENING), "")
    begins = following[:1].isalpha() and not following[:1].islower()
    return following in MARKS or (begins and not (at and words.keys[at] == "." and is_abbreviated(words.keys[at - 1])))


def is_abbreviated(word: str) -> bool:
    """Whether a word before a stop is short for another: "Dr", a letter that is small too, "U.S" of "the U.S. law"."""
    has_stop = "." in word and word.lower()[1:] != ".m"  # "at 6 p.m. We open": a sentence ends
    return has_stop or (len(word) == 1 and word.lower() != word.upper()) or word.lower() in BEFORE_NAMES
