"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .site import Site

Step = Callable[[Site, Path], None]
"""Gets the site and the folder it was built into. Raises ProblemsFound when it must not be published."""

STEPS: Sequence[Step] = ()
"""In this order: those that refuse, those that change pages, those that sum up what is there."""


def finish(site: Site, folder: Path) -> None:
    """Take every step with the site that stands in ``folder``."""
    for step in STEPS:
        step(site, folder)
