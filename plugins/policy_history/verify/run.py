"""The whole of a downloaded site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from ..publish.settings_file import TOOL
from ..publish.site_settings import ADDRESS
from ..site_audit.sums import SUMS, files_of, read_line
from .earlier import check_against
from .opened import Opened
from .rebuilding import Proof, check_made, check_printed
from .record import check_record, check_record_against
from .site_files import MISSING, Deviates, Deviation, SiteFiles

_VERSION = re.compile(r"[0-9][0-9A-Za-z.+!-]*")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found: the first deviation of each file, by path, and what is proven.

    ``proven`` counts the files that were made again and are the same; ``unproven`` lists the others by the reason.
    ``notes`` are sentences on the whole. ``sums`` is the SHA-256 of ``SHA256SUMS``, which stands for all the others;
    empty when there is none. ``missing`` is how many files were not there, where that is no deviation.
    """

    deviations: Sequence[Deviation]
    files: int
    proven: int
    unproven: Mapping[str, Sequence[str]]
    notes: Sequence[str]
    sums: str
    missing: int


@dataclass
class _Findings:
    proof: Proof = field(default_factory=Proof)
    notes: list[str] = field(default_factory=list)
    deviations: dict[str, Deviation] = field(default_factory=dict)
    is_others: Callable[[str], bool] = lambda _path: False


def verify(folder: Path, earlier: Path | None = None, *, is_partial: bool = False) -> VerifyReport:
    """Make every file below ``folder`` again that can be made, compare, and hold all to an ``earlier`` download.

    A missing file is a deviation unless the download ``is_partial``. Reads only, needs no network, runs nothing of it.
    """
    site = SiteFiles(folder)
    findings = _Findings()
    for deviation in (*_deviations(site, earlier, findings), *_check_sums(site, findings.is_others)):
        findings.deviations.setdefault(deviation.path, deviation)
    found = findings.deviations
    missing = {path for path, deviation in found.items() if is_partial and deviation.sentence.startswith(MISSING)}
    return VerifyReport(
        sorted(deviation for path, deviation in found.items() if path not in missing),
        len(files_of(site.folder)),
        len(findings.proof.proven),
        findings.proof.unproven,
        findings.notes,
        site.sha256(SUMS) if site.find(SUMS) else "",
        len(missing),
    )


def _deviations(site: SiteFiles, earlier: Path | None, findings: _Findings) -> Iterator[Deviation]:
    """What is wrong with a text comes first: it says more than that the file was changed."""
    try:
        opened = Opened.of(site)
        findings.is_others = opened.is_others
        findings.notes += _version_note(opened)
        yield from check_record(opened)
        yield from check_made(opened, findings.proof)
    except Deviates as found:
        yield found.deviation
        if site.find(ADDRESS) is None and site.find(SUMS) is None:
            yield Deviation(SUMS, f"{MISSING} So is /{ADDRESS}: this is not the root of a site.")
        findings.notes.append(f"Without a usable /{ADDRESS} nothing could be made again; only hashes were compared.")
        return
    yield from check_printed(opened, findings.proof)
    if earlier:
        yield from check_record_against(opened, SiteFiles(earlier))
        yield from check_against(opened, SiteFiles(earlier), findings.notes)


def _version_note(opened: Opened) -> Iterator[str]:
    made_with, here = opened.settings.tool.version, version(TOOL)
    if made_with != here:
        way = f" Install that one to be sure: python -m pip install {TOOL}=={made_with}"
        remedy = way if _VERSION.fullmatch(made_with) else ""
        yield f"The site was made with version {made_with}, this is {here}: what differs may come from that.{remedy}"


def _check_sums(site: SiteFiles, is_others: Callable[[str], bool]) -> Iterator[Deviation]:
    """Files that are not as they were summed up, are missing, or came afterwards, but for those of others."""
    listed: set[str] = set()
    try:
        # No other line ends than its own: the name of a file may have a character that counts as one.
        lines = site.text(SUMS).removesuffix("\n").split("\n")
    except Deviates as found:
        yield found.deviation
        return
    for number, line in enumerate(lines, start=1):
        read = read_line(line)
        if read is None:
            yield Deviation(SUMS, f"Line {number} is not a hash and the name of a file.")
            continue
        listed.add(read[0])
        yield from _check_sum(site, *read)
    for path in files_of(site.folder):
        if path not in listed and path != SUMS and not is_others(path):
            yield Deviation(path, f"This file is not listed in {SUMS}: it was added afterwards.")


def _check_sum(site: SiteFiles, path: str, expected: str) -> Iterator[Deviation]:
    try:
        found = site.sha256(path)
    except Deviates as deviates:
        yield Deviation(path, f"{deviates.deviation.sentence} {SUMS} lists it.")
        return
    if found != expected:
        yield Deviation(path, f"It was changed: its SHA-256 is {found}, {SUMS} says {expected}.")
