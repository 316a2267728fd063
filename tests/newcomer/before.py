"""The folders that newcomers have before they begin, and what they write by hand."""

from __future__ import annotations

import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

from building import change, environment

_MATERIAL = """site_name: Quay Tools
site_url: https://docs.quay.example/manual/
theme:
  name: material
  features: [navigation.tabs, navigation.instant, search.suggest]
  palette:
    - scheme: default
      toggle: {icon: material/weather-night, name: Dark}
    - scheme: slate
      toggle: {icon: material/weather-sunny, name: Light}
plugins:
  - search
  - awesome-nav
  - redirects:
      redirect_maps:
        old/guide.md: guide/page-1.md
  - git-revision-date-localized:
      enable_creation_date: true
"""
_CLAUSES = ("What we collect", "Why we use it", "Who receives it", "How long we keep it", "What you can ask")
_MARK = re.compile(r"\[insert [^\]]*\]")


def material_site(folder: Path) -> None:
    """A site of 12 pages in a repository."""
    pages = {f"docs/guide/page-{number}.md": f"# Page {number}\n\nHow to, part {number}.\n" for number in range(1, 11)}
    pages |= {"docs/index.md": "# Quay Tools\n\nTools.\n", "docs/about.md": "# About\n\nUs.\n"}
    navigation = "nav:\n  - index.md\n  - Guide: guide\n  - about.md\n"
    change(folder / "site", {"mkdocs.yml": _MATERIAL, "docs/.nav.yml": navigation, ".gitignore": "/site/\n", **pages})
    _git(folder / "site", "2026-02-01", "init", "--quiet", "--initial-branch", "main")
    _commit(folder / "site", "2026-02-01", "Begin")


def forty_commits(folder: Path) -> None:
    """The repository of an old web site, in which each of 40 commits changes the policy; and an empty folder beside."""
    old = folder / "old-site"
    for number in range(40):
        day = date(2024, 1, 10) + timedelta(days=30 * number) if number < 30 else date(2026, 5, number - 29)
        clauses = (f"## {title}\n\n{_sentence(title, (number - turn) // 5)}\n" for turn, title in enumerate(_CLAUSES))
        change(old, {"legal/privacy.md": "# Privacy Policy\n\n" + "\n".join(clauses)})
        if not number:
            _git(old, str(day), "init", "--quiet", "--initial-branch", "main")
        _commit(old, str(day), f"Change the policy, {number}")


def _sentence(title: str, number: int) -> str:
    """What a clause says; ``number`` counts its changes, of which each commit makes one."""
    return f"{title}: as agreed in part {number + 2}, for {number + 12} months, and no longer."


def filled_in(folder: Path) -> None:
    """Fill in every mark, give the site its address, and date the first text 1 June 2026."""
    policies = folder / "policy_versions"
    [draft] = (policies / "privacy").glob("*.md")
    draft.rename(draft.with_name("2026-06-01.md"))
    for path in (
        folder / "mkdocs.yml",
        *folder.rglob("docs/**/*.md"),
        *policies.rglob("*.yml"),
        *policies.rglob("*.md"),
    ):
        text = _MARK.sub("as agreed with Quay Ltd", path.read_text("utf-8"))
        text = text.replace("https://insert-your-address.example/", "https://policies.quay.example/")
        path.write_text(text.replace(draft.stem, "2026-06-01"), "utf-8")


def navigation_named(folder: Path) -> None:
    """What ``policy init`` asks of a site whose navigation a plugin makes: name the pages there."""
    with (folder / "docs/.nav.yml").open("a", encoding="utf-8") as file:
        file.write("  - Legal: legal\n")


def committed(folder: Path) -> None:
    """Commit what was added: a plugin that dates pages by git doubts those that it does not find there."""
    _commit(folder, "2026-06-10", "Add policies")


def _commit(folder: Path, day: str, message: str) -> None:
    _git(folder, day, "add", "--all")
    _git(folder, day, "-c", "user.name=Quay", "-c", "user.email=desk@quay.example", "commit", "-qm", message)


def _git(folder: Path, day: str, *arguments: str) -> None:
    moment = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
    subprocess.run(["git", *arguments], cwd=folder, env=environment(day, **moment), check=True)
