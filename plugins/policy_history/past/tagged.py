"""Commits that only a tag keeps: versions of a repository that was begun anew, or whose history was rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..source.repository import Repository
from .main_line import Commit, commits_called

_FORM = "%(refname:short)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"


def tags_beside(repository: Repository) -> dict[str, str]:
    """The names of those commits, each with that of its tag; of several tags the first. Raises GitRefused."""
    output = repository.text("for-each-ref", "--no-merged", "HEAD", f"--format={_FORM}", "refs/tags")
    found: dict[str, str] = {}
    for line in filter(None, output.split("\n")):
        tag, kind, name, kind_within, name_within = line.split("\0")
        commit = name if kind == "commit" else name_within if kind_within == "commit" else ""
        if commit:
            found.setdefault(commit, tag)
    return found


def with_commits(repository: Repository, line: Sequence[Commit], names: Iterable[str]) -> list[Commit]:
    """The line with these commits, each before the first that came in later. Raises GitRefused."""
    whole = list(line)
    for each in sorted(commits_called(repository, names), key=lambda commit: commit.came_in):
        later = (at for at, other in enumerate(whole) if other.came_in > each.came_in)
        whole.insert(next(later, len(whole)), each)
    return whole
