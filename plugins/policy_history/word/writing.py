"""A redline -> a Word document with real tracked changes: accept all and it is the new text, reject all, the old."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ..publish.compared_file import ComparedFile
from ..redline.model import Redline
from ..wording.cldr import direction_of
from .body import CODE_BLOCK_STYLE, HEADER_STYLE, Body
from .cover import COVER, COVER_HEADING, cover, end, redline_of
from .footnotes import NOTE_STYLES, add_footnotes
from .languages import name_languages
from .link_properties import keep_links
from .marking import CODE_STYLE, LINK_STYLE, PICTURE_STYLE, Marker, Runs, element
from .notes import Notes
from .template import emptied
from .template_lists import TemplateLists, numbering_of
from .template_styles import TemplateStyles

# The first moment a zip entry can carry: no clock, so that one redline is one file.
_EPOCH = (1980, 1, 1, 0, 0, 0)

_LONGEST_PROPERTY = 255  # characters; python-docx refuses more


def redline_docx(
    redline: Redline, old: ComparedFile, new: ComparedFile, *, author: str = "", template: bytes | None = None
) -> bytes:
    """The bytes of the document; the same redline gives the same bytes.

    Changes are by ``author`` (the publisher when empty) and of the day the new revision was published; a text that
    is no revision has no day, and its changes carry none. ``template`` is a Word file of which the styles, headers,
    footers, page setup and lists are used; NotADocument when it cannot be.
    """
    author = author or new.publisher or old.publisher or "Redline"
    day = new.revision.published if new.revision else None
    document = docx.Document() if template is None else emptied(template)
    styles = None if template is None else TemplateStyles(document)
    _set_up(document, styles)
    right_to_left = direction_of(new.language) == "rtl"
    marker = Marker(author, day)
    notes = Notes(redline)
    runs = Runs(marker, document.part, right_to_left=right_to_left)
    body = Body(redline, notes, marker, runs, right_to_left=right_to_left)
    numbering = numbering_of(document)
    body.lists.begin_behind(numbering)
    properties = document.element.body.sectPr
    for made in (*cover(redline, old, new), *body.elements(), end()):
        properties.addprevious(made)
    footnotes = add_footnotes(document, redline, notes, marker, right_to_left=right_to_left)
    body.lists.define_in(numbering, TemplateLists(numbering, styles) if styles else None)
    if styles:
        styles.use_in([document.element.body, *footnotes], _OURS | NOTE_STYLES)
    name_languages(document, new.language)
    _track_further_changes(document)
    keep_links(document, (redline.old, redline.new))
    _describe(document, redline_of(new.title or new.name), author, day)
    return _settled(document)


_STYLES = (
    (COVER, WD_STYLE_TYPE.PARAGRAPH, 10),
    (COVER_HEADING, WD_STYLE_TYPE.PARAGRAPH, 14),
    (HEADER_STYLE, WD_STYLE_TYPE.PARAGRAPH, None),
    (CODE_BLOCK_STYLE, WD_STYLE_TYPE.PARAGRAPH, 10),
    (CODE_STYLE, WD_STYLE_TYPE.CHARACTER, None),
    (PICTURE_STYLE, WD_STYLE_TYPE.CHARACTER, None),
    (LINK_STYLE, WD_STYLE_TYPE.CHARACTER, None),
)
_OURS = {name.replace(" ", ""): name for name, _, _ in _STYLES}


def _set_up(document: WordDocument, of_template: TemplateStyles | None) -> None:
    """Add the styles that only a redline has; a template may have them from an earlier one, and keeps its own."""
    styles = document.styles
    fresh = [each for each in _STYLES if not (of_template and of_template.has(each[0]))]
    for name, kind, size in fresh:
        style = styles.add_style(name, kind)
        style.font.size = Pt(size) if size else None
        style.font.bold = True if name in (HEADER_STYLE, COVER_HEADING) else None
        if name in (CODE_STYLE, CODE_BLOCK_STYLE):
            style.font.name = "Courier New"
        if name == LINK_STYLE:
            style.font.underline = True
            style.font.color.rgb = RGBColor(0x1F, 0x4E, 0x8C)
    if of_template:
        of_template.complete()
        return
    for level in range(1, 7):
        # Colours that python-docx brings are those of a marketing paper.
        styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)


# What the schema wants before w:trackRevisions (ISO/IEC 29500-1, 17.15.1.78).
_BEFORE_TRACKING = frozenset(
    """
    writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
    formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
    revisionView
    """.split()
)


def _track_further_changes(document: WordDocument) -> None:
    settings = document.settings.element
    for each in settings.findall(qn("w:trackRevisions")):
        settings.remove(each)
    before = [child for child in settings if child.tag.split("}")[-1] in _BEFORE_TRACKING]
    settings.insert(settings.index(before[-1]) + 1 if before else 0, element("w:trackRevisions"))


def _describe(document: WordDocument, title: str, author: str, day: date | None) -> None:
    properties = document.core_properties
    moment = datetime.combine(day or date(*_EPOCH[:3]), time(), UTC).replace(tzinfo=None)
    properties.title = title[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author[:_LONGEST_PROPERTY]
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = moment


def _settled(document: WordDocument) -> bytes:
    """The file with fixed dates in its zip entries."""

    written, settled = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return settled.getvalue()
