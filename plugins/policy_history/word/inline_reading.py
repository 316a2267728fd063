"""A Word paragraph -> runs of text: links, fields, breaks, notes; and what of it is no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ..importing.content import Run, Style
from ..text.inline import PLAIN
from .branches import noted_bookmark
from .equations import in_one_line
from .fields import field_link, is_contents, remark_on
from .inline_styles import InlineStyles, off_the_line
from .marking import NOTE_REFERENCE
from .package import M, Package, R, W
from .revisions import text_within
from .styles import QUOTATIONS, Styles, value
from .symbols import form_field, is_note_mark, plain_text, sign

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DESCRIPTIONS = {
    f"{_DRAWING}docPr": ("descr", "title"),
    "{urn:schemas-microsoft-com:vml}shape": ("alt",),
    "{urn:schemas-microsoft-com:vml}imagedata": ("title",),
}
"""Where a picture is described, by the element's name."""
_LINE = "{urn:schemas-microsoft-com:office:office}hr"
_FIXED = {"noBreakHyphen": "\u2011", "tab": " ", "ptab": " ", "cr": "\n", "br": "\n"}
_PASSED = frozenset(["ins", "moveTo", "smartTag", "sdtContent", "customXml", "bdo", "dir"])


@dataclass(slots=True)
class _Field:
    """A complex field: its instruction until its result begins, then the link it makes of the result.

    The result of one that repeats the number of a footnote ``is_number``, and no text; ``begins`` is the length of
    the text before it, when that is in the same paragraph.
    """

    begins: int = 0
    instruction: str = ""
    in_result: bool = False
    link: str | None = None
    is_number: bool = False


