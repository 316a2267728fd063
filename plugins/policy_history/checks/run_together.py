"""Lines that begin as items of a list do, and that Markdown runs into one paragraph: "(1) …", "a) …", "• …", "1.…"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Policy, Revision
from ..problems import Severity
from ..text.blocks import Kind
from ..text.document import Document
from ..text.numerals import readings
from ..text.read_blocks import ReadBlock
from .finding import Finding, in_blocks, short

_NUMBER = r"\d{1,2}|[a-z]|[ivx]{1,5}"
# A capital with a stop is an initial, and a number with one before a month a day.
_COUNTED = re.compile(
    rf"[ \t]*(?P<open>\(?)(?P<number>(?i:{_NUMBER})(?=\))|{_NUMBER})(?P<close>[.)])(?=[ \t]*[^\W\d_])"
    r"(?!\s*[^\W\d]+\.?\s+\d{4}\b)"
)
_BULLET = re.compile(r"[ \t]*([•◦▪‣∙·●○■□–—])[ \t]*(?=\w)")
_BROKEN = re.compile(r"(?: {2}|<br\s*/?>[ \t]*)$", re.IGNORECASE)
_Sign = tuple[str, int]
_IN = frozenset((Kind.PARAGRAPH, Kind.ITEM, Kind.DESCRIPTION))


def run_together(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """Lines that begin like items of a list, and that pages show as one paragraph."""
    yield from in_blocks(document, _items)


def _items(read: ReadBlock) -> Sequence[Finding]:
    """The first line of a block, without a break before it, that counts on from one before or has the bullet of one."""
    lines = read.block.source.splitlines(keepends=True)
    if read.block.kind not in _IN:
        return ()
    signs: set[_Sign] = set()
    place, is_broken = 0, True
    for line in lines:
        if not is_broken and (found := _signs(line)) and not signs.isdisjoint(found):
            quote = line.strip()
            return [Finding(place + len(line) - len(line.lstrip()), quote, _message(quote), Severity.WARNING)]
        signs |= _next_signs(line)
        is_broken = bool(_BROKEN.search(line.rstrip("\r\n")))
        place += len(line)
    return ()


def _message(line: str) -> str:
    return (
        f"“{short(line)}” begins like an item of a list, and the page runs it into the paragraph of the line before. "
        "Put a blank line before each such line, or write a list: “1.” or “-”, a blank, the words."
    )


def _signs(line: str) -> set[_Sign]:
    """Its bullet, or what its number is worth in each way to read it."""
    if match := _BULLET.match(line):
        return {(match[1], 0)}
    return {*_values(line)}


def _next_signs(line: str) -> set[_Sign]:
    """The signs with which a line would go on from this one."""
    return {(way, value + bool(value)) for way, value in _signs(line)}


def _values(line: str) -> Iterator[_Sign]:
    if match := _COUNTED.match(line):
        shape = match["open"] + match["close"]
        ways = zip("1ia", readings(match["number"]), strict=True)
        yield from ((way + shape, value) for way, value in ways if value)
