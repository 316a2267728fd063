"""A revision's text as HTML: Python-Markdown renders it, nh3 lets through only what a text needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from .document import Clause, Document, read_document
from .html_words import words_of
from .keeping import kept
from .markdown_notes import BACK_ROLE, NOTE_ROLE, REFERENCE_ROLE, FootnoteExtension
from .rendering import References, RenderedHeading, rendered_parts

# Links to the site itself are written from its root (/cookies/). The page that shows the article knows how far
# up the root is; until then they carry a scheme of their own, which no text can give to a link.
SITE_SCHEME = "policy-site"
_SITE_LINK = re.compile(rf'(<[a-z](?:[^<>"]|"[^"]*")*? (?:href|src)="){SITE_SCHEME}:/')

_EXTENSIONS = ("markdown.extensions.tables", "markdown.extensions.sane_lists", "markdown.extensions.fenced_code")
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_HEADING = re.compile(r"h([1-6])")
_HEADING_ID = re.compile(r"[ \t]*\{:?[ \t]*#[^\s{}#.]+[ \t]*\}$")
_TAGS = frozenset(
    """
    a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q
    s section small span strong sub sup table tbody td tfoot th thead tr u ul
    """.split()
)
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
_ROLES = {"a": {REFERENCE_ROLE, BACK_ROLE}, "div": {NOTE_ROLE}}
_OWN_ATTRIBUTES = {**_ATTRIBUTES, **{tag: _ATTRIBUTES.get(tag, set()) | {"role"} for tag in _ROLES}}
"""What our own markup may have besides: the roles of footnotes."""

_REDLINE_ATTRIBUTES = {
    **_OWN_ATTRIBUTES,
    "*": _ATTRIBUTES["*"] | {"class", "data-words"},
    "a": _OWN_ATTRIBUTES["a"] | {"aria-label"},
    "del": {"role"},
    "ins": {"role"},
    "li": {"value"},
}
"""What redlines may have besides: classes, the names and roles of marks, and what their folds leave out."""

_ADDRESSES = {("a", "href"), ("img", "src")}
BYTE_ORDER_MARK = "\ufeff"
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""The schemes of the links that a text may have."""


@dataclass(frozen=True, slots=True)
class Article:
    """A rendered text. ``html`` is safe to put into a page once ``at`` has told it where the site's root is."""

    html: Markup
    clauses: tuple[Clause, ...]

    def at(self, root: str) -> Markup:
        """The HTML for a page from which ``root`` (such as ``../../``) leads to the root of the site."""
        return Markup(_SITE_LINK.sub(lambda match: match[1] + str(escape(root)), self.html))  # noqa: S704 (only an escaped root is added)


def render_article(document: Document, *, heading_shift: int = 0, id_prefix: str = "") -> Article:
    """Render a document as HTML.

    ``heading_shift`` sets headings that many levels lower (never below 6), and ``id_prefix`` goes before every
    clause id and every id of a footnote, so that a text can stand inside another page.
    """
    clauses = tuple(
        Clause(id_prefix + clause.id, clause.title, min(6, clause.level + heading_shift), clause.block)
        for clause in document.clauses
    )
    return Article(Markup("").join(_parts_of(document, clauses, id_prefix)), clauses)


def article_words(document: Document) -> list[str]:
    """The words of a document's article, in order. No word reaches from one part into the next."""
    return [word for part in article_parts(document) for word in _words_of_part(part)]


def article_parts(document: Document) -> tuple[Markup, ...]:
    """The HTML of a document's article in parts, each the same object in all texts that have it."""
    return _parts_of(document, document.clauses, "")


@kept
def _words_of_part(html: Markup) -> tuple[str, ...]:
    return tuple(words_of(html))


def _parts_of(document: Document, clauses: Sequence[Clause], id_prefix: str) -> tuple[Markup, ...]:
    """The HTML of an article, in parts that begin and end with a block."""
    return _parts(document.source, tuple(RenderedHeading(clause.id, clause.level) for clause in clauses), id_prefix)


@kept
def _parts(text: str, headings: tuple[RenderedHeading, ...], id_prefix: str) -> tuple[Markup, ...]:
    document = read_document(text)
    sources = [part.source for part in document.parts]
    sources[0] = sources[0].removeprefix(BYTE_ORDER_MARK)
    counts = [part.headings for part in document.parts]
    parts = rendered_parts(render_part, sources, counts, headings) if len(sources) > 1 else None
    if parts is None:
        return (_whole("".join(sources), headings, document.links, id_prefix),)
    return parts


def _whole(source: str, headings: Sequence[RenderedHeading], links: Mapping[str, str], id_prefix: str) -> Markup:
    return _Reader(FootnoteExtension(links, id_prefix)).converted(source, headings, ())[0]


