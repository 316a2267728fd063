"""Pages that a build leaves where they stand are those that a build from nothing writes, and no others are left."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from building import PLUGIN, build, change, contents, copy_example, mkdocs

pytestmark = pytest.mark.slow

MOMENT = "2026-06-15T12:00"
PAGE = "membership/2019-01-01/index.html"
EXTENSIONS = "\nmarkdown_extensions:"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built once, with what was kept."""
    found = copy_example(tmp_path_factory.mktemp("kept") / "folder", anew=True)
    build(found, found / "site", MOMENT)
    return found


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def from_nothing(folder: Path) -> dict[str, bytes]:
    return contents(build(folder, folder / "anew", MOMENT, POLICY_NO_CACHE="1"))


def test_what_changes_nothing_writes_nothing(folder: Path) -> None:
    before = stamps(folder / "site")
    build(folder, folder / "site", MOMENT)
    assert stamps(folder / "site") == before
    assert contents(folder / "site") == from_nothing(folder)


def asked_for(folder: Path, moment: str) -> tuple[int, str]:
    """How many kept results a build there asks for, and what it says."""
    kept = sorted(path for path in (folder / ".cache").rglob("??/*") if path.is_file())
    yesterday = time() - 86_400
    for path in kept:
        os.utime(path, (yesterday, yesterday))
    said = mkdocs(folder, folder / "site", moment).stdout
    return sum(path.stat().st_mtime > yesterday + 1 for path in kept), said


def test_what_was_built_before_is_not_made_and_told_as_it_was(folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(folder, tmp_path / "folder"))
    for place in (folder / "site", folder / ".cache"):
        shutil.rmtree(place)
    _, first = asked_for(folder, MOMENT)
    whole = contents(folder / "site")
    count, again = asked_for(folder, MOMENT)
    assert count == 1 and contents(folder / "site") == whole
    changes = re.compile(r"\.site\.building-\w+|built in .*|\d+ files written, 0 removed, \d+ left")
    told = [sorted(changes.sub("", said).splitlines()) for said in (first, again)]
    assert told[0] == told[1]
    assert f"0 files written, 0 removed, {len(whole)} left as they were." in again
    for spoiled in (PAGE, "stylesheets/policies.css"):
        (folder / "site" / spoiled).write_text("x")
        count, _ = asked_for(folder, MOMENT)
        assert count > 1 and contents(folder / "site") == whole


def test_another_day_is_another_build(folder: Path) -> None:
    before = contents(folder / "site")
    later = contents(build(folder, folder / "site", "2040-01-01"))
    assert later == contents(build(folder, folder / "anew", "2040-01-01", POLICY_NO_CACHE="1"))
    assert contents(build(folder, folder / "site", MOMENT)) == before


def altered(content: bytes) -> bytes:
    """The same number of bytes."""
    return content.replace(b"<p>", b"<b>", 1)


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    PAGE: altered,
    "membership/2015-09-01/index.html": lambda content: content[:-9],
    "notice/2018-05-25/index.html": lambda _: b"",
    "lending/index.html": lambda content: content + b" ",
}


def test_pages_that_somebody_changed_took_away_or_made_a_link_are_written_again(folder: Path) -> None:
    whole = contents(folder / "site")
    for path, spoil in SPOILED.items():
        page = folder / "site" / path
        stat = page.stat()
        page.write_bytes(spoil(page.read_bytes()))
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert page.read_bytes() != whole[path]
    gone, page = folder / "site/notice/2020-03-02/index.html", folder / "site" / PAGE
    gone.rename(folder / "elsewhere.html")
    assert contents(build(folder, folder / "site", MOMENT)) == whole
    page.unlink()
    page.symlink_to(folder / "elsewhere.html")
    assert contents(build(folder, folder / "site", MOMENT)) == whole
    assert not page.is_symlink()


AROUND = {
    "name": ("site_name: ", "site_name: The "),
    "address": ("https://harbour", "https://the.harbour"),
    "policy of the site": (PLUGIN, f"{PLUGIN}      content_security: false\n"),
    "navigation": (EXTENSIONS, f"\nnav:\n  - Start: index.md\n  - Write: write.md\n{EXTENSIONS}"),
}


def test_what_stands_around_the_pages_changes_them_all(folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(folder, tmp_path / "folder"))
    before = contents(folder / "site")
    for what, (old, new) in AROUND.items():
        change(folder, {"mkdocs.yml": {"replace": old, "by": new}})
        after = contents(build(folder, folder / "site", MOMENT))
        pages = [path for path in after if path.endswith("index.html")]
        assert PAGE in pages and [path for path in pages if after[path] == before.get(path)] == [], what
        before = after
    assert before == from_nothing(folder)


def test_what_was_kept_and_is_spoiled_is_made_again(folder: Path) -> None:
    whole = contents(folder / "site")
    for number, path in enumerate(sorted((folder / ".cache").rglob("??/*"))):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if number % 2 else b"another's" + content)
    (folder / "site" / PAGE).unlink()
    assert contents(build(folder, folder / "site", MOMENT)) == whole
