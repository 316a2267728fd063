"""A library of many policies, built here, in two processes and on a cluster, and what more would take."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dask_cluster import cluster

from .long_sites import Site, Size, made
from .measuring import progress
from .processes import Run
from .report import table

_LARGE = Size(5_000, 20)
_WORKERS = 1, 2, 10, 100
_INTRODUCTION = """\
# A library of policies, measured

Written by `scripts/bench library`: `mkdocs build`, from nothing and without kept results, of {policies} policies of {revisions} revisions of {length} KB, in
which one sentence is worded anew a revision. *Gives out* is the process that reads the policies, gives out the work and writes the pages; *works* are two
workers of a Dask cluster on the same machine. Seconds of the processor; memory is the most that the first process held.
"""


_HEADINGS = ["where", "gives out s", "works s", "memory MB", "by the clock s"]
_PAPER = """\
A revision takes {given:.0f} ms of the process that gives out the work and {worked:.0f} ms of a worker. So {revisions:,} revisions of
{policies:,} policies take, from nothing:
"""
_BOTTLENECK = """\
From {workers} workers on the process that gives out the work is the bottleneck: it reads every file, puts pages into their frames,
reads them back and writes them, and holds {memory:.2f} MB a revision. Beyond that a library is published by its groups (`groups`),
each by a build of its own, and a build that has kept results makes what changed.
"""


@dataclass(frozen=True)
class _Built:
    """A build: what the process that was started took, and the seconds of its workers."""

    run: Run
    workers: float
    sums: dict[str, str]

    def differences(self, other: _Built) -> set[str]:
        return {path for path, _ in self.sums.items() ^ other.sums.items()}


def report(size: Size) -> str:
    """The page, measured now."""
    with tempfile.TemporaryDirectory() as folder:
        progress(f"writing {size.policies} policies")
        site = made(Path(folder) / "site", size)
        here = _built(site, "1")
        with cluster(2) as (address, numbers):
            spread = _built(site, address, numbers)
    introduction = _INTRODUCTION.format(policies=size.policies, revisions=size.revisions, length=size.length // 1_000)
    rows = [_row("one process", here), _row("Dask, two workers", spread)]
    same = f"Files that differ between the two sites: {len(here.differences(spread))}.\n"
    count = size.policies * size.revisions
    return "\n".join([introduction, table(_HEADINGS, rows), same, _on_paper(spread, count)])


def _row(where: str, built: _Built) -> list[str]:
    workers = f"{built.workers:.0f}" if built.workers else "-"
    return [where, f"{built.run.seconds:.0f}", workers, f"{built.run.memory:.0f}", f"{built.run.wall:.0f}"]


def _built(site: Site, where: str, workers: Sequence[int] = ()) -> _Built:
    progress(f"building at {where}")
    configuration = site.folder / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    option = f'{{policy-versions: {{processes: "{where}", cache: ""}}}}'
    configuration.write_text(text.replace("policy-versions", option, 1), "utf-8")
    before = _seconds(workers)
    try:
        run = site.build()
        return _Built(run, _seconds(workers) - before, site.sums())
    finally:
        configuration.write_text(text, "utf-8")
        shutil.rmtree(site.published)


def _seconds(workers: Sequence[int]) -> float:
    """What processes have used so far, as Linux tells it (proc_pid_stat(5): utime and stime, in ticks)."""
    states = [Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split() for number in workers]
    return sum(int(each[11]) + int(each[12]) for each in states) / os.sysconf("SC_CLK_TCK")


def _on_paper(built: _Built, count: int) -> str:
    """What a library takes of which each revision takes what one of ``count`` did: one step after the other."""
    given, worked = built.run.seconds / count, built.workers / count
    revisions = _LARGE.policies * _LARGE.revisions
    rows = [
        [
            str(workers),
            *(f"{revisions * seconds / 60:,.0f}" for seconds in (given + worked / workers, worked / workers)),
        ]
        for workers in _WORKERS
    ]
    return "\n".join(
        [
            "## On paper\n",
            _PAPER.format(given=1000 * given, worked=1000 * worked, revisions=revisions, policies=_LARGE.policies),
            table(["workers", "minutes", "of them at workers"], rows),
            _BOTTLENECK.format(workers=max(2, round(worked / given)), memory=built.run.memory / count),
        ]
    )
