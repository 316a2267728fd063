"""A web page with a policy -> its text as content for Markdown, with its headings' ids."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from ..problems import counted
from ..text.blocks import Kind
from ..text.html_words import words_of
from ..text.inline import PLAIN
from .by_stylesheet import told_by_style, writing_rules
from .content import Content, Passage, Run, Style, Table, merged_cells, struck_out, text_of
from .furniture import is_most_of, select_text
from .google_docs import as_others_write_it
from .html_lists import (
    counted_by_style,
    has_own_number,
    is_plain_definition_list,
    is_unmarked,
    numbers,
    refuse_depth,
    type_bullets_of_word,
)
from .html_notes import REFERENCE, TEXT, mark_notes
from .html_paragraphs import paragraphs, spaced, tidy
from .html_styles import HEADING, heading_level, inline_style, is_struck, take_bold_headings
from .html_tables import has_head, is_layout, parts_of_layout, table_rows
from .link_targets import resolve_anchors
from .page_address import address_of
from .page_encoding import page_text
from .wrapped_links import unwrapped

_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5
    h6 header hgroup hr legend li main ol p pre section summary table ul
    """.split()
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NO_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)


def read_html(content: bytes) -> Content:
    """Read a page saved as a file, in the encoding that it declares; where it declares none, a remark says what it is.

    Raises RecursionError for a page that is nested too deeply to be a text.
    """
    text, said = page_text(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnusualUsageWarning)  # of a page that looks like a name or like XML
        soup = BeautifulSoup(_XML_DECLARATION.sub("", text, count=1), "lxml")
    refuse_depth(soup)
    as_others_write_it(soup)
    type_bullets_of_word(soup)
    found = _PageReader(soup).read()
    found.remarks[:0] = said
    return found


