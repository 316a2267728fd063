"""Start tags with their places in a text, for what is inserted into a page and for where a fault stands in its source.

What a browser makes of a page is told by ``page.py``; this only finds where something was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag: its attributes (decoded, of two of one name the first), and where it begins and ends."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    end: int
    written: str


def start_tags(html: str, until: Callable[[StartTag], bool] = lambda _: False) -> tuple[StartTag, ...]:
    """The start tags of a text, in order; what follows the first for which ``until`` is true is not read."""
    return tuple(_TagReader(html, until).tags)


_NOT_MARKUP = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|<!--[^>].*?-->",
    re.DOTALL | re.MULTILINE,
)


# What could swallow the tags behind it, so that no disguise hides the place of one.
_OPENING = re.compile(r"<(?=[!?])")


def tags_in_source(text: str) -> tuple[StartTag, ...]:
    """The start tags in a Markdown, YAML or template file, those in code and comments last.

    A backslash before a quotation mark is YAML's.
    """
    plain = text.replace('\\"', ' "')
    shown = _NOT_MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), plain)
    first, every = (_SourceReader(_OPENING.sub(" ", each)).tags for each in (shown, plain))
    seen = {tag.start for tag in first}
    return (*first, *(tag for tag in every if tag.start not in seen))


class _Enough(Exception):
    """What was looked for has been read: the only way to stop the parser."""


class _TagReader(HTMLParser):
    def __init__(self, html: str, is_last: Callable[[StartTag], bool] = lambda _: False) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[StartTag] = []
        self._is_last = is_last
        self._html, self._line, self._line_start = html, 1, 0
        with suppress(_Enough):
            self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        while (
            self._line < line
        ):  # lines are counted as far as they are read: often the first tags are all that is wanted
            self._line, self._line_start = self._line + 1, self._html.index("\n", self._line_start) + 1
        start, written = self._line_start + column, self.get_starttag_text() or ""
        first = {name: value or "" for name, value in reversed(attributes)}
        self.tags.append(StartTag(tag, first, start, start + len(written), written))
        if self._is_last(self.tags[-1]):
            raise _Enough


class _SourceReader(_TagReader):
    """Reads what a script or a field holds as markup too: in a source, what looks like one may be none."""

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Stay where tags are told."""
