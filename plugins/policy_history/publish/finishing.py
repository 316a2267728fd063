"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .site import Site
from .sitemap import settle_sitemap
from .sums import write_sums

Step = Callable[[Site, Path], None]
"""Gets the site and the folder it was built into. Raises ProblemsFound when it must not be published."""



def _settle_sitemap(site: Site, folder: Path) -> None:
    unlisted = {site.edition.base + address for address, head in site.heads.items() if not head.is_indexed}
    settle_sitemap(folder, unlisted)


def _sum_up(site: Site, folder: Path) -> None:
    write_sums(folder)


STEPS: Sequence[Step] = (_settle_sitemap, _sum_up)
"""In this order: those that refuse, those that change pages, those that sum up what is there."""


def finish(site: Site, folder: Path) -> None:
    """Take every step with the site that stands in ``folder``."""
    for step in STEPS:
        step(site, folder)
