"""A rendered page read back as blocks, to hold the engine's own reading of the Markdown against it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from policy_history.text.blocks import Kind
from policy_history.text.document import Document
from policy_history.text.splitting import words_in

Look = tuple[bool, bool, bool, str | None]  # strong, emphasis, code, link target


class Seen(NamedTuple):
    """A block as a reader sees it: what it is, where it stands, its words, how each character looks."""

    kind: str
    level: int
    shape: tuple[str, ...]
    words: list[str]
    looks: list[tuple[str, Look]]


_CONTAINERS = {"ul": "ul", "ol": "ol", "blockquote": "quote", "dl": "dl", "div": "note"}
_LEAVES = {"p": Kind.PARAGRAPH, "pre": Kind.CODE, "tr": Kind.ROW}
_ITEMS = {"li": Kind.ITEM, "dt": Kind.TERM, "dd": Kind.DESCRIPTION, "div": Kind.NOTE}
_LEAVES |= {f"h{level}": Kind.HEADING for level in range(1, 7)}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[Seen] = []
        self._open: list[str] = []
        self._links: list[str | None] = []
        self._item_begins = ""
        self._leaf: tuple[str, int] | None = None
        self._characters: list[tuple[str, Look]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _CONTAINERS or tag in _LEAVES or tag in _ITEMS or tag == "hr":
            self._finish()
        if tag in _LEAVES:
            self._leaf = (_LEAVES[tag], int(tag[1]) if tag[0] == "h" else 0)
        if tag in _ITEMS:
            self._item_begins = _ITEMS[tag]
        elif tag == "hr":
            self.seen.append(Seen(Kind.RULE, 0, self._shape(), [], []))
        if tag in ("td", "th", "br"):
            self._characters.append(("\n", (False, False, False, None)))
        if tag not in ("hr", "br", "img"):
            self._open.append(tag)
            target = dict(attributes).get("href")
            # The numbers of footnotes lead to each other; in the text they are no links.
            self._links.append(None if target and target.startswith("#fn") else target)

    def handle_endtag(self, tag: str) -> None:
        if tag in _CONTAINERS or tag in _LEAVES or tag in _ITEMS:
            self._finish()
        if tag in self._open:
            at = len(self._open) - 1 - self._open[::-1].index(tag)
            del self._open[at:], self._links[at:]

    def handle_data(self, data: str) -> None:
        link = next((link for tag, link in zip(self._open[::-1], self._links[::-1], strict=True) if tag == "a"), None)
        look = ("strong" in self._open, "em" in self._open, "code" in self._open, link)
        self._characters.extend((character, look) for character in data)

    def close(self) -> None:
        super().close()
        self._finish()

    def _shape(self) -> tuple[str, ...]:
        return tuple(_CONTAINERS[tag] for tag in self._open if tag in _CONTAINERS)

    def _finish(self) -> None:
        kind, level = self._leaf or (Kind.PARAGRAPH, 0)
        text = "".join(character for character, _ in self._characters)
        if text.strip() or self._leaf:
            looks = [(character, look) for character, look in self._characters if not character.isspace()]
            kind = self._item_begins if self._item_begins and kind == Kind.PARAGRAPH else kind
            self.seen.append(Seen(kind, level, self._shape(), words_in(text), looks))
            self._item_begins = ""
        self._leaf, self._characters = None, []


def page_blocks(html: str) -> list[Seen]:
    """The blocks of a rendered text, without those that have no word, such as a paragraph that holds a picture."""
    page = _Page()
    page.feed(str(html))
    page.close()
    return [seen for seen in page.seen if seen.words or seen.kind == Kind.RULE]


def document_blocks(document: Document) -> list[Seen]:
    """The blocks of a document in the same terms."""
    found = []
    for index, block in enumerate(document.blocks):
        tokens = [token for token in document.tokens(index) if not token.is_image]
        looks = [
            (character, (style.strong, style.emphasis, style.code, style.link))
            for token in tokens
            for text, style in ((run.text, run.style) for run in token.runs)
            for character in text
        ]
        if tokens or block.kind is Kind.RULE:
            found.append(Seen(block.kind, block.level, block.shape, [token.text for token in tokens], looks))
    return found
