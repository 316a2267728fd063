"""A text as one flat sequence of words and marks: what alignment works on, without an object a word.

A *mark* stands at the end of every block, table row and table cell, as the paragraph mark does in a word processor.
It has no text; it lets a paragraph be split, merged, added or removed like a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from .blocks import Block, Kind, Piece
from .inline import PLAIN, Style, Visible, html_text, literal, visible

BLOCK_MARK = "\u2029"
CELL_MARK = "\u241f"
ROW_MARK = "\u241e"
MARKS = frozenset((BLOCK_MARK, CELL_MARK, ROW_MARK))

# Scripts written without spaces between words (Thai, Lao, Burmese, Khmer, hiragana, Han) go by the character:
# no two dictionaries agree on their words, and a redline must not depend on one. Katakana, used for whole foreign
# words, goes by the run.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
# Vowel signs and points belong to the letter before them, though Python does not count them as letters.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0900-\u0dff"
)
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PLAIN = rf"[^\W_{_UNSPACED}{_KATAKANA}]"
_LETTERS = rf"(?:[{_SIGNS}]*{_PLAIN}+(?:[{_SIGNS}]+{_PLAIN}*)*|[{_SIGNS}]+)"

# One token is what a lawyer would replace as a whole: an address, a number with its separators and its unit, a word
# with its inner hyphens and apostrophes. A sign stands alone.
_LINK = r"(?:https?://|www\.|mailto:)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
_MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
TOKEN = re.compile(
    rf"{_LINK}|{_MAIL}"
    + rf"|[$€£¥]?\d+(?:[.,:/–-]\d+)*(?:%|‰|{_LETTERS})?"
    + rf"|[{_UNSPACED}]"
    + rf"|[{_KATAKANA}]+"
    + rf"|{_LETTERS}(?:['’‑‐.&\u00ad\u200c\u200d-]{_LETTERS})*"
    + rf"|[^\s{_INVISIBLE}]"
)
_PARTS = re.compile(f"({TOKEN.pattern})")
# The same for text in ASCII, of which most texts consist and which a shorter pattern reads faster.
_ASCII_PARTS = re.compile(
    rf"({_LINK}|{_MAIL}"
    r"|\$?\d+(?:[.,:/-]\d+)*(?:%|[a-zA-Z0-9]+)?|[a-zA-Z0-9]+(?:['.&-][a-zA-Z0-9]+)*|\S)",
    re.ASCII,
)

# Quotes, dashes and their like are folded: a publisher who switches to curly quotes has changed no word.
_FOLDED = str.maketrans(
    dict.fromkeys("’‘‚‛′", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200c\u200d")
)


def fold(text: str) -> str:
    """A word as it is compared: canonical composition (Unicode NFC), plain quotes and hyphens."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_FOLDED)


@dataclass(slots=True)
class Words:
    """Parallel lists, one entry a word or mark.

    ``keys`` is what is compared, ``texts`` what is read; a word is ``source[starts[i]:ends[i]]`` with its inline
    marks, a mark ends where the next block begins. ``looks`` is the style, or a tuple of (text, style) for a word in
    several; ``blocks`` is the number of the block; ``spaces``, kept when asked for, tells of white space before a word.
    """

    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    looks: list[Style | tuple[tuple[str, Style], ...]] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    with_spaces: bool = False

    def __len__(self) -> int:
        return len(self.keys)

    def move(self, distance: int) -> None:
        """Count all places from another beginning."""
        self.starts = [start + distance for start in self.starts]
        self.ends = [end + distance for end in self.ends]

    def extend(self, other: Words) -> None:
        """Add another text's words behind these."""
        self.keys += other.keys
        self.texts += other.texts
        self.starts += other.starts
        self.ends += other.ends
        self.looks += other.looks
        self.blocks += other.blocks
        self.spaces += other.spaces

    def add_mark(self, key: str, place: int, end: int, block: int) -> None:
        """Add the mark at the end of a block, row or cell."""
        self.keys.append(key)
        self.texts.append("")
        self.starts.append(place)
        self.ends.append(end)
        self.looks.append(PLAIN)
        self.blocks.append(block)
        if self.with_spaces:
            self.spaces.append(False)


