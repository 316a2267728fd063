"""How near a redline comes to the true one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from .reading_segments import is_faithful, read_side, runs_and_islands
from .segments import Segment, joins_to
from .truth import KnownEdit, KnownMove, Pairs

_ENOUGH = 0.8  # of the words of a move, for it to be found
_MOSTLY = 0.9  # of the words shown as one move, that went together


@dataclass(frozen=True)
class Score:
    """Counts, which add up over many pairs of texts.

    ``right``, ``wrong`` and ``missed`` are words shown as changed: rightly, wrongly, or not at all.
    ``wrong_moved`` are those of the wrong ones that only moved, for engines that know no moves. ``perfect``
    counts the pairs in which every word is right, ``unfaithful`` those that show different words as kept.
    """

    pairs: int = 0
    perfect: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    wrong_moved: int = 0
    exact_old: int = 0
    exact_new: int = 0
    unfaithful: int = 0
    cuts: int = 0
    runs: int = 0
    islands: int = 0
    moves_shown: int = 0
    moves_shown_rightly: int = 0
    moves_true: int = 0
    moves_found: int = 0
    class_faults: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Score)))

    @property
    def precision(self) -> float:
        """Of the words shown as changed, the part that changed."""
        return _part(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the words that changed, the part shown as changed."""
        return _part(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _part(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def f1_without_moved(self) -> float:
        """The same, with words that only moved left out where they are shown as changed."""
        return _part(2 * self.right, 2 * self.right + self.wrong - self.wrong_moved + self.missed)

    @property
    def move_precision(self) -> float:
        return _part(self.moves_shown_rightly, self.moves_shown)

    @property
    def move_recall(self) -> float:
        return _part(self.moves_found, self.moves_true)


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 1.0


def score(known: KnownEdit, segments: Sequence[Segment], classes: Iterable[str] | None = None) -> Score:
    """A redline of ``known.old`` and ``known.new`` held against what is known of them.

    Words are those of ``words_of``, so link targets, tags and signs do not count; a word counts as changed
    when any part of it lies in a ``delete`` or ``insert`` segment of the class wording (or of none).
    ``classes`` are the classes that the redline reports, where it does.
    """
    old, new = read_side(segments, "old", known.old), read_side(segments, "new", known.new)
    right = len(old.changed & known.removed) + len(new.changed & known.added)
    wrong_old, wrong_new = old.changed - known.removed, new.changed - known.added
    missed = len(known.removed - old.changed) + len(known.added - new.changed)
    went, came = _places_moved(known.moves)
    exact = joins_to(segments, known.old, known.new)
    faithful = is_faithful(old, new)
    runs, islands = runs_and_islands(segments, old, new)
    shown = [_shown(old.moved[move], new.moved.get(move, [])) for move in old.moved]
    lost = len(new.moved.keys() - old.moved.keys())
    return Score(
        pairs=1,
        perfect=int(not wrong_old and not wrong_new and not missed and faithful),
        right=right,
        wrong=len(wrong_old) + len(wrong_new),
        missed=missed,
        wrong_moved=len(wrong_old & went) + len(wrong_new & came),
        exact_old=int(exact[0]),
        exact_new=int(exact[1]),
        unfaithful=int(not faithful),
        cuts=old.cuts + new.cuts,
        runs=runs,
        islands=islands,
        moves_shown=len(shown) + lost,
        moves_shown_rightly=sum(_is_right(pairs, known.moves) for pairs in shown),
        moves_true=len(known.moves),
        moves_found=sum(_is_found(move, shown) for move in known.moves),
        class_faults=_class_faults(known, classes),
    )


def _places_moved(moves: Iterable[KnownMove]) -> tuple[set[int], set[int]]:
    """The places in the old and in the new text of all words that may be shown as moved."""
    pairs = [pair for move in moves for side in move for pair in side]
    return {old for old, _ in pairs}, {new for _, new in pairs}


def _shown(old: list[int], new: list[int]) -> Pairs:
    return frozenset(zip(old, new, strict=True))


def _is_right(pairs: Pairs, moves: Iterable[KnownMove]) -> bool:
    """Whether what is shown as one move went together, and past something."""
    return any(len(pairs & side) >= _MOSTLY * len(pairs) for move in moves for side in move) and bool(pairs)


def _is_found(move: KnownMove, shown: Iterable[Pairs]) -> bool:
    """Whether the moved words, or else those they went past, are shown as moved; in one piece or in
    several.
    """
    everything: Pairs = frozenset().union(*shown)
    return any(len(everything & side) >= _ENOUGH * len(side) for side in move)


def _class_faults(known: KnownEdit, classes: Iterable[str] | None) -> int:
    """How many of the classes wording and link target are reported without cause or not reported; and whether
    structure is not.
    """
    if classes is None or known.classes is None:
        return 0
    told = set(classes)
    faults = sum((each in told) != (each in known.classes) for each in ("wording", "link target"))
    return faults + ("structure" in known.classes and "structure" not in told)
