"""Small histories."""

from __future__ import annotations

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
