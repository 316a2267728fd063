"""Whole builds: histories of many revisions, from nothing and with one more, beside plain MkDocs and Hugo."""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from .long_sites import Site, Size, hugo, imported, made, plain
from .measuring import progress
from .processes import Run
from .report import table


class Rebuilt(NamedTuple):
    """A build of a site that stands: what it took, and the paths of the files that it wrote or deleted."""

    run: Run
    touched: frozenset[str]


def rebuilt(site: Site) -> Rebuilt:
    """Build once more. A file counts as written when it is another one or was written to, also with the same bytes."""
    before = _stamps(site.published)
    run = site.build()
    return Rebuilt(run, frozenset(path for path, _ in before.items() ^ _stamps(site.published).items()))


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The power of the size with which the values grow: the slope of their logarithms, by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in values]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


_HEADINGS = [
    "site",
    "revisions",
    "from nothing s",
    "plain MkDocs s",
    "ratio",
    "Hugo s",
    "memory MB",
    "site MB",
    "site / sources",
    "one more s",
    "files touched",
    "nothing changed s",
    "touched",
]
_INTRODUCTION = """\
# Builds, measured

Written by `scripts/bench build`: one run each of `mkdocs build` with this plugin from nothing, with one more revision and with
nothing changed; of plain MkDocs with Material and of Hugo on the same texts twice, as texts and as redlines. Seconds are of the
processor, memory is the most that was held; *touched* counts files written or deleted. *made up*: 10 KB, one sentence worded anew a
revision; the others are real histories of `../shared/corpus`, which is no part of this project.
"""


def report(corpus: Path | None, *, is_quick: bool = False, longest: int = 2000) -> str:
    """The page, measured now, with made-up histories of up to ``longest`` revisions."""
    sizes = [20, 50] if is_quick else [size for size in (100, 150, 500, 1000, 2000) if size <= longest]
    rows: dict[int, list[str]] = {}
    grown: list[tuple[float, float, float]] = []
    for size in sizes:
        progress(f"{size} revisions")
        with _folder() as folder:
            site = made(folder / "ours", Size(1, size))
            rows[size], figures = _row(f"made up, {size}", site, folder)
            grown.append(figures)
    real = ["basecamp-privacy", "isrg-cps"] if corpus and not is_quick else []
    others = [_real_row(corpus / f"{name}.jsonl.gz", name) for name in real if corpus]
    powers = [exponent(sizes, values) for values in zip(*grown, strict=True)]
    growth = ", ".join(f"{what} {power:.2f}" for what, power in zip(("time", "memory", "site"), powers, strict=True))
    return "\n".join(
        [
            _INTRODUCTION,
            table(_HEADINGS, [*rows.values(), *others]),
            f"Growth from {sizes[0]} to {sizes[-1]} revisions, as a power of their number: {growth}.\n",
            _one_of_many(Size(4, 3) if is_quick else Size(50, 6)),
        ]
    )


def _real_row(file: Path, name: str) -> list[str]:
    progress(name)
    with _folder() as folder:
        return _row(name, imported(folder / "ours", file), folder)[0]


def _row(name: str, site: Site, folder: Path) -> tuple[list[str], tuple[float, float, float]]:
    count, sources = sum(map(len, site.histories)), site.source_bytes
    rival, other = plain(folder / "plain", site), hugo(folder / "hugo", site)
    first = site.build()
    size = sum(path.stat().st_size for path in site.published.rglob("*") if path.is_file())
    again = rebuilt(site)
    site.add(0, Random(2))
    more = rebuilt(site)
    row = [
        name,
        f"{count:,}",
        f"{first.seconds:.1f}",
        f"{rival.seconds:.1f}",
        f"{first.seconds / rival.seconds:.2f}",
        f"{other.seconds:.1f}" if other else "-",
        f"{first.memory:.0f}",
        f"{size / 1e6:.1f}",
        f"{size / sources:.1f}",
        f"{more.run.seconds:.1f}",
        f"{len(more.touched):,}",
        f"{again.run.seconds:.1f}",
        f"{len(again.touched):,}",
    ]
    print(" | ".join(row), file=sys.stderr, flush=True)
    return row, (first.seconds, first.memory, size)


def _one_of_many(size: Size) -> str:
    progress(f"{size.policies} policies")
    with _folder() as folder:
        site = made(folder / "ours", size)
        first = site.build()
        site.add(0, Random(2))
        again = rebuilt(site)
    others = sum(not path.startswith("policy-0/") for path in again.touched)
    return (
        f"{size.policies} policies of {size.revisions} revisions: {first.seconds:.1f} s; with one more revision of one of them "
        f"{again.run.seconds:.1f} s, {len(again.touched) - others} files of that policy touched and {others} others.\n"
    )


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
