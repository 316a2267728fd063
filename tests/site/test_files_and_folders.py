"""A build whose disk is full or read-only, or one of whose files goes meanwhile; which names at the root are its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from html_pages import Built

from building import ROOT, copy_example, environment
from machine import PATIENCE
from policy_history.source.folder import read_policies
from policy_history.source.names import OF_THE_SITE

FAILING = """
import errno, os, sys
from mkdocs import utils
from mkdocs.__main__ import cli
written = 0
def write_file(content, path):
    global written
    written += 1
    if written == 5:
        raise OSError({number}, os.strerror({number}), path)
    really(content, path)
really, utils.write_file = utils.write_file, write_file
cli(["build", "--strict", "--site-dir", sys.argv[1]])
"""


@pytest.mark.parametrize("number", ["errno.ENOSPC", "errno.EROFS", "errno.ENOENT"])
def test_a_build_that_cannot_write_ends_with_a_sentence(number: str, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    result = subprocess.run(
        [sys.executable, "-c", FAILING.format(number=number), str(tmp_path / "site")],
        cwd=folder,
        env=environment("2026-06-15"),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "build again. Nothing was published." in result.stderr
    assert str(tmp_path / "site") in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"folder"}


def test_no_policy_can_stand_where_the_site_has_files_of_its_own(real: Built, example: Built) -> None:
    for site, root in ((real, ROOT), (example, ROOT / "tests" / "site" / "example")):
        policies = {policy.slug for policy in read_policies(root)}
        folders = {entry.name for entry in os.scandir(site.folder) if entry.is_dir()}
        pages = {name for name in folders if (site.folder / name / "index.html").exists()}
        beside = {name for name in folders if name[0] in "._"}  # no policy can be called so
        assert folders - policies - pages - beside <= OF_THE_SITE
