"""Which clause of a text is which clause of the one before: ids that survive renaming and moving.

A clause keeps its id as long as it can be recognised, by what stands under it or by its heading. One that was gone has
it again when it is back word for word; back with other words it is another clause, which may be named its successor. An
id written in the source (``{#id}``) always holds. An id that a clause ever had is never given to another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from ..text.blocks import Kind
from ..text.document import Clause, Document, read_document, unreserved, unused
from ..text.keeping import kept
from ..text.read_blocks import ReadBlock
from ..text.words import MARKS
from .align import align
from .alignment import Alignment
from .sides import Side, is_label

# How much of the lighter of two clauses must have been kept for them to be one clause, when their headings differ.
_RECOGNISED = 0.5


def aligned(old: str, new: str) -> Alignment:
    """The alignment of two texts read as wholes."""
    return align(Side(read_document(old)), Side(read_document(new)))


@kept
def alignment_of(old: str, new: str) -> Alignment:
    """The same, made once: for neighbours in a history, about which much is asked."""
    return aligned(old, new)


class LastingIds:
    """The ids of the clauses of a policy through its history, which grows at its end."""

    def __init__(
        self, last: Document | None = None, used: Iterable[str] = (), left: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.last = last
        """The document added last."""
        self.used = set(used)
        """Every id that a clause ever had."""
        self.left = {wording: list(ids) for wording, ids in (left or {}).items()}
        """The ids of clauses that went, by the hash of their wording."""

    def following(self, text: str) -> Document:
        """The document of the text that follows the last one, with its ids. Nothing is remembered of it."""
        document = read_document(text)
        return document.named(self._ids(document)) if self.last else document

    def add(self, document: Document) -> None:
        """Remember a document that ``following`` gave."""
        stays = {clause.id for clause in document.clauses}
        before = self.last.clauses if self.last else ()
        for number, clause in enumerate(before):
            if clause.id not in stays and self.last:
                self.left.setdefault(_hash_of(self.last, number), []).append(clause.id)
        self.used |= stays
        self.last = document

    def _ids(self, new: Document) -> list[str]:
        old = self.last or new
        ids = [self._explicit(new, clause) for clause in new.clauses]
        taken = set(ids) - {""}
        by_words, by_title = _predecessors(old.source, new.source)

        def give(number: int, candidates: Sequence[str]) -> None:
            ids[number] = ids[number] or next((each for each in candidates if each not in taken), "")
            taken.add(ids[number])

        for number, before in by_words.items():
            give(number, [old.clauses[before].id])
        for number, name in enumerate(ids) if self.left else ():
            give(number, () if name else self.left.get(_hash_of(new, number), ()))
        for number, before in by_title.items():
            give(number, [old.clauses[before].id])
        unusable = self.used | taken
        numbers: Counter[str] = Counter()
        return [name or unused(clause.id, unusable, numbers) for name, clause in zip(ids, new.clauses, strict=True)]

    @staticmethod
    def _explicit(new: Document, clause: Clause) -> str:
        """The id that the source gives a clause; none where an earlier clause of the text has it."""
        given = new.blocks[clause.block].explicit_id
        return clause.id if given and clause.id == unreserved(given) else ""


def with_permanent_ids(texts: Sequence[str]) -> list[Document]:
    """The documents of successive texts, oldest first, with clause ids that last from one to the next."""
    ids = LastingIds()
    documents = []
    for text in texts:
        documents.append(ids.following(text))
        ids.add(documents[-1])
    return documents


def wording_of(document: Document, number: int) -> str:
    """The words of a clause by its number, labels apart: what it is recognised by when it comes back."""
    return "\n".join(read.once(_wording) for read in document.reads_of_clauses[number])


def _wording(read: ReadBlock) -> str:
    return " ".join(token.key for token in read.tokens if not token.is_label)


def _title(read: ReadBlock) -> str:
    return read.once(_wording) or read.title


def _hash_of(document: Document, number: int) -> str:
    return sha256(wording_of(document, number).encode("utf-8", "surrogatepass")).hexdigest()


def predecessors(old: Document, new: Document) -> dict[int, int]:
    """For each clause of the new text, by its number, the clause of the old one that it is, where there is one.

    Of several that a clause may be, the one that gave most words; of several that it may have become, the one that has
    most. A heading decides where no clause has most of the words, or where the one that has them stands or stood under
    it, or keeps a heading of its own as the one does that gave them; one over other words, while its own stand
    elsewhere, is that of another clause. The only heading of the first level names the text, whatever its words.
    """
    by_words, by_title = _predecessors(old.source, new.source)
    return {**by_words, **by_title}


@kept
def _predecessors(old_text: str, new_text: str) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Those that their words tell, or their title at its place; and those of the rest that their title alone does."""
    old, new = read_document(old_text), read_document(new_text)
    words, headings = _kept_words(old, new)
    olds, news = _sizes(old), _sizes(new)
    parts = [_part(sizes) for sizes in olds], [_part(sizes) for sizes in news]
    same = {
        pair for pair, count in headings.items() if count >= min(_part(olds[pair[0]][:1]), _part(news[pair[1]][:1]))
    }
    titled = dict(sorted(same))
    went = {a: b for (a, b), count in words.items() if count - headings[a, b] >= parts[0][a]}
    went.update({a: titled[a] for a, b in went.items() if a in titled and _is_under(new, b, titled[a])})
    tops = {b: a for a, b in titled.items()}
    went = {a: b for a, b in went.items() if not (b in tops and _is_under(old, a, tops[b]))}
    found: dict[int, int] = {}
    claimed: set[int] = set()

    def has_most(a: int, b: int, count: int) -> bool:
        has_own = a in titled and tops.get(b, a) != a and went.get(tops[b], b) == b
        return went.get(a) == b and count - headings[a, b] >= parts[1][b] and not has_own

    def is_titled(a: int, b: int, _count: int) -> bool:
        return (a, b) in same and went.get(a, b) == b

    def has_half_of_the_lighter(a: int, b: int, count: int) -> bool:
        return count >= min(parts[0][a], parts[1][b])

    pairs = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    for claims in (has_most, is_titled, has_half_of_the_lighter):
        for (a, b), count in pairs:
            if b not in found and a not in claimed and claims(a, b, count):
                found[b] = a
                claimed.add(a)
    left = [number for number in range(len(olds)) if number not in claimed and number not in went]
    come = [number for number in range(len(news)) if number not in found]
    return found, dict(_of_one_title((old, left), (new, come)))


