"""All rules over all policies, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Acknowledgement, Policy, Revision
from ..problems import Problem, Severity
from ..redline.identity import with_lasting_ids
from ..text.document import Document
from .finding import Finding
from .rules import COMPARING_RULES, RULES, SAID_ALREADY


EVERYTHING = "*"
"""As the text of an acknowledgement: every finding of that rule in that revision."""

_Read = tuple[Revision, Document]


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
        read = list(zip(policy.revisions, documents))
        for before, (revision, document) in zip([None, *read], read):
            for item in _check(policy, revision, document, before):
                (kept if isinstance(item, Kept) else problems).append(item)  # type: ignore[arg-type]
    return Report(tuple(sorted(problems)), tuple(kept))


def _check(policy: Policy, revision: Revision, document: Document, before: _Read | None) -> Iterator[Problem | Kept]:
    used: set[Acknowledgement] = set()
    for name, finding in _findings(policy, revision, document, before):
        problem = _problem(name, revision, document, finding)
        acknowledgement = _acknowledgement(revision, name, finding)
        if acknowledgement is None:
            yield problem
        else:
            used.add(acknowledgement)
            yield Kept(problem, acknowledgement)
    yield from (_unused(revision, each) for each in revision.acknowledgements if each not in used)


def _findings(
    policy: Policy, revision: Revision, document: Document, before: _Read | None
) -> Iterator[tuple[str, Finding]]:
    found: set[str] = set()
    for name, rule in RULES.items():
        for finding in rule(policy, revision, document) if found.isdisjoint(SAID_ALREADY.get(name, ())) else ():
            found.add(name)
            yield name, finding
    for name, comparing in COMPARING_RULES.items() if before else ():
        yield from ((name, finding) for finding in comparing(policy, revision, document, *before))


def _problem(rule: str, revision: Revision, document: Document, finding: Finding) -> Problem:
    line, column = document.place(finding.offset)
    line += revision.text_line - 1
    if finding.field:
        line, column = _field_place(revision, finding.field)
    return Problem(revision.path, line, column, rule, finding.message, finding.severity)


def _field_place(revision: Revision, field: str) -> tuple[int, int]:
    """The line and the column, from 1, of the value of a field of the front matter."""
    for number, line in enumerate(revision.source.decode("utf-8", "replace").splitlines(), start=1):
        name, colon, value = line.partition(":")
        if colon and name == field:
            return number, len(line) - len(value.lstrip()) + 1
    return 1, 1


def _acknowledgement(revision: Revision, rule: str, finding: Finding) -> Acknowledgement | None:
    if not finding.quote:
        return None
    wanted = {" ".join(finding.quote.split()), EVERYTHING}
    matching = (each for each in revision.acknowledgements if each.rule == rule and each.text in wanted)
    return next(matching, None)


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
