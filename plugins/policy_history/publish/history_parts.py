"""What is published of a few superseded revisions in succession: nothing later changes it but the one behind them.

So the history of a policy is made in parts, each a function of its own settings and sources, and of the anchors of its
texts. The newest superseded revisions are parts of one each, so that one more leaves all parts as they are; ten that
have become old are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..cache.keys import key
from ..model import State
from ..problems import ProblemsFound
from ..redline.anchors import Anchors
from .data_files import assets_of_revision
from .edition import PolicyEdition, PublishedRevision
from .feeds.entries import content_of
from .pages import pages_of_revision
from .ready_made import ReadyMade
from .rebuilt_policy import provenance_of, rebuilt_policy
from .records import Record, links_in
from .site_settings import PolicySettings, ReadyMadeData

SIZE = 10
"""How many revisions a part has."""

_NONE = ReadyMadeData(newest=0, bytes=0)


class HistoryPart(NamedTuple):
    """The revisions of a policy with the numbers from ``first`` to before ``end``.

    ``settings`` are the policy's with these alone, the one before and the one behind them; ``name`` is the hash of all
    that is made of it.
    """

    first: int
    end: int
    settings: bytes
    name: str


def parts_of(policy: PolicyEdition, settings: PolicySettings, chain: Sequence[bytes]) -> Iterator[HistoryPart]:
    """The parts of a policy with those settings. ``chain`` has for each text a hash of it and of all before it."""
    count = sum(entry.state is State.SUPERSEDED for entry in policy.entries)
    joined = max(0, count - 1) // SIZE * SIZE
    for first in range(0, joined, SIZE):
        yield _part(policy, settings, chain, first, first + SIZE)
    for first in range(joined, count):
        yield _part(policy, settings, chain, first, first + 1)


def pieces_of(
    part: HistoryPart, policy: PolicyEdition, settings: PolicySettings, chain: Sequence[bytes]
) -> Iterator[HistoryPart]:
    """The parts of one revision each that were made of those of that part while they were the newest."""
    return (_part(policy, settings, chain, first, first + 1) for first in range(part.first, part.end))


def _part(policy: PolicyEdition, settings: PolicySettings, chain: Sequence[bytes], first: int, end: int) -> HistoryPart:
    written = _only(settings, policy.entries[max(0, first - 1) : end + 1]).written()
    return HistoryPart(first, end, written, key("part", written, b"first" if not first else b"", chain[end - 1]))


def _only(settings: PolicySettings, entries: Sequence[PublishedRevision]) -> PolicySettings:
    """The settings of a policy that has these revisions alone."""
    names = {str(entry.revision.id) for entry in entries}
    data = settings.policy
    # What ended says so on every page; of an end to come the text in force alone tells.
    withdrawn = data.withdrawn if data.withdrawn and data.withdrawn <= settings.day else None
    numbers = slice(entries[0].number, entries[-1].number + 1)
    update = {
        "revisions": data.revisions[numbers],
        "errata": tuple(each for each in data.errata if each.revision in names),
        "annotations": tuple(each for each in data.annotations if each.revision in names),
        "mailing_list": "",
        "feed_ids": "",
        "withdrawn": withdrawn,
    }
    days = [day for entry in entries for day in (entry.revision.published, entry.revision.effective)]
    days += [withdrawn] if withdrawn else []
    return settings.model_copy(
        update={
            "policy": data.model_copy(update=update),
            "day": max(day for day in days if day <= settings.day),
            "ready_made": _NONE,
        }
    )


def make_part(part: HistoryPart, sources: Mapping[str, bytes], anchors: Sequence[Anchors]) -> Record:
    """What is made of a part. ``sources`` are the files of all revisions by id, ``anchors`` those of their texts.

    Raises ProblemsFound where something of it must not be published.
    """
    given = PolicySettings.read(part.settings)
    own = {each.id: sources[each.id] for each in given.policy.revisions}
    start = max(0, part.first - 1)
    none = ReadyMade(given.ready_made.newest, given.ready_made.bytes)
    policy = PolicyEdition(
        rebuilt_policy(given.policy, own), given.day, given.base, given.printed, none, anchors[start : part.end + 1]
    )
    entries = policy.entries[part.first - start : part.end - start]
    if faults := policy.faults(entries):
        raise ProblemsFound(faults)
    provenance = provenance_of([given.policy], given.missing)
    pages = [page for entry in entries for page in pages_of_revision(policy, entry, provenance)]
    steps = [replace(entry.step, feed=content_of(entry)) for entry in entries]
    assets = [asset for entry in entries for asset in assets_of_revision(entry)]
    return Record.of(pages, assets, links_in(entries), steps)
