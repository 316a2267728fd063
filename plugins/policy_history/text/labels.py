"""The label that a clause carries in its own words: "1.", "2.3", "(a)", "iv)", "Article 3", "§ 4", "Annex B", "第3条".

A label counts clauses and says nothing itself: it changes when others come and go. What only looks like one at the
beginning of a sentence ("Section 4 applies", "1.5 million", "24. September 2014", "A. Smith") is a part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress

from .block_kinds import Kind
from .clause_names import CALLED, is_name, may_end_name, name_ending
from .counting import SIGN, Way, beginning, begins_with_text
from .number_words import named_end
from .numerals import HAN_DIGITS, LETTER

# What stands behind the number, without a stop between: "4 §", "4 straipsnis".
_NAMES_BEHIND = "§|straipsnis|skyrius|pykälä|luku"
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\.?[ºª]|[a-zA-Z]|er|re|[\s-]?(?:bis|ter|quater|quinquies))?"
_ROMAN = r"[ivxlc]{1,6}|[IVXLC]{1,6}"
_HAN_NUMBER = "[〇一二三四五六七八九十百]+"
_HAN = (
    rf"第\s*(?:\d+|{_HAN_NUMBER})\s*[条條章節节項项款号](?:の(?:\d+|{_HAN_NUMBER}))?|제\s*\d+\s*[조장항](?:의\s?\d+)?"
)

_IN_NAME = rf"(?:{_NUMBER}|[A-Z][.-]?\d{{1,2}}|{_ROMAN}|{_HAN_NUMBER}|[A-Z])"
_NAMED = rf"(?:{CALLED})(?:{_IN_NAME}(?!\w)|\({_IN_NAME}\))"
# Chinese, Japanese and Korean words follow without a space; "(1)の" and "(1)及び" go on with a sentence.
_EAST = r"(?![及又或和与與])[\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_UNITS = "日月年円元圆圓人名個个回件時时分秒週周歳岁万萬億亿倍点點厘级級"
_ITEM = rf"(?:{_NUMBER}|{_ROMAN}|{LETTER}|{_HAN_NUMBER})"
_IN_BRACKETS = (
    rf"\({_ITEM}\)(?:(?!\w)|(?={_EAST}))|{_ITEM}\)(?=\s|$)|（{_ITEM}）|{_ITEM}(?:）|[、．](?![\dA-Za-z{HAN_DIGITS}]))"
    rf"|[A-Z]\d{{1,2}}[.:)](?=\s)|\[\d{{1,3}}\](?=\s)|\d{{1,2}}(?:\.\d{{1,2}}(?![{_UNITS}])|\.)+(?={_EAST})"
)
# A day in German, Czech, Danish … begins with its number and a stop: "24. September 2014".
_COUNTED = rf"(?:{_NUMBER}|{_ROMAN})\.(?:[–—-](?=\s|[^\W\d])|(?=\s|$)(?!\s+[^\W\d]+\.?\s+\d{{4}}\b))"
_ORDINAL = rf"\d{{1,3}}\.?[ºª°](?:{SIGN}|(?=\s(?![CF]\b)|$))"
_BEFORE_NAME = rf"\d{{1,3}}\s?[a-z]?\s?(?i:{_NAMES_BEHIND})\.?(?=\s+[^\W\d_a-zà-ÿ]|$)"
# Without a stop it is one only before a sentence or a title: "2.3 You may", and not "1.5 million" or "2.50 EUR".
_OUTLINE = r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+\.?(?=\s+(?:[^\W\d_a-zà-ÿ]['’a-zà-ÿ\s]|[^\x00-\u024f]))"

# Without a stop before Japanese and Chinese words, but for those of days, sums and amounts; and numbers in circles.
_BEFORE_HAN = rf"\d{{1,2}}\s+(?=[\u3040-\u30ff\u3400-\u9fff])(?![{_UNITS}])|[①-⑳]"

_ANYWHERE = f"{_IN_BRACKETS}|{_COUNTED}|{_ORDINAL}|{_BEFORE_NAME}|{_OUTLINE}"
_IN_TEXT = re.compile(rf"\s*(?:(?:{_NAMED})\s*(?:{SIGN}|$)|(?:{_HAN})(?=[\s:：、(（]|$)|{_ANYWHERE}|{_BEFORE_HAN})")
_IN_HEADING = re.compile(rf"\s*(?:(?:{_NAMED})(?:\s*{SIGN})?|(?:{_HAN})|{_ANYWHERE}|{LETTER}\.(?=\s|$))")
_SIGN_OR_END = re.compile(rf"\s*(?:{SIGN}|$)")
_OF_NOTE = re.compile(r"\[\d+\]")
_OF = {Kind.HEADING: _IN_HEADING, Kind.PARAGRAPH: _IN_TEXT, Kind.ITEM: _IN_TEXT, Kind.DESCRIPTION: _IN_TEXT}
_OF[Kind.NOTE] = _OF_NOTE


def label_end(text: str, kind: Kind, *, is_counted: bool) -> int:
    """Where the label ends with which the visible text of a block of that kind begins; 0 where there is none.

    ``is_counted`` says that it is counted in a way in which the text is (``counting.ways``).
    """
    pattern = _OF.get(kind)
    if not is_counted and (pattern is None or begins_with_text(text)):
        return 0
    found = beginning(text, kind) if is_counted else None
    if match := pattern and pattern.match(text):
        return max(match.end(), found.end if found and not isinstance(found.way, Way) else 0)
    if kind is not Kind.NOTE and (end := named_end(text)) and (sign := _SIGN_OR_END.match(text, end)):
        return sign.end()
    return found.end if found else 0


_JOINING = 3  # letters that a word between two numbers of a list has at most: "and", "to", "und", "et"
JOINTS = tuple("through thru until oder sowie samt eller nebo oraz vagy veya hasta sekä atau".split())
"""Longer ones."""
# What may follow another joint: ", and", "and/or", "tot en met".
_FURTHER = frozenset(
    "and or und et ou y o e en met of och og a i lub и или та або και ή ve és ja tai dan và hoặc / m".split()
    + list(JOINTS)
)

_BEHIND_STOP = re.compile(r"\d|(?:[IVXLC]+|[^\W\d_])\Z")
_PARTS_OF_NUMBERS = frozenset(("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"))
_PART = re.compile(r"(?:\d{1,3}|[ivxlc]{1,5}|[^\W\d_])\Z")


def behind_names(keys: Sequence[str]) -> list[int]:
    """The places of the words behind those that name what is counted: numbers there name labels. No name goes on
    from a block to the next."""
    behind = compress(range(1, len(keys)), map(may_end_name, keys))
    return [at for at in behind if name_ending(keys, at - 1)]


def references(keys: Sequence[str], labels: Set[int], behind: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of words that name labels: the number behind "section" with the items in it, "4" or "4(c)", the items
    alone, as behind "paragraph (b)", or a list of these from its first to its last.

    ``behind`` gives the places where they may begin (``behind_names``)."""
    reached = 0
    for at in behind:
        if at in labels or at < reached:
            continue
        end = _reference_end(keys, at, _may_be_number(keys, at))
        while end > at and (begin := _behind_joint(keys, end)) < len(keys):
            following = _reference_end(keys, begin, keys[begin][:1].isdecimal())
            if following == begin:
                break
            end = following
        if end > at:
            yield at, end
            reached = end + 1


