"""What a revision did, as the pages that tell of a whole history say it: all that they need of its text and redline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ..redline.clause_html import clause_of, clause_redline_html, clause_text_html
from ..redline.destinations import destinations
from ..redline.model import Entry as RedlineEntry
from ..redline.model import Operation, Redline
from ..redline.summary import summary_of
from ..text.document import Clause, Document
from ..text.read_blocks import ReadBlock
from .comparison import Comparison, article_of

CHANGED, PASSED = "wording changed", "passages came or went"
MOVED, RESTYLED = "moved", "layout or links changed"


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
    """A clause that a revision brought or took.

    ``words`` are those under its heading with their numbers, ``title`` those of the heading, both without labels. Of
    one that left, ``html`` is its text, and ``is_struck`` says that the redline shows its heading as gone.
    """

    words: Mapping[str, int]
    title: str
    html: str = ""
    is_struck: bool = False


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
    news, olds = _clauses(document), _clauses(before)
    present, past = news.keys(), olds.keys()
    struck = _struck(redline) if past - present else ()
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
        {name: Passed(*_words_of(news[name])) for name in sorted(present - past)},
        {
            name: Passed(*_words_of(olds[name]), str(clause_text_html(before, name)), name in struck)
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
    order = (CHANGED, PASSED, MOVED, RESTYLED)
    touched = dict.fromkeys(_with_other_words(redline), PASSED)
    for entry in redline.entries:
        what, clause = _what_happened(entry), clause_of(redline, entry)
        if what and clause:
            touched[clause.id] = min(touched.get(clause.id, what), what, key=order.index)
    return touched


def _with_other_words(redline: Redline) -> Iterator[str]:
    """The clauses of both texts under which not the same words stand, whatever became of them."""
    olds, news = _clauses(redline.old), _clauses(redline.new)
    for name, reads in news.items():
        before = olds.get(name, reads)
        if before != reads and _words_of(before)[0] != _words_of(reads)[0]:
            yield name


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


def _struck(redline: Redline) -> set[str]:
    """The clauses whose headings stand in the old text alone."""
    old = redline.old
    gone = (entry.old for entry in redline.entries if entry.new is None and entry.old is not None)
    return {clause.id for block in gone if (clause := old.clause_of(block)) and clause.block == block}


def _clauses(document: Document) -> Mapping[str, Sequence[ReadBlock]]:
    """The blocks of each clause, its heading first."""
    return {clause.id: document.reads_of_clauses[number] for number, clause in enumerate(document.clauses)}


def _words_of(reads: Sequence[ReadBlock]) -> tuple[Counter[str], str]:
    """The words under a heading with their numbers, and those of the heading, without labels."""
    heading, *under = (read.once(_words) for read in reads)
    return Counter(word for words in under for word in words), " ".join(heading)


def _words(read: ReadBlock) -> list[str]:
    return [token.key for token in read.tokens if not token.is_label]
