"""The inline marks of a block: which characters a reader sees, and in what style.

Emphasis follows CommonMark's delimiter runs (section 6.2), which Python-Markdown agrees with on well-formed text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from markdown.inlinepatterns import AUTOLINK_RE, ENTITY_RE, HTML_RE

from .html_tags import breaks_line, hidden_until


class Style(NamedTuple):
    """How a stretch of text is set. ``link`` is the target, ``image`` the address of a picture."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None
    image: str | None = None

    def shared(self, other: Style) -> Style:
        """What two styles have in common."""
        return Style(
            self.strong and other.strong,
            self.emphasis and other.emphasis,
            self.code and other.code,
            self.link if self.link == other.link else None,
            self.image if self.image == other.image else None,
        )


PLAIN = Style()
_CODE_STYLE = Style(code=True)


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
class _Marks:
    """What the scan finds: marks that are not shown, text shown instead of its source, styled stretches."""

    hidden: dict[int, int] = field(default_factory=dict)
    shown: dict[int, tuple[int, str]] = field(default_factory=dict)
    styled: list[tuple[int, int, dict[str, object]]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)
    brackets: dict[int, int] | None = None  # opening -> closing; found when first asked for
    depth: int = 0  # of links in links


@dataclass(slots=True)
class _Run:
    """A run of ``*`` or ``_`` that may open or close emphasis."""

    start: int
    length: int
    mark: str
    opens: bool
    closes: bool
    end: int = 0


_SPECIAL = re.compile(r"[\\`*_\[<&]")
_HTML_SPECIAL = re.compile(r"[<&]")
_ALTERNATIVE_SPECIAL = re.compile(r"[\\`&]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_AUTOMATIC_LINK = re.compile(AUTOLINK_RE)
_AUTOMATIC_MAIL = re.compile(r"<(?:mailto:)?([^<> !]+@[^@<> ]+)>")
_TAG = re.compile(HTML_RE, re.DOTALL)
_ENTITY = re.compile(ENTITY_RE)
_DESTINATION = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^()\\]|\\.|\((?:[^()]|\([^()]*\))*\))*?))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")
_BRACKET = re.compile(r"\\.|[\[\]]|`+", re.DOTALL)
_DEEPEST = 20
_BLANKS = re.compile(r"\s+")
_RUN = re.compile(r"\*+|_+")
_READ = "\0"  # stands for a link, code or a tag before an emphasis mark: neither a letter nor white space


def visible(content: str, links: Mapping[str, str]) -> Visible:
    """What a reader sees of a block's content. ``links`` are the document's link definitions."""
    if not _SPECIAL.search(content):
        return Visible(content, [Stretch(len(content), 0, PLAIN)])
    marks = _Marks()
    _scan(content, 0, len(content), links, marks)
    return _compose(content, marks)


def raw_tags(content: str, links: Mapping[str, str]) -> list[tuple[int, str]]:
    """The raw HTML tags and comments in a block's content, each with its place."""
    marks = _Marks()
    _scan(content, 0, len(content), links, marks)
    return sorted(marks.tags)


def targets(content: str, links: Mapping[str, str]) -> list[tuple[int, str]]:
    """The targets of the links and pictures in a block's content, each with the place of its words."""
    marks = _Marks()
    _scan(content, 0, len(content), links, marks)
    found = ((start, change.get("link", change.get("image"))) for start, _, change in marks.styled)
    return sorted((start, str(target)) for start, target in found if target is not None)


def html_raw_tags(content: str) -> list[tuple[int, str]]:
    """The tags and comments of a block of raw HTML, each with its place."""
    return sorted(_html_marks(content).tags)


def literal(content: str) -> Visible:
    """What a reader sees of code: every character, in the style of code."""
    return Visible(content, [Stretch(len(content), 0, _CODE_STYLE)])


def html_text(content: str) -> Visible:
    """What a reader sees of raw HTML: the text between the tags, unstyled."""
    return _compose(content, _html_marks(content))


def _html_marks(content: str) -> _Marks:
    marks = _Marks()
    position = 0
    while match := _HTML_SPECIAL.search(content, position):
        reader = _tag if match[0] == "<" else _entity
        position = reader(content, match.start(), len(content), {}, marks)
    return marks


def _scan(content: str, start: int, end: int, links: Mapping[str, str], marks: _Marks) -> None:
    runs: list[_Run] = []
    position = start
    while match := _SPECIAL.search(content, position, end):
        at = match.start()
        mark = match[0]
        if mark in "*_":
            before = "" if at == start else _READ if at == position else content[at - 1]
            runs.append(_run(content, at, before, end))
            position = at + runs[-1].length
        else:
            position = _READERS[mark](content, at, end, links, marks)
    _pair(runs, marks)


