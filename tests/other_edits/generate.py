"""Cases from real texts: many edits in a pair, or one kind alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from . import edits, single, structure
from .made import Case, Draft, begin, finish
from .pieces import Text, read

Edit = Callable[[Draft, Text, Random], bool]

TUNING_SEED = 101
SCORING_SEEDS = (211, 223)
"""Whoever changes the engine looks at pairs of the tuning seed only."""

MIXED: tuple[Edit, ...] = (
    edits.paragraph_in, edits.paragraph_out, edits.sentence_in, edits.sentence_out, edits.sentence_cut, edits.sentence_split,
    edits.words_replaced, edits.words_replaced, edits.sections_swapped,
    structure.item_in, structure.item_out, structure.item_moved, structure.row_in, structure.row_out, structure.cell_edited,
)  # fmt: skip
ALONE: dict[str, Edit] = {
    "move item": structure.item_moved,
    "move paragraph": single.paragraph_moved,
    "column out": structure.column_out,
    "column in": structure.column_in,
    "row in before an edited row": single.row_in_before_edited,
    "renumber": single.renumbered,
}


def usable(policies: dict[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The policies whose sentences end in full stops and whose words stand apart: those in Latin letters."""
    return {
        name: texts
        for name, texts in policies.items()
        if 2 * sum(letter.isascii() for letter in texts[-1]) > 1.8 * len(texts[-1])
    }


def mixed(policies: dict[str, Sequence[str]], seed: int, each: int = 22) -> Iterator[Case]:
    """``each`` pairs of each policy, with one to eight edits; texts of other policies come from their last revisions."""
    for name, texts in policies.items():
        others = [read(other[-1]) for key, other in policies.items() if key != name]
        for count in range(each):
            rng = Random(f"{seed} {name} {count}")
            draft = begin(read(rng.choice(texts)))
            for edit in rng.choices(MIXED, k=rng.randint(1, 8)):
                if edit(draft, rng.choice(others), rng):
                    draft.kinds.append(edit.__name__)
            if draft.kinds:
                yield finish(f"{name} {count}", draft)


def alone(policies: dict[str, Sequence[str]], kind: str, seed: int, each: int = 10) -> Iterator[Case]:
    """Up to ``each`` pairs of each policy in which only this one edit was made."""
    for name, texts in policies.items():
        others = [read(other[-1]) for key, other in policies.items() if key != name]
        for count in range(each):
            rng = Random(f"{seed} {kind} {name} {count}")
            draft = begin(read(rng.choice(texts)))
            if ALONE[kind](draft, rng.choice(others), rng):
                draft.kinds.append(kind)
                yield finish(f"{name} {count}", draft)
