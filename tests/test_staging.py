"""A built site takes the place of the one that stands: file by file, and only where something is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policy_files import write_files
from policy_history.site_audit.site import BuiltSite
from policy_history.site_audit.staging import Staging
from policy_history.site_audit.sums import listed, write_sums


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def write(folder: Path, **files: str) -> None:
    write_files(folder, {name.replace("__", "/").replace("_", "."): text for name, text in files.items()})


def publish(site: Path, **files: str) -> str:
    staging = Staging(site)
    write(staging.folder, **files)
    write_sums(staging.folder)
    outcome = staging.publish()
    staging.discard()
    return str(outcome)


def all_in(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def moments(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*") if path.is_file()}


def test_a_first_site_is_published_whole_and_nothing_is_left_beside_it(site: Path) -> None:
    assert publish(site, index_html="1", notice__index_html="2") == "3 files written, 0 removed, 0 left as they were."
    assert all_in(site).keys() == {"index.html", "notice/index.html", "SHA256SUMS"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_same_site_again_touches_no_file(site: Path) -> None:
    publish(site, index_html="1", notice__index_html="2")
    before = moments(site)
    assert publish(site, index_html="1", notice__index_html="2") == "0 files written, 0 removed, 3 left as they were."
    assert moments(site) == before


def test_what_changed_is_written_what_is_gone_is_removed_and_the_rest_is_left(site: Path) -> None:
    publish(site, index_html="1", a__index_html="2", b__c__index_html="3")
    before = moments(site)
    assert publish(site, index_html="1", a__index_html="4") == "2 files written, 1 removed, 1 left as they were."
    assert all_in(site)["a/index.html"] == "4"
    assert not (site / "b").exists()
    assert moments(site)[str(site / "index.html")] == before[str(site / "index.html")]


def test_a_site_that_is_not_published_leaves_the_old_one(site: Path) -> None:
    publish(site, index_html="1")
    staging = Staging(site)
    write(staging.folder, index_html="2")
    staging.discard()
    assert all_in(site)["index.html"] == "1"
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file(site: Path) -> None:
    publish(site, a__b="1", c="2")
    publish(site, a="3", c__d="4")
    assert {path: text for path, text in all_in(site).items() if path != "SHA256SUMS"} == {"a": "3", "c/d": "4"}


def test_nothing_is_written_or_removed_through_a_link(site: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", index_html="theirs", kept="theirs")
    site.mkdir()
    (site / "notice").symlink_to(tmp_path / "elsewhere")
    (site / "gone").symlink_to(tmp_path / "elsewhere")
    publish(site, notice__index_html="ours")
    assert all_in(tmp_path / "elsewhere") == {"index.html": "theirs", "kept": "theirs"}
    assert all_in(site).keys() == {"notice/index.html", "SHA256SUMS"} and not (site / "notice").is_symlink()


def test_what_is_hidden_stays_unless_a_build_made_it(site: Path) -> None:
    publish(site, **{"_well-known__security_txt": "1"})
    write(site, _git__HEAD="x", stale_html="y")
    (site / ".git" / "refs").mkdir()
    publish(site, index_html="1")
    assert all_in(site).keys() == {".git/HEAD", "index.html", "SHA256SUMS"}
    assert (site / ".git" / "refs").is_dir() and not (site / ".well-known").exists()


def test_a_list_of_hashes_that_leads_elsewhere_removes_nothing_there(site: Path, tmp_path: Path) -> None:
    write(tmp_path, kept="1")
    write(site, SHA256SUMS=f"{'0' * 64}  ../kept\n{'0' * 64}  /etc/hostname\nno line\n")
    publish(site, index_html="1")
    assert (tmp_path / "kept").exists()


def test_where_the_folder_above_is_not_ours_the_site_is_built_within(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, index_html="1", gone="2")
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != site.parent and really(path, mode))
    staging = Staging(site)
    assert staging.folder.parent == site
    write(staging.folder, index_html="3")
    staging.publish()
    staging.discard()
    assert all_in(site) == {"index.html": "3"}


def test_what_a_killed_build_left_goes_after_a_day_and_not_before(site: Path) -> None:
    for name, age in (("old", 200_000), ("new", 10)):
        folder = site.parent / f".site.building-{name}"
        write(folder, index_html="1")
        moment = folder.stat().st_mtime - age
        os.utime(folder, (moment, moment))
    Staging(site).discard()
    assert [path.name for path in site.parent.iterdir()] == [".site.building-new"]


def test_a_disk_that_fails_while_files_are_moved_loses_none_of_them(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, a="1", b="1", c="1")
    staging = Staging(site)
    write(staging.folder, a="2", b="2", c="2")
    really = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if path.name == "b":
            raise OSError(28, "No space left on device", str(path))
        return really(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space left"):
        staging.publish()
    assert [all_in(site)[name] for name in "abc"] == ["2", "1", "1"]


def standing(site: Path, staging: Staging, **files: str) -> BuiltSite:
    built = BuiltSite(staging.folder, before=site)
    for name, text in files.items():
        built.write(name.replace("__", "/").replace("_", "."), text)
    return built


def test_a_file_that_stands_is_not_written_and_counts_as_one_of_the_site(site: Path) -> None:
    publish(site, index_html="1", a__index_html="2", gone="3")
    before = moments(site)
    staging = Staging(site)
    built = standing(site, staging, index_html="1", a__index_html="4")
    assert built.standing.keys() == {"index.html"} and built.files == ("a/index.html", "index.html")
    assert [built.text(path) for path in built.files] == ["4", "1"]
    write_sums(staging.folder, {path: each.sha256 for path, each in built.standing.items()})
    assert str(staging.publish(built.standing)) == "2 files written, 1 removed, 1 left as they were."
    assert all_in(site)["a/index.html"] == "4" and moments(site)[str(site / "index.html")] in before.values()
    assert "index.html" in listed(site)


def test_a_file_written_twice_is_what_was_written_last(site: Path) -> None:
    publish(site, index_html="1")
    staging = Staging(site)
    built = standing(site, staging, index_html="2")
    built.write("index.html", "1")
    assert built.standing and not (staging.folder / "index.html").exists()
    built.write("index.html", "3")
    assert not built.standing and built.text("index.html") == "3"


@pytest.mark.parametrize("change", ["other bytes", "gone", "a link"])
def test_where_another_build_was_faster_nothing_is_published(site: Path, tmp_path: Path, change: str) -> None:
    publish(site, index_html="1", a="1")
    staging = Staging(site)
    built = standing(site, staging, index_html="1", a="2")
    (site / "index.html").unlink()
    if change == "other bytes":
        write(site, index_html="5")
    elif change == "a link":
        write(tmp_path, elsewhere="1")
        (site / "index.html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="changed while the site was built"):
        staging.publish(built.standing)
    assert all_in(site)["a"] == "1"


def test_what_a_link_leads_to_does_not_stand(site: Path, tmp_path: Path) -> None:
    write(tmp_path, elsewhere="1")
    site.mkdir()
    (site / "index.html").symlink_to(tmp_path / "elsewhere")
    assert not standing(site, Staging(site), index_html="1").standing