def _of_one_title(*sides: tuple[Document, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """New clauses with the old ones of their title, where each text has one, and the only headings of the first level.

    Each side has a text and those of its clauses whose words say nothing: none stand under them, or none stayed.
    """
    named: list[dict[str, list[int]]] = [{}, {}]
    for titles, (document, numbers) in zip(named, sides, strict=True):
        tops = [number for number, clause in enumerate(document.clauses) if clause.level == 1]
        for number in numbers:
            title = document.reads[document.clauses[number].block].once(_title)
            titles.setdefault("" if tops == [number] else title, []).append(number)
    for title, olds in named[0].items():
        news = named[1].get(title, ())
        if len(olds) == len(news) == 1:
            yield news[0], olds[0]


def _is_under(document: Document, number: int, top: int) -> bool:
    """Whether a clause stands under the heading of another one that is higher."""
    between = document.clauses[top + 1 : number + 1]
    return number > top and all(clause.level > document.clauses[top].level for clause in between)


def _part(sizes: tuple[int, ...]) -> float:
    """So many of the words are enough to recognise a clause, or its heading."""
    return max(1, _RECOGNISED * sum(sizes))


def _kept_words(old: Document, new: Document) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """How many words each clause of the old text gave to each of the new one: in all, and heading to heading."""
    alignment = alignment_of(old.source, new.source)
    olds, news = old.clause_numbers, new.clause_numbers
    kept: Counter[tuple[int, int]] = Counter()
    headings: Counter[tuple[int, int]] = Counter()

    def count(a: int, b: int, words: int) -> None:
        pair = olds[a], news[b]
        if min(pair) >= 0:
            kept[pair] += words
            if old.blocks[a].kind is new.blocks[b].kind is Kind.HEADING:
                headings[pair] += words

    for run in alignment.anchors:
        for step in range(run.length):
            count(run.old + step, run.new + step, _size(new, run.new + step))
    words, others = alignment.old.words, alignment.new.words
    for at, partner in enumerate(alignment.old_partner):
        if partner >= 0 and words.keys[at] not in MARKS:
            pair = words.blocks[at], others.blocks[partner]
            if at not in words.labels or old.reads[pair[0]].once(is_label) or new.reads[pair[1]].once(is_label):
                count(*pair, 1)
    return kept, headings


def _size(document: Document, index: int) -> int:
    """How many words a block has, its label apart, unless it is that alone: "Annex II"."""
    return document.reads[index].once(_word_count)


def _word_count(read: ReadBlock) -> int:
    return sum(not token.is_label for token in read.tokens) or len(read.tokens)


def _sizes(document: Document) -> list[tuple[int, int]]:
    """For each clause the words of its heading and those under it."""
    sizes = [[0, 0] for _ in document.clauses]
    for index, number in enumerate(document.clause_numbers):
        if number >= 0:
            sizes[number][document.blocks[index].kind is not Kind.HEADING] += _size(document, index)
    return [(heading, body) for heading, body in sizes]
