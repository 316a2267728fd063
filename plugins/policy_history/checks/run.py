"""All rules over all policies, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Acknowledgement, Policy, Revision
from ..problems import Problem, Severity
from ..redline.identity import with_lasting_ids
from ..text.annotations import misquotation
from ..text.article import render_article
from ..text.document import Document
from .rules import RULES, Finding


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding that the revision's editor acknowledged, with the recorded reason."""

    problem: Problem
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found: what is wrong, and what stays on purpose."""

    problems: tuple[Problem, ...]
    kept: tuple[Kept, ...]


def check_policies(policies: Iterable[Policy]) -> Report:
    """Run every rule over every revision of every policy."""
    problems: list[Problem] = []
    kept: list[Kept] = []
    for policy in policies:
        documents = with_lasting_ids([revision.text for revision in policy.revisions])
        for revision, document in zip(policy.revisions, documents):
            for item in _check(policy, revision, document):
                (kept if isinstance(item, Kept) else problems).append(item)  # type: ignore[arg-type]
            problems += _misquotations(policy, revision, document)
    return Report(tuple(sorted(problems)), tuple(kept))


def _check(policy: Policy, revision: Revision, document: Document) -> Iterator[Problem | Kept]:
    used: set[Acknowledgement] = set()
    for name, rule in RULES.items():
        for finding in rule(policy, revision, document):
            problem = _problem(name, revision, document, finding)
            acknowledgement = _acknowledgement(revision, name, finding)
            if acknowledgement is None:
                yield problem
            else:
                used.add(acknowledgement)
                yield Kept(problem, acknowledgement)
    yield from (_unused(revision, each) for each in revision.acknowledgements if each not in used)


def _misquotations(policy: Policy, revision: Revision, document: Document) -> Iterator[Problem]:
    """Editor's notes whose quote does not stand in the revision, or not once."""
    notes = [note for note in policy.annotations if note.revision == str(revision.id)]
    for note in notes:
        if message := misquotation(render_article(document).html, note):
            yield Problem(note.path, note.line, note.column, "annotation", message)


def _problem(rule: str, revision: Revision, document: Document, finding: Finding) -> Problem:
    line, column = document.place(finding.offset)
    return Problem(
        revision.path, line + revision.text_line - 1, column, rule, finding.message, finding.severity
    )


def _acknowledgement(revision: Revision, rule: str, finding: Finding) -> Acknowledgement | None:
    matching = (each for each in revision.acknowledgements if each.rule == rule and each.text == finding.quote)
    return next(matching, None) if finding.quote else None


def _unused(revision: Revision, acknowledgement: Acknowledgement) -> Problem:
    return Problem(
        revision.path,
        1,
        1,
        "acknowledgement",
        f"The acknowledgement of “{acknowledgement.text}” ({acknowledgement.rule}) concerns nothing in this text. "
        "Remove it, or mend its text.",
        Severity.WARNING,
    )
