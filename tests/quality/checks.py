"""What a check is: a name, what it looked at, and what it found wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser


@dataclass(frozen=True)
class Check:
    """The outcome of one check. ``looked_at`` says on what it ran; without faults it is met."""

    name: str
    looked_at: str
    faults: tuple[str, ...] = ()
    missing: str = ""
    day: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    @classmethod
    def of(cls, name: str, looked_at: str, faults: Iterable[str]) -> Check:
        return cls(name, looked_at, tuple(faults))

    @property
    def is_met(self) -> bool:
        return not self.faults and not self.missing

    @property
    def outcome(self) -> str:
        """The result in a few words."""
        if self.missing:
            return f"not run: {self.missing}"
        return "0 faults" if not self.faults else f"{len(self.faults)} faults"


@dataclass(frozen=True)
class Served:
    """A built site and where it is served. ``kinds`` are the addresses of one page of each kind."""

    name: str
    folder: Path
    address: str
    kinds: tuple[str, ...]

    @property
    def files(self) -> list[Path]:
        """Every page."""
        return sorted(self.folder.rglob("*.html"))

    @property
    def addresses(self) -> list[str]:
        """Where they stand, from the root of the site."""
        return [file.relative_to(self.folder).as_posix().removesuffix("index.html") for file in self.files]


@dataclass(frozen=True)
class Surroundings:
    """What the checks work with: sites, a browser, and the folder of the tools that come from npm."""

    sites: Sequence[Served]
    browser: Browser
    browser_path: str
    tools: Path
    scratch: Path

    @property
    def pages(self) -> list[tuple[Served, str]]:
        """A page of each kind, on each site."""
        return [(site, address) for site in self.sites for address in site.kinds]
