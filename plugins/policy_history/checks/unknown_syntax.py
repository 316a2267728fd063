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
_LEFT_OUT = "Remove it."
_AS_A_TABLE = "Write | between cells, and | --- | --- | below the first row."
_MARKS = (
    _mark(rf"^{BOX}", "an admonition", _AS_A_BOX),
    _mark(r"^:{3,}[ \t]*[\w{.-].*$|^:{3,}$", "an admonition", _AS_A_BOX),
    _mark(r"^\.\.[ \t]+[a-z-]+::.*$", "a directive of reStructuredText", "Write the passage in Markdown."),
    _mark(rf"^{ALERT}", "an alert", _AS_A_BOX),
    _mark(rf"^{TAB}", "a tab", "Write a heading for each tab."),
    _mark(
        r"^;*-+8<-+.*$|\{![^{}\n]+!\}|^!{1,3}include\b.*$|\binclude::[^\s\[\]]+\[[^\[\]\n]*\]",
        "an inclusion of another file",
        "Write its text here.",
    ),
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
    _mark(r"\^\^(?=[^\s^])[^\n^]*\^\^", "underlined text", _WORDS_ONLY),
    _mark(r"(?<=\w)\^[^\s^\[\]]{1,20}\^(?!\w)", "raised text", "Write <sup>…</sup>."),
    _mark(r"(?<=[^\W\d_])~\w{1,20}~(?!~)", "lowered text", "Write <sub>…</sub>."),
    _mark(r"(?<![\w:]):(?:[a-z][a-z0-9_+-]*[a-z0-9]|\+1|-1):(?![\w:])", "an emoji or an icon", "Write a word."),
    _mark(r"\$\$[^$]+\$\$|\$[^$\n]*\\[a-z]+[^$\n]*\$", "a formula of LaTeX", "Write the formula in words and signs."),
    _mark(r"%%[^%]+%%|\{/\*.*?\*/\}|\{#[ \t][^{}\n]*#\}|\A%[ \t]+\S.*$", "a comment", _LEFT_OUT),
    _mark(rf"^{IMPORT}|^export[ \t]+(?:const|default|function|let)\b.*$", "an import of code", _LEFT_OUT),
    _mark(r"\\(?:new|clear)?page(?:break)?(?![\w{])", "a command of LaTeX", _LEFT_OUT),
    _mark(r"(?<![\w\\:])\\[a-z]{3,}(?=\{)", "a command of LaTeX", "Write the passage in Markdown."),
    _mark(r"\{=[a-z]+\}", "a raw passage of pandoc", "Write it in Markdown, outside of code."),
    _mark(r"\[(?:[^\[\]\n@]*\s)?-?@\w[^\[\]\n]*\](?!\()", "a citation", "Write out what is cited."),
    _mark(r"^\(@[\w-]*\)(?=\s)", "a number of pandoc", "Write the number."),
    _mark(r"(?<=\s)\^[A-Za-z\d][\w-]*\Z", "the id of a paragraph", "Leave it out: pages give paragraphs ids."),
    _mark(r"^\([\w-]+\)=$", "a target of MyST", "Write an id behind the heading: ## Title {#id}."),
    _mark(
        r"(?<![\w/=$#{])\{(?:[A-Z][A-Z_]+|[A-Za-z]\w*[.:][\w.:+-]*|[a-z]+(?=\} {3}))\}(?![/}])",  # blanks: code
        "a name that stands for something",
        "Write what it stands for.",
    ),
    _mark(r"\A={1,6}[ \t]+\S.*$", "a heading of AsciiDoc or a wiki", "Write ## before the title."),
    _mark(r"\Ah[1-6]\.[ \t]+\S.*$", "a heading of Textile", "Write ## before the title."),
    _mark(r"\A\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$", "an admonition", _AS_A_BOX),
    _mark(
        r"(?:\b(?:xref|link):|\bhttps?://)[^\s\[\]()<>]+\[(?!\^)[^\[\]\n]*\](?!\()"
        r"|(?<![\]\w])\[https?://[^\s\[\]]+[ \t]+[^\[\]\n]+\](?!\()",
        "a link of AsciiDoc or a wiki",
        "Write [words](address).",
    ),
    _mark(r"'{3}(?=[^\s'])[^\n]*?'{3}", "bold text of a wiki", "Write **bold**."),
    _mark(r"^\+(?:[-=:]+\+)+$(?:\n.*)*", "the edge of a table", _AS_A_TABLE),
    _mark(r"^\+{3}$", "the edge of front matter", _LEFT_OUT),
    _mark(r"\^\[[^\[\]\n]+\]", "a footnote within the text", "Write [^1] here, and “[^1]: text” on a line of its own."),
    _mark(
        r"^:[ \t]+\S.*$",
        "a definition without its term",
        "Put the term on the line before it, and both at the beginning of a line, outside of lists and quotations.",
    ),
)
_ROW = _mark(r"\A\|.*\S(?:\n.*)*", "a row outside of a table", _AS_A_TABLE)
_TASK = _mark(rf"\A{TASK}", "a check box", "Write what is true as a sentence.")
_OF_KINDS = {Kind.ITEM: (_TASK,), Kind.PARAGRAPH: (_ROW,)}
_SIGNS = re.compile(
    r"[\[{\\^~=+%$|@!]|:[\w+-]*:|^[.:;?-]|'''|^(?:import|export|h[1-6])\b|\b(?:xref|link|include):", re.MULTILINE
)
"""One of these stands in each mark: most texts have none, which is told at once."""
_FENCE = re.compile(r"[`~]{3,}[ \t]*(?:\{[^{}\n]*\}|(?:mermaid|math|plantuml|ad-\w+)\b)", re.IGNORECASE)
_EDGE_OF_COLUMNS = re.compile(r"-{3,}(?:[ \t]+-{3,})+")
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


def _misread(read: ReadBlock) -> list[Finding]:
    """Marks that a page would not print as they stand: it would print their words as code, or a line in their place."""
    kind, source = read.block.kind, read.block.source
    if kind is Kind.CODE and (match := _FENCE.search(source)) and not source[: match.start()].strip(" \t>"):
        message = f"“{short(match[0])}” begins a box or a drawing elsewhere, and pages would print it as code. "
        return [Finding(match.start(), short(match[0]), message + "Write its words outside of code.")]
    if kind is Kind.RULE and (match := _EDGE_OF_COLUMNS.search(source)):
        message = f"“{short(match[0])}” is the edge of a table elsewhere, and pages would print a line. {_AS_A_TABLE}"
        return [Finding(match.start(), short(match[0]), message)]
    return []


def _marks_of_block(read: ReadBlock) -> list[Finding]:
    found = _misread(read)
    marks = (*_MARKS, *_OF_KINDS.get(read.block.kind, ()))
    for content, place_of in read.passages:
        told: set[int] = set()
        for mark in marks if _SIGNS.search(content) else ():
            for match in mark.pattern.finditer(content):
                if told.isdisjoint(range(*match.span())):
                    told.update(range(*match.span()))
                    message = (
                        f"“{short(match[0])}” is {mark.name}, and pages would print it as it stands. {mark.instead}"
                    )
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
    others = len(found) - 1
    more = f" There {'is' if others == 1 else 'are'} {others} more." if others > 0 else ""
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
