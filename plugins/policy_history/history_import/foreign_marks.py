"""Marks of other programs' Markdown -> what they mean in ours, where that is certain.

Boxes, alerts and tabs become bold lead-ins with their text behind them, check boxes signs, highlighting bold, Pandoc's
title a heading; tables of contents, attribute lists and imports of code go. All else is reported by the rule
``unknown-syntax``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ..text.foreign_patterns import ALERT, ATTRIBUTES, BOX, CONTENTS, FENCE, FENCED_BOX, HIGHLIGHT, IMPORT, TAB, TASK
from ..text.inline import CODE_SPAN

_FENCE = re.compile(FENCE)
_CODE = re.compile(CODE_SPAN)
_BOX = re.compile(BOX)
_FENCED_BOX, _END_OF_BOX = re.compile(FENCED_BOX), re.compile(r" {0,3}:{3,}[ \t]*$")
_IMPORT = re.compile(IMPORT)
_TITLE_BLOCK = re.compile(r"\A\s*%[ \t]+\S.*\n(?:%.*\n|[ \t]+\S.*\n){0,8}(?=\s*$)", re.MULTILINE)
_ONLY_ITEM = re.compile(r"(?:[*+-]|\d+\.)[ \t]+\S.*$")
_TAB = re.compile(rf"{TAB}[ \t]*$")
_ALERT = re.compile(rf"(?P<quote> {{0,3}}>[ ]?){ALERT}[ \t]*(?P<title>.*)$")
_CONTENTS = re.compile(CONTENTS)
_TASK = re.compile(rf"(?P<item>\s*(?:[*+-]|\d+\.)[ \t]+){TASK}")
_INDENTED = re.compile(r"(?: {4}|\t)")
_ATTRIBUTES = re.compile(rf"[ \t]*{ATTRIBUTES}")
_HIGHLIGHT = re.compile(HIGHLIGHT)


class Meant(NamedTuple):
    """A text with these marks as what they mean, how often each kind was met, and the parts that were no text."""

    text: str
    changes: Counter[str]
    removed: list[str]


def without_foreign_marks(text: str) -> Meant:
    """The text with these marks as what they mean."""
    text, titles = _TITLE_BLOCK.subn(_titled, text)
    found = _Marks(text).result()
    found.changes.update({"title blocks made headings": titles} if titles else {})
    return found


def _titled(block: re.Match[str]) -> str:
    """Title, authors and date, which Pandoc prints above a text."""
    title, *more = (" ".join(field.split()) for field in re.split("^%", block[0].strip(), flags=re.MULTILINE)[1:])
    return "\n".join([f"# {title}", *(f"\n{field}" for field in more if field), ""])


class _Marks:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._changes: Counter[str] = Counter()
        self._made: list[str] = []
        self._removed: list[str] = []
        self._fence = ""
        self._open_boxes = 0  # whose end is a line of colons
        self._inside = False  # of a box or a tab, whose lines are indented

    def result(self) -> Meant:
        for line in self._lines:
            self._line(line)
        return Meant("\n".join(self._made), self._changes, self._removed)

    def _line(self, line: str) -> None:
        if self._inside and line.strip():
            self._inside = _INDENTED.match(line) is not None
            line = _INDENTED.sub("", line, count=1) if self._inside else line
        fence = _FENCE.match(line)
        if self._fence or fence:
            ends = bool(fence and self._fence and fence[1].startswith(self._fence))
            self._fence = "" if ends else self._fence or (fence[1] if fence else "")
            self._made.append(line)
        elif not self._block(line):
            self._made.append(line if self._is_code(line) else self._inline(line))

    def _is_code(self, line: str) -> bool:
        return _INDENTED.match(line) is not None and not (self._made and self._made[-1].strip())

    def _block(self, line: str) -> bool:
        """Whether the line begins or ends a box, an alert or a tab, or is no text; then what it means was written."""
        if box := _BOX.match(line):
            self._lead(box["type"].capitalize() if box["title"] is None else box["title"], "admonitions", box["type"])
            self._inside = True
        elif box := _FENCED_BOX.match(line):
            self._lead(box["title"] or box["words"] or box["type"].capitalize(), "admonitions", box["type"])
            self._open_boxes += 1
        elif self._open_boxes and _END_OF_BOX.match(line):
            self._open_boxes -= 1
        elif tab := _TAB.match(line):
            self._lead(tab["title"], "tabs", "")
            self._inside = True
        elif alert := _ALERT.match(line):
            title = alert["title"].strip() or alert["type"].capitalize()
            self._made += [f"{alert['quote']}**{title}**", alert["quote"].rstrip()]
            self._changes["alerts made bold lead-ins"] += 1
            self._removed.append(alert["type"])
        else:
            return self._is_no_text(line)
        return True

    def _is_no_text(self, line: str) -> bool:
        """Whether the line is a table of contents or an import of code; then it is gone."""
        if _CONTENTS.match(line):
            # For kramdown it takes the place of the list before it, of which one item is enough.
            alone = len(self._made) < 2 or not self._made[-2].strip()
            if "{" in line and self._made and alone and _ONLY_ITEM.match(self._made[-1]):
                self._removed.append(self._made.pop())
            self._changes["tables of contents removed"] += 1
        elif _IMPORT.match(line):
            self._changes["imports of code removed"] += 1
        else:
            return False
        self._removed.append(line)
        return True

    def _lead(self, title: str, what: str, kind: str) -> None:
        before = [""] if self._made and self._made[-1].strip() else []
        self._made += [*before, *([f"**{title.strip()}**", ""] if title.strip() else [])]
        self._changes[f"{what} made bold lead-ins"] += 1
        self._removed.append(kind)

    def _inline(self, line: str) -> str:
        """The line with its check box and what stands outside of code."""
        if task := _TASK.match(line):
            self._changes["check boxes made signs"] += 1
            self._removed.append(task["mark"])
            line = f"{task['item']}{'☐' if task['mark'] == ' ' else '☑'}{line[task.end() :]}"
        parts: list[str] = []
        done = 0
        for code in _CODE.finditer(line):
            parts += [self._outside(line[done : code.start()], is_end=False), code[0]]
            done = code.end()
        return "".join([*parts, self._outside(line[done:], is_end=True)])

    def _outside(self, text: str, *, is_end: bool) -> str:
        text, number = _HIGHLIGHT.subn(r"**\1**", text)
        self._changes.update({"highlighting made bold": number} if number else {})
        heading = is_end and re.match(r" {0,3}#{1,6}\s", text)
        for match in reversed(list(_ATTRIBUTES.finditer(text))):
            if heading and match.end() == len(text.rstrip()) and "#" in match[0]:
                continue  # the id of a heading, which stays
            text = text[: match.start()] + text[match.end() :]
            self._changes["attribute lists removed"] += 1
        return text
