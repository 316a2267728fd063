"""A text cut into the smallest parts that can be read and rendered alone, so that what a history repeats is made once.

A part begins behind a blank line, with a heading or with a letter at the beginning of a line. No such line goes on with
a list, a quotation, code, a table or a footnote that stands before it, in Python-Markdown's reading nor in ours, and
none of these looks past it. Three things reach across: fenced code and raw HTML, within which no part begins as either
reading has them; and a definition list, whose terms begin with a letter too: a text with one is cut at headings alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.htmlparser import HTMLExtractor
from markdown.util import ETX, STX

from .blocks import Block, Kind, parse_blocks
from .counting import beginnings
from .keeping import kept
from .lines import lines_of
from .raw_blocks import fenced, raw_stretches

_BEGINNING = re.compile(r"\n[ \t]*\r?\n(?=(#{1,6}[^\\\n]*(?:\n|\Z))|[^\W\d_])")
_MEANING = re.compile(r"^ {0,3}:[ \t]", re.MULTILINE)
# A label may go on behind a blank line in our reading of link definitions.
_OPEN_LABEL = re.compile(r"\[[^\[\]\n]*\r?\Z")
# Without a fence, a tag at the beginning of a line or a comment both readings leave all lines where they are.
_MAY_TAKE = re.compile(r"^ {0,3}<|<[!?]|```|~~~", re.MULTILINE)
_LONE_RETURN = re.compile(r"\r(?!\n)")

_LABELLED = frozenset((Kind.DEFINITION, Kind.NOTE))

BEHIND = "\ue0f1behind"
"""A word that no text has: a paragraph of it shows whether what stands before it ends where it seems to end."""


class Part:
    """A part of a text, with its blocks. The same source is always the same part."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks = tuple(map(_shared, parse_blocks(source)))
        self.beginnings = beginnings(self.blocks)
        self.ways = frozenset(each.way for each in self.beginnings if each)
        self.has_labels = any(block.kind in _LABELLED for block in self.blocks)
        self.headings = sum(block.kind is Kind.HEADING for block in self.blocks)


@kept
def _shared(block: Block) -> Block:
    return block


@kept
def part_of(source: str) -> Part:
    """The part with that source."""
    return Part(source)


def parts_of(text: str) -> list[Part]:
    """The parts of a text, in order. The first has a block, unless the text has none: an empty item is no block."""
    sources = cut(text)
    if len(sources) > 1 and not part_of(sources[0]).blocks:
        sources[:2] = ["".join(sources[:2])]
    return [part_of(source) for source in sources]


def cut(text: str) -> list[str]:
    """The sources of the parts of a text; joined they are the text."""
    places = [0, *_beginnings(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def _beginnings(text: str) -> Iterator[int]:
    if STX in text or ETX in text or BEHIND[0] in text or ("\r" in text and _LONE_RETURN.search(text)):
        return
    only_headings = _MEANING.search(text) is not None
    taken = _Taken(text) if _MAY_TAKE.search(text) else None
    first = len(text) - len(text.lstrip())
    for match in _BEGINNING.finditer(text, first):
        place = match.end()
        line = text.rfind("\n", 0, match.start()) + 1
        has_label = text.find("[", line, match.start()) >= 0
        if (not match[1] and only_headings) or (has_label and _OPEN_LABEL.search(text, line, match.start())):
            continue
        if taken is None or taken.is_free(place):
            yield place


class _Taken:
    """Which lines of a text stand within fences and raw HTML, as either reading has them."""

    def __init__(self, text: str) -> None:
        lines = lines_of(text)
        self._starts = [line.begins for line in lines]
        self._free = bytearray(b"\1" * len(lines))
        for first, last in fenced(lines).items():
            self._take(first, last + 1)
        for raw in raw_stretches(text, lines):
            end = raw.inner[-1].start + len(raw.inner[-1].text) if raw.inner else 0
            self._take(raw.first, bisect_left(self._starts, end))
        self._take_theirs(text)

    def is_free(self, place: int) -> bool:
        """Whether a part may begin on the line that begins there."""
        return self._free[bisect_right(self._starts, place) - 1] == 1

    def _take(self, first: int, behind: int) -> None:
        """No part begins on a line of these but the first."""
        self._free[first + 1 : behind] = bytes(max(0, behind - first - 1))

    def _take_theirs(self, text: str) -> None:
        """Take what Python-Markdown takes out: fences first, then raw HTML in what is left. Its text has our lines."""
        theirs = re.sub(r"(?<=\n) +\n", "\n", (text.replace("\r\n", "\n") + "\n\n").expandtabs(4))
        lines = theirs.split("\n")
        left: list[str] = []
        numbers: list[int] = []  # for each line that is left, its number in the text
        done = 0
        for match in FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(theirs):
            first = theirs.count("\n", 0, match.start())
            last = first + match[0].count("\n")
            self._take(first, last + 1)
            left += [*lines[done:first], "", f"{STX}fence{ETX}", ""]
            numbers += [*range(done, first), first, first, last]
            done = last + 1
        left += lines[done:]
        numbers += range(done, len(lines) + 1)
        if "<" in theirs:
            clear = bytearray(len(self._free))
            for first, behind in _clear_lines("\n".join(left)):
                # The blank line before a part must be clear too.
                clear[numbers[first] + 1 : numbers[behind]] = b"\1" * (numbers[behind] - numbers[first] - 1)
            self._free = bytearray(a & b for a, b in zip(self._free, clear, strict=False))


def _clear_lines(text: str) -> list[tuple[int, int]]:
    """The lines, from which to behind which, in which Python-Markdown sees no raw HTML; none where it gives up."""
    reader = _Extractor(_plain_markdown())
    reader.feed(text)
    if reader.rawdata:
        return []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in reader.clear]


class _Extractor(HTMLExtractor):
    """Python-Markdown's reader of raw HTML, which notes the stretches that it leaves where they are."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.clear: list[tuple[int, int]] = []

    def handle_data(self, data: str) -> None:
        if not self.inraw:
            start = self.line_offset + self.offset
            self.clear.append((start, start + len(data)))
        super().handle_data(data)


@cache
def _plain_markdown() -> markdown.Markdown:
    return markdown.Markdown()
