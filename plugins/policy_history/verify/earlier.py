"""A downloaded site against an earlier download: what was shown then at a permanent address must still be shown.

Both are made again from their sources, so that their texts and pages can be compared without what surrounds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Policy, State
from ..publish import addresses
from ..publish.addresses import path_of
from ..publish.edition import PolicyEdition, PublishedRevision
from ..publish.rebuilt_policy import source_path
from ..publish.site import Site
from ..publish.site_settings import ADDRESS
from ..source.recorded import mended
from .differences import first_difference
from .opened import Opened
from .rebuilding import Proof, check_made
from .site_files import Deviates, Deviation, SiteFiles

_ORDER = (State.DRAFT, State.UPCOMING, State.IN_FORCE, State.WITHDRAWN, State.SUPERSEDED)


def check_against(now: Opened, earlier_files: SiteFiles, notes: list[str]) -> Iterator[Deviation]:
    """What the earlier site had and this one has not, or has otherwise without saying why.

    ``notes`` is told which pages differ because of what came later.
    """
    try:
        earlier = Opened.of(earlier_files)
    except Deviates as found:
        yield Deviation(found.deviation.path, f"In the earlier download: {found.deviation.sentence}")
        return
    for deviation in check_made(earlier, Proof()):
        yield Deviation(deviation.path, f"In the earlier download: {deviation.sentence}")
    for before in earlier.site.edition.policies:
        after = now.site.edition.find(before.policy.slug)
        if after is None and before.policy.slug not in now.lacking:
            message = f"The policy “{before.policy.slug}” is gone; the earlier download has it."
            yield Deviation(addresses.versions(before.policy), message)
        if after is not None:
            yield from _policy(before, after)
            yield from _pages(earlier.site, now.site, before, after, notes)
    yield from _storage(earlier.site, now.site)


def _policy(before: PolicyEdition, after: PolicyEdition) -> Iterator[Deviation]:
    old, new = before.policy, after.policy
    for name in ("title", "publisher", "language", "kind"):
        if getattr(old, name) != getattr(new, name):
            message = f"“{name}” of “{old.slug}” was “{getattr(old, name)}” and is “{getattr(new, name)}”."
            yield Deviation(addresses.versions(old), message)
    if old.withdrawn and old.withdrawn != new.withdrawn:
        was, found = (f"withdrawn on {each.withdrawn}" if each.withdrawn else "not withdrawn" for each in (old, new))
        yield Deviation(addresses.versions(old), f"“{old.slug}” was {was} and is {found}.")
    entries = {str(entry.revision.id): entry for entry in after.entries}
    for entry in before.entries:
        name = str(entry.revision.id)
        if name not in entries:
            message = f"The revision {name} is gone; the earlier download has it."
            yield Deviation(source_path(old.place, name), message)
        else:
            yield from _source(entry, entries[name])
    yield from _records(old, new)


def _source(old: PublishedRevision, new: PublishedRevision) -> Iterator[Deviation]:
    path = source_path(new.policy.place, str(new.revision.id))
    expected = mended(old.revision.sha256, ((each.was, each.now) for each in new.errata))
    if expected != new.revision.sha256:
        yield Deviation(path, f"It was published with the SHA-256 {expected}; no erratum says why it is another one.")
    for name in ("published", "effective"):
        was, now = getattr(old.revision, name), getattr(new.revision, name)
        if was != now:
            yield Deviation(path, f"“{name}” was {was} and is {now}.")
    if _ORDER.index(new.state) < _ORDER.index(old.state):
        yield Deviation(path, f"It was {old.state} and is {new.state}: this site is older than the earlier download.")
    before, after = (each.previous.id if each.previous else None for each in (old, new))
    # An erratum without a former hash records that a revision was found and put in later.
    is_explained = new.before is not None and any(not erratum.was for erratum in new.before.errata)
    if before != after and not is_explained:
        yield Deviation(path, f"The revision before it was {before or 'none'} and is {after or 'none'}.")


def _records(old: Policy, new: Policy) -> Iterator[Deviation]:
    """Errata and editor's notes are records too: none may go or change."""
    for each in old.errata:
        if each not in new.errata:
            yield Deviation(ADDRESS, f"The erratum of {each.day} on {old.slug}/{each.revision} is gone or changed.")
    for note in old.annotations:
        if note not in new.annotations:
            yield Deviation(ADDRESS, f"The note of {note.dated} on {old.slug}/{note.revision} is gone or changed.")


