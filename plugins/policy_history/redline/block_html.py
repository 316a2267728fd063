"""The blocks of a redline as elements: headings, lists, quotations, tables and code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from markupsafe import Markup

from ..text.blocks import Block, Kind
from ..text.characters import LINE_BREAK
from ..text.document import Document
from ..text.markup import element, end_tag, html_of, start_tag
from ..text.read_blocks import ReadBlock, leads_with_blanks
from ..text.references import note_label
from ..text.tokens import Token
from .clause_joins import join_in_words
from .folding import BEGINS
from .headings_html import is_renamed, renamed_html
from .inline_html import form_html, kept_html, note_html, spans_html
from .model import Cell, Entry, Redline
from .notes_html import note_start
from .numbering import Numbering

_TAGS = {"ul": "ul", "ol": "ol", "quote": "blockquote", "note": "div"}


class BlockWriter:
    """Turns entries into elements, keeping lists, quotations and tables open from one block to the next."""

    def __init__(self, redline: Redline, heading_shift: int, numbering: Numbering) -> None:
        self._redline = redline
        self._shift = heading_shift
        self._parts: list[Markup] = []
        self._open: list[str] = []
        self._counted: dict[int, int] = {}
        """For each depth the number of the last item of the numbered list that is open there."""
        self._table: tuple[int, int] | None = None
        self._after_header = False
        self._numbering = numbering
        self._margin = 0  # where among the parts the numbers of the block that is being written belong
        self._ids = {clause.id for clause in redline.new.clauses}

    def write(self, entry: Entry) -> None:
        """Add one entry."""
        document, block = self._shown(entry)
        if block.kind is Kind.DEFINITION or (block.kind is Kind.RULE and entry.new is None and not entry.joins):
            return
        if block.kind is not Kind.ROW:
            self._close_table()
        is_note = block.kind is Kind.NOTE and entry.new is not None
        self._containers(block, note_label(block) if is_note else None)
        notes = self._notes(entry)
        self._parts.append(_ELEMENTS[block.kind](self, entry, document, block, notes))

    def finish(self) -> Markup:
        """Close what is open and give the whole."""
        self._close_table()
        self._close_to(0)
        return html_of(*self._parts)

    def _shown(self, entry: Entry) -> tuple[Document, Block]:
        if entry.new is not None:
            return self._redline.new, self._redline.new.blocks[entry.new]
        if entry.old is None:
            raise ValueError("An entry holds a block of one text at least.")
        return self._redline.old, self._redline.old.blocks[entry.old]

    def _notes(self, entry: Entry) -> Markup:
        notes = Markup()
        if entry.form:
            notes += form_html(entry.form, self._numbering)
        if entry.joins:
            notes += note_html(self._numbering, join_in_words(entry.joins, entry.other))
        return notes

    def _inner(self, entry: Entry, document: Document) -> Markup:
        """The words of a block with their marks; those of a block that is the same in both texts are drawn once."""
        read = document.reads[_index(entry)]
        block = read.block
        if entry.is_same and not (block.kind is Kind.CODE and leads_with_blanks(read)):
            return read.once(_same_words)
        entry = self._redline.place(entry)
        gap = _source_gap(self._redline, entry) if block.kind is Kind.CODE else _gap
        return spans_html(entry.spans, self._numbering, gap)

    # Containers

    def _containers(self, block: Block, note: str | None) -> None:
        wanted, keep = kept_open(self._open, block)
        if keep < len(self._open):
            self._close_table()
        self._close_to(keep)
        for at, tag in enumerate(wanted[keep:], keep + 1):
            self._parts.append(note_start(note) if tag == "div" else self._start(tag, block, at == len(wanted)))
            self._open.append(tag)

    def _start(self, tag: str, block: Block, is_own: bool) -> Markup:
        """The start of a container; an item of a numbered list has the number that it has in its text.

        Counted by the browser, what was removed would count too: what is "2." now would be shown as "3.".
        """
        depth = len(self._open)
        if tag == "ol":
            self._counted[depth] = block.number - 1
            return start_tag(tag, start=str(block.number) if block.number != 1 else None)
        if tag != "li" or self._open[-1] != "ol":
            return start_tag(tag)
        next_one = self._counted[depth - 1] + 1
        number = block.number if is_own and block.kind is Kind.ITEM else next_one
        self._counted[depth - 1] = number
        return start_tag(tag, value=str(number) if number != next_one else None)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._parts.append(end_tag(self._open.pop()))
        self._number()

    def _close_table(self) -> None:
        if self._table:
            self._parts.append(Markup("</tbody></table>"))
        self._table, self._after_header = None, False
        self._number()

    def _number(self) -> None:
        """Put the numbers of the changes since into the margin: before the block, list or table that just ended."""
        if not self._open and not self._table:
            if numbers := self._numbering.taken():
                self._parts.insert(self._margin, numbers)
            self._margin = len(self._parts)

    # Blocks

    def heading(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        level = min(6, block.level + self._shift)
        names = [] if self._numbering.silent else self._clause_ids(entry)
        former = [element("span", id=other) for other in names[1:]]
        if is_renamed(entry):
            inner, was = renamed_html(entry.spans, self._numbering, _gap)
        else:
            inner, was = self._inner(entry, document), Markup()
        return html_of(element(f"h{level}", *former, notes, inner, id=names[0] if names else None), was)

    def _clause_ids(self, entry: Entry) -> list[str]:
        """The ids of a heading: also those that are gone, so that an old link to the clause finds it."""
        new = self._redline.new.clause_of(entry.new) if entry.new is not None else None
        old = self._redline.old.clause_of(entry.old) if entry.old is not None else None
        gone = [old.id] if old and old.block == entry.old and old.id not in self._ids else []
        return [*([new.id] if new else []), *gone]

    def paragraph(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        return element("p", notes, self._inner(entry, document))

    def item(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        return html_of(notes, self._inner(entry, document))

    def code(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        return element("pre", element("code", notes, self._inner(entry, document)))

    def raw_html(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        return element("div", notes, self._inner(entry, document))

    def rule(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        line = Markup() if entry.new is None else element("hr")
        return html_of(line, element("p", notes)) if notes else line

    def row(self, entry: Entry, document: Document, block: Block, notes: Markup) -> Markup:
        lead = self._table_start(entry, block)
        tag = "th" if block.is_header else "td"
        same = document.reads[_index(entry)].once(_same_cells) if entry.is_same else None
        cells = self._cells(entry, tag, notes) if same is None else [same]
        self._after_header = block.is_header
        return html_of(lead, element("tr", *cells))

    def _cells(self, entry: Entry, tag: str, notes: Markup) -> list[Markup]:
        leads = [notes, *(Markup() for _ in entry.cells)]
        drawn = [partial(self._cell, cell, tag, lead) for cell, lead in zip(entry.cells, leads, strict=False)]
        return self._numbering.one_change(drawn) if entry.is_whole_row else [draw() for draw in drawn]

    def _cell(self, cell: Cell, tag: str, lead: Markup) -> Markup:
        self._numbering.column = cell.column
        written = element(tag, lead, spans_html(cell.spans, self._numbering, _gap))
        self._numbering.column = 0
        return written

    def _table_start(self, entry: Entry, block: Block) -> Markup:
        """Open a table, end its head, or neither: a row stays in the table whose head, of either text, is its own."""
        heads = self._redline.old.table_heads, self._redline.new.table_heads
        table = (
            heads[0].get(-1 if entry.old is None else entry.old, -1),
            heads[1].get(-1 if entry.new is None else entry.new, -1),
        )
        if self._table and any(-1 < mine != open_ for mine, open_ in zip(table, self._table, strict=True)):
            self._close_table()
        if not self._table:
            self._table = table
            return Markup("<table><thead>") if block.is_header else Markup("<table><tbody>")
        return Markup("</thead><tbody>") if self._after_header and not block.is_header else Markup()


def kept_open(opened: Sequence[str], block: Block) -> tuple[list[str], int]:
    """The containers around a block from the outside in, and how many of those that are open are the same ones."""
    wanted = [tag for name in block.shape for tag in _elements(name, block.kind)]
    keep = 0
    while keep < min(len(wanted), len(opened)) and wanted[keep] == opened[keep]:
        keep += 1
    return wanted, keep - 1 if block.kind in BEGINS and wanted and keep == len(wanted) else keep


def _index(entry: Entry) -> int:
    return entry.new if entry.new is not None else entry.old or 0


def _gap(token: Token) -> str:
    return element("br") if token.gap == LINE_BREAK else token.gap


def _same_words(read: ReadBlock) -> Markup:
    """The words of a block in which nothing changed."""
    source = read.block.source

    def source_gap(token: Token) -> str:
        return _blanks_before(source, token.start)

    gap = source_gap if read.block.kind is Kind.CODE else _gap
    return kept_html(read.tokens, gap)


def same_html(read: ReadBlock) -> Markup:
    """A block in which nothing changed, outside of what it stands in."""
    if read.block.kind is not Kind.ROW:
        return element("div", read.once(_same_words))
    return element("table", element("tbody", element("tr", read.once(_same_cells))))


def _same_cells(read: ReadBlock) -> Markup:
    """The cells of a row in which nothing changed."""
    tag = "th" if read.block.is_header else "td"
    return html_of(*(element(tag, kept_html(cell, _gap)) for cell in read.cells))


def _blanks_before(source: str, place: int) -> str:
    return source[len(source[:place].rstrip()) : place]


def _elements(container: str, kind: Kind) -> tuple[str, ...]:
    if container == "dl":
        return ("dl", "dt" if kind is Kind.TERM else "dd")
    tag = _TAGS[container]
    return (tag, "li") if tag in ("ul", "ol") else (tag,)


def _source_gap(redline: Redline, entry: Entry) -> Callable[[Token], str]:
    """White space before a token of a code block, as the source has it; before one that was no code, as text has it."""
    spans = entry.all_spans()
    was_code = entry.old is None or redline.old.blocks[entry.old].kind is Kind.CODE
    # The old text last: where its side is drawn alone, kept words are its own in both.
    sides = [
        (redline.new, [token for span in spans for token in span.new]),
        (redline.old, [token for span in spans for token in span.old if was_code]),
    ]
    document_of = {id(token): document for document, tokens in sides for token in tokens}

    def gap(token: Token) -> str:
        document = document_of.get(id(token))
        # What was merged into a block has a space before it, if none of its own.
        return (_blanks_before(document.source, token.start) if document else "") or _gap(token)

    return gap


_ELEMENTS: dict[Kind, Callable[[BlockWriter, Entry, Document, Block, Markup], Markup]] = {
    Kind.HEADING: BlockWriter.heading,
    Kind.PARAGRAPH: BlockWriter.paragraph,
    Kind.ITEM: BlockWriter.item,
    Kind.TERM: BlockWriter.item,
    Kind.DESCRIPTION: BlockWriter.item,
    Kind.NOTE: BlockWriter.paragraph,
    Kind.ROW: BlockWriter.row,
    Kind.CODE: BlockWriter.code,
    Kind.HTML: BlockWriter.raw_html,
    Kind.RULE: BlockWriter.rule,
}
