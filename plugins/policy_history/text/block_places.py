"""Where the blocks of a text stand in its article, so that ids and marks can be put there.

Article and blocks are two readings of one source that agree word for word (``checks/rules.py``, ``reading``): so an
element belongs to the block before which as many words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

from .block_kinds import Kind
from .document import Document
from .html_words import BLOCKS, TAG
from .keeping import kept
from .read_blocks import ReadBlock
from .splitting import words_in

_TAGS = {"p": Kind.PARAGRAPH, "li": Kind.ITEM, "dt": Kind.TERM, "dd": Kind.DESCRIPTION}


class BlockPlace(NamedTuple):
    """Where the element of a block may have more attributes, and where its own words end: places in the HTML."""

    attributes: int
    end: int


class _Edge(NamedTuple):
    """A tag at which words end: its name, if it begins an element; the words before it; where these end."""

    begins: str
    words: int
    attributes: int
    end: int


def places_of(document: Document, parts: Sequence[Markup]) -> Mapping[int, BlockPlace]:
    """The places of the paragraphs, items, terms and meanings of a text by the indices of their blocks.

    ``parts`` joined are its article. A block without words has no place.
    """
    found: dict[int, BlockPlace] = {}
    beginnings, ends = _beginnings(document)
    begun: tuple[int, int] | None = None
    for edge in _edges_of(parts):
        if begun and edge.words == ends[begun[0]]:
            found[begun[0]] = BlockPlace(begun[1], edge.end)
            begun = None
        block = beginnings.get(edge.words)
        if block is not None and _TAGS.get(edge.begins) is document.blocks[block].kind:
            begun = beginnings.pop(edge.words), edge.attributes
    return found


def _beginnings(document: Document) -> tuple[dict[int, int], dict[int, int]]:
    """The blocks by the number of words before them, and for each block the number of words up to its end."""
    beginnings: dict[int, int] = {}
    ends: dict[int, int] = {}
    words = 0
    for block, read in enumerate(document.reads):
        count = read.once(_word_count)
        if count:
            beginnings[words] = block
        words += count
        ends[block] = words
    return beginnings, ends


def _word_count(read: ReadBlock) -> int:
    return len(read.shown_words)


def _edges_of(parts: Sequence[Markup]) -> Iterator[_Edge]:
    """The edges of all parts, by places in the whole."""
    start = words = 0
    for part in parts:
        edges, count = _edges(part)
        for edge in edges:
            yield _Edge(edge.begins, words + edge.words, start + edge.attributes, start + edge.end)
        start += len(part)
        words += count


@kept
def _edges(html: Markup) -> tuple[tuple[_Edge, ...], int]:
    """The edges of a part, as nh3 writes it, and how many words it has."""
    found: list[_Edge] = []
    words = 0
    texts: list[str] = []
    done = end = 0
    for match in TAG.finditer(str(html)):
        text = str(html)[done : match.start()]
        texts.append(text)
        end = done + len(text.rstrip()) if text.strip() else end
        done = match.end()
        if match[2] in BLOCKS:
            words += len(words_in(unescape("".join(texts))))
            texts = []
            found.append(_Edge("" if match[1] else match[2], words, match.end(2), end))
        else:
            end = match.end()
    return tuple(found), words
