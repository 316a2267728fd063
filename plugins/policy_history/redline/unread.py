"""Rows of tables that must be read although they are the same to the letter: those of tables whose heads changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .chain import Run


def without_rows(runs: Sequence[Run], olds: Mapping[int, int], news: Mapping[int, int]) -> list[Run]:
    """The runs of blocks that are the same to the letter, without the rows under different heads.

    ``olds`` and ``news`` give for each row of a table the table's head, all by the numbers of their blocks.

    What is written alike in two tables is not the same where their columns are not: a cell may be another column's now.
    """
    return [part for run in runs for part in _parts(run, olds, news, runs)] if olds or news else list(runs)


def _parts(run: Run, olds: Mapping[int, int], news: Mapping[int, int], runs: Sequence[Run]) -> Iterator[Run]:
    start = 0
    for step in range(run.length):
        head, other = olds.get(run.old + step, -1), news.get(run.new + step, -1)
        if (head >= 0 or other >= 0) and not _is_in(runs, head, other):
            if step > start:
                yield Run(run.old + start, run.new + start, step - start)
            start = step + 1
    if run.length > start:
        yield Run(run.old + start, run.new + start, run.length - start)


def _is_in(runs: Sequence[Run], old: int, new: int) -> bool:
    return any(run.old <= old < run.old + run.length and new - old == run.new - run.old for run in runs)
