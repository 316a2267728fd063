"""Keys of kept results: a hash of everything that a result depends on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("policy_history", "mkdocs_policy_versions")
_LIBRARIES = (
    "babel",
    "diff-match-patch",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pydantic",
    "pyyaml",
    "selectolax",
    "tinycss2",
)
"""Those whose output stands in a result, or decides on it."""


def key(*parts: str | bytes) -> str:
    """The key of what is made from these parts by this program, as 64 hexadecimal digits.

    The first part names the kind of result. No two lists of parts have one key: each goes in with its length.
    """
    digest = sha256(program())
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()


@cache
def program() -> bytes:
    """The hash of this program: its code, templates and scripts, and the versions of Python and its libraries."""
    digest = sha256(sys.version.encode())
    for name in _LIBRARIES:
        digest.update(f"\0{name} {_version(name)}".encode())
    for path, content in _files():
        digest.update(b"\0%d:%s\0%d:%s" % (len(path), path, len(content), content))
    return digest.digest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _files() -> Iterator[tuple[bytes, bytes]]:
    plugins = str(Path(__file__).resolve().parents[2])
    found = (
        f"{above}/{name}" for each in _PACKAGES for above, _, names in os.walk(f"{plugins}/{each}") for name in names
    )
    # What Python keeps comes and goes meanwhile, under names of its own at first.
    for path in sorted(each for each in found if "__pycache__" not in each):
        with open(path, "rb") as file:  # noqa: PTH123 (a Path each takes most of the time)
            yield os.fsencode(path[len(plugins) :]), file.read()


program()  # what runs is what was read when it began: a file that is changed meanwhile must not lend its hash to it
