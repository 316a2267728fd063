"""The rules about characters that turn a line, that cannot be seen, or that look like others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape

from ..model import Policy, Revision
from ..problems import Severity
from ..text.blocks import Kind
from ..text.characters import DIRECTION, name, out_of_place, seen
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from ..text.tokens import Token
from ..text.writing_systems import (
    is_latin,
    is_written_in,
    letters_by_name,
    mixed_parts,
    passes_for_latin,
    script_of_affix,
)
from .finding import Finding, in_blocks, short

_ENTITY = re.compile(r"&(?:#0*[0-9]{2,7}|#[xX]0*[0-9a-fA-F]{2,6}|[A-Za-z]{2,30});")
_DIRECTION_TAG = re.compile(r"<bd[oi]\b|\sdir\s*=", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def direction_control(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A control of the direction of writing, also as an entity or as markup: what is read is not what is written."""
    text, places = _as_read(document)
    for match in DIRECTION.finditer(text):
        message = (
            f"Here stands {name(match[0])}, which turns the order in which what follows is read: “14” becomes “41”. "
            "Delete it, or record under “acknowledgements” why it stays."
        )
        yield Finding(places(match.start()), f"U+{ord(match[0]):04X}", message)
    for offset, tag in document.raw_tags():
        if _DIRECTION_TAG.search(tag):
            message = f"“{short(tag)}” turns the order in which its words are read. Write the passage without it."
            yield Finding(offset, tag, message)


def invisible_character(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A character that cannot be seen, where its script has no use for it."""
    text, places = _as_read(document)
    for at in out_of_place(text):
        message = f"Here stands {name(text[at])}, which nobody can see. Delete it."
        yield Finding(places(at), f"U+{ord(text[at]):04X}", message, Severity.WARNING)


def _as_read(document: Document) -> tuple[str, _Places]:
    """The source with its entities as the characters they stand for, and where in the source each character is."""
    source = document.source
    code = document.stretches_of(Kind.CODE)
    parts: list[str] = []
    places = _Places()
    done = length = 0
    for match in _ENTITY.finditer(source):
        character = unescape(match[0])
        is_code = any(start <= match.start() < end for start, end in code)
        if is_code or len(character) != 1 or character.isascii():
            continue
        parts += [source[done : match.start()], character]
        length += match.start() - done + 1
        done = match.end()
        places.add(length, done)
    return "".join([*parts, source[done:]]), places


class _Places:
    """Where a character of a text stands in the source it was made of."""

    def __init__(self) -> None:
        self._ends = [0]
        self._sources = [0]

    def add(self, end: int, source: int) -> None:
        """The text up to ``end`` was made of the source up to ``source``."""
        self._ends.append(end)
        self._sources.append(source)

    def __call__(self, at: int) -> int:
        number = bisect_right(self._ends, at) - 1
        return self._sources[number] + at - self._ends[number]


def mixed_script(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A word with letters or digits of several scripts, or one of another script that passes for Latin."""
    yield from in_blocks(document, _mixed)


def _mixed(read: ReadBlock) -> list[Finding]:
    remedy = "Type it anew in one script, or record under “acknowledgements” why it stays."
    found: list[Finding] = []
    if read.block.source.isascii() and "&" not in read.block.source:
        return found
    for token in read.tokens:
        for part, names in mixed_parts(token.text):
            if _has_usual_affix(part, read.tokens):
                continue
            found.append(Finding(token.start, part, f"“{short(part)}” mixes scripts: {names}. {remedy}"))
    for token, part in _passing_for_latin(read.tokens):
        looks = f"“{short(part)}” looks Latin and is not: {letters_by_name(part)}"
        found.append(Finding(token.start, part, f"{looks}. {remedy}"))
    return found


def _has_usual_affix(part: str, tokens: Sequence[Token]) -> bool:
    """Whether a word is a Latin one with "and", "the" or a case written to it, in a passage in that affix's script."""
    script = script_of_affix(part)
    return bool(script) and any(is_written_in(token.text, script) for token in tokens)


def _passing_for_latin(tokens: Sequence[Token]) -> list[tuple[Token, str]]:
    """Words of another script that look Latin, in a passage of which all other words are Latin."""
    parts = [(token, part) for token in tokens for part in _LETTERS.findall(seen(token.text))]
    others = [(token, part) for token, part in parts if not is_latin(part)]
    passing = [(token, part) for token, part in others if passes_for_latin(part)]
    return passing if len(passing) == len(others) < len(parts) else []
