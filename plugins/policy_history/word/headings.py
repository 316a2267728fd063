"""Headings of a document that has none by its styles: numbered bold paragraphs, larger text (as Google Docs writes it).

Nothing is guessed where the document has headings of its own, or where it is one that this program wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from .cover import COVER_STYLES
from .numbering import Numbering
from .package import W
from .styles import Styles

_MOST_WORDS = 12
_LARGER = 1.15
"""So many times the size of the text a heading has at least."""

_TYPED = re.compile(
    r"(?:(?:article|section|clause|part|annex|schedule)\s+)?(?P<number>\d+(?:\.\d+)*|[IVXLC]+(?=[.)])|[A-Z](?=[.)]))[.)]?\s",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"toc|title|quote|policy|header|footer|caption")
_INSIDE = (f"{W}tbl", f"{W}txbxContent")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as it looks. ``depth`` is that of its number, None without one."""

    paragraph: etree._Element
    text: str
    size: int
    bold: bool
    depth: int | None

    def looks(self) -> tuple[int, bool, int]:
        """What headings of one level have in common, the highest level first when sorted."""
        return (-self.size, not self.bold, self.depth or 0)


def taken_headings(body: etree._Element, styles: Styles, numbering: Numbering) -> dict[etree._Element, int]:
    """The paragraphs to be taken for headings, each with its level; ``numbering`` is used up."""
    lines = list(_lines(body, styles, numbering))
    is_ours = any(styles.has(name) for name in COVER_STYLES)
    if is_ours or any(styles.heading_level(line.paragraph) for line in lines):
        return {}
    found = _candidates(lines, styles)
    has_title = any(styles.name(line.paragraph) == "title" for line in lines)
    return _levels(found, first=None if has_title else lines[0]) if found else {}


def _lines(body: etree._Element, styles: Styles, numbering: Numbering) -> Iterator[_Line]:
    for paragraph in body.iter(f"{W}p"):
        label = numbering.label(paragraph)
        if any(each.tag in _INSIDE for each in paragraph.iterancestors()):
            continue
        runs = [(text, run) for run in paragraph.iter(f"{W}r") if (text := _text(run)).strip()]
        text = " ".join("".join(each for each, _ in runs).split())
        if not text:
            continue
        typed = _TYPED.match(text)
        depth = label.level if label and label.text else typed["number"].count(".") if typed else None
        sizes = [styles.run_size(run, paragraph) for _, run in runs]
        yield _Line(paragraph, text, min(sizes), all(styles.run_is(run, paragraph, "b") for _, run in runs), depth)


def _text(run: etree._Element) -> str:
    return "".join(text.text or " " for text in run.iter(f"{W}t", f"{W}tab"))


def _candidates(lines: Sequence[_Line], styles: Styles) -> list[_Line]:
    """The lines that look like headings, but for those at the end, behind which nothing stands."""
    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    body_size = letters.most_common(1)[0][0] if letters else 0
    is_mostly_bold = 2 * sum(len(line.text) for line in lines if line.bold) > letters.total()
    found = [line for line in lines if _is_like_one(line, body_size, styles, bold_tells=not is_mostly_bold)]
    chosen = set(found)
    last = max((at for at, line in enumerate(lines) if line not in chosen), default=0)
    found = [line for line in lines[:last] if line in chosen]
    return found if len(found) > 1 or any(line.size >= _LARGER * body_size for line in found) else []


def _is_like_one(line: _Line, body_size: int, styles: Styles, *, bold_tells: bool) -> bool:
    if len(line.text.split()) > _MOST_WORDS or not any(each.isalpha() for each in line.text):
        return False
    if line.text[-1] in ";,:" or (line.text[-1] == "." and line.depth is None):
        return False
    if _NO_HEADING.match(styles.name(line.paragraph)):
        return False
    is_capitals = line.depth is not None and line.text.isupper() and sum(map(str.isalpha, line.text)) > 3
    return (line.bold and bold_tells) or line.size >= _LARGER * body_size or is_capitals


def _levels(found: Sequence[_Line], first: _Line | None) -> dict[etree._Element, int]:
    """Level 1 is a title that begins the document; clauses begin at level 2, and go down by size and number."""
    title = found[0] if found[0] is first and _is_title(found) else None
    rest = [line for line in found if line is not title]
    ranks = {looks: rank for rank, looks in enumerate(sorted({line.looks() for line in rest}), start=2)}
    levels = {line.paragraph: min(6, ranks[line.looks()]) for line in rest}
    return {title.paragraph: 1, **levels} if title else levels


def _is_title(found: Sequence[_Line]) -> bool:
    first = found[0]
    alike = [line for line in found[1:] if line.looks() == first.looks()]
    return first.depth is None and len(found) > 1 and all(line.depth is not None for line in alike)


def told(levels: Mapping[str, int]) -> list[str]:
    """The sentence on headings that were taken, by their texts."""
    if not levels:
        return []
    listed = ", ".join(f"“{text}” ({level})" for text, level in levels.items())
    return [
        f"The document has no headings by its styles. Taken for such, by number, bold or size, with level: {listed}."
    ]