def is_part_of_number(word: str) -> bool:
    """Whether a word belongs to the number before it: "2 bis"."""
    return word in _PARTS_OF_NUMBERS


def _behind_joint(keys: Sequence[str], end: int) -> int:
    """Where another number of a list may begin, behind what joins it; at the end of the words where nothing does."""
    if end >= len(keys) or not (0 < len(keys[end]) <= _JOINING or keys[end] in JOINTS) or is_name(keys[end]):
        return len(keys)
    return next((at for at in range(end + 1, min(end + 3, len(keys))) if keys[at] not in _FURTHER), end + 3)


def _may_be_number(keys: Sequence[str], at: int) -> bool:
    """Whether a word behind a name may be a number or a letter; behind one that is shortened it is no word."""
    return bool(_BEHIND_STOP.match(keys[at])) if keys[at - 1] == "." else keys[at][:1].isalnum()


_AROUND_ITEMS = (["(", ")"], ['"', '"'])


def _reference_end(keys: Sequence[str], at: int, is_number: bool) -> int:
    """Where a number with the items in it ends, "4(c)(ii)", or the items alone, also in quotation marks; ``at`` where
    there is neither."""
    end = at + 1 if is_number else at
    if is_number and end + 1 < len(keys) and is_part_of_number(keys[end]) and not keys[end + 1][:1].isdecimal():
        end += 1  # "bis" between numbers is "to" in German
    while [*keys[end : end + 1], *keys[end + 2 : end + 3]] in _AROUND_ITEMS and _PART.match(keys[end + 1]):
        end += 3
    return end
