"""A redline for the terminal: the list of changes, then the whole text with its changes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text.blocks import Kind
from ..text.characters import shown
from .compare import changes
from .description import describe
from .model import Entry, Operation, Redline, Span, change_groups, joined
from .renumbering import numbers_apart
from .summary import summary_sentence

# Without colour the marks carry it alone, so they are always there (wdiff's own, which lawyers' tools read too).
_MARKS = {
    Operation.DELETE: ("[-", "-]"),
    Operation.INSERT: ("{+", "+}"),
    Operation.MOVE_AWAY: ("[<", "<]"),
    Operation.MOVE_HERE: ("{>", ">}"),
}
# SGR codes (ECMA-48, 8.3.117): orange struck, blue underlined, as on the pages; never red against green.
_COLOURS = {
    Operation.DELETE: "\033[33;9m",
    Operation.INSERT: "\033[34;4m",
    Operation.MOVE_AWAY: "\033[2;9m",
    Operation.MOVE_HERE: "\033[36;4m",
}
_RESET = "\033[0m"


def terminal_lines(redline: Redline, *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """The lines of a redline, at most ``width`` columns wide where words allow it."""
    found = changes(redline)
    yield from _wrapped(summary_sentence(redline, found), width)
    yield ""
    for change in found:
        yield from _wrapped(f"{change.number}. {describe(change)}", width, "   ")
    yield ""
    for entry in redline.entries:
        yield from _entry_lines(redline, entry, width, colour)


def _entry_lines(redline: Redline, entry: Entry, width: int, colour: bool) -> Iterator[str]:
    block = redline.block_of(entry)
    text = " | ".join(_marked(spans, colour) for spans in entry.parts())
    if not text:
        return
    item = f"{block.number}. " if block.shape[-1:] == ("ol",) else "- "
    lead = {Kind.HEADING: "#" * block.level + " ", Kind.ITEM: item, Kind.ROW: "| "}.get(block.kind, "")
    indent = "  " * max(0, len(block.shape) - 1)
    yield from _wrapped(indent + lead + text, width, indent + " " * (len(lead) if block.kind is Kind.ITEM else 0))
    if block.kind not in (Kind.ITEM, Kind.ROW):
        yield ""


def _marked(spans: Sequence[Span], colour: bool) -> str:
    paint = _painted if colour else _plain
    parts: list[str] = []
    last, lead = Operation.EQUAL, " "
    for group in change_groups(numbers_apart(spans)):
        for span in group:
            lead = " " if parts and _is_apart(span, last, lead) else ""
            last = span.operation
            parts.append(lead + paint(shown(joined(span.tokens)), span.operation))
    return "".join(parts)


def _is_apart(span: Span, last: Operation, lead: str) -> bool:
    """Whether a blank stands before a span, in the text that has what stands before it.

    ``lead`` is what stands before that: what was removed between two words without blanks leaves one behind it.
    """
    if last.is_old and span.operation is Operation.EQUAL:
        return span.old[0].space or (span.new[0].space and not lead)
    return bool(span.tokens) and span.tokens[0].space


def _plain(text: str, operation: Operation) -> str:
    before, after = _MARKS.get(operation, ("", ""))
    return f"{before}{text}{after}"


def _painted(text: str, operation: Operation) -> str:
    colour = _COLOURS.get(operation)
    if not colour:
        return text
    # Each word for itself, so that a line may break anywhere.
    return " ".join(f"{colour}{word}{_RESET}" for word in _plain(text, operation).split(" "))


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of that text, which later lines begin with ``indent``; a word too long for a line has one for itself."""
    lines: list[str] = []
    line, *words = text.split(" ")
    taken = _seen_length(line)
    for word in words:
        length = _seen_length(word)
        if taken + 1 + length <= width or not line.strip():
            line, taken = f"{line} {word}", taken + 1 + length
        else:
            lines.append(line)
            line, taken = indent + word, len(indent) + length
    return [*lines, line]


def _seen_length(word: str) -> int:
    """The columns of a word; colour codes take none."""
    if "\033" not in word:
        return len(word)
    return len(word) - sum(len(code) for code in (*_COLOURS.values(), _RESET) if code in word)
