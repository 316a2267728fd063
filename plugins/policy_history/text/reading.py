"""HTML read back as words, to compare what a page says with what the source says."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from .splitting import words_in

BLOCKS = frozenset(
    """
    address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)


TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_WITH_RAW_TEXT = frozenset(
    ("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp")
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
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping and tag == self._skipping[-1]:
            self._skipping.pop()
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data)


def _plain_text(html: str, skipped_tags: frozenset[str], skipped_class: str) -> str | None:
    """The same for HTML as nh3 writes it, in which every ``<`` and ``>`` is a tag's own; None for any other."""
    pieces = TAG.split(html)
    texts, names, attributes = pieces[::4], pieces[2::4], pieces[3::4]
    is_other = any("<" in text or ">" in text for text in texts) or any(given.endswith("/") for given in attributes)
    if is_other or not _WITH_RAW_TEXT.isdisjoint(names):
        return None
    parts = [unescape(texts[0])]
    skipping: list[str] = []
    for ends, tag, given, text in zip(pieces[1::4], names, attributes, texts[1:], strict=True):
        if ends:
            if skipping and tag == skipping[-1]:
                skipping.pop()
        elif skipping:
            if tag == skipping[-1]:
                skipping.append(tag)
        elif tag in skipped_tags or (skipped_class and skipped_class in _classes(given)):
            skipping.append(tag)
        if tag in BLOCKS:
            parts.append("\n")
        if text and not skipping:
            parts.append(unescape(text))
    return "".join(parts)


def _classes(attributes: str) -> list[str]:
    match = _CLASS.search(attributes)
    return unescape(match[1]).split() if match else []


def text_of(html: str, *, without_tags: frozenset[str] = frozenset(), without_class: str = "") -> str:
    """The text of that HTML, blocks on lines of their own, without the elements named."""
    written = str(html)  # of Markup every part would be Markup, which escapes what it is joined with
    plain = _plain_text(written, without_tags, without_class)
    if plain is not None:
        return plain
    parser = _Text(without_tags, without_class)
    parser.feed(written)
    parser.close()
    return "".join(parser.parts)


def words_of(html: str, *, without_tags: frozenset[str] = frozenset(), without_class: str = "") -> list[str]:
    """The tokens of the text of that HTML, in order."""
    return words_in(text_of(html, without_tags=without_tags, without_class=without_class))
