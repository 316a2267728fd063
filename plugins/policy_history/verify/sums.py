"""Every file of the site against ``SHA256SUMS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..built.sums import SUMS, files_of, read_line
from .site_files import Deviates, Deviation, SiteFiles


def check_sums(site: SiteFiles, is_others: Callable[[str], bool]) -> Iterator[Deviation]:
    """Files that are not as they were summed up, are missing, or came afterwards, but for those of others."""
    listed: set[str] = set()
    try:
        lines = site.text(SUMS).splitlines()
    except Deviates as found:
        yield found.deviation
        return
    for number, line in enumerate(lines, start=1):
        read = read_line(line)
        if read is None:
            yield Deviation(SUMS, f"Line {number} is not a hash and the name of a file.")
            continue
        listed.add(read[0])
        yield from _check(site, *read)
    for path in files_of(site.folder):
        if path not in listed and path != SUMS and not is_others(path):
            yield Deviation(path, f"This file is not listed in {SUMS}: it was added afterwards.")


def _check(site: SiteFiles, path: str, expected: str) -> Iterator[Deviation]:
    try:
        found = site.sha256(path)
    except Deviates as deviates:
        yield Deviation(path, f"{deviates.deviation.sentence} {SUMS} lists it.")
        return
    if found != expected:
        yield Deviation(path, f"It was changed: its SHA-256 is {found}, {SUMS} says {expected}.")
