"""In which language a Word document is, for what reads it aloud, checks its spelling or breaks its lines."""

from __future__ import annotations

from docx.document import Document as WordDocument
from lxml import etree

from ..wording import interface_language
from ..wording.cldr import direction_of
from .cover import COVER_STYLES
from .marking import element

_RUN = "{*}rPrDefault/{*}rPr"
_EAST_ASIAN = frozenset(("zh", "ja", "ko"))


def name_languages(document: WordDocument, language: str) -> None:
    """Say in which language the text is, where more than its script is known, and in which our own words are."""
    styles = document.styles
    if language and not language.startswith("und-"):
        _name(_run_defaults(styles.element), language)
    for name in sorted(COVER_STYLES):
        _name(styles[name].element.get_or_add_rPr(), interface_language())


def _name(properties: etree._Element, language: str) -> None:
    """Name the language of runs (ISO/IEC 29500-1, 17.3.2.20): each kind of letters has an attribute of its own."""
    for old in properties.findall("{*}lang"):
        properties.remove(old)
    named = {"val": language}
    if language.split("-", maxsplit=1)[0].lower() in _EAST_ASIAN:
        named["eastAsia"] = language
    if direction_of(language) == "rtl":
        named["bidi"] = language
    properties.append(element("w:lang", **named))


def _run_defaults(styles: etree._Element) -> etree._Element:
    """The properties of every run that has none of its own; a template may do without them."""
    found = styles.find(f"{{*}}docDefaults/{_RUN}")
    if found is not None:
        return found
    defaults = styles.find("{*}docDefaults")
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    of_runs = defaults.find("{*}rPrDefault")
    if of_runs is None:
        of_runs = element("w:rPrDefault")
        defaults.insert(0, of_runs)
    made = element("w:rPr")
    of_runs.append(made)
    return made
