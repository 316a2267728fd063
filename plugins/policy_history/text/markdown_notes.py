"""Footnotes and definition lists for Python-Markdown, where they stand in the text and by ``note_lines``.

Its own extensions gather all notes at the end, and read a second term in one block as a part of the first meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from .inline import NOTE_REFERENCE, note_number
from .lines import Line
from .note_lines import NOTE, begins_note, explained_at, label_of, note_at

NOTE_ROLE, REFERENCE_ROLE, BACK_ROLE = "doc-footnote", "doc-noteref", "doc-backlink"
"""Roles of a note, of what refers to it, and of the link back (W3C, DPUB-ARIA 1.1)."""

_NOT_IN_ID = re.compile(r"[\s%]")

BACK_TITLE = "Back to the text"


def note_id(label: str, prefix: str = "") -> str:
    """The id of a footnote. No heading has one with a colon, so that it is no clause's."""
    return f"{prefix}fn:{_in_id(label)}"


def reference_id(label: str, prefix: str = "") -> str:
    """The id of the first place that refers to a footnote."""
    return f"{prefix}fnref:{_in_id(label)}"


def _in_id(label: str) -> str:
    return _NOT_IN_ID.sub("-", label)


class FootnoteExtension(Extension):
    """Footnotes and definition lists. ``links`` has the numbers of the notes (``references.labels``)."""

    def __init__(self, links: Mapping[str, str], prefix: str) -> None:
        super().__init__()
        self.links = links
        self.prefix = prefix
        self.ids: set[str] = set()
        """The ids that were given out."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        processors = md.parser.blockprocessors
        # A note ends whatever it follows, so that it comes before all others; a term is looked for as paragraphs are.
        processors.register(_NoteProcessor(md.parser, self), "policy-note", 105)
        processors.register(_TermProcessor(md.parser, self), "policy-term", 12)
        processors.register(_LinkDefinitions(md.parser), "reference", 15)
        md.treeprocessors.register(_BackLinks(md, self), "policy-note", 4)
        md.inlinePatterns.register(_NoteReferences(NOTE_REFERENCE, self), "policy-note", 175)

    def number(self, label: str) -> str | None:
        """The number of a note as it is printed; None for a label that no note has."""
        return note_number(label, self.links) if f"^{label}" in self.links else None

    def give(self, name: str) -> str | None:
        """The id, unless it was given out before."""
        if name in self.ids:
            return None
        self.ids.add(name)
        return name


class _BackLinks(Treeprocessor):
    """Takes the link back from notes that nothing refers to."""

    def __init__(self, md: markdown.Markdown, notes: FootnoteExtension) -> None:
        super().__init__(md)
        self._notes = notes

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("role") == BACK_ROLE and link.get("href", "")[1:] not in self._notes.ids:
                link.attrib.clear()


class _LinkDefinitions(ReferenceProcessor):
    """Link definitions, of which none has a footnote's label."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!\^)(", 1), re.MULTILINE)


class _TakenBlock(NamedTuple):
    """The lines of the blocks that were looked at, how many of these there were, and the lines that are used."""

    lines: list[Line]
    blocks: int
    end: int


def _taken(blocks: Sequence[str], read: Callable[[list[Line]], int]) -> _TakenBlock:
    """As many blocks as what ``read`` reads takes up, and where in their lines it ends."""
    count = 2
    while True:
        lines = [Line(0, text, 0) for text in "\n\n".join(blocks[:count]).split("\n")]
        # Fenced code and raw HTML, which stand for themselves, are a line of their own by now.
        upto = next((at for at, line in enumerate(lines) if line.text.startswith(STX)), len(lines))
        end = read(lines[:upto])
        if end < len(lines) and any(line.text.strip() for line in lines[end:]):
            return _TakenBlock(lines, min(count, len(blocks)), end)
        if count >= len(blocks):
            return _TakenBlock(lines, len(blocks), end)
        count *= 2


