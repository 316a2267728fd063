"""Headings of a document that has none by its styles: numbered or bold paragraphs, larger text (as in Google Docs).

Nothing is guessed where the document has headings of its own besides a title that begins it, or where it is one that
this program wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from .cover import COVER_STYLES
from .numbering import ListNumbering
from .package import W
from .run_in import length_of_lead, split
from .styles import Styles, value

_MOST_WORDS = 12
_LARGER = 1.15
"""So many times the size of the text a heading has at least."""

_KIND = r"(?:(?:article|section|clause|part|annex|schedule|artikel|abschnitt|artículo|articolo)\s+|§+\s*)"
_NUMBER = r"(?P<number>\d+(?:\.\d+)*|[IVXLC]+(?=[.)]|$)|[A-Z](?=[.)]))[.)]?"
_TYPED = re.compile(rf"{_KIND}?{_NUMBER}(?:\s|$)", re.IGNORECASE)
_LABEL = re.compile(rf"{_KIND}{_NUMBER}", re.IGNORECASE)
"""A line of its own such as “Article 1” or “§ 1”: a heading, and the line behind it is its title."""
_NO_HEADING = re.compile(r"toc|title|quote|policy|header|footer|caption")
_INSIDE = (f"{W}tbl", f"{W}txbxContent")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as it looks. ``depth`` is that of its number, None without one; ``lead`` is how many characters at
    its beginning may head it."""

    paragraph: etree._Element
    text: str
    size: int
    bold: bool
    underlined: bool
    capitals: bool
    depth: int | None
    lead: int = 0

    def looks(self) -> tuple[int, int, int]:
        """What headings of one level have in common, the highest level first when sorted."""
        return (-self.size, 2 if self.lead else not self.bold, self.depth or 0)

    @property
    def is_label(self) -> bool:
        return _LABEL.fullmatch(self.text) is not None

    @property
    def is_capitals(self) -> bool:
        return (self.capitals or self.text.isupper()) and sum(map(str.isalpha, self.text)) > 3


def taken_headings(body: etree._Element, styles: Styles, numbering: ListNumbering) -> dict[etree._Element, int]:
    """The paragraphs to be taken for headings, each with its level, or for text whatever their style is, with level 0.

    ``numbering`` is used up. The title behind a line that is a label only is put into that line.
    """
    lines = list(_lines(body, styles, numbering))
    is_ours = any(styles.has(name) for name in COVER_STYLES)
    styled = [line for line in lines if styles.heading_level(line.paragraph)]
    is_title_alone = styled == lines[:1] and all(styles.heading_level(line.paragraph) == 1 for line in styled)
    if is_ours:
        return {}
    if styled and not is_title_alone:
        return _texts_in_heading_styles(styled, styles)
    lines = lines[len(styled) :]
    found = _candidates(lines, styles)
    has_title = bool(styled) or any(styles.name(line.paragraph) == "title" for line in lines)
    levels = _levels(found, first=None if has_title else lines[0]) if found else {}
    for line in found:
        if line.lead:
            levels[split(line.paragraph, line.lead)] = levels.pop(line.paragraph)
    for line, following in pairwise(lines):
        if line.is_label and line.paragraph in levels and _is_title_of(following, line, styles):
            levels.pop(following.paragraph, 0)
            _join(line.paragraph, following.paragraph)
    return levels


_SENTENCE, _LONG = 12, 25
"""So many words a heading has at most where a sentence ends there, and so many in any case."""
_GOES_ON = re.compile(r"(?:[.;,:]|[;,]\s*(?:and|or|und|oder|et|ou|y|o))$")


def _texts_in_heading_styles(styled: Sequence[_Line], styles: Styles) -> dict[etree._Element, int]:
    """The paragraphs that have a heading's style for its number, as many templates of law firms mean it: whole clauses.

    What begins such a paragraph as its heading stays one, in a paragraph of its own.
    """
    of_level: dict[int, list[_Line]] = {}
    for line in styled:
        of_level.setdefault(styles.heading_level(line.paragraph), []).append(line)
    of_text = [level for level, lines in of_level.items() if 2 * sum(map(_is_clause, lines)) > len(lines)]
    first = min(of_text, default=10)
    found = {
        line.paragraph: 0
        for level, lines in of_level.items()
        for line in lines
        if _is_clause(line) or (level >= first and _GOES_ON.search(line.text))
    }
    for line in styled:
        if line.paragraph in found and line.lead:
            split(line.paragraph, line.lead)
    return found


def _is_clause(line: _Line) -> bool:
    words = len(line.text.split())
    return words > _LONG or (words > _SENTENCE and _GOES_ON.search(line.text) is not None)


def _is_title_of(line: _Line, label: _Line, styles: Styles) -> bool:
    """Whether a line behind a label looks as that does, or is in capitals."""
    alike = (line.size, line.bold, line.underlined) == (label.size, label.bold, label.underlined)
    is_set_alike = _alignment(line) == _alignment(label) == "center"
    is_marked = line.bold or line.underlined or line.is_capitals or is_set_alike
    return _may_be_one(line, styles) and line.depth is None and is_marked and (alike or line.is_capitals)


def _alignment(line: _Line) -> str:
    return value(line.paragraph.find(f"{W}pPr/{W}jc"))


