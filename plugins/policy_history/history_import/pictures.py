"""Pictures of other hosts made links: else every reader's browser would ask such a host, and tell it of the reader."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from ..text.blocks import Kind
from ..text.document import Document
from ..text.foreign_patterns import PICTURE
from ..text.html_tags import attributes_of
from ..text.inline import CODE_SPAN

_PICTURE = re.compile(f"{CODE_SPAN}|{PICTURE}", re.DOTALL)  # between backticks is none
_OF_A_HOST = re.compile(r"(?:https?:)?//[^/\s]", re.IGNORECASE)


def without_foreign_pictures(text: str) -> tuple[str, int]:
    """The text with each picture that has a host in its address made a link to it, and how many these are.

    The words of the link are those that stood for the picture, or the name of its file. A picture within a link becomes
    its words. Code stays as it is.
    """
    found = _Pictures(text)
    return found.text, found.number


class _Pictures:
    def __init__(self, text: str) -> None:
        self.number = 0
        self._document = Document(text)
        self._code = self._document.stretches_of(Kind.CODE)
        self.text = _PICTURE.sub(self._link, text)
        for place, tag in reversed(list(Document(self.text).raw_tags())):
            if tag[:4].lower() == "<img":
                self.text = self.text[:place] + self._anchor(tag, place) + self.text[place + len(tag) :]

    def _link(self, match: re.Match[str]) -> str:
        if match["ticks"] or any(start <= match.start() < end for start, end in self._code):
            return match[0]
        address = match["address"]
        if address is None:
            label = " ".join((match["label"] or match["words"]).lower().split())
            address = self._document.links.get(label, "")
        if not _OF_A_HOST.match(address):
            return match[0]
        self.number += 1
        words = match["words"] or _name_of(address)
        if _is_in_brackets(match.string, match.start()):
            return words
        return match[0].replace(f"![{match['words']}]", f"[{words}]", 1)

    def _anchor(self, tag: str, place: int) -> str:
        values = attributes_of(tag)
        address = values.get("src", "")
        if not _OF_A_HOST.match(address):
            return tag
        self.number += 1
        words = escape(values.get("alt") or _name_of(address), quote=False)
        is_link = _is_in_anchor(self.text, place) or _is_in_brackets(self.text, place)
        return words if is_link else f'<a href="{escape(address)}">{words}</a>'


def _name_of(address: str) -> str:
    """The name of the file, or else of the host."""
    parts = urlsplit(address)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.netloc


def _is_in_brackets(text: str, place: int) -> bool:
    """Whether the words of a link have begun in that paragraph and not ended."""
    before = text[text.rfind("\n\n", 0, place) + 1 : place]
    return before.count("[") > before.count("]")


def _is_in_anchor(text: str, place: int) -> bool:
    before = text[:place].lower()
    return before.rfind("<a ") > before.rfind("</a")
