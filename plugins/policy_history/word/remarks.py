"""What an editor must know of a Word document besides its text."""

from __future__ import annotations

import re

from lxml import etree

from ..importing.content import Content, Passage, Table, text_of
from ..importing.html_tables import NUMBER
from ..problems import counted
from ..text.blocks import Kind
from .inline_reading import Findings
from .package import M, Package, W
from .revisions import text_within, who_and_when
from .styles import value

_LABEL = re.compile(rf"\W{{1,3}}|o|(?:\w+\s)?(?:{NUMBER.pattern})")
"""What stands before a tab as the number or the sign of a paragraph."""
_MOST_IN_COLUMN = 8
_FAKE_HEADING = 12
"""A wholly bold paragraph of at most so many words that ends without a full stop looks like a heading."""

_DEAD = re.compile(
    r"(?:Error|Fehler|Erreur)\s?! [^.!]*"
    r"(?:Reference|Bookmark|Verweisquelle|Textmarke|source|signet|marcador|referencia)[^.]*\.?"
)
"""What Word writes there in English, German, French and Spanish."""


_W14, _W15 = (f"{{http://schemas.microsoft.com/office/word/{year}/wordml}}" for year in (2010, 2012))


def comments(package: Package, *, done: bool = False) -> list[str]:
    """The comments in words, with author and day: those still open, or those marked as resolved ([MS-DOCX] 2.5.4)."""
    part, more = package.related("comments"), package.related("commentsExtended")
    marked = more.iter(f"{_W15}commentEx") if more is not None else ()
    resolved = {each.get(f"{_W15}paraId") for each in marked if each.get(f"{_W15}done") in ("1", "true")}
    found = part.iter(f"{W}comment") if part is not None else ()
    name = "Resolved comment" if done else "comment"
    return [
        f"{name} ({who_and_when(each)}): “{_text_of_part(each)}”"
        for each in found
        if done == any(paragraph.get(f"{_W14}paraId") in resolved for paragraph in each.iter(f"{W}p"))
    ]


def remarks(package: Package, content: Content, found: Findings) -> list[str]:
    """Sentences on what was changed on the way, left out, or is not what it looks like."""
    said = [f"Bold paragraph that looks like a heading, kept as text: “{text}”." for text in _fake_headings(content)]
    said += [f"Picture left out{f': “{text}”' if text else ', which has no description'}." for text in found.pictures]
    said += [f"Hidden text left out: “{text.strip()}”." for text in found.hidden if text.strip()]
    if found.boxes:
        said.append(
            f"{counted(len(found.boxes), 'text box', 'text boxes')}: the text stands behind the paragraph, or in the "
            "table cell, to which the box is tied."
        )
    said += [f"An equation is written in one line now: “{text}”. Check it." for text in found.equations]
    if found.objects:
        said.append(f"{counted(found.objects, 'embedded object')} (such as a spreadsheet) left out.")
    said += [
        f"The sign {code} of the font {font} behind “{before}” is not known here. Type it as an ordinary character."
        for code, font, before in found.symbols
    ]
    said += [*found.styles_seen.told(), *dict.fromkeys(found.fields)]
    said += _columns_by_tabs(package.body)
    said += [f"A cross-reference has lost its goal: “{text}”. Mend it in Word." for text in _dead_references(content)]
    said += [f"A field that nobody has filled in: “{text}”." for text in _unfilled(package.body)]
    for kind, name in (("header", "header"), ("footer", "footer")):
        texts = dict.fromkeys(_text_of_part(part) for part in package.all_related(kind))
        said += [f"The {name} of the page was left out: “{text}”." for text in texts if text]
    return said


def _text_of_part(part: etree._Element) -> str:
    paragraphs: dict[etree._Element | None, str] = {}
    for text in part.iter(f"{W}t", f"{W}delText", f"{M}t"):
        own = next(text.iterancestors(f"{W}p"), None)  # of a box, not the paragraph to which that is tied
        paragraphs[own] = paragraphs.get(own, "") + (text.text or "")
    return " ".join(" ".join(paragraphs.values()).split())


def _unfilled(body: etree._Element) -> list[str]:
    """What content controls ask for where nothing was written (ISO/IEC 29500-1, 17.5.2.39)."""
    controls = (each for each in body.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None)
    return [text for each in controls if (text := " ".join(text_within(each).split()))]


def _columns_by_tabs(body: etree._Element) -> list[str]:
    """A sentence on lines one below the other that tabs set in columns, which blanks no longer do."""
    before: list[str] = []
    for paragraph in body.iter(f"{W}p"):
        columns = [each.strip() for each in _with_tabs(paragraph).split("\t") if each.strip()]
        columns = columns[1:] if columns and _LABEL.fullmatch(columns[0]) else columns
        is_contents = value(paragraph.find(f"{W}pPr/{W}pStyle")).lower().startswith("toc")
        is_set = len(columns) > 1 and all(len(each.split()) <= _MOST_IN_COLUMN for each in columns) and not is_contents
        if is_set and before:
            told = f"Lines in columns that tabs made, which are blanks now: “{' | '.join(before)}”. "
            return [f"{told}Make a table of such lines where a reader needs the columns."]
        before = columns if is_set else []
    return []


def _with_tabs(paragraph: etree._Element) -> str:
    runs = (child for run in paragraph.iterchildren(f"{W}r") for child in run)
    return "".join("\t" if each.tag == f"{W}tab" else each.text or "" if each.tag == f"{W}t" else "" for each in runs)


def _dead_references(content: Content) -> list[str]:
    """What Word writes where a cross-reference leads to nothing, with what stands before it."""
    groups = [
        runs
        for part in content.parts
        for runs in ([cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.runs])
    ]
    return [
        text[max(0, match.start() - 40) : match.end()]
        for text in map(text_of, groups)
        for match in _DEAD.finditer(text)
    ]


def _fake_headings(content: Content) -> list[str]:
    texts = []
    for part in content.parts:
        if isinstance(part, Passage) and part.kind is Kind.PARAGRAPH and not part.shape:
            text = text_of(part.runs).strip()
            bold = all(run.style.strong for run in part.runs if run.text.strip())
            if text and bold and len(text.split()) <= _FAKE_HEADING and text[-1] not in ".;,:":
                texts.append(text)
    return texts
