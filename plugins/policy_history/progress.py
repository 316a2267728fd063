"""Progress of long work: a line that is written over on a terminal, and nothing anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is being done, which number it is, from 1, and of how many (0 when that is not known)."""


def silent(doing: str, number: int, count: int) -> None:
    """No progress at all."""


def on_terminal() -> Progress:
    """Progress on standard error when a person is watching; in CI and into files nothing is written."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return silent
    last = -1

    def show(doing: str, number: int, count: int) -> None:
        nonlocal last
        part = 100 * number // count if count else number
        if part == last and number != count:
            return
        last = part
        done = number == count
        line = f"{doing}: {number} of {count}" if count else f"{doing}: {number}"
        sys.stderr.write("\r\x1b[K" if done else f"\r\x1b[K{line}")
        sys.stderr.flush()

    return show
