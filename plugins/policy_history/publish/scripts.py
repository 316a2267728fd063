"""The scripts of pages, and which page asks for which. They lie in the adapter's package, where MkDocs needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from posixpath import dirname, normpath

PACKAGE = "mkdocs_policy_versions"
"""The package that holds the files; the engine reads them as data and imports nothing of it."""

SCRIPTS = "javascripts/"
_COMMENTS = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n+", re.DOTALL | re.MULTILINE)
"""Comments with lines to themselves. They are for those who build, types above all, and a quarter of the weight."""
_IMPORTED = re.compile(r"^(?:import|export|\}) .*?from \"(\.[^\"]+)\";$", re.MULTILINE)


@cache
def scripts() -> Mapping[str, bytes]:
    """Every script of ours by its address, as it is published: without its comments."""
    return dict(_below(files(PACKAGE) / "assets" / "javascripts", SCRIPTS))


def asked_for(html: str) -> frozenset[str]:
    """The addresses of the scripts that a page asks for: it names all that it needs, also modules."""
    return frozenset(script for script in scripts() if script in html) if SCRIPTS in html else frozenset()


@cache
def modules(script: str) -> tuple[str, ...]:
    """The addresses of the scripts that a script, named by its file, imports, and those that these import."""
    found: set[str] = set()
    waiting = [SCRIPTS + script]
    while waiting:
        address = waiting.pop()
        imported = _IMPORTED.findall(scripts()[address].decode())
        fresh = {normpath(f"{dirname(address)}/{name}") for name in imported} - found
        found |= fresh
        waiting += fresh
    return tuple(sorted(found))


def _below(folder: Traversable, address: str) -> Iterable[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{address}{each.name}/")
        elif each.name.endswith(".js"):
            yield address + each.name, _COMMENTS.sub(b"", each.read_bytes())