class _PageReader:
    def __init__(self, soup: BeautifulSoup) -> None:
        self._base = address_of(soup)
        told = counted_by_style(soup)
        rules = writing_rules(soup)
        self._main, self._left_out = select_text(soup)
        self._length = len(self._main.get_text(strip=True))
        self._left_out += told_by_style(self._main, rules)
        self._notes = mark_notes(self._main)
        self._content = Content(remarks=told)
        self._anchors: dict[str, int] = {}
        self._waiting: list[str] = []  # ids met since the last part; a heading that follows bears them
        self._relative: set[str] = set()
        self._pictures: list[str] = []
        self._struck: list[str] = []
        self._terms: list[Passage] = []

    def read(self) -> Content:
        # What a note shows as its number, the page no longer has.
        labels = [f"[{number + 1}]" for number in range(self._notes)]
        self._content.source_words = words_of(str(self._main)) + labels
        for part in self._blocks(self._main, ()):
            self._add(part)
        content = self._content
        content.remarks += self._left_out + take_bold_headings(content.parts, self._terms)
        resolve_anchors(content.parts, self._anchors)
        content.remarks += [f"Picture left out: “{text}”." for text in self._pictures]
        content.remarks += [struck_out(text) for text in self._struck]
        if self._notes:
            content.remarks.append(f"{counted(self._notes, 'footnote')}: now with a number from 1 on each.")
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
                yield from paragraphs(runs, shape)
                runs = []
                yield from self._block(child, shape)
            else:
                runs += self._inline(child, PLAIN)
        yield from paragraphs(runs, shape)

    def _block(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        self._note_id(element)
        level = heading_level(element)
        if element.has_attr(TEXT):
            yield from self._footnote(element, str(element[TEXT]))
        elif level:
            yield from self._heading(element, level)
        elif element.name in ("ul", "ol"):
            yield from self._list(element, shape)
        elif element.name == "table" and is_layout(element):
            yield from parts_of_layout(element, lambda cell: self._blocks(cell, shape))
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
            style = PLAIN if element.name == "figcaption" else Style(strong=True)
            if element.find(list(_BLOCKS)) is None:
                made = list(paragraphs(self._children(element, style), shape))
                self._terms += made if element.name == "dt" else []
                yield from made
            else:
                yield from self._blocks(element, shape)
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

    def _footnote(self, element: Tag, number: str) -> Iterator[Passage | Table]:
        for place, part in enumerate(self._blocks(element, ("note",))):
            if isinstance(part, Passage):
                part.kind, part.note = Kind.PARAGRAPH if place else Kind.NOTE, number
            yield part

    def _heading(self, element: Tag, level: int) -> Iterator[Passage]:
        own = [str(element["id"])] if element.get("id") else []
        runs = tidy(self._children(element, PLAIN))
        # Headings are bold by themselves.
        runs = [Run(run.text, run.style._replace(strong=False)) for run in runs]
        if text_of(runs).strip():
            yield Passage(Kind.HEADING, runs, level=level, names=tuple(own))

    def _list(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        container = "ul" if is_unmarked(element) else element.name
        for item, number, label in numbers(element):
            if item.name != "li" or item.has_attr(TEXT):
                yield from self._block(item, shape)
                continue
            self._note_id(item)
            is_anew = container == "ol" and not label and self._restarts(shape, number)
            yield from self._item(item, container, shape, number, f"{number}. " if is_anew else label)

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
            if not begun and container == "ol" and isinstance(part, Passage) and part.kind is Kind.HEADING:
                yield _numbered(part, label or f"{number}. ")
            elif begun or not isinstance(part, Passage) or part.kind is not Kind.PARAGRAPH or part.shape != inner:
                yield part
            elif label:
                yield Passage(Kind.PARAGRAPH, [Run(label, PLAIN), *part.runs], shape)
            else:
                yield Passage(Kind.ITEM, part.runs, inner, number=number)
            begun = True

    def _table(self, element: Tag, shape: tuple[str, ...]) -> Iterator[Passage | Table]:
        caption = element.find("caption")
        if isinstance(caption, Tag):
            yield from paragraphs(self._children(caption, PLAIN), shape)
        rows, merged = table_rows(element, self._cell)
        if merged:
            self._content.remarks.append(merged_cells(merged))
        is_inner = element.find_parent("table") is not None
        if is_inner:
            self._content.remarks.append("A table within a table: its cells stand as lines of the outer cell.")
        elif rows and not has_head(element):
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
        if isinstance(node, _NO_TEXT):
            return []
        if isinstance(node, NavigableString):
            return [Run(spaced(str(node)), style)]
        if not isinstance(node, Tag):
            return []
        self._note_id(node)
        if node.has_attr(REFERENCE):
            return [Run(node.get_text(), style._replace(note=str(node[REFERENCE]), raised=False))]
        if node.name == "br":
            return [Run("\n", style)]
        if node.name == "img":
            self._pictures.append(str(node.get("alt") or node.get("src") or "without description"))
            return []
        if is_struck(node):
            self._struck.append(" ".join(node.get_text().split()))
        style = style._replace(**inline_style(node))
        if node.name == "a" and node.get("href"):
            style = style._replace(link=self._target(str(node["href"])))
        return self._children(node, style)

    def _target(self, href: str) -> str | None:
        href = unwrapped(href.strip())
        if href.startswith("#"):
            return href if len(href) > 1 else None
        if self._base:
            href = unwrapped(urljoin(self._base, href))
        if not urlsplit(href).scheme:
            self._relative.add(href)
        return href

    def _note_id(self, element: Tag) -> None:
        for name in filter(None, (element.get("id"), element.get("name") if element.name == "a" else None)):
            self._anchors.setdefault(str(name), len(self._content.parts))
            is_around_all = element.find("h1") is not None and is_most_of(element, self._length)
            if not (HEADING.fullmatch(element.name) or element.find_parent(HEADING) or is_around_all):
                self._waiting.append(str(name))


def _numbered(heading: Passage, label: str) -> Passage:
    """A heading that is an item of a list, with its number; where it has one of its own, the list hides its."""
    if not has_own_number(text_of(heading.runs)):
        heading.runs.insert(0, Run(label, PLAIN))
    return heading


def _as_lines(table: Table) -> list[Run]:
    """The cells of a table within another, each a line."""
    lines: list[Run] = []
    for cell in (each for row in table.rows for each in row if each):
        lines += [Run("\n", PLAIN), *cell] if lines else cell
    return lines
