"""Segments of engines that lose white space, laid over the texts they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from known_edits import Segment


def spread(segments: Sequence[Segment], old: str, new: str) -> list[Segment]:
    """The segments with the white space of the two texts put back, so that their words can be counted.

    Each takes as many characters that are no white space as it had, and the white space before them.
    """
    olds = _places((segment.old for segment in segments), old)
    news = _places((segment.new for segment in segments), new)
    return [
        segment._replace(old=old[a:b], new=new[c:d])
        for segment, (a, b), (c, d) in zip(segments, olds, news, strict=True)
    ]


def _places(parts: Iterable[str], text: str) -> list[tuple[int, int]]:
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    found: list[tuple[int, int]] = []
    taken = place = 0
    for part in parts:
        taken = min(len(solid), taken + sum(not character.isspace() for character in part))
        end = solid[taken - 1] + 1 if taken else 0
        found.append((place, max(place, end)))
        place = found[-1][1]
    if found:
        found[-1] = (found[-1][0], len(text))
    return found
