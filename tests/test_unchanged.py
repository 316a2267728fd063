"""A build of what was built before makes nothing, and only where nothing could come out otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from mkdocs_policy_versions.unchanged import Inputs
from policy_files import write_files, write_policy
from policy_history.site_audit.sums import SUMS, is_whole, write_sums

CONFIGURATION = """\
site_name: Policies
theme: {name: material, font: false, custom_dir: theme}
plugins:
  - search
  - policy-versions
markdown_extensions:
  - toc: {permalink: true}
  - pymdownx.superfences:
      custom_fences:
        - name: chart
          class: chart
          format: !!python/name:pymdownx.superfences.fence_code_format
exclude_docs: "*.draft"
extra: {contact: !ENV [POLICY_CONTACT, none]}
"""
OWN_EXTENSION = """\
from markdown import Extension

class makeExtension(Extension):
    def extendMarkdown(self, md): pass
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"mkdocs.yml": CONFIGURATION, "docs/index.md": "# Home\n", "theme/main.html": '{% extends "base.html" %}'}
    folder = write_policy(write_files(tmp_path / "folder", files), "2026-01-01", "2026-02-01")
    return write_files(folder, {"policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n"})


def named(folder: Path, **given: Any) -> str:
    """The name of all that the site in that folder is made from."""
    config = load_config(str(folder / "mkdocs.yml"), **given)
    inputs = Inputs(config, config.plugins["policy-versions"].config)  # type: ignore[arg-type]
    return inputs.name()


def set_in(file: str, text: str) -> Callable[[Path], object]:
    return lambda folder: write_files(folder, {file: text})


def configured(old: str, new: str) -> Callable[[Path], object]:
    assert old in CONFIGURATION
    return set_in("mkdocs.yml", CONFIGURATION.replace(old, new))


def committed(folder: Path) -> None:
    for command in (["init"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-ma"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


def test_the_same_files_have_the_same_name_whenever_they_were_written(site: Path) -> None:
    before = named(site)
    assert before
    for path in site.rglob("*.md"):
        os.utime(path, (0, 0))
    assert named(site) == before


@pytest.mark.parametrize(
    "change",
    [
        set_in("docs/index.md", "# Home!\n"),
        set_in("docs/picture.svg", "<svg/>"),
        set_in("docs/.well-known/name", "x"),
        set_in("policy_versions/privacy/2026-02-01.md", "x"),
        set_in("policy_versions/privacy/2026-03-01.md", "x"),
        set_in("policy_versions/privacy/policy.yml", "title: Other\n"),
        set_in("policy_versions/storage.yml", "entries: []\n"),
        set_in("policy_versions/published.lock", "x"),
        set_in("theme/main.html", "x"),
        set_in("theme/.icons/own.svg", "<svg/>"),
        lambda folder: (folder / "docs/index.md").rename(folder / "docs/other.md"),
        lambda folder: (folder / "policy_versions/privacy/2026-01-01.md").unlink(),
        committed,
        configured("Policies", "The policies"),
        configured("permalink: true", "permalink: false"),
        configured("- policy-versions", "- policy-versions: {plain_pages: false}"),
        configured("- policy-versions", "- policy-versions: {forms: {settings: mkdocs.yml}}"),
        configured("*.draft", "*.drafts"),
    ],
)
def test_whatever_changes_gives_another_name(site: Path, change: Callable[[Path], object]) -> None:
    before = named(site)
    change(site)
    after = named(site)
    assert after and after != before


def test_the_day_the_command_line_and_the_environment_are_in_the_name(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [named(site), named(site, strict=True), named(site, site_dir=str(site / "other"))]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    names.append(named(site))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1767225600 + 86_400))
    names.append(named(site))
    monkeypatch.setenv("POLICY_CONTACT", "us@example.org")
    names.append(named(site))
    monkeypatch.setenv("POLICY_FORM_ENDPOINT", "https://forms.example.org/")
    names.append(named(site))
    assert all(names) and len(set(names)) == len(names)


@pytest.mark.parametrize(
    "change",
    [
        configured("- search", "- tags"),
        configured("- policy-versions", "- policy-versions: {pdf: true}"),
        configured("exclude_docs:", "hooks: [hook.py]\nexclude_docs:"),
        configured("- toc: {permalink: true}", "- pymdownx.snippets"),
        configured("- toc: {permalink: true}", "- own_extension"),
        configured("- toc: {permalink: true}", "- pymdownx.emoji: {options: {custom_icons: [icons]}}"),
        configured("pymdownx.superfences.fence_code_format", "os.path.join"),
        set_in("theme/partials/footer.html", "{{ build_date_utc }}"),
        lambda folder: (folder / "docs/gone.md").symlink_to(folder / "nowhere"),
        lambda folder: os.mkfifo(folder / "docs/pipe"),
    ],
)
def test_what_could_answer_otherwise_has_no_name(site: Path, change: Callable[[Path], object]) -> None:
    change(site)
    write_files(site, {"hook.py": "", "own_extension.py": OWN_EXTENSION})
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        assert named(site) == ""


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, str]:
    folder = write_files(tmp_path / "site", {"index.html": "a", "a/index.html": "b", ".well-known/gpc.json": "{}"})
    write_sums(folder)
    return folder, sha256((folder / SUMS).read_bytes()).hexdigest()


def test_a_site_is_whole_with_what_builds_leave_in_it(published: tuple[Path, str]) -> None:
    assert is_whole(*published)
    write_files(published[0], {".nojekyll": "", ".git/config": "x", ".well-known/other": "x"})
    (published[0] / ".git/refs").mkdir()
    assert is_whole(*published)


def linked(folder: Path, path: str) -> None:
    (folder / path).rename(folder.parent / "elsewhere")
    (folder / path).symlink_to(folder.parent / "elsewhere")


@pytest.mark.parametrize(
    "spoil",
    [
        set_in("index.html", "b"),
        set_in("a/index.html", ""),
        set_in(".well-known/gpc.json", "[]"),
        set_in("more.html", "a"),
        set_in("a/.more", "a"),
        set_in(SUMS, ""),
        lambda folder: (folder / "a/index.html").unlink(),
        lambda folder: (folder / ".well-known/gpc.json").unlink(),
        lambda folder: (folder / SUMS).unlink(),
        lambda folder: (folder / "empty").mkdir(),
        lambda folder: linked(folder, "index.html"),
        lambda folder: linked(folder, "a"),
        lambda folder: (folder / "link").symlink_to(folder / "a"),
        shutil.rmtree,
    ],
)
def test_a_site_that_somebody_changed_is_not_whole(
    published: tuple[Path, str], spoil: Callable[[Path], object]
) -> None:
    spoil(published[0])
    assert not is_whole(*published)


def test_a_list_of_other_files_is_not_the_one_that_was_published(published: tuple[Path, str]) -> None:
    folder, sums = published
    write_files(folder, {"index.html": "b"})
    write_sums(folder)
    assert not is_whole(folder, sums)
