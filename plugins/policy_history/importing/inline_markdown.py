"""Runs of text -> Markdown in which every character is what it was, by Python-Markdown's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from ..text.inline import PLAIN, Style
from ..text.tokens import Run

_ALWAYS = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(r"([#>+\-=](?=[\s#>=\-]|$)|[>#]|:(?=\s))|(\d+)([.)])(?=\s|$)")
_BLANKS = re.compile(r"[^\S\n\u00a0\u202f]+")
"""White space that says no more than a blank does; one that holds words together is what it is."""
_TILDES = re.compile(r"~(?=~)")
_PIPE = "\ue000"  # stands for a pipe in a table cell until all else is escaped
_SPACES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def inline(
    runs: Sequence[Run],
    *,
    line_break: str = "  \n",
    in_table: bool = False,
    begins_line: bool = True,
    styled: bool = True,
) -> str:
    """The runs as the content of a block; “\\n” in a run is written as ``line_break``.

    ``begins_line`` says that the content stands at the beginning of a line, where more signs are marks; ``styled`` off
    leaves out bold and italics, for text whose marks would not be read as marks.
    """
    stretches = []
    for run in runs:
        words = _BLANKS.sub(" ", run.text)
        if in_table and not run.style.code:
            words = words.replace("|", _PIPE)
        style = run.style if styled else run.style._replace(strong=False, emphasis=False)
        stretches += [(words, style)] if words else []
    text = _styled(_trimmed(stretches), _AROUND, _emphasized).replace(_PIPE, "\\|")
    lines = [line.strip() for line in text.split("\n")]
    return line_break.join(_start(line) if begins_line and not in_table else line for line in lines if line)


def _trimmed(stretches: list[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """Blanks at the edge of a style, or between two, stand outside of its marks where these are not one."""
    found: list[tuple[str, Style | None]] = []
    for text, style in stretches:
        match = _SPACES.fullmatch(text)
        if style.code or match is None or (style == PLAIN and text != " "):
            found.append((text, style))
            continue
        before, words, after = match.groups() if text != " " else (text, "", "")
        if before == " " and found and found[-1] == (" ", None):
            before = ""
        found += [(part, kind) for part, kind in ((before, None), (words, style), (after, None)) if part]
    return [(text, style if style is not None else _between(found, at)) for at, (text, style) in enumerate(found)]


def _between(found: Sequence[tuple[str, Style | None]], at: int) -> Style:
    """The style of a blank: what its two neighbours have in common, so that a link stays one."""
    sides = [found[place][1] if 0 <= place < len(found) else PLAIN for place in (at - 1, at + 1)]
    before, after = (side if side is not None else PLAIN for side in sides)
    return before.shared(after)._replace(code=False, image=None, note=None)


def _start(line: str) -> str:
    """A line that begins like a mark is made to begin like text."""
    match = _START.match(line)
    if match is None:
        return line
    if match[2]:
        return f"{match[2]}\\{match[3]}{line[match.end() :]}" if match[3] == "." else line
    return f"&#58;{line[1:]}" if line[0] == ":" else f"&#61;{line[1:]}" if line[0] == "=" else f"\\{line}"


def escape(text: str) -> str:
    """Plain text with what Markdown would take for a mark made plain."""
    text = _ENTITY.sub("&amp;", text)
    text = _ALWAYS.sub(lambda match: "\\" + match[0], text)
    text = text.replace("](", "]\\(").replace("][", "]\\[").replace("![", "!\\[").replace("[^", "\\[^")
    return _TILDES.sub("&#126;", _TAG.sub("&lt;", text))


def _code(content: str, _style: Style) -> str:
    ticks = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{ticks}{pad}{content}{pad}{ticks}"


def _link(content: str, style: Style) -> str:
    return f"[{content}]({_target(style.link or '')})"


def _image(content: str, style: Style) -> str:
    return f"![{content}]({_target(style.image or '')})"


def _target(address: str) -> str:
    """An address as Markdown reads it back; between angle brackets where a sign in it would end it."""
    address = address.replace("\n", "")
    if set(address) & set("<>"):
        return address.replace(" ", "%20")
    return f"<{address}>" if set(address) & set(" ()") else address


_Level = tuple[str, Callable[[str, Style], str]]
_Stretches = Sequence[tuple[str, Style]]
_AROUND: tuple[_Level, ...] = (("note", lambda _, style: f"[^{style.note}]"), ("link", _link), ("image", _image))
_STRONG: _Level = ("strong", lambda content, _: f"**{content}**")
_EMPHASIS: _Level = ("emphasis", lambda content, _: f"*{content}*")
_WITHIN: tuple[_Level, ...] = (
    ("raised", lambda content, _: f"<sup>{content}</sup>"),
    ("lowered", lambda content, _: f"<sub>{content}</sub>"),
    ("code", _code),
)


def _emphasized(stretches: _Stretches) -> str:
    """Bold in italics where all that stands together is in italics, else italics in bold."""
    parts = []
    for _, group in groupby(stretches, key=lambda stretch: stretch[1].strong or stretch[1].emphasis):
        members = list(group)
        is_in_italics = all(style.emphasis for _, style in members)
        levels = (_EMPHASIS, _STRONG) if is_in_italics else (_STRONG, _EMPHASIS)
        parts.append(_styled(members, (*levels, *_WITHIN), _plain))
    return "".join(parts)


def _plain(stretches: _Stretches) -> str:
    text = "".join(part for part, _ in stretches)
    return text if stretches[0][1].code else escape(text)


def _styled(stretches: _Stretches, levels: Sequence[_Level], innermost: Callable[[_Stretches], str]) -> str:
    if not levels:
        return innermost(stretches)
    (name, wrap), *deeper = levels
    parts = []
    for value, group in groupby(stretches, key=lambda stretch: getattr(stretch[1], name)):
        members = list(group)
        content = _styled(members, deeper, innermost)
        parts.append(wrap(content, members[0][1]) if value not in (None, False, "") else content)
    return "".join(parts)
