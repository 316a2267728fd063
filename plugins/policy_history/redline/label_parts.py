"""What labels are made of, and how one became another: figures, Roman numbers, letters, words, Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import NamedTuple

from ..text.labels import JOINTS
from ..text.number_words import value
from ..text.numerals import HAN, HAN_DIGITS, ROMAN, han, letters, roman

_PARTS = re.compile(rf"⟨\d+⟩|\d+|[{HAN_DIGITS}]+|[^\W\d_{HAN_DIGITS}]+")
_RANGE = re.compile(r"(\d+(?:\.\d+)*)[-–](\d+(?:\.\d+)*)\Z")
_ITEM = re.compile(r"(?:([^\W\d_])\1?|[ivxlc]+|\(?\w+\))(?: to |\Z)", re.IGNORECASE)
_WORD = rf"(?:[^\W\d_]{{1,3}}|{'|'.join(JOINTS)})"
_JOINT = rf",(?: {_WORD})?| {_WORD}(?:[ /][^\W\d_]+)*| [-–&]"
# "Part I - 3" is one number: of a list both are in figures, or neither.
_LIST = re.compile(rf"\S+ (?![^\W\d_]+(?:,| [-–]) \d)[\w.()]+(?:(?:{_JOINT}) [\d(]|[-–]\()")


def names_item(label: str) -> bool:
    """Whether a label is a letter or a Roman number alone, or a number in brackets, or a run of these."""
    return _ITEM.match(label) is not None


def names_list(label: str) -> bool:
    """Whether a label is a reference to several, as the text has it: "Sections 2, 3 and 5", "clauses 4 to 6"."""
    return _LIST.match(label) is not None


def names_several(numbers: str) -> bool:
    """Whether these are a run, "4 to 9", a list, or a range, "Articles 4-5"; "section 4-2" is one."""
    ends = _RANGE.search(numbers)
    return " to " in numbers or names_list(numbers) or (ends is not None and _in_order(*ends.groups()))


def _in_order(first: str, last: str) -> bool:
    return [int(part) for part in first.split(".")] < [int(part) for part in last.split(".")]


def _in_figures(label: str) -> str:
    """A label with a number in words as one in figures, set off: "Cláusula ⟨11⟩" for "Cláusula décima primera"."""
    found: list[str] = []
    total = 0
    for word in [*label.split(" "), ""]:
        number = value(word) if word else 0
        if total and not number:
            found.append(f"⟨{total}⟩")
        total = total + number if number else 0
        found += [] if number else [word]
    return " ".join(found[:-1])


def _is_name(part: str) -> bool:
    """Whether a part of a label is a word, and no number in any way to count."""
    return len(part) > 1 and part[0].isalpha() and not ROMAN.match(part) and not HAN.match(part)


def reshapings(old: str, new: str) -> dict[Hashable, tuple[int, ...]]:
    """What two labels of other shapes, or that differ in several numbers, have in common with those of their run.

    In each way to read their letters that is both shapes, how far the numbers at their ends are apart, and the numbers
    before these that one alone has. With each stand the old numbers.
    """
    found: dict[Hashable, tuple[int, ...]] = {}
    for is_roman in (False, True):
        (shape, values), (new_shape, new_values) = _read(old, is_roman=is_roman), _read(new, is_roman=is_roman)
        both = min(len(values), len(new_values))
        if both:
            heads = values[: len(values) - both], new_values[: len(new_values) - both]
            apart = tuple(b - a for a, b in zip(values[-both:], new_values[-both:], strict=True))
            if shape != new_shape or sum(map(bool, apart)) > 1:
                found[shape, new_shape, heads, apart] = values
    return found


def _read(label: str, *, is_roman: bool) -> tuple[str, tuple[int, ...]]:
    """The shape of a label, and its numbers; ``is_roman`` says that one letter that can be a Roman number is one."""
    label = _in_figures(label)
    shape = ""
    values: list[int] = []
    done = 0
    for match in _PARTS.finditer(label):
        part = match[0]
        shape += label[done : match.start()]
        done = match.end()
        if part[0] == "⟨":
            shape, number = shape + "w", int(part[1:-1])
        elif part.isdecimal():
            shape, number = shape + "1", int(part)
        elif ROMAN.match(part) and (is_roman or len(part) > 1):
            shape, number = shape + "i", roman(part)
        elif HAN.match(part):
            shape, number = shape + "h", han(part)
        elif len(part) == 1:
            shape, number = shape + "a", ord(part)
        else:
            shape += part.lower()
            continue
        values.append(number)
    return shape + label[done:], tuple(values)


class Step(NamedTuple):
    """Two labels of one shape: what stands before the part in which they differ, what number that part was, in figures,
    in Roman ones, in words or as a letter, and by how much they differ; ``is_outer`` says that no number follows it."""

    before: str
    kind: str
    distance: int
    is_outer: bool
    value: int


def step_of(old: str, new: str) -> Step | None:
    """How one label became the other; None for labels of different shapes, and where several parts differ."""
    old, new = _in_figures(old), _in_figures(new)
    olds, news = list(_PARTS.finditer(old)), _PARTS.findall(new)
    parts = [match[0] for match in olds]
    if len(parts) != len(news):
        return None
    at = next((at for at, pair in enumerate(zip(parts, news, strict=True)) if pair[0] != pair[1]), len(parts))
    if at == len(parts) or parts[at + 1 :] != news[at + 1 :]:
        return None
    read = _value(parts[at], news[at])
    if read is None:
        return None
    kind, before, after = read
    name = " ".join(old[: olds[at].start()].lower().split())
    return Step(name, kind, after - before, all(map(_is_name, parts[at + 1 :])), before)


def _value(old: str, new: str) -> tuple[str, int, int] | None:
    """Two numbers, Roman numbers or letters as numbers, and which they are; None where they are of two kinds."""
    if old[0] == new[0] == "⟨":
        return "w", int(old[1:-1]), int(new[1:-1])
    if old.isdecimal() and new.isdecimal():
        return "1", int(old), int(new)
    # A single "c" or "l" is the letter: nobody counts to a hundred in Roman numbers.
    if ROMAN.match(old) and ROMAN.match(new) and not {old.lower(), new.lower()} & {"c", "l"}:
        return "i", roman(old), roman(new)
    if HAN.match(old) and HAN.match(new):
        return "h", han(old), han(new)
    if both := letters(old, new):
        return "a", both[0], both[1]
    return ("a", ord(old), ord(new)) if len(old) == len(new) == 1 else None
