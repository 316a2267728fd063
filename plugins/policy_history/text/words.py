"""A text as one flat sequence of words and marks: what alignment works on, without an object a word.

A *mark* stands at the end of every block, table row and table cell, as the paragraph mark does in a word processor.
It has no text; it lets a paragraph be split, merged, added or removed like a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import add

from .blocks import Block, Kind
from .characters import LINE_BREAK
from .inline import PLAIN, Stretch, Style, Visible, html_text, literal, note_text, visible
from .labels import label_end
from .lines import SourceSpan, content_of, places
from .splitting import fold, split_words

# Characters that are white space to a pattern, so that no word of a text can be one of them.
BLOCK_MARK = "\u2029"
CELL_MARK = "\x1f"
ROW_MARK = "\x1e"
NOTE_KEY = "[^]"
"""The key of a footnote's number, in the text and before the note: a number counts notes, and says nothing itself."""
_BROKEN = re.compile(r" {2,}\r?\n")
MARKS = frozenset((BLOCK_MARK, CELL_MARK, ROW_MARK))

Look = Style | tuple[tuple[str, Style], ...]


@dataclass(slots=True)
class Words:
    """Parallel lists, one entry a word or mark.

    ``keys`` is what is compared, ``texts`` what is read; a word is ``source[starts[i]:ends[i]]`` with its inline
    marks, a mark ends where the next block begins. ``looks`` is the style, or a tuple of (text, style) for a word in
    several; ``blocks`` is the number of the block; ``gaps`` is the white space before a word.
    ``labels`` are the places of the words that are the label of their block.
    """

    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    labels: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, block: Words, number: int, start: int) -> None:
        """Add the words of a block, which has that number and begins at that place in the text, without their gaps."""
        if block.labels:
            self.labels.update([len(self) + at for at in block.labels])
        self.keys += block.keys
        self.texts += block.texts
        self.starts += map(add, block.starts, repeat(start))
        self.ends += map(add, block.ends, repeat(start))
        self.looks += block.looks
        self.blocks += [number] * len(block)

    def add_mark(self, key: str, place: int, end: int) -> None:
        """Add the mark at the end of a block, row or cell."""
        self.keys.append(key)
        self.texts.append("")
        self.starts.append(place)
        self.ends.append(end)
        self.looks.append(PLAIN)
        self.blocks.append(0)
        self.gaps.append("")


def words_of_block(block: Block, links: Mapping[str, str], *, is_counted: bool = False) -> Words:
    """A block's words and marks, its number 0 and all places in its own source.

    ``is_counted`` says that it is counted in a way in which its text is (``counting.ways``).
    """
    words = Words()
    if block.kind is Kind.ROW:
        _add_row(words, block, links, is_counted=is_counted)
        return words
    if block.kind not in (Kind.RULE, Kind.DEFINITION):
        read = reader(block.kind, links)
        add_content(words, block.source, block.pieces, read, block.kind, is_counted=is_counted)
    words.add_mark(BLOCK_MARK, _end_of(words), len(block.source))
    return words


def _end_of(words: Words) -> int:
    """Where the last word ends in the block that is being read."""
    return words.ends[-1] if words.ends else 0


def _add_row(words: Words, block: Block, links: Mapping[str, str], *, is_counted: bool) -> None:
    read = reader(block.kind, links)
    place = 0
    for number, cell in enumerate(block.cells):
        kind = Kind.ROW if is_counted and not number else Kind.CODE
        add_content(words, block.source, cell, read, kind, is_counted=is_counted)
        place = _end_of(words)
        words.add_mark(CELL_MARK, place, place)
    words.add_mark(ROW_MARK, place, len(block.source))


def reader(kind: Kind, links: Mapping[str, str]) -> Callable[[str], Visible]:
    """How the content of a block of that kind is read."""
    if kind is Kind.CODE:
        return literal
    if kind is Kind.HTML:
        return html_text
    if kind is Kind.NOTE:
        return lambda content: note_text(content, links)
    return lambda content: visible(content, links)


