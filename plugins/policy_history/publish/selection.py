"""Which policies of a folder one site publishes, where on it, in which order, and in whose name: several sites may
share a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..model import Policy
from ..source.names import is_slug
from .site_settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Selection:
    """``base`` is the folder of the site in which the policies stand, with a slash at its end; empty for the root.

    ``groups`` are those whose policies are published, all where there are none. ``publisher`` is who issues them here;
    where it is empty, each has the publisher of its policy.yml. ``first`` are the slugs of those that lists begin with,
    in that order, as the navigation has them; the others follow by their titles.
    """

    base: str = ""
    groups: tuple[str, ...] = ()
    publisher: str = ""
    first: tuple[str, ...] = ()

    @classmethod
    def read(cls, base: str, groups: Iterable[str], publisher: str, navigation: Iterable[str] = ()) -> Selection:
        """The selection in these options; ``navigation`` has the files that lead readers through the site, in order.

        Raises ValueError, with a sentence, for a base that is no folder.
        """
        parts = base.strip("/").split("/") if base.strip("/") else []
        for part in parts:
            if not is_slug(part):
                raise ValueError(f"base is “{base}”. Write a folder in lower-case letters, digits and hyphens: legal/.")
        base = "".join(f"{part}/" for part in parts)
        named = (re.split(r"/|\.md$", file.removeprefix(base))[0] for file in navigation if file.startswith(base))
        return cls(base, tuple(groups), publisher.strip(), tuple(dict.fromkeys(named)))

    @classmethod
    def of_site(cls, settings: SiteSettings) -> Selection:
        """The selection by which a site was made."""
        bases = [policy.base for policy in settings.policies]
        order = tuple(policy.slug for policy in settings.policies)
        return cls(bases[0] if bases else "", settings.groups, settings.publisher, order)

    def of(self, policies: Sequence[Policy]) -> tuple[Policy, ...]:
        """The policies of the site, as lists have them. ValueError, with a sentence, for a group that no policy has."""
        known = sorted({policy.group for policy in policies if policy.group})
        for group in self.groups:
            if group not in known:
                has = f"The groups are: {', '.join(known)}." if known else "No policy.yml names a group."
                raise ValueError(f"groups has “{group}”, and no policy is in it. {has}")
        return tuple(
            replace(policy, base=self.base, publisher=self.publisher or policy.publisher)
            for policy in sorted(policies, key=self._in_lists)
            if not self.groups or policy.group in self.groups
        )

    def _in_lists(self, policy: Policy) -> tuple[int, list[str | int], str]:
        rank = self.first.index(policy.slug) if policy.slug in self.first else len(self.first)
        return rank, _as_sorted(policy.title), policy.slug


def _as_sorted(title: str) -> list[str | int]:
    """A key for titles: without regard to capitals and accents, and numbers by what they are: 9 before 10."""
    letters = (each for each in unicodedata.normalize("NFKD", title) if not unicodedata.combining(each))
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", "".join(letters).casefold())]


ALL = Selection()
"""Every policy of the folder, at the root of the site."""
