"""The record of a checkout held against that of the branch it is merged into, and that of the published site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import Problem

if TYPE_CHECKING:
    from ..source.lock import Lock


def lock_at(root: Path, folder: str, base: str) -> Lock:
    """The record as it is in that commit; CannotCompare with a sentence when there is no such commit."""
    from ..source.commits import file_at
    from ..source.lock import LOCK_FILE, Lock, parse

    path = f"{folder}/{LOCK_FILE}"
    source = file_at(root, base, path)
    return Lock(path) if source is None else parse(source, path)


def against_base(root: Path, folder: str, base: str) -> list[Problem]:
    """What the record of ``root/folder`` lacks of that in the commit ``base``, such as ``main``."""
    from ..checks.additions import only_additions
    from ..source.lock import read_lock

    return list(only_additions(read_lock(root, folder), lock_at(root, folder, base), f"on {base}"))


def against_published(root: Path, folder: str, copy: Path) -> list[Problem]:
    """What the record lacks of a copy of the published one: the file, or the folder of a downloaded site."""
    from ..checks.additions import only_additions
    from ..publish import addresses
    from ..source.commits import CannotCompare
    from ..source.lock import parse, read_lock

    file = copy / addresses.RECORD if copy.is_dir() else copy
    try:
        published = parse(file.read_bytes(), str(file))
    except OSError:
        raise CannotCompare(
            f"{file} cannot be read. Name the folder of a downloaded site, or the file /{addresses.RECORD} of it."
        ) from None
    return list(only_additions(read_lock(root, folder), published, "of the published site"))
