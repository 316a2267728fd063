"""Paragraphs that the latest revision has too -> in the lists in which they stood there.

Word knows no terms with their meanings, and an office program that saves a document anew may drop how far a paragraph
in a list is indented. Where the words are those of the revision, that is no change that anybody made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from ..text.blocks import Kind
from ..text.document import read_document
from ..text.splitting import words_in
from .content import Passage, Run, Table, text_of

_Form = tuple[Kind, tuple[str, ...]]
_TERMS = frozenset((Kind.TERM, Kind.DESCRIPTION))


def adopt_shapes(parts: Sequence[Passage | Table], latest: str) -> None:
    """Give paragraphs outside of lists the form of the same paragraph in that text, where it has one such only.

    A paragraph goes into a list only behind an item of it. Behind a term that was known stands its meaning.
    """
    known = _forms_of(latest)
    before: Passage | None = None
    for at, part in enumerate(parts):
        if isinstance(part, Table) or part.kind is Kind.HEADING:
            before = None
            continue
        if _is_plain(part):
            forms = known.get(tuple(words_in(text_of(part.runs))), set())
            kind, shape = next(iter(forms)) if len(forms) == 1 else (Kind.PARAGRAPH, ())
            if before and before.kind is Kind.TERM:
                kind, shape = Kind.DESCRIPTION, before.shape
            if _has_place(kind, shape, before, parts[at + 1 : at + 2]):
                part.kind, part.shape = kind, shape
        before = part


def _is_plain(part: Passage | Table) -> bool:
    return isinstance(part, Passage) and part.kind is Kind.PARAGRAPH and not part.shape


def _has_place(
    kind: Kind, shape: tuple[str, ...], before: Passage | None, following: Sequence[Passage | Table]
) -> bool:
    if not shape:
        return False
    if kind is Kind.TERM:
        return any(_is_plain(part) for part in following)
    if kind is Kind.DESCRIPTION:
        return before is not None and before.kind in _TERMS
    return before is not None and before.shape[: len(shape)] == shape


def _forms_of(text: str) -> dict[tuple[str, ...], set[_Form]]:
    document = read_document(text)
    found: dict[tuple[str, ...], set[_Form]] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.PARAGRAPH or block.kind in _TERMS:
            words = tuple(token.text for token in document.tokens(index) if not token.is_image)
            found.setdefault(words, set()).add((block.kind, tuple(block.shape)))
    return found


_BARE_HOST = re.compile(r"(https?://[^/?#]+)(?=[?#]|$)", re.IGNORECASE)
_NO_STEP = re.compile(r"/\.(?=[?#]|$)")
_ABSOLUTE = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
_FROM_A_FILE = re.compile(r"(?:\.\./)+|file:/*(?:[a-zA-Z]:)?[/\\]", re.IGNORECASE)


def adopt_links(parts: Sequence[Passage | Table], targets: Sequence[str]) -> None:
    """Give links that lead where one of those leads its very address."""
    known = {_normal(target): target for target in reversed(targets)}
    for runs in _all_runs(parts):
        for at, run in enumerate(runs):
            link = run.style.link
            if link and link not in targets and _normal(link) in known:
                runs[at] = Run(run.text, run.style._replace(link=known[_normal(link)]))


_HARMLESS = frozenset(("st", "nd", "rd", "th", "er", "re", "e", "o", "a", "º", "ª", "°", "®", "™", "©", "sm", "tm"))
"""What may stand raised or not and says the same; office programs raise it as one types."""


def adopt_raised(parts: Sequence[Passage | Table], latest: str) -> None:
    """Put endings such as those of 1st on the line, but where that text has them raised."""
    for runs in _all_runs(parts):
        for at, run in enumerate(runs):
            if run.style.raised and run.text.casefold() in _HARMLESS and f"<sup>{run.text}</sup>" not in latest:
                runs[at] = Run(run.text, run.style._replace(raised=False))


def _normal(target: str) -> str:
    target = unquote(target)
    if _ABSOLUTE.match(target):
        return _NO_STEP.sub("/", _BARE_HOST.sub(r"\1/", target, count=1)).removesuffix("#")
    return _FROM_A_FILE.sub("", target, count=1).lstrip("/")


def _all_runs(parts: Sequence[Passage | Table]) -> Iterable[list[Run]]:
    for part in parts:
        if isinstance(part, Table):
            yield from (cell for row in part.rows for cell in row)
        else:
            yield part.runs
