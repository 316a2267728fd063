"""The words of a text before and after its conversion, counted without what converts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .html_names import HTML_NAMES

_NO_TEXT = re.compile(
    r"<!--.*?-->"  # comments
    rf"|</?(?:{'|'.join(sorted(HTML_NAMES, key=len, reverse=True))})(?=[\s/>])[^<>]*>"  # tags
    r"|(?<=\])\([^)\n]*\)"  # where links lead
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+"  # so do these, and no footnotes
    r"|\{[^{}\n]*\}"  # lists of attributes
    r"|&#?\w+;",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def lost_words(before: str, after: str, removed: Iterable[str]) -> list[str]:
    """The words that stood in a text and do not any more, without those of the parts ``removed`` on purpose."""
    lost = _words(before) - _words(after)
    for part in removed:
        lost -= _words(part)
    return sorted(lost.elements())


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(_NO_TEXT.sub(" ", text)))
