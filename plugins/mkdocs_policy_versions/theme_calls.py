"""The hosts that scripts of Material call because mkdocs.yml asks for it: no page names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from policy_history.built.content_security import is_declared
from policy_history.built.page_faults import UNDECLARED
from policy_history.problems import Problem, Severity

from .configuration import place_of

_FACTS = {"github.com": "api.github.com", "gitlab.com": "gitlab.com"}
_GOOGLE = ("www.googletagmanager.com", "www.google-analytics.com")


def undeclared_calls(config: MkDocsConfig, inventory: str, hosts: Sequence[str]) -> list[Problem]:
    """What ``hosts``, those of the storage inventory, leave out, at its line in mkdocs.yml: pages with policies
    have a content security policy under which these calls fail.
    """
    return [
        Problem(
            *place_of(Path(config.config_file_path), name),
            UNDECLARED,
            f"{what} makes readers' browsers call {host}, which {inventory} does not list. "
            "Pages with policies prevent it; list the host there under “requests” if they are to call it too.",
            Severity.WARNING,
        )
        for name, what, host in _calls(config)
        if not is_declared(host, hosts)
    ]


def _calls(config: MkDocsConfig) -> Iterator[tuple[str, str, str]]:
    """The setting, what it brings, and the host of each call."""
    if config.theme.name != "material":
        return
    if facts := _FACTS.get(urlsplit(config.repo_url or "").hostname or ""):
        yield "repo_url", "The theme's link to the repository", facts
    analytics = config.extra.get("analytics")
    if isinstance(analytics, dict) and analytics.get("provider") == "google":
        for host in _GOOGLE:
            yield "analytics", "Google Analytics", host
