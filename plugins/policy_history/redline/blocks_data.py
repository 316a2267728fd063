"""The texts of a history as data, read: each distinct block once, as tokens, and for each text its blocks.

A program that has this file needs no Markdown and knows no language: the browser aligns any two texts from it.
manual/formats.md describes the fields.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any, TypeVar

from ..text.blocks import Block, Kind
from ..text.characters import seen_space
from ..text.clause_names import names_among
from ..text.document import Document
from ..text.inline import PLAIN, Style
from ..text.number_words import lower, value
from ..text.read_blocks import ReadBlock, leads_with_blanks
from ..text.references import note_label
from ..text.words import CELL_MARK, MARKS, NOTE_KEY, Look, Words
from .blocks_written import columns_of, from_last, replaced
from .pairing import worth

_SIGNS = 4
"""How many signs are needed: two for words without white space between them, one around it, one behind a cell."""

_WITHOUT_SPELLING = MARKS | {NOTE_KEY}
"""What is compared otherwise than by how it is spelt."""

_Item = TypeVar("_Item", bound=Hashable)


_flags = attrgetter("strong", "emphasis", "code", "raised", "lowered")
"""The looks of a style, each with its bit."""


def _unused(sources: Iterable[str]) -> Iterator[str]:
    """Characters that no text has: delete, the control characters behind it, and those for private use."""
    used = set().union(*map(set, sources))
    codes = chain(range(0x7F, 0x85), range(0x86, 0xA0), range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
    return (chr(code) for code in codes if chr(code) not in used)


def _number(numbers: dict[_Item, int], item: _Item) -> int:
    return numbers.setdefault(item, len(numbers))


class BlocksOfTexts:
    """The distinct blocks of texts that follow one another, each with the number it is given when first met.

    What is written of a text depends on those before it alone, so the texts may grow at their end.
    """

    def __init__(self, signs: str) -> None:
        self._signs = signs
        self._blocks: list[list[Any]] = []
        self._sources: list[str] = []
        self._units: dict[str, int] = {}
        self._forms: dict[tuple[Any, ...], int] = {}
        self._styles: dict[Style, int] = {PLAIN: 0}
        self._words: dict[str, str] = {}
        self._values: dict[str, int] = {}
        self._bases: dict[int, int] = {}
        self._texts: list[list[Any]] = []
        self._last: list[int] = []
        self._numbers: dict[tuple[str, int, str, int, str], int] = {}
        self._firsts: dict[str, int] = {}
        self._numbers_of_reads: dict[ReadBlock, int] = {}

    @classmethod
    def of(cls, documents: Sequence[Document]) -> BlocksOfTexts:
        """The blocks of these texts, oldest first."""
        found = cls("".join(islice(_unused(document.source for document in documents), _SIGNS)))
        for document in documents:
            found.add(document)
        return found

    def add(self, document: Document) -> bool:
        """Add the text that follows; False, and nothing is added, where it has a sign that stands for white space."""
        if not {*self._signs}.isdisjoint(document.source):
            return False
        text = [self._number_of(document, number) for number in range(len(document.blocks))]
        found = replaced(self._last, text, self._blocks) if self._texts else ()
        self._bases |= {number: base for number, base in found if number not in self._bases}
        self._texts.append(from_last(self._last, text))
        self._last = text
        return True

    def data(self) -> dict[str, Any]:
        """The fields ``signs``, ``forms``, ``styles``, ``keys``, ``worths``, ``names``, ``blocks``, ``units`` and
        ``texts``; and ``numbers`` where labels have numbers in words.

        The same texts in the same order always give the same.
        """
        return {
            "signs": self._signs,
            "forms": list(self._forms),
            "styles": [
                [sum(is_set << bit for bit, is_set in enumerate(_flags(style))), style.link, style.image, style.note]
                for style in self._styles
            ],
            **_words(self._words),
            **({"numbers": self._values} if self._values else {}),
            "blocks": columns_of(self._blocks, self._bases),
            "units": self._units,
            "texts": self._texts,
        }

    @property
    def state(self) -> list[Any]:
        """What JSON takes of it, and gives back to ``taken_up``."""
        lists = self._blocks, self._sources, list(self._forms), list(self._styles), self._texts, self._last
        return [self._signs, *lists, self._units, self._words, self._values, list(self._bases.items())]

    @classmethod
    def taken_up(cls, state: Sequence[Any]) -> BlocksOfTexts:
        """The blocks that had that state."""
        signs, blocks, sources, forms, styles, texts, last, units, words, values, bases = state
        found = cls(signs)
        found._blocks, found._sources, found._texts, found._last = blocks, sources, texts, last
        found._units, found._words, found._values, found._bases = units, words, values, dict(bases)
        found._forms = {(kind, level, tuple(shape), *rest): at for at, (kind, level, shape, *rest) in enumerate(forms)}
        found._styles = {Style(*style): number for number, style in enumerate(styles)}
        for number, (source, (form, _, text, labels, looks, _)) in enumerate(zip(sources, blocks, strict=True)):
            found._numbers[source, form, text, labels, str(looks)] = number
            found._firsts.setdefault(source, number)
        return found

    def _number_of(self, document: Document, index: int) -> int:
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
        number_of_form = _number(self._forms, form)
        written = self._written(block, words)
        fields: list[Any] = [number_of_form, len(source), text, len(words.labels), looks, written]
        key = (source, number_of_form, text, len(words.labels), str(looks))
        if key not in self._numbers:
            number = self._numbers[key] = len(self._blocks)
            self._words.update(
                (text, key) for text, key in zip(words.texts, words.keys, strict=True) if key not in _WITHOUT_SPELLING
            )
            self._values.update(_numbers(words))
            self._blocks.append(fields)
            self._sources.append(source)
            first = self._firsts.setdefault(source, number)
            if first != number:
                self._units[str(number)] = first
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
            return _number(self._styles, look)
        return [[text, _number(self._styles, style)] for text, style in look]


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
        "names": names_among(list(dict.fromkeys([*keys, *words])), keys.__contains__),
    }
