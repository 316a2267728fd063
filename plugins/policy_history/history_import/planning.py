"""Past texts -> the revisions of a policy: their ids, their fields, what is acknowledged of them; and the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from .. import clock
from ..checks.finding import EVERY_FINDING, AcknowledgedFinding, Report
from ..checks.run import Work, check_policies
from ..limits import spend
from ..model import Acknowledgement, ChangeClass, Policy, Revision, RevisionId
from ..problems import Problem, ProblemsFound, Severity, counted
from ..progress import Progress, silent
from ..source.names import POLICY_FILE
from ..source.revision_source import policy_source, revision_source
from ..source.whole_files import write_folder
from ..text.document import read_document
from .converting import Conversion, has_root_relative_links
from .day_order import settled_days
from .doubts import absences, doubts_of, is_called, of_branches, of_tags
from .model import CannotImport, PastText, without_repetitions
from .not_as_read import not_as_read
from .revision_notes import note_of, origin_of
from .sections import only_sections, several_policies

_FEW = 3
"""So many findings of a rule in a revision are acknowledged one by one; more of them all at once."""


@dataclass(frozen=True)
class ImportPlan:
    """What an import would write, and what is to be said about it.

    ``states`` is how many texts the record has; ``changes`` counts what was converted; ``report`` is what the checks
    say of the result; ``doubts`` are sentences on days and texts to be looked at.
    """

    policy: Policy
    states: int
    report: Report
    changes: Counter[str] = field(default_factory=Counter)
    doubts: tuple[str, ...] = ()


def plan_of(
    policy: Policy,
    texts: Iterable[PastText],
    published_at: str = "",
    progress: Progress = silent,
    left_out: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> ImportPlan:
    """The policy with a revision for every text that differs from the one before. CannotImport when it cannot be.

    ``published_at`` is the address of the page on which the texts were published: relative links lead from there.
    ``left_out`` are the days or commits of texts that are none of the policy, such as a page of errors; with
    ``sections`` only what stands under the first of these headings is taken of each text.
    """
    texts, doubts = _without(list(texts), left_out)
    changes: Counter[str] = Counter()
    converted = _all_converted(texts, published_at, changes, progress)
    parts, lacking = only_sections(converted, sections)
    kept = [each for each in without_repetitions(parts) if each.text.strip()]
    if not kept:
        raise CannotImport("There is no text in that history. Check the path.")
    if any(has_root_relative_links(each.text) for each in kept):
        raise CannotImport(
            "Some links begin with “/”, and would lead to pages of this site. Say where the texts were published, "
            "with --published-at https://…"
        )
    days = settled_days([each.day for each in kept], clock.today())
    doubts += [*lacking, *absences(texts), *of_branches(texts), *of_tags(texts), *doubts_of(kept, days)]
    doubts += not_as_read(list(without_repetitions(parts)))
    doubts += [] if sections else several_policies(kept[-1])
    try:
        revisions = _revisions(policy, kept, days)
    except ProblemsFound as found:
        raise CannotImport(str(found)) from None
    whole = replace(policy, revisions=tuple(revisions))
    reported = check_policies([whole], work=Work(progress=progress))
    settled = replace(whole, revisions=tuple(_settled(whole.revisions, reported)))
    return ImportPlan(settled, len(texts), _report(settled, reported), changes, tuple(doubts))


def _all_converted(
    texts: Sequence[PastText], published_at: str, changes: Counter[str], progress: Progress
) -> list[PastText]:
    """The texts as they can be published; ``changes`` is told what was changed."""
    converted = []
    for number, each in enumerate(texts, start=1):
        progress("Converting", number, len(texts))
        conversion = _converted(each, published_at)
        changes.update(conversion.changes)
        converted.append(replace(each, text=conversion.text))
    return converted


def _converted(past: PastText, published_at: str) -> Conversion:
    try:
        done = spend(past.origin, lambda text: Conversion(text, published_at), past.text, doing="Converting")
    except ProblemsFound as found:
        raise CannotImport(str(found)) from None
    if done.lost:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(done.lost))
        raise CannotImport(f"{past.origin}: {counted(len(done.lost), 'word')} would be lost: {words}.")
    return done


def _without(texts: list[PastText], left_out: Sequence[str]) -> tuple[list[PastText], list[str]]:
    """The texts without those that are to be left out, and a sentence on each of these."""
    kept = texts
    said: list[str] = []
    for name in left_out:
        gone = [each for each in kept if is_called(each, name)]
        if not gone:
            raise CannotImport(f"No text of that history has the day or the commit “{name}”.")
        said += [f"Left out, as asked: the text of {each.day} ({each.origin})." for each in gone]
        kept = [each for each in kept if each not in gone]
    return kept, said


def _revisions(policy: Policy, texts: Sequence[PastText], days: Sequence[date]) -> list[Revision]:
    """A revision a text."""
    revisions: list[Revision] = []
    for each, day in zip(texts, days, strict=True):
        before = revisions[-1] if revisions else None
        number = before.id.number + 1 if before and before.effective == day else 1
        revisions.append(_revision(policy, each, RevisionId(day, number), before))
    return revisions


def _revision(policy: Policy, past: PastText, identity: RevisionId, before: Revision | None) -> Revision:
    return Revision(
        id=identity,
        published=identity.day,
        effective=identity.day,
        change_class=_class(past, before),
        note=note_of(past, before),
        text=past.text,
        origin=origin_of(past, identity.day),
        source=b"",
        path=f"{policy.path.rpartition('/')[0]}/{identity}.md",
    )


def _class(past: PastText, before: Revision | None) -> ChangeClass:
    """Proposed: a change of words is material until an editor says otherwise."""
    if before is None:
        return ChangeClass.MATERIAL
    same = read_document(before.text).words == read_document(past.text).words
    return ChangeClass.EDITORIAL if same or past.is_extraction else ChangeClass.MATERIAL


def _settled(revisions: Sequence[Revision], found: Report) -> list[Revision]:
    """The revisions with an acknowledgement of every error that stands in what was published long ago."""
    by_path: dict[str, dict[str, list[str]]] = {}
    for problem in found.problems:
        if problem.severity is Severity.ERROR and problem.quote:
            by_path.setdefault(problem.path, {}).setdefault(problem.rule, []).append(problem.quote)
    return [_with_source(revision, by_path.get(revision.path, {})) for revision in revisions]


def _report(policy: Policy, found: Report) -> Report:
    """What the checks say once the acknowledgements stand."""
    kept_of = {revision.path: revision.acknowledgements for revision in policy.revisions}
    lines = {each.path: each.source.count(b"\n") - each.text.count("\n") for each in policy.revisions}
    problems: list[Problem] = []
    kept: list[AcknowledgedFinding] = []
    for each in found.problems:
        problem = replace(each, line=each.line + lines[each.path])  # the text was checked before its fields were there
        mine = [reason for reason in kept_of[problem.path] if reason.rule == problem.rule]
        if problem.quote and mine:
            kept.append(AcknowledgedFinding(problem, next((it for it in mine if it.text == problem.quote), mine[0])))
        else:
            problems.append(problem)
    return Report(tuple(problems), tuple(kept))


def _with_source(revision: Revision, errors: dict[str, list[str]]) -> Revision:
    kept = tuple(
        Acknowledgement(rule, quote, _REASONS.get(rule, _RECORD))
        for rule, quotes in sorted(errors.items())
        for quote in (dict.fromkeys(quotes) if len(set(quotes)) <= _FEW else [EVERY_FINDING])
    )
    reasoned = replace(revision, acknowledgements=kept)
    return replace(reasoned, source=revision_source(reasoned))


_RECORD = "Imported as it was kept: a record is not improved."
_REASONS = {
    "lost-clause": "Imported as it was kept: the text of that day gave the clause another id.",
    "text-date": "Imported: the day of the record is proposed as the day of publication, and the text states another.",
    "preview": "Imported as it was kept. The page shows it as this site reads Markdown, not as a preview does.",
    "link": "Imported as it was kept: where the link led is part of the record.",
}


def write_plan(root: Path, plan: ImportPlan) -> Path:
    """Write policy.yml and every revision, and return the folder. CannotImport when it is there already."""
    target = root / PurePosixPath(plan.policy.path).parent
    refuse_existing(target)
    policy = plan.policy
    files = {POLICY_FILE: policy_source(policy.title, policy.publisher, policy.language)}
    files |= {f"{revision.id}.md": revision.source for revision in policy.revisions}
    write_folder(target, files)
    return target


def refuse_existing(target: Path) -> None:
    """CannotImport when there is something at that place: a history is not poured into another one."""
    if target.exists() or target.is_symlink():
        raise CannotImport(f"{target} is there already. Import under another name, or move that folder away first.")
