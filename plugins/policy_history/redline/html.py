"""A redline as HTML: the whole document, in the form of its blocks, with every change marked in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

from ..text.article import sanitise
from ..text.blocks import Block, Kind
from ..text.document import Document
from ..text.reading import words_of
from ..text.tokens import Token
from .compare import changes, style_changes
from .inline_html import MARK_CLASS, Numbering, note_html, spans_html
from .model import Cell, ChangeKind, Entry, Operation, Redline, Span

_TAGS = {"ul": "ul", "ol": "ol", "quote": "blockquote"}


def redline_html(redline: Redline, *, heading_shift: int = 0) -> str:
    """The redline's HTML, safe to put into a page; links to the site itself carry the article's site scheme.

    Changes have the ids ``change-1``, ``change-2``, … in the order of ``compare.changes``; the two ends of move 1 have
    ``move-1-from`` and ``move-1-to``. Each clause is a section, of the class ``policy-unchanged`` where
    nothing changed.
    """
    numbering = Numbering(_moves(redline))
    parts: list[str] = []
    for section in by_clause(redline):
        writer = _Writer(redline, heading_shift, numbering)
        for entry in section:
            writer.write(entry)
        name = "policy-clause" if any(map(_is_changed, section)) else "policy-clause policy-unchanged"
        parts.append(f'<section class="{name}">{writer.finish()}</section>')
    return sanitise("".join(parts), classes=True)


def side_by_side_html(redline: Redline, *, heading_shift: int = 0) -> list[tuple[str, str, bool]]:
    """For each clause its old side and its new side as HTML without ids, and whether they differ."""
    rows = []
    for section in by_clause(redline):
        sides = []
        for is_old in (True, False):
            writer = _Writer(redline, heading_shift, Numbering({}, silent=True))
            for entry in section:
                if (entry.old if is_old else entry.new) is not None:
                    writer.write(_one_side(entry, is_old=is_old))
            sides.append(sanitise(writer.finish(), classes=True))
        rows.append((sides[0], sides[1], any(map(_is_changed, section))))
    return rows


def by_clause(redline: Redline) -> list[list[Entry]]:
    """The entries of each clause, its heading first; what stands before the first heading makes one of its own."""
    sections: list[list[Entry]] = []
    for entry in redline.entries:
        block = redline.new.blocks[entry.new] if entry.new is not None else redline.old.blocks[entry.old or 0]
        if not sections or block.kind is Kind.HEADING:
            sections.append([])
        sections[-1].append(entry)
    return sections


def _is_changed(entry: Entry) -> bool:
    if entry.form or entry.joins or entry.old is None or entry.new is None:
        return True
    spans = entry.all_spans()
    return any(span.operation is not Operation.EQUAL or any(style_changes(span)) for span in spans)


def _as_it_was(span: Span) -> Span:
    """Kept words as the old text had them."""
    return replace(span, new=span.old)


def _one_side(entry: Entry, *, is_old: bool) -> Entry:
    """An entry with the words of one side only."""

    def kept(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        there = (span for span in spans if not (span.operation.is_new if is_old else span.operation.is_old))
        return tuple(_as_it_was(span) if is_old and span.operation is Operation.EQUAL else span for span in there)

    there = (cell for cell in entry.cells if (cell.in_old if is_old else cell.in_new))
    cells = tuple(replace(cell, spans=kept(cell.spans)) for cell in there)
    side = {"old": entry.old, "new": None} if is_old else {"old": None, "new": entry.new}
    return replace(entry, spans=kept(entry.spans), cells=cells, form=None, joins="", **side)


def texts_differ(html: str, redline: Redline) -> str:
    """Read a redline back: empty when both texts come out word for word, otherwise what does not.

    Dropping the insertions must give the old text and dropping the deletions the new one.
    """
    for name, tag, document in (("old", "ins", redline.old), ("new", "del", redline.new)):
        words = words_of(html, without_tags=frozenset({tag}), without_class=MARK_CLASS)
        if words != document.words:
            return f"the {name} text does not come back from the redline: {_first_difference(document.words, words)}"
    return ""


def _first_difference(expected: list[str], found: list[str]) -> str:
    pairs = zip(expected, found)
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(found)))
    said, read = (" ".join(words[max(0, place - 3) : place + 4]) for words in (expected, found))
    return f"it says “{said}”, the page says “{read}”"


class _Writer:
    """Turns entries into elements, keeping lists, quotations and tables open from one block to the next."""

    def __init__(self, redline: Redline, heading_shift: int, numbering: Numbering) -> None:
        self._redline = redline
        self._shift = heading_shift
        self._parts: list[str] = []
        self._open: list[str] = []
        self._in_table = False
        self._after_header = False
        self._numbering = numbering

    def write(self, entry: Entry) -> None:
        """Add one entry."""
        document, block = self._shown(entry)
        if block.kind is Kind.DEFINITION or (block.kind is Kind.RULE and entry.new is None):
            return
        if block.kind is not Kind.ROW:
            self._close_table()
        self._containers(block)
        notes = self._notes(entry)
        self._parts.append(_ELEMENTS[block.kind](self, entry, document, block, notes))

    def finish(self) -> str:
        """Close what is open and give the whole."""
        self._close_table()
        self._close_to(0)
        return "".join(self._parts)

    def _shown(self, entry: Entry) -> tuple[Document, Block]:
        if entry.new is not None:
            return self._redline.new, self._redline.new.blocks[entry.new]
        assert entry.old is not None
        return self._redline.old, self._redline.old.blocks[entry.old]

    def _notes(self, entry: Entry) -> str:
        notes = ""
        if entry.form:
            notes += note_html(self._numbering.next(), "form: " + " → ".join(entry.form))
        if entry.joins:
            notes += note_html(self._numbering.next(), _JOINS[entry.joins])
        return notes

    def _spans(self, spans: tuple[Span, ...], gap: Callable[[Token], str] = lambda token: " ") -> str:
        return spans_html(spans, self._numbering, gap)

    # Containers

    def _containers(self, block: Block) -> None:
        wanted = [tag for name in block.shape for tag in _elements(name)]
        keep = 0
        while keep < min(len(wanted), len(self._open)) and wanted[keep] == self._open[keep]:
            keep += 1
        if block.kind is Kind.ITEM and wanted and keep == len(wanted):
            keep -= 1
        if keep < len(self._open):
            self._close_table()
        self._close_to(keep)
        for tag in wanted[keep:]:
            start = f' start="{block.number}"' if tag == "ol" and block.number != 1 else ""
            self._parts.append(f"<{tag}{start}>")
            self._open.append(tag)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._parts.append(f"</{self._open.pop()}>")

    def _close_table(self) -> None:
        if self._in_table:
            self._parts.append("</tbody></table>")
        self._in_table = self._after_header = False

    # Blocks

    def heading(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        level = min(6, block.level + self._shift)
        clause = document.clause_of(entry.new) if entry.new is not None else None
        name = f' id="{escape(clause.id)}"' if clause and not self._numbering.silent else ""
        return f"<h{level}{name}>{notes}{self._spans(entry.spans)}</h{level}>"

    def paragraph(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        return f"<p>{notes}{self._spans(entry.spans)}</p>"

    def item(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        return notes + self._spans(entry.spans)

    def code(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        return f"<pre><code>{notes}{self._spans(entry.spans, _source_gap(self._redline, entry))}</code></pre>"

    def raw_html(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        return f"<div>{notes}{self._spans(entry.spans)}</div>"

    def rule(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        return "<hr>"

    def row(self, entry: Entry, document: Document, block: Block, notes: str) -> str:
        lead = self._table_start(block)
        tag = "th" if block.is_header else "td"
        cells = [self._cell(cell, tag) for cell in entry.cells]
        if notes and cells:
            cells[0] = f"<{tag}>{notes}" + cells[0].removeprefix(f"<{tag}>")
        self._after_header = block.is_header
        return f"{lead}<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Cell, tag: str) -> str:
        return f"<{tag}>{self._spans(cell.spans)}</{tag}>"

    def _table_start(self, block: Block) -> str:
        """Open a table, end its head, or neither. A replaced header row stays in the table it heads."""
        if block.opens_table and not (self._in_table and self._after_header):
            self._close_table()
        if not self._in_table:
            self._in_table = True
            return "<table><thead>" if block.is_header else "<table><tbody>"
        return "</thead><tbody>" if self._after_header and not block.is_header else ""


def _moves(redline: Redline) -> dict[int, tuple[str, str]]:
    """For each move the names of the clauses it left and reached."""
    return {
        change.move: tuple(clause.title if clause else "the opening" for clause in (change.from_clause, change.clause))
        for change in changes(redline)
        if change.move and change.kind is ChangeKind.STRUCTURE
    }  # type: ignore[return-value]


def _elements(container: str) -> tuple[str, ...]:
    tag = _TAGS[container]
    return (tag,) if tag == "blockquote" else (tag, "li")


def _source_gap(redline: Redline, entry: Entry) -> Callable[[Token], str]:
    """White space before a token of a code block, as the source has it."""
    spans = entry.all_spans()
    sides = [
        (redline.old, [token for span in spans for token in span.old]),
        (redline.new, [token for span in spans for token in span.new]),
    ]
    document_of = {id(token): document for document, tokens in sides for token in tokens}

    def gap(token: Token) -> str:
        source = document_of[id(token)].source
        start = len(source[: token.start].rstrip())
        return source[start : token.start]

    return gap


_JOINS = {"split": "split off from the paragraph before", "merged": "several paragraphs merged into one"}

_ELEMENTS: dict[Kind, Callable[[_Writer, Entry, Document, Block, str], str]] = {
    Kind.HEADING: _Writer.heading,
    Kind.PARAGRAPH: _Writer.paragraph,
    Kind.ITEM: _Writer.item,
    Kind.ROW: _Writer.row,
    Kind.CODE: _Writer.code,
    Kind.HTML: _Writer.raw_html,
    Kind.RULE: _Writer.rule,
}
