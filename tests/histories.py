"""Small histories, and what is asked of their stores."""

from __future__ import annotations

from collections.abc import Sequence

from policy_history.history.building import Wording, build
from policy_history.history.store import Revision, Store


def wordings(texts: Sequence[str], reconstructed: Sequence[int] = ()) -> list[Wording]:
    """Revisions called 1, 2 and so on with these texts; ``reconstructed`` has numbers from 0."""
    return [Wording(Revision(str(at + 1), at in reconstructed), text) for at, text in enumerate(texts)]


def woven(*texts: str, reconstructed: Sequence[int] = ()) -> Store:
    """The store of a history."""
    return build(wordings(texts, reconstructed))


PARAGRAPHS = (
    "We keep your loan records for twelve months after you return the last item to us.",
    "Nobody outside the library may read them unless a court orders us to hand them over.",
    "You can ask at any desk to see what we hold about you, and we answer within a week.",
    "Cameras watch the front door and the car park, and their pictures are wiped every night.",
    "Children under twelve need the signature of a parent before they can borrow films.",
)


def text_of(*blocks: str) -> str:
    """Blocks as one text."""
    return "\n\n".join(blocks) + "\n"
