"""The ids of feeds and of their entries, which stay for ever (RFC 4287, 4.2.6): no address of the site is in them.

Who follows a feed knows its entries by their ids; under other ids each is told once more, as something new.
"""

from __future__ import annotations

import re
from uuid import UUID, uuid5

_OURS = UUID("5ab2a3b8-0d33-5c9c-9d63-0a6c5e1d8f60")
_UUID = "urn:uuid:"
# A URI (RFC 3986) to which a name can be added: a folder of a site, or a tag URI (RFC 4151).
_BEGINNING = re.compile(
    rf"https?://[^\s/?#@]+/(?:[^\s?#]*/)?|tag:[^\s,:]+,[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}}:[^\s#]*"
    rf"|{_UUID}[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
)


class FeedIds:
    """What the ids of a feed follow from: what the publisher declared or else who publishes, and the folder's name.

    ``declared`` is a URI with which ids begin, or a UUID (``urn:uuid:…``, RFC 9562), from which another follows for
    each name; empty where nothing is declared.
    """

    def __init__(self, declared: str, publisher: str, folder: str) -> None:
        self.begin = declared or uuid5(_OURS, f"{publisher}\n{folder}").urn

    def of(self, name: str) -> str:
        """The id of what has that name: ``feed.xml`` for a feed, ``2026-06-01/`` for a revision."""
        if self.begin.startswith(_UUID):
            return uuid5(UUID(self.begin.removeprefix(_UUID)), name).urn
        return self.begin + name


def may_begin_ids(text: str) -> bool:
    """Whether ids may be declared to begin with that."""
    return _BEGINNING.fullmatch(text) is not None
