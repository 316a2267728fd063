"""The edits of the second generator, which shares nothing with the first or with the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from other_edits.generate import ALONE, SCORING_SEEDS, alone, mixed, usable
from other_edits.made import Case
from other_edits.scoring import Score, score

from .corpus import Corpus
from .engines import OURS
from .measuring import progress

HEADINGS = ["edits", "F1", "perfect pairs", "moves found"]


def rows(corpus: Corpus, each: int, alone_each: int) -> Iterator[tuple[str, Score]]:
    """Many edits in a pair by seed, then one edit at a time."""
    policies = usable(
        {name: [row["text"] for row in revisions] for name, revisions in sorted(corpus.documents.items())}
    )
    for seed in SCORING_SEEDS:
        yield f"mixed, seed {seed}", total(mixed(policies, seed, each))
    for kind in ALONE:
        yield kind, total(alone(policies, kind, SCORING_SEEDS[0], alone_each))


def total(cases: Iterable[Case]) -> Score:
    """The sum over the cases."""
    found = Score()
    for case in cases:
        progress(f"second generator: {case.name}, {', '.join(case.kinds)}")
        found.add(score(case, segments_of(*case.texts)))
    return found


def segments_of(old: str, new: str) -> list[tuple[str, str, str, str | None, int | None]]:
    """Our redline as ``scripts/score redline`` prints it."""
    return [(s.operation, s.old, s.new, s.kind and str(s.kind), s.move or None) for s in OURS.compare(old, new)]


def row(name: str, found: Score) -> list[Any]:
    """A row of the table."""
    moves = f"{found.moves_found} of {found.moves_made}" if found.moves_made else "-"
    return [name, f"{found.f1:.4f}", f"{found.perfect} of {found.pairs}", moves]
