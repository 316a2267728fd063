"""What a revision did, as the pages that tell of a whole history say it: all that they need of its text and redline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from ..redline.clause_html import clause_of, clause_redline_html, clause_text_html
from ..redline.destinations import destinations
from ..redline.model import Entry as RedlineEntry
from ..redline.model import Operation, Redline
from ..redline.summary import summary_of
from ..text.document import Clause, Document
from .comparison import Comparison, article_of

CHANGED, MOVED, RESTYLED = "wording changed", "moved", "layout or links changed"


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a revision changed. ``said`` tells it in a few signs, empty where it changed nothing."""

    words_added: int
    words_removed: int
    words_moved: int
    numbering: int
    said: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a part of a clause, by its id, and the clause that has to do with it (``clause_joins``)."""

    what: str
    clause: str
    other: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A clause that a revision brought or took: its words with their numbers, and as HTML where it left."""

    words: Mapping[str, int]
    html: str = ""


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """What a revision did to the text before it.

    ``clauses`` are those of its text. By id, ``touched`` has the weightiest thing that happened to each of them,
    ``redlines`` their part of the redline as HTML, ``came`` and ``left`` those that only one of the texts has, and
    ``went`` the clauses to which words of the latter went. Of a first revision all this is empty, and ``figures`` None.
    ``feed`` is what feeds say of it, where that is known.
    """

    clauses: tuple[Clause, ...]
    article_sha256: str
    figures: Figures | None = None
    touched: Mapping[str, str] = field(default_factory=dict)
    redlines: Mapping[str, str] = field(default_factory=dict)
    joins: tuple[Joined, ...] = ()
    came: Mapping[str, Passed] = field(default_factory=dict)
    left: Mapping[str, Passed] = field(default_factory=dict)
    went: Mapping[str, Clause] = field(default_factory=dict)
    feed: str = ""


def step_of(document: Document, root: str, before: Document | None, comparison: Comparison | None) -> RevisionStep:
    """What the revision with that document did to the one before; ``root`` leads from its page to the site's root."""
    article = article_of(document).at(root).strip(" \t\r\n")
    clauses, digest = document.clauses, sha256(article.encode()).hexdigest()
    if before is None or comparison is None:
        return RevisionStep(clauses, digest)
    redline = comparison.redline
    touched, joins, went = touched_clauses(redline), tuple(_joins(redline)), destinations(redline)
    present, past = ({clause.id for clause in each.clauses} for each in (document, before))
    drawn = {
        *touched,
        *(name for each in joins for name in (each.clause, each.other)),
        *(to.id for to in went.values()),
    }
    return RevisionStep(
        clauses,
        digest,
        _figures(comparison),
        touched,
        {name: str(clause_redline_html(redline, name)) for name in sorted(drawn & present)},
        joins,
        {name: Passed(_words_under(document, name)) for name in sorted(present - past)},
        {
            name: Passed(_words_under(before, name), str(clause_text_html(before, name)))
            for name in sorted(past - present)
        },
        went,
    )


def _figures(comparison: Comparison) -> Figures:
    said = summary_of(comparison.changes).figures if comparison.changes else ""
    words = comparison.words_added, comparison.words_removed, comparison.words_moved
    return Figures(*words, comparison.numbering, said)


def touched_clauses(redline: Redline) -> Mapping[str, str]:
    """The clauses that a revision touched, by id, and the weightiest thing it did to each."""
    order = (CHANGED, MOVED, RESTYLED)
    touched: dict[str, str] = {}
    for entry in redline.entries:
        what, clause = _what_happened(entry), clause_of(redline, entry)
        if what and clause:
            touched[clause.id] = min(touched.get(clause.id, what), what, key=order.index)
    return touched


def _what_happened(entry: RedlineEntry) -> str:
    operations = {span.operation for span in entry.all_spans()}
    if operations & {Operation.DELETE, Operation.INSERT}:
        return CHANGED
    if operations & {Operation.MOVE_AWAY, Operation.MOVE_HERE}:
        return MOVED
    return RESTYLED if entry.form or entry.goes_on or entry.joins else ""


def _joins(redline: Redline) -> list[Joined]:
    found = []
    for each in redline.entries:
        clause = clause_of(redline, each) if each.other else None
        if clause and each.other and clause.id != each.other.id:
            found.append(Joined(each.joins, clause.id, each.other.id))
    return found


def _words_under(document: Document, name: str) -> Counter[str]:
    """The words under the heading of a clause."""
    number = next(number for number, clause in enumerate(document.clauses) if clause.id == name)
    first = document.clauses[number].block + 1
    others = document.clauses[number + 1 :]
    reads = document.reads[first : others[0].block if others else None]
    return Counter(token.key for read in reads for token in read.tokens)
