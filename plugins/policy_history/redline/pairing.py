"""Blocks of two texts that are each other's best partners."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from ..text.characters import LINE_BREAK
from ..text.read_blocks import ReadBlock
from ..text.words import BLOCK_MARK, MARKS, ROW_MARK
from .alignment import Alignment
from .capital_passages import in_capitals, spellings
from .matching import Matcher
from .sides import ReadWords
from .terms import Terms
from .votes import LEAST, triples_of, votes_of

MOVED = 0.5
"""How alike two blocks must be to be called one that moved (the research's threshold, at which no move was false)."""


BRACKETS = (("(", ")"), ("[", "]"))
"""Pairs of which one half is not struck where the other one stays (``tidy.py``)."""


class Numbers:
    """The words of both sides as numbers, and what keeping each is worth; labels are worth nothing."""

    def __init__(self, olds: ReadWords, news: ReadWords) -> None:
        old, new = olds.words, news.words
        codes: dict[str, int] = defaultdict(count().__next__)
        self.old = list(map(codes.__getitem__, old.keys))
        self.new = list(map(codes.__getitem__, new.keys))
        # Most words are long: those need no further look.
        self.weights = [1.0 if len(key) > 4 else worth(key) for key in codes]
        self.capitals = in_capitals(olds), in_capitals(news)
        sides = (old, self.old, self.capitals[0]), (new, self.new, self.capitals[1])
        spelled = spellings([(words, places) for words, _, places in sides]) if any(self.capitals) else {}
        for words, numbers, places in sides if spelled else ():
            for at in places:
                numbers[at] = codes[spelled.get(words.keys[at], words.keys[at])]
        # A label is like no other word, so that it holds no two blocks together.
        for words, numbers in ((old, self.old), (new, self.new)):
            for at in sorted(words.labels):
                numbers[at] = len(self.weights)
                self.weights.append(0.0)
        self.ends = frozenset(codes[mark] for mark in (BLOCK_MARK, ROW_MARK) if mark in codes)
        pairs = ((codes.get(left), codes.get(right)) for left, right in BRACKETS)
        self.brackets = {right: left for left, right in pairs if left is not None and right is not None}
        lines = _line_starts(olds), _line_starts(news)
        self.matcher = Matcher(self.old, self.new, self.weights, self.ends, self.brackets, lines)


def _line_starts(reading: ReadWords) -> set[int]:
    return {start + at for start, places in reading.once(_lines) for at in places}


def _lines(read: ReadBlock) -> list[int]:
    """The places of the words that begin a line behind one that a page ends: of an address, of a signature."""
    may_break = "  \n" in read.block.source or "<" in read.block.source
    return [at for at, gap in enumerate(read.words.gaps) if LINE_BREAK in gap] if may_break else []


# Short words that decide what a sentence permits weigh like long ones.
_DECISIVE = frozenset(["no", "not", "nor", "may", "any", "all", "can", "un", "ne", "pas", "non", "nie", "kein"])


def worth(key: str) -> float:
    """What keeping a word is worth, in words."""
    if key in MARKS:
        return 0.3
    size = sum(map(_letters_in, key))
    if size > 4 or any(map(str.isdecimal, key)):
        return 1.0
    if size > 3 or key in _DECISIVE:
        return 0.9
    if not key[0].isalnum():
        return 0.25
    return 0.5


def _letters_in(sign: str) -> int:
    """How many letters a sign stands for: a syllable of Hangul for two or three."""
    return (3 if (ord(sign) - 0xAC00) % 28 else 2) if "\uac00" <= sign <= "\ud7a3" else 1


@dataclass(frozen=True, slots=True)
class BlockPair:
    """Two blocks that are the same text or nearly: stretches of words, and how alike they are (0 to 1).

    Two rows of tables that are partners have in ``cells`` the cells that are: where the old one's words begin and end,
    and the new one's; ``moved_cells`` are those of columns that moved.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    likeness: float
    weight: float
    is_row: bool = False
    cells: tuple[tuple[int, int, int, int], ...] = ()
    moved_cells: tuple[tuple[int, int, int, int], ...] = ()


def pair_blocks(alignment: Alignment, numbers: Numbers, rows: Sequence[BlockPair]) -> list[BlockPair]:
    """The blocks of the gaps that are each other's best partners, in the order of the old text.

    ``rows`` are those of tables that are partners, which are settled.
    """
    olds, news = alignment.old.spans(), alignment.new.spans()
    if len(olds) < 2 and len(news) < 2 and len(alignment.gaps) < 2:
        return list(rows)
    pairs = list(rows)
    grams = [numbers.matcher.grams(width) for width in (2, 3)]
    are_linked = alignment.old.has_links() or alignment.new.has_links()
    cores = [reading.cores(are_linked=are_linked) for reading in (alignment.old, alignment.new)]
    sides = ((cores[0], numbers.old), (cores[1], numbers.new))
    votes = votes_of(*(triples_of(*side, grams[0][at], grams[1][at]) for at, side in enumerate(sides)))
    terms = Terms(alignment)
    votes = _of_their_terms(_unsettled(votes, alignment, rows), alignment, terms)
    partners = _in_their_gaps(_partners(votes), votes, alignment)
    for a, b, likeness in [*partners, *_with_other_meanings(partners, alignment, terms)]:
        weight = sum(map(numbers.weights.__getitem__, numbers.old[slice(*olds[a])]))
        is_row = alignment.old.words.keys[olds[a][1] - 1] == ROW_MARK == alignment.new.words.keys[news[b][1] - 1]
        pairs.append(BlockPair(olds[a], news[b], likeness, weight, is_row))
    return sorted(pairs, key=lambda pair: pair.old)


def _unsettled(
    votes: dict[tuple[int, int], float], alignment: Alignment, settled: Sequence[BlockPair]
) -> dict[tuple[int, int], float]:
    """The votes for pairs that are not settled: rows that found no partner in their table may be in another one now.

    So may those of a table that went into another one, and what came out of one as a table of its own.
    """
    if not alignment.columns:
        return votes
    olds, news = alignment.old.spans(), alignment.new.spans()
    taken = {pair.old for pair in settled}, {pair.new for pair in settled}
    rows = [
        [reading.words.keys[end - 1] == ROW_MARK for _, end in spans]
        for reading, spans in ((alignment.old, olds), (alignment.new, news))
    ]
    tables = [
        [columns_of.get(reading.words.blocks[start], -1) for start, _ in spans]
        for columns_of, reading, spans in zip(
            alignment.columns_of, (alignment.old, alignment.new), (olds, news), strict=True
        )
    ]
    return {
        (a, b): score
        for (a, b), score in votes.items()
        if olds[a] not in taken[0]
        and news[b] not in taken[1]
        and ((rows[0][a] and rows[1][b]) or (tables[0][a] < 0) is (tables[1][b] < 0))
        and (tables[0][a] < 0 or tables[0][a] != tables[1][b])
    }


def _of_their_terms(
    votes: dict[tuple[int, int], float], alignment: Alignment, terms: Terms
) -> dict[tuple[int, int], float]:
    """The votes without those for definitions of two terms that both texts define."""
    if not terms.both:
        return votes
    olds, news = _block_numbers(alignment)
    return {(a, b): score for (a, b), score in votes.items() if not terms.are_others(olds[a], news[b])}


def _block_numbers(alignment: Alignment) -> list[list[int]]:
    return [[reading.words.blocks[at] for at, _ in reading.spans()] for reading in (alignment.old, alignment.new)]


def _with_other_meanings(partners: Sequence[Partners], alignment: Alignment, terms: Terms) -> list[Partners]:
    """Blocks without partners that begin with the same term, of which the meaning is another one."""
    if not terms.same:
        return []
    places = [{number: at for at, number in enumerate(numbers)} for numbers in _block_numbers(alignment)]
    taken = {a for a, _, _ in partners}, {b for _, b, _ in partners}
    pairs = [(places[0][old], places[1][new]) for old, new in terms.same]
    return [(a, b, SAME_TERM) for a, b in pairs if a not in taken[0] and b not in taken[1]]


SAME_TERM = 0.25
"""How alike two blocks are of which the term alone is the same: less than any others that are partners."""

_PARTNERS = LEAST, MOVED


Partners = tuple[int, int, float]
"""Two blocks, by their places among the old ones and the new ones, and how alike they are."""


def _partners(votes: dict[tuple[int, int], float]) -> list[Partners]:
    """Blocks that are each other's best partners, and then those of the rest that are.

    A row of a table is often more like another one than like itself with a word changed; but that one has its partner.
    """
    found: list[Partners] = []
    olds: set[int] = set()
    news: set[int] = set()
    left = votes
    for least in _PARTNERS:
        left = {(a, b): score for (a, b), score in left.items() if score >= least and a not in olds and b not in news}
        best_old = _best(left)
        best_new = _best({(b, a): score for (a, b), score in left.items()})
        pairs = [(a, b, score) for a, (b, score) in best_old.items() if best_new[b][0] == a]
        olds.update(a for a, _, _ in pairs)
        news.update(b for _, b, _ in pairs)
        found += pairs
    return _uncrossed(sorted(found), votes)


# So much likeness two pairs may lose together when they change partners, so that they keep their order.
_LOST = 0.3


def _uncrossed(pairs: Sequence[Partners], votes: Mapping[tuple[int, int], float]) -> list[Partners]:
    """The pairs, those that cross with partners changed where these are as good: text that stands in several places.

    Such text has not changed places with itself.
    """
    partner = {a: b for a, b, _ in pairs}
    owner = {b: a for a, b, _ in pairs}
    for (a, b), score in sorted(vote for vote in votes.items() if vote[1] >= MOVED):
        mine, other = partner.get(a, b), owner.get(b, a)
        if mine == b or other == a or (a < other) == (mine < b):
            continue
        theirs = votes.get((other, mine), 0.0)
        if theirs >= MOVED and score + theirs >= votes[a, mine] + votes[other, b] - _LOST:
            partner[a], partner[other] = b, mine
            owner[b], owner[mine] = a, other
    return [(a, b, votes[a, b]) for a, b in partner.items()]


def _in_their_gaps(
    pairs: Sequence[Partners], votes: Mapping[tuple[int, int], float], alignment: Alignment
) -> Sequence[Partners]:
    """The pairs, those between two gaps for one within where a free block of the same kind is as much like.

    Text that stands in several places has not moved where it may have stayed.
    """
    if len(alignment.gaps) < 2:
        return pairs
    begins = [gap.old[0] for gap in alignment.gaps], [gap.new[0] for gap in alignment.gaps]
    starts = [start for start, _ in alignment.old.spans()], [start for start, _ in alignment.new.spans()]
    olds, news = ([bisect_right(places, start) for start in mine] for places, mine in zip(begins, starts, strict=True))
    if all(olds[a] == news[b] for a, b, _ in pairs):
        return pairs
    partner = {a: b for a, b, _ in pairs}
    owner = {b: a for a, b, _ in pairs}
    for (a, b), score in sorted(votes.items()):
        mine, other = partner.get(a, -1), owner.get(b, -1)
        if olds[a] != news[b] or (mine < 0) is (other < 0):
            continue
        if alignment.old.kind_at(starts[0][a]) is not alignment.new.kind_at(starts[1][b]):
            continue
        if mine < 0 and olds[other] != news[b] and score >= votes[other, b]:
            del partner[other]
        elif other < 0 and news[mine] != olds[a] and score >= votes[a, mine]:
            del owner[mine]
        else:
            continue
        partner[a], owner[b] = b, a
    return [(a, b, votes[a, b]) for a, b in partner.items()]


def _best(votes: dict[tuple[int, int], float]) -> dict[int, tuple[int, float]]:
    """For each first block the second one it is most like; of equals the first."""
    best: dict[int, tuple[int, float]] = {}
    for (one, other), score in votes.items():
        if one not in best or score > best[one][1] or (score == best[one][1] and other < best[one][0]):
            best[one] = (other, score)
    return best
