"""A downloaded site, opened: its settings file read, its sources held to it, and the site made again from both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from ..built.site import BuiltSite
from ..problems import ProblemsFound
from ..publish.generated import Generated
from ..publish.remaking import remade, source_path
from ..publish.site import Site
from ..publish.site_settings import ADDRESS, SiteSettings
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
        opened.site  # noqa: B018 - what cannot be made is told here
        return opened

    @cached_property
    def site(self) -> Site:
        """The site, made again without the policies that are lacking."""
        sources = dict(self._sources())
        kept = [policy for policy in self.settings.policies if policy.slug not in self.lacking]
        try:
            return remade(self.settings.model_copy(update={"policies": tuple(kept)}), sources)
        except (ProblemsFound, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            sentence = (str(error).splitlines() or [type(error).__name__])[0]
            raise Deviates(ADDRESS, f"From this file and the sources no site can be made: {sentence}") from None

    @cached_property
    def generated(self) -> Generated:
        """Its generated files."""
        return Generated(self.site, self.settings, BuiltSite(self.files.folder), is_whole=self.is_complete)

    @cached_property
    def is_complete(self) -> bool:
        """Whether everything is there that the site was made from and that nobody can make again."""
        by_hand = (page.path for page in self.settings.pages)
        return not self.lacking and all(self.files.find(path) for path in (*by_hand, *self.settings.others))

    def made(self) -> dict[str, bytes]:
        """The files that can be made whole. Where policies are lacking, those of the others and what all share."""
        made = self.generated.files()
        if not self.lacking:
            return made
        known = _SHARED | {policy.policy.slug for policy in self.site.edition.policies}
        return {path: content for path, content in made.items() if path.partition("/")[0] in known}

    def fragments(self) -> Sequence[tuple[str, bytes]]:
        """Parts of pages that can be made. What stands in hand-written pages may need every policy."""
        by_hand = {page.path for page in self.settings.pages} if self.lacking else set()
        return [(path, part) for path, part in self.generated.fragments() if path not in by_hand]

    def _sources(self) -> Iterator[tuple[str, bytes]]:
        """The sources that have the hash they should have; no other can bear witness."""
        for policy in self.settings.policies:
            for revision in policy.revisions:
                path = source_path(policy.slug, revision.id)
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
