"""What stands in place of what a redline leaves out: a line that says what it is and leads to it in the text itself.

The line has in ``data-words`` the number of words that are left out, from which a program gets back both texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from ..text.article import SITE_SCHEME
from ..text.blocks import Block, Kind
from ..text.document import Clause, Document
from ..text.markup import element, html_of
from ..wording import N_, _, ngettext, translated
from .block_html import BlockWriter, kept_open
from .folding import Fold, Part
from .model import Redline
from .numbering import MARK_CLASS, Numbering

OLD_TEXT, NEW_TEXT = f"{SITE_SCHEME}:/-/old/", f"{SITE_SCHEME}:/-/new/"
"""Where a folded redline says that the two texts stand in full, until a page says what their addresses are."""

_CLASS = f"{MARK_CLASS} policy-fold"
FOLD = re.compile(rf'<(p|li|dd|tr) class="{_CLASS}" data-words="(\d+)">.*?</\1>', re.DOTALL)
"""A fold in a page: its element, and how many words it leaves out."""

_UNCHANGED = {
    Kind.PARAGRAPH: (N_("Unchanged paragraph"), N_("Unchanged paragraphs")),
    Kind.ITEM: (N_("Unchanged list item"), N_("Unchanged list items")),
    Kind.ROW: (N_("Unchanged row"), N_("Unchanged rows")),
    Kind.NOTE: (N_("Unchanged footnote"), N_("Unchanged footnotes")),
}
_PASSAGES = (N_("Unchanged passage"), N_("Unchanged passages"))


def fold_html(redline: Redline, fold: Fold) -> Markup:
    """A fold that stands between two clauses, with the ids of those that it stands for."""
    return element("p", _line(redline, fold, with_ids=True), **_marks(redline, fold))


class FoldingWriter(BlockWriter):
    """Keeps lists and tables open over what is folded in them."""

    def __init__(self, redline: Redline, heading_shift: int, numbering: Numbering, *, is_old: bool = False) -> None:
        super().__init__(redline, heading_shift, numbering)
        self._is_old = is_old

    def draw(self, parts: Sequence[Part]) -> Markup:
        """All of a clause: its entries, and lines in place of its folds."""
        for part in parts:
            if isinstance(part, Fold):
                self._fold(part)
            else:
                self.write(part)
        return self.finish()

    def _fold(self, fold: Fold) -> None:
        blocks = [self._redline.new.blocks[entry.new] for entry in fold.entries if entry.new is not None]
        self._close_to_fold(blocks)
        line = _line(self._redline, fold, is_old=self._is_old)
        marks = _marks(self._redline, fold)
        if self._goes_on(fold):
            lead = Markup("</thead><tbody>") if self._after_header else Markup()
            self._after_header = False
            cell = element("td", line, colspan=str(len(fold.entries[0].cells)))
            self._parts += [lead, element("tr", cell, **marks)]
            return
        self._close_table()
        inside = self._open[-1] if self._open else ""
        if inside == "ol":
            self._counted[len(self._open) - 1] += 1
        self._parts.append(element({"ul": "li", "ol": "li", "dl": "dd"}.get(inside, "p"), line, **marks))

    def _close_to_fold(self, blocks: Sequence[Block]) -> None:
        """Close the containers that end among these blocks."""
        depth, opened = len(self._open), list(self._open)
        for block in blocks:
            wanted, keep = kept_open(opened, block)
            depth = min(depth, keep)
            opened[keep:] = wanted[keep:]
        if depth < len(self._open):
            self._close_table()
        self._close_to(depth)

    def _goes_on(self, fold: Fold) -> bool:
        """Whether all that is folded are rows of the table that is open."""
        side = 0 if self._is_old else 1
        heads = (self._redline.old, self._redline.new)[side].table_heads
        rows = ((entry.old, entry.new)[side] for entry in fold.entries)
        return self._table is not None and all(heads.get(row or 0, -1) == self._table[side] for row in rows)


def _marks(redline: Redline, fold: Fold) -> dict[str, str | None]:
    reads = redline.new.reads
    words = sum(len(reads[entry.new].shown_words) for entry in fold.entries if entry.new is not None)
    return {"class_": _CLASS, "data-words": str(words)}


def _line(redline: Redline, fold: Fold, *, with_ids: bool = False, is_old: bool = False) -> Markup:
    """What stands there, as a link to it."""
    document, first = redline.new, fold.entries[0].new
    if is_old:
        document, first = redline.old, fold.entries[0].old
    ids = [element("span", id=clause.id) for clause in fold.clauses if with_ids]
    place = (OLD_TEXT if is_old else NEW_TEXT) + _fragment(document, first)
    return html_of(*ids, element("a", said(fold), href=place))


def _fragment(document: Document, block: int | None) -> str:
    clause = document.clause_of(block) if block is not None else None
    return f"#{clause.id}" if clause else ""


def said(fold: Fold) -> str:
    """What is folded: Unchanged paragraph and clauses: “4. Cookies” to “6. Security”.

    It counts nothing, since a figure of ours beside words of the policy may be taken for one of the policy's.
    """
    count = len(fold.clauses)
    names = _from_to(fold.clauses)
    if not fold.loose:
        return ngettext("Unchanged clause: %(names)s", "Unchanged clauses: %(names)s", count, names=names)
    kinds = {block.kind for block in fold.loose}
    one, many = _UNCHANGED.get(next(iter(kinds)), _PASSAGES) if len(kinds) == 1 else _PASSAGES
    loose = translated(one if len(fold.loose) == 1 else many)
    if not fold.clauses:
        return loose
    return ngettext(
        "%(loose)s and clause: %(names)s", "%(loose)s and clauses: %(names)s", count, loose=loose, names=names
    )


def renumbered_said(clauses: Sequence[Clause]) -> str:
    """What a line says that folds clauses of which only numbers changed."""
    return _("Renumbered, otherwise unchanged: %(names)s", names=_from_to(clauses))


def _from_to(clauses: Sequence[Clause]) -> str:
    """The names of the first and the last of these clauses, as a run."""
    names = [_("“%(words)s”", words=clause.title) for clause in clauses]
    return "".join(names) if len(names) < 2 else _("%(first)s to %(last)s", first=names[0], last=names[-1])
