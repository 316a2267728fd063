"""The engines that are measured: ours through the function behind ``scripts/score redline``, and others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any

from known_edits import Segment
from policy_history.redline.segments import segments
from policy_history.text.document import read_document
from policy_history.text.keeping import begin_round


@dataclass(frozen=True)
class Engine:
    """Something that compares two texts.

    ``compare`` is what is timed; ``read`` turns its answer into segments, untimed. ``seconds`` finds in the answer the
    seconds that the engine itself took, where another process did the work. ``is_repeated`` tells whether the best of
    three runs counts.
    """

    name: str
    compare: Callable[[str, str], Any]
    read: Callable[[Any, str, str], list[Segment]]
    seconds: Callable[[Any], float] | None = None
    is_repeated: bool = True


@dataclass(frozen=True)
class Missing:
    """An engine that is not installed here, and what installs it."""

    name: str
    remedy: str


_REPEATED_BELOW = 0.05  # seconds: a slower run is not repeated


def run(engine: Engine, old: str, new: str, repeats: int = 3) -> tuple[float, Any]:
    """The seconds of the fastest of up to so many runs, and the answer.

    They are seconds of the processor, which other work on the machine hardly changes.
    """
    best, answer = _run_once(engine, old, new)
    for _ in range(repeats - 1):
        if best > _REPEATED_BELOW or not engine.is_repeated:
            break
        best = min(best, _run_once(engine, old, new)[0])
    return best, answer


def _run_once(engine: Engine, old: str, new: str) -> tuple[float, Any]:
    start = process_time()
    answer = engine.compare(old, new)
    elapsed = process_time() - start
    return (engine.seconds(answer) if engine.seconds else elapsed), answer


def _read_ours(answer: Sequence[Any], old: str, new: str) -> list[Segment]:
    return [
        Segment(each.operation, each.old, each.new, each.kind and str(each.kind), each.move or None) for each in answer
    ]


def _fresh(old: str, new: str) -> Sequence[Any]:
    """Our segments of two texts that were not read before."""
    begin_round()  # of two rounds the first is forgotten
    begin_round()
    return segments(old, new)


def _again(old: str, new: str) -> tuple[float, Sequence[Any]]:
    """The seconds of a comparison of two texts that were both read before, and its segments.

    A text is read when the words of all its blocks are known: they are the same in whatever pair the text stands.
    """
    for text in (old, new):
        for read in read_document(text).reads:
            _ = read.words
    start = process_time()
    found = segments(old, new)
    return process_time() - start, found


OURS = Engine("ours", _fresh, _read_ours)  # reading both texts, aligning, segments as text
OURS_AGAIN = Engine(
    "ours, both read before",
    _again,
    lambda answer, old, new: _read_ours(answer[1], old, new),
    seconds=lambda answer: answer[0],
)
