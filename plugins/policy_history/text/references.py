"""What the labels of a text stand for: the targets of its links, and the numbers of its footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from .blocks import Block, Kind
from .inline import note_labels
from .lines import content_of, label_and_target
from .note_lines import NOTE, label_of

_T = TypeVar("_T")
_WITHOUT_REFERENCES = frozenset((Kind.CODE, Kind.HTML, Kind.RULE, Kind.DEFINITION))


def labels(blocks: Sequence[Block]) -> dict[str, str]:
    """What each label stands for: the target of a link; the number of a footnote, whose label begins with ``^``.

    Of several link definitions of one label the last holds. Footnotes are counted as they are first referred to;
    those that nothing refers to come last.
    """
    found = dict(definition(block) for block in blocks if block.kind is Kind.DEFINITION)
    notes = [f"^{note_label(block)}" for block in blocks if block.kind is Kind.NOTE]
    if not notes:
        return found
    order = _referred_to(blocks, {**found, **dict.fromkeys(notes, "")})
    numbers = {label: str(number) for number, label in enumerate(dict.fromkeys([*order, *notes]), start=1)}
    return {**found, **numbers}


def definition(block: Block) -> tuple[str, str]:
    """The label in lower case and the target of a link definition. Raises ValueError for a block that is none."""
    return label_and_target(block.content)


def note_label(block: Block) -> str:
    """The label of a footnote. Raises ValueError for a block that is none."""
    match = NOTE.match(content_of(block.source, block.pieces[:1]))
    if match is None:
        raise ValueError("This block is no footnote.")
    return label_of(match[1])


def relevant(source: str, links: Mapping[str, _T]) -> tuple[tuple[str, _T], ...]:
    """Those of the labels to which that part of a text may refer, with what they stand for.

    All words of such a label stand in the part.
    """
    if not links or "[" not in source:
        return ()
    text = source.lower()
    return tuple((label, to) for label, to in links.items() if all(word in text for word in label.split()))


def _referred_to(blocks: Sequence[Block], known: dict[str, str]) -> Iterator[str]:
    """The labels of the footnotes that are referred to, in order."""
    for block in blocks:
        if block.kind in _WITHOUT_REFERENCES:
            continue
        for pieces in block.cells or [block.pieces] if "[^" in block.source else ():
            content = content_of(block.source, pieces)
            mark = NOTE.match(content) if block.kind is Kind.NOTE else None
            yield from (f"^{label}" for _, label in note_labels(content[mark.end() if mark else 0 :], known))
