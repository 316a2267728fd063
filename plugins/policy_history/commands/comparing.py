"""The record of a checkout held against that of the branch it is merged into, and that of the published site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import CannotProceed, Problem
from .extras import say

if TYPE_CHECKING:
    from ..source.lock_file import Lock


def lock_at(root: Path, folder: str, base: str) -> Lock:
    """The record as it is in that commit; CannotProceed with a sentence when there is no such commit."""
    from ..source.commits import file_at
    from ..source.lock_file import LOCK_FILE, Lock, parse

    path = f"{folder}/{LOCK_FILE}"
    source = file_at(root, base, path)
    return Lock(path) if source is None else parse(source, path)


def against_base(root: Path, folder: str, base: str) -> list[Problem]:
    """What the record of ``root/folder`` lacks of that in the commit ``base``, such as ``main``."""
    from ..checks.additions import only_additions
    from ..source.lock_file import read_lock

    return list(only_additions(read_lock(root, folder), lock_at(root, folder, base), f"on {base}"))


def against_published(root: Path, folder: str, place: str) -> list[Problem]:
    """What the record lacks of the published one: at the address of a site, in a downloaded site, or in a file."""
    from ..checks.additions import only_additions
    from ..source.lock_file import parse, read_lock
    from ..source.online import is_address, record_online

    source = record_online(place) if is_address(place) else _copied(Path(place))
    if source is None:
        say(f"There is no record at {place} yet: nothing to compare with.", err=True)
        return []
    return list(only_additions(read_lock(root, folder), parse(source, place), "of the published site"))


def _copied(copy: Path) -> bytes:
    from ..publish import addresses

    file = copy / addresses.RECORD if copy.is_dir() else copy
    try:
        return file.read_bytes()
    except OSError:
        raise CannotProceed(
            f"{file} cannot be read. Name the address of a site, the folder of a downloaded one, "
            f"or the file /{addresses.RECORD} of it."
        ) from None
