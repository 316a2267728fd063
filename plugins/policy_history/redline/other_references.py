"""References behind no known name, "REQ-3", "the Second Schedule", "4 §", "第四条", "제4조에": they follow too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import compress

from ..text.clause_names import is_name, names_number_before
from .alignment import Alignment
from .chain import Run

Spelled = Set[tuple[str, str]]
"""The numbers of labels as they were and are, as text in lower case."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*\Z")
_ITEM = re.compile(r"(?:[ivxlc]{1,5}|[^\W\d_])\Z")
_CODE = re.compile(r"(?:[^\W\d_]+[.-]?\d+(?:\.\d+)*|\d+(?:\.\d+){2,})\Z")
_FIGURES = re.compile(r"\d+(?:[.-]\d+)*\Z")
_HAN = "第"
_HAN_END = re.compile("[条條章節节項项款号]")
_LONGEST = 6  # words between 第 and 条
# In Korean the particle behind a number is a part of the word: "제5조제1항에". Where blanks are within, it is of 조.
_KOREAN = re.compile(r"((?:제\d+[편장절관조항호](?:의\d+)?)+)")
_KOREAN_PART = re.compile(r"(제\d+[편장절관조항호](?:의\d+)?)")
_CIRCLED = re.compile(r"[①-⑳]\Z")
_KOREAN_BEGIN, _KOREAN_ENDS = "제", frozenset("편장절관조항호")


def numbers_of(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The numbers of two labels that are partners, where they changed, and with the word before them where that is the
    text's own: "Requirement 3"."""
    if old[:1] == new[:1] == [_HAN]:
        yield _middle(old), _middle(new)
    else:
        for at, (a, b) in enumerate(zip(old, new, strict=False)):
            if a != b and a[0].isalnum() and b[0].isalnum():
                yield a.lower(), b.lower()
                if at and _WORD.match(old[at - 1]) and not is_name(old[at - 1]):
                    yield f"{old[at - 1]} {a}".lower(), ""


def other_references(alignment: Alignment, spelled: Spelled) -> Iterator[Run]:
    """The numbers in such references that changed as the labels did."""
    olds, news = alignment.old.words, alignment.new.words
    for before, start, end in _stretches(olds.keys, olds.labels, spelled) if spelled else ():
        is_behind = alignment.old_partner[before] < 0 and _may_be_behind(olds.keys, before, start)
        anchor = end if is_behind else before
        there = alignment.old_partner[anchor] + start - anchor
        is_kept = alignment.old_partner[anchor] >= 0 and there >= 0 and there + end - start < len(news.keys)
        old, new = olds.keys[start:end], news.keys[there : there + end - start]
        is_other = is_kept and old != new and olds.keys[end] == news.keys[there + end - start]
        if is_other and _is_followed("".join(old).lower(), "".join(new).lower(), spelled):
            yield Run(start, there, end - start)


def _stretches(keys: Sequence[str], labels: Set[int], spelled: Spelled) -> Iterator[tuple[int, int, int]]:
    """A word that must have stayed, and where the number begins and ends, which a label had."""
    numbers = {number for number, _ in spelled}
    begins = {
        form for number in numbers for form in (number, number.title(), number.capitalize(), number.upper(), number[:1])
    }
    if any(map(_KOREAN.match, numbers)):
        begins.update(filter(_KOREAN.match, set(keys)))
    begins.update(key for key in set(keys) if "-" in key and not numbers.isdisjoint(key.split("-")))
    for at in compress(range(1, len(keys) - 1), map(begins.__contains__, keys[1:-1])):
        key, before, behind = keys[at], keys[at - 1], keys[at + 1]
        if at in labels:
            continue
        if before == "(" and behind == ")" and _ITEM.match(key):
            yield at - 1, at, at + 1
        elif before == _HAN and (end := _end_of_han(keys, at)) > at:
            yield at - 1, at, end
        elif f"{before} {key}".lower() in numbers or _is_alone(before, key, behind):
            yield at - 1, at, at + 1
        elif (_WORD.match(key) and is_name(behind)) or (_FIGURES.match(key) and names_number_before(keys, at)):
            yield at + 1, at, at + 1
    if len(keys) > 1 and keys[0] in begins and _WORD.match(keys[0]) and is_name(keys[1]) and 0 not in labels:
        yield 1, 0, 1


def _may_be_behind(keys: Sequence[str], before: int, start: int) -> bool:
    return keys[before] == _HAN or _KOREAN.match(keys[start]) is not None or _CODE.match(keys[start]) is not None


def _is_alone(before: str, key: str, behind: str) -> bool:
    """Whether a word is a code, a number in a circle, or one in Korean, alone or between 제 and 조."""
    is_korean = before == _KOREAN_BEGIN and behind[:1] in _KOREAN_ENDS
    return is_korean or any(pattern.match(key) for pattern in (_CODE, _CIRCLED, _KOREAN))


def _is_followed(old: str, new: str, spelled: Spelled) -> bool:
    """Whether a number is now what the label is that had it; of several in a word, or of a range, each that changed."""
    if (old, new) in spelled:
        return True
    parts, others = (each.split("-") if "-" in each else _KOREAN_PART.split(each) for each in (old, new))
    is_alike = len(parts) == len(others) > 1
    return is_alike and all(a == b or (a, b) in spelled for a, b in zip(parts, others, strict=True))


def without_particle(texts: Sequence[str], at: int) -> str:
    """A reference in Korean without the particle that is a part of its last word; any other word as it is."""
    number, behind = texts[at], "".join(texts[at + 1 : at + 2])[:1]
    if at and texts[at - 1] == _KOREAN_BEGIN and behind in _KOREAN_ENDS:
        return f"{_KOREAN_BEGIN}{number}{behind}"
    match = _KOREAN.match(number)
    return match.group() if match else number


def _end_of_han(keys: Sequence[str], start: int) -> int:
    return next((at for at in range(start, min(start + _LONGEST, len(keys))) if _HAN_END.match(keys[at])), start)


def han_around(texts: Sequence[str], at: int) -> tuple[int, int]:
    """Where the reference begins and ends in which a word is, 第 and 条 with it; nowhere, where it is in none."""
    start = next((place for place in range(at, max(at - _LONGEST, -1), -1) if texts[place] == _HAN), at)
    end = _end_of_han(texts, start + 1)
    return (start, end + 1) if start < at < end else (at, at)


def _middle(label: Sequence[str]) -> str:
    return "".join(label[1 : _end_of_han(label, 1)])
