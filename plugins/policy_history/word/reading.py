"""A Word document -> its text as content for Markdown, with all that the editor must know about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Literal

from lxml import etree

from ..importing.content import Content, Passage, Run, Table, text_of
from ..importing.html import read_html
from ..importing.html_paragraphs import EMPTY_LINE, parted
from ..importing.link_targets import resolve_anchors
from ..problems import counted
from ..text.blocks import Kind
from ..text.inline import PLAIN
from ..text.splitting import words_in
from .block_bookmarks import CODE_BLOCK, restore_forms
from .branches import prepare
from .census import census_of
from .cover import COVER_STYLES, find_end
from .headings import taken_headings, told
from .inline_reading import InlineReader, is_rule
from .inline_styles import part_struck
from .link_properties import kept_links
from .marking import FORMER_NOTE_PLACE, NOTE_PLACE
from .nesting import Nesting
from .note_reading import drop_empty_notes, placed, read_notes
from .numbering import Label, ListNumbering
from .package import Package, R, W
from .remarks import comments, remarks
from .revisions import listed, resolve, text_within
from .saved_by_libreoffice import bring_back
from .styles import QUOTATIONS, Styles, value
from .table_reading import TableReader, unframe

_COVER = frozenset(name.lower() for name in COVER_STYLES)
_TABLE_OF_CONTENTS = "Table of Contents"

Changes = Literal["accept", "reject", "refuse"]


def read_docx(content: bytes, changes: Changes = "refuse") -> Content:
    """Read a document, its tracked changes accepted or rejected.

    With ``refuse`` they are listed in ``unresolved`` with the comments, and the text is read as if they were accepted.
    NotADocument when the bytes are no document that can be read.
    """
    return _DocumentReader(Package(content), changes).read()


class _DocumentReader:
    def __init__(self, package: Package, changes: Changes) -> None:
        self._package = package
        self._changes = changes
        self._accept = changes != "reject"
        self._is_of_libreoffice = package.application.startswith("LibreOffice")
        self._styles = Styles(package.related("styles"))
        self._numbering = ListNumbering(package.related("numbering"), self._styles)
        self._inline = InlineReader(package, self._styles)
        self._nesting = Nesting()
        self._content = Content()
        self._anchors: dict[str, int] = {}
        self._left_out: list[str] = []
        self._pages_words: list[str] = []
        self._taken: dict[etree._Element, int] = {}
        self._taken_texts: dict[str, int] = {}
        self._labels: list[str] = []
        self._tables = TableReader(self._styles, self._inline, self._numbering, self._count_label)
        self._has_title = False

    def read(self) -> Content:
        body = self._prepared_body()
        found, said = [*listed(body), *self._listed_in_notes()], comments(self._package)
        self._content.remarks += comments(self._package, done=True)
        self._content.targets = list(kept_links(self._package.properties))
        if self._changes == "refuse":
            self._content.unresolved = [f"tracked change: {each}" for each in found] + said
        else:
            verb = "accepted" if self._changes == "accept" else "rejected"
            self._content.remarks += [f"Tracked change {verb}: {each}" for each in found]
            self._content.remarks += [each[0].upper() + each[1:] for each in said]
        resolve(body, accept=self._accept)
        if self._is_of_libreoffice:
            self._content.remarks += restore_forms(body, self._styles, accept=self._accept)
        self._content.remarks += unframe(body, self._styles)
        if empty := drop_empty_notes(body, self._package, accept=self._accept):
            empty_told = counted(empty, "reference to a footnote without text", "references to footnotes without text")
            self._content.remarks.append(f"{empty_told} left out.")
        numbering = ListNumbering(self._package.related("numbering"), self._styles)
        self._taken = taken_headings(body, self._styles, numbering)
        self._inline.clauses = {paragraph for paragraph, level in self._taken.items() if not level}
        self._has_title = self._is_titled(body)
        for part in self._parts(body):
            self._content.parts.append(part)
        notes = read_notes(self._package, self._inline, self._numbering, self._count_label, accept=self._accept)
        self._left_out += [note.mark for note in notes]
        self._content.parts += [passage for note in notes for passage in note.passages]
        self._count()
        resolve_anchors(self._content.parts, self._anchors)
        self._content.remarks += remarks(self._package, self._content, self._inline.found)
        self._content.remarks += self._own_remarks()
        self._content.parts, gathered = placed(
            self._content.parts, notes, self._anchors, accept=self._accept, is_backwards=self._is_of_libreoffice
        )
        if gathered:
            notes_told = counted(gathered, "footnote or endnote", "footnotes or endnotes")
            self._content.remarks.append(f"{notes_told}: now a footnote each, written at the end.")
        return self._content

    def _prepared_body(self) -> etree._Element:
        """The body as the program meant it that saved it, to be changed further."""
        if self._is_of_libreoffice:
            self._content.remarks += bring_back(self._package.body)
            find_end(self._package.body)
        part_struck(self._package.body, self._styles)
        body = deepcopy(self._package.body)
        prepare(body)
        return body

    def _is_titled(self, body: etree._Element) -> bool:
        """Whether a title stands above headings of the first level, which are its clauses then."""
        kinds = {
            "title" if self._styles.name(paragraph) == "title" else self._styles.heading_level(paragraph)
            for paragraph in body.iter(f"{W}p")
            if text_within(paragraph).strip()
        }
        return {"title", 1} <= kinds

    def _listed_in_notes(self) -> list[str]:
        found = []
        for kind, place in (("footnotes", "in a footnote"), ("endnotes", "in an endnote")):
            part = self._package.related(kind)
            found += [f"{each}, {place}" for each in (listed(part) if part is not None else ())]
        return found

    def _count(self) -> None:
        """What the draft must show: the words of the census without those left out, and the labels that Word makes."""
        census = census_of(self._package, self._styles, accept=self._accept)
        for note in range(len(self._inline.found.notes)):
            self._labels += words_in(f"[{note + 1}]")
        left_out = Counter(word for text in (*self._left_out, *self._inline.found.contents) for word in words_in(text))
        wanted = Counter(census.words) - left_out + Counter(self._labels) + Counter(self._pages_words)
        self._content.source_words = list(wanted.elements())
        self._content.remarks += census.remarks

    # Blocks

    def _parts(self, parent: etree._Element) -> Iterator[Passage | Table]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                yield from self._control(child)
            elif child.tag in (f"{W}customXml", f"{W}smartTag"):
                yield from self._parts(child)
            elif child.tag == f"{W}bookmarkStart":
                self._anchors.setdefault(value(child, "name"), len(self._content.parts))
            elif child.tag == f"{W}altChunk":
                yield from self._page(child)

    def _page(self, chunk: etree._Element) -> list[Passage | Table]:
        """What a web page says that another program put into the document for Word to take in."""
        if page := self._package.page(chunk.get(f"{R}id", "")):
            held = read_html(page)
            self._content.remarks += held.remarks
            self._pages_words += held.source_words
            return held.parts
        self._content.remarks.append(
            "A part that another program put in as a file of its own was left out. Open the document in Word and save "
            "it, which takes the part in, and import it again."
        )
        return []

    def _control(self, control: etree._Element) -> Iterator[Passage | Table]:
        """What a content control holds; a gallery of contents is left out."""
        content = control.find(f"{W}sdtContent")
        if value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) != _TABLE_OF_CONTENTS:
            yield from self._parts(content) if content is not None else ()
            return
        for paragraph in content.iter(f"{W}p") if content is not None else ():
            self._inline.leave_out(self._inline.runs(paragraph))

    def _table(self, table: etree._Element) -> Iterator[Passage | Table]:
        if self._is_cover(table):
            self._left_out += [text_of(self._inline.runs(each)) for each in table.iter(f"{W}p")]
            return
        self._nesting.close()
        if made := self._tables.read(table):
            yield made

    def _is_cover(self, table: etree._Element) -> bool:
        names = {self._styles.name(paragraph) for paragraph in table.iter(f"{W}p")}
        return bool(names) and names <= _COVER

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Passage | Table]:
        name = self._styles.name(paragraph)
        boxes, contents = len(self._inline.found.boxes), len(self._inline.found.contents)
        runs = self._inline.runs(paragraph)
        is_contents = name.startswith("toc ") or name == "toc heading"
        if is_contents:
            self._inline.leave_out(runs)
        if is_contents or (len(self._inline.found.contents) > contents and not text_of(runs).strip()):
            yield from self._boxes_from(boxes)
            return
        if name in _COVER:
            self._left_out.append(text_of(runs))
            yield from self._boxes_from(boxes)
            return
        label = self._numbering.label(paragraph)
        self._count_label(label)
        self._name(paragraph)
        if text_of(runs).strip() or label:
            yield from _parted_at_empty_lines(self._passage(paragraph, name, runs, label))
        elif is_rule(paragraph):
            self._nesting.close()
            yield Passage(Kind.RULE, [])
        yield from self._boxes_from(boxes)

    def _boxes_from(self, first: int) -> Iterator[Passage | Table]:
        """The texts of the boxes found since that one."""
        for box in self._inline.found.boxes[first:]:
            yield from self._parts(box)

    def _passage(self, paragraph: etree._Element, name: str, runs: list[Run], label: Label | None) -> Passage:
        taken = self._taken.get(paragraph)
        level = 1 if name == "title" else self._level(paragraph) if taken is None else taken
        if level and text_of(runs).strip():
            self._nesting.close()
            if taken:
                runs = [Run(run.text, run.style._replace(strong=False)) for run in runs]
                self._taken_texts[" ".join(text_of(_labelled(runs, label)).split())] = taken
            return Passage(Kind.HEADING, _labelled(runs, label), level=min(6, level))
        quoted, left = name in QUOTATIONS, self._numbering.left(paragraph)
        if name == CODE_BLOCK:
            return Passage(Kind.CODE, runs, self._nesting.continued(left, quoted=False))
        if label is None:
            return Passage(Kind.PARAGRAPH, runs, self._nesting.continued(left, quoted=quoted))
        shape, is_item = self._nesting.item(label, quoted=quoted)
        if not is_item:
            return Passage(Kind.PARAGRAPH, _labelled(runs, label), shape)
        return Passage(Kind.ITEM, runs, shape, number=label.number or 1)

    def _level(self, paragraph: etree._Element) -> int:
        """The level of a heading by its style; below the title of a document that has one."""
        level = self._styles.heading_level(paragraph)
        return level + 1 if level and self._has_title else level

    def _name(self, paragraph: etree._Element) -> None:
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            name = value(mark, "name")
            # LibreOffice begins a bookmark that stands between two paragraphs at the end of the first.
            is_behind = (
                name.startswith((NOTE_PLACE, FORMER_NOTE_PLACE))
                and next(mark.itersiblings(f"{W}r", preceding=True), None) is not None
            )
            self._anchors.setdefault(name, len(self._content.parts) + is_behind)

    def _count_label(self, label: Label | None) -> None:
        """A number that Markdown does not make by itself is text of the draft."""
        if label is not None and label.text and label.number is None:
            self._labels += words_in(label.text)

    # What is to be said

    def _own_remarks(self) -> list[str]:
        said = told(self._taken_texts)
        if clauses := len(self._inline.clauses):
            styled = counted(clauses, "paragraph in a heading's style is", "paragraphs in a heading's style are")
            said.append(f"{styled} no heading by length or end: kept as text.")
        if lines := len(self._inline.found.contents):
            told_lines = counted(lines, "line", "lines")
            said.append(f"The table of contents was left out ({told_lines}): the site makes its own.")
        said += self._tables.told()
        said += [f"Numbers of the kind “{kind}” were written as 1, 2, 3." for kind in sorted(self._numbering.unknown)]
        return said


def _parted_at_empty_lines(passage: Passage) -> Iterator[Passage]:
    """A passage whose writer parted paragraphs by two line breaks, as these; any other as it is."""
    is_parted = passage.kind in (Kind.PARAGRAPH, Kind.ITEM) and EMPTY_LINE.search(text_of(passage.runs)) is not None
    first, *more = parted(passage.runs) if is_parted else [passage.runs]
    passage.runs = first
    yield passage
    yield from (Passage(Kind.PARAGRAPH, runs, passage.shape) for runs in more if text_of(runs).strip())


def _labelled(runs: list[Run], label: Label | None) -> list[Run]:
    return [Run(f"{label.text} ", PLAIN), *runs] if label and label.text else runs
