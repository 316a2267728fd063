"""The lists of a redline: which items of either text are numbered together, and Word's definitions of them."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from ..text.blocks import Block, Kind
from ..text.document import Document
from .paragraphs import Paragraph
from .template_lists import TemplateLists

LEVELS = 9
"""How deep Word numbers lists."""

LISTS = frozenset(("ul", "ol"))
"""The containers of a block that Word numbers or marks."""

_FIRST = 1000  # the least that a definition of ours is called
_BULLETS = "•–▪"


def depth(block: Block) -> int:
    """How many bulleted or numbered lists a block stands in."""
    return sum(container in LISTS for container in block.shape)


def is_numbered(block: Block) -> bool:
    """Whether the innermost list around a block is a numbered one."""
    return next((container for container in reversed(block.shape) if container in LISTS), "") == "ol"


class Lists:
    """Gives each list item the number of its definition (``w:numId``). Items of one list share it in both texts."""

    def __init__(self, old: Document, new: Document, found: Iterable[Paragraph]) -> None:
        self._lists = _lists_of(old), _lists_of(new)
        self._documents = old, new
        self._as_new: dict[int, int] = {}
        for paragraph in found:
            if paragraph.old in self._lists[0] and paragraph.new in self._lists[1]:
                self._join(self._lists[0][paragraph.old], self._lists[1][paragraph.new])
        self._ids: dict[tuple[int, int], tuple[int, Block]] = {}
        self._first = _FIRST

    def _join(self, old: int, new: int) -> None:
        """Number two lists together; not one that begins with another number, nor two of the one text with one of the
        other: rejecting the changes would count on where the old text begins anew."""
        begins = (document.blocks[first].number for document, first in zip(self._documents, (old, new), strict=True))
        if old not in self._as_new and new not in self._as_new.values() and len(set(begins)) == 1:
            self._as_new[old] = new

    def begin_behind(self, numbering: etree._Element) -> None:
        """Give out no number that a definition has there already."""
        taken = (each.get(qn(f"w:{name}"), "0") for each in numbering for name in ("numId", "abstractNumId"))
        self._first = max([_FIRST, *(int(number) + 1 for number in taken if number.isdecimal())])

    def id_of(self, side: int, block: int) -> int:
        """The number for the item at that index of the old (0) or new (1) text."""
        number = self._lists[side][block]
        key = (side, number)
        if side == 0 and number in self._as_new:
            key = (1, self._as_new[number])
        first = self._documents[key[0]].blocks[key[1]]
        return self._ids.setdefault(key, (self._first + len(self._ids), first))[0]

    def define_in(self, numbering: etree._Element, of_template: TemplateLists | None = None) -> None:
        """Add a definition for every number given out, in the manner of a template's own."""
        behind = [child for child in numbering if str(child.tag).endswith(("}num", "}numIdMacAtCleanup"))]
        before = behind[0] if behind else None
        last = next((child for child in behind if str(child.tag).endswith("Cleanup")), None)
        for number, first in self._ids.values():
            definition = parse_xml(_definition(number, first))
            if of_template:
                for level, each in enumerate(definition.findall(qn("w:lvl")), start=1):
                    of_template.dress(each, level, is_numbered=is_numbered(first))
            _put(numbering, definition, before)
        for number, _ in self._ids.values():
            num = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            _put(numbering, parse_xml(num), last)


def _put(parent: etree._Element, child: etree._Element, before: etree._Element | None) -> None:
    if before is None:
        parent.append(child)
    else:
        before.addprevious(child)


def _lists_of(document: Document) -> dict[int, int]:
    """For each item the index of the first item of its list."""
    found: dict[int, int] = {}
    open_lists: list[tuple[tuple[str, ...], int, int]] = []  # shape, first item, number of the last one
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.DEFINITION:
            continue
        while open_lists and open_lists[-1][0] != block.shape[: len(open_lists[-1][0])]:
            open_lists.pop()
        if block.kind is not Kind.ITEM:
            continue
        while open_lists and len(open_lists[-1][0]) > len(block.shape):
            open_lists.pop()
        continues = bool(open_lists) and open_lists[-1][0] == block.shape
        if continues and is_numbered(block) and block.number != open_lists[-1][2] + 1:
            continues = False
        first = open_lists[-1][1] if continues else index
        if open_lists and open_lists[-1][0] == block.shape:
            open_lists.pop()
        open_lists.append((block.shape, first, block.number))
        found[index] = first
    return found


def _definition(number: int, first: Block) -> str:
    levels = "".join(_level(level, first) for level in range(LEVELS))
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, first: Block) -> str:
    numbered = is_numbered(first)
    start = first.number if numbered and level == min(depth(first), LEVELS) - 1 else 1
    text = f"%{level + 1}." if numbered else _BULLETS[level % len(_BULLETS)]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{"decimal" if numbered else "bullet"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent(level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def indent(levels: int) -> int:
    """How far text that many lists deep stands from the margin, in twentieths of a point."""
    return 360 * levels + 360
