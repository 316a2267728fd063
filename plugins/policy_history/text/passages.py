"""The passages of a rendered text: what a reader sees of each paragraph, item, heading or table, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from .keeping import kept

_LISTS = frozenset(("ul", "ol", "dl"))
_ITEMS = frozenset(("li", "dt", "dd"))
_WITHOUT_END = frozenset(("br", "hr", "img"))


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one passage, blanks folded, and the place in the HTML at which something can follow it.

    For an item of a list that place is inside the item, before its end tag.
    """

    text: str
    end: int


@kept
def passages(html: str) -> tuple[Passage, ...]:
    """The passages of an article's HTML, in order. The HTML is nh3's, so its elements nest as they should."""
    html = str(html)  # of Markup every part would be Markup, which escapes what it is joined with
    parser = _Passages(html)
    parser.feed(html)
    parser.close()
    return tuple(parser.found)


class _Passages(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._line_starts = [0]
        for line in html.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (HTMLParser's)
        if tag in _WITHOUT_END:
            self._text.append(" ")
            return
        if self._is_passage(tag):
            self._text.clear()
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if self._is_passage(tag):
            text = " ".join("".join(self._text).split())
            if text:
                self.found.append(Passage(text, self._end(tag)))
            self._text.clear()
        elif tag in ("td", "th", "tr", "p", "pre"):
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def _is_passage(self, tag: str) -> bool:
        """Whether an element of that name is a passage where the parser stands: outermost, or an outermost item."""
        if not self._open:
            return tag not in _LISTS
        return tag in _ITEMS and len(self._open) == 1

    def _end(self, tag: str) -> int:
        line, column = self.getpos()
        start = self._line_starts[line - 1] + column
        return start if tag in _ITEMS else start + len(f"</{tag}>")