@dataclass(slots=True)
class Findings:
    """What was met besides text. ``notes`` are the footnotes and endnotes in order, as (kind, id);
    ``named`` has the number of a note by the bookmarks around its reference; ``symbols`` are the signs that no table
    has: code, font and the words before them; ``marks`` are those that stood for a note in the place of its number;
    ``fields`` are sentences on fields, ``looks`` is what letters only look
    like; ``contents`` are
    the lines of what lists what stands elsewhere."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    styles_seen: InlineStyles = field(default_factory=InlineStyles)
    equations: list[str] = field(default_factory=list)
    objects: int = 0
    symbols: list[tuple[str, str, str]] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)


class InlineReader:
    """Reads paragraph after paragraph: a field may begin in one and end in another."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.links = package.links
        """The addresses of the links in the part that is being read."""
        self._styles = styles
        self._fields: list[_Field] = []
        self._bookmarks: dict[str, str] = {}
        self._ended = ""  # the bookmark that ended last
        self._seen = ""  # the text of the paragraph so far
        self._last_link: str | None = None  # of the same paragraph
        self.found = Findings()
        self.clauses: set[etree._Element] = set()
        """The paragraphs that have a heading's style and are none."""

    @property
    def _is_in_contents(self) -> bool:
        return any(each.in_result and is_contents(each.instruction) for each in self._fields)

    def runs(self, paragraph: etree._Element) -> list[Run]:
        """The runs of the paragraph, neighbours of one style joined, without what lists what stands elsewhere."""
        joined: list[Run] = []
        listed: list[Run] = []
        self._seen = ""
        self._last_link = None
        self.found.styles_seen.end()
        for run in self._children(paragraph, paragraph, PLAIN):
            self._seen += run.text
            if self._is_in_contents:
                listed.append(run)
            elif joined and joined[-1].style == run.style:
                joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
            elif run.text:
                joined.append(run)
        self.leave_out(listed)
        return joined

    def leave_out(self, runs: list[Run]) -> None:
        """Remember a line of a table of contents, or of an index, where it has any text."""
        if text := "".join(run.text for run in runs).strip():
            self.found.contents.append(text)

    def _children(self, parent: etree._Element, paragraph: etree._Element, style: Style) -> Iterator[Run]:
        for child in parent:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "r":
                yield from self._run(child, paragraph, style)
            elif name == "hyperlink":
                link = self._target(child)
                yield from self._children(child, paragraph, style._replace(link=link))
                self._last_link = link
            elif name == "bookmarkStart":
                self._bookmarks[value(child, "id")] = value(child, "name")
            elif name == "bookmarkEnd":
                self._ended = self._bookmarks.pop(value(child, "id"), "")
            elif name == "fldSimple" and (note := self._repeated(value(child, "instr"))):
                yield _reference(note, style)
            elif name == "fldSimple":
                self._fields.append(_Field(len(self._seen), value(child, "instr"), in_result=True))
                link = field_link(self._fields[-1].instruction)
                yield from self._children(child, paragraph, style._replace(link=link) if link else style)
                self._remark_on(self._fields.pop())
            elif name == "sdt":
                content = child.find(f"{W}sdtContent")
                yield from self._children(content, paragraph, style) if content is not None else ()
            elif name in _PASSED:
                yield from self._children(child, paragraph, style)
            elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
                written = in_one_line(child)
                self.found.equations += [written] if written.strip() else []
                yield Run(written, style)

    def _target(self, link: etree._Element) -> str | None:
        key, anchor = link.get(f"{R}id", ""), value(link, "anchor")
        address = self.links.get(key, "")
        if key and not address:
            words = " ".join(text_within(link).split())
            self.found.fields.append(f"The file does not have the address of a link; its words were kept: “{words}”.")
        return f"{address}#{anchor}" if anchor else address or None

    def _run(self, run: etree._Element, paragraph: etree._Element, style: Style) -> Iterator[Run]:
        if self._styles.run_is(run, paragraph, "vanish"):
            self.found.hidden += ["".join(text.text or "" for text in run.iter(f"{W}t"))]
            return
        style = self._style(run, paragraph, style)
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "fldChar":
                yield Run(form_field(child), style)
                if note := self._field_character(value(child, "fldCharType")):
                    yield _reference(note, style)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif all(each.in_result and not each.is_number for each in self._fields):
                link = next((each.link for each in reversed(self._fields) if each.link), None)
                yield from self._text(child, name, paragraph, style._replace(link=link) if link else style)

    def _style(self, run: etree._Element, paragraph: etree._Element, style: Style) -> Style:
        name = self._styles.run_name(run)
        is_heading = self._styles.heading_level(paragraph) or self._styles.name(paragraph) == "title"
        in_heading = bool(is_heading) and paragraph not in self.clauses
        if name == "policypicture":
            return style._replace(image=style.link or "", link=None)
        if name == "policylink" and not style.link and not self._fields:
            # LibreOffice ends a link where letters of another script follow.
            style = style._replace(link=self._last_link)
        raised, lowered = off_the_line(self._styles, run, paragraph)
        return style._replace(
            raised=raised,
            lowered=lowered,
            strong=not in_heading and self._is_bold(run, paragraph),
            emphasis=not in_heading and self._is_italic(run, paragraph),
            code=self._styles.is_monospaced(run) and self._styles.name(paragraph) != "policycodeblock",
        )

    def _is_bold(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run is bold; that the heads of our tables are so by their style stresses no word of them, nor that
        of a clause in the style of a heading."""
        if self._styles.name(paragraph) == "policytablehead" or paragraph in self.clauses:
            return self._styles.run_itself_is(run, "b")
        return self._styles.run_is(run, paragraph, "b")

    def _is_italic(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run is in italics; that quotations are so by their style stresses no word of them."""
        if self._styles.name(paragraph) in QUOTATIONS or paragraph in self.clauses:
            return self._styles.run_itself_is(run, "i")
        return self._styles.run_is(run, paragraph, "i")

    def _text(self, child: etree._Element, name: str, paragraph: etree._Element, style: Style) -> Iterator[Run]:
        if name in ("t", "sym") and is_note_mark(child):
            self.found.marks[len(self.found.notes)] = sign(child) if name == "sym" else child.text or ""
        elif name == "t":
            run = child.getparent()
            text = plain_text(child.text or "", run) if run is not None else ""
            if run is not None:
                self.found.styles_seen.note(self._styles, run, paragraph, text)
            yield Run(text, style)
        elif name == "br" and value(child, "type") in ("page", "column"):
            yield Run(" ", style)
        elif name in _FIXED:
            yield Run(_FIXED[name], style)
        elif name in ("footnoteReference", "endnoteReference"):
            self.found.notes.append((name.removesuffix("Reference"), value(child, "id")))
            number = len(self.found.notes)
            # LibreOffice may end the bookmark around a reference before it.
            ended = [self._ended] if self._ended.startswith(NOTE_REFERENCE) else []
            names = [name for name in ended if name not in self.found.named]
            self.found.named.update(dict.fromkeys([*self._bookmarks.values(), *names], number))
            yield _reference(number, style)
        elif name == "sym":
            shown = sign(child)
            if not shown:
                before = " ".join(self._seen.split())[-40:]
                self.found.symbols.append((value(child, "char"), value(child, "font"), before))
            yield Run(shown, style)
        elif name == "object":
            self.found.objects += 1
        elif name in ("drawing", "pict", "contentPart") and not _is_drawn_rule(child):
            self._picture(child)
        elif name == "ruby":
            base = child.find(f"{W}rubyBase")
            yield from self._children(base, paragraph, style) if base is not None else ()

    def _picture(self, child: etree._Element) -> None:
        boxes = list(child.iter(f"{W}txbxContent"))
        self.found.boxes += boxes
        if not boxes:
            told = (each.get(name) for each in child.iter() for name in _DESCRIPTIONS.get(str(each.tag), ()))
            self.found.pictures.append(next(filter(None, told), ""))

    def _field_character(self, kind: str) -> int:
        """Begin a field, its result, or end it; returns the number of the note to which the field refers, if any."""
        if kind == "begin":
            self._fields.append(_Field(len(self._seen)))
        elif kind == "separate" and self._fields:
            opened = self._fields[-1]
            opened.in_result = True
            opened.link = field_link(opened.instruction)
            if note := self._repeated(opened.instruction):
                opened.is_number = True
                return note
        elif kind == "end" and self._fields:
            self._last_link = self._fields[-1].link
            self._remark_on(self._fields.pop())
        return 0

    def _remark_on(self, done: _Field) -> None:
        """Say what an editor must know of a field, where there is anything; one in an instruction shows nothing."""
        if self._is_in_contents or not all(each.in_result for each in self._fields):
            return
        remark = remark_on(done.instruction, self._seen[done.begins :], self._seen[: done.begins])
        self.found.fields += [remark] if remark else []

    def _repeated(self, instruction: str) -> int:
        """The number of the note to which a field refers again, by a bookmark around the first reference; or 0."""
        return self.found.named.get(noted_bookmark(instruction), 0)


def _reference(note: int, style: Style) -> Run:
    return Run(f"[{note}]", style._replace(note=str(note), raised=False))


def is_rule(paragraph: etree._Element) -> bool:
    """Whether an empty paragraph shows as a line: by a border of its own, or drawn, as that of a web page is."""
    borders = paragraph.find(f"{W}pPr/{W}pBdr")
    has_border = borders is not None and any(value(each) not in ("", "nil", "none") for each in borders)
    return has_border or _is_drawn_rule(paragraph)


def _is_drawn_rule(element: etree._Element) -> bool:
    """Whether a line across the page is drawn there (ISO/IEC 29500-4, 14.1.2.16: ``o:hr``)."""
    return any(each.get(_LINE) in ("t", "true", "1") for each in element.iter("{urn:schemas-microsoft-com:vml}rect"))
