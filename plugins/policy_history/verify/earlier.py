"""A downloaded site against an earlier download: what was published then must still be there, as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..publish import redline_data
from ..publish.manifest import FORMAT, VERSION
from ..publish.sums import files_of
from .site_files import Deviates, Deviation, SiteFiles


def check_against(site: SiteFiles, earlier: SiteFiles) -> Iterator[Deviation]:
    """Revisions of the earlier site that the site no longer has as they were, and that no erratum explains."""
    for path in files_of(earlier.folder):
        if path.count("/") == 1 and path.endswith("/versions.json"):
            try:
                yield from _policy(site, earlier, path)
            except Deviates as found:
                yield found.deviation
            except (KeyError, TypeError, AttributeError):
                yield Deviation(path, "This file, here or in the earlier site, lacks what its format asks for.")


def _policy(site: SiteFiles, earlier: SiteFiles, path: str) -> Iterator[Deviation]:
    before = earlier.json(path, FORMAT, VERSION)["revisions"]
    after = {each["id"]: each for each in site.json(path, FORMAT, VERSION)["revisions"]}
    for old in before:
        new = after.get(old["id"])
        if new is None:
            yield Deviation(path, f"The revision {old['id']} is gone; the earlier site has it.")
            continue
        yield from _revision(path, old, new)
        yield from _redline(site, earlier, old, new)


def _revision(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Deviation]:
    source = new["addresses"]["source"]
    for name in ("published", "effective"):
        if old[name] != new[name]:
            yield Deviation(path, f"“{name}” of {old['id']} was {old[name]} and is {new[name]}.")
    expected = old["source_sha256"]
    for erratum in new["errata"]:
        expected = erratum["now"] if erratum["was"] == expected else expected
    if expected != new["source_sha256"]:
        message = f"It was published with the SHA-256 {expected}; no erratum says why it is another one."
        yield Deviation(source, message)


def _redline(
    site: SiteFiles, earlier: SiteFiles, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Deviation]:
    """Redlines of the same two files must say the same."""
    addresses = [each["addresses"].get("redline") for each in (old, new)]
    if None in addresses:
        return
    was, now = (
        files.json(address, redline_data.FORMAT, redline_data.VERSION)
        for files, address in zip((earlier, site), addresses, strict=True)
    )
    same_texts = all(was[side]["text_sha256"] == now[side]["text_sha256"] for side in ("old", "new"))
    if not same_texts:
        if was["old"]["id"] != now["old"]["id"]:
            yield Deviation(addresses[1], f"It is against {now['old']['id']}; it was against {was['old']['id']}.")
    elif was["segments"] != now["segments"]:
        yield Deviation(addresses[1], "It tells the change between the same two texts otherwise than it did.")
