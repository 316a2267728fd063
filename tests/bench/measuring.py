"""Each engine over many pairs: how long it takes, whether it is exact, and how its redlines read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from known_edits.reading_segments import read_side, runs_and_islands
from known_edits.segments import Segment, joins_to

from .corpus import Pair
from .engines import Engine, run
from .spreading import spread


@dataclass
class Measured:
    """What an engine did with pairs; all counts are sums over them."""

    engine: Engine
    seconds: list[float] = field(default_factory=list)
    exact_old: int = 0
    exact_new: int = 0
    cuts: int = 0
    islands: int = 0
    words: int = 0

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def total(self) -> float:
        return sum(self.seconds)


def together(parts: Sequence[Measured]) -> Measured:
    """What one engine did with several sets of pairs."""
    whole = Measured(parts[0].engine)
    for part in parts:
        whole.seconds += part.seconds
        for name in ("exact_old", "exact_new", "cuts", "islands", "words"):
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


def measure(engines: Sequence[Engine], pairs: Sequence[Pair], what: str) -> list[Measured]:
    """All engines over the pairs, one pair after the other so that every engine meets the same state of the machine."""
    measured = [Measured(engine) for engine in engines]
    for number, pair in enumerate(pairs, 1):
        progress(f"{what}: pair {number} of {len(pairs)}")
        for one in measured:
            _add(one, pair)
    return measured


def _add(measured: Measured, pair: Pair) -> None:
    seconds, answer = run(measured.engine, pair.old, pair.new)
    segments = measured.engine.read(answer, pair.old, pair.new)
    exact = joins_to(segments, pair.old, pair.new)
    if not all(exact):
        segments = spread(segments, pair.old, pair.new)
    measured.seconds.append(seconds)
    measured.exact_old += exact[0]
    measured.exact_new += exact[1]
    for name, count in reading(segments, pair.old, pair.new).items():
        setattr(measured, name, getattr(measured, name) + count)


def reading(segments: Sequence[Segment], old: str, new: str) -> dict[str, int]:
    """How a redline reads: islands, cuts inside words, and words shown as changed."""
    sides = read_side(segments, "old", old), read_side(segments, "new", new)
    _, islands = runs_and_islands(segments, *sides)
    changed = sum(len(side.changed) for side in sides)
    return {"islands": islands, "cuts": sum(side.cuts for side in sides), "words": changed}


def progress(text: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def rows(measured: Sequence[Measured], base: Measured) -> Iterator[list[Any]]:
    """The table of what was measured; ratios against ``base`` on the same pairs."""
    for one in measured:
        ours = one.seconds
        others = base.seconds
        yield [
            one.engine.name,
            len(one.seconds),
            ratio(median(ours), median(others)),
            ratio(sum(ours), sum(others)),
            f"{one.exact_old} / {one.exact_new}",
            one.cuts,
            one.islands,
            one.words,
        ]


HEADINGS = [
    "engine",
    "pairs",
    "median ratio",
    "total ratio",
    "exact old / new",
    "cuts",
    "islands",
    "words shown",
]


def ratio(some: float, other: float) -> str:
    """One time as a part of another."""
    return f"{some / other:.3g}" if other else "-"
