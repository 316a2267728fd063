"""The editor's own page, its configuration and its script, as files of one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .configuration import CannotConfigure, written

FOLDER = "admin"
"""Where the editor stands on the site."""

SCRIPT = "editor.js"
_LARGEST = 20_000_000
_HOSTS = {
    "github": ("https://api.github.com", "https://github.com", "https://www.githubstatus.com"),
    "gitlab": ("https://gitlab.com", "https://status.gitlab.com"),
}
_TEMPLATES = Environment(
    loader=PackageLoader("policy_history.editor"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor's files by their paths in its folder, and the kind of host its repository lies at; none when off."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    backend: str = ""


def editor(settings: dict[str, Any], script: Path) -> Editor:
    """The editor with that configuration. ``script`` is Sveltia's or Decap's one file, on this machine.

    The page runs that script and no other, from its own folder, and talks to the repository's host alone.
    CannotConfigure when the script cannot be read.
    """
    backend = settings["backend"]["name"]
    content = _read(script)
    files = {"index.html": page_for(backend), "config.yml": written(settings).encode(), SCRIPT: content}
    return Editor(files, backend)


def page_for(backend: str) -> bytes:
    """The page that runs the editor's script; the same for every site whose repository lies at that host."""
    policy = content_security(backend)
    return _TEMPLATES.get_template("editor.html").render(policy=policy, script=SCRIPT).encode()


def content_security(backend: str) -> str:
    """The content security policy of the editor's page: wider than that of the pages it edits, and for it alone."""
    hosts = " ".join(_HOSTS[backend])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        f"img-src 'self' data: blob: https:; connect-src 'self' blob: {hosts}; worker-src 'self' blob:; "
        "form-action 'none'; base-uri 'none'"
    )


def _read(script: Path) -> bytes:
    try:
        content = script.read_bytes()
    except OSError as error:
        raise CannotConfigure(
            f"{script}: {error.strerror or error}. Name the file of the editor's script: of the npm package "
            "@sveltia/cms it is dist/sveltia-cms.js."
        ) from None
    if not content.strip() or len(content) > _LARGEST or content.lstrip()[:1] == b"<":
        raise CannotConfigure(f"{script} is no script. Of the npm package @sveltia/cms it is dist/sveltia-cms.js.")
    return content
