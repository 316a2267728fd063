"""Ways to count clauses that are none elsewhere: "1 Scope", "Article 1 The customer", "A. The parties", "Goal 1: Less".

Such words are labels only in texts that go on so, from each to the next: titles begin with numbers too ("14 Days to
pay"), sentences name clauses ("Section 4 applies"), and "A. Smith" is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from .block_kinds import Block, Kind
from .clause_names import CALLED, is_name
from .lines import content_of
from .number_words import may_begin_number, named_end, ordinal_end, value
from .numerals import LETTER, ROMAN, letters, roman
from .own_labels import fewest_steps, may_be_own_label, own_label


class Way(StrEnum):
    """What is counted, and how; besides these there are the shapes of labels that a text has of its own
    (``own_labels.py``)."""

    HEADINGS = "1 Scope"
    NAMED = "Article 1 The customer"
    LETTERED = "A. The parties"
    DASHED = "1 – The parties"
    ORDINAL_HEADINGS = "## First. Scope"
    ORDINALS = "First. The parties"
    ROWS = "| 1 | Alder |"


SIGN = r"(?:\.[–—-](?=\s|[^\W\d])|[.:)–—-](?=\s|$))"
"""A pattern of the signs that part a number from what it counts: "1.", "1)", "PRIMERA.-"."""


class CountedBeginning(NamedTuple):
    """The beginning of a block that may be counted so: where the label ends that it would be, and its number."""

    way: str
    end: int
    number: tuple[int, ...]


_NUMBER = r"(\d{1,3}(?:\.\d{1,3})*)"
_LETTERS = r"([IVXLC]{1,6}|[A-Z])"
# "14 September 2025" is a day.
_HEADING = re.compile(
    rf"\s*(?:{_NUMBER}(?:\s*[–—:-])?|{_LETTERS}\s*[–—-])(?:\s+(?=[^\W\d_])(?![^\W\d]+\.?\s+\d{{4}}\b)|\s*\Z)"
)
_NAMED = re.compile(rf"\s*(?:{CALLED})(?:{_NUMBER}(?:\.?[ºª])?|{_LETTERS})(?=\s)")
_LETTERED = re.compile(rf"\s*({LETTER})(?:[.](?=\s|\Z)|(?=\u3000))")
_DASHED = re.compile(rf"\s*(\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,6}}|[ivxlc]{{1,6}}|{LETTER})\s+[–—-]\s+(?=[^\W\d_])")
_ROW = re.compile(rf"\s*(?:\(?(\d{{1,3}}|[ivxlc]{{1,6}}|[IVXLC]{{1,6}})(?:[.)]?\s*$|[.)]\s)|\(?({LETTER})[.)]\s*$)")
_PATTERNS = {
    Kind.HEADING: [(Way.HEADINGS, _HEADING)],
    Kind.PARAGRAPH: [(Way.NAMED, _NAMED), (Way.LETTERED, _LETTERED), (Way.DASHED, _DASHED)],
    Kind.ITEM: [(Way.LETTERED, _LETTERED), (Way.DASHED, _DASHED)],
    Kind.ROW: [(Way.ROWS, _ROW)],
}
_SIGN = re.compile(rf"\s?{SIGN}")
_MARKS = re.compile(r"[*\\]")
_LONGEST = 80  # characters; no label is longer


# Latin letters before a blank or a comma are a label only where they are a name or a number: the patterns want a sign.
_FIRST_WORD = re.compile(r"\s*([A-Za-zÀ-ɏ]{2,})(?:[\s,]|\Z)")


def begins_with_text(text: str) -> bool:
    """Whether a text surely begins with no label, nor a number that may count it; as nearly all do."""
    match = _FIRST_WORD.match(text)
    return match is not None and _is_text(match[1])


@lru_cache(maxsize=1 << 16)
def _is_text(word: str) -> bool:
    return not (is_name(word) or may_begin_number(word) or ROMAN.match(word))


def beginning(text: str, kind: Kind) -> CountedBeginning | None:
    """The beginning of the visible text of a block of that kind, of a row of its first cell, if any are counted so."""
    if kind not in _PATTERNS:
        return None
    for way, pattern in _PATTERNS[kind]:
        if match := pattern.match(text):
            number = letters(match[1]) if way is Way.LETTERED else _number(match[1] or match[2])
            found = CountedBeginning(way, match.end(), number)
            own = _own(text, kind) if way is Way.NAMED else None
            return own if own and own.end > found.end else found
    if kind is Kind.ROW:
        return _own(text, kind)
    return _in_words(text, kind) or _own(text, kind)


def _in_words(text: str, kind: Kind) -> CountedBeginning | None:
    """The beginning that has its number in words."""
    end = ordinal_end(text)
    if sign := _SIGN.match(text, end) if end else None:
        way = Way.ORDINAL_HEADINGS if kind is Kind.HEADING else Way.ORDINALS
        return CountedBeginning(way, sign.end(), (value(text[:end]),))
    if kind is Kind.HEADING and (end := named_end(text)):
        return CountedBeginning(Way.NAMED, end, (sum(map(value, text[:end].split())),))
    return None


def _own(text: str, kind: Kind) -> CountedBeginning | None:
    """The beginning in a shape that the text may have of its own."""
    own = own_label(text, kind)
    return own and CountedBeginning(own.shape, own.end, tuple(chain.from_iterable(map(_number, own.numbers))))


def _number(label: str) -> tuple[int, ...]:
    if label[0].isdecimal():
        return tuple(map(int, label.split(".")))
    is_roman = len(label) > 1 or label.upper() in "IVX"
    return (roman(label),) if is_roman and ROMAN.match(label) else letters(label)


def beginnings(blocks: Iterable[Block]) -> tuple[CountedBeginning | None, ...]:
    """Of each of these blocks its beginning, if it may be counted so."""
    return tuple(map(_beginning, blocks))


def _beginning(block: Block) -> CountedBeginning | None:
    if block.kind not in _PATTERNS:
        return None
    content = _content(block)[:_LONGEST]
    if begins_with_text(content) and not (block.kind is Kind.HEADING and may_be_own_label(content)):
        return None
    return beginning(_MARKS.sub("", content), block.kind)


def _content(block: Block) -> str:
    return content_of(block.source, block.cells[0]) if block.kind is Kind.ROW and block.cells else block.content


def ways(found: Iterable[CountedBeginning | None]) -> frozenset[str]:
    """The ways in which a text is counted whose blocks begin so: most numbers must go on from the one before."""
    numbers: dict[str, list[tuple[int, ...]]] = {}
    for each in filter(None, found):
        numbers.setdefault(each.way, []).append(each.number)
    found_ways = frozenset(way for way, each in numbers.items() if _go_on(each, _fewest_steps(way, each[0])))
    return found_ways if (1,) in numbers.get(Way.LETTERED, ()) else found_ways - {Way.LETTERED}


def _fewest_steps(way: str, first: tuple[int, ...]) -> int:
    """How many steps from a number to the next prove that a text is counted so whose first number that is."""
    if isinstance(way, Way):
        return 2 if way is Way.NAMED else 1
    return fewest_steps(way, first)


def _go_on(numbers: Sequence[tuple[int, ...]], fewest: int) -> bool:
    steps = sum(_goes_on(last, number) for last, number in pairwise(numbers))
    return steps >= fewest and 2 * steps >= len(numbers) - 1


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the next one: "2.1" or "3" behind "2", "3" or "2.2" behind "2.1"."""
    if last[-1:] == number[-1:] == (0,):
        return _goes_on(last[:-1], number[:-1])
    same = min(len(last), len(number))
    if len(number) > len(last):
        return number[:same] == last and set(number[same:]) == {1}
    return number[:-1] == last[: same - 1] and number[-1] == last[same - 1] + 1
