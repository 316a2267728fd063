"""One side of a comparison: a text cut into units, of which only those that changed are ever read word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from ..text.blocks import Block, parse_blocks
from ..text.document import Document
from ..text.words import BLOCK_MARK, ROW_MARK, Words, add_block

# A unit of plain source begins at a line that is not indented, after a blank line or with the mark of a list item or a
# heading: there no quotation or indented code goes on. Reading may begin at any such place; where it makes of the
# marks something else than reading the whole would, it does so on both sides alike.
_UNIT = re.compile(r"\n(?:(?:[ \t]*\r?\n)+(?=\S)|(?=(?:[-*+]|\d+[.)]|#{1,6})[ \t]))")
_UNIT_MARK = re.compile(r"(?:[-*+]|\d+[.)]|#{1,6})[ \t]+")
_LONGEST_MARK = 8  # what a unit begins with must be the same on both sides, or it may begin elsewhere on one
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?([^\s>]+)", re.MULTILINE)


class Reading:
    """The words that have been read of a text, and the blocks their numbers refer to."""

    def __init__(self, blocks: list[Block]) -> None:
        self.words = Words()
        self.blocks = blocks
        self._spans: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.words)

    def spans(self) -> list[tuple[int, int]]:
        """Where each block or table row begins among the words, and where behind its mark it ends.

        To be asked for when all that is to be read has been read.
        """
        if not self._spans:
            ends = [at for at, key in enumerate(self.words.keys, start=1) if key in (BLOCK_MARK, ROW_MARK)]
            self._spans = list(zip([0, *ends], ends, strict=False))
        return self._spans


class Side(Protocol):
    """What alignment needs of a text: units that join to the source, and the words of any run of units."""

    source: str
    bounds: list[int]
    """Where each unit begins, and at last where the source ends."""

    def cuts(self, unit: int, other: Side, its_unit: int, /) -> tuple[int, int]:
        """How much two units, which differ, have in common at the beginning and at the end that need not be read."""
        ...

    def reading(self) -> Reading:
        """A reading that has no words yet."""
        ...

    def read(self, first: int, last: int, reading: Reading) -> None:
        """Add the words of the units from ``first`` up to but without ``last`` to a reading."""
        ...


class SourceSide:
    """A text as plain source, cut at blank lines. Nothing of it is parsed until it is read."""

    def __init__(self, source: str, start: int, end: int) -> None:
        """Cut ``source[start:end]`` into units; what stands before and behind is a unit each."""
        self.source = source
        inner = [match.end() for match in _UNIT.finditer(source, start, end)]
        edges = [0, start, *inner, end, len(source)]
        self.bounds = sorted(set(edges))
        self._links: Mapping[str, str] | None = None

    def cuts(self, unit: int, other: Side, its_unit: int) -> tuple[int, int]:
        """What two units share at both ends, up to a word, where no inline mark can reach across the cut."""
        old = self.source[self.bounds[unit] : self.bounds[unit + 1]]
        new = other.source[other.bounds[its_unit] : other.bounds[its_unit + 1]]
        prefix = _word_before(old, new, _common_prefix(old, new))
        suffix = min(_common_suffix(old, new), len(old) - prefix, len(new) - prefix)
        suffix = _space_behind(old, suffix)
        return (prefix, suffix) if prefix + suffix >= _NEARLY_ALL * min(len(old), len(new)) else (0, 0)

    def reading(self) -> Reading:
        """A reading whose blocks are those that have been read."""
        return Reading([])

    def read(self, first: int, last: int, reading: Reading) -> None:
        """Parse these units on their own and add their words."""
        start = self.bounds[first]
        part = self.source[start : self.bounds[last]]
        reading.words.origin = start
        for number, block in enumerate(parse_blocks(part), start=len(reading.blocks)):
            add_block(reading.words, part, block, number, self._definitions())
            reading.blocks.append(block)

    def _definitions(self) -> Mapping[str, str]:
        if self._links is None:
            pairs = _DEFINITION.findall(self.source) if "]:" in self.source else ()
            self._links = {" ".join(label.lower().split()): target for label, target in reversed(pairs)}
        return self._links


def source_sides(old: str, new: str) -> tuple[SourceSide, SourceSide]:
    """Both sides of a comparison. What they begin and end with alike is not even cut."""
    start = _unit_before(old, _common_prefix(old, new))
    tail = min(_common_suffix(old, new), min(len(old), len(new)) - start)
    tail = len(old) - _unit_behind(old, len(old) - tail)
    return SourceSide(old, start, len(old) - tail), SourceSide(new, start, len(new) - tail)


# Units that have less than this in common may be different paragraphs that happen to begin alike.
_NEARLY_ALL = 0.6
_INLINE_MARK = re.compile(r"[\\`*_\[\]<>&!|~]|\n(?=[^\n])")


def _word_before(old: str, new: str, end: int) -> int:
    """The last place up to ``end`` at which a word begins on both sides, none of the text before it being marked up."""
    if end < 2 or _INLINE_MARK.search(old, _mark_end(old), end):
        return 0
    place = end
    while (place := old.rfind(" ", 0, place)) > 0:
        if old[place + 1 : place + 2].isalpha() and new[place + 1 : place + 2].isalpha():
            return place + 1
    return 0


def _mark_end(unit: str) -> int:
    """Where the text of a unit begins behind the mark of its list item or heading."""
    match = _UNIT_MARK.match(unit)
    return match.end() if match else 0


def _space_behind(unit: str, length: int) -> int:
    """How much of the last ``length`` characters of a unit stands behind a space, if none of it is marked up."""
    start = unit.find(" ", len(unit) - length)
    if start < 0 or _INLINE_MARK.search(unit.rstrip(), start) or ("](" in unit and ")" in unit[start:]):
        return 0
    return len(unit) - start


def _common_prefix(old: str, new: str) -> int:
    """How many characters both begin with; halving, because slices compare faster than characters."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _unit_before(source: str, end: int) -> int:
    """The last place before ``end`` at which a unit begins, the character it begins with included in the search."""
    place = end
    while (place := source.rfind("\n", 0, place)) > 0:
        match = _UNIT.match(source, place)
        if match and match.end() + _LONGEST_MARK <= end:
            return match.end()
    return 0


def _unit_behind(source: str, start: int) -> int:
    """The first place from ``start`` on at which a unit begins, its blank line included; else the end."""
    match = _UNIT.search(source, start)
    return match.end() if match else len(source)  # the line end before a unit is part of the search on both sides


class DocumentSide:
    """A text that has been parsed as a whole: its units are its blocks, and so are its readings' numbers."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self._document = document
        self.bounds = [*(block.start for block in document.blocks), len(document.source)]

    def cuts(self, _unit: int, _other: Side, _its_unit: int) -> tuple[int, int]:
        """Nothing: a block is read whole or not at all."""
        return 0, 0

    def reading(self) -> Reading:
        """A reading that refers to the document's blocks."""
        return Reading(self._document.blocks)

    def read(self, first: int, last: int, reading: Reading) -> None:
        """Add the words of these blocks."""
        for number in range(first, last):
            add_block(reading.words, self.source, self._document.blocks[number], number, self._document.links)
