"""All that is published of each policy, made from what it depends on, so that it can be made anywhere and kept.

A policy's pages, without what stands around them, and its files follow from its settings and the sources of its
revisions. They are made in parts (``parts``), and a rest: what is about all revisions or the text in force. ``make`` is
that function: it takes and gives bytes, so that another process or machine may do it, and a store may hold what it gave
(``cache``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from ..cache.keys import key
from ..cache.store import Store
from ..executing import Here, worth_sending
from ..limits import spend
from ..model import Revision
from ..problems import Problem, ProblemsFound, collecting
from ..redline.anchors import Anchoring
from ..redline.kept_ids import chained
from ..text.document import Clause
from ..text.keeping import begin_round
from . import addresses
from .comparison_pages import since_page
from .data_files import assets_of_all, assets_of_revision
from .edition import Edition, PolicyEdition, PublishedRevision
from .history_facts import HistoryFacts
from .history_parts import HistoryPart, make_part, parts_of, pieces_of
from .page import Asset, Page
from .pages import pages_of_all, pages_of_revision
from .ready_made import ReadyMade
from .rebuilt_policy import provenance_of, rebuilt_policy, source_path
from .records import Record, SiteLink, links_in, steps_in
from .site_settings import PolicySettings
from .steps import RevisionStep

_LOOKED_BACK = 20
"""How many texts at the end of a history may be new without all of it being anchored anew."""


@dataclass(frozen=True, slots=True)
class BuiltPolicy:
    """What is published of a policy, its sources apart, and the links in its texts that lead to this site."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    links: tuple[SiteLink, ...]


class Known(NamedTuple):
    """What is known of a policy before it is made.

    ``parts`` are its parts, with what their revisions did where that is known, ``anchors`` the written anchors of the
    first ``anchored`` of its texts, and ``facts`` what else is known of these.
    """

    parts: Sequence[tuple[HistoryPart, bytes | None]] = ()
    anchors: bytes = b""
    facts: bytes = b""
    anchored: int = 0


class Result(NamedTuple):
    """What was made of a policy: the parts that were not known, by their names, the rest, and what its texts tell.

    Where it must not be published there are ``problems``; their paths are those of the files on the site.
    """

    parts: Mapping[str, Record]
    rest: Record | None
    anchors: bytes = b""
    facts: bytes = b""
    problems: tuple[Problem, ...] = ()


def make(settings: bytes, sources: Mapping[str, bytes], known: Known) -> Result:
    """What is published of a policy with those settings. ``sources`` are the files of its revisions by their ids."""
    given = PolicySettings.read(settings)
    made: dict[str, Record] = {}
    problems: list[Problem] = []
    with collecting(problems):
        policy = rebuilt_policy(given.policy, sources)
        anchoring = _anchoring(policy.revisions, known)
        anchors = tuple(anchoring.anchors)
        steps: dict[int, RevisionStep] = {}
        for part, found in known.parts:
            with collecting(problems):
                if found is None:
                    made[part.name] = make_part(part, sources, anchors)
                steps |= enumerate(steps_in(found or made[part.name].steps), start=part.first)
        ready_made = ReadyMade(given.ready_made.newest, given.ready_made.bytes)
        facts = HistoryFacts(known.facts, known.anchored)
        edition = PolicyEdition(policy, given.day, given.base, given.printed, ready_made, anchors, steps, facts)
        behind = edition.entries[known.parts[-1][0].end if known.parts else 0 :]
        problems += edition.faults(behind)
        if not problems:
            rest = _rest(edition, behind, given)
            texts = edition.texts if len(edition.entries) > 1 else None
            return Result(made, rest, anchoring.written(), facts.written(texts))
    return Result({}, None, problems=tuple(problems))


def build_alone(settings: bytes, sources: Mapping[str, bytes], known: Known) -> Result:
    """The same in a process that makes one policy after another, which holds what was read of two at most."""
    begin_round()
    return make(settings, sources, known)


def _anchoring(revisions: Sequence[Revision], known: Known) -> Anchoring:
    """The anchors of the texts of these. ProblemsFound when one costs too much."""
    count = known.anchored
    found = Anchoring.read(known.anchors, revisions[count - 1].text) if count else Anchoring()
    for revision in revisions[count:]:
        work, size = partial(_add, found, revision.text), 2 * len(revision.text)
        spend(revision.path, work, line=revision.text_line, size=size, doing="Comparing")
    return found


def _add(anchoring: Anchoring, text: str, _part: str) -> None:
    anchoring.add(text)


def _rest(policy: PolicyEdition, behind: Sequence[PublishedRevision], given: PolicySettings) -> Record:
    """What is about all revisions or the text in force, and about those ``behind`` all parts."""
    provenance = provenance_of([given.policy], given.missing)
    pages = [*pages_of_all(policy)]
    for entry in behind:
        pages += pages_of_revision(policy, entry, provenance)
    # A part knows the ways to the text in force; these take their place.
    for entry in policy.entries[: len(policy.entries) - len(behind)]:
        if policy.applied_last and (comparison := policy.comparisons.get(entry.revision.id)):
            pages.append(since_page(policy, entry, policy.applied_last, comparison))
    assets = [*assets_of_all(policy), *(asset for entry in behind for asset in assets_of_revision(entry))]
    return Record.of(pages, assets, links_in(behind), ())


