"""A site of others with our plugin and one neighbour: built, checked, and held against the one without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guest_policies import POLICIES

from building import change, contents, environment

from .neighbour import Neighbour

_DAY = "2026-06-15"
_PAGES = {
    "docs/index.md": "# Quay Tools\n\nSee the [policy](privacy/index.md).\n",
    "docs/about/team.md": "# Team\n\nPeople.\n",
} | POLICIES
_OURS = """  - policy-versions:
      plain_pages: {plain}
      forms: {{endpoint: "https://forms.quay.example/requests", confirmation: legal/sent/, policy: privacy}}
"""


@dataclass(frozen=True)
class Outcome:
    """What came of a build: its exit status, what it said, the files of the site, what ``policy check-site`` said."""

    status: int
    said: str
    files: Mapping[str, bytes]
    checked: str


def outcome(neighbour: Neighbour, python: Path, folder: Path, *, after: bool = False) -> Outcome:
    """Build that site below ``folder`` and check it."""
    change(folder, _PAGES)
    _commit(folder)  # the same in every site: pages say in which commit a revision came
    change(folder, {"mkdocs.yml": configuration(neighbour, after=after), **neighbour.files})
    built = run([str(python), "-m", neighbour.generator, "build", "--strict"], folder)
    if built.returncode:
        return Outcome(built.returncode, built.stdout, {}, "")
    if neighbour.is_inlaid:
        built = _policy(python, folder, "publish", "--inlay", "site", "--address", "https://docs.quay.example/manual/")
    checked = _policy(python, folder, "check-site", "site")
    return Outcome(
        built.returncode, built.stdout, contents(folder / "site"), checked.stdout if checked.returncode else ""
    )


def configuration(neighbour: Neighbour, *, after: bool) -> str:
    """The mkdocs.yml of the site."""
    ours = "" if neighbour.is_inlaid else _OURS.format(plain=str(neighbour.plain).lower())
    plugins: Sequence[str] = (ours, neighbour.plugins) if after else (neighbour.plugins, ours)
    return (
        f"site_name: Quay Tools\nsite_url: https://docs.quay.example/manual/\ntheme:\n  name: {neighbour.theme}\n"
        f"{neighbour.theme_more}"
        f"plugins:\n  - search\n{''.join(plugins)}{neighbour.more}"
    )


def _policy(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run([str(python.with_name("policy")), *arguments], folder)


def _commit(folder: Path) -> None:
    """Make a repository of the folder, for the neighbours that ask git."""
    name = ["-c", "user.name=Quay", "-c", "user.email=desk@quay.example"]
    run(["git", "init", "--quiet", "--initial-branch", "main"], folder)
    run(["git", "add", "--all"], folder)
    run(["git", *name, "commit", "--quiet", "--message", "Begin"], folder)


def run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in that folder, on the day of the tests."""
    moment = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{_DAY}T12:00:00Z")
    beside = f"{Path(shutil.which(command[0]) or command[0]).parent}{os.pathsep}{os.environ['PATH']}"  # mike calls the generator by its name
    variables = environment(_DAY, PATH=beside, DISABLE_MKDOCS_2_WARNING="true", PYTHONPATH="", **moment)
    return subprocess.run(
        ["nice", *command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