def add_content(
    words: Words,
    source: str,
    pieces: Sequence[SourceSpan],
    read: Callable[[str], Visible],
    kind: Kind = Kind.CODE,
    is_counted: bool = False,
) -> None:
    """Add the words of the content of a block of that kind, of which ``read`` tells what is visible."""
    content = content_of(source, pieces)
    if "  \n" in source and kind is not Kind.CODE:
        content = _with_line_breaks(content, source, pieces)
    text, stretches = read(content)
    parts = split_words(text)
    if not (found := parts[1::2]):
        return
    if label := label_end(text.replace(LINE_BREAK, "\n"), kind, is_counted=is_counted):
        count = bisect_left(list(accumulate(map(len, parts)))[1::2], label + 1)
        words.labels.update(range(len(words), len(words) + count))
    words.texts += found
    words.keys += found if text.isascii() and "--" not in text else _folded(found)
    words.blocks += [0] * len(found)
    words.gaps += parts[:-1:2]
    # One after the other in the source, as they nearly always are, all pieces are at one distance from the content.
    is_whole = pieces[-1].end - pieces[0].start == len(content)
    origin = pieces[0].start if is_whole else 0
    if len(stretches) == 1 and is_whole:
        edges = list(accumulate(map(len, parts), initial=origin + stretches[0].place))
        starts, ends = edges[1:-1:2], edges[2::2]
        words.looks += [stretches[0].style] * len(found)
    else:
        edges = list(accumulate(map(len, parts), initial=0))
        starts, ends = _add_looks(words, text, stretches, edges[1:-1:2], edges[2::2], origin)
    if not is_whole:
        place_of = places(pieces)
        starts = [place_of[start] for start in starts]
        ends = [place_of[end - 1] + 1 for end in ends]
    words.starts += starts
    words.ends += ends
    _name_numbers_of_notes(words, len(words) - len(found) if "[^" in content else len(words))


def _with_line_breaks(content: str, source: str, pieces: Sequence[SourceSpan]) -> str:
    """The content in which the lines that end with two blanks end as a page shows it."""
    ends = accumulate(piece.end - piece.start + 1 for piece in pieces[:-1])
    found = list(content)
    for end, piece in zip(ends, pieces, strict=False):
        if _BROKEN.match(source, piece.end):
            found[end - 1] = LINE_BREAK
    return "".join(found)


def _name_numbers_of_notes(words: Words, first: int) -> None:
    """Give the numbers of footnotes among the words from a place on the key that all of them have."""
    for at in range(first, len(words)):
        look = words.looks[at]
        if isinstance(look, Style) and look.note is not None:
            words.keys[at] = NOTE_KEY


def _folded(found: Sequence[str]) -> Sequence[str]:
    lines = "\n".join(found)
    folded = fold(lines)
    # What nothing is seen of is compared as it is.
    return found if folded == lines else [key or text for key, text in zip(folded.split("\n"), found, strict=True)]


def _add_looks(
    words: Words, text: str, stretches: Sequence[Stretch], starts: list[int], ends: list[int], origin: int
) -> tuple[list[int], list[int]]:
    """Add the looks of words, given by their places in the visible text; returns their places in the content."""
    firsts: list[int] = []
    lasts: list[int] = []
    at = begin = 0
    for number, (end, place, style, is_instead) in enumerate(stretches):
        upto = bisect_left(starts, end, at)
        if upto > at:
            words.looks += [style] * (upto - at)
            shift = origin + place - begin
            if is_instead:
                firsts += [origin + place] * (upto - at)
                lasts += [origin + place + 1] * (upto - at)
            else:
                firsts += [start + shift for start in starts[at:upto]]
                lasts += [last + shift for last in ends[at:upto]]
            if ends[upto - 1] > end:
                words.looks[-1], last_place = _across(text, stretches[number:], starts[upto - 1], ends[upto - 1])
                lasts[-1] = origin + last_place
            at = upto
        begin = end
    return firsts, lasts


def _across(text: str, stretches: Sequence[Stretch], start: int, end: int) -> tuple[Look, int]:
    """The look of a word that begins in the first stretch and goes on in others; where in the content it ends."""
    runs: list[tuple[str, Style]] = []
    begin = start
    for stretch in stretches:
        stop = min(end, stretch.end)
        if runs and runs[-1][1] == stretch.style:
            runs[-1] = (runs[-1][0] + text[begin:stop], stretch.style)
        elif stop > begin:
            runs.append((text[begin:stop], stretch.style))
        if stop == end:
            break
        begin = stop
    last = stretch.place if stretch.is_instead else stretch.place + end - 1 - begin
    return runs[0][1] if len(runs) == 1 else tuple(runs), last + 1
