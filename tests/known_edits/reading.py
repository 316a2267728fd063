"""The words of Markdown source with their places: what scores count.

A reading of its own, plainer than the engine's and independent of it: marks that no reader sees are blanked
out in place, and what is left is cut into words as the engine cuts plain text. Signs are not words here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from policy_history.text.splitting import words_in

_UNSEEN = re.compile(
    r"\A\ufeff"
    r"|<!--.*?-->"
    r"|</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>"
    r"|(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"  # the target of a link
    r"|(?<=\])\[[^\[\]\n]*\]"  # the label of one
    r"|^ {0,3}\[[^\^\[\]\n][^\[\]\n]*\]:[^\n]*$"  # the definition of one
    r"|\{:?[ ]*[#.:][^{}\n]*\}|\{:[^{}\n]*\}"  # attributes
    r"|^[ \t>]*\d+[.)](?=[ \t])"  # the number of a list item
    r"|&#?\w+;",
    re.MULTILINE | re.DOTALL,
)
_PLAIN = str.maketrans("’‘‚‛′“”„‟″«»‐‑‒–—―−", '\'\'\'\'\'"""""""-------', "\u00ad\u200c\u200d")


class Word(NamedTuple):
    """A word of a text and where it stands in the source."""

    text: str
    start: int
    end: int


def words_of(source: str) -> tuple[Word, ...]:
    """The words a reader of this Markdown text sees, in order; link targets, tags and list numbers are not
    seen.
    """
    seen = _UNSEEN.sub(lambda match: " " * len(match[0]), source)
    found: list[Word] = []
    place = 0
    for text in words_in(seen):
        start = seen.index(text, place)
        place = start + len(text)
        if any(character.isalnum() for character in text):
            found.append(Word(text, start, place))
    return tuple(found)


def plain(text: str) -> str:
    """A word without what typography alone decides: composed, with straight quotes and plain hyphens."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_PLAIN)
