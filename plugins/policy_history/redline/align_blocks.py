"""Which block of the old text became which block of the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ..text.blocks import Kind
from ..text.document import Document
from .model import Operation
from .words import edit

Pair = tuple[int | None, int | None]

# Blocks that share less than this (Dice coefficient of their words) are different blocks.
_SIMILAR = 0.35


def align_blocks(old: Document, new: Document) -> list[Pair]:
    """Pairs of block indices in reading order; a block without a partner stands alone, old ones first.

    Blocks that are the same word for word anchor the alignment; between the anchors blocks of one kind pair by
    the words they share.
    """
    old_keys = [_key(old, index) for index in range(len(old.blocks))]
    new_keys = [_key(new, index) for index in range(len(new.blocks))]
    pairs: list[Pair] = []
    gap_old: list[int] = []
    gap_new: list[int] = []
    at_old = at_new = 0
    for operation, length in edit(old_keys, new_keys, tidy=False):
        if operation is Operation.DELETE:
            gap_old.extend(range(at_old, at_old + length))
        elif operation is Operation.INSERT:
            gap_new.extend(range(at_new, at_new + length))
        else:
            pairs.extend(_align_gap(old, new, gap_old, gap_new))
            gap_old, gap_new = [], []
            pairs.extend(zip(range(at_old, at_old + length), range(at_new, at_new + length)))
        at_old += length if operation is not Operation.INSERT else 0
        at_new += length if operation is not Operation.DELETE else 0
    return pairs + list(_align_gap(old, new, gap_old, gap_new))


def align_cells(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Pair]:
    """The cells of two rows: by position when the rows have as many, otherwise by the words they share."""
    if len(old) == len(new):
        return list(zip(range(len(old)), range(len(new))))
    counts_old, counts_new = [Counter(cell) for cell in old], [Counter(cell) for cell in new]
    return list(_best_pairs(len(old), len(new), lambda a, b: _likeness(counts_old[a], counts_new[b])))


def _key(document: Document, index: int) -> str:
    block = document.blocks[index]
    words = "\0".join(token.text for token in document.tokens(index))
    return f"{block.kind}\0{block.level}\0{'/'.join(block.shape)}\0{len(block.cells)}\0{words}"


def _align_gap(old: Document, new: Document, at_old: list[int], at_new: list[int]) -> Iterator[Pair]:
    counts_old = [Counter(token.text for token in old.tokens(index)) for index in at_old]
    counts_new = [Counter(token.text for token in new.tokens(index)) for index in at_new]

    def similarity(a: int, b: int) -> float:
        likeness = _likeness(counts_old[a], counts_new[b])
        if not _comparable(old, new, at_old[a], at_new[b]):
            return likeness if likeness == 1.0 and counts_old[a] else 0.0
        return likeness

    for a, b in _best_pairs(len(at_old), len(at_new), similarity):
        yield (None if a is None else at_old[a], None if b is None else at_new[b])


def _comparable(old: Document, new: Document, at_old: int, at_new: int) -> bool:
    """Whether two blocks can be one that was edited: the same kind of thing in the same kind of place."""
    a, b = old.blocks[at_old], new.blocks[at_new]
    if a.kind is not b.kind or a.kind in (Kind.RULE, Kind.DEFINITION):
        return False
    return a.shape == b.shape and a.level == b.level and a.is_header == b.is_header


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """The Dice coefficient of two bags of words (Dice 1945): 1 for equal bags, 0 for disjoint ones."""
    total = a.total() + b.total()
    if not total:
        return 1.0
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return 2 * sum(min(count, large[word]) for word, count in small.items() if word in large) / total


def _best_pairs(rows: int, columns: int, similarity: Callable[[int, int], float]) -> Iterator[Pair]:
    """The order-keeping pairing with the greatest total similarity; pairs below the threshold do not count."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scores = [[0.0] * columns for _ in range(rows)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            score = similarity(row, column)
            scores[row][column] = score
            joined = best[row + 1][column + 1] + score if score >= _SIMILAR else 0.0
            best[row][column] = max(joined, best[row + 1][column], best[row][column + 1])
    yield from _walk(rows, columns, best, scores)


def _walk(rows: int, columns: int, best: list[list[float]], scores: list[list[float]]) -> Iterator[Pair]:
    row = column = 0
    while row < rows and column < columns:
        score = scores[row][column]
        if score >= _SIMILAR and best[row][column] == best[row + 1][column + 1] + score:
            yield row, column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield row, None
            row += 1
        else:
            yield None, column
            column += 1
    yield from ((rest, None) for rest in range(row, rows))
    yield from ((None, rest) for rest in range(column, columns))
