"""The footnotes and endnotes of a Word document -> passages, and where in the text they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from ..importing.content import Passage, Run, Table, cut, text_of
from ..text.blocks import Kind
from ..text.inline import PLAIN
from ..text.splitting import words_in
from .branches import prepare
from .inline_reading import InlineReader
from .marking import FORMER_NOTE_PLACE, NOTE_PLACE, NOTE_REFERENCE
from .numbering import Label, ListNumbering
from .package import M, Package, W
from .revisions import ADDED, REMOVED, resolve
from .styles import value

_TEXTS = (f"{W}t", f"{W}delText", f"{W}sym", f"{M}t")


class Note(NamedTuple):
    """A note: its paragraphs, the names of the bookmarks around what refers to it, and the mark before its text that a
    number has replaced."""

    passages: list[Passage]
    names: list[str]
    mark: str = ""


def drop_empty_notes(body: etree._Element, package: Package, *, accept: bool) -> int:
    """Take out what refers to a note that has no text; how many there were."""
    has_text = notes_with_text(package, accept=accept)
    references = (f"{W}{kind}Reference" for kind in ("footnote", "endnote"))
    found = [each for each in body.iter(*references) if (str(each.tag), value(each, "id")) not in has_text]
    for reference in found:
        if (run := reference.getparent()) is not None:
            run.remove(reference)
    return len(found)


def notes_with_text(package: Package, *, accept: bool) -> set[tuple[str, str]]:
    """The notes with text when all tracked changes are accepted, or rejected, by the tag and the id of a reference."""
    gone = REMOVED if accept else ADDED
    found = set()
    for kind in ("footnote", "endnote"):
        part = package.related(f"{kind}s")
        for text in part.iter(*_TEXTS) if part is not None else ():
            note = next(text.iterancestors(f"{W}{kind}"), None)
            is_shown = text.tag == f"{W}sym" or (text.text or "").strip()
            if note is not None and is_shown and next(text.iterancestors(*gone), None) is None:
                found.add((f"{W}{kind}Reference", value(note, "id")))
    return found


def read_notes(
    package: Package,
    inline: InlineReader,
    numbering: ListNumbering,
    count_label: Callable[[Label | None], None],
    *,
    accept: bool,
) -> list[Note]:
    """The notes that the text refers to, in that order, their tracked changes accepted or rejected.

    ``count_label`` is told of each number that Word gives a paragraph of a note.
    """
    parts = {kind: package.related(f"{kind}s") for kind in ("footnote", "endnote")}
    notes: list[Note] = []
    for number, (kind, name) in enumerate(list(inline.found.notes), start=1):
        part = parts[kind]
        found = part.iter(f"{W}{kind}") if part is not None else ()
        note = next((deepcopy(each) for each in found if value(each, "id") == name), None)
        passages: list[Passage] = []
        if note is not None:
            prepare(note)
            resolve(note, accept=accept)
            inline.links = package.links_of(f"{kind}s")
            for paragraph in note.iter(f"{W}p"):
                form = Kind.PARAGRAPH if passages else Kind.NOTE
                runs = _without_lead(inline.runs(paragraph))
                label = numbering.label(paragraph)
                count_label(label)
                if label is not None and text_of(runs).strip():
                    runs = [Run(f"{label.text} " if label.text else "• ", PLAIN), *runs]
                passages.append(Passage(form, runs, ("note",), note=str(number)))
        names = [each for each, of in inline.found.named.items() if of == number]
        notes.append(Note(passages, names, _take_mark(passages, inline.found.marks.get(number, ""))))
    return notes


def _take_mark(passages: Sequence[Passage], mark: str) -> str:
    """Take a note's own mark from before its text, where it stands there as a word of its own; the mark, or nothing."""
    first = passages[0].runs if passages else []
    text = text_of(first)
    rest = text.removeprefix(mark)
    if not mark.strip() or rest == text or words_in(mark) + words_in(rest) != words_in(text):
        return ""
    passages[0].runs[:] = _without_lead(cut(first, len(mark), len(text)))
    return mark


def placed(
    parts: Sequence[Passage | Table],
    notes: Sequence[Note],
    anchors: Mapping[str, int],
    *,
    accept: bool,
    is_backwards: bool = False,
) -> tuple[list[Passage | Table], int]:
    """The parts, of which the notes are the last, with these where they stood; and how many had no place.

    In a redline of this program a bookmark tells the place of each note (``marking.NOTE_PLACE``); no other document
    says where its notes are to stand in a text. LibreOffice writes bookmarks of one place backwards.
    """
    order = {name: -at if is_backwards else at for at, name in enumerate(anchors)}
    text = parts[: len(parts) - sum(len(note.passages) for note in notes)]
    at_place: dict[int, list[tuple[int, Note]]] = {}
    gathered = 0
    for note in notes:
        name = _place_of(note, anchors, accept=accept)
        gathered += not name
        at_place.setdefault(anchors[name] if name else len(text), []).append((order.get(name, len(order)), note))
    found: list[Passage | Table] = []
    for at in range(len(text) + 1):
        for _, note in sorted(at_place.get(at, []), key=lambda each: each[0]):
            found += note.passages
        found += text[at : at + 1]
    return found, gathered


def _place_of(note: Note, anchors: Mapping[str, int], *, accept: bool) -> str:
    """The name of the bookmark at the place of a note; empty for one without."""
    for name in note.names:
        number = name.removeprefix(NOTE_REFERENCE)
        for place in (NOTE_PLACE,) if accept else (FORMER_NOTE_PLACE, NOTE_PLACE):
            if number != name and f"{place}{number}" in anchors:
                return f"{place}{number}"
    return ""


def _without_lead(runs: list[Run]) -> list[Run]:
    return [Run(runs[0].text.lstrip(), runs[0].style), *runs[1:]] if runs else []
