"""Where commands keep what takes long to find out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

import click

from ..cache import CACHE_FOLDER

if TYPE_CHECKING:
    from ..cache.store import Store

_PRUNED = ".pruned"
_DAY = 86_400  # seconds

CACHE = click.option(
    "--cache/--no-cache",
    "is_keeping",
    default=True,
    help=f"Keep what was worked out in {CACHE_FOLDER}, so that it is done once. Default: yes.",
)


def store_in(root: Path, *, is_keeping: bool) -> Store:
    """The store of the checkout at ``root``, which git does not see; one that keeps nothing when none is wanted."""
    from ..cache.store import NOTHING, Folder

    if not is_keeping:
        return NOTHING
    folder = root / CACHE_FOLDER
    with suppress(OSError):  # what cannot be kept is worked out anew
        folder.mkdir(parents=True, exist_ok=True)
        unseen = folder / ".gitignore"
        if not unseen.exists():
            unseen.write_text("*\n", "utf-8")
    store = Folder(folder)
    _prune(store, folder / _PRUNED)
    return store


def _prune(store: Store, when: Path) -> None:
    """Forget what is no longer asked for, as builds do; once a day, because looking takes longer than a command may."""
    with suppress(OSError):
        if when.exists() and time() - when.stat().st_mtime < _DAY:
            return
        when.touch()
        store.prune()
