"""All rules over one policy, where it is told to: in this process or another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from ..cache.store import Carried, Nothing
from ..limits import spend
from ..model import Acknowledgement, Policy, Revision
from ..problems import Problem, Severity, collecting, one_line
from ..progress import Progress, silent
from ..redline.identity import LastingIds
from ..redline.kept_ids import KeptIds
from ..source.places import field_place
from ..text.annotation_places import misquotation
from ..text.article import render_article
from ..text.document import Document, read_document
from ..text.keeping import begin_round, take_up, taken_down
from .finding import EVERY_FINDING, AcknowledgedFinding, Finding, Report, Rule
from .rules import ABOUT_DATES, COMPARING_RULES, RULES, SAID_ALREADY

_Read = tuple[Revision, Document]


class Checked(NamedTuple):
    """A report on each part of a policy that was asked for, and what is to be kept for the next check.

    That is the clauses' ids, and what was ``affirmed`` of parts of texts (``keeping``).
    """

    reports: Sequence[Report] = ()
    ids: Mapping[str, bytes] = MappingProxyType({})
    affirmed: bytes = b""


def check_parts(
    rules: Mapping[str, Rule],
    policy: Policy,
    parts: Sequence[Set[str]],
    ids: Carried | Nothing,
    affirmed: bytes,
    progress: Progress = silent,
) -> Checked:
    """Run the rules over parts of a policy, each the paths of its revisions.

    ``ids`` and ``affirmed`` are what was kept of those of earlier checks.
    """
    take_up(affirmed)
    history = KeptIds((revision.text for revision in policy.revisions), ids)
    reports = [_check_part(rules, policy, paths, progress, history) for paths in parts]
    return Checked(reports, ids.added if isinstance(ids, Carried) else {}, taken_down())


def check_alone(
    rules: Mapping[str, Rule], policy: Policy, parts: Sequence[Set[str]], ids: Carried | Nothing, affirmed: bytes
) -> Checked:
    """The same in a process that checks one policy after another, which holds what was read of two at most."""
    begin_round()
    return check_parts(rules, policy, parts, ids, affirmed)


def _check_part(
    rules: Mapping[str, Rule], policy: Policy, wanted: Set[str], progress: Progress, history: KeptIds
) -> Report:
    problems: list[Problem] = []
    kept: list[AcknowledgedFinding] = []
    for revision, document, before in _documents(policy, wanted, problems, progress, history):
        with collecting(problems):
            for item in _checked(rules, policy, revision, document, before):
                (kept if isinstance(item, AcknowledgedFinding) else problems).append(item)  # type: ignore[arg-type]
    return Report(tuple(problems), tuple(kept))


def _documents(
    policy: Policy, wanted: Set[str], problems: list[Problem], progress: Progress, history: KeptIds
) -> Iterator[tuple[Revision, Document, _Read | None]]:
    """The wanted revisions, by path, with their documents and those before.

    Of those before only as many are read as their clauses' ids take. ``problems`` gets what costs too much to read.
    """
    places = [place for place, revision in enumerate(policy.revisions) if revision.path in wanted]
    if not places:
        return
    ids, known = history.upto(places[0])
    before: _Read | None = (policy.revisions[known - 1], ids.last) if ids.last else None
    is_whole = True
    for number in range(known + 1, places[-1] + 2):
        revision = policy.revisions[number - 1]
        progress(f"Checking {policy.slug}", number - known, places[-1] + 1 - known)
        document: Document | None = None
        with collecting(problems):
            document = _document(revision, before, ids)
        if document is None:
            is_whole = False
            continue
        if revision.path in wanted:
            yield revision, document, before
        ids.add(document)
        before = revision, document
        if is_whole:
            history.keep(ids, number)


def _read_all(text: str) -> None:
    for read in read_document(text).reads:
        read.tokens  # noqa: B018 - it is found when it is asked for


def _document(revision: Revision, before: _Read | None, ids: LastingIds) -> Document:
    """The document of a revision, its ids those of the one before. ProblemsFound when it costs more than its budget."""
    line = revision.text_line
    spend(revision.path, _read_all, revision.text, line=line)
    size = len(revision.text) + (len(before[1].source) if before else 0)
    return spend(
        revision.path,
        ids.following,
        revision.text,
        line=line,
        size=size,
        doing=f"Comparing the revision {before[0].id} with" if before else "Reading",
    )


def _checked(
    rules: Mapping[str, Rule], policy: Policy, revision: Revision, document: Document, before: _Read | None
) -> list[Problem | AcknowledgedFinding]:
    """What the rules say of a revision. ProblemsFound when that costs more than its budget."""

    def check(text: str) -> list[Problem | AcknowledgedFinding]:
        part = document if text == revision.text else Document(text)
        found = list(_check(revision, _findings(rules, policy, revision, part, before), part))
        return found + list(_misquotations(policy, revision, part))

    return spend(revision.path, check, revision.text, line=revision.text_line, doing="Checking")


def check_unfinished(policy: Policy, revision: Revision) -> Iterator[Problem]:
    """What the rules about words say of a revision whose fields could not be read."""
    rules = {name: rule for name, rule in RULES.items() if name not in ABOUT_DATES}
    for item in _checked(rules, policy, revision, _document(revision, None, LastingIds()), None):
        if isinstance(item, Problem) and item.rule != "acknowledgement":
            yield item


def _check(
    revision: Revision, findings: Iterable[tuple[str, Finding]], document: Document
) -> Iterator[Problem | AcknowledgedFinding]:
    used: set[Acknowledgement] = set()
    for name, finding in findings:
        problem = _problem(name, revision, document, finding)
        acknowledgement = _acknowledgement(revision, name, finding)
        if acknowledgement is None:
            yield problem
        else:
            used.add(acknowledgement)
            yield AcknowledgedFinding(problem, acknowledgement)
    yield from (_unused(revision, each) for each in revision.acknowledgements if each not in used)


def _findings(
    rules: Mapping[str, Rule], policy: Policy, revision: Revision, document: Document, before: _Read | None
) -> Iterator[tuple[str, Finding]]:
    found: set[str] = set()
    for name, rule in rules.items():
        for finding in rule(policy, revision, document) if found.isdisjoint(SAID_ALREADY.get(name, ())) else ():
            found.add(name)
            yield name, finding
    if before is None:
        return
    for name, comparing in COMPARING_RULES.items():
        yield from ((name, finding) for finding in comparing(policy, revision, document, *before))


def _misquotations(policy: Policy, revision: Revision, document: Document) -> Iterator[Problem]:
    """Editor's notes whose quote does not stand in the revision, or not once."""
    notes = [note for note in policy.annotations if note.revision == str(revision.id)]
    for note in notes:
        if message := misquotation(render_article(document).html, note):
            yield Problem(note.path, note.line, note.column, "annotation", message)


def _problem(rule: str, revision: Revision, document: Document, finding: Finding) -> Problem:
    line, column = document.place(finding.offset)
    line += revision.text_line - 1
    if finding.field:
        line, column = field_place(revision.source, finding.field)
    return Problem(revision.path, line, column, rule, finding.message, finding.severity, one_line(finding.quote))


def _acknowledgement(revision: Revision, rule: str, finding: Finding) -> Acknowledgement | None:
    if not finding.quote:
        return None
    wanted = {one_line(finding.quote), EVERY_FINDING}  # one line, as front matter is read
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
