"""Several policies in one file: the part under one heading is taken, and a text that may have several is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ..problems import counted
from ..text.document import Document
from ..text.foreign_patterns import DEFINITION
from .model import CannotImport, PastText

_DEFINITION = re.compile(DEFINITION, re.MULTILINE)
_MOST = 6
"""So many policies may be in one file; more headings at the top are those of one policy's clauses."""


def only_sections(texts: Sequence[PastText], headings: Sequence[str]) -> tuple[list[PastText], list[str]]:
    """Of each text the part under the first of these headings that it has, and sentences on the texts without one.

    All texts as they are where no heading is given. CannotImport where no text has any of them.
    """
    if not headings:
        return list(texts), []
    parts = [replace(each, text=_section(each.text, headings)) for each in texts]
    kept = [each for each in parts if each.text]
    if not kept:
        raise CannotImport(
            f"No text has the heading {_or(headings)}. The last one has: {_quoted(_titles(texts[-1].text))}."
        )
    lacking = [each for each, part in zip(texts, parts, strict=True) if not part.text and each.text.strip()]
    amount = counted(len(lacking), "text")
    return kept, [f"{amount} without the heading {_or(headings)} left out: {_places(lacking)}."] if lacking else []


def several_policies(text: PastText) -> list[str]:
    """A sentence on a text in which each of a few headings at the top has headings below it: perhaps more policies."""
    document = Document(text.text)
    clauses = document.clauses
    top = min((each.level for each in clauses), default=1)
    tops = [one.title for one, two in pairwise(clauses) if one.level == top < two.level]
    if not 1 < len(tops) == sum(each.level == top for each in clauses) <= _MOST:
        return []
    parts = f"The text of {text.day} has {len(tops)} parts: {_quoted(tops)}."
    return [f"{parts} If one of them is a policy of its own, import each by itself: --section HEADING"]


def _section(text: str, headings: Sequence[str]) -> str:
    """The part under the first heading that the text has; empty when it has none of them."""
    document = Document(text)
    clauses = document.clauses
    wanted = [_folded(each) for each in headings]
    found = next((at for name in wanted for at, each in enumerate(clauses) if _folded(each.title) == name), None)
    if found is None:
        return ""
    level = clauses[found].level
    behind = next((each.block for each in clauses[found + 1 :] if each.level <= level), len(document.blocks))
    start, end = document.starts[clauses[found].block], document.starts[behind]
    return _with_definitions(text[start:end].strip("\n") + "\n", text[:start] + text[end:])


def _with_definitions(part: str, rest: str) -> str:
    """The part with the link definitions and footnotes that it uses, wherever in the file they stand, and no other."""
    own = _DEFINITION.sub(lambda match: "" if _uses(rest, match) and not _uses(part, match) else match[0], part)
    found = [match[0].rstrip() for match in _DEFINITION.finditer(rest) if _uses(own, match)]
    return own.rstrip("\n") + "\n" + ("\n" + "\n".join(dict.fromkeys(found)) + "\n" if found else "")


def _uses(text: str, definition: re.Match[str]) -> bool:
    """Whether a text refers to what is defined there."""
    return re.search(rf"\[{re.escape(definition[1])}\](?!:)", text) is not None


def _titles(text: str) -> list[str]:
    return [each.title for each in Document(text).clauses] or ["no heading"]


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _or(names: Iterable[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _places(texts: Sequence[PastText]) -> str:
    first, last = texts[0], texts[-1]
    return f"that of {first.day}" if first is last else f"from {first.day} to {last.day}"
