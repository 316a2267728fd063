"""Automatic numbers of a Word document as Word shows them: 1., 1.1, (a), (i) (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..importing.item_labels import ENGLISH, FORMATS
from ..importing.numbers import whole_number
from .branches import prepare
from .package import W
from .styles import Styles, is_on, value

_DEEPEST = 8
"""The last of Word's nine levels."""
_LONGEST_SAMPLE = 9
"""Digits of the sample of a form such as 001, 002, …."""
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph: its text, the list and level it belongs to, and how far it is indented.

    ``number`` is set when the label is that number and a dot, which Markdown can number by itself from 1 on; a bullet
    has no ``text``.
    """

    text: str
    list: str
    level: int
    left: int
    number: int | None = None


class ListNumbering:
    """Counts through the paragraphs of a document, which must be asked for in order."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        if part is not None:
            part = deepcopy(part)
            prepare(part)
        self._abstract = (
            {value(a, "abstractNumId"): a for a in part.iter(f"{W}abstractNum")} if part is not None else {}
        )
        self._lists = {value(n, "numId"): n for n in part.iter(f"{W}num")} if part is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.unknown: set[str] = set()

    def label(self, paragraph: etree._Element) -> Label | None:
        """The paragraph's label; None when it has none."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        if properties is None:
            return None
        number, level = self._place(properties, paragraph)
        definition = self._level(number, level)
        if definition is None:
            return None
        count = self._count(number, level)
        if is_on(definition.find(f"{W}rPr/{W}vanish")):
            return None
        left = self.left(paragraph)
        text, kind = value(definition.find(f"{W}lvlText")), value(definition.find(f"{W}numFmt"))
        if kind == "bullet":
            return Label("", number, level, left) if text.strip() or _has_picture(definition) else None
        shown = self._text(number, text, definition)
        plain = kind in ("", "decimal") and text == f"%{level + 1}."
        return Label(shown, number, level, left, count if plain and count else None) if shown else None

    def left(self, paragraph: etree._Element) -> int:
        """How far a paragraph is indented: by itself, by its list, else by its style."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        definition = self._level(*self._place(properties, paragraph)) if properties is not None else None
        of_list = definition.find(f"{W}pPr/{W}ind") if definition is not None else None
        said = (paragraph.find(f"{W}pPr/{W}ind"), of_list, self._styles.paragraph_property(paragraph, "ind"))
        found = (value(each, "left") or value(each, "start") for each in said)
        return indent(next(filter(None, found), ""))

    def _place(self, properties: etree._Element, paragraph: etree._Element) -> tuple[str, int]:
        number, level = value(properties.find(f"{W}numId")), value(properties.find(f"{W}ilvl"))
        if not number:  # the paragraph says the level, its style the list
            for style in self._styles.chain(self._styles.of_paragraph(paragraph)):
                number = number or value(style.find(f"{W}pPr/{W}numPr/{W}numId"))
        if not level:
            level = self._level_of_style(number, paragraph)
        return number, whole_number(level, 0, most=_DEEPEST)

    def _level_of_style(self, number: str, paragraph: etree._Element) -> str:
        ids = {value(style, "styleId") for style in self._styles.chain(self._styles.of_paragraph(paragraph))}
        abstract = self._abstract_of(number)
        for definition in abstract.iter(f"{W}lvl") if abstract is not None else ():
            if value(definition.find(f"{W}pStyle")) in ids:
                return value(definition, "ilvl")
        return ""

    def _abstract_of(self, number: str) -> etree._Element | None:
        entry = self._lists.get(number)
        abstract = self._abstract.get(value(entry.find(f"{W}abstractNumId"))) if entry is not None else None
        link = value(abstract.find(f"{W}numStyleLink")) if abstract is not None else ""
        if not link:
            return abstract
        return next((a for a in self._abstract.values() if value(a.find(f"{W}styleLink")) == link), abstract)

    def _level(self, number: str, level: int) -> etree._Element | None:
        entry, abstract = self._lists.get(number), self._abstract_of(number)
        if entry is None or abstract is None:
            return None
        for source in (*entry.iter(f"{W}lvlOverride"), abstract):
            for definition in source.iter(f"{W}lvl"):
                if value(definition, "ilvl") == str(level):
                    return definition
        return None

    def _start(self, number: str, level: int) -> int:
        for override in self._lists[number].iter(f"{W}lvlOverride"):
            start = value(override.find(f"{W}startOverride"))
            if value(override, "ilvl") == str(level) and start:
                return whole_number(start, 1)
        definition = self._level(number, level)
        return whole_number(value(definition.find(f"{W}start")), 1) if definition is not None else 1

    def _count(self, number: str, level: int) -> int:
        """Go on by one. Lists of one definition count together until one of them begins anew."""
        counts = self._counts.setdefault(value(self._lists[number].find(f"{W}abstractNumId")), {})
        for deeper in [each for each in counts if each > level]:
            if self._restarts(number, deeper, level):
                del counts[deeper]
        begins = (number, level) not in self._begun and self._overrides(number, level)
        self._begun.add((number, level))
        counts[level] = counts[level] + 1 if level in counts and not begins else self._start(number, level)
        for upper in range(level):
            counts.setdefault(upper, self._start(number, upper))
        return counts[level]

    def _restarts(self, number: str, level: int, after: int) -> bool:
        definition = self._level(number, level)
        limit = value(definition.find(f"{W}lvlRestart")) if definition is not None else ""
        return after < whole_number(limit, after + 1)

    def _overrides(self, number: str, level: int) -> bool:
        return any(
            value(override, "ilvl") == str(level) and override.find(f"{W}startOverride") is not None
            for override in self._lists[number].iter(f"{W}lvlOverride")
        )

    def _text(self, number: str, text: str, definition: etree._Element) -> str:
        counts = self._counts[value(self._lists[number].find(f"{W}abstractNumId"))]
        all_decimal = is_on(definition.find(f"{W}isLgl"))

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            upper = self._level(number, at)
            form = upper.find(f"{W}numFmt") if upper is not None else None
            return self._written(counts.get(at, self._start(number, at)), form, all_decimal=bool(all_decimal))

        return _PLACEHOLDER.sub(shown, text).strip()

    def _written(self, count: int, form: etree._Element | None, *, all_decimal: bool) -> str:
        """A number in its form; legal numbering (17.9.4) has figures, with a nought before them where they have one."""
        kind, sample = value(form) if form is not None else "decimal", value(form, "format").split(",")[0]
        if all_decimal and kind != "decimalZero":
            kind = "decimal"
        if kind == "custom" and sample.isdecimal() and len(sample) <= _LONGEST_SAMPLE:
            return f"{count:0{len(sample)}}"
        if kind in FORMATS and (kind not in ENGLISH or self._styles.language[:2] in ("", "en")):
            return FORMATS[kind](count)
        self.unknown.add(kind)
        return str(count)


def _has_picture(definition: etree._Element) -> bool:
    return definition.find(f"{W}lvlPicBulletId") is not None


def indent(written: str) -> int:
    """How far a paragraph is indented, in twentieths of a point."""
    return -whole_number(written[1:], 0) if written.startswith("-") else whole_number(written, 0)
