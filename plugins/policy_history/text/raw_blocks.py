"""Fenced code and raw HTML: what Python-Markdown takes out of a text before it reads anything else.

Both begin at the start of a line of the text itself, so neither can stand inside a list or a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

from .lines import Line

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ \t]*(?:hl_lines=(?:\"[^\"]*\"|'[^']*'))?)[ \t]*$")
_OPENING = re.compile(r" {0,3}(?:<([a-zA-Z][a-zA-Z0-9]*)|<[!?])")
_MARKUP = re.compile(r"<!--.*?--!?>|<(/?)([a-zA-Z][^\s/>]*+)((?:\"[^\"]*\"|'[^']*'|[^'\">])*+)>", re.DOTALL)
_OTHER = re.compile(r"<!--.*?--!?>|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![a-zA-Z][^>]*>", re.DOTALL)
BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


class Raw(NamedTuple):
    """Fenced code or raw HTML: the line it opens on, its number, that of the line behind it, and its content."""

    opening: Line
    first: int
    behind: int
    inner: list[Line]
    is_fence: bool


def raw_stretches(source: str, lines: list[Line]) -> Iterator[Raw]:
    """The fences and the raw HTML of a text, in order.

    What stands behind raw HTML on its last line is a line of its own: it takes the place of that line in ``lines``.
    """
    if "<" not in source and "```" not in source and "~~~" not in source:
        return
    fences = fenced(lines)
    position = 0
    while position < len(lines):
        closing = fences.get(position)
        end = html_end(source, lines[position]) if closing is None and "<" in lines[position].text else 0
        if closing is not None:
            yield Raw(lines[position], position, closing + 1, lines[position + 1 : closing], is_fence=True)
            position = closing + 1
        elif end:
            first, position = position, _last_line(lines, position, end)
            inner = [*lines[first:position], lines[position]._replace(text=source[lines[position].start : end])]
            rest = lines[position].text[end - lines[position].start :]
            opening = lines[first]
            lines[position] = Line(end, rest, end)
            position += 0 if rest.strip() else 1
            yield Raw(opening, first, position, inner, is_fence=False)
        else:
            position += 1


def _last_line(lines: Sequence[Line], at: int, end: int) -> int:
    while at + 1 < len(lines) and lines[at + 1].start < end:
        at += 1
    return at


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