def render_part(source: str, headings: tuple[RenderedHeading, ...], references: References) -> tuple[Markup, int]:
    """The clean HTML of a part of a text with these headings and link definitions, and how many headings it has."""
    reader = _reader_of_parts()
    try:
        return reader.converted(source, headings, references)
    except BaseException:
        _reader_of_parts.cache_clear()  # it was left in the middle of a text
        raise


@cache
def _reader_of_parts() -> _Reader:
    """The reader of all parts, none of which has a footnote: to make one takes as long as to read a part."""
    return _Reader(FootnoteExtension({}, ""))


class _Reader:
    """Python-Markdown as articles are read by it."""

    def __init__(self, notes: FootnoteExtension) -> None:
        self._named, self._notes = _Clauses(), notes
        self._cleaner = _cleaner(_OWN_ATTRIBUTES, SCHEMES, self._of_a_text)
        self._ids: Set[str] = frozenset()
        self._processor = markdown.Markdown(extensions=[*_EXTENSIONS, self._named, notes], output_format="html")

    def converted(self, source: str, headings: Sequence[RenderedHeading], references: References) -> tuple[Markup, int]:
        """Clean HTML, and how many headings it has that are Markdown's."""
        self._named.headings, self._named.count = headings, 0
        self._ids = frozenset(heading.id for heading in headings)
        self._notes.ids.clear()
        self._processor.reset()
        self._processor.references.update(references)
        html = self._processor.convert(source)
        return Markup(self._cleaner.clean(html)), self._named.count  # noqa: S704 (nh3 has cleaned it)

    def _of_a_text(self, tag: str, attribute: str, value: str) -> str | None:
        """What an attribute of the text's HTML is to be: it has the ids of its clauses and footnotes, and no others."""
        if attribute == "id":
            return value if value in (self._ids if _HEADING.fullmatch(tag) else self._notes.ids) else None
        if attribute == "role":
            return value if value in _ROLES[tag] else None
        return site_address(value) if (tag, attribute) in _ADDRESSES else value


def sanitise(html: str, *, classes: bool = False) -> Markup:
    """That HTML, made by us from a text, without scripts, styles, forms, handlers and links that run code.

    ``classes`` keeps class names, for markup of our own; a text's own classes never reach a page.
    """
    return Markup(_sanitiser(classes=classes).clean(html))  # noqa: S704 (nh3 has cleaned it)


@cache  # to make one takes several times as long as to clean a paragraph
def _sanitiser(*, classes: bool) -> nh3.Cleaner:
    return _cleaner(_REDLINE_ATTRIBUTES if classes else _ATTRIBUTES, SCHEMES | {SITE_SCHEME}, None)


def _cleaner(
    attributes: Mapping[str, Set[str]],
    schemes: Set[str],
    attribute_filter: Callable[[str, str, str], str | None] | None,
) -> nh3.Cleaner:
    """What makes HTML in which every ``<`` and ``>`` is a tag's own: elsewhere they are character references."""
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in attributes.items()},
        url_schemes=set(schemes),
        attribute_filter=attribute_filter,
        link_rel=None,
        strip_comments=True,
    )


class _Clauses(Extension):
    """Gives headings the ids and levels of their clauses, and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: Sequence[RenderedHeading] = ()
        self.count = 0

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(_ClauseIds(md, self), "clauses", 5)


class _ClauseIds(Treeprocessor):
    def __init__(self, md: markdown.Markdown, clauses: _Clauses) -> None:
        super().__init__(md)
        self._clauses = clauses

    def run(self, root: Element) -> None:
        found = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        self._clauses.count = len(found)
        for element, heading in zip(found, self._clauses.headings, strict=False):
            _remove_id_mark(element)
            element.tag = f"h{heading.level}"
            element.set("id", heading.id)


def removed_by_sanitising(tag: str) -> bool:
    """Whether that raw tag, or one of its attributes, would not reach a page. Ids are the clauses' alone."""
    match = _RAW_TAG.match(tag)
    if match is None:
        return not tag.startswith("<!--")
    if match[1]:
        return False
    name = match[2].lower()
    allowed = (_ATTRIBUTES["*"] | _ATTRIBUTES.get(name, set())) - {"id"}
    return name not in _TAGS or any(attribute.lower() not in allowed for attribute in _ATTRIBUTE.findall(match[3]))


def site_address(target: str) -> str:
    """A link target as the article holds it: one from the site's root gets the site's own scheme."""
    if target.lower().startswith(SITE_SCHEME + ":"):
        return ""
    if target.startswith("/") and not target.startswith("//"):
        return f"{SITE_SCHEME}:{target}"
    return target


def _remove_id_mark(heading: Element) -> None:
    """Take ``{#id}`` off the heading's last words, wherever inline markup has put them."""
    last = heading[-1] if len(heading) else None
    text = (last.tail if last is not None else heading.text) or ""
    shown = _HEADING_ID.sub("", text)
    if last is not None:
        last.tail = shown
    else:
        heading.text = shown
