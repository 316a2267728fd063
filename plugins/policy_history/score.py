"""The doors for scoring: JSON Lines in, JSON Lines out, one process for all of them.

``python -m policy_history.score redline PAIRS.jsonl``: each line ``{"id", "old", "new"}`` gives a line with the
redline's segments, the seconds it took and how many changes of each class it has.

``python -m policy_history.score history REVISIONS.jsonl PAIRS.jsonl``: revisions ``{"revision", "text"}``, oldest
first, are woven into one store; each pair ``{"id", "from", "to"}`` gives such a line from it. A last line has the size
of the store's file under gzip, the seconds it took to weave, and for each word of the last revision the revision it was
born in.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from .history.births import births
from .history.building import Wording, build
from .history.serial import write
from .history.store import Revision, Store
from .history.walk import segments as woven_segments
from .redline.segments import Segment, counts, segments


def redline(pairs: Path) -> Iterator[dict[str, Any]]:
    """The redline of every pair of a file; joined, ``old`` and ``new`` of its segments are the two texts."""
    for pair in _lines(pairs):
        start = perf_counter()
        found = segments(pair["old"], pair["new"])
        seconds = perf_counter() - start
        yield scored(pair["id"], seconds, found)


def history(revisions: Path, pairs: Path) -> Iterator[dict[str, Any]]:
    """The redline of every pair of revisions of a file, from the history store, and at last what the store is like."""
    rows = list(_lines(revisions))
    start = perf_counter()
    store = build([Wording(Revision(str(row["revision"])), row["text"]) for row in rows])
    seconds = perf_counter() - start
    for pair in _lines(pairs):
        start = perf_counter()
        found = woven_segments(store, *(_number(store, pair, side) for side in ("from", "to")))
        yield scored(pair["id"], perf_counter() - start, found)
    last = len(rows) - 1
    words = [birth for birth in births(store, last) if any(map(str.isalnum, birth.word))] if rows else []
    yield {
        "store_bytes_gz": len(gzip.compress(write(store), mtime=0)),
        "build_seconds": round(seconds, 6),
        "births": [[birth.word, rows[birth.born]["revision"]] for birth in words],
    }


def _number(store: Store, pair: dict[str, Any], side: str) -> int:
    try:
        return store.number(str(pair[side]))
    except KeyError:
        raise SystemExit(
            f"There is no revision {pair.get(side)!r} ({side!r} of the pair {pair.get('id')!r})."
        ) from None


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


_DOORS: dict[str, tuple[Callable[..., Iterator[dict[str, Any]]], tuple[str, ...]]] = {
    "redline": (redline, ("PAIRS.jsonl",)),
    "history": (history, ("REVISIONS.jsonl", "PAIRS.jsonl")),
}


def main(arguments: Sequence[str]) -> int:
    """Open the door named first with the files named after it; writes to standard output."""
    door, files = _DOORS.get(arguments[0] if arguments else "", (None, ()))
    if door is None or len(arguments) != len(files) + 1:
        for name, (_, needed) in _DOORS.items():
            print("Usage: scripts/score", name, *needed, file=sys.stderr)
        return 2
    for line in door(*map(Path, arguments[1:])):
        print(json.dumps(line, ensure_ascii=False), flush=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
