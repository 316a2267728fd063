"""Atom (RFC 4287) feeds, and their archives (RFC 5005)."""

from __future__ import annotations

import re

from .. import addresses
from ..edition import PolicyEdition
from ..templating import render
from .archives import FeedPart
from .entries import FeedEntry, ids_of, updated

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(policy: PolicyEdition, part: FeedPart[FeedEntry], title: str) -> bytes:
    """The feed, or an archive of it, with the entries of that part."""
    xml = render(
        "feed.xml",
        policy=policy.policy,
        title=title,
        base=policy.base,
        part=part,
        root=addresses.root_from(part.address),
        history=policy.base + addresses.history(policy.policy),
        follow=policy.base + addresses.follow(policy.policy),
        id=ids_of(policy.policy).of(part.current.rpartition("/")[2]),
        updated=updated(policy, part.entries),
    )
    return (_NOT_XML.sub("\ufffd", str(xml)) + "\n").encode()
