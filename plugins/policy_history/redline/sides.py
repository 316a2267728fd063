"""One side of a comparison: a text cut into its blocks, of which only those that changed are ever read word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from ..text.blocks import Block, Kind
from ..text.counting import begins_with_text
from ..text.document import Document
from ..text.labels import behind_names, references
from ..text.read_blocks import ReadBlock
from ..text.words import Words

_T = TypeVar("_T")


def _behind_names(read: ReadBlock) -> list[int]:
    return behind_names(read.words.keys)


def is_label(read: ReadBlock) -> bool:
    """Whether a block is a label alone."""
    may_be = read.is_counted or not begins_with_text(read.block.content)
    return may_be and 0 < len(read.words.labels) == len(read.words) - 1


_LABELLED = frozenset((Kind.HEADING, Kind.PARAGRAPH))
_LONGEST = 60
"""So many characters a block has at most that is a label alone: longer ones need not be read to know it."""


_FEW = 8  # words
_ITEM_ENDS = frozenset(",;")
_ENDS = _ITEM_ENDS | {"."}
_LINKING = 4  # letters, of "or", "and", "und", "oder"


class ReadWords:
    """The words that have been read of a text, and the blocks their numbers refer to."""

    def __init__(self, blocks: list[Block]) -> None:
        self.words = Words()
        self.blocks = blocks
        self._ends: list[int] = []
        self._reads: list[tuple[int, ReadBlock]] = []

    def add(self, read: ReadBlock, number: int, start: int) -> None:
        """Add the words of a block, which has that number and begins at that place in the text."""
        self._reads.append((len(self.words), read))
        self.words.add(read.words, number, start)
        self._ends.append(len(self.words))

    def once(self, work: Callable[[ReadBlock], _T]) -> Iterator[tuple[int, _T]]:
        """For each block where it begins, and what ``work`` makes of it, which is made once for all texts with it."""
        return ((start, read.once(work)) for start, read in self._reads)

    def __len__(self) -> int:
        return len(self.words)

    def spans(self) -> list[tuple[int, int]]:
        """Where each block or table row begins among the words, and where behind its mark it ends."""
        return list(zip([0, *self._ends], self._ends, strict=False))

    @cached_property
    def references(self) -> list[tuple[int, int]]:
        """The stretches of words that name labels (``labels.references``); asked for when all is read."""
        behind = (start + at for start, places in self.once(_behind_names) for at in places)
        return list(references(self.words.keys, self.words.labels, behind))

    def kind_at(self, at: int) -> Kind:
        """The kind of the block in which a word stands."""
        return self.blocks[self.words.blocks[at]].kind

    def body(self, start: int, end: int) -> int:
        """Where the label ends with which a block's words may begin."""
        labels = self.words.labels
        return start if start not in labels else next((at for at in range(start, end) if at not in labels), end)

    def cores(self, *, are_linked: bool) -> list[tuple[int, int]]:
        """Where the words of each block begin behind its label, and where they end.

        ``are_linked`` says that items end with a word that leads to the next one, "; or": then neither that nor the
        sign at the end of a short one counts, as these change when another item comes.
        """
        bodies = ((self.body(start, end), end - 1) for start, end in self.spans())
        return [(start, self._core(start, end) if are_linked else end) for start, end in bodies]

    def has_links(self) -> bool:
        """Whether a short block ends with a word that leads to the next one."""
        return any(self._is_link(start, end - 1) for start, end in self.spans())

    def _is_link(self, start: int, end: int) -> bool:
        keys = self.words.keys
        is_word = 2 < end - start <= _FEW and keys[end - 2] in _ITEM_ENDS
        return is_word and keys[end - 1].isalpha() and len(keys[end - 1]) <= _LINKING

    def _core(self, start: int, end: int) -> int:
        last = end - 1 if self._is_link(start, end) else end
        return last - 1 if 1 < last - start <= _FEW and self.words.keys[last - 1] in _ENDS else last


class Side:
    """A text whose units are its blocks; ``bounds`` is where each begins, and at last where the source ends."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.bounds: Sequence[int] = document.starts
        self.blocks = document.blocks
        self.heads = document.table_heads
        self._document = document

    def units(self) -> list[str]:
        """What each block is known by to be the same to the letter.

        One that is a label alone, "Article 4" over its title, says nothing itself: it is known with what it counts.
        """
        units = [block.source for block in self.blocks]
        for at in range(len(units) - 1, -1, -1):
            may_be_label = len(units[at]) < _LONGEST and self.blocks[at].kind in _LABELLED
            if may_be_label and self._document.reads[at].once(is_label):
                units[at] += "".join(units[at + 1 : at + 2])
        return units

    def reading(self) -> ReadWords:
        """A reading that has no words yet, and refers to the document's blocks."""
        return ReadWords(self.blocks)

    def read(self, first: int, last: int, reading: ReadWords) -> None:
        """Add the words of the blocks from ``first`` up to but without ``last`` to a reading."""
        for number in range(first, last):
            reading.add(self._document.read(number), number, self.bounds[number])
