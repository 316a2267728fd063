"""Paragraphs and lines that begin with a typed bullet -> items of lists.

Word and many pages show such text as a list though it is none. A dash may begin any line; two in a row are a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..problems import counted
from ..text.blocks import Kind
from ..text.document import read_document
from ..text.splitting import words_in
from .content import Content, Passage, Run, Table, cut, text_of

_BULLET = re.compile(r"\s*(?:[•‣⁃∙◦●○▪▫■◆◇❖➢➤►]|[·–—-](?=\s))\s*(?=[^\W_]|[(\[“„«‘\"'§$€£])")
_DASHES = "-–—"


def take_typed_items(content: Content, latest: str) -> None:
    """Make items of such paragraphs, and say how many; their signs are no words of the source any more.

    Paragraphs stay that the latest revision has with their signs.
    """
    known = _known(latest)
    found: list[Passage | Table] = []
    signs: list[str] = []
    for (is_typed, _), group in groupby(_lines(content.parts), key=_place):
        members = list(group)
        passages = [part for part in members if isinstance(part, Passage)]
        words = (tuple(words_in(text_of(each.runs))) for each in passages)
        if is_typed and _is_list(passages) and known.isdisjoint(words):
            members = list(_items(passages, signs))
        found += members
    if not signs:
        return
    content.parts[:] = found
    content.source_words[:] = (Counter(content.source_words) - Counter(signs)).elements()
    told = " ".join(f"“{sign}”" for sign in dict.fromkeys(signs))
    begin = counted(len(signs), "line that begins with a typed bullet", "lines that begin with a typed bullet")
    content.remarks.append(f"{begin} ({told}): now items of lists.")


def _known(latest: str) -> set[tuple[str, ...]]:
    document = read_document(latest)
    return {
        tuple(token.text for token in document.tokens(at))
        for at, block in enumerate(document.blocks)
        if block.kind is Kind.PARAGRAPH
    }


def _place(part: Passage | Table) -> tuple[bool, tuple[str, ...]]:
    """What is the same for neighbours in one list."""
    is_typed = isinstance(part, Passage) and part.kind is Kind.PARAGRAPH and bool(_lead(part.runs))
    return is_typed, part.shape if isinstance(part, Passage) else ()


def _is_list(passages: Sequence[Passage]) -> bool:
    return len(passages) > 1 or _lead(passages[0].runs).strip() not in _DASHES


def _items(passages: Sequence[Passage], signs: list[str]) -> Iterator[Passage]:
    """The items; another sign than the ones before it is that of a list within the item."""
    opened: list[str] = []
    for part in passages:
        lead = _lead(part.runs)
        sign = lead.strip()
        if sign in opened:
            del opened[opened.index(sign) + 1 :]
        else:
            opened.append(sign)
        signs.append(sign)
        shape = (*part.shape, *("ul" for _ in opened))
        yield replace(part, kind=Kind.ITEM, runs=cut(part.runs, len(lead), len(text_of(part.runs))), shape=shape)


def _lead(runs: Sequence[Run]) -> str:
    """The bullet with the blanks around it, with which a text begins; else nothing.

    An o in the letters of a typewriter is the bullet that Word has for a list in a list.
    """
    text = text_of(runs)
    match = _BULLET.match(text)
    if match is None and runs and runs[0].style.code and runs[0].text.strip() == "o":
        match = re.match(r"\s*o\s+(?=\S)", text)
    return match[0] if match else ""


def _lines(parts: Sequence[Passage | Table]) -> Iterator[Passage | Table]:
    """The parts; a paragraph in which two lines or more begin so is parted before each of them."""
    for part in parts:
        lines = _parted(part) if isinstance(part, Passage) and part.kind is Kind.PARAGRAPH else []
        if isinstance(part, Table) or sum(bool(_lead(line)) for line in lines) < 2:
            yield part
        else:
            yield from (replace(part, runs=line) for line in lines)


def _parted(part: Passage) -> list[list[Run]]:
    """The runs of a paragraph, parted before each line that begins with a bullet."""
    text = text_of(part.runs)
    starts = [0, *(line.end() for line in re.finditer("\n", text) if _BULLET.match(text, line.end())), len(text)]
    return [cut(part.runs, start, end) for start, end in pairwise(starts)]
