"""The marks of other programs' Markdown, which pages would print as signs: what each is, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from html.entities import name2codepoint
from typing import NamedTuple

from ..model import Policy, Revision
from ..problems import Severity
from ..text.blocks import Kind
from ..text.document import Document
from ..text.foreign_patterns import ALERT, ATTRIBUTES, BOX, CONTENTS, HIGHLIGHT, IMPORT, TAB, TASK
from ..text.read_blocks import ReadBlock
from ..text.references import definition, note_label
from ..text.words import NOTE_KEY
from .finding import Finding, in_blocks, short


class _Mark(NamedTuple):
    pattern: re.Pattern[str]
    name: str
    instead: str


def _mark(pattern: str, name: str, instead: str) -> _Mark:
    return _Mark(re.compile(pattern, re.MULTILINE), name, instead)


_AS_A_BOX = "Write a paragraph, with a bold word such as **Note:** before it."
_WORDS_ONLY = "Write the words without the marks."
_MARKS = (
    _mark(rf"^{BOX}", "an admonition", _AS_A_BOX),
    _mark(r"^:{3,}[ \t]*[\w{.-].*$|^:{3,}$", "an admonition", _AS_A_BOX),
    _mark(r"^\.\.[ \t]+[a-z-]+::.*$", "a directive of reStructuredText", "Write the passage in Markdown."),
    _mark(rf"^{ALERT}", "an alert", _AS_A_BOX),
    _mark(rf"^{TAB}", "a tab", "Write a heading for each tab."),
    _mark(r"^;*-+8<-+.*$|\{![^{}\n]+!\}", "an inclusion of another file", "Write its text here."),
    _mark(
        r"^\*\[[^\[\]\n]+\]:[ \t]*\S.*$",
        "an abbreviation",
        "Explain it where it is first used, or as a term: its name on a line, “:   meaning” on the next.",
    ),
    _mark(rf"^{CONTENTS}", "a table of contents", "Leave it out: pages have one."),
    _mark(ATTRIBUTES, "an attribute list", "Leave it out. Only headings have one, an id: ## Title {#id}."),
    _mark(HIGHLIGHT, "highlighting", "Write **bold** or *italic*."),
    _mark(r"(?<![~{])~~(?=[^\s~])[^~\n]*(?<=[^\s~])~~(?!~)", "struck text", "Leave out what does not hold."),
    _mark(r"(?<![\w+{])\+\+(?=[^\s+])[^\n]*?(?<=[^\s+])\+\+(?![\w+])", "inserted text or a key", _WORDS_ONLY),
    _mark(r"(?<=\w)\^[^\s^\[\]]{1,20}\^(?!\w)", "raised text", "Write <sup>…</sup>."),
    _mark(r"(?<=\w)~\w{1,20}~(?![\w~])", "lowered text", "Write <sub>…</sub>."),
    _mark(r"(?<![\w:]):(?:[a-z][a-z0-9_+-]*[a-z0-9]|\+1|-1):(?![\w:])", "an emoji or an icon", "Write a word."),
    _mark(r"\$\$[^$]+\$\$|\$[^$\n]*\\[a-z]+[^$\n]*\$", "a formula of LaTeX", "Write the formula in words and signs."),
    _mark(r"%%[^%\n]+%%", "a comment", "Remove it."),
    _mark(rf"^{IMPORT}", "an import of code", "Remove it."),
    _mark(r"\^\[[^\[\]\n]+\]", "a footnote within the text", "Write [^1] here, and “[^1]: text” on a line of its own."),
    _mark(
        r"^:[ \t]+\S.*$",
        "a definition without its term",
        "Put the term on the line before it, and both at the beginning of a line, outside of lists and quotations.",
    ),
)
_TASK = _mark(rf"\A{TASK}", "a check box", "Write what is true as a sentence.")
_REFERENCE = re.compile(r"\[\^([^\[\]\n]+)\](:)?")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OPEN_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|copy|reg|[mn]dash|hellip|[lr][sd]quo)(?![\w;=])")
_ADDRESS = re.compile(r"https?://\S|[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_BARE = "“{0}” is a link in a preview on GitHub and plain words on pages. For a link write <{0}>."
_ENTITIES = sorted(name2codepoint)


def unknown_syntax(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A mark of Markdown elsewhere that a page here would print as signs, and a footnote that lacks a part."""
    yield from unknown_marks(document)
    yield from _addresses(document)


def unknown_marks(document: Document) -> list[Finding]:
    """The same of a text that is no policy's yet."""
    found = [*_marks(document), *_notes(document), *_comments(document)]
    return sorted(found, key=lambda finding: finding.offset)


def _marks(document: Document) -> Iterator[Finding]:
    yield from in_blocks(document, _marks_of_block)