def _pages(
    earlier: Site, now: Site, before: PolicyEdition, after: PolicyEdition, notes: list[str]
) -> Iterator[Deviation]:
    """The bodies of permanent pages: each difference must follow from something that came later."""
    entries = {str(entry.revision.id): entry for entry in after.entries}
    for old in before.entries:
        new = entries.get(str(old.revision.id))
        if new is None:
            continue
        for address in _permanent(old):
            was, found = earlier.by_address[address], now.by_address.get(address)
            if found is None:
                yield Deviation(path_of(address), "This page is gone; the earlier download has it.")
            elif was.html != found.html:
                if reasons := [*_reasons(earlier, now, old, new), *_of_the_policy(before, after)]:
                    notes.append(f"/{address} differs from the earlier download: {', '.join(reasons)}.")
                else:
                    difference = first_difference(was.html.encode(), found.html.encode())
                    yield Deviation(path_of(address), f"It differs from the earlier download. {difference}")


def _permanent(entry: PublishedRevision) -> Iterator[str]:
    yield addresses.revision(entry.policy, entry.revision)
    if entry.previous:
        yield addresses.changes(entry.policy, entry.revision)
        yield addresses.side_by_side(entry.policy, entry.revision)


def _reasons(earlier: Site, now: Site, old: PublishedRevision, new: PublishedRevision) -> Iterator[str]:
    """What may have changed the pages of a revision after it was published."""
    if old.state != new.state:
        yield f"the revision was {old.state} and is {new.state}"
    if old.following != new.following:
        yield f"a later revision follows, {new.following.id}" if new.following else "no later revision follows"
    if len(new.errata) > len(old.errata):
        yield "an erratum was recorded"
    if earlier.edition.base != now.edition.base:
        yield f"the site moved from {earlier.edition.base or 'an unknown address'}"
    paths = (source_path(each.policy.place, str(each.revision.id)) for each in (old, new))
    was, found = (
        (site.provenance.commits.get(path), site.provenance.missing)
        for site, path in zip((earlier, now), paths, strict=True)
    )
    if was != found:
        yield "its commits are shown otherwise"


def _of_the_policy(before: PolicyEdition, after: PolicyEdition) -> Iterator[str]:
    """What may have changed any page of the policy."""
    was, found = (each.in_force.revision.id if each.in_force else None for each in (before, after))
    if was != found:
        yield f"{found or 'none'} is in force instead of {was or 'none'}"
    if before.policy.withdrawn != after.policy.withdrawn:
        yield f"the policy ends on {after.policy.withdrawn}" if after.policy.withdrawn else "the policy does not end"
    if len(after.policy.annotations) > len(before.policy.annotations):
        yield "an editor’s note was added"


def _storage(earlier: Site, now: Site) -> Iterator[Deviation]:
    """The list of what the site stores keeps its own history: rows end, and do not go."""
    old, new = earlier.inventory, now.inventory
    if new.checked < old.checked:
        yield Deviation(addresses.STORAGE, f"“checked” was {old.checked} and is {new.checked}, an earlier day.")
    entries = {(each.name, each.where) for each in (*new.entries, *new.former_entries)}
    hosts = {each.host for each in (*new.requests, *new.former_requests)}
    for entry in (*old.entries, *old.former_entries):
        if (entry.name, entry.where) not in entries:
            yield Deviation(
                addresses.STORAGE, f"“{entry.name}” ({entry.where}) is gone without a day on which it ended."
            )
    for request in (*old.requests, *old.former_requests):
        if request.host not in hosts:
            yield Deviation(addresses.STORAGE, f"“{request.host}” is gone without a day on which it ended.")
