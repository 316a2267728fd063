"""Labels in a shape that a text has of its own: "Requirement 1:", "REQ-1", "2(1)", "Part I - 1.", "1.)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from .block_kinds import Kind
from .clause_names import is_name


class OwnLabel(NamedTuple):
    """The label that a block may begin with: its shape, in which each number is a 1; where it ends; and its numbers."""

    shape: str
    end: int
    numbers: tuple[str, ...]


_NUMBER = r"(?:(?<!\d)\d{1,3}(?!\d)|(?<![^\W\d_])(?:[ivxlc]{1,6}|[IVXLC]{1,6}|[A-Za-z])(?![^\W\d_]|[°º]))"
_WORD = r"[^\W\d_]{2,}+\.?"
_NAME = rf"(?:{_WORD}(?:[\s-]+{_WORD}){{0,2}}(?:\s+|-|(?=\d))|§§?\s?)"
_ONE = rf"{_NAME}?(?:[nN]\.?[°º]\s?|[#№])?{_NUMBER}[°ºª]?"
_JOINT = r"(?:[.\-–]|\s?[(\[]|[)\]]\s?[(\[]?\.?|(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d))"
_FURTHER = rf"{_JOINT}{_NUMBER}|(?:,\s|\s[–—-]\s){_ONE}"
_LABEL = re.compile(rf"\s*([(\[{{<]?{_ONE}(?:{_FURTHER})*\.?[)\]}}>]?)(\s?[:–—/-]|[.):/]{{1,2}})?(?=\s|\Z)")
_BEFORE_WORD = re.compile(r"\s*(\d{1,3}|[IVXLC]{1,6})\.\s+([^\W\d_]{2,}|§)\s*(?:[.:–—-](?=\s|\Z)|\Z)")
_EACH_NUMBER = re.compile(_NUMBER)
_MAY_BE_LABEL = re.compile(r"[^\W_]{2,}+[.,\s-]+(?:[^\W\d_]{2,}+[.\s-]+){0,2}?(?:n[°º]\s?)?(?:\d|[A-Z]+\b)")
_OUTLINE = re.compile(r"1(?:\.1)+")
_DAY = re.compile(r"\d+[-–]\d+")
_WORDS = re.compile(r"[^\W\d_]{2}")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NO_SENTENCE = re.compile(r"\s+[^a-zà-ÿ\s]|\s*\Z")
_UNSURE = "…"
_NEVER = 1 << 30


def may_be_own_label(text: str) -> bool:
    """Whether a heading that begins with a word may begin with such a label; most do not."""
    return _MAY_BE_LABEL.match(text) is not None


def own_label(text: str, kind: Kind) -> OwnLabel | None:
    """The label in a shape of its own with which the text of a block of that kind may begin.

    Words in it that are none for clauses are labels of headings alone, before a title: "EUR 1:" and "May 1:" are none,
    nor is "5-1". A word behind the number, "1. Teil", is the same in all headings. Without a sign no word in small
    letters follows. In the first cell of a row nothing else stands.
    """
    if kind is Kind.HEADING and (match := _BEFORE_WORD.match(text)):
        return OwnLabel(f"1. {match[2].lower()}{_UNSURE}", match.end(), (match[1],))
    match = _LABEL.match(text)
    if match is None:
        return None
    shape = _OUTLINE.sub("1.1", _EACH_NUMBER.sub("1", match[1].rstrip(".").lower()))
    has_words, is_alone = _WORDS.search(shape) is not None, match.end() == len(text)
    is_named = has_words and " " in shape
    is_foreign = is_named and not is_name(_FIRST_WORD.findall(shape)[0])
    has_sign = match[2] is not None or not match[1][-1].isalnum()
    may_be_sentence = not has_sign and (is_foreign or kind is not Kind.HEADING)
    if may_be_sentence and not _NO_SENTENCE.match(text, match.end()):
        return None
    if shape == "1" and match[2] in (None, ".", ")"):
        return None
    if _DAY.match(match[1]) or (kind is Kind.ROW and (is_named or not is_alone)):
        return None
    if is_foreign and (kind is not Kind.HEADING or (is_alone and not has_sign)):
        return None
    is_sure = not is_foreign and (has_sign or not has_words)
    return OwnLabel(shape + ("" if is_sure else _UNSURE), match.end(), tuple(_EACH_NUMBER.findall(match[1])))


def fewest_steps(shape: str, first: tuple[int, ...]) -> int:
    """How many steps from a number to the next prove that a text counts so, of whose numbers that is the first."""
    if first[-1:] == (1,):
        return 2 if shape.endswith(_UNSURE) else 1
    return _NEVER if shape.endswith(_UNSURE) else 2
