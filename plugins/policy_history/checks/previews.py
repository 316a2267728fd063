"""Where a preview on GitHub or in an editor, which read CommonMark, shows a text otherwise than the site does.

The site's reading is Python-Markdown's; ``reading`` holds the document's blocks to it. The other is markdown-it-py's,
with the tables of GitHub Flavored Markdown (github.github.com/gfm). ``unknown-syntax`` tells of what else GitHub knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import accumulate, takewhile
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from ..model import Policy, Revision
from ..text.blocks import Kind
from ..text.document import Document
from ..text.html_words import words_of
from ..text.keeping import affirmed, kept
from ..text.parts import BEHIND, Part, part_of
from ..text.read_blocks import ReadBlock, read_part
from ..text.shown_parts import Context, context_of
from ..text.splitting import words_in
from ..text.words import NOTE_KEY
from .finding import Finding, short
from .preview_remedies import PreviewedBlock, as_text, remedy

_Blocks = list[PreviewedBlock]
_OTHER = MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable(["table"])
# Where a link may lead is another rule's.
_OTHER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
_NOT_LINE_END = re.compile(r"[^\n]")
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
_OURS = (("note",), ("dl",))
"""Footnotes and definition lists, of which previews have the first, elsewhere, and not the second: left out of both."""

_BYTE_ORDER_MARK = "\ufeff"
_BEHIND = [("paragraph_open", 0, ""), ("inline", 1, BEHIND), ("paragraph_close", 0, "")]
_CLOSING = {"bullet_list_close", "ordered_list_close", "blockquote_close"}


class _Places(NamedTuple):
    """Where a block of the site begins, and each of its words."""

    block: int
    words: list[int]

    def behind(self, start: int) -> _Places:
        """The same in a text in which the part begins at ``start``."""
        return _Places(self.block + start, [start + word for word in self.words])

    def of_word(self, number: int) -> int:
        """The place of that word; of the block for the first one."""
        return self.words[number] if 0 < number < len(self.words) else self.block


class _View(NamedTuple):
    """What a text or a part of one is on the site, with the ``places`` of that, and in a preview."""

    places: list[_Places]
    ours: list[PreviewedBlock]
    others: list[PreviewedBlock]


def preview(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A passage that a CommonMark preview shows as other blocks, or with other words, than the site."""
    if _shows_alike(document):
        return
    views = _views_of_parts(document) or [(0, _view_of_whole(document))]
    if all(view.ours == view.others for _, view in views):
        return
    places = [place.behind(start) for start, view in views for place in view.places]
    ours = [shown for _, view in views for shown in view.ours]
    others = [shown for _, view in views for shown in view.others]
    places.append(_Places(len(document.source.rstrip()), []))
    for start, site, other in _differences(ours, others):
        same = _same_words(site, other)
        yield Finding(
            places[start].of_word(same),
            short(" ".join((site or other)[0].words)) or "rule",
            f"A preview (GitHub, an editor) shows {_told(other, same)} where the site shows {_told(site, same)}. "
            f"{remedy(site, other, same)}",
        )


def _shows_alike(document: Document) -> bool:
    """Whether a preview shows each part by itself as the site does; False too where only the whole text tells."""
    if document.source.startswith(_BYTE_ORDER_MARK):
        return False
    labels = _labels(document)
    return all(
        _shows_part_alike(part.source, context_of(document, number), _relevant(part.source, labels))
        for number, part in enumerate(document.parts)
    )


@affirmed
def _shows_part_alike(source: str, context: Context, labels: tuple[str, ...]) -> bool:
    links, ways = context
    part = part_of(source)
    view = _view(part, read_part(part, dict(links), counted=frozenset(ways)), labels)
    return view is not None and view.ours == view.others


def _differences(
    ours: list[PreviewedBlock], others: list[PreviewedBlock]
) -> Iterator[tuple[int, list[PreviewedBlock], list[PreviewedBlock]]]:
    """The runs of blocks that differ, each with its place in ours; of runs as long as each other, block by block."""
    for operation, start, end, other, other_end in SequenceMatcher(None, ours, others, False).get_opcodes():
        if operation == "replace" and end - start == other_end - other:
            for step in range(end - start):
                yield start + step, [ours[start + step]], [others[other + step]]
        elif operation != "equal":
            yield start, ours[start:end], others[other:other_end]


