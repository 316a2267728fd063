"""Links within a document: from the bookmark or id they name to the clause it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..text.blocks import Kind
from ..text.document import slug
from .content import Passage, Run, Table, text_of


def resolve_anchors(parts: Sequence[Passage | Table], anchors: Mapping[str, int]) -> list[str]:
    """Point every link ``#name`` to the heading at ``anchors[name]``, giving that heading a name where it has none.

    A link that leads to no heading loses its target and keeps its words; a sentence for each is returned.
    """
    lost: set[str] = set()
    for part in parts:
        for runs in [cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.runs]:
            for at, run in enumerate(runs):
                if run.style.link and run.style.link.startswith("#"):
                    name = run.style.link[1:]
                    target = _target(parts, anchors.get(name), name)
                    lost |= set() if target else {name}
                    runs[at] = Run(run.text, run.style._replace(link=target))
    return [f"A link to “#{name}” leads to no heading; its words were kept." for name in sorted(lost)]


def _target(parts: Sequence[Passage | Table], at: int | None, name: str) -> str | None:
    heading = parts[at] if at is not None and at < len(parts) else None
    if not (isinstance(heading, Passage) and heading.kind is Kind.HEADING):
        return None
    # Word's own bookmarks begin with an underscore and say nothing.
    heading.names = heading.names or (slug(text_of(heading.runs)) if name.startswith("_") else name,)
    return f"#{heading.names[0]}"


def rename_targets(parts: Sequence[Passage | Table], names: Mapping[str, str]) -> None:
    """Point links to clauses to their new ids."""
    for part in parts:
        for runs in [cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.runs]:
            for at, run in enumerate(runs):
                target = names.get((run.style.link or "").removeprefix("#"))
                if target and run.style.link and run.style.link.startswith("#"):
                    runs[at] = Run(run.text, run.style._replace(link=f"#{target}"))
