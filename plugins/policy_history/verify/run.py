"""The whole of a downloaded site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..publish.sums import SUMS, files_of
from .earlier import check_against
from .policy import PolicyCheck
from .site_files import MISSING, Deviation, SiteFiles
from .sums import check_sums


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: the first deviation of each file, by path, and how much was looked at.

    ``sums`` is the SHA-256 of ``SHA256SUMS``, which stands for all the others; empty when there is none. ``missing`` is
    how many files were not there to be looked at, where that is no deviation.
    """

    deviations: Sequence[Deviation]
    files: int
    policies: int
    revisions: int
    redlines: int
    sums: str
    missing: int


def verify(folder: Path, earlier: Path | None = None, *, is_partial: bool = False) -> Report:
    """Hold every file below ``folder`` against what the others say of it, and against an ``earlier`` download.

    A missing file is a deviation unless the download ``is_partial``. Reads only, and needs nothing else.
    """
    site = SiteFiles(folder)
    paths = files_of(site.folder)
    checks = [PolicyCheck(site, path) for path in paths if path.count("/") == 1 and path.endswith("/versions.json")]
    found: dict[str, Deviation] = {}
    against = check_against(site, SiteFiles(earlier)) if earlier else ()
    for deviation in chain(_deviations(site, checks), against):
        found.setdefault(deviation.path, deviation)
    missing = {path for path, deviation in found.items() if is_partial and deviation.sentence.startswith(MISSING)}
    return Report(
        sorted(deviation for path, deviation in found.items() if path not in missing),
        len(paths),
        len(checks),
        sum(len(check.revisions) for check in checks),
        sum(check.redlines for check in checks),
        site.sha256(SUMS) if site.find(SUMS) else "",
        len(missing),
    )


def _deviations(site: SiteFiles, checks: Sequence[PolicyCheck]) -> Iterator[Deviation]:
    """What is wrong with a text comes first: it says more than that the file was changed."""
    if not checks:
        yield Deviation("versions.json", "No policy of this folder has such a file: this is not the root of a site.")
    for check in checks:
        yield from check.run()
    yield from check_sums(site)
