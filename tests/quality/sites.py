"""The sites that are checked: this repository's own and the made-up one, built and served as readers meet them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from browsing import KINDS
from publishing import published

from building import EXAMPLE, ROOT

from .checks import Served

_SOURCES = {"real": (ROOT, "2026-11-23", "contact/sent/"), "example": (EXAMPLE, "2026-06-15", "sent/")}


@contextmanager
def served_sites(scratch: Path) -> Iterator[list[Served]]:
    """Both sites, for as long as the block runs."""
    with ExitStack() as stack:
        sites = []
        for name, (source, day, confirmation) in _SOURCES.items():
            (scratch / name).mkdir(parents=True)
            site = stack.enter_context(published(source, scratch / name, day, confirmation))
            kinds = tuple(address for which, address in KINDS if which == name)
            sites.append(Served(name, site.folder, site.address, kinds))
        yield sites
