"""What a site is told besides its policies: the options of mkdocs.yml, or those of a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from ..site_audit.hosting import Hosting
from .ready_made import DEFAULT, ReadyMade
from .selection import ALL, Selection

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FORMS: Mapping[str, Any] = MappingProxyType({"endpoint": "", "policy": "", "confirmation": "", "other_ways": ()})


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The options of one site. Paths are seen from the folder of mkdocs.yml.

    ``folder`` is that of the policies, ``storage`` the file with the storage inventory; ``site_url`` is the site's own
    address, empty where it is not known. ``forms`` are the options of the forms, ``environment`` the variables that may
    replace them. ``today`` stands for the publisher's day in ``timezone``. ``printed`` is whether there are PDF files,
    ``editor`` the options of the browser editor, ``selection`` which policies are the site's.
    """

    folder: str = "policy_versions"
    storage: str = "policy_versions/storage.yml"
    timezone: str = "UTC"
    site_url: str = ""
    hosting: Hosting = field(default_factory=lambda: Hosting.read("", {}))
    forms: Mapping[str, Any] = field(default_factory=lambda: _NO_FORMS)
    environment: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    today: date | None = None
    printed: bool = False
    editor: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    ready_made: ReadyMade = DEFAULT
    selection: Selection = ALL
