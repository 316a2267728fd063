"""HTML read back as words, to compare what a page says with what the source says."""

from __future__ import annotations

from html.parser import HTMLParser

from .splitting import words_in

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


class _Text(HTMLParser):
    def __init__(self, skipped_tags: frozenset[str], skipped_class: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped_tags = skipped_tags
        self._skipped_class = skipped_class
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = (dict(attributes).get("class") or "").split()
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.append(tag)
        elif tag in self._skipped_tags or (self._skipped_class and self._skipped_class in classes):
            self._skipping.append(tag)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping and tag == self._skipping[-1]:
            self._skipping.pop()
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data)


def text_of(html: str, *, without_tags: frozenset[str] = frozenset(), without_class: str = "") -> str:
    """The text of that HTML, blocks on lines of their own, without the elements named."""
    parser = _Text(without_tags, without_class)
    parser.feed(str(html))  # of Markup every part would be Markup, which escapes what it is joined with
    parser.close()
    return "".join(parser.parts)


def words_of(html: str, *, without_tags: frozenset[str] = frozenset(), without_class: str = "") -> list[str]:
    """The tokens of the text of that HTML, in order."""
    return words_in(text_of(html, without_tags=without_tags, without_class=without_class))
