"""Words in order -> paragraphs with their marks: which end of a paragraph both texts have, and which only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..redline.model import Operation
from .events import Event, HorizontalRule, NotePlace, TableRow, Word


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words up to a paragraph mark.

    ``mark`` is what became of the mark: with it removed, the words join those of the next paragraph. ``old`` and
    ``new`` are the blocks that the mark ends in either text; they give the paragraph its form.
    """

    words: tuple[Word, ...]
    mark: Operation
    old: int | None
    new: int | None
    move: int = 0


def paragraphs(found: Iterable[Event]) -> Iterator[Paragraph | TableRow | HorizontalRule | NotePlace]:
    """The paragraphs, rows, rules and places of footnotes of a redline's events, in order."""
    for is_word, members in groupby(found, key=lambda event: isinstance(event, Word)):
        if not is_word:
            yield from (member for member in members if not isinstance(member, Word))
        else:
            cut = list(_cut([member for member in members if isinstance(member, Word)]))
            for operation, moved in ((Operation.INSERT, Operation.MOVE_HERE), (Operation.DELETE, Operation.MOVE_AWAY)):
                cut = list(_as_joined(_as_typed(cut, operation), operation, moved))
            yield from cut


def _cut(words: Sequence[Word]) -> Iterator[Paragraph]:
    start = 0
    for place, mark, old, new in _marks(words):
        is_kept = mark is Operation.EQUAL
        operation, move = (mark, 0) if is_kept else _as_moved(words, mark, old, new)
        yield Paragraph(tuple(words[start:place]), operation, old, new, move)
        start = place


def _as_typed(cut: Sequence[Paragraph], operation: Operation) -> list[Paragraph]:
    """Marks as Word itself tracks them when whole paragraphs were added, or removed, behind a changed paragraph's end.

    Someone who types on at the end of a paragraph adds its mark, and the mark that was there ends the last one typed.
    LibreOffice (7.4) takes the other reading of such a run, which is as true, for one with that mark in it.
    """
    result = list(cut)
    for at, part in enumerate(cut):
        if part.mark is not Operation.EQUAL or not part.words or not _is_of_side(part.words[-1], operation):
            continue
        last = at
        while last + 1 < len(cut) and _is_whole(cut[last + 1], operation):
            last += 1
        if last == at:
            continue
        marks = [(each.old, each.new) for each in cut[at : last + 1]]
        for place in range(at, last + 1):
            old, new = marks[place - at]
            is_end = place == last
            if operation is Operation.INSERT:
                old = part.old if is_end else None
            else:
                new = part.new if is_end else None
            result[place] = Paragraph(cut[place].words, Operation.EQUAL if is_end else operation, old, new)
    return result


def _as_joined(cut: Sequence[Paragraph], operation: Operation, moved: Operation) -> Iterator[Paragraph]:
    """Marks of moved paragraphs as plain ones where they lie between kept parts of what is one paragraph in one text.

    LibreOffice (7.4) leaves the end of a paragraph that moved, though its words go, and the two parts would not join.
    """
    is_joining = False
    for part in cut:
        if part.mark is operation and any(word.operation is Operation.EQUAL for word in part.words):
            is_joining = True
        elif part.mark is Operation.EQUAL:
            is_joining = False
        yield replace(part, mark=operation, move=0) if is_joining and part.mark is moved else part


def _is_whole(part: Paragraph, operation: Operation) -> bool:
    """Whether nothing of a paragraph is in the other text."""
    return part.mark is operation and all(_is_of_side(word, operation) for word in part.words)


def _is_of_side(word: Word, operation: Operation) -> bool:
    """Whether only the text that has what was added, or that has what was removed, has a word, moved or not."""
    return word.operation.is_new if operation is Operation.INSERT else word.operation.is_old


def _marks(words: Sequence[Word]) -> list[tuple[int, Operation, int | None, int | None]]:
    """Where the marks stand, as the number of words before them.

    A block's mark may stand anywhere behind its last word and before the next block of its text. Two blocks that share
    words share the mark where they can.
    """
    olds = _ranges(words, lambda word: word.old.block if word.old else None)
    news = _ranges(words, lambda word: word.new.block if word.new else None)
    shared = dict.fromkeys((word.old.block, word.new.block) for word in words if word.old and word.new)
    marks: list[tuple[int, Operation, int | None, int | None]] = []
    paired_old, paired_new = set(), set()
    for old, new in shared:
        first = max(olds[old][0], news[new][0])
        if first <= min(olds[old][1], news[new][1]):
            marks.append((first, Operation.EQUAL, old, new))
            paired_old.add(old)
            paired_new.add(new)
    marks += [(first, Operation.DELETE, block, None) for block, (first, _) in olds.items() if block not in paired_old]
    marks += [(first, Operation.INSERT, None, block) for block, (first, _) in news.items() if block not in paired_new]
    return sorted(marks, key=lambda mark: mark[0])


def _ranges(words: Sequence[Word], block_of: object) -> dict[int, tuple[int, int]]:
    """For each block of a side the first and the last place at which its mark may stand."""
    firsts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for at, word in enumerate(words):
        block = block_of(word)  # type: ignore[operator]
        if block is not None:
            firsts.setdefault(block, at)
            ends[block] = at + 1
    following = [*list(firsts.values())[1:], len(words)]
    return {block: (ends[block], last) for block, last in zip(firsts, following, strict=False)}


def _as_moved(words: Sequence[Word], mark: Operation, old: int | None, new: int | None) -> tuple[Operation, int]:
    """A mark moves with its paragraph when the whole of it moved."""
    moved = Operation.MOVE_AWAY if mark is Operation.DELETE else Operation.MOVE_HERE
    ours = [
        word
        for word in words
        if (word.old and word.old.block == old if old is not None else word.new and word.new.block == new)
    ]
    moves = {word.move if word.operation is moved else 0 for word in ours}
    return (moved, moves.pop()) if len(moves) == 1 and 0 not in moves else (mark, 0)
