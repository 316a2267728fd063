"""Which policies of a folder one site publishes, where on it, and in whose name: several sites may share a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..model import Policy
from ..source.names import is_slug
from .site_settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Selection:
    """``base`` is the folder of the site in which the policies stand, with a slash at its end; empty for the root.

    ``groups`` are those whose policies are published, all where there are none. ``publisher`` is who issues them here;
    where it is empty, each has the publisher of its policy.yml.
    """

    base: str = ""
    groups: tuple[str, ...] = ()
    publisher: str = ""

    @classmethod
    def read(cls, base: str, groups: Iterable[str], publisher: str) -> Selection:
        """The selection in these options. Raises ValueError, with a sentence, for a base that is no folder."""
        parts = base.strip("/").split("/") if base.strip("/") else []
        for part in parts:
            if not is_slug(part):
                raise ValueError(f"base is “{base}”. Write a folder in lower-case letters, digits and hyphens: legal/.")
        return cls("".join(f"{part}/" for part in parts), tuple(groups), publisher.strip())

    @classmethod
    def of_site(cls, settings: SiteSettings) -> Selection:
        """The selection by which a site was made."""
        bases = [policy.base for policy in settings.policies]
        return cls(bases[0] if bases else "", settings.groups, settings.publisher)

    def of(self, policies: Sequence[Policy]) -> tuple[Policy, ...]:
        """The policies of the site. Raises ValueError, with a sentence, for a group that no policy has."""
        known = sorted({policy.group for policy in policies if policy.group})
        for group in self.groups:
            if group not in known:
                has = f"The groups are: {', '.join(known)}." if known else "No policy.yml names a group."
                raise ValueError(f"groups has “{group}”, and no policy is in it. {has}")
        return tuple(
            replace(policy, base=self.base, publisher=self.publisher or policy.publisher)
            for policy in policies
            if not self.groups or policy.group in self.groups
        )


ALL = Selection()
"""Every policy of the folder, at the root of the site."""
