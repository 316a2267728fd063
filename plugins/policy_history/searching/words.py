"""A text as it is searched: its words in one spelling, each with its place.

Two spellings of a word are one where they differ in capitals, in accents and points, in compatibility forms (NFKC, such
as the ligature fi) or in characters that nobody sees. Everything that is no letter, number or mark parts words, quotes
and hyphens too: "third-party" finds "third party". Scripts without spaces between words go by the character.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

import regex

# Thai, Lao, Burmese, Khmer, Chinese and Japanese: nothing shows where a word begins, so words are found anywhere.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Hebrew, Arabic and Korean write short words, and parts of long ones, with the word behind them: it is found there too.
_ATTACHED = "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\uac00-\ud7a3"
_WORD = regex.compile(
    rf"[{_UNSPACED}][\p{{M}}\p{{Cf}}\uff9e\uff9f]*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}\p{{Cf}}])+"
)
# Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic, and its stroke that only makes words longer. Vowel
# signs of other scripts say what the word is, and stay.
_DROPPED = regex.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]|[^\p{L}\p{N}\p{M}]"
)
_ASCII_WORD = regex.compile("[a-z0-9]+")
_IS_UNSPACED = regex.compile(f"[{_UNSPACED}]")
_IS_ATTACHED = regex.compile(f"[{_ATTACHED}]")


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in one spelling: ``text`` has a space between any two words, at its beginning and at its end.

    Between two characters of a script without spaces there is none. ``starts`` is where each word begins in ``text``,
    ``places`` where it begins and ends in the text as it was.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def word_at(self, place: int) -> int:
        """The number of the word that has the character of ``text`` at that place."""
        return bisect_right(self.starts, place) - 1


def normal(text: str) -> Normal:
    """The words of a text in one spelling."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length = end = 0
    was_unspaced = False
    for found in _WORD.finditer(text):
        word, part = found[0], spelling(found[0])
        if part:
            unspaced = is_unspaced(word[0])
            is_joined = was_unspaced and unspaced and not text[end : found.start()].strip()
            parts += [part] if is_joined else [" ", part]
            length += len(part) + (not is_joined)
            starts.append(length - len(part))
            places.append(found.span())
            was_unspaced, end = unspaced, found.end()
    return Normal("".join([*parts, " "]), starts, places)


def spelt(text: str) -> str:
    """The ``text`` of its words in one spelling, without their places."""
    if not text.isascii():
        return normal(text).text
    words = _ASCII_WORD.findall(text.lower())
    return f" {' '.join(words)} " if words else " "


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """A word in the one spelling that it shares with others; empty where it has nothing to be read.

    Small letters are those of the capitals, so that ß is ss and a sigma is one wherever it stands.
    """
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word))
    return unicodedata.normalize("NFC", bare.upper().lower().replace("ς", "σ"))


def is_unspaced(character: str) -> bool:
    """Whether it is of a script without spaces between words."""
    return bool(_IS_UNSPACED.match(character))


def is_attached(character: str) -> bool:
    """Whether it is of a script that writes short words with the one that follows."""
    return bool(_IS_ATTACHED.match(character))
