"""Bold paragraphs of a page that has no headings but a title -> its headings."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.blocks import Kind
from .content import Passage, Run, Table, text_of

_MOST_WORDS = 12
_LEVEL = 2


def take_bold_headings(parts: Sequence[Passage | Table], terms: Sequence[Passage] = ()) -> list[str]:
    """Make headings of short bold paragraphs outside of lists, two or more with text behind; a sentence names them.

    ``terms`` are paragraphs that are bold because a meaning follows.
    """
    if sum(isinstance(part, Passage) and part.kind is Kind.HEADING for part in parts) > 1:
        return []
    bold = [
        at
        for at, part in enumerate(parts)
        if isinstance(part, Passage) and not any(part is term for term in terms) and _is_like_one(part)
    ]
    last = max((at for at in range(len(parts)) if at not in bold), default=0)
    taken = [parts[at] for at in bold if at < last]
    if len(taken) < 2:
        return []
    for part in taken:
        if isinstance(part, Passage):
            part.kind, part.level = Kind.HEADING, _LEVEL
            part.runs = [Run(run.text, run.style._replace(strong=False)) for run in part.runs]
    listed = ", ".join(f"“{text_of(part.runs)}”" for part in taken if isinstance(part, Passage))
    return [f"The page has no headings but a title. Taken for such, because they are bold: {listed}."]


def _is_like_one(part: Passage) -> bool:
    text = text_of(part.runs).strip()
    if part.kind is not Kind.PARAGRAPH or part.shape or not text or len(text.split()) > _MOST_WORDS or "\n" in text:
        return False
    return text[-1] not in ".;,:" and all(run.style.strong for run in part.runs if run.text.strip())
