"""The sites that are checked, built and served as readers meet them: this repository's own, the made-up one, one of
texts that run from right to left, and the made-up one with a policy that was withdrawn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from browsing import KINDS
from publishing import published

from building import EXAMPLE, LEFTWARD, ROOT

from .checks import Served

_LEFTWARD = ("clinic/", "clinic/2024-02-01/changes/", "clinic/history/", "clinic/clauses/", "museum/")
_ENDED = ("", "lending/", "lending/2022-01-15/", "lending/history/", "lending/2024-04-01/changes/")
_SOURCES = {
    "real": (ROOT, "2026-11-23", "contact/sent/", ("privacy/history/", "privacy/2011-02-17/")),
    "example": (EXAMPLE, "2026-06-15", "sent/", ()),
    "leftward": (LEFTWARD, "2026-06-15", "", _LEFTWARD),
}
"""Where each is, its day and its page after sending, and pages beside those that the tests look at."""


@contextmanager
def served_sites(scratch: Path) -> Iterator[list[Served]]:
    """All sites, for as long as the block runs."""
    ended = Path(shutil.copytree(EXAMPLE, scratch / "source"))
    with (ended / "policy_versions" / "lending" / "policy.yml").open("a", encoding="utf-8") as fields:
        fields.write("withdrawn: 2026-03-01\n")
    with ExitStack() as stack:
        sites = []
        for name, (source, day, confirmation, more) in {
            **_SOURCES,
            "ended": (ended, "2026-06-15", "sent/", _ENDED),
        }.items():
            (scratch / name).mkdir(parents=True)
            site = stack.enter_context(published(source, scratch / name, day, confirmation))
            kinds = (*(address for which, address in KINDS if which == name), *more)
            sites.append(Served(name, site.folder, site.address, kinds))
        yield sites
