"""Atom (RFC 4287) feeds, complete ones as RFC 5005 calls them: every entry stands in the one file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import addresses
from ..edition import Entry, PolicyEdition
from ..templating import render
from .entries import feed_entries, updated

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(policy: PolicyEdition, address: str, title: str, entries: Sequence[Entry]) -> bytes:
    """The feed at that address, with these revisions."""
    xml = render(
        "feed.xml",
        policy=policy.policy,
        title=title,
        address=policy.base + address,
        history=policy.base + addresses.history(policy.policy),
        updated=updated(policy, entries),
        entries=feed_entries(policy, entries),
    )
    return (_NOT_XML.sub("\ufffd", str(xml)) + "\n").encode()
