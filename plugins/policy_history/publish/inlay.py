"""The pages and files of the policies by themselves, laid into a site that another generator makes.

They stand in the plain frame and ask for nothing outside of what is laid in. Nothing of the other site is changed: a
file of it that stands where one of ours belongs is a problem, and then nothing is written.
"""

from __future__ import annotations

from pathlib import Path

from ..cache.store import NOTHING, Store
from ..problems import Problem, ProblemsFound
from ..site_audit.frames import Frames
from ..site_audit.site import BuiltSite
from ..site_audit.staging import Outcome, Staging
from ..site_audit.sums import SUMS, listed
from . import addresses
from .addresses import path_of
from .finishing import finish
from .frame import Frame
from .generated import framed_page
from .page import Asset
from .page_writer import PageWriter
from .rebuild_check import rebuilt_site
from .scripts import scripts
from .security import held_pages
from .settings_file import settings_of
from .site import Site
from .site_settings import ADDRESS, FrameSettings, NavigationEntry
from .theme import stylesheet

RULE = "taken"


def lay_in(site: Site, target: Path, name: str, store: Store = NOTHING) -> Outcome:
    """Write the pages and files of the policies into the folder ``target``, which is the root of a built site.

    ``name`` is what the pages call that site; they lead back to its home page. What a former call wrote there is
    replaced, and removed where it is no longer published. Raises ProblemsFound, with every place that is taken.
    """
    sheet = stylesheet(plain_pages=True)
    described = settings_of(site, _frame(site, name, sheet), (), plain_pages=True, is_inlay=True)
    again = rebuilt_site(site, described)
    staging = Staging(target)
    try:
        frames = Frames(scripts=frozenset(scripts()), root=site.hosting.path)
        built = BuiltSite(staging.folder, frames=frames, before=staging.site)
        for asset in (*site.assets, sheet):
            built.put(asset.address, asset.content)
        writer = PageWriter(site, built, store, held_pages(again, described))
        frame = Frame(described.frame, described.base)
        for page in again.pages:
            framed = frame.page(framed_page(again, described, page, page.html))
            writer.write(path_of(page.address), again.with_head(framed, page.address), can_be_made_again=True)
        for path in writer.asked_for:
            built.put(path, scripts()[path])
        finish(site, again, described, writer)
        if taken := _taken(target, built):
            raise ProblemsFound(taken)
        return staging.lay_in(built.standing)
    finally:
        staging.discard()


def _frame(site: Site, name: str, sheet: Asset) -> FrameSettings:
    policies = [policy.policy for policy in site.edition.policies if not policy.withdrawn]
    return FrameSettings(
        name=name,
        description="",
        language="en",
        favicon="",
        copyright="",
        preview=False,
        stylesheets=(sheet.address,),
        scripts=(),
        navigation=tuple(
            NavigationEntry(title=each.title, url=addresses.in_force(each), language=each.language) for each in policies
        ),
    )


def _taken(target: Path, built: BuiltSite) -> list[Problem]:
    """The places where another file stands than a former call has written."""
    ours = listed(target)
    others = [SUMS] if ADDRESS not in ours else []  # the list of hashes is ours where it names our settings
    candidates = (path for path in (*built.files, *others) if path not in ours and path not in built.standing)
    found = dict.fromkeys(place for path in candidates if (place := _in_the_way(target, path)))
    message = "This stands where a policy is published. Move it, or give the policies a place of their own."
    return [Problem(str(place), 1, 1, RULE, message) for place in found]


def _in_the_way(target: Path, path: str) -> Path | None:
    """What stands there, or on the way and is no folder: nothing is written through a link."""
    place = target / path
    above = [target / each for each in reversed(place.relative_to(target).parents[:-1])]
    found = (each for each in above if each.is_symlink() or each.is_file())
    return next(found, place if place.exists() or place.is_symlink() else None)
