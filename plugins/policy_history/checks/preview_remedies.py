"""How to write a passage so that a preview shows what the site shows, by what commonly parts the two.

The site reads Markdown as Python-Markdown does, a preview as CommonMark (spec.commonmark.org) does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text.blocks import Kind

_LEFT_OUT = re.compile(r" (?=[.,;:!?)\]”’»])|(?<=[(\[“‘«]) |(?<=\]) (?=\()|(?<=-) (?=-)")
_BRACKETED = re.compile(r"^\(?\d{1,9}\)")
_IN_BRACKETS_BEHIND = re.compile(r" \d{1,9}\) ")
_BULLET = re.compile(r"(?:^| )(?:[-*+]|\d{1,9}\.) ")
_TABLE = re.compile(r"\|( |:)*-")
_NO_HEADING = re.compile(r"^(?:# ?)+(?=\S)")
_LINK = re.compile(r"\]\([^)]* ")

_LINKS = "Blanks cannot stand in the address of a link: write %20 for each."
_BRACKETS = (
    "The site takes “1.” for the number of a list item and “1)” for words: write “1.”, or “1\\)” to keep the bracket."
)
_BLANK_LINE = "Put a blank line before the list."
_TABLES = "Put a blank line before the table."
_HEADINGS = "Put a blank behind the # of a heading."
_LINE_ENDS = "To break a line, end it with two blanks, not with a backslash."
_INDENT = "Indent nested lists, and what goes on in an item, by four spaces for each level."
_ALL = (
    "Put a blank line before lists, indent nested lists by four spaces, and write a backslash before * _ ~ < "
    "that are no marks."
)


class PreviewedBlock(NamedTuple):
    """A block as it is shown: what it is, the containers around it, and its words."""

    kind: str
    shape: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def depth(self) -> int:
        """In how many lists it stands, one within the other."""
        return sum(container in ("ul", "ol") for container in self.shape)


def as_text(words: Sequence[str]) -> str:
    """Words as they are read, without the blanks that do not stand before and behind signs."""
    return _LEFT_OUT.sub("", " ".join(words))


def remedy(site: Sequence[PreviewedBlock], other: Sequence[PreviewedBlock], same: int) -> str:
    """What to do about blocks that the site and a preview show otherwise; their first ``same`` words are alike."""
    ours = as_text(site[0].words) if site else ""
    behind = as_text(site[0].words[max(0, same - 1) :]) if site else ""
    if other and _LINK.search(as_text(other[0].words[same:])) and not _LINK.search(behind):
        return _LINKS
    if not (site and other):
        return _ALL
    (one, another), theirs = (site[0], other[0]), as_text(other[0].words)
    if another.kind == Kind.ITEM != one.kind:
        return _BRACKETS if _BRACKETED.match(ours) else _BLANK_LINE
    if one.depth != another.depth:
        return _INDENT
    if one.kind == Kind.HEADING != another.kind and _NO_HEADING.match(theirs):
        return _HEADINGS
    return _of_words(one, another, behind) if one.kind == another.kind else _ALL


def _of_words(site: PreviewedBlock, other: PreviewedBlock, behind: str) -> str:
    """The same for two blocks of one kind, of which the site's has other words from ``behind`` on."""
    if [word for word in site.words if word != "\\"] == list(other.words):
        return _LINE_ENDS
    if _TABLE.search(behind):
        return _TABLES
    if _IN_BRACKETS_BEHIND.search(behind):
        return _BRACKETS
    if _BULLET.search(behind):
        return _INDENT if site.kind == Kind.ITEM else _BLANK_LINE
    return _ALL
