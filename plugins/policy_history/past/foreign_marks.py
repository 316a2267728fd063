"""Marks of other programs' Markdown -> what they mean in ours, where that is certain.

Boxes, alerts and tabs become bold lead-ins with their text behind them, check boxes signs, highlighting bold; tables of
contents and attribute lists go. All else is reported by the rule ``unknown-syntax``.
"""

from __future__ import annotations

import re
from collections import Counter

from ..text.foreign_marks import ALERT, ATTRIBUTES, BOX, CONTENTS, HIGHLIGHT, TAB, TASK

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_BOX = re.compile(BOX)
_TAB = re.compile(rf"{TAB}[ \t]*$")
_ALERT = re.compile(rf"(?P<quote> {{0,3}}>[ ]?){ALERT}[ \t]*(?P<title>.*)$")
_CONTENTS = re.compile(CONTENTS)
_TASK = re.compile(rf"(?P<item>\s*(?:[*+-]|\d+\.)[ \t]+){TASK}")
_INDENTED = re.compile(r"(?: {4}|\t)")
_ATTRIBUTES = re.compile(rf"[ \t]*{ATTRIBUTES}")
_HIGHLIGHT = re.compile(HIGHLIGHT)


def without_foreign_marks(text: str) -> tuple[str, Counter[str]]:
    """The text with these marks as what they mean, and how often each kind was met."""
    return _Marks(text).result()


class _Marks:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._changes: Counter[str] = Counter()
        self._made: list[str] = []
        self._fence = ""
        self._inside = False  # of a box or a tab, whose lines are indented

    def result(self) -> tuple[str, Counter[str]]:
        for line in self._lines:
            self._line(line)
        return "\n".join(self._made), self._changes

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
        """Whether the line begins a box, an alert or a tab, or is a table of contents; then it was written."""
        if box := _BOX.match(line):
            self._lead(box["type"].capitalize() if box["title"] is None else box["title"], "admonitions")
        elif tab := _TAB.match(line):
            self._lead(tab["title"], "tabs")
        elif alert := _ALERT.match(line):
            title = alert["title"].strip() or alert["type"].capitalize()
            self._made += [f"{alert['quote']}**{title}**", alert["quote"].rstrip()]
            self._changes["alerts made bold lead-ins"] += 1
        elif _CONTENTS.match(line):
            self._changes["tables of contents removed"] += 1
        else:
            return False
        return True

    def _lead(self, title: str, what: str) -> None:
        before = [""] if self._made and self._made[-1].strip() else []
        self._made += [*before, *([f"**{title}**", ""] if title.strip() else [])]
        self._changes[f"{what} made bold lead-ins"] += 1
        self._inside = True

    def _inline(self, line: str) -> str:
        """The line with its check box and what stands outside of code."""
        if task := _TASK.match(line):
            self._changes["check boxes made signs"] += 1
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
