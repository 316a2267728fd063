"""The lock: what was published stays as it was, and whoever changes it is told how to do it rightly."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policy_files import policy_file, revision_file, write_files, write_policy
from policy_history.checks.lock import check_lock
from policy_history.cli import main
from policy_history.problems import ProblemsFound
from policy_history.source.folder import read_policies
from policy_history.source.lock import parse

TODAY = date(2026, 6, 15)
FOLDER = "policy_versions/privacy"
LOCK = "policy_versions/published.lock"
CHANGED = "# Privacy\n\nWe collect everything.\n"


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")  # 15 June 2026


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Two revisions that are published and locked, and a draft that is not."""
    write_policy(tmp_path, "2014-09-24", "2020-01-01", "2026-09-01")
    result = policy("lock", "--root", str(tmp_path))
    assert result.exit_code == 0, result.output
    return tmp_path


def policy(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def problems(root: Path) -> list[str]:
    found = check_lock(root, "policy_versions", read_policies(root), TODAY)
    return [f"{problem.severity}: {problem}" for problem in sorted(found)]


def hash_of(root: Path, revision: str) -> str:
    return sha256((root / FOLDER / f"{revision}.md").read_bytes()).hexdigest()


def test_what_is_published_is_locked_and_a_draft_is_not(published: Path) -> None:
    lines = parse((published / LOCK).read_text("utf-8"), LOCK).lines
    assert [(each.name, each.sha256) for each in lines] == [
        ("privacy/2014-09-24", hash_of(published, "2014-09-24")),
        ("privacy/2020-01-01", hash_of(published, "2020-01-01")),
    ]
    assert problems(published) == []


def test_a_draft_may_change(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2026-09-01.md": revision_file("2026-09-01", CHANGED)})
    assert problems(published) == []


def test_a_changed_file_is_told_with_both_hashes(published: Path) -> None:
    was = hash_of(published, "2014-09-24")
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    now = hash_of(published, "2014-09-24")
    assert problems(published) == [
        (
            f"error: {FOLDER}/2014-09-24.md:1:1: This revision was published with another content: the SHA-256 of its "
            f"file was {was} and is {now}. Put it back as it was and publish the change as a new revision; where the "
            "file itself has to be mended, record that under “errata” in policy.yml (revision: 2014-09-24, date, was: the first hash, "
            "now: the second one, reason). [lock]"
        )
    ]


def test_other_line_ends_are_told_as_such(published: Path) -> None:
    file = published / FOLDER / "2014-09-24.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (problem,) = problems(published)
    assert "Only its line ends differ; write “*.md -text” into .gitattributes" in problem


def test_a_revision_that_is_gone_is_told_at_its_line_of_the_lock(published: Path) -> None:
    (published / FOLDER / "2020-01-01.md").unlink()
    assert problems(published) == [
        f"error: {LOCK}:4:1: privacy/2020-01-01 was published and is gone. Put its file back as it was. [lock]"
    ]


def test_changed_dates_are_told_by_their_names(published: Path) -> None:
    redated = revision_file("2014-09-24", published="2014-09-20")
    write_files(published, {f"{FOLDER}/2014-09-24.md": redated})
    assert problems(published) == [
        (
            f"error: {FOLDER}/2014-09-24.md:1:1: “published” is 2014-09-20, but the revision was published with "
            "2014-09-24. Put 2014-09-24 back. [lock]"
        )
    ]


def test_not_even_an_erratum_changes_a_date(published: Path) -> None:
    was = hash_of(published, "2014-09-24")
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", published="2014-09-20")})
    record_erratum(published, f"was: {was}", f"now: {hash_of(published, '2014-09-24')}")
    assert ["“published” is 2014-09-20" in each for each in problems(published)] == [True]


def test_a_revision_put_before_a_published_one_is_back_dated(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2017-03-01.md": revision_file("2017-03-01", CHANGED)})
    (problem,) = problems(published)
    assert problem.startswith(
        f"error: {FOLDER}/2017-03-01.md:1:1: The revision 2017-03-01 is new but stands before 2020-01-01, which has "
        "been published: what changed in 2020-01-01 would change. Date it on the day it is published; or record under "
        "“errata” in policy.yml why it comes afterwards"
    )


def test_a_revision_that_claims_an_earlier_publication_than_one_before_it_is_back_dated(published: Path) -> None:
    claimed = revision_file("2020-05-01", CHANGED, published="2019-12-01")
    write_files(published, {f"{FOLDER}/2020-05-01.md": claimed})
    (problem,) = problems(published)
    assert "says it was published before 2020-01-01, which has been published without it" in problem


def test_a_new_revision_behind_the_others_is_only_missing_in_the_lock(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01", CHANGED)})
    assert problems(published) == [
        (
            f"notice: {LOCK}:1:1: privacy/2026-05-01 is published and not in the lock. Run “policy lock” and commit the "
            "line it adds. [lock]"
        )
    ]
    before = (published / LOCK).read_text("utf-8")
    assert policy("lock", "--root", str(published)).exit_code == 0
    after = (published / LOCK).read_text("utf-8")
    assert after.startswith(before) and after.count("\n") == before.count("\n") + 1
    assert problems(published) == []


def test_without_a_lock_one_notice_says_so(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24", "2020-01-01")
    assert problems(tmp_path) == [
        (
            f"notice: {LOCK}:1:1: There is no lock, so a change to a published revision goes unnoticed. Run “policy "
            "lock”. [lock]"
        )
    ]


def record_erratum(root: Path, *fields: str, revision: str = "2014-09-24") -> None:
    lines = [f"- revision: {revision}", "date: 2026-06-14", *fields, "reason: A name was misspelled."]
    text = (
        policy_file() + "errata:\n" + "\n".join(f"  {'' if at == 0 else '  '}{line}" for at, line in enumerate(lines))
    )
    write_files(root, {f"{FOLDER}/policy.yml": text + "\n"})


def test_a_recorded_erratum_lets_a_file_be_mended(published: Path) -> None:
    was = hash_of(published, "2014-09-24")
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    record_erratum(published, f"was: {was}", f"now: {hash_of(published, '2014-09-24')}")
    assert problems(published) == []
    (mended,) = read_policies(published)[0].errata
    assert (mended.line, mended.reason, mended.day) == (4, "A name was misspelled.", date(2026, 6, 14))


@pytest.mark.parametrize("wrong", ["was", "now"])
def test_an_erratum_must_name_both_files(published: Path, wrong: str) -> None:
    was = hash_of(published, "2014-09-24")
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    hashes = {"was": was, "now": hash_of(published, "2014-09-24")} | {wrong: "0" * 64}
    record_erratum(published, *(f"{name}: {value}" for name, value in hashes.items()))
    assert any(each.startswith("error") for each in problems(published))


def test_an_erratum_of_no_revision_is_told_at_its_line(published: Path) -> None:
    record_erratum(published, f"now: {'0' * 64}", revision="1999-01-01")
    assert problems(published) == [
        (
            f"error: {FOLDER}/policy.yml:4:1: There is no revision 1999-01-01 for this erratum to be of. Mend or "
            "remove it. [lock]"
        )
    ]


def test_a_revision_found_later_may_be_added_with_a_reason(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2011-02-17.md": revision_file("2011-02-17", CHANGED)})
    record_erratum(published, f"now: {hash_of(published, '2011-02-17')}", revision="2011-02-17")
    assert [each for each in problems(published) if each.startswith("error")] == []
    assert policy("lock", "--root", str(published)).exit_code == 0
    assert problems(published) == []


@pytest.mark.parametrize(
    "added",
    ["<<<<<<< HEAD", "privacy/2014-09-24  2014-09-24", "privacy/2015-02-30  2015-02-30  2015-02-30  " + "0" * 64],
)
def test_a_damaged_lock_is_told_line_by_line(published: Path, added: str) -> None:
    with (published / LOCK).open("a", encoding="utf-8") as file:
        file.write(added + "\n")
    (problem,) = problems(published)
    assert problem.startswith(f"error: {LOCK}:5:1: “{added[:20]}")


def test_a_revision_locked_twice_is_an_error() -> None:
    line = f"privacy/2014-09-24  2014-09-24  2014-09-24  {'0' * 64}\n"
    with pytest.raises(ProblemsFound, match="stands in line 1 already"):
        parse(line + line, LOCK)


def test_nothing_is_locked_while_something_published_has_changed(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    before = (published / LOCK).read_bytes()
    result = policy("lock", "--root", str(published))
    assert result.exit_code == 1 and "Nothing was written." in result.output
    assert (published / LOCK).read_bytes() == before


def test_policy_check_says_both_what_changed_and_what_is_missing(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    result = policy("check", "--root", str(published))
    assert result.exit_code == 1 and result.output.endswith("1 error, 0 warnings, 0 kept on purpose.\n")
    assert f"notice: {LOCK}:1:1: privacy/2026-05-01 is published and not in the lock." in result.output
