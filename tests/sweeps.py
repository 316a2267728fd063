"""How much of a sweep a run goes through: a sample, or with ``scripts/test --slow`` all of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")

IS_WHOLE = os.environ.get("POLICY_TEST_SLOW") == "1"


def sample(things: Sequence[_T], every: int) -> Sequence[_T]:
    """Every so many of these, the first among them; all in a slow run."""
    return things if IS_WHOLE else things[::every]


def examples(usual: int) -> int:
    """So many examples for Hypothesis, and ten times as many in a slow run."""
    return usual * 10 if IS_WHOLE else usual
