"""How often Python looks for garbage: circles of things that nothing holds."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for them seldom: what a build or a command makes, it holds until it ends.

    By itself Python looks after each 700 new things, and every so often among all there are.
    """
    gc.set_threshold(10_000, 10, 10)
