"""Runs of text of a web page -> paragraphs, with white space as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.blocks import Kind
from .content import Passage, Run, text_of

_SPACES = re.compile(r"\u202f(?=\S)|(?<=[«‹§№\d])\u00a0(?=\S)|(?<=\S)\u00a0(?=[;:!?»›%€$£\d])|(?P<loose>\s+)")


EMPTY_LINE = re.compile(r"\n\s*\n")


def spaced(text: str) -> str:
    """White space as one blank, but for what holds a number or a sign to its word; editors of pages put others in."""
    return _SPACES.sub(lambda match: " " if match["loose"] else match[0], text)


def paragraphs(runs: list[Run], shape: tuple[str, ...]) -> Iterator[Passage]:
    """The paragraphs that runs of text make: an empty line parts two."""
    for part in parted(tidy(runs)):
        if text_of(part).strip():
            yield Passage(Kind.PARAGRAPH, part, shape)


def parted(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs of text with an empty line in it, as two line breaks make it, parted there."""
    found: list[Run] = []
    for run in runs:
        before = found[-1].text if found else ""
        first, *more = EMPTY_LINE.split(run.text)
        if before.endswith("\n") and first.startswith("\n"):
            yield tidy(found)
            found, first = [], first.lstrip()
        found.append(Run(first, run.style))
        for text in more:
            yield tidy(found)
            found = [Run(text, run.style)]
    yield tidy(found)


def tidy(runs: list[Run]) -> list[Run]:
    """White space as a browser shows it: one blank, none at the edges and around line breaks."""
    found: list[Run] = []
    for run in runs:
        text = run.text
        before = found[-1].text if found else "\n"
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text.startswith("\n") and found:
            found[-1] = Run(found[-1].text.rstrip(" "), found[-1].style)
        if text:
            found.append(Run(text, run.style))
    if found:
        found[-1] = Run(found[-1].text.rstrip(), found[-1].style)
    return [run for run in found if run.text]
