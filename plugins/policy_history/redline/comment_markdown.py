"""A redline for a comment on a pull request: the summary, the list of changes, and the passages that changed.

What a host renders from Markdown is HTML with few tags, so passages are written as HTML, in which no word of a text can
become a mark, a mention of a person or a reference to an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..text.blocks import Kind
from ..text.characters import shown
from ..text.tokens import Token
from .clause_joins import join_in_words
from .compare import changes, is_changed
from .description import describe
from .html import by_clause
from .letters import Stretches, letters_of_spans, parts_of, plain
from .model import Entry, Operation, Redline, Span, change_groups, joined
from .renumbering import numbers_apart
from .styles import difference_in_words, style_changes
from .summary import summary_sentence

LIMIT = 60_000
"""Characters of a comment. GitHub takes 65,536; what a workflow adds must find room."""

_TAGS = {
    Operation.DELETE: "del",
    Operation.INSERT: "ins",
    Operation.MOVE_AWAY: "del",
    Operation.MOVE_HERE: "ins",
}
_CUT = (
    "\n<p><em>Cut here: the whole of it is longer than a comment may be. "
    "The redline as a file has all of it.</em></p>\n"
)
# What makes markup in Markdown or HTML, wherever in a line it stands.
_SIGN = re.compile(r"[\\`*_\[\]#|~<>&@$]|:(?=//)")
# What hosts make a link of once the markup has been read: a person, an issue, an address without its scheme.
_REFERENCE = re.compile(r"([@#]|\bGH-|\bwww\.)(?=\w)", re.IGNORECASE)
_REFERENCE_BEGUN = re.compile(r"(?:[@#]|\bGH-|\bwww\.)\Z", re.IGNORECASE)
_LIST_SHARE = 0.4


def redline_comment(redline: Redline, title: str, facts: Sequence[tuple[str, str, str]]) -> str:
    """The comment, at most ``LIMIT`` characters long; ``facts`` are rows of a name and its value before and after."""
    found = changes(redline)
    head = f"### {as_text(title)}\n\n{_table(facts)}\n\n{summary_sentence(redline, found)}\n"
    if not found:
        return head
    items = [f"<li>{as_text(describe(change))}</li>" for change in found]
    room = int((LIMIT - len(head)) * _LIST_SHARE)
    listed = _within("\n<details><summary>List of changes</summary>\n<ol>\n", items, "</ol>\n</details>\n", room)
    text = list(passages(redline))
    return head + listed + _within("\n", text, "", LIMIT - len(head) - len(listed))


def _within(before: str, parts: Sequence[str], after: str, room: int) -> str:
    """As many of the parts as there is room for, with a sentence where some are left out."""
    room -= len(before) + len(after) + len(_CUT)
    kept: list[str] = []
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            return before + "".join(f"{each}\n" for each in kept) + after + _CUT
        kept.append(part)
    return before + "".join(f"{each}\n" for each in kept) + after


def _table(facts: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(f"<tr><th>{as_text(a)}</th><td>{as_text(b)}</td><td>{as_text(c)}</td></tr>\n" for a, b, c in facts)
    return f"<table>\n<tr><th></th><th>Before</th><th>After</th></tr>\n{rows}</table>"


def passages(redline: Redline) -> Iterator[str]:
    """The clauses that changed, a line each: their headings, and their changed blocks with what changed marked."""
    for section in by_clause(redline):
        changed = [entry for entry in section if is_changed(entry)]
        if not changed:
            continue
        first = section[0]
        if redline.block_of(first).kind is Kind.HEADING and first not in changed:
            yield _entry(redline, first)
        for entry in changed:
            yield _entry(redline, entry)


def _entry(redline: Redline, entry: Entry) -> str:
    block = redline.block_of(entry)
    notes = [" → ".join(entry.form)] if entry.form else []
    notes += [join_in_words(entry.joins, entry.other)] if entry.joins else []
    text = " | ".join(_marked(spans) for spans in entry.parts())
    text += "".join(f" <em>[{as_text(note)}]</em>" for note in notes)
    if block.kind is Kind.HEADING:
        return f"<h4>{text}</h4>"
    lead = f"{block.number}. " if block.shape[-1:] == ("ol",) else "• "
    return f"<p>{lead}{text}</p>" if block.kind is Kind.ITEM else f"<p>{text}</p>"


def _marked(spans: Sequence[Span]) -> str:
    parts: list[str] = []
    for group in change_groups(numbers_apart(spans)):
        for span, letters in zip(group, letters_of_spans(group), strict=True):
            lead = " " if parts and span.tokens and span.tokens[0].space else ""
            tag = _TAGS.get(span.operation)
            moved = " <em>[moved]</em>" if span.operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE) else ""
            text = _words(span.tokens, letters)
            parts.append(f"{lead}<{tag}>{text}</{tag}>{moved}" if tag else lead + text + _style_notes(span))
    return "".join(parts)


def _style_notes(span: Span) -> str:
    notes = (difference_in_words(kind, before, after) for _, kind, before, after in style_changes(span))
    return "".join(f" <em>[{as_text(note)}]</em>" for note in notes)


def _words(tokens: Sequence[Token], letters: Mapping[int, Stretches]) -> str:
    """The words, with the letters set off that differ from those of the words that were there."""
    stretches = [
        part
        for at, token in enumerate(tokens)
        for part in ((token.gap if at else "", False), *letters.get(at, plain(token.said)))
    ]
    parts = parts_of(shown(joined(tokens)), stretches)
    # A reference is known by what follows its sign, so that what is shown alike must be read as one.
    runs = [("".join(part for part, _ in same), differs) for differs, same in groupby(parts, key=lambda part: part[1])]
    return "".join(f"<b>{_inside(part)}</b>" if differs else _inside(part) for part, differs in runs)


def _inside(text: str) -> str:
    """A part of a line, with the blanks around it; a sign of a reference at its end is parted from what follows."""
    lead, end = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    end = end or ("\u200b" if _REFERENCE_BEGUN.search(text) else "")
    return f"{lead}{as_text(text)}{end}" if text.strip() else lead


def as_text(text: str) -> str:
    """Text for a comment, on one line: in Markdown and in HTML it makes no markup, no link, no mention, no reference.

    Every sign that could is a character reference, and a blank without width parts what a host would make a link of.
    """
    apart = _REFERENCE.sub("\\1\u200b", shown(" ".join(text.split())))
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", apart)
