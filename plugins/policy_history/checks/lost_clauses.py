"""Whether every clause that had an address still has it: deep links are quoted in letters and contracts."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Policy, Revision
from ..problems import Severity
from ..redline.identity import predecessors
from ..text.document import Document
from .finding import Finding, short


def lost_clause(
    policy: Policy, revision: Revision, document: Document, earlier: Revision, before: Document
) -> Iterator[Finding]:
    """A clause of the revision before whose id is on no heading any more."""
    kept = {clause.id for clause in document.clauses}
    lost = [number for number, clause in enumerate(before.clauses) if clause.id not in kept]
    if not lost:
        return
    successors = {old: new for new, old in predecessors(before, document).items()}
    for number in lost:
        clause = before.clauses[number]
        if number in successors:
            heading = document.blocks[document.clauses[successors[number]].block]
            yield Finding(
                document.starts[document.clauses[successors[number]].block] + heading.pieces[0].start,
                clause.id,
                f"This clause had the address “#{clause.id}” in {earlier.id}, and links to it break. "
                f"Write {{#{clause.id}}} after the heading.",
            )
        else:
            yield Finding(
                0,
                clause.id,
                f"The clause “{short(clause.title)}” of {earlier.id} is gone; links to “#{clause.id}” will lead to the "
                "list "
                f"of former clauses. If it goes on under another heading, write {{#{clause.id}}} after that one.",
                Severity.WARNING,
            )
