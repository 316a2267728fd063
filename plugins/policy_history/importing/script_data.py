"""Words that a page holds for its scripts only: data, templates and messages, which a reader may see or never see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bs4 import BeautifulSoup

from ..problems import one_line

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\+(?:u00[0-9a-f]{2}|.)", re.IGNORECASE)
_NO_PROSE = re.compile(r"[^\w\s,;:.()’'。、，-]+")
_SENTENCE, _WIDE = 12, 20
"""So many words one behind the other, or signs of a script without blanks, are prose and no program."""
_FEWEST = 60
"""Fewer words are messages such as those of a cookie banner's buttons."""
_LONG = 300
_OWN = ("srcdoc", "style", "content", "href", "src", "srcset", "d")
"""Attributes that are told elsewhere, or hold no words."""


def told_of_data(soup: BeautifulSoup) -> list[str]:
    """A sentence where scripts, or long attributes, hold prose that the page as saved does not show."""
    shown = " ".join(soup.get_text(" ").split())
    hidden = [each for text in _held(soup) for each in _prose(text) if each not in shown]
    words = sum(_length(each) for each in hidden)
    if words < _FEWEST:
        return []
    longest = one_line(max(hidden, key=len), 80)
    said = f"The page holds {words} words for its scripts that it does not show as it was saved: “{longest}”."
    return [f"{said} If they are the policy's, save what the browser shows (Save page as, complete)."]


def _held(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.find_all("script"):
        yield _COMMENT.sub(" ", str(script.string or ""))
    for element in soup.find_all(True):
        for name, held in element.attrs.items():
            if isinstance(held, str) and len(held) > _LONG and name not in _OWN:
                yield held


def _prose(text: str) -> Iterator[str]:
    for piece in _NO_PROSE.split(_ESCAPE.sub("|", text)):
        if _length(piece) >= _SENTENCE:
            yield " ".join(piece.split())


def _length(piece: str) -> int:
    """The words of a piece; where a script writes none apart, a word is taken for two signs."""
    wide = sum(unicodedata.east_asian_width(sign) == "W" for sign in piece)
    return wide // 2 if wide >= _WIDE else len(piece.split())
