"""Records that meet: of two branches that both added lines."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from git import Repo

from policy_files import revision_file, write_files, write_policy
from recorded_site import FOLDER, LOCK, commit, entries, forge, policy, site, the_day, with_values, wrong

__all__ = ["site", "the_day"]  # fixtures: a site with a record, and the day of all that is done to it


def merge(site: Path) -> None:
    """Let both branches publish and record a revision of their own, and merge main into the other."""
    repo = Repo(site)
    write_files(site, {f"{FOLDER}/2026-05-02.md": revision_file("2026-05-02")})
    assert policy(site, "lock").exit_code == 0
    commit(site)
    repo.git.checkout("main")
    write_policy(site, "2026-05-01", slug="cookies")
    assert policy(site, "lock").exit_code == 0
    commit(site)
    repo.git.checkout("change")
    repo.git.merge("main", with_exceptions=False)


def test_two_branches_that_both_added_are_put_behind_each_other_by_one_command(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge(site)
    assert "<<<<<<<" in (site / LOCK).read_text("utf-8")
    lines = wrong(site)
    assert any("A merge left the lines of both sides here. Run “policy lock --base BRANCH”" in line for line in lines)
    assert policy(site, "lock").exit_code == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781568000")  # a day later
    done = policy(site, "lock", "--base", "main")
    assert done.exit_code == 0, done.output
    assert wrong(site) == []
    added = [(each.name, each.day.day) for each in entries(site)[5:]]
    assert added == [("cookies", 15), ("cookies/2026-05-01", 15), ("privacy/2026-05-02", 16)]


def test_lines_merged_by_hand_in_the_wrong_order_are_mended_by_the_same_command(site: Path) -> None:
    merge(site)
    text = (site / LOCK).read_text("utf-8")
    (site / LOCK).write_text("".join(line for line in text.splitlines(True) if line[0] not in "<=>"), "utf-8")
    assert wrong(site) != []
    assert policy(site, "lock", "--base", "main").exit_code == 0 and wrong(site) == []


def test_the_same_command_launders_nothing(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2020-01-01.md": revision_file("2020-01-01", "# Privacy\n\nWe sell it all.\n")})
    digest = sha256((site / FOLDER / "2020-01-01.md").read_bytes()).hexdigest()
    forge(site, lambda lines: (*lines[:3], with_values("revision", sha256=digest)(lines[3:4])[0], *lines[4:]))
    before = (site / LOCK).read_bytes()
    refused = policy(site, "lock", "--base", "main", "--reason", "x")
    assert refused.exit_code == 1 and "published once" in refused.output and (site / LOCK).read_bytes() == before
