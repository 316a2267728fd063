"""All that is published of one policy, made at once from what it depends on, so that it can be made anywhere and kept.

A policy's pages, without what stands around them, and its files follow from its settings and the sources of its
revisions. ``make`` is that function: it takes and gives bytes, so that another process or machine may do it, and a
store may hold what it gave (``kept``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from ..kept.keys import key
from ..kept.store import Store
from ..problems import Problem, ProblemsFound, Severity
from ..text.article import site_address
from ..text.document import Clause, read_document
from ..text.read_blocks import links_of
from . import addresses
from .edition import Edition, PolicyEdition
from .machine import policy_assets
from .page import Asset, Page
from .pages import pages_of
from .ready_made import ReadyMade
from .remade_policy import provenance_of, remade_policy, source_path
from .site_settings import PolicySettings

_LONG = 1_000_000
_PROBLEMS = b'{"problems":'


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link of a text to this site: the id of the revision, line and column in its file, and the target."""

    revision: str
    line: int
    column: int
    target: str


@dataclass(frozen=True, slots=True)
class MadePolicy:
    """What is published of a policy, its sources apart, and the links in its texts that lead to this site."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    links: tuple[SiteLink, ...]


def make(settings: bytes, sources: Mapping[str, bytes]) -> bytes:
    """The record of a policy with those settings. ``sources`` are the files of its revisions by their ids.

    The record of one that must not be published holds its problems; their paths are those of the files on the site.
    """
    given = PolicySettings.read(settings)
    try:
        ready_made = ReadyMade(given.ready_made.newest, given.ready_made.bytes)
        remade = remade_policy(given.policy, sources)
        edition = Edition.of([remade], given.day, given.base, printed=given.printed, ready_made=ready_made)
        edition.check()
        (policy,) = edition.policies
        record: dict[str, Any] = {
            "pages": [_of_page(page) for page in pages_of(policy, provenance_of([given.policy], given.missing))],
            "assets": [[asset.address, asset.content.decode("latin-1")] for asset in policy_assets(policy)],
            "links": [asdict(link) for link in _links(policy)],
        }
    except ProblemsFound as found:
        record = {"problems": [asdict(problem) for problem in found.problems]}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_made(record: bytes) -> MadePolicy:
    """What a record holds. Raises ProblemsFound when it holds problems."""
    data = json.loads(record.decode("utf-8", "surrogatepass"))
    if problems := data.get("problems"):
        raise ProblemsFound([Problem(**{**each, "severity": Severity(each["severity"])}) for each in problems])
    return MadePolicy(
        tuple(_page(each) for each in data["pages"]),
        tuple(Asset(address, content.encode("latin-1")) for address, content in data["assets"]),
        tuple(SiteLink(**each) for each in data["links"]),
    )


def made_policies(
    edition: Edition, settings: Iterable[PolicySettings], store: Store, pool: Executor
) -> list[MadePolicy]:
    """What is published of each policy: as it was kept, or else made by ``pool`` and kept. ProblemsFound, with all."""
    pairs = zip(edition.policies, settings, strict=True)
    records = [_record(policy, each.written(), store, pool) for policy, each in pairs]
    made: list[MadePolicy] = []
    problems: list[Problem] = []
    for policy, record in zip(edition.policies, records, strict=True):
        try:
            made.append(read_made(record()))
        except ProblemsFound as wrong:
            of = policy.policy
            paths = {source_path(of.place, str(each.revision.id)): each.revision.path for each in policy.entries}
            problems += [replace(each, path=paths.get(each.path, each.path)) for each in wrong.problems]
    if problems:
        raise ProblemsFound(sorted(set(problems)))
    return made


def is_long(edition: Edition) -> bool:
    """Whether there is work enough for several processes, which take half a second to begin."""
    sizes = [len(entry.revision.source) for policy in edition.policies for entry in policy.entries]
    return len(edition.policies) > 1 and sum(sizes) > _LONG


def _record(policy: PolicyEdition, settings: bytes, store: Store, pool: Executor) -> Callable[[], bytes]:
    """How to get the record of a policy; where it is to be made, that has begun."""
    name = key("policy", settings)
    kept = store.get(name)
    if kept is not None:
        return lambda: kept
    sources = {str(entry.revision.id): entry.revision.source for entry in policy.entries}
    future = pool.submit(make, settings, sources)

    def made() -> bytes:
        record = future.result()
        if not record.startswith(_PROBLEMS):  # what takes too long today may be done tomorrow
            store.put(name, record)
        return record

    return made


def contents_of(edition: Edition, made: Iterable[MadePolicy]) -> dict[str, Sequence[Clause]]:
    """The clauses of each text in force, by the slug of its policy, whether that is ``made`` or not."""
    pages = {page.address: page for each in made for page in each.pages}
    found: dict[str, Sequence[Clause]] = {}
    for policy in edition.policies:
        if current := policy.in_force:
            page = pages.get(addresses.in_force(policy.policy))
            found[policy.policy.slug] = page.contents if page else current.document.clauses
    return found


def _of_page(page: Page) -> dict[str, Any]:
    return {
        "address": page.address,
        "title": page.title,
        "description": page.description,
        "html": page.html,
        "changed": page.changed.isoformat(),
        "contents": [[clause.id, clause.title, clause.level, clause.block] for clause in page.contents],
        "searchable": page.searchable,
        "parent": page.parent,
        "anchors": page.anchors,
    }


def _page(data: Mapping[str, Any]) -> Page:
    html = Markup(data["html"])  # noqa: S704 (the engine's own, and read by the guard like every page)
    return Page(
        data["address"],
        data["title"],
        data["description"],
        lambda: html,
        date.fromisoformat(data["changed"]),
        tuple(Clause(*each) for each in data["contents"]),
        data["searchable"],
        data["parent"],
        tuple(data["anchors"]),
    )


def _links(policy: PolicyEdition) -> Iterator[SiteLink]:
    """The first link to each place of the site that a text leads to."""
    for entry in policy.entries:
        document, seen = read_document(entry.revision.text), set[str]()
        for start, found in document.once(links_of):
            for at, target in found:
                if target not in seen and site_address(target) != target:
                    line, column = document.place(start + at)
                    yield SiteLink(str(entry.revision.id), line + entry.revision.text_line - 1, column, target)
                seen.add(target)
