"""Start tags that were judged once and stand on thousands of pages: a page of nothing else needs no second judging.

Where every “<” of a page begins an end tag, or a start tag with quoted values, browsers find no other start tags than
these (HTML Standard, 13.2.5), and nothing else gives an element attributes. A page that is written in any other way, or
has a tag that no judged page has, is judged element by element, as browsers read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .needs import Fetched, Needs, fetched_by
from .page import BuiltPage

_REFERENCES = {"&#39;": "'", "&#34;": "&quot;", "&lt;": "<", "&gt;": ">"}
"""Character references as programs write them, and what a tree writes for them; it leaves “&amp;” and “&quot;”."""
_TAG = re.compile(r'<[a-z][a-z0-9-]*(?: [a-z][a-z0-9:_-]*="[^"&]*(?:&(?:amp|quot|lt|gt|#34|#39);[^"&]*)*")*>')
_REFERENCE = re.compile("|".join(_REFERENCES))
# What holds text that is no text, or is judged by the page it stands on; a field is by the form around it.
_PARTICULAR = frozenset(
    "base form frame iframe noembed noframes noscript object optgroup option plaintext script select style svg math "
    "template textarea xmp".split()
)
# Values that say nothing of what a tag does: names, days and numbers; the words that name a link or a cell; where a
# link leads that shows a page of the site; what a page is about.
_NAMES = re.compile(r' (?:(?:id|datetime|value|data-words)="[\w.-]*"|(?:aria|data)-label="[\w ]*")')
_PLAIN_LINK = re.compile(r' href="[\w.#?][\w./?=&;#-]*"')
_TELLING = re.compile(
    r'<link rel="(?:alternate(?: describedby)?|canonical|latest-version|memento|next|original|prev'
    r'|predecessor-version|successor-version|timemap|version-history)" href="(?:https?://[\w.-]+(?::\d+)?/)?[\w./?=&;#-]*"'
)
_ABOUT = re.compile(r'<meta name="description" content="(?:(?!url)[^"\\])*"', re.IGNORECASE)


@dataclass(slots=True)
class KnownTags:
    """The faultless tags of one site, with what each of them fetches, by how deep a page stands."""

    _known: dict[int, dict[str, frozenset[Fetched]]] = field(default_factory=dict)

    def needs_of(self, page: BuiltPage) -> Needs | None:
        """The needs of a page all of whose tags are known, so that there is nothing to find on it; None of others."""
        tags = _tags(page)
        known = self._known.get(_depth(page), {})
        if tags is None or not known.keys() >= tags:
            return None
        return Needs(frozenset[Fetched]().union(*(known[tag] for tag in tags)))

    def add(self, page: BuiltPage, site_url: str) -> None:
        """Know the tags of a page on which nothing was found."""
        tags = _tags(page)
        if tags is None:
            return
        written = ((f"<{each.tag}{_written(each.attributes.items())}>", each) for each in page.elements)
        elements = {_alike(tag): element for tag, element in written}
        if elements.keys() >= tags:
            known = self._known.setdefault(_depth(page), {})
            known |= {tag: fetched_by(elements[tag], site_url) for tag in tags - known.keys()}


def _depth(page: BuiltPage) -> int:
    return page.address.count("/")


@lru_cache(maxsize=1)  # asked for, and then taken up
def _tags(page: BuiltPage) -> frozenset[str] | None:
    """The start tags of the page; None where there are others than those that are the same on every page."""
    found = _TAG.findall(page.html)
    begins = page.html.lstrip().startswith("<!doctype html>")
    if page.html.count("<") != len(found) + page.html.count("</") + begins:
        return None
    tags = frozenset(map(_alike, set(found)))
    return None if "" in tags else tags


@lru_cache(maxsize=4096)
def _alike(tag: str) -> str:
    """The tag without the values that its judgement does not hang on; empty for one that is judged by its page."""
    if tag[1:-1].partition(" ")[0] in _PARTICULAR:
        return ""
    if '="' not in tag:
        return tag
    if "&" in tag:
        tag = _REFERENCE.sub(lambda reference: _REFERENCES[reference[0]], tag)
    if tag.startswith("<link"):
        return _TELLING.sub('<link rel="" href=""', tag)
    if tag.startswith("<meta"):
        return _ABOUT.sub('<meta name="description" content=""', tag)
    tag = _NAMES.sub("", tag)
    return _PLAIN_LINK.sub(' href=""', tag) if tag.startswith("<a ") else tag


def _written(attributes: Iterable[tuple[str, str]]) -> str:
    """Attributes as a tree is written out."""
    escaped = (
        (name, value.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;"))
        for name, value in attributes
    )
    return "".join(f' {name}="{value}"' for name, value in escaped)
