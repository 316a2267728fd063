"""The letters in which a word differs from the one it replaced: of an address, an amount, a date, a long word.

Words are struck and added whole, as lawyers do; in two that are much alike the eye needs help to find what differs.
diff-match-patch compares one word with one other, without its clock, and tidies the outcome ("semantic clean-up"). What
it compares are grapheme clusters (Unicode UAX 29), so that no accent is parted from its letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex
from diff_match_patch import diff_match_patch

_SHORTEST = 5, 6  # letters of the shorter and of the longer word: in shorter ones the difference is plain
_ALIKE = 0.6  # the part of the longer word that both have
_LONGEST = 400  # letters: an address longer than this is shown whole

_GRAPHEME = regex.compile(r"\X")
_FIRST = 0xE000  # private use: one character stands for each grapheme while words are compared
_engine = diff_match_patch()
_engine.Diff_Timeout = 0

Stretches = tuple[tuple[str, bool], ...]
"""A word in parts, each with whether it differs from the other word."""


class Letters(NamedTuple):
    """Both words in parts; joined, they are the words."""

    old: Stretches
    new: Stretches


def differing_letters(old: str, new: str) -> Letters | None:
    """In which letters two words differ; None where they are too short, too long, or not much alike."""
    olds, news = _GRAPHEME.findall(old), _GRAPHEME.findall(new)
    sizes = sorted((len(olds), len(news)))
    if sizes[0] < _SHORTEST[0] or not _SHORTEST[1] <= sizes[1] <= _LONGEST or old == new:
        return None
    signs: dict[str, str] = {}
    coded = ["".join(signs.setdefault(each, chr(_FIRST + len(signs))) for each in word) for word in (olds, news)]
    found = _engine.diff_main(*coded, False)
    _engine.diff_cleanupSemantic(found)
    if sum(len(part) for operation, part in found if not operation) < _ALIKE * sizes[1]:
        return None
    read = {sign: grapheme for grapheme, sign in signs.items()}
    return Letters(*(_stretches(found, side, read) for side in (-1, 1)))


def _stretches(found: Sequence[tuple[int, str]], side: int, read: dict[str, str]) -> Stretches:
    return tuple(
        ("".join(map(read.__getitem__, part)), operation == side) for operation, part in found if operation in (0, side)
    )
