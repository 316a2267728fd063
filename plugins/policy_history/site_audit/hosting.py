"""How a site is to be hosted: the settings that its headers, its pages' policies and its host's files follow from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .well_known import WellKnown, read_well_known


@dataclass(frozen=True, slots=True)
class Hosting:
    """``site_url`` is the site's own address; ``content_security`` whether pages get a policy.

    ``is_strict`` is whether all pages of the site are held to the rules of what may stand on them; otherwise those are
    that show a policy or a form of ours, and the rest of the site is let be.
    """

    site_url: str
    content_security: bool
    well_known: WellKnown
    is_strict: bool = True

    @classmethod
    def read(cls, site_url: str, options: Mapping[str, Any]) -> Hosting:
        """From ``content_security``, ``security``, ``gpc``, ``strict``; ValueError with the remedy for a wrong one."""
        well_known = read_well_known(options.get("security") or {}, options.get("gpc") or {}, site_url)
        is_strict = options.get("strict", True)
        return cls(site_url, bool(options.get("content_security", True)), well_known, bool(is_strict))

    @property
    def path(self) -> str:
        """The path of the site on its host, from its first to its last slash."""
        return self.well_known.site_path
