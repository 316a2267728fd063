"""Whether the same two texts give the same bytes: under other hash seeds, under load, on the second run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .corpus import Pair

_BUSY = "while True: pass"


def door(name: str, *files: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What ``scripts/score`` runs, with these files."""
    return subprocess.run(
        [sys.executable, "-m", "policy_history.score", name, *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@contextmanager
def _load(processes: int) -> Iterator[None]:
    busy = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def fingerprints(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """For each circumstance, a fingerprint of what comes through the door for each pair, times left out."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [{"id": pair.name, "old": pair.old, "new": pair.new} for pair in pairs]
        path = write_lines(Path(folder, "pairs.jsonl"), lines)
        found = {f"hash seed {seed}": _fingerprints(path, seed) for seed in ("0", "1", "4711")}
        with _load(2 * (os.cpu_count() or 1)):
            found["under load"] = _fingerprints(path, "2")
    return found


def _fingerprints(path: Path, seed: str) -> list[str]:
    done = door("redline", path, PYTHONHASHSEED=seed)
    if done.returncode:
        raise SystemExit(done.stderr)
    lines = ({**json.loads(line), "seconds": None} for line in done.stdout.splitlines())
    return [hashlib.sha256(json.dumps(line).encode()).hexdigest() for line in lines]


def differing(pairs: Sequence[Pair]) -> int:
    """How many pairs did not give the same bytes every time."""
    return sum(len(set(each)) > 1 for each in zip(*fingerprints(pairs).values(), strict=True))
