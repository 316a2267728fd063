"""The styles of a Word document: what a paragraph or run is through them (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ..importing.numbers import whole_number
from .package import W

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_WORDS_OF_ID = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z]|[0-9])")
"""Where Word left out the blanks of a style's name to make its id: “TOCHeading”, “Heading1”."""
_MONOSPACED = re.compile(r"courier|consolas|mono|menlo|lucida console", re.IGNORECASE)

QUOTATIONS = frozenset(("quote", "intense quote", "quotations"))
"""The names of styles for quoted words, of Word and of LibreOffice."""
_BODY_TEXT = "9"
"""The level in the outline of what is no heading."""

_DEFAULT_SIZE = 20
"""Half points, where a document says nothing."""


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of the element; empty where there is none."""
    return "" if element is None else element.get(f"{W}{name}", "")


def is_on(element: etree._Element | None) -> bool | None:
    """A property that is on or off; None where nothing is said."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")


_WITH_TWIN = frozenset("bi")


def _is_complex(run: etree._Element) -> bool:
    """Whether the letters of a run are of a script such as Arabic (ISO/IEC 29500-1, 17.3.2.26)."""
    return any(is_on(run.find(f"{W}rPr/{W}{name}")) for name in ("rtl", "cs"))


class Styles:
    """Style by id, each with those it is based on."""

    def __init__(self, part: etree._Element | None) -> None:
        styles = list(part.iter(f"{W}style")) if part is not None else []
        self._names = {value(style.find(f"{W}name")).lower() for style in styles}
        self._defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if part is not None else None
        self._default_size = value(self._by_default("sz"))
        self.language = value(self._by_default("lang"))
        """The language of the document, where it says it."""
        self._by_id = {value(style, "styleId"): style for style in styles}
        self._default = next(
            (value(s, "styleId") for s in styles if value(s, "type") == "paragraph" and value(s, "default") == "1"), ""
        )
        self._said: dict[tuple[str, str], etree._Element | None] = {}

    def name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style in lower case; Word's own are English in every language.

        Where a document does not define the style, as some programs leave it to Word, the id tells its name.
        """
        style_id = self.of_paragraph(paragraph)
        style = self._by_id.get(style_id)
        return (_WORDS_OF_ID.sub(" ", style_id) if style is None else value(style.find(f"{W}name"))).lower()

    def _by_default(self, name: str) -> etree._Element | None:
        """A property that every run has of which nothing else is said (ISO/IEC 29500-1, 17.7.5.5)."""
        return self._defaults.find(f"{W}{name}") if self._defaults is not None else None

    def id_of(self, name: str) -> str:
        """The id of the style of that name, in lower case; empty when there is none."""
        named = (key for key, style in self._by_id.items() if value(style.find(f"{W}name")).lower() == name)
        return next(named, "")

    def has(self, name: str) -> bool:
        """Whether the document defines a style of that name."""
        return name.lower() in self._names

    def run_size(self, run: etree._Element, paragraph: etree._Element) -> int:
        """The size of a run's letters in half points, its own or through its styles."""
        complex_size = self.run_value(run, paragraph, "szCs") if _is_complex(run) else ""
        return whole_number(complex_size or self.run_value(run, paragraph, "sz") or self._default_size, _DEFAULT_SIZE)

    def of_paragraph(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def run_name(self, run: etree._Element) -> str:
        """The name of a run's own style in lower case."""
        style = self._by_id.get(value(run.find(f"{W}rPr/{W}rStyle")))
        return value(style.find(f"{W}name")).lower() if style is not None else ""

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            style_id = value(style.find(f"{W}basedOn"))

    def paragraph_property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """A property such as ``numPr``, of the paragraph itself or through its style."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        return self._said_by(self.of_paragraph(paragraph), f"{W}pPr/{W}{name}")

    def heading_level(self, paragraph: etree._Element) -> int:
        """1 to 9 for headings, 0 for other paragraphs: by the style's name, else by its place in the outline.

        A style for the text under a heading, based on the heading's, says that it is at no place there.
        """
        if self.of_paragraph(paragraph) not in self._by_id and (match := _HEADING.fullmatch(self.name(paragraph))):
            return int(match[1])
        for style in self.chain(self.of_paragraph(paragraph)):
            match = _HEADING.fullmatch(value(style.find(f"{W}name")))
            if match:
                return int(match[1])
            if value(style.find(f"{W}pPr/{W}outlineLvl")) == _BODY_TEXT:
                return 0
        level = value(self.paragraph_property(paragraph, "outlineLvl"))
        outline = whole_number(level, 9)
        return outline + 1 if outline < 9 else 0

    def run_is(self, run: etree._Element, paragraph: etree._Element, name: str) -> bool:
        """Whether a run has a property such as ``b`` or ``vanish``, itself or through its styles."""
        return self._is(run, name, self.of_paragraph(paragraph))

    def run_itself_is(self, run: etree._Element, name: str) -> bool:
        """The same, whatever the style of its paragraph is."""
        return self._is(run, name)

    def run_value(self, run: etree._Element, paragraph: etree._Element, name: str) -> str:
        """The value of a run's property such as ``vertAlign``; empty where nothing is said."""
        return value(self._property(run, name, self.of_paragraph(paragraph)))

    def _is(self, run: etree._Element, name: str, *more: str) -> bool:
        """Styles switch a property on, and off where another had it on (ISO/IEC 29500-1, 17.7.3).

        What makes Latin letters bold has a twin for Arabic, Hebrew and the like (17.3.2.2).
        """
        if name in _WITH_TWIN and _is_complex(run) and self._is(run, f"{name}Cs", *more):
            return True
        if run.find(f"{W}rPr/{W}{name}") is not None or name == "dstrike" or is_on(self._by_default(name)):
            return bool(is_on(self._property(run, name, *more)))
        said = (self._said_by(style, f"{W}rPr/{W}{name}") for style in (value(run.find(f"{W}rPr/{W}rStyle")), *more))
        return sum(map(bool, map(is_on, said))) % 2 == 1

    def _property(self, run: etree._Element, name: str, *more: str) -> etree._Element | None:
        """A property of a run: its own, else that of its style, else that of one of these styles."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        for first in (value(run.find(f"{W}rPr/{W}rStyle")), *more):
            said = self._said_by(first, f"{W}rPr/{W}{name}")
            if said is not None:
                return said
        return self._by_default(name)

    def _said_by(self, style_id: str, path: str) -> etree._Element | None:
        """What stands under that path in a style, or in the nearest that it is based on; many runs ask for the same."""
        key = style_id, path
        if key not in self._said:
            found = (style.find(path) for style in self.chain(style_id))
            self._said[key] = next((element for element in found if element is not None), None)
        return self._said[key]

    def is_monospaced(self, run: etree._Element) -> bool:
        """Whether a run is set as code is, by itself or by its own style."""
        fonts = [run.find(f"{W}rPr/{W}rFonts")]
        fonts += [style.find(f"{W}rPr/{W}rFonts") for style in self.chain(value(run.find(f"{W}rPr/{W}rStyle")))]
        return any(_MONOSPACED.search(value(font, "ascii")) for font in fonts if font is not None)
