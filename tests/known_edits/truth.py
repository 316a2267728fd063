"""What is known of two texts: which words came, which went, which stayed and which of these moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import NamedTuple

from .draft import Draft, Move, Piece
from .reading import plain, words_of

Pairs = frozenset[tuple[int, int]]
_ECHO = 6  # words in a row that make what was added look as if it had stood elsewhere before


class KnownMove(NamedTuple):
    """Words that changed places, as pairs of places in the old and new words.

    That the ``moved`` ones went past the ``passed`` ones or the other way round is the same thing: a redline
    may show either as moved.
    """

    moved: Pairs
    passed: Pairs


@dataclass(frozen=True)
class KnownEdit:
    """An old and a new text and their true redline.

    All places count the words of ``words_of``, from 0: ``removed`` in the old text, ``added`` in the new one;
    ``kept`` pairs all other words. ``edits`` names what was done, ``classes`` the classes of change that a
    redline must report, where they are known.
    """

    old: str
    new: str
    removed: frozenset[int]
    added: frozenset[int]
    kept: Pairs = field(repr=False, default=frozenset())
    moves: tuple[KnownMove, ...] = ()
    edits: tuple[str, ...] = ()
    classes: frozenset[str] | None = None


def known_edit(before: Draft, after: Draft, edits: Sequence[str] = ()) -> KnownEdit:
    """The truth about two states of one text."""
    old, new = ([piece.identity for piece in draft.words()] for draft in (before, after))
    place = {identity: at for at, identity in enumerate(new)}
    stayed = set(old)
    kept = {(at, place[identity]) for at, identity in enumerate(old) if identity in place}
    removed = frozenset(at for at, identity in enumerate(old) if identity not in place)
    added = frozenset(at for at, identity in enumerate(new) if identity not in stayed)
    pairs = {old[a]: (a, b) for a, b in kept}
    moves = tuple(_known_move(move, pairs) for move in _moves_between(before, after))
    shown = tuple(move for move in moves if move.moved and move.passed)
    return KnownEdit(before.text, after.text, removed, added, frozenset(kept), shown, tuple(edits))


def classes_of(known: KnownEdit) -> frozenset[str]:
    """The classes of change that edits of one text in one go amount to."""
    classes = {"wording"} if known.removed or known.added else set()
    classes |= {"link target"} if "link" in known.edits else set()
    classes |= {"structure"} if any(edit.startswith(("split", "merge", "move")) for edit in known.edits) else set()
    return frozenset(classes)


def _moves_between(before: Draft, after: Draft) -> tuple[Move, ...]:
    """The moves done on the way from one state to the other, or undone by going back."""
    shared = 0
    while before.moves[shared : shared + 1] and before.moves[shared : shared + 1] == after.moves[shared : shared + 1]:
        shared += 1
    return before.moves[shared:] + after.moves[shared:]


def _known_move(move: Move, pairs: Mapping[int, tuple[int, int]]) -> KnownMove:
    """What is left of a move: words taken out since, or brought back into order, are no part of it."""
    moved, passed = ([pairs[each] for each in side if each in pairs] for side in move)
    return KnownMove(_crossing(moved, passed), _crossing(passed, moved))


def _crossing(pairs: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Pairs:
    """The pairs that stand before one of the others in one text and behind it in the other."""
    ordered = sorted(others)
    olds = [old for old, _ in ordered]
    farthest = [-1, *accumulate((new for _, new in ordered), max)]
    nearest = [*reversed([*accumulate((new for _, new in reversed(ordered)), min)]), inf]
    places = ((pair, bisect_left(olds, pair[0])) for pair in pairs)
    return frozenset(pair for pair, at in places if farthest[at] > pair[1] or nearest[at] < pair[1])


class Judge:
    """Tells whether what was done to one draft is clear: whether a careful reader could hold it for nothing
    else. A lenient one takes everything that reads as it was meant.
    """

    def __init__(self, before: Draft, lenient: bool = False) -> None:
        self._before = before
        self._lenient = lenient
        self._old = before.words()
        self._identities = frozenset(piece.identity for piece in self._old)
        self._echo = frozenset(_grams([_compared(piece) for piece in self._old], _ECHO))
        self._read = {id(unit) for unit in before.units}

    def is_clear(self, after: Draft) -> bool:
        """Whether the truth about the two drafts is the only one, and what was edited reads as it was
        meant.
        """
        if not all(_reads_right(unit.text, unit.words) for unit in after.units if id(unit) not in self._read):
            return False
        if self._lenient:
            return True
        new = after.words()
        removed = _stretches(self._old, frozenset(piece.identity for piece in new))
        added = _stretches(new, self._identities)
        return not (
            any(_slides(stretch, after.whole) for stretch in (*removed, *added))
            or any(_alike(out, into) for out in removed for into in added if _same_place(out, into))
            or any(not self._echo.isdisjoint(_grams(stretch.words, _ECHO)) for stretch in added)
        )

    def reads_right(self, after: Draft) -> bool:
        """Whether the words of both whole texts are those they were made of."""
        return all(_reads_right(draft.text, draft.words()) for draft in (self._before, after))


def _reads_right(text: str, words: Sequence[Piece]) -> bool:
    return [word.text for word in words_of(text)] == [piece.text for piece in words]


class _Stretch(NamedTuple):
    """Successive words that came or went, as they are compared, with their neighbours."""

    words: list[str]
    identities: list[int]
    before: tuple[int, str]
    after: tuple[int, str]


def _stretches(words: Sequence[Piece], others: frozenset[int]) -> list[_Stretch]:
    found: list[_Stretch] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].identity not in others:
            end += 1
        if end > at:
            texts = [_compared(piece) for piece in words[at:end]]
            neighbours = (_neighbour(words, place) for place in (at - 1, end))
            found.append(_Stretch(texts, [piece.identity for piece in words[at:end]], *neighbours))
        at = end + 1
    return found


def _neighbour(words: Sequence[Piece], place: int) -> tuple[int, str]:
    return (words[place].identity, _compared(words[place])) if 0 <= place < len(words) else (0, "")


def _compared(piece: Piece) -> str:
    return plain(piece.text).casefold()


def _slides(stretch: _Stretch, whole: frozenset[int]) -> bool:
    """Whether the same words could as well have come or gone one place earlier or later.

    A whole block cannot: that it came or went as such is what every reader sees.
    """
    if whole.issuperset(stretch.identities):
        return False
    return stretch.words[-1] == stretch.before[1] or stretch.words[0] == stretch.after[1]


def _same_place(out: _Stretch, into: _Stretch) -> bool:
    return out.before[0] == into.before[0] or out.after[0] == into.after[0]


def _alike(out: _Stretch, into: _Stretch) -> bool:
    """Whether something of what was replaced could be said to have been kept."""
    a, b = out.words, into.words
    if a[0] == b[0] or a[-1] == b[-1]:
        return True
    shorter = min(len(a), len(b))
    if shorter < 8:
        return not set(a).isdisjoint(b)
    length = 3 if shorter < 40 else 4
    if not set(_grams(a, length)).isdisjoint(_grams(b, length)):
        return True
    return _common(a, b) > 0.34 * shorter


def _grams(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words of one occur in the other in the same order (the longest common subsequence)."""
    row = [0] * (len(b) + 1)
    for word in a:
        left = diagonal = 0
        for at, other in enumerate(b, 1):
            here = diagonal + 1 if word == other else max(row[at], left)
            diagonal, row[at], left = row[at], here, here
    return row[-1]
