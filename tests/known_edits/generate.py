"""Several edits of one text, chosen by a seed, with the truth about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from random import Random

from .block_edits import (
    edit_cell,
    edit_heading,
    edit_item,
    edit_paragraph,
    edit_row,
    merge_paragraphs,
    split_paragraph,
)
from .draft import Draft, read_draft
from .moves import move_item, move_paragraph, move_row, move_section, move_sentence
from .pool import Pool
from .sources import Library
from .truth import Judge, KnownEdit, classes_of, known_edit
from .word_edits import edit_link, edit_phrase, edit_sentence, edit_word

Edit = Callable[[Draft, Pool, Random], bool]

# How often each edit is tried. Not every text has a table or a list, so those come less often than they are
# tried.
EDITS: dict[str, tuple[Edit, int]] = {
    "word": (edit_word, 8),
    "phrase": (edit_phrase, 7),
    "sentence": (edit_sentence, 9),
    "paragraph": (edit_paragraph, 5),
    "heading": (edit_heading, 3),
    "link": (edit_link, 3),
    "row": (edit_row, 3),
    "cell": (edit_cell, 3),
    "item": (edit_item, 4),
    "split": (split_paragraph, 2),
    "merge": (merge_paragraphs, 2),
    "move paragraph": (move_paragraph, 3),
    "move item": (move_item, 2),
    "move row": (move_row, 1),
    "move section": (move_section, 2),
    "move sentence": (move_sentence, 1),
}


class NoClearEdit(Exception):
    """A text in which the wanted edits found no place."""


@lru_cache(maxsize=64)
def _read(text: str) -> Draft:
    return read_draft(text)


def generate(
    text: str,
    pool: Pool,
    seed: str | float,
    count: int | None = None,
    lenient: bool = False,
    only: str | None = None,
) -> KnownEdit:
    """One text edited: 4 to 12 edits, or ``count``, with wording out of ``pool``; of one kind, where ``only``
    names one of EDITS.

    Edits that could be told in two ways are not made, unless ``lenient``; then no redline can be right
    throughout. The same text, pool and seed give the same edit. Raises NoClearEdit where the text has no room
    for so many.
    """
    random = Random(str(seed))
    before = _read(text).copy()
    wanted = random.randint(4, 12) if count is None else count
    after, edits = edit_draft(before, pool, random, wanted, lenient, only)
    known = known_edit(before, after, edits)
    return replace(known, classes=classes_of(known))


def edit_draft(
    before: Draft,
    pool: Pool,
    random: Random,
    wanted: int,
    lenient: bool = False,
    only: str | None = None,
) -> tuple[Draft, list[str]]:
    """The draft after so many edits, each of which leaves the truth clear, and their names."""
    judge = Judge(before, lenient)
    after = before.copy()
    edits: list[str] = []
    names = [only] if only else list(EDITS)
    weights = [EDITS[name][1] for name in names]
    for _ in range(wanted * 30):
        if len(edits) == wanted:
            if judge.reads_right(after):
                return after, edits
            break
        name = random.choices(names, weights)[0]
        tried = after.copy()
        tried.touched = set(after.touched)
        if EDITS[name][0](tried, pool, random) and judge.is_clear(tried):
            after = tried
            edits.append(name)
    raise NoClearEdit(f"only {len(edits)} of {wanted} edits found a place: {', '.join(edits)}")


def pairs(seed: int, count: int, library: Library, lenient: bool = False) -> Iterator[KnownEdit]:
    """That many edited texts of a library. Every twelfth spans a few revisions, one of which takes others
    back.
    """
    for number in range(count):
        yield _pair(Random(f"{seed}/{number}"), library, number % 12 == 11, lenient)


def _pair(random: Random, library: Library, is_history: bool, lenient: bool) -> KnownEdit:
    from .history import generate_history

    for _ in range(100):
        name, text = library.draw(random)
        pool, seed = library.pool(name), str(random.random())
        try:
            if is_history:
                return generate_history(text, pool, seed, revisions=6).between(1, 6)
            return generate(text, pool, seed, lenient=lenient)
        except NoClearEdit:
            continue
    raise NoClearEdit("no text of the library has room for edits")
