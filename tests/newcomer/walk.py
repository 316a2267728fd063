"""What a newcomer does, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SERVE = "mkdocs serve"
INSTALL = "pip install mkdocs-policy-versions"
"""The commands that are not run as they are typed: a server is stopped again, and the wheel stands in for the name."""


@dataclass(frozen=True)
class Step:
    """A command as it is typed, or with ``edit`` something done in an editor, which ``command`` then tells.

    ``typed`` is what is typed when the command asks.
    """

    command: str
    typed: str = ""
    edit: Callable[[Path], None] | None = None


@dataclass(frozen=True)
class Walk:
    """A newcomer: a title, who it is, the site before, the packages that are there, the steps, the pages to look at.

    ``before`` makes the folder; the commands run in ``folder`` of it. ``address`` is the path of the site's address.
    """

    name: str
    title: str
    who: str
    steps: tuple[Step, ...]
    pages: tuple[str, ...]
    before: Callable[[Path], None] = lambda folder: None
    folder: str = "site"
    address: str = "/"
    packages: tuple[str, ...] = ()
