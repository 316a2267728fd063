"""The sites that are measured, served: the real one, the made-up one, long histories and many policies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from browsing import serving_folder
from html_pages import Built
from long_history import write_long_history
from many_policies import POLICIES, write_many_policies

from building import EXAMPLE, ROOT, build

CHANGES = 401
"""As many as the longest redline of the histories that were looked at."""
REVISIONS = 63
_HANDLER = "https://forms.example/submit"


@dataclass(frozen=True)
class Measured:
    """A site that is served at ``address``, as it is on ``day``."""

    name: str
    day: str
    folder: Path
    address: str

    @cached_property
    def built(self) -> Built:
        """Its pages."""
        return Built(self.folder, self.address)

    @property
    def texts(self) -> list[str]:
        """The addresses of the texts in force."""
        pages = self.built.pages
        return [
            each for each in pages if f"{each}history/" in pages and '<article class="policy-text' in pages[each].html
        ]

    @property
    def redlines(self) -> list[str]:
        """The addresses of the pages that compare two whole texts in which something changed."""
        pages = self.built.pages.items()
        compared = (address for address, page in pages if "policy-text policy-redline" in page.html)
        return [address for address in compared if re.search(r"/changes/$|/compare/[^/]+/$", address)]


@contextmanager
def measured_sites(scratch: Path) -> Iterator[list[Measured]]:
    """All of them, for as long as the block runs."""
    sources = {
        "real": (ROOT, "2026-11-23"),
        "example": (EXAMPLE, "2026-06-15"),
        f"{CHANGES} changes, {REVISIONS} versions": (
            write_long_history(scratch / "long", REVISIONS, CHANGES),
            "2027-01-01",
        ),
        f"{POLICIES} policies": (write_many_policies(scratch / "many"), "2026-01-01"),
    }
    with ExitStack() as stack:
        sites = []
        for number, (name, (source, day)) in enumerate(sources.items()):
            folder = scratch / f"site-{number}"
            address = stack.enter_context(serving_folder(folder))
            build(source, folder, day, POLICY_SITE_URL=address, POLICY_FORM_ENDPOINT=_HANDLER)
            sites.append(Measured(name, day, folder, address))
        yield sites
