"""A web page with a policy -> its text as content for Markdown, with its headings' ids."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import NavigableString, Tag

from ..text.article import SCHEMES
from ..text.blocks import Kind
from ..text.inline import PLAIN
from ..text.reading import words_of
from .anchors import resolve_anchors
from .content import Content, Passage, Run, Style, Table, merged_cells, struck_out, text_of
from .furniture import select_text
from .html_definitions import is_plain_definition_list
from .html_tables import table_rows
from .labels import FORMATS
from .nesting import refuse_depth
from .numbers import whole_number

_HEADING = re.compile(r"h([1-6])")
_BLOCKS = frozenset(("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
                     "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
                     "hgroup", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "ul"))  # fmt: skip
_STYLES = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "code": "code",
           "kbd": "code", "samp": "code", "tt": "code"}  # fmt: skip
_STRUCK = ("del", "s", "strike")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(content: bytes) -> Content:
    """Read a page saved as a file; its encoding is what it declares, else UTF-8.

    Raises RecursionError for a page that is nested too deeply to be a text.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnusualUsageWarning)  # of a page that looks like a name or like XML
        soup = BeautifulSoup(content, "lxml")
    refuse_depth(soup)
    return _Reader(soup).read()


class _Reader:
    def __init__(self, soup: BeautifulSoup) -> None:
        self._base = _base(soup)
        self._main, self._left_out = select_text(soup)
        self._content = Content()
        self._anchors: dict[str, int] = {}
        self._waiting: list[str] = []  # ids met since the last part; a heading that follows bears them
        self._relative: set[str] = set()
        self._pictures: list[str] = []
        self._struck: list[str] = []

    def read(self) -> Content:
        self._content.source_words = words_of(str(self._main))
        for part in self._blocks(self._main, ()):
            self._add(part)
        content = self._content
        content.remarks += self._left_out
        resolve_anchors(content.parts, self._anchors)
        content.remarks += [f"Picture left out: “{text}”." for text in self._pictures]
        content.remarks += [struck_out(text) for text in self._struck]
        content.remarks += [f"A link without its site kept as it is: {target}" for target in sorted(self._relative)]
        return content

    def _add(self, part: Passage | Table) -> None:
        if isinstance(part, Passage) and part.kind is Kind.HEADING:
            part.names = tuple(dict.fromkeys((*part.names, *self._waiting)))
        self._waiting = []
        self._content.parts.append(part)

    # Blocks

    def _blocks(self, parent: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        """The blocks in an element; text that stands directly in it makes paragraphs."""
        runs: list[Run] = []
        for child in parent.children:
            if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS)) is not None):
                yield from _paragraph(runs, shape)
                runs = []
                yield from self._block(child, shape)
            else:
                runs += self._inline(child, PLAIN)
        yield from _paragraph(runs, shape)

    def _block(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        self._note_id(element)
        heading = _HEADING.fullmatch(element.name)
        if heading:
            yield from self._heading(element, int(heading[1]))
        elif element.name in ("ul", "ol"):
            yield from self._list(element, shape)
        elif element.name == "table":
            yield from self._table(element, shape)
        elif element.name == "pre":
            yield Passage(Kind.CODE, [Run(element.get_text().strip("\n"), PLAIN)], shape)
        elif element.name == "hr":
            yield Passage(Kind.RULE, [], shape)
        elif element.name == "blockquote":
            yield from self._blocks(element, (*shape, "quote"))
        elif element.name == "dl" and not shape and is_plain_definition_list(element, _BLOCKS):
            yield from self._definitions(element)
        elif element.name in ("dt", "summary", "figcaption"):
            style = Style(strong=True) if element.name == "dt" else PLAIN
            yield from _paragraph(self._children(element, style), shape)
        else:
            yield from self._blocks(element, shape)

    def _definitions(self, element: Tag) -> Iterator[Passage | Table]:
        """Terms and what they mean; of a meaning the first paragraph bears the mark."""
        for child in element.find_all(True, recursive=False):
            self._note_id(child)
            for place, part in enumerate(self._blocks(child, ("dl",))):
                if isinstance(part, Passage) and not place:
                    part.kind = Kind.TERM if child.name == "dt" else Kind.DESCRIPTION
                yield part

    def _heading(self, element: Tag, level: int) -> Iterator[Passage]:
        own = [str(element["id"])] if element.get("id") else []
        runs = _tidy(self._children(element, PLAIN))
        # Headings are bold by themselves.
        runs = [Run(run.text, run.style._replace(strong=False)) for run in runs]
        if text_of(runs).strip():
            yield Passage(Kind.HEADING, runs, level=level, names=tuple(own))

    def _list(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        number = whole_number(str(element.get("start")), 1)
        for item in element.find_all(True, recursive=False):
            if item.name != "li":
                yield from self._block(item, shape)
                continue
            self._note_id(item)
            number = whole_number(str(item.get("value")), number)
            kind = _FORMATS.get(str(item.get("type") or element.get("type") or ""))
            label = f"{FORMATS[kind](number)}. " if kind and element.name == "ol" else ""
            if element.name == "ol" and not label and self._restarts(shape, number):
                label = f"{number}. "
            yield from self._item(item, element.name, shape, number, label)
            number += 1

    def _restarts(self, shape: tuple[str, ...], number: int) -> bool:
        """Whether Markdown would go on counting where the page begins anew."""
        last = self._content.parts[-1] if self._content.parts else None
        if not (
            isinstance(last, Passage) and last.kind is Kind.ITEM and last.shape[: len(shape) + 1] == (*shape, "ol")
        ):
            return False
        siblings = (
            part.number
            for part in reversed(self._content.parts)
            if isinstance(part, Passage) and part.kind is Kind.ITEM and part.shape == (*shape, "ol")
        )
        return number != next(siblings, number - 1) + 1

    def _item(
        self, item: Tag, container: str, shape: tuple[str, ...], number: int, label: str
    ) -> Iterator[Passage | Table]:
        """An item: its first paragraph bears the mark, or the label as text where Markdown has no such mark."""
        inner = shape if label else (*shape, container)
        begun = False
        for part in self._blocks(item, inner):
            if begun or not isinstance(part, Passage) or part.kind is not Kind.PARAGRAPH or part.shape != inner:
                yield part
            elif label:
                yield Passage(Kind.PARAGRAPH, [Run(label, PLAIN), *part.runs], shape)
            else:
                yield Passage(Kind.ITEM, part.runs, inner, number=number)
            begun = True

    def _table(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        caption = element.find("caption")
        if isinstance(caption, Tag):
            yield from _paragraph(self._children(caption, PLAIN), shape)
        rows, merged = table_rows(element, self._cell)
        if merged:
            self._content.remarks.append(merged_cells(merged))
        is_inner = element.find_parent("table") is not None
        if is_inner:
            self._content.remarks.append("A table within a table: its cells stand as lines of the outer cell.")
        elif rows and not _has_head(element):
            rows.insert(0, [[] for _ in rows[0]])
            self._content.remarks.append("A table without a head of its own has an empty one.")
        if rows:
            yield Table(rows)

    def _cell(self, cell: Tag) -> list[Run]:
        runs: list[Run] = []
        for part in self._blocks(cell, ()):
            own = _as_lines(part) if isinstance(part, Table) else part.runs
            if isinstance(part, Passage) and part.kind is Kind.ITEM:
                own = [Run("• " if part.shape[-1] == "ul" else f"{part.number}. ", PLAIN), *own]
            runs += [Run("\n", PLAIN), *own] if runs else own
        return runs

    # Text

    def _children(self, element: Tag, style: Style) -> list[Run]:
        return [run for child in element.children for run in self._inline(child, style)]

    def _inline(self, node: Any, style: Style) -> list[Run]:
        if isinstance(node, NavigableString):
            return [Run(re.sub(r"\s+", " ", str(node)), style)]
        if not isinstance(node, Tag):
            return []
        self._note_id(node)
        if node.name == "br":
            return [Run("\n", style)]
        if node.name == "img":
            self._pictures.append(str(node.get("alt") or node.get("src") or "without description"))
            return []
        if node.name in _STRUCK:
            self._struck.append(" ".join(node.get_text().split()))
        if node.name in _STYLES:
            look: dict[str, Any] = {_STYLES[node.name]: True}
            style = style._replace(**look)
        if node.name == "a" and node.get("href"):
            style = style._replace(link=self._target(str(node["href"])))
        return self._children(node, style)

    def _target(self, href: str) -> str | None:
        href = href.strip()
        if href.startswith("#"):
            return href if len(href) > 1 else None
        if self._base:
            href = urljoin(self._base, href)
        scheme = urlsplit(href).scheme.lower()
        if scheme and scheme not in SCHEMES:
            return None
        if not scheme:
            self._relative.add(href)
        return href

    def _note_id(self, element: Tag) -> None:
        for name in filter(None, (element.get("id"), element.get("name") if element.name == "a" else None)):
            self._anchors.setdefault(str(name), len(self._content.parts))
            if not _HEADING.fullmatch(element.name) and element.find_parent(_HEADING) is None:
                self._waiting.append(str(name))


def _as_lines(table: Table) -> list[Run]:
    """The cells of a table within another, each a line."""
    lines: list[Run] = []
    for cell in (each for row in table.rows for each in row if each):
        lines += [Run("\n", PLAIN), *cell] if lines else cell
    return lines


def _has_head(table: Tag) -> bool:
    """Whether the first row of a table names its columns."""
    first = table.find("tr")
    return isinstance(first, Tag) and (first.find_parent("thead") is not None or first.find("th") is not None)


def _base(soup: BeautifulSoup) -> str:
    """The address of the page, where it says so."""
    for name, attribute, wanted in (("base", "href", None), ("link", "href", "canonical")):
        element = soup.find(name, rel=wanted) if wanted else soup.find(name)
        if isinstance(element, Tag) and str(element.get(attribute) or "").startswith(("http://", "https://")):
            return str(element[attribute])
    return ""


def _paragraph(runs: list[Run], shape: tuple[str, ...]) -> Iterator[Passage]:
    tidy = _tidy(runs)
    if text_of(tidy).strip():
        yield Passage(Kind.PARAGRAPH, tidy, shape)


def _tidy(runs: list[Run]) -> list[Run]:
    """White space as a browser shows it: one blank, none at the edges and around line breaks."""
    found: list[Run] = []
    for run in runs:
        text = run.text
        before = found[-1].text if found else "\n"
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text.startswith("\n") and found:
            found[-1] = Run(found[-1].text.rstrip(" "), found[-1].style)
        if text:
            found.append(Run(text, run.style))
    if found:
        found[-1] = Run(found[-1].text.rstrip(), found[-1].style)
    return [run for run in found if run.text]
