"""All rules over all policies, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ..cache.keys import key
from ..cache.store import NOTHING, Nothing, Store
from ..executing import HERE, Here, worth_sending
from ..model import Policy
from ..problems import Problem, ProblemsFound, Severity, collecting
from ..progress import Progress, silent
from ..redline.kept_ids import KeptIds
from ..source.folder import survey_policies
from ..source.links import LEDGER_FILE, ledger_problems, read_ledger
from .cached_reports import ReportPart, cache_report, cached_report, parts_of
from .choosing import EVERYTHING, Chosen
from .finding import Report, Rule
from .lock import check_lock
from .policy_check import Checked, check_alone, check_parts, check_unfinished
from .rules import RULES

_OPEN_PLACE = "placeholder"


@dataclass(frozen=True, slots=True)
class Work:
    """How checks are run: where, who is told how far they are, and what may know what rules said before."""

    pool: Executor = HERE
    progress: Progress = silent
    store: Store = NOTHING


HERE_AND_NOW = Work()


def check_folder(
    root: Path,
    folder: str,
    today: date,
    more_rules: Mapping[str, Rule] = MappingProxyType({}),
    chosen: Chosen = EVERYTHING,
    work: Work = HERE_AND_NOW,
) -> tuple[tuple[Policy, ...], Report]:
    """Read a folder of policies and run every rule over it; everything that is wrong comes at once.

    ``today`` is the day by which what is published must be recorded. Where a file's fields cannot be read, its words
    are checked all the same. Rules about the words of a revision are run for those that are ``chosen``. Raises
    nothing for what is wrong in files.
    """
    try:
        survey = survey_policies(root, folder)
    except ProblemsFound as found:
        return (), Report(tuple(found.problems), ())
    report = check_policies(survey.policies, more_rules, chosen, work)
    problems = [*survey.problems, *_with_open_places(report.problems, survey.policies, today)]
    for policy, revision in survey.unfinished:
        with collecting(problems):
            problems += check_unfinished(policy, revision)
    if not survey.problems:  # of files that could not be read, all would seem to be gone
        problems += check_lock(root, folder, survey.policies, today)
        with collecting(problems):
            ledger = read_ledger(root, f"{folder}/{LEDGER_FILE}")
            problems += ledger_problems(ledger, survey.policies, today)
    return survey.policies, replace(report, problems=tuple(sorted(problems)))


def _with_open_places(problems: Iterable[Problem], policies: Iterable[Policy], today: date) -> Iterator[Problem]:
    """The problems, where what is still to be written in a policy of which nothing is published yet is a warning.

    No page shows such a policy, so its first text may be written in public; from its day on the same place is an error.
    """
    unpublished = {each.path for policy in policies if not policy.published_by(today) for each in policy.revisions}
    for problem in problems:
        is_open = problem.rule == _OPEN_PLACE and problem.path in unpublished
        yield replace(problem, severity=Severity.WARNING) if is_open else problem


def check_policies(
    policies: Iterable[Policy],
    more_rules: Mapping[str, Rule] = MappingProxyType({}),
    chosen: Chosen = EVERYTHING,
    work: Work = HERE_AND_NOW,
) -> Report:
    """Run every rule over every revision of every policy that is ``chosen``."""
    rules = {**RULES, **more_rules}
    jobs = [_Job(policy, chosen.of(policy), rules, work.store, is_usual=not more_rules) for policy in policies]
    pool = worth_sending(work.pool, [job.size for job in jobs if job.wanted])
    waiting = [job.begun(rules, pool, work.progress) for job in jobs]
    reports = [report for job, found in zip(jobs, waiting, strict=True) for report in job.finished(found)]
    problems = sorted(problem for report in reports for problem in report.problems)
    left = sum(job.left for job in jobs)
    return Report(tuple(problems), tuple(each for report in reports for each in report.kept), chosen.unread(left))


class _Job:
    """The check of one policy: what is known of it in parts, and the paths of those parts of which nothing is."""

    def __init__(self, policy: Policy, chosen: Set[str], rules: Iterable[str], store: Store, *, is_usual: bool) -> None:
        self.policy = policy
        self.size = sum(len(each.source) for each in policy.revisions)
        self.left = len(policy.revisions) - len(chosen)
        self._store = store
        self._affirmed = "" if isinstance(store, Nothing) else key("affirmed", policy.slug)
        self._reports = store if is_usual and not self.left else NOTHING
        is_kept = not isinstance(self._reports, Nothing)
        parts = parts_of(policy, rules) if is_kept else [ReportPart("", frozenset(chosen))]
        self._known = [(part, cached_report(self._reports, part)) for part in parts]
        self.wanted = [part.paths for part, report in self._known if report is None and part.paths]

    def begun(self, rules: Mapping[str, Rule], pool: Executor, progress: Progress) -> Future[Checked] | None:
        """What is to come of what is not known; None where all is."""
        if not self.wanted:
            return None
        ids = KeptIds((each.text for each in self.policy.revisions), self._store).before(self._firsts())
        given = rules, self.policy, self.wanted, ids, self._store.get(self._affirmed) or b""
        if isinstance(pool, Here):
            return pool.submit(check_parts, *given, progress)
        return pool.submit(check_alone, *given)

    def _firsts(self) -> list[int]:
        """For each part that is wanted, how many revisions stand before it."""
        places = {revision.path: place for place, revision in enumerate(self.policy.revisions)}
        return [min(places[path] for path in paths) for paths in self.wanted]

    def finished(self, waiting: Future[Checked] | None) -> Iterator[Report]:
        """The reports on all parts; what was found out is kept."""
        found = waiting.result() if waiting else Checked()
        for name, entry in found.ids.items():
            self._store.put(name, entry)
        if found.affirmed:
            self._store.put(self._affirmed, found.affirmed)
        new = iter(found.reports)
        for part, known in self._known:
            if known:
                yield known
            elif part.paths:
                report = next(new)
                cache_report(self._reports, part, report)
                yield report
