"""References that stayed, though what they name is counted anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ..text.block_kinds import Kind
from ..text.clause_names import may_name, names_part
from ..text.document import Document
from ..text.labels import behind_names, references
from .alignment import Alignment
from .renamed import name_before


class Stale(NamedTuple):
    """A reference that names the label a clause had: its place in the source, the number, and the one it has now."""

    place: int
    number: str
    now: str


def stale_references(alignment: Alignment, new: Document) -> list[Stale]:
    """References of the new text that stayed, though what they name is counted anew; those to laws are among them."""
    olds, news = alignment.old.words, alignment.new.words
    renamed: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    parts = _numbers_of_parts(new)
    for at in sorted(olds.labels):
        key, there = olds.keys[at], alignment.old_partner[at]
        if there >= 0 and news.keys[there] != key:
            renamed[key] = news.keys[there]
            names.setdefault(key, set()).add(name_before(olds.keys, at) if at - 1 in olds.labels else "")
            parts -= set() if alignment.old.kind_at(at) is Kind.HEADING else {key}
    if not renamed:
        return []
    found = []
    for start, at in _numbers(news.keys, news.labels, names, parts):
        partner, first = alignment.new_partner[at], alignment.new_partner[start]
        has_followed = first < 0 or olds.keys[first] != news.keys[start]
        if partner >= 0 and olds.keys[partner] == news.keys[at] in renamed and not has_followed:
            found.append(Stale(news.starts[at], news.texts[at], renamed[news.keys[at]]))
    changed = {unit for gap in alignment.gaps for unit in range(*gap.new_units)}
    for index, (read, start) in enumerate(zip(new.reads, new.starts, strict=False)):
        tokens = read.tokens if index not in changed else []
        labels = {at for at, token in enumerate(tokens) if token.is_label}
        named = (tokens[at] for _, at in _numbers([token.key for token in tokens], labels, names, parts))
        found += [Stale(start + token.start, token.text, renamed[token.key]) for token in named if token.key in renamed]
    return sorted(found)


def _numbers(
    keys: Sequence[str], labels: Set[int], names: Mapping[str, Set[str]], parts: Set[str]
) -> Iterator[tuple[int, int]]:
    """The numbers in references that may be to labels with these names, behind where the reference begins; the items in
    them, of which every list has its own, are left out.

    Of "clause 4, or 5 days" the second is none, which shows when only the first one follows a renumbering.
    """
    stretches = references(keys, labels, behind_names(keys))
    return (
        (start, at)
        for start, end in stretches
        for at in range(start, end)
        if keys[at] not in ("(", ")", '"')
        and keys[at - 1] not in ("(", '"')
        and may_name(name_before(keys, start), names.get(keys[at], set()))
        and not (keys[at] in parts and names_part(name_before(keys, start)))
    )


def _numbers_of_parts(document: Document) -> set[str]:
    """The numbers of paragraphs and items: "paragraph 2" may be one of these where clause 2 was counted anew."""
    found = set()
    for block, read in zip(document.blocks, document.reads, strict=False):
        if block.kind is not Kind.HEADING:
            found |= {str(block.number), *(token.key for token in read.tokens if token.is_label)}
    return found
