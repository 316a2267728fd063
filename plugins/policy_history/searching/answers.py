"""Which clauses of a history have what is sought, and in which of its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..text.blocks import Kind
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from ..text.words import CELL_MARK, MARKS, NOTE_KEY
from .excerpts import Excerpt, excerpt
from .query import Term, places, stands
from .words import normal, spelt

_BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Section:
    """What a clause is in one text or several: its title and its blocks."""

    title: str
    reads: tuple[ReadBlock, ...]


@dataclass(slots=True)
class Presence:
    """Successive texts, by the numbers of the first and the last; ``section`` is a clause in the one that is quoted."""

    first: int
    last: int
    section: Section


@dataclass(frozen=True, slots=True)
class TextPeriod:
    """Successive texts in which a clause has what is sought, by the numbers of the first and the last.

    ``places`` is how often any of the terms stands in the clause of the text in force, so that nobody takes words to
    come for it, or else of the last; ``excerpt`` a passage of that below the heading, of the first block that has most
    of the terms; empty where only the heading has any.
    """

    first: int
    last: int
    places: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A clause that has it in some text, by its id and its title; both are empty for what stands before all headings.

    ``periods`` are in order, the newest first. The title is that of the text from which the passage of the newest is.
    """

    clause: str
    title: str
    periods: tuple[TextPeriod, ...]


class Texts:
    """The texts of a policy, the oldest first, with the ids that last; ready to be searched."""

    def __init__(self, texts: Iterable[Document]) -> None:
        self._orders: list[dict[str, int]] = []
        self._stretches: dict[str, list[Presence]] = {}
        for number, text in enumerate(texts):
            sections = _sections(text)
            self._orders.append({clause: at for at, clause in enumerate(sections)})
            for clause, section in sections.items():
                stretches = self._stretches.setdefault(clause, [])
                if stretches and stretches[-1].last == number - 1 and stretches[-1].section == section:
                    stretches[-1].last = number
                else:
                    stretches.append(Presence(number, number, section))

    def answers(self, terms: Sequence[Term], current: int) -> list[SearchAnswer]:
        """The clauses in which each of the terms stands. ``current`` is the number of the text in force.

        Those that have them now come first, in the order of the text; then the others, the latest to lose them first.
        """
        stretches = self._stretches.items() if terms else ()
        having = {clause: list(_having(each, terms, current)) for clause, each in stretches}

        def rank(clause: str) -> tuple[bool, int, int]:
            last = having[clause][-1].last
            is_gone = last < current
            return is_gone, -last if is_gone else 0, self._orders[last][clause]

        found = sorted(filter(having.get, having), key=rank)
        return [_answer(clause, having[clause], terms) for clause in found]


def _having(stretches: Iterable[Presence], terms: Sequence[Term], current: int) -> Iterator[Presence]:
    """The stretches in which each of the terms stands; those that follow each other are one."""
    open_one: Presence | None = None
    for each in stretches:
        if all(any(stands(term, read.once(_spelt)) for read in each.section.reads) for term in terms):
            if open_one and each.first == open_one.last + 1:
                is_quoted = open_one.last < current
                open_one = Presence(open_one.first, each.last, each.section if is_quoted else open_one.section)
                continue
            if open_one:
                yield open_one
            open_one = each
    if open_one:
        yield open_one


def _answer(clause: str, stretches: Sequence[Presence], terms: Sequence[Term]) -> SearchAnswer:
    periods = [_period(stretch, terms) for stretch in reversed(stretches)]
    return SearchAnswer(clause, stretches[-1].section.title, tuple(periods))


def _period(stretch: Presence, terms: Sequence[Term]) -> TextPeriod:
    reads = stretch.section.reads
    blocks = [(read.once(_seen), normal(read.once(_seen))) for read in reads]
    count = sum(len({place for term in terms for place in places(term, words)}) for _, words in blocks)
    # The title is told besides.
    below = blocks[1:] if reads[0].block.kind is Kind.HEADING else blocks
    most = max(below, key=lambda block: sum(stands(term, block[1].text) for term in terms), default=None)
    return TextPeriod(stretch.first, stretch.last, count, excerpt(*most, terms) if most else ())


def _sections(text: Document) -> Mapping[str, Section]:
    """Each clause by its id, in order; what stands before all headings has the empty one."""
    names = {-1: ("", ""), **{number: (clause.id, clause.title) for number, clause in enumerate(text.clauses)}}
    found = text.reads_of_clauses.items()
    return {names[number][0]: Section(names[number][1], tuple(reads)) for number, reads in found}


def _spelt(read: ReadBlock) -> str:
    return spelt(read.once(_seen))


def _seen(read: ReadBlock) -> str:
    """A block as a reader sees it in one line, without the numbers of footnotes."""
    parts: list[str] = []
    for key, text, gap in zip(read.words.keys, read.words.texts, read.words.gaps, strict=True):
        if key == CELL_MARK:
            parts.append(_BETWEEN_CELLS)
        elif key not in MARKS and key != NOTE_KEY:
            parts += [" " if gap else "", text]
    return "".join(parts).removesuffix(_BETWEEN_CELLS).strip()
