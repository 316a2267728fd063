"""A text as pieces that keep their identity while blocks, items and rows are edited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

_PIECE = re.compile(r"\w+(?:[.,'’\-]\w+)*|\s+|[^\w\s]")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+\S")
_NOT_TEXT = re.compile(r"\s*(?:<|```|~~~|\{[:#.]|\[[^\]]+\]:|---|===|!!!|\?\?\?|\s{4})")
Kind = Literal["heading", "paragraph", "list", "table", "other"]


@dataclass(eq=False, slots=True)
class Piece:
    """A word, a sign or white space; two are the same only when they are one object.

    ``origin`` is the piece of the old text that this one stands for in another spelling (a capital at a sentence's
    new edge). ``label`` is true for a number in front of an item or a title.
    """

    text: str
    label: bool = False
    origin: Piece | None = None

    @property
    def root(self) -> Piece:
        """The piece whose identity this one has."""
        return self.origin or self

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return any(map(str.isalnum, self.text))


Line = list[Piece]


@dataclass(eq=False, slots=True)
class Block:
    """What stands between blank lines: its parts are items of a list, rows of a table, or the one whole text."""

    kind: Kind
    parts: list[Line]
    level: int = 0


@dataclass(slots=True)
class Text:
    """A text that is being edited."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """All pieces in order, with the signs between blocks."""
        found: list[Piece] = []
        for block in self.blocks:
            for part in block.parts:
                found += [*part, Piece("\n")]
            found.append(Piece("\n"))
        return found

    def written(self) -> str:
        """The Markdown."""
        return "".join(piece.text for piece in self.pieces)


def words(line: Line) -> list[Piece]:
    """The words of a line, without its label."""
    return [piece for piece in line if piece.is_word and not piece.label]


def visible(line: Line) -> int:
    """How many words a reader sees: those of a link's target left out."""
    return len(words(pieces_of(re.sub(r"\]\([^)]*\)|<[^>]*>|https?:\S+", " ", said(line)))))


def said(line: Line) -> str:
    """The line as it is written."""
    return "".join(piece.text for piece in line)


def pieces_of(text: str) -> Line:
    """A line's pieces; the number of an item or a title is its label."""
    start = _ITEM.match(text) or re.match(r"#{1,6}\s+\d+(?:\.\d+)*[.)]?\s", text)
    edge = start.end() if start else 0
    return [Piece(found[0], label=found.start() < edge) for found in _PIECE.finditer(text)]


def copy(line: Line) -> Line:
    """The same words as new pieces."""
    return [Piece(piece.text, piece.label) for piece in line]


def read(markdown: str) -> Text:
    """Take a text apart at its blank lines; what is neither prose, list nor table is left as it is."""
    body = markdown.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip("\n")
    if re.search(r"(?m)^\s*(?:```|~~~)", body):
        body = re.sub(r"(?ms)^\s*(```|~~~).*?^\s*\1[^\n]*$", "", body)
    chunks = re.split(r"\n[ \t]*\n+", re.sub(r"(?s)\A---\n.*?\n---\n", "", body))
    return Text([_block(chunk.strip("\n")) for chunk in chunks if chunk.strip()])


def _block(chunk: str) -> Block:
    lines = chunk.split("\n")
    heading = _HEADING.match(chunk)
    if heading and len(lines) == 1:
        return Block("heading", [pieces_of(chunk)], len(heading[1]))
    if len(lines) > 2 and re.fullmatch(r"[\s|:\-]*-[\s|:\-]*", lines[1]) and all("|" in line for line in lines):
        return Block("table", [pieces_of(line) for line in lines])
    if _ITEM.match(chunk):
        return _list(lines)
    if heading or _NOT_TEXT.match(chunk) or any(_NOT_TEXT.match(line) or _ITEM.match(line) for line in lines):
        return Block("other", [pieces_of(chunk)])
    return Block("paragraph", [pieces_of(chunk)])


def _list(lines: list[str]) -> Block:
    """A flat list of one kind of mark; any other is left alone."""
    items: list[str] = []
    marks = {re.sub(r"\d+", "1", found[0]) for line in lines if (found := _ITEM.match(line))}
    if len(marks) > 1:
        return Block("other", [pieces_of("\n".join(lines))])
    for line in lines:
        if _ITEM.match(line):
            items.append(line)
        elif line.startswith((" ", "\t")) and re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            return Block("other", [pieces_of("\n".join(lines))])
        else:
            items[-1] += "\n" + line
    return Block("list", [pieces_of(item) for item in items])


def long_words(text: Text) -> list[str]:
    """The words of a text's paragraphs that have four letters or more."""
    paragraphs = (block.parts[0] for block in text.blocks if block.kind == "paragraph")
    return [piece.text for part in paragraphs for piece in part if re.fullmatch(r"[^\W\d_]{4,}", piece.text)]
