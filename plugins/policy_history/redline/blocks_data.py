"""The texts of a history as data, read: each distinct block once, as tokens, and for each text its blocks.

A program that has this file needs no Markdown and knows no language: the browser aligns any two texts from it.
manual/formats.md describes the fields.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, groupby, islice, pairwise
from typing import Any, TypeVar

from ..text.blocks import Block, Kind
from ..text.characters import seen_space
from ..text.clause_names import NAME
from ..text.document import Document
from ..text.inline import PLAIN, Style
from ..text.number_words import lower, value
from ..text.read_blocks import ReadBlock, leads_with_blanks
from ..text.references import note_label
from ..text.words import CELL_MARK, MARKS, NOTE_KEY, Look, Words
from .pairing import worth

_SIGNS = 4
"""How many signs are needed: two for words without white space between them, one around it, one behind a cell."""

_WITHOUT_SPELLING = MARKS | {NOTE_KEY}
"""What is compared otherwise than by how it is spelt."""

_Item = TypeVar("_Item", bound=Hashable)


def blocks_data(documents: Sequence[Document]) -> dict[str, Any]:
    """The fields ``signs``, ``forms``, ``styles``, ``keys``, ``worths``, ``names``, ``blocks``, ``units``, ``texts``;
    and ``numbers`` where labels have numbers in words.

    The same documents in the same order always give the same.
    """
    signs = "".join(islice(_unused(document.source for document in documents), _SIGNS))
    library = _Library(signs)
    texts = [[library.add(document, number) for number in range(len(document.blocks))] for document in documents]
    bases: dict[int, int] = {}
    for last, text in pairwise(texts):
        bases |= {number: base for number, base in _replaced(last, text, library.blocks) if number not in bases}
    return {
        "signs": signs,
        "forms": list(library.forms),
        "styles": [
            [style.strong + 2 * style.emphasis + 4 * style.code, style.link, style.image, style.note]
            for style in library.styles
        ],
        **_words(library.words),
        **({"numbers": library.numbers} if library.numbers else {}),
        "blocks": _columns(library.blocks, bases),
        "units": library.units,
        "texts": [_from_last(last, text) for last, text in zip([[], *texts], texts, strict=False)],
    }


def _unused(sources: Iterable[str]) -> Iterator[str]:
    """Characters that no text has: delete, the control characters behind it, and those for private use."""
    used = set().union(*map(set, sources))
    codes = chain(range(0x7F, 0x85), range(0x86, 0xA0), range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
    return (chr(code) for code in codes if chr(code) not in used)


def _number(numbers: dict[_Item, int], item: _Item) -> int:
    return numbers.setdefault(item, len(numbers))


class _Library:
    """The distinct blocks of all texts, each with the number it is given when first met."""

    def __init__(self, signs: str) -> None:
        self.blocks: list[list[Any]] = []
        self.units: dict[str, int] = {}
        self.forms: dict[tuple[Any, ...], int] = {}
        self.styles: dict[Style, int] = {PLAIN: 0}
        self.words: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self._signs = signs
        self._numbers: dict[tuple[str, int, str, int, str], int] = {}
        self._firsts: dict[str, int] = {}
        self._numbers_of_reads: dict[ReadBlock, int] = {}

    def add(self, document: Document, index: int) -> int:
        """The number of a block. Two are one where their sources and all that is read of them are the same."""
        block = document.blocks[index]
        read, source = document.reads[index], block.source
        if read in self._numbers_of_reads:
            return self._numbers_of_reads[read]
        words = read.words
        form = (str(block.kind), block.level, block.shape, block.number, block.is_header, block.opens_table)
        is_code = block.kind is Kind.CODE
        text = self._text(document.source, document.starts[index], words, is_code=is_code)
        looks = self._looks(words)
        number_of_form = _number(self.forms, form)
        written = self._written(block, words)
        fields: list[Any] = [number_of_form, len(source), text, len(words.labels), looks, written]
        key = (source, number_of_form, text, len(words.labels), str(looks))
        if key not in self._numbers:
            number = self._numbers[key] = len(self.blocks)
            self.words.update(
                (text, key) for text, key in zip(words.texts, words.keys, strict=True) if key not in _WITHOUT_SPELLING
            )
            self.numbers.update(_numbers(words))
            self.blocks.append(fields)
            first = self._firsts.setdefault(source, number)
            if first != number:
                self.units[str(number)] = first
        if not (is_code and leads_with_blanks(read)):
            self._numbers_of_reads[read] = self._numbers[key]
        return self._numbers[key]

    def _text(self, source: str, start: int, words: Words, *, is_code: bool) -> str:
        """The words with their white space; signs where there is none, or other than one space.

        ``start`` is the place in the source at which the block begins.
        """
        touching, apart, around, behind_cell = list(self._signs)
        parts: list[str] = []
        begins = True
        for at, (key, text) in enumerate(zip(words.keys, words.texts, strict=True)):
            if key in MARKS:
                parts.append(behind_cell if key == CELL_MARK else "")
                begins = True
                continue
            gap = _source_gap(source, start, words, at) if is_code else seen_space(words.gaps[at])
            if gap not in ("", " "):
                gap = around + gap + around
            elif not gap and not begins:
                gap = touching if words.starts[at] == words.ends[at - 1] else apart
            parts += [gap, text]
            begins = False
        return "".join(parts)

    def _written(self, block: Block, words: Words) -> str | list[Any]:
        """The label of a footnote; of a row its cells as they are written, 0 for those that are as seen."""
        if block.kind is Kind.NOTE:
            return note_label(block)
        cells = [block.source[cell[0].start : cell[0].end] if cell else "" for cell in block.cells]
        written = [0 if cell == seen else cell for cell, seen in zip(cells, _seen_cells(words), strict=False)]
        return written if any(written) else ""

    def _looks(self, words: Words) -> list[Any]:
        """How many words in succession have which look; empty where all are plain."""
        looks = (self._look(look) for look, key in zip(words.looks, words.keys, strict=True) if key not in MARKS)
        found: list[Any] = []
        for look, group in groupby(looks):
            found += [len(list(group)), look]
        return [] if found[1::2] == [0] else found

    def _look(self, look: Look) -> int | list[Any]:
        if isinstance(look, Style):
            return _number(self.styles, look)
        return [[text, _number(self.styles, style)] for text, style in look]


def _numbers(words: Words) -> dict[str, int]:
    """The words of a label that are numbers, in lower case, with their values."""
    said = [word for at in sorted(words.labels) for word in lower(words.texts[at]).split("-")]
    return {word: value(word) for word in said if value(word)}


def _seen_cells(words: Words) -> list[str]:
    """What is seen of each cell of a row, with its white space."""
    cells = [""]
    for key, text, gap in zip(words.keys, words.texts, words.gaps, strict=True):
        if key == CELL_MARK:
            cells.append("")
        else:
            cells[-1] += seen_space(gap) + text
    return cells


def _replaced(last: Sequence[int], text: Sequence[int], blocks: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """For each block that a text has and no earlier one, the block of the last text that it is most like."""
    for operation, start, end, begin, stop in _steps(last, text):
        if operation == "replace":
            for number in text[begin:stop]:
                shared = {
                    base: sum(_shared(blocks[base][2], blocks[number][2])) for base in last[start:end] if base < number
                }
                best = max(shared, key=lambda base: (shared[base], -base), default=0)
                if shared.get(best, 0) >= _LEAST_SHARED:
                    yield number, best


def _steps(last: Sequence[int], text: Sequence[int]) -> Iterator[tuple[str, int, int, int, int]]:
    """What leads from one list of blocks to another, as ``SequenceMatcher`` has it of what differs between the ends."""
    head = _same(last, text)
    most = min(len(last), len(text)) - head
    tail = _same(last[len(last) - most :][::-1], text[len(text) - most :][::-1])
    if head:
        yield "equal", 0, head, 0, head
    inner = last[head : len(last) - tail], text[head : len(text) - tail]
    for operation, start, end, begin, stop in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        yield operation, head + start, head + end, head + begin, head + stop
    if tail:
        yield "equal", len(last) - tail, len(last), len(text) - tail, len(text)


_LEAST_SHARED = 12
"""So many characters a block must share with another one for it to be written as a change of that."""


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at their beginnings and at their ends; none beyond the BMP."""
    if max(old, default="") > "\uffff" or max(new, default="") > "\uffff":
        return 0, 0
    start = _same(old, new)
    most = min(len(old), len(new)) - start
    end = _same(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    return start, end


def _same(old: Sequence[object], new: Sequence[object]) -> int:
    """How many characters, or others, two sequences begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _columns(blocks: Sequence[Sequence[Any]], bases: Mapping[int, int]) -> dict[str, list[Any]]:
    """The fields of all blocks, one after the other, 0 for what is empty: so they pack better than block by block.

    ``base`` has for each block 0, or three numbers: how many blocks back its base is, and how many characters of its
    text it shares with its beginning and its end. ``size`` is how much longer the source is than the text.
    """
    names = ("form", "size", "base", "text", "labels", "looks", "written")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for number, (form, size, text, labels, looks, written) in enumerate(blocks):
        base: list[int] = [0]
        own, own_looks = text, looks
        if number in bases:
            other = blocks[bases[number]]
            start, end = _shared(other[2], text)
            base = [number - bases[number], start, end]
            own = text[start : len(text) - end]
            own_looks = 1 if looks and looks == other[4] else looks
        columns["base"] += base
        for name, each in (("form", form), ("size", size - len(text)), ("text", own), ("labels", labels)):
            columns[name].append(each)
        columns["looks"].append(own_looks or 0)
        columns["written"].append(written or 0)
    return columns


def _source_gap(source: str, begin: int, words: Words, at: int) -> str:
    """The white space before a word of code as the source has it, where that is what stands between them."""
    gap, start = words.gaps[at], begin + words.starts[at]
    before = source[begin + words.ends[at - 1] if at else 0 : start]
    whole = before[len(before.rstrip()) :]
    return whole if seen_space(whole) == seen_space(gap) else seen_space(gap)


def _words(words: dict[str, str]) -> dict[str, Any]:
    """What is known of words: how they are compared, what keeping them is worth if it is less than 1, and names."""
    keys = dict.fromkeys(words.values())
    worths: dict[str, list[str]] = {}
    for key in keys:
        if worth(key) != 1:
            worths.setdefault(str(worth(key)), []).append(key)
    return {
        "keys": {text: key for text, key in words.items() if text != key},
        "worths": worths,
        "names": [key for key in dict.fromkeys([*keys, *words]) if NAME.match(key)],
    }


def _from_last(last: Sequence[int], text: Sequence[int]) -> list[Any]:
    """The numbers of a text's blocks; where they are those of the text before, from which place to which."""
    found: list[Any] = []
    for operation, start, end, begin, stop in _steps(last, text):
        if operation == "equal":
            found.append([start, end])
        else:
            found += text[begin:stop]
    return found