def _escape(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    match = _ESCAPED.match(content, at, end)
    if match is None:
        return at + 1
    marks.hidden[at] = at + 1
    return match.end()


def _code(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    match = _CODE.match(content, at, end)
    if match is None:
        return at + len(re.compile("`+").match(content, at)[0])  # type: ignore[index]
    marks.hidden[at] = match.start(2)
    marks.hidden[match.end(2)] = match.end()
    marks.styled.append((match.start(2), match.end(2), {"code": True}))
    return match.end()


def _angle(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    for pattern, scheme in ((_AUTOMATIC_LINK, ""), (_AUTOMATIC_MAIL, "mailto:")):
        if match := pattern.match(content, at, end):
            marks.hidden[at] = match.start(1)
            marks.hidden[match.end() - 1] = match.end()
            marks.styled.append((match.start(1), match.end(1), {"link": scheme + match[1]}))
            return match.end()
    return _tag(content, at, end, links, marks)


def _tag(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    match = _TAG.match(content, at, end)
    if match is None:
        return at + 1
    marks.tags.append((at, match[0]))
    after = hidden_until(content, match[0], match.end())
    if breaks_line(match[0]):
        marks.shown[at] = (after, "\n")
    else:
        marks.hidden[at] = after
    return after


def _entity(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    match = _ENTITY.match(content, at, end)
    if match is None:
        return at + 1
    marks.shown[at] = (match.end(), unescape(match[0]))
    return match.end()


def _bracket(content: str, at: int, end: int, links: Mapping[str, str], marks: _Marks) -> int:
    is_image = at > 0 and content[at - 1] == "!" and (at < 2 or content[at - 2] != "\\")
    if marks.brackets is None:
        marks.brackets = _brackets(content, at)
    closing = marks.brackets.get(at, end)
    if closing >= end or marks.depth > _DEEPEST:
        return at + 1
    target, after = _target(content, at, closing, end, links)
    if target is None:
        return at + 1
    marks.hidden[at - 1 if is_image else at] = at + 1
    marks.hidden[closing] = after
    marks.styled.append((at + 1, closing, {"image" if is_image else "link": target}))
    if is_image:
        _scan_alternative(content, at + 1, closing, marks)
    else:
        marks.depth += 1
        _scan(content, at + 1, closing, links, marks)
        marks.depth -= 1
    return after


def _scan_alternative(content: str, start: int, end: int, marks: _Marks) -> None:
    """The words of a picture: nothing in them but escapes, references and code is read as markup."""
    position = start
    while match := _ALTERNATIVE_SPECIAL.search(content, position, end):
        position = _READERS[match[0]](content, match.start(), end, {}, marks)


def _brackets(content: str, at: int) -> dict[int, int]:
    """Which closing bracket belongs to which opening one, from a place on."""
    found: dict[int, int] = {}
    opened: list[int] = []
    while match := _BRACKET.search(content, at):
        at = match.end()
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            found[opened.pop()] = match.start()
        elif match[0][0] == "`" and (code := _CODE.match(content, match.start())):
            at = code.end()
    return found


def _target(content: str, opening: int, closing: int, end: int, links: Mapping[str, str]) -> tuple[str | None, int]:
    if match := _DESTINATION.match(content, closing + 1, end):
        target = match[1] if match[1] is not None else match[2]
        return unescape(_ESCAPED.sub(r"\1", target)), match.end()
    label = content[opening + 1 : closing]
    if match := _REFERENCE.match(content, closing + 1, end):
        target = links.get(_label(match[1] or label))
        if target is not None:
            return target, match.end()
    return links.get(_label(label)), closing + 1


def _label(text: str) -> str:
    return _BLANKS.sub(" ", text.lower())


_READERS = {"\\": _escape, "`": _code, "<": _angle, "&": _entity, "[": _bracket}


def _run(content: str, at: int, before: str, end: int) -> _Run:
    """The run there. Python-Markdown looks for white space only, and around ``_`` for the end of a word."""
    match = _RUN.match(content, at, end)
    behind = match.end() if match else at + 1
    after = content[behind] if behind < end else ""
    opens, closes = bool(after.strip()), bool(before.strip())
    if content[at] == "_":
        opens, closes = opens and not _is_letter(before), closes and not _is_letter(after)
    return _Run(at, behind - at, content[at], opens, closes, behind)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _pair(runs: list[_Run], marks: _Marks) -> None:
    """Match closing runs with opening ones, the nearest first (CommonMark, "process emphasis")."""
    openers: list[_Run] = []
    for run in runs:
        if run.closes:
            _close(run, openers, marks)
        if run.length and run.opens:
            openers.append(run)


def _close(run: _Run, openers: list[_Run], marks: _Marks) -> None:
    position = len(openers) - 1
    while run.length and position >= 0:
        opener = openers[position]
        if opener.mark != run.mark or not opener.length or _odd_match(opener, run):
            position -= 1
            continue
        width = 2 if opener.length >= 2 and run.length >= 2 else 1
        opener.end -= width
        marks.hidden[opener.end] = opener.end + width
        marks.hidden[run.start] = run.start + width
        style = "strong" if width == 2 else "emphasis"
        marks.styled.append((opener.end + width, run.start, {style: True}))
        opener.length -= width
        run.start += width
        run.length -= width
        del openers[position + 1 :]
        if not opener.length:
            openers.pop()
            position -= 1


def _odd_match(opener: _Run, closer: _Run) -> bool:
    both = opener.closes or closer.opens
    total = opener.length + closer.length
    return both and total % 3 == 0 and (opener.length % 3 != 0 or closer.length % 3 != 0)


def _compose(content: str, marks: _Marks) -> Visible:
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


def _stretches(content: str, marks: _Marks) -> Iterator[tuple[int, int, Style]]:
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
