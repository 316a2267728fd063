"""``policy init`` where a text, or the whole past of a policy, is there already."""

from __future__ import annotations

from pathlib import Path

from git_repository import Repository
from policy_files import write_files
from test_init import PAGE, files, folder, run

__all__ = ["folder"]  # the fixture: a folder of its own, on a day of its own

TEXT = "# Privacy\n\nWe keep your name for a year.\n"


def test_a_text_that_applies_already_is_in_force_at_once(folder: Path) -> None:
    write_files(folder, {"page.html": PAGE})
    told = ("init", "--yes", "--draft", "page.html", "--effective", "2026-05-01")
    refused = run(*told)
    assert refused.exit_code == 1 and "Say so with --publisher. Nothing was written." in refused.output
    assert list(files(folder)) == ["page.html"]
    result = run(*told, "--publisher", "Acme")
    assert result.exit_code == 0, result.output
    assert "We keep your name for a year." in run("show", "privacy", "--text").output
    assert "in force   2026-05-01" in run("status").output


def test_a_text_that_is_still_to_be_written_cannot_apply_already(folder: Path) -> None:
    result = run("init", "--yes", "--publisher", "Acme", "--effective", "2026-05-01")
    assert result.exit_code == 1 and "cannot apply since 2026-05-01. Give its text with --draft." in result.output
    assert list(files(folder)) == []


def test_a_draft_without_a_day_is_a_draft(folder: Path) -> None:
    write_files(folder, {"page.html": PAGE})
    assert run("init", "--yes", "--draft", "page.html").exit_code == 0
    assert "policy_versions/privacy/2027-04-01.md" in files(folder)


def test_the_past_in_git_comes_along(folder: Path) -> None:
    past = Repository(folder / "past")
    for day, words in (("2025-03-01", "one year"), ("2026-03-01", "two years")):
        past.commit(day, "x", legal__privacy_md=f"# Privacy\n\nWe keep your name for {words}.\n")
    site = folder / "site-of-policies"
    site.mkdir()
    told = ("init", "--yes", "--root", str(site), "--publisher", "Acme", "--history", str(past.folder))
    result = run(*told, "--file", "legal/privacy.md")
    assert result.exit_code == 0, result.output
    assert {"policy_versions/privacy/2025-03-01.md", "policy_versions/privacy/2026-03-01.md"} <= set(files(site))
    assert run("check", "--root", str(site)).exit_code == 0
    assert "is there already" in run("init", "--add", *told[1:]).output


def test_one_of_several_policies_of_a_file_comes_along(folder: Path) -> None:
    past = Repository(folder / "past")
    rest = "## Scope\n\nYou may.\n\n# Privacy\n\n## Data\n\nWe keep your name.\n"
    past.commit("2025-03-01", "x", legal_md=f"# Terms\n\n{rest}")
    told = ("init", "--yes", "--publisher", "Acme", "--history", str(past.folder), "--file", "legal.md")
    result = run(*told, "--section", "Privacy")
    assert result.exit_code == 0, result.output
    assert run("show", "privacy", "--text").output.split() == "# Privacy ## Data We keep your name.".split()


def test_the_past_is_read_as_its_language_was_written(folder: Path) -> None:
    past = Repository(folder / "past")
    past.commit("2025-03-01", "x", privacy_md="# 規約\n\n本の貸し出しは二週間です。\n".encode("cp932"))
    told = (
        "init",
        "--yes",
        "--publisher",
        "Acme",
        "--title",
        "規約",
        "--slug",
        "privacy",
        "--history",
        str(past.folder),
        "--file",
        "privacy.md",
    )
    refused = run(*told)
    assert refused.exit_code == 1 and refused.output.count("Nothing was written.") == 1, refused.output
    for more in (("--language", "ja"), ("--encoding", "shift_jis", "--slug", "privacy-2", "--add")):
        assert run(*told, *more).exit_code == 0
    for policy in ("privacy", "privacy-2"):
        assert "本の貸し出しは二週間です。" in run("show", policy, "--text").output


def test_a_page_of_errors_of_the_past_can_be_left_out(folder: Path) -> None:
    past = Repository(folder / "past")
    for day, text in (("2025-03-01", TEXT), ("2025-04-01", "Error 502\n"), ("2025-04-02", TEXT)):
        past.commit(day, "x", privacy_md=text)
    told = ("init", "--yes", "--publisher", "Acme", "--history", str(past.folder), "--file", "privacy.md")
    assert run(*told, "--leave-out", "2025-04-01").exit_code == 0
    kept = sorted(path.name for path in (folder / "policy_versions/privacy").glob("*.md"))
    assert kept == ["2025-03-01.md"]


def test_the_past_is_asked_for(folder: Path) -> None:
    write_files(folder, {"page.html": PAGE})
    answers = ["Acme", *[""] * 8, "page", "missing.html", "page.html", "1 May 2026", "2026-05-01"]
    result = run("init", typed="\n".join([*answers, ""]))
    assert result.exit_code == 0, result.output
    assert result.output.count("Error: ") == 2
    assert "policy_versions/privacy/2026-05-01.md" in files(folder)
