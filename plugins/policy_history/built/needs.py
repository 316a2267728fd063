"""What is kept of a page once it has been read: what its content security policy depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from ..text.keeping import kept
from .loads import loads_of
from .page import BuiltPage, Element


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
    ``has_script_files`` whether one of them is a file; ``has_forms`` is whether any form sends what is written
    in it, ``asks`` whether one makes an address of it.
    """

    fetched: frozenset[Fetched] = frozenset()
    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    runs: bool = False
    has_script_files: bool = False
    has_forms: bool = False
    asks: bool = False


def needs_of(page: BuiltPage, site_url: str) -> Needs:
    """The needs of a page; addresses on the host of ``site_url`` count as its own."""
    fetched: set[Fetched] = set()
    styles: set[str] = set()
    methods: set[str] = set()
    for element in page.elements:
        if element.attributes:
            fetched |= fetched_by(element, site_url)
        if element.tag == "style":
            styles.add(element.text)
        if element.tag == "form":
            methods.add(element.attributes.get("method", "get").strip().lower())
    files = [script for script in page.scripts if "src" in script.attributes]
    inline = frozenset(script.text for script in page.scripts if "src" not in script.attributes)
    return Needs(
        frozenset(fetched),
        inline,
        frozenset(styles),
        bool(page.scripts),
        bool(files),
        has_forms="post" in methods,
        asks=bool(methods - {"post"}),
    )


def fetched_by(element: Element, site_url: str) -> frozenset[Fetched]:
    """What one element fetches."""
    return _fetched_by(element.tag, tuple(element.attributes.items()), site_url)


@kept
def _fetched_by(tag: str, attributes: tuple[tuple[str, str], ...], site_url: str) -> frozenset[Fetched]:
    """What an element with these attributes fetches: most of those on a page stand on many."""
    return frozenset(
        Fetched(load.directive, load.host, load.is_picture_in_page, load.is_own)
        for load in loads_of(Element(tag, dict(attributes)), site_url)
    )
