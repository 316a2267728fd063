"""A build whose disk is full; which names at the root are its own."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from html_pages import Built
from mkdocs import utils

from building import ROOT, copy_example, environment, run_apart, run_program
from policy_history.source.folder import read_policies
from policy_history.source.names import OF_THE_SITE


def _build_whose_fifth_file_fails(folder: Path, site: Path, output: str) -> None:
    written: list[str] = []
    really = utils.write_file

    def write_file(content: bytes, path: str) -> None:
        written.append(path)
        if len(written) == 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        really(content, path)

    utils.write_file = write_file  # type: ignore[assignment]
    run_program(
        "mkdocs", ["build", "--strict", "--site-dir", str(site)], folder, environment("2026-06-15"), output, output
    )


def test_a_build_that_cannot_write_ends_with_a_sentence(tmp_path: Path) -> None:
    folder, site, output = copy_example(tmp_path / "folder"), tmp_path / "site", tmp_path / "output"
    assert run_apart(_build_whose_fifth_file_fails, folder, site, str(output)) == 1
    said = output.read_text("utf-8")
    assert "Traceback" not in said
    assert "build again. Nothing was published." in said
    assert str(site) in said
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "output"}


def test_no_policy_can_stand_where_the_site_has_files_of_its_own(real: Built, example: Built) -> None:
    for site, root in ((real, ROOT), (example, ROOT / "tests" / "site" / "example")):
        policies = {policy.slug for policy in read_policies(root)}
        folders = {entry.name for entry in os.scandir(site.folder) if entry.is_dir()}
        pages = {name for name in folders if (site.folder / name / "index.html").exists()}
        beside = {name for name in folders if name[0] in "._"}  # no policy can be called so
        assert folders - policies - pages - beside <= OF_THE_SITE
