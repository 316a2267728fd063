"""A downloaded site, opened: its settings file read, its sources held to it, and the site made again from both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain

from jinja2 import TemplateError

from ..problems import ProblemsFound
from ..publish.altered_pages import odd_frames
from ..publish.generated import Generated
from ..publish.rebuilding import rebuilt
from ..publish.rebuilt_policy import source_path
from ..publish.site import Site
from ..publish.site_settings import ADDRESS, PolicyData, SiteSettings
from ..site_audit.site import BuiltSite
from ..site_audit.sums import listed
from .site_files import Deviates, Deviation, SiteFiles

_SHARED = frozenset({"schemas", "stylesheets", "javascripts"})


@dataclass
class Opened:
    """A site from its settings file and its sources.

    ``faults`` says what is wrong with the sources; ``lacking`` names policies that cannot be made again for it.
    """

    files: SiteFiles
    settings: SiteSettings
    faults: list[Deviation] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, files: SiteFiles) -> Opened:
        """The site in that folder. Deviates when it has no settings file, or one from which nothing can be made."""
        try:
            settings = SiteSettings.read(files.read(ADDRESS))
        except ValueError as error:
            raise Deviates(ADDRESS, str(error)) from None
        opened = cls(files, settings)
        _ = opened.site  # what cannot be made is told here
        return opened

    @cached_property
    def site(self) -> Site:
        """The site, made again without the policies that are lacking."""
        sources = dict(self._sources())
        kept = [policy for policy in self.settings.policies if policy.slug not in self.lacking]
        with _told():
            return rebuilt(self.settings.model_copy(update={"policies": tuple(kept)}), sources)

    @cached_property
    def generated(self) -> Generated:
        """Its generated files."""
        return Generated(
            self.site, self.settings, BuiltSite(self.files.folder, others=self.is_others), is_whole=self.is_complete
        )

    def is_others(self, path: str) -> bool:
        """Whether a file belongs to the site of others in which the policies are laid: it is nowhere among them."""
        is_shared = path.partition("/")[0] in _SHARED
        return self.settings.inlay and not (is_shared or self.policy_of(path) or path in self._listed)

    def policy_of(self, path: str) -> PolicyData | None:
        """The policy in whose folder a file stands."""
        return next((each for each in self.settings.policies if path.startswith(f"{each.place}/")), None)

    @cached_property
    def _listed(self) -> frozenset[str]:
        return listed(self.files.folder)

    @cached_property
    def is_complete(self) -> bool:
        """Whether everything is there that the site was made from and that nobody can make again."""
        by_hand = (page.path for page in self.settings.pages)
        return not self.lacking and all(self.files.find(path) for path in (*by_hand, *self.settings.others))

    def made(self) -> Iterator[tuple[str, bytes]]:
        """The files that can be made whole, one at a time. Where policies are lacking, those of the others and what
        all share. Deviates when one cannot be made.
        """
        made = {policy.policy.slug for policy in self.site.edition.policies}
        with _told():
            for path, content in chain([(ADDRESS, self.settings.written())], self.generated.files()):
                policy = self.policy_of(path)
                is_shared = path.partition("/")[0] in _SHARED
                if not self.lacking or is_shared or (policy and policy.slug in made):
                    yield path, content

    @cached_property
    def bodies(self) -> dict[str, bytes]:
        """The bodies of the engine's pages that cannot be made whole, by their paths."""
        with _told():
            return self.generated.bodies()

    def fragments(self) -> Iterator[tuple[str, bytes]]:
        """What the engine puts into hand-written pages: their paths, and parts of them. Each may need every policy."""
        for page in self.settings.pages if not self.lacking else ():
            unchanged = (each for each in page.directives if each not in page.changed)
            yield from ((page.path, self.generated.fragment(page, *each)) for each in unchanged)

    def odd_frames(self) -> Iterator[tuple[str, str]]:
        """What stands around one body and not around others, where the theme's frame is not ours to make."""
        if not self.lacking and (self.is_complete or not self.settings.plain_pages):
            yield from odd_frames(self.site, self.settings, self.generated.built, self.bodies)

    def _sources(self) -> Iterator[tuple[str, bytes]]:
        """The sources that have the hash they should have; no other can bear witness."""
        for policy in self.settings.policies:
            for revision in policy.revisions:
                path = source_path(policy.place, revision.id)
                try:
                    source = self.files.read(path)
                except Deviates as found:
                    self.faults.append(found.deviation)
                    self.lacking.add(policy.slug)
                    continue
                digest = sha256(source).hexdigest()
                if digest == revision.sha256:
                    yield path, source
                else:
                    message = f"Its SHA-256 is {digest}, /{ADDRESS} says {revision.sha256}."
                    self.faults.append(Deviation(path, message))
                    self.lacking.add(policy.slug)


@contextmanager
def _told() -> Iterator[None]:
    """Settings that no build writes can be wrong in any way; what cannot be made of them becomes a deviation."""
    try:
        yield
    except (ProblemsFound, ValueError, KeyError, TypeError, AttributeError, RecursionError, TemplateError) as error:
        sentence = (str(error).splitlines() or [type(error).__name__])[0]
        raise Deviates(ADDRESS, f"From this file and the sources no site can be made: {sentence}") from None
