"""How a site is to be hosted: the settings that its headers, its pages' policies and its host's files follow from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .well_known import WellKnown, read_well_known


@dataclass(frozen=True, slots=True)
class Hosting:
    """``site_url`` is the site's own address; ``content_security`` whether its pages get a policy."""

    site_url: str
    content_security: bool
    well_known: WellKnown

    @classmethod
    def read(cls, site_url: str, options: Mapping[str, Any]) -> Hosting:
        """From ``content_security``, ``security`` and ``gpc``; ValueError with the remedy for a wrong one."""
        well_known = read_well_known(options.get("security") or {}, options.get("gpc") or {}, site_url)
        return cls(site_url, bool(options.get("content_security", True)), well_known)

    @property
    def path(self) -> str:
        """The path of the site on its host, from its first to its last slash."""
        return self.well_known.site_path
