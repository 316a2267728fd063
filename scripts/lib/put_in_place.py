"""Puts a new folder in the place of another: ``python put_in_place.py NEW PLACE ASIDE``.

What stood in PLACE is then gone. Linux (renameat2, since 3.15) and macOS (renamex_np) exchange two names in one step,
so that there is no moment without the folder. Elsewhere, and on file systems that cannot, there is one between two
renames, and what stood there waits at ASIDE.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def exchange(one: str, other: str) -> bool:
    """Exchange the two names in one step; False when the system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return system.renamex_np(*names, _EXCHANGE) == 0
        return system.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0
    except (AttributeError, OSError, TypeError):
        return False


def main(new: str, place: str, aside: str) -> None:
    """Put ``new`` in that place, and remove what stood there."""
    if Path(place).exists() and exchange(new, place):
        shutil.rmtree(new)
        return
    if Path(place).exists():
        Path(place).rename(aside)
    Path(new).rename(place)
    shutil.rmtree(aside, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
