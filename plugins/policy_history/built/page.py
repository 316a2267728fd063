"""One page of a built site, read once: its elements with their places, its ids, what runs in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from itertools import accumulate

# Script elements with these types run or change what runs; any other type is data (HTML Standard, 4.12.1).
_RUNNING_TYPES = frozenset(
    [
        "module",
        "importmap",
        "speculationrules",
        "text/javascript",
        "application/javascript",
        "application/ecmascript",
        "application/x-javascript",
        "application/x-ecmascript",
        "text/ecmascript",
        "text/jscript",
        "text/livescript",
        "text/x-javascript",
        "text/x-ecmascript",
    ]
) | {""}


@dataclass(slots=True)
class Element:
    """A start tag: its attributes (decoded), where it begins and ends in the page, and the element it stands in.

    ``text`` is what a script or style element holds, as its hash is computed (CSP 3, 6.7.3.3): line ends are LF.
    """

    tag: str
    attributes: Mapping[str, str]
    start: int
    end: int
    written: str
    form: Element | None = field(default=None, repr=False)
    text: str = ""

    @property
    def runs(self) -> bool:
        """Whether this is a script that a browser runs, and no block of data."""
        kind = self.attributes.get("type", "").partition(";")[0].strip().lower()
        return self.tag == "script" and kind in _RUNNING_TYPES


class BuiltPage:
    """A page as it was built. ``path`` is its file from the root of the site: ``privacy/history/index.html``."""

    def __init__(self, path: str, html: str) -> None:
        self.path = path
        self.html = html

    @property
    def address(self) -> str:
        """Where the page stands, from the root of the site: ``privacy/history/``."""
        return self.path.removesuffix("index.html") if f"/{self.path}".endswith("/index.html") else self.path

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every start tag, in order."""
        reader = _Reader(self.html)
        return tuple(reader.elements)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of those kinds, in order."""
        return (element for element in self.elements if element.tag in tags)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything a fragment can lead to: ids, and the names of anchors (HTML Standard, 7.4.6.3)."""
        ids = (element.attributes.get("id") for element in self.elements)
        names = (element.attributes.get("name") for element in self.all("a"))
        return frozenset(name for name in (*ids, *names) if name)

    @cached_property
    def scripts(self) -> tuple[Element, ...]:
        """The scripts a browser runs."""
        return tuple(element for element in self.all("script") if element.runs)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the page."""
        return place_in(self.html, offset)


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


# A site has the same tags over and over, and keeps all of them until it is finished.
@lru_cache(maxsize=1 << 14)
def _shared(written: str, attributes: tuple[tuple[str, str | None], ...]) -> tuple[str, Mapping[str, str]]:
    """A tag as written, and its attributes: of two of one name, the first counts."""
    return written, {name: value or "" for name, value in reversed(attributes)}


class _Reader(HTMLParser):
    """Reads a page into elements. Unlike a browser it builds no tree: a form ends at its end tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._line_starts = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self._form: Element | None = None
        self._raw: Element | None = None
        self.feed(html)
        self.close()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        start, written = self._offset(), self.get_starttag_text() or ""
        written, first = _shared(written, tuple(attributes))
        element = Element(tag, first, start, start + len(written), written, self._form)
        self.elements.append(element)
        if tag == "form" and self._form is None:
            self._form = element
        self._raw = element if tag in {"script", "style"} else None

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        # A slash at the end of a start tag means nothing to a browser, but for elements of SVG.
        self.handle_starttag(tag, attributes)
        if tag in {"script", "style"}:
            self._raw = None

    def handle_endtag(self, tag: str) -> None:
        self._raw = None
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.text += data.replace("\r\n", "\n").replace("\r", "\n")