def _join(label: etree._Element, title: etree._Element) -> None:
    """Put what a paragraph holds into the one before it, behind a line break."""
    run = etree.SubElement(label, f"{W}r")
    etree.SubElement(run, f"{W}br")
    label.extend([child for child in title if child.tag != f"{W}pPr"])
    if (parent := title.getparent()) is not None:
        parent.remove(title)


def _lines(body: etree._Element, styles: Styles, numbering: ListNumbering) -> Iterator[_Line]:
    for paragraph in body.iter(f"{W}p"):
        label = numbering.label(paragraph)
        if any(each.tag in _INSIDE for each in paragraph.iterancestors()):
            continue
        every = [(_text(run), run) for run in paragraph.iter(f"{W}r")]
        text = " ".join("".join(each for each, _ in every).split())
        runs = _behind_number([(each, run) for each, run in every if each.strip()])
        if not runs:
            continue
        typed = _TYPED.match(text)
        depth = label.level if label and label.text else typed["number"].count(".") if typed else None
        size = min(styles.run_size(run, paragraph) for _, run in runs)
        bold = all(styles.run_is(run, paragraph, "b") for _, run in runs)
        underlined = all(styles.run_value(run, paragraph, "u") not in ("", "none") for _, run in runs)
        capitals = all(any(styles.run_is(run, paragraph, name) for name in ("caps", "smallCaps")) for _, run in runs)
        is_item = label is not None and not label.text
        is_whole = (bold or underlined) and not styles.heading_level(paragraph)
        lead = 0 if is_whole or is_item else length_of_lead(paragraph, styles)
        yield _Line(paragraph, text, size, bold, underlined, capitals, depth, lead)


def _behind_number(runs: list[tuple[str, etree._Element]]) -> list[tuple[str, etree._Element]]:
    """The runs without the first one where that is a typed number, whose look says nothing of the line."""
    return runs[1:] if len(runs) > 1 and _TYPED.fullmatch(runs[0][0].strip()) else runs


def _text(run: etree._Element) -> str:
    return "".join(text.text or " " for text in run.iter(f"{W}t", f"{W}tab"))


def _candidates(lines: Sequence[_Line], styles: Styles) -> list[_Line]:
    """The lines that look like headings: labels, larger, bold or numbered in capitals; where these are a title at most,
    the underlined ones too, then those in capitals, and last what stands at the beginning of paragraphs. What most of
    the text looks like tells nothing."""
    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    larger = _LARGER * letters.most_common(1)[0][0] if letters else 0
    bold, underlined, capitals = (_if_rare(lines, way) for way in _WAYS)
    ways: list[Callable[[_Line], bool]] = [
        lambda line: (
            line.is_label or line.size >= larger or bold(line) or (line.depth is not None and line.is_capitals)
        ),
        underlined,
        capitals,
        _leads(lines),
    ]
    chosen: set[_Line] = set()
    best: list[_Line] = []
    for way in ways:
        chosen |= {line for line in lines if way(line) and _may_be_one(line, styles)}
        found = _with_text_behind(lines, chosen)
        is_titled = bool(found) and found[0] is lines[0] and found[0].depth is None
        if len(found) > 1 + is_titled:
            return found
        if not best and (len(found) > 1 or any(line.size >= larger for line in found)):
            best = found
    return best


_WAYS: tuple[Callable[[_Line], bool], ...] = (
    lambda line: line.bold,
    lambda line: line.underlined,
    lambda line: line.is_capitals,
)


def _leads(lines: Sequence[_Line]) -> Callable[[_Line], bool]:
    """Whether a line begins with its heading, where at least two do; one that comes again, such as “Note.”, is none."""
    times = Counter(line.text[: line.lead].strip() for line in lines if line.lead)
    return lambda line: bool(line.lead) and len(times) > 1 and times[line.text[: line.lead].strip()] == 1


def _if_rare(lines: Sequence[_Line], looks_so: Callable[[_Line], bool]) -> Callable[[_Line], bool]:
    """The same where less than half of the text looks so; else what holds for none."""
    so = sum(len(line.text) for line in lines if looks_so(line))
    return looks_so if 2 * so <= sum(len(line.text) for line in lines) else lambda _line: False


def _with_text_behind(lines: Sequence[_Line], chosen: Set[_Line]) -> list[_Line]:
    """Those lines in order, but for the ones at the end, behind which nothing else stands."""
    last = max((at + bool(line.lead) for at, line in enumerate(lines) if line.lead or line not in chosen), default=0)
    return [line for line in lines[:last] if line in chosen]


def _may_be_one(line: _Line, styles: Styles) -> bool:
    if line.is_label or line.lead:
        return not (line.lead and _NO_HEADING.match(styles.name(line.paragraph)))
    if len(line.text.split()) > _MOST_WORDS or not any(each.isalpha() for each in line.text):
        return False
    if line.text[-1] in ";,:" or (line.text[-1] == "." and line.depth is None):
        return False
    return not _NO_HEADING.match(styles.name(line.paragraph))


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
    return not first.lead and first.depth is None and len(found) > 1 and all(line.depth is not None for line in alike)


def told(levels: Mapping[str, int]) -> list[str]:
    """The sentence on headings that were taken, by their texts."""
    if not levels:
        return []
    listed = ", ".join(f"“{text}” ({level})" for text, level in levels.items())
    said = "The document has no headings by its styles, or a title only. Taken for such by their looks, with level"
    return [f"{said}: {listed}."]
