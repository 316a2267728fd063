"""HTML read back as words, to compare what a page says with what the source says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .splitting import words_in

BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)


TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_WITH_RAW_TEXT = frozenset(
    ("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp")
)


def _parsed_text(html: str, skipped_tags: frozenset[str], skipped_class: str) -> str:
    """The text of any HTML, in the tree that browsers make of it. What scripts and styles hold is text here."""
    parts: list[str] = []
    waiting: list[tuple[LexborNode | None, bool]] = [(LexborHTMLParser(html).root, False)]
    while waiting:
        node, is_skipped = waiting.pop()
        if node is None:
            parts.append("\n")
        elif node.is_text_node:
            parts.append("" if is_skipped else node.text_content or "")
        else:
            is_skipped = is_skipped or node.tag in skipped_tags
            is_skipped = is_skipped or skipped_class in (node.attributes.get("class") or "").split()
            within = [*node.template_fragments(), node] if node.tag == "template" else [node]
            around = [(None, False)] if node.tag in BLOCKS else []
            inner = [(child, is_skipped) for each in within for child in each.iter(include_text=True)]
            waiting += [*around, *reversed(inner), *around]
    return "".join(parts)


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
    return _parsed_text(written, without_tags, without_class) if plain is None else plain


def words_of(html: str, *, without_tags: frozenset[str] = frozenset(), without_class: str = "") -> list[str]:
    """The tokens of the text of that HTML, in order."""
    return words_in(text_of(html, without_tags=without_tags, without_class=without_class))


def as_one(words: Iterable[str]) -> str:
    """The words as one text, in which a run of them is found only where whole words stand."""
    return "\0" + "\0".join(words) + "\0"