def add_block(words: Words, source: str, block: Block, number: int, links: Mapping[str, str]) -> None:
    """Add one block's words and marks."""
    if block.kind is Kind.ROW:
        _add_row(words, source, block, number, links)
        return
    if block.kind not in (Kind.RULE, Kind.DEFINITION):
        add_content(words, source, block.pieces, number, reader(block.kind, links))
    last = words.ends[-1] if words.ends and words.ends[-1] > block.start else block.start
    words.add_mark(BLOCK_MARK, last, block.end, number)


def _add_row(words: Words, source: str, block: Block, number: int, links: Mapping[str, str]) -> None:
    read = reader(block.kind, links)
    place = block.start
    for cell in block.cells:
        add_content(words, source, cell, number, read)
        place = max(place, words.ends[-1] if words.ends else 0)
        words.add_mark(CELL_MARK, place, place, number)
    words.add_mark(ROW_MARK, place, block.end, number)


def reader(kind: Kind, links: Mapping[str, str]) -> Callable[[str], Visible]:
    """How the content of a block of that kind is read."""
    if kind is Kind.CODE:
        return literal
    if kind is Kind.HTML:
        return html_text
    return lambda content: visible(content, links)


def add_content(
    words: Words, source: str, pieces: Sequence[Piece], number: int, read: Callable[[str], Visible]
) -> None:
    """Add the words of a block's content, of which ``read`` tells what is visible."""
    shown = read(content_of(source, pieces))
    text = shown.text
    parts = (_ASCII_PARTS if text.isascii() else _PARTS).split(text)
    found = parts[1::2]
    edges = list(accumulate(map(len, parts)))
    starts, ends = edges[:-1:2], edges[1::2]
    words.texts += found
    words.keys += found if text.isascii() else map(fold, found)
    words.blocks += [number] * len(found)
    words.spaces += [any(map(str.isspace, gap)) for gap in parts[:-1:2]] if words.with_spaces else []
    if shown.is_source and len(pieces) == 1:
        shift = pieces[0].start
        words.starts += [start + shift for start in starts]
        words.ends += [end + shift for end in ends]
        words.looks += shown.styles[:1] * len(found)
        return
    place_of = places(pieces)
    within = shown.places
    words.starts += [place_of[within[start]] for start in starts]
    words.ends += [place_of[within[end - 1]] + 1 for end in ends]
    if shown.is_source:
        words.looks += shown.styles[:1] * len(found)
        return
    styles = shown.styles
    words.looks += [
        styles[start] if styles[start:end].count(styles[start]) == end - start else _look(text, styles, start, end)
        for start, end in zip(starts, ends)
    ]


def _look(text: str, styles: Sequence[Style], start: int, end: int) -> Style | tuple[tuple[str, Style], ...]:
    runs: list[tuple[str, Style]] = []
    for place in range(start, end):
        if runs and runs[-1][1] == styles[place]:
            runs[-1] = (runs[-1][0] + text[place], styles[place])
        else:
            runs.append((text[place], styles[place]))
    return tuple(runs)


def content_of(source: str, pieces: Sequence[Piece]) -> str:
    """A block's content: its lines without the marks around them."""
    return "\n".join(source[piece.start : piece.end] for piece in pieces)


def places(pieces: Sequence[Piece]) -> list[int]:
    """For each character of the joined content, its place in the source."""
    found: list[int] = []
    for piece in pieces:
        found.extend(range(piece.start, piece.end))
        found.append(piece.end)
    return found


def words_in(text: str) -> list[str]:
    """The words and signs of plain text."""
    return TOKEN.findall(text)
