"""Which clauses of a history have what is sought, and in which of its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..text.document import Document
from ..text.read_blocks import ReadBlock
from ..text.words import CELL_MARK, MARKS, NOTE_KEY
from .excerpts import Excerpt, excerpt
from .query import Term, places, stands
from .words import Normal, normal

BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Period:
    """Successive texts in which a clause has it, by the numbers of the first and the last.

    ``places`` is how often any of the terms stands in the clause of the last one, ``excerpt`` a passage of that.
    """

    first: int
    last: int
    places: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Answer:
    """A clause that has it in some text, by its id and its title; both are empty for what stands before all headings.

    ``periods`` are in order, the newest first. The title is that of the last text of the newest.
    """

    clause: str
    title: str
    periods: tuple[Period, ...]


def answers(texts: Sequence[Document], terms: Sequence[Term], current: int) -> list[Answer]:
    """The clauses in which each of the terms stands. ``current`` is the number of the text in force.

    Those that have them now come first, in the order of the text; then the others, the latest to lose them first.
    """
    sections = [_sections(text) for text in texts]
    having: dict[str, list[int]] = {}
    rank: dict[str, tuple[bool, int, int]] = {}
    for number, section in enumerate(sections):
        for at, (clause, reads) in enumerate(section.items()):
            if terms and all(any(stands(term, read.once(_words_of)[1]) for read in reads) for term in terms):
                having.setdefault(clause, []).append(number)
                rank[clause] = (number < current, -number if number < current else 0, at)
    found = []
    for clause in sorted(having, key=rank.__getitem__):
        numbers = having[clause]
        periods = [_period(first, last, sections[last][clause], terms) for first, last in _runs(numbers)]
        title = next((each.title for each in texts[numbers[-1]].clauses if each.id == clause), "")
        found.append(Answer(clause, title, tuple(reversed(periods))))
    return found


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of successive numbers."""
    first = last = -1
    for number in numbers:
        if first >= 0 and number > last + 1:
            yield first, last
            first = -1
        first, last = number if first < 0 else first, number
    yield first, last


def _period(first: int, last: int, reads: Sequence[ReadBlock], terms: Sequence[Term]) -> Period:
    blocks = [read.once(_words_of) for read in reads]
    count = sum(len({place for term in terms for place in places(term, words)}) for _, words in blocks)
    passages = (excerpt(text, words, terms) for text, words in blocks)
    return Period(first, last, count, next(filter(None, passages), ()))


def _sections(text: Document) -> Mapping[str, list[ReadBlock]]:
    """The blocks of each clause by its id, in order; what stands before all headings has the empty one."""
    ids = {clause.block: clause.id for clause in text.clauses}
    found: dict[str, list[ReadBlock]] = {}
    clause = ""
    for index, read in enumerate(text.reads):
        clause = ids.get(index, clause)
        found.setdefault(clause, []).append(read)
    return found


def _words_of(read: ReadBlock) -> tuple[str, Normal]:
    """A block as a reader sees it in one line, without the numbers of footnotes, and its words."""
    parts: list[str] = []
    for key, text, gap in zip(read.words.keys, read.words.texts, read.words.gaps, strict=True):
        if key == CELL_MARK:
            parts.append(BETWEEN_CELLS)
        elif key not in MARKS and key != NOTE_KEY:
            parts += [" " if gap else "", text]
    seen = "".join(parts).removesuffix(BETWEEN_CELLS).strip()
    return seen, normal(seen)
