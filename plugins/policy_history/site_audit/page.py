"""One page of a built site, read once, as browsers read it: its elements, its ids, what runs in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..problems import line_and_column
from .start_tags import StartTag, start_tags

# Script elements with these types run or change what runs; any other type is data (HTML Standard, 4.12.1).
_RUNNING_TYPES = frozenset(
    """
    module importmap speculationrules text/javascript application/javascript application/ecmascript
    application/x-javascript application/x-ecmascript text/ecmascript text/jscript text/livescript text/x-javascript
    text/x-ecmascript
    """.split()
) | {""}

Signature = tuple[str, tuple[tuple[str, str], ...], str]
"""A tag, its attributes and, where that matters, what it holds: two elements with the same one do the same."""


@dataclass(slots=True)
class Element:
    """An element: its attributes (decoded; of two of one name the first), and the form it stands in.

    ``text`` is what a script or style element holds, as its hash is computed (CSP 3, 6.7.3.3), and the markup within
    a noscript or template element.
    """

    tag: str
    attributes: Mapping[str, str]
    form: Element | None = field(default=None, repr=False)
    text: str = ""

    @property
    def runs(self) -> bool:
        """Whether this is a script that a browser runs, and no block of data."""
        kind = self.attributes.get("type", "").partition(";")[0].strip().lower()
        return self.tag == "script" and (kind in _RUNNING_TYPES or kind.startswith("text/javascript1."))

    @property
    def signature(self) -> Signature:
        """What tells this element from others."""
        return self.tag, tuple(sorted(self.attributes.items())), self.text


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
    def sha256(self) -> str:
        """The hash of its path and its text: addresses in a page, and the forms it may have, depend on where it is."""
        return sha256(f"{self.path}\n{self.html}".encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in order, those within a template after it (HTML Standard, 13.2)."""
        return tuple(_elements(LexborHTMLParser(self.html).root))

    @cached_property
    def tags(self) -> tuple[StartTag, ...]:
        """Every start tag with its place, as far as it is told without building a tree."""
        return start_tags(self.html)

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

    def rank(self, element: Element) -> int:
        """How many elements of the page like this one stand before it."""
        before = self.elements[: next(n for n, each in enumerate(self.elements) if each is element)]
        return sum(each.signature == element.signature for each in before)

    def place(self, element: Element) -> tuple[int, int]:
        """Line and column, from 1, of an element in the page; those of the page where its tag is not found."""
        attributes = {name.lower(): value for name, value in element.attributes.items()}
        tags = [tag for tag in self.tags if tag.tag == element.tag.lower() and tag.attributes == attributes]
        return line_and_column(self.html, tags[min(self.rank(element), len(tags) - 1)].start) if tags else (1, 1)


def _elements(root: LexborNode | None) -> Iterator[Element]:
    forms: dict[int, Element] = {}
    for node in root.traverse(include_text=False) if root else ():
        if not node.is_element_node:
            continue
        attributes = {name: value or "" for name, value in node.attributes.items()}
        element = Element(node.tag or "", attributes, _form_of(node, forms))
        within = node.template_fragments() if element.tag == "template" else []
        if element.tag in {"script", "style"}:
            element.text = node.text(deep=True).replace("\r\n", "\n").replace("\r", "\n")
        elif element.tag == "noscript":
            element.text = node.inner_html or ""
        elif element.tag == "form":
            forms[node.mem_id] = element
        element.text += "".join(fragment.html or "" for fragment in within)
        yield element
        for fragment in within:
            yield from _elements(fragment)


def _form_of(node: LexborNode, forms: Mapping[int, Element]) -> Element | None:
    if not forms:
        return None
    above = node.parent
    while above is not None:
        if above.mem_id in forms:
            return forms[above.mem_id]
        above = above.parent
    return None
