"""The record held against that of another branch and of the published site: only additions pass."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from git import Repo

from policy_files import policy_file, revision_file, write_files
from policy_history.source.lock_file import RecordEntry
from recorded_site import (
    CHECKED,
    DAYS,
    FOLDER,
    LOCK,
    STORAGE,
    commit,
    entries,
    forge,
    policy,
    site,
    the_day,
    with_values,
    without,
    wrong,
)  # fmt: skip

__all__ = ["site", "the_day"]  # fixtures: a site with a record, and the day of all that is done to it


def test_what_is_as_on_the_branch_or_only_added_passes(site: Path) -> None:
    assert wrong(site) == []
    write_files(site, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    write_files(site, {f"{FOLDER}/2027-05-01.md": revision_file("2027-05-01")})
    assert policy(site, "lock").exit_code == 0
    assert wrong(site) == []


def test_a_draft_changes_and_goes_freely(site: Path) -> None:
    for text in ("# One\n", "# Two\n"):
        write_files(site, {f"{FOLDER}/2027-05-01.md": revision_file("2027-05-01", text + "\nA sentence.\n")})
        assert policy(site, "lock").exit_code == 0 and wrong(site) == []
        commit(site)
    (site / FOLDER / "2027-05-01.md").unlink()
    assert wrong(site) == []


def test_a_line_that_stands_twice_on_the_branch_stands_twice_here(site: Path) -> None:
    lines = entries(site)
    forge(site, lambda found: (*found, found[0]))
    commit(site)
    Repo(site).git.branch("--force", "main")
    assert wrong(site) == []
    forge(site, lambda _: lines)
    assert len(wrong(site)) == 1


def test_a_text_and_its_line_edited_together_are_found_by_the_branch(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2020-01-01.md": revision_file("2020-01-01", "# Privacy\n\nWe sell it all.\n")})
    was = entries(site)[3]["sha256"]
    digest = sha256((site / FOLDER / "2020-01-01.md").read_bytes()).hexdigest()
    forge(site, lambda lines: (*lines[:3], with_values("revision", sha256=digest)(lines[3:4])[0], *lines[4:]))
    assert wrong(site, "--all") == []
    (line,) = wrong(site)
    assert line.startswith(
        f"error: {LOCK}:6:1: The record on main says in line 6: revision privacy/2020-01-01, recorded on"
    )
    assert f"sha256 “{was}”. Here that line is another one" in line and digest in line


@pytest.mark.parametrize("day", DAYS)
def test_a_revision_deleted_with_its_line_is_found_by_the_branch(site: Path, day: str) -> None:
    (site / FOLDER / f"{day}.md").unlink()
    forge(site, without(f"privacy/{day}"))
    assert wrong(site, "--all") == []
    (line,) = wrong(site)
    assert f"revision privacy/{day}, recorded on 2026-06-15: published “{day}”" in line and "line is missing" in line


def test_lines_that_are_missing_are_told_at_a_line_that_is_there(site: Path) -> None:
    forge(site, lambda lines: lines[:2])
    found = [line.partition(": The")[0] for line in wrong(site) if "Here that line is missing" in line]
    assert found == [f"error: {LOCK}:4:1"] * 3


@pytest.mark.parametrize("field", ["title", "publisher", "language", "kind", "notice_days"])
def test_a_policy_renamed_with_its_line_is_found_by_the_branch(site: Path, field: str) -> None:
    now = {"title": "Other", "publisher": "Another", "language": "fr", "kind": "privacy", "notice_days": "30"}[field]
    kept = [line for line in policy_file().splitlines() if not line.startswith(field)]
    write_files(site, {f"{FOLDER}/policy.yml": "\n".join([f"{field}: {now}", *kept, ""])})
    forge(site, with_values("policy", **{field: now}))
    assert not any("[lock]" in line for line in wrong(site, "--all"))
    (line,) = [line for line in wrong(site) if "[lock]" in line]
    assert "The record on main says in line 3: policy privacy, recorded on 2026-06-15: title “Privacy Policy”" in line


def test_a_title_changed_with_a_reason_passes(site: Path) -> None:
    write_files(site, {f"{FOLDER}/policy.yml": policy_file().replace("Privacy Policy", "Notice")})
    assert policy(site, "lock", "--reason", "Renamed.").exit_code == 0 and wrong(site) == []


def test_a_line_that_changes_a_title_without_a_reason_is_an_error(site: Path) -> None:
    write_files(site, {f"{FOLDER}/policy.yml": policy_file().replace("Privacy Policy", "Notice")})
    forge(site, lambda lines: (*lines, with_values("policy", title="Notice")(lines[:1])[0]))
    (line,) = wrong(site)
    assert f"{LOCK}:8:1: This line changes policy privacy" in line and "without a reason" in line


def test_a_second_line_of_a_revision_is_an_error(site: Path) -> None:
    forge(site, lambda lines: (*lines, with_values("revision", sha256="0" * 64)(lines[1:2])[0]))
    assert any("privacy/2014-09-24 stands in line 4 already, and is published once" in line for line in wrong(site))


def test_a_line_of_an_earlier_day_is_an_error(site: Path) -> None:
    first = entries(site)[0].day.replace(year=2020)
    forge(site, lambda lines: (*lines, RecordEntry("storage", "storage.yml", first, lines[-1].values)))
    assert any("This line is of 2020-06-15, but the one before it of 2026-06-15" in line for line in wrong(site))


def test_a_storage_list_set_back_with_its_line_is_found_by_the_branch(site: Path) -> None:
    write_files(site, {STORAGE: CHECKED.format("2025-01-01")})
    forge(site, lambda lines: lines[:-1])
    assert policy(site, "lock").exit_code == 0
    (line,) = wrong(site)
    assert "storage storage.yml, recorded on 2026-06-15: checked “2026-06-01”" in line


def test_a_record_deleted_on_the_branch_is_an_error_and_says_what_it_said(site: Path) -> None:
    (site / LOCK).unlink()
    first, *lines = wrong(site)
    assert (
        first == f"error: {LOCK}:1:1: The record is gone; on main it has 5 lines. Put the file back from there. [lock]"
    )
    assert len(lines) == 5


def test_an_emptied_record_is_an_error(site: Path) -> None:
    (site / LOCK).write_bytes(b"")
    assert len(wrong(site)) == 5


def test_a_deleted_record_that_was_made_anew_has_lost_its_days(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / LOCK).unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781900000")
    assert policy(site, "lock").exit_code == 0
    assert len(wrong(site)) == 5


def test_without_a_record_on_either_side_a_notice_says_so(site: Path) -> None:
    (site / LOCK).unlink()
    commit(site)
    Repo(site).git.branch("--force", "main", "change")
    assert wrong(site) == []
    assert "There is no record" in policy(site, "check", "--base", "main").output


def test_the_first_record_passes(site: Path) -> None:
    content = (site / LOCK).read_bytes()
    (site / LOCK).unlink()
    commit(site)
    Repo(site).git.branch("--force", "main", "change")
    (site / LOCK).write_bytes(content)
    assert wrong(site) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
        lambda lines: [*lines[:4], lines[3].replace("2014-09-24", "2015-01-01"), *lines[4:]],
        lambda lines: [*lines[:3], *lines[4:]],
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[0], lines[1], lines[2].replace("Example", "Another"), *lines[3:]],
    ],
    ids=["swapped", "inserted", "middle deleted", "first deleted", "changed"],
)
def test_without_a_branch_the_chain_alone_tells(site: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = (site / LOCK).read_text("utf-8").splitlines()
    (site / LOCK).write_text("\n".join([*change(lines), ""]), "utf-8")
    assert any("was not written" in line and "git log -p shows it" in line for line in wrong(site, "--all"))


def test_a_swap_with_a_new_chain_is_found_by_the_branch(site: Path) -> None:
    forge(site, lambda lines: (lines[0], lines[2], lines[1], *lines[3:]))
    (line,) = wrong(site)
    assert "Here the record says revision privacy/2018-05-25" in line and "policy lock --base BRANCH" in line


def test_a_line_put_in_with_a_new_chain_is_found_by_the_branch(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    assert policy(site, "lock").exit_code == 0
    forge(site, lambda lines: (*lines[:2], lines[-1], *lines[2:-1]))
    (line,) = wrong(site)
    assert f"{LOCK}:5:1: Here the record says revision privacy/2026-05-01" in line


def test_line_ends_of_windows_change_nothing(site: Path) -> None:
    (site / LOCK).write_bytes((site / LOCK).read_bytes().replace(b"\n", b"\r\n"))
    assert wrong(site) == []


def test_a_renamed_revision_is_told_where_it_went(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2026-06-01.md": revision_file("2026-06-01", published="2026-05-01")})
    assert policy(site, "lock").exit_code == 0
    (site / FOLDER / "2026-06-01.md").rename(site / FOLDER / "2026-05-01.md")
    (line,) = wrong(site)
    assert "privacy/2026-06-01 was published and is gone" in line
    assert "Its content is in privacy/2026-05-01.md: give the file its name back." in line


def test_a_renamed_policy_is_told_revision_by_revision(site: Path) -> None:
    (site / FOLDER).rename(site / "policy_versions/notice")
    gone = [line for line in wrong(site) if "was published and is gone" in line]
    assert len(gone) == 3 and all("give the file its name back" in line for line in gone)


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "-", "origin/main", "HEAD~9", "a b", ":/x", "x\x1b"])
def test_a_branch_that_is_not_there_is_a_sentence(site: Path, base: str) -> None:
    for command in ("check", "lock"):
        result = policy(site, command, f"--base={base}")
        assert result.exit_code == 1 and "commit" in result.output and "Traceback" not in result.output
        assert "\x1b" not in result.output


def test_a_shallow_clone_that_lacks_the_branch_is_a_sentence(site: Path, tmp_path: Path) -> None:
    commit(site)
    clone = tmp_path / "clone"
    Repo.clone_from(site.as_uri(), clone, depth=1, branch="change")
    result = policy(clone, "check", "--base", "HEAD^1")
    assert result.exit_code == 1 and "its history is not whole. Fetch it: git fetch --unshallow" in result.output


def test_the_branch_is_taken_from_the_environment(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / LOCK).unlink()
    monkeypatch.setenv("POLICY_SINCE", "main")
    assert policy(site, "check").exit_code == 1


def test_a_review_says_what_was_rewritten(site: Path) -> None:
    (site / FOLDER / "2018-05-25.md").unlink()
    forge(site, without("privacy/2018-05-25"))
    comment = policy(site, "review", "--since", "main").output
    assert "1 error" in comment and "The record on main says" in comment


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_copy_of_the_published_site_tells_as_well(site: Path, tmp_path: Path, is_folder: bool) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(site / LOCK, copy / "published.lock")
    target = str(copy if is_folder else copy / "published.lock")
    assert wrong(site, "--published", target) == []
    (site / FOLDER / "2018-05-25.md").unlink()
    forge(site, without("privacy/2018-05-25"))
    (line,) = wrong(site, "--published", target)
    assert "The record of the published site says in line 5: revision privacy/2018-05-25" in line


def test_a_copy_without_a_record_is_a_sentence(site: Path, tmp_path: Path) -> None:
    result = policy(site, "check", "--published", str(tmp_path))
    assert result.exit_code == 1 and "the folder of a downloaded one" in result.output


def test_a_damaged_copy_is_told(site: Path, tmp_path: Path) -> None:
    (tmp_path / "published.lock").write_bytes(b"\xff\xfe")
    (line,) = wrong(site, "--published", str(tmp_path))
    assert "cannot be read, so nothing was compared" in line
