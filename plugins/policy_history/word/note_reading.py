"""The footnotes and endnotes of a Word document -> passages, and where in the text they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from ..importing.content import Passage, Run, Table
from ..text.blocks import Kind
from .branches import prepare
from .inline_reading import InlineReader
from .marking import FORMER_NOTE_PLACE, NOTE_PLACE, NOTE_REFERENCE
from .package import Package, W
from .revisions import resolve
from .styles import value


class Note(NamedTuple):
    """A note: its paragraphs, and the names of the bookmarks around what refers to it."""

    passages: list[Passage]
    names: list[str]


def read_notes(package: Package, inline: InlineReader, *, accept: bool) -> list[Note]:
    """The notes that the text refers to, in that order, their tracked changes accepted or rejected."""
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
                passages.append(Passage(form, runs, ("note",), note=str(number)))
        notes.append(Note(passages, [each for each, of in inline.found.named.items() if of == number]))
    return notes


def placed(
    parts: Sequence[Passage | Table], notes: Sequence[Note], anchors: Mapping[str, int], *, accept: bool
) -> tuple[list[Passage | Table], int]:
    """The parts, of which the notes are the last, with these where they stood; and how many had no place.

    In a redline of this program a bookmark tells the place of each note (``marking.NOTE_PLACE``); no other document
    says where its notes are to stand in a text.
    """
    order = {name: at for at, name in enumerate(anchors)}
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