def _put_back(blocks: list[str], taken: _TakenBlock) -> None:
    rest = "\n".join(line.text for line in taken.lines[taken.end :])
    blocks[: taken.blocks] = [part for part in rest.split("\n\n") if part.strip()]


def _parts(lines: Sequence[Line]) -> list[str]:
    """Lines as the blocks that Python-Markdown reads."""
    return re.split(r"\n[ ]*\n", "\n".join(line.text for line in lines).rstrip())


class _Processor(BlockProcessor):
    def __init__(self, parser: markdown.blockparser.BlockParser, notes: FootnoteExtension) -> None:
        super().__init__(parser)
        self._notes = notes


class _NoteProcessor(_Processor):
    def test(self, parent: Element, block: str) -> bool:
        return "[^" in block and parent is self.parser.root and any(map(begins_note, block.split("\n")))

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks[0].split("\n")
        at = next(at for at, line in enumerate(lines) if begins_note(line))
        before = "\n".join(lines[:at])
        if before.strip():
            blocks[:1] = [before, "\n".join(lines[at:])]
            self.parser.parseBlocks(parent, [blocks.pop(0)])
            return
        blocks[0] = "\n".join(lines[at:])
        taken = _taken(blocks, lambda lines: note_at(lines, 0)[1])
        mark = NOTE.match(taken.lines[0].text)
        if mark is not None:
            self._draw(parent, label_of(mark[1]), note_at(taken.lines[: taken.end], 0)[0])
        _put_back(blocks, taken)

    def _draw(self, parent: Element, label: str, inner: Sequence[Line]) -> None:
        note = SubElement(parent, "div", role=NOTE_ROLE)
        name = self._notes.give(note_id(label, self._notes.prefix))
        if name:
            note.set("id", name)
        self.parser.parseBlocks(note, _parts(inner))
        back = Element("a", role=BACK_ROLE, href=f"#{reference_id(label, self._notes.prefix)}", title=BACK_TITLE)
        back.text = AtomicString(self._notes.number(label) or "")
        if not len(note) or note[0].tag != "p":
            note.insert(0, Element("p"))
        else:
            back.tail = " " + (note[0].text or "")
        note[0].text = ""
        note[0].insert(0, back)


class _TermProcessor(_Processor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (Python-Markdown's)
        return parent is self.parser.root

    def run(self, parent: Element, blocks: list[str]) -> bool:
        if not any(line.lstrip(" ").startswith(": ") for block in blocks[:2] for line in block.split("\n")):
            return False
        blocks[0] = blocks[0].lstrip("\n")
        taken = _taken(blocks, _end_of_terms)
        found = explained_at(taken.lines, 0) if taken.end else None
        if found is None:
            return False
        last = self.lastChild(parent)
        made = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        for term in found.terms:
            SubElement(made, "dt").text = term.text.strip()
        for _, inner in found.meanings:
            meaning, parts = SubElement(made, "dd"), _parts(inner)
            self.parser.state.set("list" if len(parts) == 1 else "looselist")
            self.parser.parseBlocks(meaning, parts)
            self.parser.state.reset()
        _put_back(blocks, taken)
        return True


def _end_of_terms(lines: list[Line]) -> int:
    found = explained_at(lines, 0) if lines else None
    return found.end if found else 0


class _NoteReferences(InlineProcessor):
    def __init__(self, pattern: str, notes: FootnoteExtension) -> None:
        super().__init__(pattern)
        self._notes = notes

    def handleMatch(  # type: ignore[override]
        self,
        match: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        label = label_of(match[1])
        number = self._notes.number(label)
        if number is None:
            return None, None, None
        made = Element("sup")
        link = SubElement(made, "a", role=REFERENCE_ROLE, href=f"#{note_id(label, self._notes.prefix)}")
        name = self._notes.give(reference_id(label, self._notes.prefix))
        if name:
            link.set("id", name)
        link.text = AtomicString(number)
        return made, match.start(0), match.end(0)
