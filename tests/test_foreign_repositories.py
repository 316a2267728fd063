"""A repository that came as a folder, its ``.git`` included: no program that its own configuration names is run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from git_repository import Repository
from policy_files import write_policy
from policy_history.history_import.from_git import texts_from_git
from policy_history.history_import.model import CannotImport
from policy_history.problems import CannotProceed
from policy_history.source.commits import changed_paths, file_at
from policy_history.source.provenance import read_provenance

FILE = "policy_versions/privacy/2020-01-01.md"
PARTIAL = {"core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true"}
SETTINGS = {
    "a monitor of files": {"core.fsmonitor": "PROGRAM"},
    "a filter": {"filter.own.clean": "PROGRAM", "filter.own.required": "true"},
    "a filter that stays": {"filter.own.process": "PROGRAM"},
    "ways to show a difference": {
        "diff.external": "PROGRAM",
        "diff.own.textconv": "PROGRAM",
        "diff.own.command": "PROGRAM",
    },
    "a check of signatures": {"log.showSignature": "true", "gpg.program": "PROGRAM"},
    "other names for commands": {"alias.log": "!PROGRAM", "core.pager": "PROGRAM", "pager.log": "PROGRAM"},
    "the server of a partial clone": {**PARTIAL, "remote.origin.url": "/", "remote.origin.uploadpack": "PROGRAM"},
    "the way to that server": {**PARTIAL, "remote.origin.url": "ssh://a.example/", "core.sshCommand": "PROGRAM"},
    "a protocol of its own": {**PARTIAL, "remote.origin.url": "ext::PROGRAM", "protocol.ext.allow": "always"},
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A policy with a text that differs from what is committed, and another of which git has lost the bytes."""
    repository = Repository(tmp_path / "folder")
    write_policy(repository.folder, "2019-01-01", "2020-01-01")
    repository.commit("2020-01-01", "Both", _gitattributes="*.md filter=own diff=own\n")
    lost = repository.git("rev-parse", "HEAD:policy_versions/privacy/2019-01-01.md").strip()
    (repository.folder / f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    with (repository.folder / FILE).open("a", encoding="utf-8") as file:
        file.write("More.\n")
    return repository


def program(repository: Repository) -> tuple[str, Path]:
    """A program, and the file that is there as soon as it has been run."""
    told = repository.folder.parent / "told"
    path = repository.folder.parent / "program"
    path.write_text(f"#!/bin/sh\n: > {told}\n", "utf-8")
    path.chmod(0o755)
    return str(path), told


def use(repository: Repository) -> None:
    """All that is asked of git."""
    folder = repository.folder
    assert not read_provenance(folder, "policy_versions").missing
    assert FILE in changed_paths(folder, "policy_versions", "HEAD")
    assert len(list(texts_from_git(folder, FILE))) == 1
    lost = FILE.replace("2020", "2019")
    with pytest.raises(CannotImport):
        list(texts_from_git(folder, lost))
    with pytest.raises(CannotProceed):
        file_at(folder, "HEAD", lost)


@pytest.mark.parametrize("name", SETTINGS)
def test_no_program_of_its_configuration_is_run(repository: Repository, name: str) -> None:
    path, told = program(repository)
    lines = ["[include]\n\tpath = ../more\n"]
    for setting, value in SETTINGS[name].items():
        section, _, last = setting.rpartition(".")
        first, _, part = section.partition(".")
        lines.append(
            f"[{first}{f' {chr(34)}{part}{chr(34)}' if part else ''}]\n\t{last} = {value.replace('PROGRAM', path)}\n"
        )
    (repository.folder / "more").write_text("".join(lines[1:]), "utf-8")
    with (repository.folder / ".git/config").open("a", encoding="utf-8") as file:
        file.write(lines[0])
    use(repository)
    assert not told.exists()


def test_nor_one_of_the_configuration_of_a_submodule(repository: Repository) -> None:
    path, told = program(repository)
    inner = repository.folder / "policy_versions/inner"
    Repository(inner).commit("2020-01-01", "Inner", a_txt="a")
    subprocess.run(["git", "-C", str(inner), "config", "core.fsmonitor", path], check=True)
    repository.git("add", "policy_versions/inner")
    told.unlink(missing_ok=True)
    use(repository)
    assert not told.exists()


def replace(repository: Repository, path: str, content: str) -> None:
    """Put another content in the place of that of a file, as the folder's own references say."""
    other = repository.folder.parent / "other"
    other.write_text(content, "utf-8")
    new = repository.git("hash-object", "-w", str(other)).strip()
    repository.git("replace", repository.git("rev-parse", f"HEAD:{path}").strip(), new)


def test_a_file_of_a_commit_is_what_was_committed_whatever_the_folder_puts_in_its_place(tmp_path: Path) -> None:
    """A record of the base branch could be exchanged with it."""
    repository = Repository(tmp_path / "folder")
    repository.commit("2020-01-01", "One", a_txt="committed")
    replace(repository, "a.txt", "exchanged")
    assert repository.git("show", "HEAD:a.txt") == "exchanged"
    assert file_at(repository.folder, "HEAD", "a.txt") == b"committed"


@pytest.mark.parametrize("way", ["replaced", "grafted"])
def test_no_history_is_imported_that_is_not_what_was_committed(tmp_path: Path, way: str) -> None:
    repository = Repository(tmp_path / "folder")
    for day in ("2020-01-01", "2021-01-01"):
        repository.commit(day, day, a_md=f"We wrote this on {day}.\n")
    if way == "replaced":
        replace(repository, "a.md", "Something else.\n")
    else:
        (repository.folder / ".git/info/grafts").write_text(repository.git("rev-parse", "HEAD"), "utf-8")
    with pytest.raises(CannotImport, match="git replace, or grafts"):
        list(texts_from_git(repository.folder, "a.md"))
    assert len(read_provenance(repository.folder, ".").commits["a.md"]) == 2


def test_what_git_says_is_told_without_its_wrapping(repository: Repository) -> None:
    with pytest.raises(CannotImport) as raised:
        list(texts_from_git(repository.folder, FILE.replace("2020", "2019")))
    assert "stderr" not in str(raised.value)
