"""Fenced code and raw HTML: what Python-Markdown takes out of a text before it reads anything else.

Both begin at the start of a line of the text itself, so neither can stand inside a list or a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from markdown.util import BLOCK_LEVEL_ELEMENTS

from .lines import Line

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ \t]*(?:hl_lines=(?:\"[^\"]*\"|'[^']*'))?)[ \t]*$")
_OPENING = re.compile(r" {0,3}(?:<([a-zA-Z][a-zA-Z0-9]*)|<[!?])")
_MARKUP = re.compile(r"<!--.*?--!?>|<(/?)([a-zA-Z][^\s/>]*+)((?:\"[^\"]*\"|'[^']*'|[^'\">])*+)>", re.DOTALL)
_OTHER = re.compile(r"<!--.*?--!?>|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![a-zA-Z][^>]*>", re.DOTALL)
BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


def fenced(lines: Sequence[Line]) -> dict[int, int]:
    """The fences in these lines: the number of the line that opens one -> of the line that closes it."""
    marked = [(at, line.text.rstrip(" \t")) for at, line in enumerate(lines) if line.text[:3] in ("```", "~~~")]
    closing: dict[str, list[int]] = {}
    for at, mark in marked:
        closing.setdefault(mark, []).append(at)
    found: dict[int, int] = {}
    last = -1
    for at, _ in marked:
        opening = _FENCE.match(lines[at].text) if at > last else None
        ends = closing.get(opening[1], []) if opening else []
        place = bisect_right(ends, at)
        if place < len(ends):
            found[at] = last = ends[place]
    return found


def html_end(source: str, line: Line) -> int:
    """Where the raw HTML that opens on that line ends in the source; 0 when none does."""
    opening = _OPENING.match(line.text)
    if opening is None or (opening[1] and opening[1].lower() not in BLOCK_LEVEL):
        return 0
    start = line.start + opening[0].index("<")
    if not opening[1]:
        other = _OTHER.match(source, start)
        return other.end() if other else 0
    is_tag = source.find(">", start) >= 0 and _MARKUP.match(source, start)
    return _element_end(source, start) if is_tag else 0


def _element_end(source: str, start: int) -> int:
    """Where the element ends: behind the tag that closes it, or at the end of the text."""
    open_tags: list[str] = []
    position = start
    while match := _MARKUP.search(source, position):
        position = match.end()
        name = (match[2] or "").lower()
        if match[1] and name in open_tags:
            del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name) :]
        elif name and not match[1] and name != "hr" and not match[3].endswith("/"):
            open_tags.append(name)
            if name in ("script", "style"):
                position = _next_end_tag(source, position, name)
        if not open_tags:
            return position
    return len(source)


def _next_end_tag(source: str, position: int, name: str) -> int:
    match = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, position)
    return match.start() if match else len(source)