def _same_words(site: list[PreviewedBlock], other: list[PreviewedBlock]) -> int:
    """How many words the two first blocks have in common at their beginning, when that is not all of them."""
    if not site or not other or site[0].words == other[0].words:
        return 0
    pairs = zip(site[0].words, other[0].words, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _told(blocks: list[PreviewedBlock], same: int) -> str:
    if not blocks:
        return "nothing"
    level = f" (level {blocks[0].depth})" if blocks[0].depth else ""
    first = max(0, same - 2)
    words = short(as_text(blocks[0].words[first:]))
    return f"a {blocks[0].kind}{level} “{'… ' if first else ''}{words}”"


def _view_of_whole(document: Document) -> _View:
    tokens = _tokens(_as_previewed(document.source, document.reads))
    return _View(*_ours(document.reads), list(_others(tokens)))


def _views_of_parts(document: Document) -> list[tuple[int, _View]]:
    """What each part of a text is shown as, with its place; nothing where a preview does not part the text so."""
    parts = _read_parts(document)
    if document.source.startswith(_BYTE_ORDER_MARK):
        return []
    labels = _labels(document)
    views: list[tuple[int, _View]] = []
    start = 0
    for part, reads in parts:
        view = _view(part, reads, _relevant(part.source, labels))
        if view is None:
            return []
        views.append((start, view))
        start += len(part.source)
    return views


def _read_parts(document: Document) -> list[tuple[Part, tuple[ReadBlock, ...]]]:
    return list(zip(document.parts, document.reads_by_part, strict=True))


@kept
def _view(part: Part, reads: tuple[ReadBlock, ...], labels: tuple[str, ...]) -> _View | None:
    """A part as it is shown where a text defines these labels; None where something goes on behind it in a preview."""
    tokens = _tokens(f"{_as_previewed(part.source, reads)}\n\n{BEHIND}\n", labels)
    if [(token.type, token.level, token.content) for token in tokens[-3:]] != _BEHIND:
        return None
    return _View(*_ours(reads), list(_others(tokens[:-3])))


def _labels(document: Document) -> set[str]:
    """The labels of links that a text defines, as a preview reads them."""
    return {label for part, reads in _read_parts(document) if "]:" in part.source for label in _labels_in(part, reads)}


@kept
def _labels_in(part: Part, reads: tuple[ReadBlock, ...]) -> tuple[str, ...]:
    found: dict[str, Any] = {}
    _OTHER.parse(_as_previewed(part.source, reads), found)
    return tuple(found.get("references", ()))


def _relevant(source: str, labels: Set[str]) -> tuple[str, ...]:
    """Those of the labels to which a part may refer."""
    text = normalizeReference(source) if labels and "[" in source else ""
    return tuple(sorted(label for label in labels if label in text))


def _ours(reads: Sequence[ReadBlock]) -> tuple[list[_Places], list[PreviewedBlock]]:
    places: list[_Places] = []
    blocks: list[PreviewedBlock] = []
    for start, read in _placed(reads):
        block = read.block
        if block.kind in (Kind.DEFINITION, Kind.HTML) and not read.tokens:
            continue
        if block.shape[:1] in _OURS:
            continue
        shown = [token for token in read.tokens if not token.is_image and token.key != NOTE_KEY]
        words = tuple(token.text for token in shown)
        places.append(_Places(start, [start + token.start for token in shown]))
        blocks.append(PreviewedBlock(_kind(block.kind), block.shape, words))
    return places, blocks


def _placed(reads: Sequence[ReadBlock]) -> Iterator[tuple[int, ReadBlock]]:
    """The blocks, each with its place in their source."""
    return zip(accumulate((len(read.block.source) for read in reads), initial=0), reads, strict=False)


def _kind(kind: str) -> str:
    """What a reader sees: raw HTML is looked at by its words only."""
    return Kind.PARAGRAPH if kind == Kind.HTML else kind


def _tokens(text: str, labels: Iterable[str] = ()) -> list[Token]:
    """That text as a preview reads it. Links may have these labels besides those that it defines."""
    return _OTHER.parse(text, {"references": {label: {"href": "", "title": ""} for label in labels}})


def _others(tokens: Iterable[Token]) -> Iterator[PreviewedBlock]:
    shape: list[str] = []
    row: list[str] | None = None
    kind = ""
    for token in tokens:
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
                yield PreviewedBlock(Kind.ROW, tuple(shape), tuple(row or ()))
                row = None
            case "inline" if row is not None:
                row += words_in(_text(token))
            case "inline":
                yield PreviewedBlock(kind or Kind.PARAGRAPH, tuple(shape), tuple(words_in(_text(token))))
                kind = ""
            case "fence" | "code_block":
                yield PreviewedBlock(Kind.CODE, tuple(shape), tuple(words_in(token.content)))
            case "html_block" if words := words_of(token.content):
                yield PreviewedBlock(Kind.PARAGRAPH, tuple(shape), tuple(words))
            case "hr":
                yield PreviewedBlock(Kind.RULE, tuple(shape), ())


def _text(token: Token) -> str:
    """The visible text of an inline token."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def _as_previewed(source: str, reads: Sequence[ReadBlock]) -> str:
    """The source of these blocks with what previews show in another way, as everybody knows, blanked.

    These are the ids of headings, footnotes with what refers to them, and definition lists.
    """
    text = source.removeprefix(_BYTE_ORDER_MARK)
    lead = len(source) - len(text)
    placed = [(start - lead, read) for start, read in _placed(reads)]
    for start, read in placed:
        if read.block.shape[:1] in _OURS:
            text = _blanked(text, start, start + len(read.block.source))
            continue
        for token in read.tokens if "[^" in text else ():
            if token.key == NOTE_KEY:
                place = start + token.start
                text = _blanked(text, place, text.find("]", place) + 1)
    for begin, read in placed:
        if read.block.explicit_id:
            start = begin + read.block.pieces[0].end
            text = _blanked(text, start, text.find("}", start) + 1)
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[: max(start, 0)] + _NOT_LINE_END.sub(" ", text[max(start, 0) : end]) + text[end:]
