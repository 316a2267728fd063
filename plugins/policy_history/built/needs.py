"""What is kept of a page once it has been read: what its content security policy depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from .loads import loads
from .page import BuiltPage


@dataclass(frozen=True, slots=True)
class Fetched:
    """Something a page fetches: under which directive, from which other host, and what it is besides."""

    directive: str
    host: str
    is_picture_in_page: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of one page; those of two pages that fetch, run and ask the same are equal.

    ``scripts`` and ``styles`` are the texts of inline ones; ``runs`` is whether any script runs on the page,
    ``has_script_files`` whether one of them is a file.
    """

    fetched: frozenset[Fetched] = frozenset()
    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    runs: bool = False
    has_script_files: bool = False
    has_forms: bool = False


def needs_of(page: BuiltPage, site_url: str) -> Needs:
    """The needs of a page; addresses on the host of ``site_url`` count as its own."""
    files = [script for script in page.scripts if "src" in script.attributes]
    return Needs(
        frozenset(
            Fetched(load.directive, load.host, load.is_picture_in_page, load.is_own) for load in loads(page, site_url)
        ),
        frozenset(script.text for script in page.scripts if "src" not in script.attributes),
        frozenset(style.text for style in page.all("style")),
        bool(page.scripts),
        bool(files),
        any(page.all("form")),
    )
