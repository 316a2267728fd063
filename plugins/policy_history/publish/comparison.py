"""The redline of two texts with all that pages need of it, and the article of one text. Each is made once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..redline.compare import beginnings_of_renumberings, changes, compare
from ..redline.folding import Fold, Part, folded, shown_clauses
from ..redline.html import kept_words_differ, redline_html, texts_differ
from ..redline.model import Change, Entry, Redline
from ..redline.sameness import only_difference
from ..redline.summary import SectionSummary, by_section
from ..text.article import Article, render_article
from ..text.document import Document, read_document
from ..text.keeping import kept


@dataclass(frozen=True)
class Comparison:
    """The redline of two texts with all that pages need of it.

    ``folded`` is what a page shows: each change with its surroundings, and the clauses whose headings are among them.
    ``quiet`` counts the differences in quotation marks and spaces alone, ``numbering`` the labels of clauses and the
    references to them that changed; ``fault`` says why it must not be published.
    """

    redline: Redline
    folded: Article
    changes: tuple[Change, ...]
    words_added: int
    words_removed: int
    words_moved: int
    quiet: int
    numbering: int
    fault: str

    @property
    def article(self) -> Article:
        """The whole redline as HTML, for what holds it in full; it is made anew each time."""
        return Article(redline_html(self.redline, heading_shift=1), self.redline.new.clauses)

    @cached_property
    def sections(self) -> list[SectionSummary]:
        """The figures of each section that changed."""
        return by_section(self.changes)

    @property
    def only_difference(self) -> str:
        """In what the two texts differ when there is no change."""
        return only_difference(self.redline)

    @property
    def most_words(self) -> int:
        """How many words came and went in the clause in which most did."""
        return max((section.words_removed + section.words_added for section in self.sections), default=0)


@kept
def _article_of(text: str, ids: tuple[str, ...]) -> Article:
    return render_article(read_document(text).named(ids))


@kept
def _comparison_of(
    old: str, old_ids: tuple[str, ...], new: str, new_ids: tuple[str, ...], are_neighbours: bool
) -> Comparison:
    documents = read_document(old).named(old_ids), read_document(new).named(new_ids)
    redline = compare(*documents, are_neighbours=are_neighbours)
    plan = redline.once(folded)
    shown = redline_html(redline, plan, heading_shift=1)
    return Comparison(
        redline,
        Article(shown, shown_clauses(redline, plan)),
        changes(redline),
        redline.words_added(),
        redline.words_removed(),
        redline.words_moved(),
        shown.count('<ins class="policy-quiet"'),  # nothing that is folded has any
        len(beginnings_of_renumberings(redline)),
        texts_differ(shown, redline) or kept_words_differ(redline, _left_out(plan)),
    )


def _left_out(plan: Sequence[Sequence[Part]]) -> Iterator[Entry]:
    """What is folded; the whole redline has it too."""
    for section in plan:
        for part in section:
            if isinstance(part, Fold):
                yield from part.entries


def article_of(document: Document) -> Article:
    """The article of a document; rendered once however many pages show it."""
    return _article_of(document.source, ids_of(document))


def comparison_of(old: Document, new: Document, *, are_neighbours: bool = True) -> Comparison:
    """The comparison of two documents, read back from its own HTML to prove that neither text was altered."""
    return _comparison_of(old.source, ids_of(old), new.source, ids_of(new), are_neighbours)


def ids_of(document: Document) -> tuple[str, ...]:
    """The ids of a document's clauses: with its source they say all of it."""
    return tuple(clause.id for clause in document.clauses)
