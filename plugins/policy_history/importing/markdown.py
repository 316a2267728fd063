"""What an importer has read -> Markdown that Python-Markdown reads as the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..problems import one_line
from ..text.blocks import Kind
from ..text.document import Document
from ..text.tokens import Run
from .content import Passage, Table, text_of, words_of_parts
from .inline_markdown import inline

_MARKED = frozenset((Kind.ITEM, Kind.TERM, Kind.DESCRIPTION, Kind.NOTE))
"""Blocks that open the container they stand in."""

INDENT = " " * 4
"""Python-Markdown's: with two or three spaces a nested list becomes part of the outer one."""


def markdown(parts: Sequence[Passage | Table], ids: Mapping[int, str], remark: Callable[[str], None]) -> str:
    """The Markdown of a text. ``ids`` are written behind the headings at those places among the parts.

    ``remark`` is called with a sentence for each thing that Markdown could not hold.
    """
    written: list[str] = []
    parts = _nested(parts)
    for at, part in enumerate(parts):
        if _is_empty(part):
            continue
        if written:
            written.append("\n" if _is_tight(parts, at) else "\n\n")
        written.append(_table(part) if isinstance(part, Table) else _passage(part, ids.get(at, ""), remark))
    return "".join(written) + "\n" if written else ""


def _nested(parts: Sequence[Passage | Table]) -> list[Passage | Table]:
    """The parts without the containers that Markdown would not see: a list that no item has opened, or that a heading
    or a table has ended. What is indented there would be code."""
    found: list[Passage | Table] = []
    opened: tuple[str, ...] = ()
    for part in parts:
        if isinstance(part, Table) or part.kind is Kind.HEADING:
            opened = ()
        elif not _is_empty(part):
            around = part.shape[:-1] if part.kind in _MARKED else part.shape
            own = part.shape[len(around) :]
            kept = tuple(
                container
                for at, container in enumerate(around)
                if container == "quote" or opened[: at + 1] == around[: at + 1]
            )
            opened = kept + own
            found.append(replace(part, shape=opened))
            continue
        found.append(part)
    return found


def _is_tight(parts: Sequence[Passage | Table], at: int) -> bool:
    """Whether an item follows an item of the same list, of one within it, or of the one around it."""
    part = parts[at]
    before = next((parts[place] for place in range(at - 1, -1, -1) if not _is_empty(parts[place])), None)
    if not (isinstance(part, Passage) and isinstance(before, Passage)):
        return False
    if before.kind is Kind.TERM:
        return True
    if part.kind is not Kind.ITEM or before.kind is not Kind.ITEM or "quote" in part.shape + before.shape:
        return False
    if _has_paragraphs_behind(parts, at):
        return False
    shorter = min(len(part.shape), len(before.shape))
    return part.shape[:shorter] == before.shape[:shorter]


def _has_paragraphs_behind(parts: Sequence[Passage | Table], at: int) -> bool:
    """Whether something else than items stands between an item and the last one that is no deeper."""
    part = parts[at]
    for other in reversed(parts[:at]):
        if not _is_empty(other) and not (isinstance(other, Passage) and other.kind is Kind.ITEM):
            return True
        if isinstance(other, Passage) and isinstance(part, Passage) and len(other.shape) <= len(part.shape):
            return False
    return False


def _is_empty(part: Passage | Table) -> bool:
    return isinstance(part, Passage) and part.kind is not Kind.RULE and not text_of(part.runs).strip()


def _passage(part: Passage, name: str, remark: Callable[[str], None]) -> str:
    if part.kind is Kind.RULE:
        return _contained("---", part)
    text = _code_block(text_of(part.runs), fenced=not part.shape) if part.kind is Kind.CODE else _checked(part, remark)
    if part.kind is Kind.HEADING:
        mark = f" {{#{name}}}" if name else ""
        return f"{'#' * part.level} {text}{mark}"
    return _contained(text, part)


def _checked(part: Passage, remark: Callable[[str], None]) -> str:
    """A block's content; without bold and italics where their marks would be read as signs."""
    line_break = " " if part.kind is Kind.HEADING else "  \n"
    begins = part.kind is not Kind.HEADING
    text = inline(part.runs, line_break=line_break, begins_line=begins)
    if part.kind is Kind.HEADING and text.endswith("#"):
        text = text[:-1] + "\\#"
    # The number of a footnote is what it is in the whole text only: here it is looked at as a word.
    bare = inline([_without_note(run) for run in part.runs], line_break=line_break, begins_line=begins)
    if Document(bare).words == words_of_parts([part]):
        return text
    plain = inline(part.runs, line_break=line_break, begins_line=begins, styled=False)
    if any(run.style.strong or run.style.emphasis for run in part.runs):
        remark(f"Bold or italics left out, because Markdown cannot mark part of a word here: “{_start(part.runs)}”.")
    return plain


def _without_note(run: Run) -> Run:
    return Run(run.text, run.style._replace(note=None))


def _start(runs: Sequence[Run]) -> str:
    return one_line(text_of(runs), 60)


def _code_block(text: str, *, fenced: bool) -> str:
    """Between fences, or, where Python-Markdown knows no fences (in lists and quotations), indented."""
    if not fenced:
        return "\n".join(INDENT + line for line in text.split("\n"))
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _contained(text: str, part: Passage) -> str:
    """A block's lines behind the marks of its containers."""
    lines = text.split("\n")
    own = len(part.shape) - 1 if part.kind in _MARKED else -1
    for place in range(len(part.shape) - 1, -1, -1):
        if part.shape[place] == "quote":
            lines = [f"> {line}" for line in lines]
        elif place == own:
            lines = [_mark(part) + lines[0], *(INDENT + line for line in lines[1:])]
        else:
            lines = [INDENT + line if line else line for line in lines]
    return "\n".join(lines)


def _mark(part: Passage) -> str:
    """What stands before the first line of a block that opens its container."""
    if part.kind is Kind.NOTE:
        return f"[^{part.note}]: "
    if part.kind is Kind.TERM:
        return ""
    if part.kind is Kind.DESCRIPTION:
        return ":".ljust(len(INDENT))
    return (f"{part.number}. " if part.shape[-1] == "ol" else "- ").ljust(len(INDENT))


def _table(table: Table) -> str:
    columns = max(len(row) for row in table.rows)
    lines = [_row(row, columns) for row in table.rows]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _row(row: Sequence[Sequence[Run]], columns: int) -> str:
    cells = [_cell(cell) for cell in row] + [""] * (columns - len(row))
    return "| " + " | ".join(cells) + " |"


def _cell(runs: Sequence[Run]) -> str:
    text = inline(runs, line_break="<br>", in_table=True)
    bare = inline([_without_note(run) for run in runs], line_break="<br>", in_table=True)
    if Document(f"| a |\n| --- |\n| {bare} |\n").words[1:] == words_of_parts([Table([[list(runs)]])]):
        return text
    return inline(runs, line_break="<br>", in_table=True, styled=False)
