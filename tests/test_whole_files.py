"""Whole or not at all: what is written when the disk is full, the folder read-only, or the process killed."""

from __future__ import annotations

import errno
import itertools
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from building import program, run_apart
from policy_command import run_policy
from policy_files import policy_file, revision_file
from policy_history.cli import main
from policy_history.commands.extras import write_file
from policy_history.problems import ProblemsFound
from policy_history.source.disk import Disk
from policy_history.source.whole_files import unwritable, write_folder, write_new, write_whole

WRITERS: dict[str, Callable[[Path], None]] = {
    "write_new": lambda target: write_new(target, b"new"),
    "write_whole": lambda target: write_whole(target, b"new"),
    "write_folder": lambda target: write_folder(target, {"a": b"new", "b": b"new"}),
}


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes half of what is written, as a full one does."""
    really = os.fsync

    def fsync(number: int) -> None:
        os.truncate(number, 1)
        really(number)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)


def all_in(folder: Path) -> dict[str, bytes]:
    """Every file but what is only kept to save time."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_who_may_read_a_file_stays(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(b"old")
    file.chmod(mode)
    write_whole(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", mode)


def test_a_file_that_nobody_may_write_is_not_written(tmp_path: Path) -> None:
    """A rename would put another in its place, whatever it says of itself."""
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(PermissionError) as error:
        write_whole(file, b"new")
    assert unwritable(error.value) == f"{file} cannot be written: it is read-only."
    assert all_in(tmp_path) == {"mkdocs.yml": b"old"}


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_nothing_and_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as error:
        WRITERS[name](tmp_path / "target")
    assert unwritable(error.value).startswith(f"{tmp_path / 'target'}")
    assert unwritable(error.value).endswith("cannot be written: no space left on device.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full_disk")
def test_what_stood_there_stands_there_still(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new")
    assert all_in(tmp_path) == {"target": b"old"}


def test_a_new_file_replaces_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(target, b"new")

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(FileExistsError):
        write_new(target, b"new")
    assert all_in(tmp_path) == {"target": b"old"}
    write_new(tmp_path / "other", b"new")
    assert all_in(tmp_path) == {"target": b"old", "other": b"new"}


def policies(root: Path) -> Path:
    policy = root / "policy_versions" / "privacy"
    policy.mkdir(parents=True)
    (policy / "policy.yml").write_text(policy_file(), "utf-8")
    (policy / "2014-09-24.md").write_text(revision_file("2014-09-24"), "utf-8")
    (root / "draft.html").write_text("<h1>Privacy</h1><p>We collect nothing.</p>", "utf-8")
    records = [{"date": f"20{year}-01-01", "text": f"# Terms\n\nText of {year}.\n"} for year in range(10, 25)]
    (root / "records.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in records), "utf-8")
    return root


COMMANDS = {
    "new": ["new", "privacy", "--effective", "2030-01-01"],
    "lock": ["lock"],
    "import": ["import", "draft.html", "--policy", "privacy", "--effective", "2030-01-01"],
    "import to a file": ["import", "draft.html", "--output", "out.md"],
    "import-history": ["import-history", "terms", "records.jsonl", "--publisher", "P"],
    "redline": ["redline", "draft.html", "draft.html", "--docx", "out.docx"],
}


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_full_disk_writes_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = policies(tmp_path)
    monkeypatch.chdir(root)
    before = all_in(root)
    result = run_policy(*COMMANDS[name])
    assert result.exit_code == 1
    assert "cannot be written: no space left on device." in result.output
    assert all_in(root) == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
@pytest.mark.parametrize("number", [1, 2, 7, 15])
def test_an_import_that_is_killed_half_way_can_be_begun_again(number: int, tmp_path: Path) -> None:
    """It is killed when it has written so many files."""
    root = policies(tmp_path)
    assert run_apart(import_killed_at, number, root) == -signal.SIGKILL
    assert not (root / "policy_versions" / "terms").exists()
    again = program("policy", COMMANDS["import-history"], root, os.environ)
    assert again.returncode == 0, again.stdout
    assert len(list((root / "policy_versions" / "terms").iterdir())) == 16
    assert program("policy", ["check"], root, os.environ).returncode == 0


def import_killed_at(number: int, root: Path) -> None:
    really, count = os.fsync, itertools.count(1)

    def fsync(fd: Any) -> None:
        really(fd)
        if next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    os.chdir(root)
    os.fsync = fsync
    main(COMMANDS["import-history"])


def test_a_file_that_goes_while_the_folder_is_read_is_told(tmp_path: Path) -> None:
    root = policies(tmp_path)
    disk = Disk.at(root, "policy_versions")
    names = disk.names("privacy")
    (root / "policy_versions" / "privacy" / "2014-09-24.md").unlink()
    with pytest.raises(
        ProblemsFound, match=r"privacy/2014-09-24.md:1:1: This was here a moment ago and is gone\..*\[gone\]"
    ):
        [disk.read(f"privacy/{name}") for name in names]


def test_what_is_named_for_output_may_be_a_pipe_or_a_link(tmp_path: Path) -> None:
    """A device such as /dev/null is a file of its kind: put in its place, an ordinary one would break every program."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"words")
    assert os.read(reader, 100) == b"words" and pipe.is_fifo()
    os.close(reader)
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_file(link, b"new")
    assert link.is_symlink() and file.read_bytes() == b"new"