def built_policies(
    edition: Edition, settings: Iterable[PolicySettings], store: Store, pool: Executor
) -> list[BuiltPolicy]:
    """What is published of each policy: as it was kept, or else made by ``pool`` and kept. ProblemsFound, with all."""
    jobs = [_Job(policy, each, store) for policy, each in zip(edition.policies, settings, strict=True)]
    pool = worth_sending(pool, [job.size for job in jobs if job.size])
    waiting = [job.begun(pool) for job in jobs]
    made: list[BuiltPolicy] = []
    problems: list[Problem] = []
    for job, result in zip(jobs, waiting, strict=True):
        with collecting(problems):
            made.append(job.finished(result))
    if problems:
        raise ProblemsFound(sorted(set(problems)))
    return made


class _Job:
    """The making of one policy: what of it was kept, and what is to be made."""

    def __init__(self, policy: PolicyEdition, settings: PolicySettings, store: Store) -> None:
        self._policy, self._store = policy, store
        self._settings = settings.written()
        self._name = key("policy", self._settings)
        self._links = list(chained(entry.revision.text for entry in policy.entries))
        self._parts = list(parts_of(policy, settings, self._links))
        self._records = {name: _kept(store, name) for name in (*(part.name for part in self._parts), self._name)}
        self.size = 0 if all(self._records.values()) else sum(len(each.revision.source) for each in policy.entries)
        if joined := [part for part in self._parts if part.end > part.first + 1]:
            self._join(joined[-1], settings)

    def _join(self, part: HistoryPart, settings: PolicySettings) -> None:
        """Join the parts that this one has become of, if it is not kept and they are."""
        if self._records[part.name]:
            return
        names = (piece.name for piece in pieces_of(part, self._policy, settings, self._links))
        found = [record for name in names if (record := _kept(self._store, name))]
        if len(found) == part.end - part.first:
            self._records[part.name] = record = Record.joined(found)
            self._store.put(part.name, record.written())

    def begun(self, pool: Executor) -> Future[Result] | None:
        """What is to come of what was not kept; None where all was."""
        if all(self._records.values()):
            return None
        sources = {str(entry.revision.id): entry.revision.source for entry in self._policy.entries}
        parts = [(part, record.steps if (record := self._records[part.name]) else None) for part in self._parts]
        work = make if isinstance(pool, Here) else build_alone
        return pool.submit(work, self._settings, sources, Known(parts, *self._known()))

    def _known(self) -> tuple[bytes, bytes, int]:
        """What is known of as many texts from the first on as can be, and how many those are."""
        count = len(self._links)
        for number in range(count, max(0, count - _LOOKED_BACK), -1):
            link = self._links[number - 1]
            if found := self._store.get(key("anchors", link)):
                return found, self._store.get(key("remembered", link)) or b"", number
        return b"", b"", 0

    def finished(self, waiting: Future[Result] | None) -> BuiltPolicy:
        """What is published of it; what was made is kept. ProblemsFound where something must not be published."""
        if waiting:
            result = waiting.result()
            if result.rest is None:  # what takes too long today may be done tomorrow
                of = self._policy.policy
                paths = {source_path(of.place, str(e.revision.id)): e.revision.path for e in self._policy.entries}
                raise ProblemsFound([replace(each, path=paths.get(each.path, each.path)) for each in result.problems])
            made = {**result.parts, self._name: result.rest}
            for name, record in made.items():
                self._records[name] = record
                self._store.put(name, record.written())
            self._store.put(key("anchors", self._links[-1]), result.anchors)
            self._store.put(key("remembered", self._links[-1]), result.facts)
        return self._whole()

    def _whole(self) -> BuiltPolicy:
        made = [record.made() for record in self._records.values() if record]
        # The rest comes last: it has newer pages for some addresses of the parts.
        found = {page.address: page for pages, _, _ in made for page in pages}
        assets = tuple(asset for _, assets, _ in made for asset in assets)
        return BuiltPolicy(tuple(found.values()), assets, tuple(link for _, _, links in made for link in links))


def _kept(store: Store, name: str) -> Record | None:
    found = store.get(name)
    return Record.read(found) if found else None


def contents_of(edition: Edition, made: Iterable[BuiltPolicy]) -> dict[str, Sequence[Clause]]:
    """The clauses of each text in force, by the slug of its policy, whether that is ``made`` or not."""
    pages = {page.address: page for each in made for page in each.pages}
    found: dict[str, Sequence[Clause]] = {}
    for policy in edition.policies:
        if current := policy.applied_last:
            page = pages.get(addresses.in_force(policy.policy))
            found[policy.policy.slug] = page.contents if page else current.document.clauses
    return found
