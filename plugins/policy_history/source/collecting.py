"""All problems at once: one file's do not keep the next file from being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..problems import Problem, ProblemsFound


@contextmanager
def collecting(problems: list[Problem]) -> Iterator[None]:
    """Add the problems raised inside the block to ``problems``, and go on after it."""
    try:
        yield
    except ProblemsFound as found:
        problems.extend(found.problems)
