"""The known edits: how true our redlines and those of others are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from known_edits import EDITS, KnownEdit, Library, NoClearEdit, Score, generate, pairs, score
from known_edits.segments import joins_to

from .engines import OURS, Engine
from .measuring import progress
from .quiet import classes_of
from .spreading import spread

HEADINGS = ["engine", "F1", "F1, moved words left out", "perfect pairs", "cuts", "islands"]


def edits(library: Library, seed: int, count: int, lenient: bool) -> list[KnownEdit]:
    """The known edits of a seed."""
    found = []
    for known in pairs(seed, count, library, lenient):
        progress(f"known edits, seed {seed}: making pair {len(found) + 1} of {count}")
        found.append(known)
    return found


def scores(engines: Sequence[Engine], known: Sequence[KnownEdit]) -> list[Score]:
    """Every engine held against the truth."""
    totals = [Score()] * len(engines)
    for number, each in enumerate(known, 1):
        progress(f"known edits: comparing pair {number} of {len(known)}")
        totals = [total + _score(engine, each) for total, engine in zip(totals, engines, strict=True)]
    return totals


def row(engine: Engine, total: Score) -> list[Any]:
    """An engine's row of the table."""
    return [
        engine.name,
        f"{total.f1:.4f}",
        f"{total.f1_without_moved:.4f}",
        f"{total.perfect} of {total.pairs}",
        total.cuts,
        total.islands,
    ]


def _score(engine: Engine, known: KnownEdit) -> Score:
    answer = engine.compare(known.old, known.new)
    segments = engine.read(answer, known.old, known.new)
    if not all(joins_to(segments, known.old, known.new)):
        segments = spread(segments, known.old, known.new)
    return score(known, segments, classes_of(answer) if engine is OURS else None)


def kind_rows(library: Library, seed: int, count: int) -> Iterator[tuple[str, bool]]:
    """Each kind of edit, and whether ours tells all texts with one such edit each without a fault."""
    for kind in EDITS:
        progress(f"known edits one at a time: {kind}")
        total = sum((_score(OURS, known) for known in _of_kind(library, seed, kind, count)), Score())
        yield kind, total.perfect == total.pairs and not total.class_faults


def _of_kind(library: Library, seed: int, kind: str, count: int) -> Iterator[KnownEdit]:
    found = 0
    for number in range(100 * count):
        random = Random(f"{kind} {seed}/{number}")
        name, text = library.draw(random)
        try:
            yield generate(text, library.pool(name), random.random(), 1, only=kind)
        except NoClearEdit:
            continue
        found += 1
        if found == count:
            return
