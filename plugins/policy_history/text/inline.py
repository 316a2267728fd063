"""The inline marks of a block: which characters a reader sees, and in what style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from markdown.inlinepatterns import AUTOLINK_RE, ENTITY_RE, HTML_RE

from .characters import LINE_BREAK
from .emphasis import DelimiterRun, pair, run_at
from .html_tags import OFF_THE_LINE, breaks_line, hidden_until
from .note_lines import NOTE, label_of
from .styles import PLAIN, Marks, Stretch, Style, Visible, compose

__all__ = ["PLAIN", "Stretch", "Style", "Visible"]

CODE_SPAN = r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
"""Code within a line, between as many backticks before it as behind it; it may go over line ends (DOTALL)."""
NOTE_REFERENCE = r"\[\^([^\[\]\n]+)\]"
"""What refers to a footnote; the group is its label."""

_SPECIAL = re.compile(r"[\\`*_\[<&]")
_HTML_SPECIAL = re.compile(r"[<&]")
_ALTERNATIVE_SPECIAL = re.compile(r"[\\`&]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_CODE = re.compile(CODE_SPAN, re.DOTALL)
_AUTOMATIC_LINK = re.compile(AUTOLINK_RE)
_AUTOMATIC_MAIL = re.compile(r"<(?:mailto:)?([^<> !]+@[^@<> ]+)>")
_TAG = re.compile(HTML_RE, re.DOTALL)
_ENTITY = re.compile(ENTITY_RE)
_DESTINATION = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^()\\]|\\.|\((?:[^()]|\([^()]*\))*\))*?))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_NOTE_REFERENCE = re.compile(NOTE_REFERENCE)
_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")
_BRACKET = re.compile(r"\\.|[\[\]]|`+", re.DOTALL)
_DEEPEST = 20
_READ = "\0"  # stands for a link, code or a tag before an emphasis mark: neither a letter nor white space


def visible(content: str, links: Mapping[str, str]) -> Visible:
    """What a reader sees of a block's content. ``links`` are the document's link definitions."""
    if not _SPECIAL.search(content):
        return Visible(content, [Stretch(len(content), 0, PLAIN)])
    marks = Marks()
    _scan(content, 0, len(content), links, marks)
    return compose(content, marks)


def raw_tags(content: str, links: Mapping[str, str]) -> list[tuple[int, str]]:
    """The raw HTML tags and comments in a block's content, each with its place."""
    marks = Marks()
    _scan(content, 0, len(content), links, marks)
    return sorted(marks.tags)


def targets(content: str, links: Mapping[str, str]) -> list[tuple[int, str]]:
    """The targets of the links and pictures in a block's content, each with the place of its words."""
    marks = Marks()
    _scan(content, 0, len(content), links, marks)
    found = ((start, change.get("link", change.get("image"))) for start, _, change in marks.styled)
    return sorted((start, str(target)) for start, target in found if target is not None)


def note_labels(content: str, links: Mapping[str, str]) -> list[tuple[int, str]]:
    """The labels of the footnotes that a block's content refers to, each with its place."""
    if "[^" not in content:
        return []
    marks = Marks()
    _scan(content, 0, len(content), links, marks)
    return sorted((start, str(change["note"])) for start, _, change in marks.styled if "note" in change)


def without_marks(content: str, links: Mapping[str, str]) -> str:
    """A block's content with blanks where marks, link targets, code, entities and escaped signs stand.

    Marks of emphasis stay, and so does what only looks like an entity.
    """
    marks = Marks()
    _scan(content, 0, len(content), links, marks)
    gone = [(start, end) for start, end in marks.hidden.items() if content[start] not in "*_"]
    gone += [(start, end + 1) for start, end in marks.hidden.items() if content[start] == "\\"]
    gone += [(start, end) for start, (end, text) in marks.shown.items() if text != content[start:end]]
    gone += [(start, end) for start, end, change in marks.styled if "code" in change]
    characters = list(content)
    for start, end in gone:
        characters[start:end] = ["\n" if character == "\n" else " " for character in content[start:end]]
    return "".join(characters)


def note_text(content: str, links: Mapping[str, str]) -> Visible:
    """What a reader sees of a footnote: its number in place of its mark, then its text."""
    mark = NOTE.match(content)
    if mark is None:
        return visible(content, links)
    label = label_of(mark[1])
    text, stretches = visible(content[mark.end() :], links)
    lead = f"{note_number(label, links)} " if text else note_number(label, links)
    own = Stretch(len(lead), content.index("["), Style(note=label), is_instead=True)
    behind = [each._replace(end=each.end + len(lead), place=each.place + mark.end()) for each in stretches]
    return Visible(lead + text, [own, *behind] if text else [own])


