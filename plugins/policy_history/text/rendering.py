"""Markdown -> HTML by Python-Markdown, part by part: what texts of a history have in common is rendered once.

A text with footnotes or with ids in raw HTML is rendered as a whole, as ids are given once in it; so is one of which a
part does not end where it seems to (an inline tag that is left open). ``BEHIND`` proves it for each part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import markdown
from markupsafe import Markup

from .keeping import kept
from .parts import BEHIND
from .references import relevant

References = tuple[tuple[str, tuple[str, str]], ...]
"""Link definitions as Python-Markdown reads them: for each label the target and the title."""

_ID = re.compile(r"<[^<>]*\bid\b", re.IGNORECASE)
_END = f"<p>{BEHIND}</p>"


class RenderedHeading(NamedTuple):
    """The id and the level that a heading gets."""

    id: str
    level: int


class Rendered(NamedTuple):
    """The clean HTML of a part, and how many headings Python-Markdown found in it."""

    html: Markup
    headings: int


Render = Callable[[str, tuple[RenderedHeading, ...], References], tuple[Markup, int]]
"""How the source of a part becomes clean HTML; also gives the number of its headings."""


@kept
def rendered_part(
    render: Render,
    source: str,
    headings: tuple[RenderedHeading, ...],
    references: References,
) -> Rendered | None:
    """A part with these headings; None where it does not end where it seems to."""
    html, count = render(f"{source}\n\n{BEHIND}\n", headings, references)
    return Rendered(html.removesuffix(_END), count) if html.endswith(_END) and html.count(BEHIND) == 1 else None


@kept
def _definitions(source: str) -> References:
    """The link definitions of a part, as Python-Markdown reads them."""
    if "]:" not in source:
        return ()
    reader = markdown.Markdown(extensions=["tables", "sane_lists", "fenced_code"])
    reader.convert(source)
    return tuple(reader.references.items())


def stay_together(sources: Iterable[str]) -> bool:
    """Whether parts with these sources must be rendered as one, by what stands in them."""
    return any("[^" in source or ("<" in source and _ID.search(source)) for source in sources)


def references_of(sources: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The link definitions of all parts by their labels."""
    return {label: to for source in sources for label, to in _definitions(source)}


def rendered_parts(
    render: Render, sources: Sequence[str], counts: Sequence[int], headings: Sequence[RenderedHeading]
) -> tuple[Markup, ...] | None:
    """The HTML of each part, the same object for the same one but at the end; None when they must stay together.

    ``counts`` says for each how many headings our reading has in it.
    """
    if stay_together(sources):
        return None
    references = references_of(sources)
    found: list[Markup] = []
    at = 0
    for source, count in zip(sources, counts, strict=True):
        part = _part(render, source, count, headings[at:], relevant(source, references))
        if part is None:
            return None
        found.append(part.html)
        at += part.headings
    found[-1] = found[-1].rstrip()
    return tuple(found)


def _part(
    render: Render, source: str, count: int, headings: Sequence[RenderedHeading], references: References
) -> Rendered | None:
    """A part with the first of these headings: as many as it is found to have, which most often is that count."""
    part = rendered_part(render, source, tuple(headings[:count]), references)
    if part is None or part.headings == count:
        return part
    return rendered_part(render, source, tuple(headings[: part.headings]), references)
