"""Words that are spelled otherwise one after the other: the small words between them stayed.

Of "e-mail of users of the web site", now "email of users of the website", four words were not touched; so were none of
"organise and analyse" but two.
"""

from __future__ import annotations

from itertools import pairwise
from posixpath import commonprefix

from ..text.words import BLOCK_MARK, MARKS
from .alignment import Alignment
from .chain import Run
from .in_place import changes_in_place
from .sides import ReadWords

_MOST = 40  # words of a change
_ALIKE = 0.6  # of the longer word, at its beginning and end
_SHORTEST = 4  # letters
_JOINS = ((2, 1), (1, 2), (3, 1), (1, 3), (1, 1))  # words that are spelled as so many others
_ENDS = frozenset(".,;:!?。、；：！？")
_SPELLED = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "-": "", "'": "", ".": ""})

_Span = tuple[int, int]


def keep_respelled(alignment: Alignment) -> None:
    """Make partners of the words between others of which the spelling alone changed, within a change in place.

    Of as many blocks those of which most is spelled otherwise stayed.
    """
    for gap in alignment.gaps:
        for old, new in changes_in_place(alignment, gap):
            fewer, more = sorted((old[1] - old[0], new[1] - new[0]))
            if fewer < 2 or not 2 < more <= _MOST:
                continue
            olds, news = _parts(alignment.old, old), _parts(alignment.new, new)
            for part, other in zip(olds, news, strict=True) if len(olds) == len(news) else ():
                for run in _same_between(alignment, part, other):
                    alignment.keep(run)


def _parts(reading: ReadWords, span: _Span) -> list[_Span]:
    """A stretch cut behind each end of a block."""
    keys = reading.words.keys
    ends = [at + 1 for at in range(*span) if keys[at] == BLOCK_MARK]
    return list(pairwise(sorted({span[0], *ends, span[1]})))


def _same_between(alignment: Alignment, old: _Span, new: _Span) -> list[Run]:
    """The words that stayed of two stretches, and the end of a block where most is spelled otherwise."""
    runs, *reached = _respelled(alignment, old, new)
    keys, others = alignment.old.words.keys, alignment.new.words.keys
    last, other = old[1] - 1, new[1] - 1
    longest = max(last - old[0], other - new[0])
    if keys[last] != BLOCK_MARK or others[other] != BLOCK_MARK or min(reached) < max(1, _ALIKE * longest):
        return runs
    with_sign = keys[last - 1] == others[other - 1] in _ENDS
    return [*runs, Run(last - with_sign, other - with_sign, 1 + with_sign)]


def _respelled(alignment: Alignment, old: _Span, new: _Span) -> tuple[list[Run], int, int]:
    """The words with which two stretches begin that are the same, up to the last one that is spelled otherwise.

    With them, how many words of either go up to there.
    """
    olds, news = alignment.old.words.keys, alignment.new.words.keys
    (at, end), (there, other) = old, new
    waiting: list[Run] = []
    found: list[Run] = []
    reached = 0, 0
    while at < end and there < other and not _is_fixed(alignment, at, there):
        if olds[at] == news[there]:
            waiting.append(Run(at, there, 1))
            at, there = at + 1, there + 1
            continue
        left = end - at, other - there
        joins = [each for each in _JOINS if each[0] <= left[0] and each[1] <= left[1]]
        respelled = (each for each in joins if _is_respelled(olds[at : at + each[0]], news[there : there + each[1]]))
        step = next(respelled, None)
        if step is None:
            break
        found, waiting = found + waiting, []
        at, there = at + step[0], there + step[1]
        reached = at - old[0], there - new[0]
    return found, *reached


def _is_fixed(alignment: Alignment, at: int, there: int) -> bool:
    """Whether either word moved, is a label, or ends a block."""
    moved = alignment.old_move[at] or alignment.new_move[there]
    old, new = alignment.old.words, alignment.new.words
    return bool(moved) or at in old.labels or there in new.labels or old.keys[at] in MARKS


def _is_respelled(old: list[str], new: list[str]) -> bool:
    """Whether some words are others, spelled otherwise: written apart, or one much like the other."""
    one, other = ("".join(words).lower().translate(_SPELLED) for words in (old, new))
    if not (one.isalpha() and other.isalpha()):
        return False
    if one == other:
        return True
    sizes = sorted((len(one), len(other)))
    if sizes[0] < _SHORTEST or len(old) + len(new) > 2:
        return False
    first, last = commonprefix((one, other)), commonprefix((one[::-1], other[::-1]))
    return min(len(first) + len(last), sizes[0]) >= _ALIKE * sizes[1]
