"""A redline as HTML: the whole document, in the form of its blocks, with every change marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from ..text.article import sanitise
from ..text.characters import shown
from ..text.document import Clause
from ..text.html_words import words_of
from ..text.keeping import kept
from ..text.markup import element, html_of
from ..text.read_blocks import ReadBlock
from .block_html import same_html
from .change_moves import edits_of_moves
from .compare import beginnings_of_renumberings, changes, is_changed, is_only_renumbered
from .folding import Fold, Part, bounds_of_clauses
from .folds_html import FOLD, FoldingWriter, fold_html, renumbered_said
from .model import Change, ChangeKind, Entry, Operation, Redline, Span
from .notes_html import with_note_links
from .numbering import MARK_CLASS, Numbering

_CHANGED, _RENUMBERED, _UNCHANGED = "policy-clause", "policy-clause policy-renumbered", "policy-clause policy-unchanged"


def redline_html(redline: Redline, plan: Sequence[Sequence[Part]] | None = None, *, heading_shift: int = 0) -> Markup:
    """The redline's HTML, safe to put into a page; links to the site itself carry the article's site scheme.

    Changes have the ids ``change-1``, ``change-2``, … in the order of ``compare.changes``, and links to the one before
    and the one behind; the two ends of move 1 have ``move-1-from`` and ``move-1-to``, and lead to each other. Each
    clause is a section, of the class ``policy-unchanged`` where nothing changed and ``policy-renumbered`` where only
    numbers did; those stand in a ``<details>``, where anything else changed. The labels of the marks are in the text,
    so that they are copied, printed and read out with it: not every screen reader tells of ``<del>`` and ``<ins>``.

    ``plan`` is ``folding.folded`` where unchanged stretches are to be folded, each into a line that ``folds_html``
    draws; without one the whole is drawn.
    """
    found = changes(redline)
    numbering = Numbering(len(found), _moves(found), beginnings_of_renumberings(redline), edits_of_moves(redline))
    sections: Sequence[Sequence[Part]] = by_clause(redline) if plan is None else plan
    classes = [_section_class(section) for section in sections]
    parts: list[Markup] = []
    for section, name in zip(sections, classes, strict=True):
        if isinstance(section[0], Fold):
            parts.append(fold_html(redline, section[0]))
        else:
            drawn = FoldingWriter(redline, heading_shift, numbering).draw(section)
            parts.append(element("section", drawn, class_=name))
    drawn_parts = [_sanitised(part) for part in with_note_links(parts)]
    return html_of(*_with_renumbered_folded(redline, sections, classes, drawn_parts))


def _with_renumbered_folded(
    redline: Redline, sections: Sequence[Sequence[Part]], classes: Sequence[str], drawn: Sequence[Markup]
) -> Iterator[Markup]:
    """The clauses as they are drawn, each run of those that were only renumbered in one element to be opened.

    Clauses without a change between them belong to the run. Where nothing else changed there is no run: then the
    numbers are what a reader came for.
    """
    at = 0
    while at < len(drawn):
        end = _end_of_run(classes, at) if _CHANGED in classes else at
        if end == at:
            yield drawn[at]
            at += 1
            continue
        clauses = [clause for section in sections[at:end] for clause in _clauses_of(redline, section)]
        said = element("summary", renumbered_said(clauses), class_=MARK_CLASS)
        yield element("details", said, *drawn[at:end], class_="policy-run")
        at = end


def _end_of_run(classes: Sequence[str], start: int) -> int:
    """Behind the last renumbered clause of the run that begins there; there itself where none does."""
    end = start
    if classes[start] != _RENUMBERED:
        return end
    for at in range(start, len(classes)):
        if classes[at] == _CHANGED:
            break
        if classes[at] == _RENUMBERED:
            end = at + 1
    return end


def _clauses_of(redline: Redline, section: Sequence[Part]) -> Iterator[Clause]:
    """The clause of a section, as the new text has it; those of a fold are named by its own line."""
    first = section[0]
    if isinstance(first, Entry) and first.new is not None and (clause := redline.new.clause_of(first.new)):
        yield clause


@kept
def _sanitised(section: Markup) -> Markup:
    """A section made safe for itself. Elements of ours are all closed, so that it is the same among others."""
    return sanitise(section, classes=True)


def _section_class(section: Sequence[Part]) -> str:
    changed = [entry for entry in _entries(section) if is_changed(entry)]
    if not changed:
        return _UNCHANGED
    return _RENUMBERED if all(map(is_only_renumbered, changed)) else _CHANGED


def _entries(section: Sequence[Part]) -> list[Entry]:
    return [part for part in section if isinstance(part, Entry)]


def side_by_side_html(
    redline: Redline, plan: Sequence[Sequence[Part]] | None = None, *, heading_shift: int = 0
) -> list[tuple[str, Markup, Markup]]:
    """For each clause in which anything changed its id, and its old side and its new side as HTML without ids.

    The id is empty before the first heading, and where that of a clause was met before. The ``plan`` says what is
    folded, as above.
    """
    sections = by_clause(redline) if plan is None else plan
    changed = (section for section in sections if any(map(is_changed, _entries(section))))
    given: set[str] = set()
    return [
        (
            _own_id(redline, section, given),
            _side_html(redline, section, heading_shift, is_old=True),
            _side_html(redline, section, heading_shift, is_old=False),
        )
        for section in changed
    ]


def _own_id(redline: Redline, section: Sequence[Part], given: set[str]) -> str:
    first = next(part for part in section if isinstance(part, Entry))
    clause = redline.old.clause_of(first.old or 0) if first.new is None else redline.new.clause_of(first.new)
    name = clause.id if clause and clause.id not in given else ""
    given.add(name)
    return name


def _side_html(redline: Redline, section: Sequence[Part], heading_shift: int, *, is_old: bool) -> Markup:
    writer = FoldingWriter(redline, heading_shift, Numbering(0, {}, silent=True), is_old=is_old)
    return sanitise(writer.draw(list(_one_sided(section, is_old=is_old))), classes=True)


def _one_sided(section: Sequence[Part], *, is_old: bool) -> Iterator[Part]:
    """What one side has of a clause."""
    for part in section:
        if isinstance(part, Fold):
            yield part
        elif (part.old if is_old else part.new) is not None:
            yield _one_side(part, is_old=is_old)


def by_clause(redline: Redline) -> list[list[Entry]]:
    """The entries of each clause, its heading first; what stands before the first heading makes one of its own."""
    return [list(redline.entries[start:end]) for start, end in bounds_of_clauses(redline)]


def _one_side(entry: Entry, *, is_old: bool) -> Entry:
    """An entry with the words of one side only."""

    def kept(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        there = (span for span in spans if not (span.operation.is_new if is_old else span.operation.is_old))
        # Kept words as the old text had them.
        return tuple(
            replace(span, new=span.old) if is_old and span.operation is Operation.EQUAL else span for span in there
        )

    if entry.is_same:
        return replace(entry, new=None) if is_old else replace(entry, old=None)
    there = (cell for cell in entry.cells if (cell.in_old if is_old else cell.in_new))
    cells = tuple(replace(cell, spans=kept(cell.spans)) for cell in there)
    old, new = (entry.old, None) if is_old else (None, entry.new)
    return replace(entry, old=old, new=new, spans=kept(entry.spans), cells=cells, form=None, joins="", other=None)


def kept_words_differ(redline: Redline, entries: Iterable[Entry]) -> str:
    """Read back entries in which nothing changed, each distinct block once: empty when their words come out of them."""
    for entry in entries:
        if entry.new is None:
            continue
        read = redline.new.reads[entry.new]
        if not (read.once(_gives_back_words) if entry.is_same else _is_drawn_whole(redline, entry, read)):
            return f"what is the same in both texts does not come back at “{shown(read.title[:60])}”"
    return ""


def _gives_back_words(read: ReadBlock) -> bool:
    return words_of(sanitise(same_html(read), classes=True)) == read.shown_words


def _is_drawn_whole(redline: Redline, entry: Entry, read: ReadBlock) -> bool:
    """Whether a block that reads the same and is not the same one gives back its words."""
    drawn = FoldingWriter(redline, 0, Numbering(0, {}, silent=True)).draw([entry])
    return words_of(sanitise(drawn, classes=True), without_class=MARK_CLASS) == read.shown_words


def texts_differ(html: str, redline: Redline) -> str:
    """Read a redline back, whole or folded: empty when both texts come out word for word, otherwise what does not.

    Dropping the insertions must give the old text and dropping the deletions the new one, with as many words put in at
    each fold as it says are left out. These must be the same in both texts.
    """
    pieces = FOLD.split(str(html))
    counts = [int(count) for count in pieces[2::3]]
    left_out: list[list[list[str]]] = []
    for name, tag, document in (("old", "ins", redline.old), ("new", "del", redline.new)):
        words: list[str] = []
        skipped: list[list[str]] = []
        for piece, count in zip(pieces[::3], [*counts, 0], strict=True):
            words += words_of(piece, without_tags=frozenset({tag}), without_class=MARK_CLASS)
            skipped.append(document.words[len(words) : len(words) + count])
            words += skipped[-1]
        if words != document.words:
            return f"the {name} text does not come back from the redline: {_first_difference(document.words, words)}"
        left_out.append(skipped)
    is_kept = left_out[0] == left_out[1] and [len(words) for words in left_out[0]] == [*counts, 0]
    return "" if is_kept else "a stretch is folded in which the two texts differ"


def _first_difference(expected: list[str], found: list[str]) -> str:
    pairs = zip(expected, found, strict=False)
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(found)))
    said, read = (shown(" ".join(words[max(0, place - 3) : place + 4])) for words in (expected, found))
    return f"it says “{said}”, the page says “{read}”"


def _moves(found: Sequence[Change]) -> dict[int, tuple[str, str]]:
    """For each move where it came from and where it went: the names of the clauses, unless the clause itself moved."""

    opening = "the text before the first heading"

    def names(change: Change) -> tuple[str, str]:
        if change.stays_in_clause:
            return "its old place", "its new place"
        left, reached = change.from_clause, change.clause
        return left.title if left else opening, reached.title if reached else opening

    return {change.move: names(change) for change in found if change.move and change.kind is ChangeKind.STRUCTURE}
