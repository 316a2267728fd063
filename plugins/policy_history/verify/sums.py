"""Every file of the site against ``SHA256SUMS``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..publish.sums import SUMS, files_of, unescaped
from .site_files import Deviates, Deviation, SiteFiles

_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")


def check_sums(site: SiteFiles) -> Iterator[Deviation]:
    """Files that are not as they were summed up, are missing, or came afterwards."""
    listed: set[str] = set()
    try:
        lines = site.text(SUMS).splitlines()
    except Deviates as found:
        yield found.deviation
        return
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            yield Deviation(SUMS, f"Line {number} is not a hash and the name of a file.")
            continue
        path = unescaped(match[3]) if match[1] else match[3]
        listed.add(path)
        yield from _check(site, path, match[2])
    for path in files_of(site.folder):
        if path not in listed and path != SUMS:
            yield Deviation(path, f"This file is not listed in {SUMS}: it was added afterwards.")


def _check(site: SiteFiles, path: str, expected: str) -> Iterator[Deviation]:
    try:
        found = site.sha256(path)
    except Deviates as deviates:
        yield Deviation(path, f"{deviates.deviation.sentence} {SUMS} lists it.")
        return
    if found != expected:
        yield Deviation(path, f"It was changed: its SHA-256 is {found}, {SUMS} says {expected}.")
