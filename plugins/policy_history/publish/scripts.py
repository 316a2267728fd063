"""The scripts of pages, and which page asks for which. They lie in the adapter's package, where MkDocs needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "mkdocs_policy_versions"
"""The package that holds the files; the engine reads them as data and imports nothing of it."""

SCRIPTS = "javascripts/"


@cache
def scripts() -> Mapping[str, bytes]:
    """Every script of ours by its address."""
    return dict(_below(files(PACKAGE) / "assets" / "javascripts", SCRIPTS))


def asked_for(html: str) -> frozenset[str]:
    """The addresses of the scripts that a page asks for: it names all that it needs, also modules."""
    return frozenset(script for script in scripts() if script in html) if SCRIPTS in html else frozenset()


def modules() -> list[str]:
    """The addresses of the scripts that others import. One alone does, ``policy-compare.js``."""
    return sorted(address for address in scripts() if "/" in address.removeprefix(SCRIPTS))


def _below(folder: Traversable, address: str) -> Iterable[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{address}{each.name}/")
        elif each.name.endswith(".js"):
            yield address + each.name, each.read_bytes()
