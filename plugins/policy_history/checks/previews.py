"""Where a preview on GitHub or in an editor, which read CommonMark, shows a text otherwise than the site does.

The site's reading is Python-Markdown's; ``reading`` holds the document's blocks to it. The other is markdown-it-py's,
with the tables of GitHub Flavored Markdown (github.github.com/gfm). ``unknown-syntax`` tells of what else GitHub knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model import Policy, Revision
from ..text.blocks import Kind
from ..text.document import Document
from ..text.reading import words_of
from ..text.splitting import words_in
from ..text.words import NOTE_KEY
from .finding import Finding, short

_OTHER = MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable(["table"])
# Where a link may lead is another rule's.
_OTHER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
_NOT_LINE_END = re.compile(r"[^\n]")
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
_OURS = (("note",), ("dl",))
"""Footnotes and definition lists, of which previews have the first, elsewhere, and not the second: left out of both."""

_CLOSING = {"bullet_list_close", "ordered_list_close", "blockquote_close"}


class _Shown(NamedTuple):
    """A block as it is shown: what it is, the containers around it, and its words."""

    kind: str
    shape: tuple[str, ...]
    words: tuple[str, ...]


def preview(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A passage that a CommonMark preview shows as other blocks, or with other words, than the site."""
    places, ours = _ours(document)
    others = list(_others(document))
    if ours == others:
        return
    places.append(len(document.source.rstrip()))
    for start, site, other in _differences(ours, others):
        same = _same_words(site, other)
        yield Finding(
            places[start],
            short(" ".join((site or other)[0].words)) or "rule",
            f"A preview (GitHub, an editor) shows {_told(other, same)} where the site shows {_told(site, same)}. "
            "Put a blank line before lists, indent nested lists by four spaces, and write a backslash before * _ ~ < "
            "that are no marks.",
        )


def _differences(ours: list[_Shown], others: list[_Shown]) -> Iterator[tuple[int, list[_Shown], list[_Shown]]]:
    """The runs of blocks that differ, each with its place in ours; of runs as long as each other, block by block."""
    for operation, start, end, other, other_end in SequenceMatcher(None, ours, others, False).get_opcodes():
        if operation == "replace" and end - start == other_end - other:
            for step in range(end - start):
                yield start + step, [ours[start + step]], [others[other + step]]
        elif operation != "equal":
            yield start, ours[start:end], others[other:other_end]


def _same_words(site: list[_Shown], other: list[_Shown]) -> int:
    """How many words the two first blocks have in common at their beginning, when that is not all of them."""
    if not site or not other or site[0].words == other[0].words:
        return 0
    pairs = zip(site[0].words, other[0].words, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _told(blocks: list[_Shown], same: int) -> str:
    if not blocks:
        return "nothing"
    depth = sum(container in ("ul", "ol") for container in blocks[0].shape)
    level = f" (level {depth})" if depth else ""
    first = max(0, same - 2)
    words = short(" ".join(blocks[0].words[first:]))
    return f"a {blocks[0].kind}{level} “{'… ' if first else ''}{words}”"


def _ours(document: Document) -> tuple[list[int], list[_Shown]]:
    places, blocks = [], []
    for index, block in enumerate(document.blocks):
        if block.kind in (Kind.DEFINITION, Kind.HTML) and not document.tokens(index):
            continue
        if block.shape[:1] in _OURS:
            continue
        tokens = [token for token in document.tokens(index) if not token.is_image and token.key != NOTE_KEY]
        words = tuple(token.text for token in tokens)
        places.append(document.starts[index])
        blocks.append(_Shown(_kind(block.kind), block.shape, words))
    return places, blocks


def _kind(kind: str) -> str:
    """What a reader sees: raw HTML is looked at by its words only."""
    return Kind.PARAGRAPH if kind == Kind.HTML else kind


def _others(document: Document) -> Iterator[_Shown]:
    shape: list[str] = []
    row: list[str] | None = None
    kind = ""
    for token in _OTHER.parse(_as_previewed(document)):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                shape.append(_LISTS[token.type])
            case "blockquote_open":
                shape.append("quote")
            case closing if closing in _CLOSING:
                shape.pop()
            case "list_item_open":
                kind = Kind.ITEM
            case "heading_open":
                kind = Kind.HEADING
            case "tr_open":
                row = []
            case "tr_close":
                yield _Shown(Kind.ROW, tuple(shape), tuple(row or ()))
                row = None
            case "inline" if row is not None:
                row += words_in(_text(token))
            case "inline":
                yield _Shown(kind or Kind.PARAGRAPH, tuple(shape), tuple(words_in(_text(token))))
                kind = ""
            case "fence" | "code_block":
                yield _Shown(Kind.CODE, tuple(shape), tuple(words_in(token.content)))
            case "html_block" if words := words_of(token.content):
                yield _Shown(Kind.PARAGRAPH, tuple(shape), tuple(words))
            case "hr":
                yield _Shown(Kind.RULE, tuple(shape), ())


def _text(token: Token) -> str:
    """The visible text of an inline token."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def _as_previewed(document: Document) -> str:
    """The source with what previews show in another way, as everybody knows, blanked.

    These are the ids of headings, footnotes with what refers to them, and definition lists.
    """
    text = document.source.removeprefix("\ufeff")
    lead = len(document.source) - len(text)
    for index, block in enumerate(document.blocks):
        if block.shape[:1] in _OURS:
            text = _blanked(text, document.starts[index] - lead, document.starts[index + 1] - lead)
            continue
        for token in document.tokens(index) if "[^" in text else ():
            if token.key == NOTE_KEY:
                text = _blanked(text, token.start - lead, text.find("]", token.start - lead) + 1)
    for begin, block in zip(document.starts, document.blocks, strict=False):
        if block.explicit_id:
            start = begin + block.pieces[0].end - lead
            end = text.find("}", start) + 1
            text = _blanked(text, start, end)
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[: max(start, 0)] + _NOT_LINE_END.sub(" ", text[max(start, 0) : end]) + text[end:]