def note_number(label: str, links: Mapping[str, str]) -> str:
    """The number of a footnote as it is printed, in the text and before the note."""
    return f"[{links[f'^{label}']}]"


def html_raw_tags(content: str) -> list[tuple[int, str]]:
    """The tags and comments of a block of raw HTML, each with its place."""
    return sorted(_html_marks(content).tags)


def literal(content: str) -> Visible:
    """What a reader sees of code: every character, in the style of code."""
    return Visible(content, [Stretch(len(content), 0, Style(code=True))])


def html_text(content: str) -> Visible:
    """What a reader sees of raw HTML: the text between the tags, unstyled."""
    return compose(content, _html_marks(content))


def _html_marks(content: str) -> Marks:
    marks = Marks()
    position = 0
    while match := _HTML_SPECIAL.search(content, position):
        reader = _tag if match[0] == "<" else _entity
        position = reader(content, match.start(), len(content), {}, marks)
    return marks


def _scan(content: str, start: int, end: int, links: Mapping[str, str], marks: Marks) -> None:
    runs: list[DelimiterRun] = []
    position = start
    while match := _SPECIAL.search(content, position, end):
        at = match.start()
        mark = match[0]
        if mark in "*_":
            before = "" if at == start else _READ if at == position else content[at - 1]
            runs.append(run_at(content, at, before, end))
            position = at + runs[-1].length
        else:
            position = _READERS[mark](content, at, end, links, marks)
    pair(runs, marks)


def _escape(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    match = _ESCAPED.match(content, at, end)
    if match is None:
        return at + 1
    marks.hidden[at] = at + 1
    return match.end()


def _code(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    match = _CODE.match(content, at, end)
    if match is None:
        return at + len(re.compile("`+").match(content, at)[0])  # type: ignore[index]
    start, end = match.span("code")
    marks.hidden[at] = start
    marks.hidden[end] = match.end()
    marks.styled.append((start, end, {"code": True}))
    return match.end()


def _angle(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    for pattern, scheme in ((_AUTOMATIC_LINK, ""), (_AUTOMATIC_MAIL, "mailto:")):
        if match := pattern.match(content, at, end):
            marks.hidden[at] = match.start(1)
            marks.hidden[match.end() - 1] = match.end()
            marks.styled.append((match.start(1), match.end(1), {"link": scheme + match[1]}))
            return match.end()
    return _tag(content, at, end, links, marks)


def _tag(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    match = _TAG.match(content, at, end)
    if match is None:
        return at + 1
    marks.tags.append((at, match[0]))
    if off_line := OFF_THE_LINE.match(match[0]):
        closing = re.compile(rf"</{off_line[1]}\s*>", re.IGNORECASE).search(content, match.end(), end)
        change: dict[str, object] = {"raised" if off_line[1].lower() == "sup" else "lowered": True}
        marks.styled += [(match.end(), closing.start(), change)] if closing else []
    after = hidden_until(content, match[0], match.end())
    if breaks_line(match[0]):
        marks.shown[at] = (after, LINE_BREAK)
    else:
        marks.hidden[at] = after
    return after


def _entity(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    match = _ENTITY.match(content, at, end)
    if match is None:
        return at + 1
    marks.shown[at] = (match.end(), unescape(match[0]))
    return match.end()


def _bracket(content: str, at: int, end: int, links: Mapping[str, str], marks: Marks) -> int:
    note = _NOTE_REFERENCE.match(content, at, end)
    if note and f"^{label_of(note[1])}" in links:
        label = label_of(note[1])
        marks.shown[at] = (note.end(), note_number(label, links))
        marks.styled.append((at, note.end(), {"note": label}))
        return note.end()
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


def _scan_alternative(content: str, start: int, end: int, marks: Marks) -> None:
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
        target = _link_target(match[1] or label, links)
        if target is not None:
            return target, match.end()
    return _link_target(label, links), closing + 1


def _link_target(label: str, links: Mapping[str, str]) -> str | None:
    """Where a label leads; the label of a footnote leads nowhere."""
    return None if label.startswith("^") else links.get(label_of(label))


_READERS = {"\\": _escape, "`": _code, "<": _angle, "&": _entity, "[": _bracket}
