"""Revisions -> their store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .cutting import cut
from .store import Revision, Store
from .weave import Weave


class Wording(NamedTuple):
    """A revision and its source."""

    revision: Revision
    source: str


def build(wordings: Sequence[Wording]) -> Store:
    """The store of these revisions, oldest first."""
    weave = Weave()
    for wording in wordings:
        weave.add(wording.source)
    return cut(weave, [wording.revision for wording in wordings])
