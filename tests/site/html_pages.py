"""Built pages, read as a browser would: elements, text, links, and where each link leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from policy_history.redline.numbering import MARK_CLASS
from policy_history.text.html_words import words_of

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_WITHIN_A_LINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s small span strong sub sup time u".split()
)
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "cite"}


_FOLD = re.compile(r'<(p|li|dd|tr) class="policy-mark policy-fold" data-words="(\d+)">.*?</\1>', re.DOTALL)


@dataclass
class Element:
    """An element with its attributes, the elements it stands in, and the text in it."""

    tag: str
    attributes: dict[str, str]
    ancestors: tuple[Element, ...] = field(repr=False)
    parts: list[str] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        """The text in the element, white space made single, blocks apart from each other."""
        return " ".join("".join(self.parts).split())

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


@dataclass
class Page(HTMLParser):
    """One page of a built site. ``address`` is relative to the root: ``privacy/history/``."""

    address: str
    html: str = field(repr=False)
    elements: list[Element] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes}, tuple(self._open))
        self._divide(tag)
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self._divide(tag)
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)

    def _divide(self, tag: str) -> None:
        if tag not in _WITHIN_A_LINE:
            self.handle_data(" ")

    def all(self, tag: str, with_class: str = "") -> list[Element]:
        """The elements of that kind, in order."""
        found = (element for element in self.elements if element.tag == tag)
        return [element for element in found if not with_class or element.has_class(with_class)]

    def text_of(self, tag: str, with_class: str = "") -> str:
        """The text of all elements of that kind, white space made single."""
        return " ".join(element.text for element in self.all(tag, with_class))

    @property
    def text(self) -> str:
        """All text of the page's body."""
        return self.text_of("body")

    @property
    def banner(self) -> str:
        """What it says of its text at once; what only the reader's clock can bring up is hidden."""
        said = [each for each in self.elements if each.has_class("policy-banner")]
        return " ".join(each.text for each in said if "hidden" not in each.attributes)

    @property
    def standing(self) -> str:
        """Whether and when its text applies."""
        return self.text_of("p", "policy-standing")

    @property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def policy_text(self) -> str:
        """The HTML of the article that holds a policy's text."""
        start = self.html.index('<article class="policy-text')
        return self.html[start : self.html.index("</article>", start)]

    def policy_words(self, without: str = "") -> list[str]:
        """The words of that text, without our marks and notes and, in a redline, without the elements of that kind."""
        return words_of(self.policy_text, without_tags=frozenset({without, "aside"}), without_class=MARK_CLASS)

    def texts_with(self, newer: Sequence[str]) -> tuple[list[str], list[str]]:
        """The words of both texts of a folded redline; what its lines leave out is taken from those of the newer one."""
        old: list[str] = []
        new: list[str] = []
        pieces = _FOLD.split(self.policy_text)
        for piece, count in zip(pieces[::3], [*map(int, pieces[2::3]), 0], strict=True):
            for words, tag in ((old, "ins"), (new, "del")):
                words.extend(words_of(piece, without_tags=frozenset({tag}), without_class=MARK_CLASS))
            left_out = newer[len(new) : len(new) + count]
            old += left_out
            new += left_out
        return old, new

    def links(self) -> Iterator[tuple[Element, str]]:
        """Every address the page refers to, as written, with the element that does."""
        for element in self.elements:
            for name in _ADDRESSES & element.attributes.keys():
                yield element, element.attributes[name]


def read_pages(site: Path) -> dict[str, Page]:
    """The pages of a built site by their addresses, in order."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    addresses = {path.removesuffix("index.html"): site / path for path in paths}
    return {address: Page(address, path.read_text("utf-8")) for address, path in addresses.items()}


def broken_links(site: Path, root: str, pages: Mapping[str, Page]) -> list[str]:
    """What in the site leads to no file or no fragment of the site; ``root`` is the site's own address."""
    return [
        f"{page.address}: {written}"
        for page in pages.values()
        for _, written in page.links()
        if not _leads_somewhere(site, root, urljoin(root + page.address, written), pages)
    ]


def _leads_somewhere(site: Path, root: str, target: str, pages: Mapping[str, Page]) -> bool:
    if urlsplit(target)[:2] != urlsplit(root)[:2]:
        return True
    address, fragment = urldefrag(target)
    if not address.startswith(root):
        return False
    path = unquote(address.removeprefix(root).partition("?")[0])
    if path in pages:
        return not fragment or unquote(fragment) in pages[path].ids
    return not fragment and (site / path).is_file()


@dataclass(frozen=True)
class Built:
    """A built site: its folder, the address it was built for, and its pages."""

    folder: Path
    root: str

    @cached_property
    def pages(self) -> dict[str, Page]:
        return read_pages(self.folder)

    def __getitem__(self, address: str) -> Page:
        return self.pages[address]
