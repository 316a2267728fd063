"""How a text is set: its styles, the stretches that are seen, and how marks are put together to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Style(NamedTuple):
    """How a stretch of text is set.

    ``link`` is the target, ``image`` the address of a picture, ``note`` the label of the footnote that it numbers.
    """

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None
    image: str | None = None
    note: str | None = None
    raised: bool = False
    lowered: bool = False

    def shared(self, other: Style) -> Style:
        """What two styles have in common."""
        return Style(
            self.strong and other.strong,
            self.emphasis and other.emphasis,
            self.code and other.code,
            self.link if self.link == other.link else None,
            self.image if self.image == other.image else None,
            self.note if self.note == other.note else None,
            self.raised and other.raised,
            self.lowered and other.lowered,
        )


PLAIN = Style()


class Stretch(NamedTuple):
    """Visible text in one style, up to ``end`` in the text that is read.

    Its characters are those of the content from ``place`` on; where they are shown instead of what stands there (an
    entity, a line break), all of them are at ``place``.
    """

    end: int
    place: int
    style: Style
    is_instead: bool = False


class Visible(NamedTuple):
    """The text a reader sees, and where its stretches stand in the content and how they are set."""

    text: str
    stretches: list[Stretch]


@dataclass(slots=True)
class Marks:
    """What a scan finds: marks that are not shown, text shown instead of its source, styled stretches."""

    hidden: dict[int, int] = field(default_factory=dict)
    shown: dict[int, tuple[int, str]] = field(default_factory=dict)
    styled: list[tuple[int, int, dict[str, object]]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)
    brackets: dict[int, int] | None = None  # opening -> closing; found when first asked for
    depth: int = 0  # of links in links


def compose(content: str, marks: Marks) -> Visible:
    """Put together what is left to see: stretch by stretch, never character by character."""
    if not (marks.hidden or marks.shown or marks.styled):
        return Visible(content, [Stretch(len(content), 0, PLAIN)])
    parts: list[str] = []
    stretches: list[Stretch] = []
    length = 0
    for start, end, style in _stretches(content, marks):
        is_instead = start in marks.shown
        text = marks.shown[start][1] if is_instead else content[start:end]
        length += len(text)
        parts.append(text)
        stretches.append(Stretch(length, start, style, is_instead))
    return Visible("".join(parts), stretches)


def _stretches(content: str, marks: Marks) -> Iterator[tuple[int, int, Style]]:
    """The visible stretches in order, each in one style."""
    hidden, shown = marks.hidden, marks.shown
    edges = {0, len(content), *hidden, *hidden.values(), *shown}
    edges.update(end for end, _ in shown.values())
    for start, end, _ in marks.styled:
        edges.update((start, end))
    opening = sorted(marks.styled, key=lambda styled: (-styled[0], styled[1]))
    active: list[tuple[int, Style]] = [(len(content) + 1, PLAIN)]
    skip_to = 0
    ordered = sorted(edges)
    for start, end in itertools.pairwise(ordered):
        while active[-1][0] <= start:
            active.pop()
        while opening and opening[-1][0] <= start:
            _, until, change = opening.pop()
            active.append((until, active[-1][1]._replace(**change)))  # type: ignore[arg-type]
        while active[-1][0] <= start:
            active.pop()
        if start in hidden and hidden[start] > skip_to:
            skip_to = hidden[start]
        if start >= skip_to:
            yield start, end, active[-1][1]
        if start in shown:
            skip_to = max(skip_to, shown[start][0])
