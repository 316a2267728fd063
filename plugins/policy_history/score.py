"""The door for scoring: JSON Lines in, JSON Lines out, one process for all pairs.

``python -m policy_history.score redline PAIRS.jsonl``: each line ``{"id", "old", "new"}`` gives a line with the
redline's segments, the seconds it took and how many changes of each class it has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from .redline.segments import Segment, counts, segments


def redline(pairs: Path) -> Iterator[dict[str, Any]]:
    """The redline of every pair of a file; joined, ``old`` and ``new`` of its segments are the two texts."""
    for pair in _lines(pairs):
        start = perf_counter()
        found = segments(pair["old"], pair["new"])
        seconds = perf_counter() - start
        yield scored(pair["id"], seconds, found)


def scored(name: object, seconds: float, found: Sequence[Segment]) -> dict[str, Any]:
    """One line of output."""
    return {"id": name, "seconds": round(seconds, 6), "classes": counts(found), "segments": [_entry(s) for s in found]}


def _entry(segment: Segment) -> dict[str, Any]:
    return {
        "op": segment.operation,
        "old": segment.old,
        "new": segment.new,
        "class": None if segment.kind is None else str(segment.kind),
        "move": segment.move or None,
    }


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise SystemExit(f"{path}:{number}:{error.colno}: this line is not JSON ({error.msg}).") from None


def main(arguments: Sequence[str]) -> int:
    """Print the redline of every pair of the file named after the word ``redline``; 2 where it is called otherwise."""
    match list(arguments):
        case ["redline", pairs]:
            for line in redline(Path(pairs)):
                print(json.dumps(line, ensure_ascii=False), flush=False)
            return 0
    print("Usage: scripts/score redline PAIRS.jsonl", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