def _marks_of_block(read: ReadBlock) -> list[Finding]:
    found: list[Finding] = []
    marks = (*_MARKS, _TASK) if read.block.kind is Kind.ITEM else _MARKS
    for content, place_of in read.passages:
        for mark in marks:
            for match in mark.pattern.finditer(content):
                message = f"“{short(match[0])}” is {mark.name}, and pages would print it as it stands. {mark.instead}"
                found.append(Finding(place_of[match.start()], short(match[0]), message))
        for match in (*_ENTITY.finditer(content), *_OPEN_ENTITY.finditer(content)):
            if meant := _meant(match[0]):
                message = f"“{match[0]}” is no HTML entity, and pages would print it as it stands. Write {meant}."
                found.append(Finding(place_of[match.start()], match[0], message))
    return found


def _meant(written: str) -> str:
    """The entity that was meant; nothing where none is like it."""
    name = written.strip("&;")
    if not written.endswith(";"):
        return f"&{name};"
    close = get_close_matches(name, _ENTITIES, 1, 0.7) if unescape(written) == written else []
    return f"&{close[0]};" if close else ""


def _notes(document: Document) -> Iterator[Finding]:
    """References without a note, notes without a reference, notes twice, and references within a link."""
    yield from in_blocks(document, _without_notes)
    referred: set[str] = set()
    for start, labels in document.once(_referred_to):
        for place, label, is_in_link in labels:
            referred.add(label)
            if is_in_link:
                message = f"“[^{label}]” stands inside a link: it cannot lead to two places. Put it behind the link."
                yield Finding(start + place, f"[^{label}]", message)
    yield from _unused(document, referred)


def _without_notes(read: ReadBlock) -> list[Finding]:
    """The references of a block that have no note."""
    return [
        Finding(place_of[match.start()], match[0], _without_note(match))
        for content, place_of in (read.passages if "[^" in read.block.source else ())
        for match in _REFERENCE.finditer(content)
    ]


def _referred_to(read: ReadBlock) -> list[tuple[int, str, bool]]:
    """The labels of the footnotes that a block refers to, each with its place and whether it stands in a link."""
    found = []
    for token in read.tokens if "[^" in read.block.source else ():
        label = next((run.style.note for run in token.runs if run.style.note), None)
        if token.key == NOTE_KEY and label is not None and not token.is_label:
            found.append((token.start, label, bool(token.links)))
    return found


def _without_note(match: re.Match[str]) -> str:
    if match[2]:
        return (
            f"“{short(match[0])}” begins a footnote inside a list or a quotation. "
            "Put it at the beginning of a line of its own, behind them."
        )
    return (
        f"“{short(match[0])}” refers to a footnote that this text does not have. "
        f"Write it on a line of its own, as “[^{short(match[1])}]: text”, or mend the label."
    )


def _unused(document: Document, referred: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for start, block in zip(document.starts, document.blocks, strict=False):
        if block.kind is not Kind.NOTE:
            continue
        label = note_label(block)
        place, quote = start + block.pieces[0].start, f"[^{label}]:"
        if label in seen:
            yield Finding(place, quote, f"The footnote “[^{label}]” stands here a second time. Give it its own label.")
        elif label not in referred:
            message = (
                f"Nothing refers to the footnote “[^{label}]”. Put [^{label}] where it belongs, or remove the note."
            )
            yield Finding(place, quote, message, Severity.WARNING)
        seen.add(label)


def _addresses(document: Document) -> Iterator[Finding]:
    """Addresses without marks, told once: GitHub shows links (GitHub Flavored Markdown, 6.9), and pages do not."""
    found = list(in_blocks(document, _bare_addresses))
    more = f" There are {len(found) - 1} more." if len(found) > 1 else ""
    yield from (each._replace(message=each.message + more) for each in found[:1])


def _bare_addresses(read: ReadBlock) -> list[Finding]:
    return [
        Finding(token.start, short(token.text), _BARE.format(short(token.text)), Severity.NOTICE)
        for tokens in (read.cells if read.block.cells else [read.tokens])
        for token in tokens
        if _ADDRESS.match(token.text) and not token.links and not any(run.style.code for run in token.runs)
    ]


def _comments(document: Document) -> Iterator[Finding]:
    """A link definition that leads nowhere: a way to hide a comment, which the published source shows."""
    for start, block in zip(document.starts, document.blocks, strict=False):
        if block.kind is Kind.DEFINITION and definition(block)[1] in ("#", ""):
            text = block.source[block.pieces[0].start : block.pieces[-1].end]
            message = f"“{short(text)}” is a comment. Pages do not show it, but the published source does: remove it."
            yield Finding(start + block.pieces[0].start, short(text), message)
