"""The record: what was published stays as it was, and whoever changes it is told how to do it rightly."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from machine import PATIENCE
from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files, write_policy
from policy_history.checks.lock import check_lock
from policy_history.problems import ProblemsFound
from policy_history.source.folder import read_policies
from policy_history.source.lock_file import read_lock, write

TODAY = date(2026, 6, 15)
FOLDER = "policy_versions/privacy"
LOCK = "policy_versions/published.lock"
CHANGED = "# Privacy\n\nWe collect everything.\n"


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")  # 15 June 2026


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Two revisions that are published and recorded, and a draft that is not."""
    write_policy(tmp_path, "2014-09-24", "2020-01-01", "2026-09-01")
    result = run_policy("lock", "--root", str(tmp_path))
    assert result.exit_code == 0, result.output
    return tmp_path


def problems(root: Path) -> list[str]:
    found = check_lock(root, "policy_versions", read_policies(root), TODAY)
    return [f"{problem.severity}: {problem}" for problem in sorted(found)]


def hash_of(root: Path, revision: str) -> str:
    return sha256((root / FOLDER / f"{revision}.md").read_bytes()).hexdigest()


def test_what_is_published_is_recorded_and_a_draft_is_not(published: Path) -> None:
    _, _, *lines = (published / LOCK).read_text("utf-8").splitlines()
    days = [f"published={day} effective={day} class=material" for day in ("2014-09-24", "2020-01-01")]
    expected = [
        'policy privacy 2026-06-15 title="Privacy Policy" publisher=Example language=en kind=other notice_days=0',
        f"revision privacy/2014-09-24 2026-06-15 {days[0]} sha256={hash_of(published, '2014-09-24')}",
        f"revision privacy/2020-01-01 2026-06-15 {days[1]} sha256={hash_of(published, '2020-01-01')}",
    ]
    before = ["0" * 64, *(sha256(line.encode("utf-8")).hexdigest() for line in lines)]
    assert lines == [f"{line} after={after}" for line, after in zip(expected, before, strict=False)]
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
            f"file was {was} and is {now} ({LOCK}:4). Put it back as it was and publish the change as a new "
            "revision; where the file itself has to be mended, record that under “errata” in policy.yml (revision: "
            "2014-09-24, date, was: the first hash, now: the second one, reason). [lock]"
        )
    ]


def test_other_line_ends_are_told_as_such(published: Path) -> None:
    file = published / FOLDER / "2014-09-24.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (problem,) = problems(published)
    assert "Only its line ends differ; write “*.md -text” into .gitattributes" in problem


def test_a_revision_that_is_gone_is_told_at_its_line_of_the_lock(published: Path) -> None:
    was = hash_of(published, "2020-01-01")
    (published / FOLDER / "2020-01-01.md").unlink()
    said = f"published “2020-01-01”, effective “2020-01-01”, class “material”, sha256 “{was}”"
    assert problems(published) == [
        (
            f"error: {LOCK}:5:1: privacy/2020-01-01 was published and is gone (revision privacy/2020-01-01, recorded on "
            f"2026-06-15: {said}). Put its file back as it was. [lock]"
        )
    ]


def test_changed_dates_are_told_by_their_names(published: Path) -> None:
    redated = revision_file("2014-09-24", published="2014-09-20")
    write_files(published, {f"{FOLDER}/2014-09-24.md": redated})
    assert problems(published) == [
        (
            f"error: {FOLDER}/2014-09-24.md:1:1: “published” is 2014-09-20, but the revision was published with "
            f"2014-09-24. Put 2014-09-24 back. ({LOCK}:4) [lock]"
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


def test_two_revisions_may_be_published_on_one_day(published: Path) -> None:
    same_day = revision_file("2020-05-01", CHANGED, published="2020-01-01")
    write_files(published, {f"{FOLDER}/2020-05-01.md": same_day})
    assert [each for each in problems(published) if each.startswith("error")] == []


def test_a_new_revision_behind_the_others_is_only_missing_in_the_record(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01", CHANGED)})
    assert problems(published) == [
        (
            f"notice: {LOCK}:1:1: privacy/2026-05-01 is published and not in the record. Run “policy lock” and commit the "
            "line it adds. [lock]"
        )
    ]
    before = (published / LOCK).read_text("utf-8")
    assert run_policy("lock", "--root", str(published)).exit_code == 0
    after = (published / LOCK).read_text("utf-8")
    assert after.startswith(before) and after.count("\n") == before.count("\n") + 1
    assert problems(published) == []


def test_without_a_record_one_notice_says_so(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24", "2020-01-01")
    assert problems(tmp_path) == [
        (
            f"notice: {LOCK}:1:1: There is no record, so a change to what was published goes unnoticed. Run “policy "
            "lock”. [lock]"
        )
    ]


def test_before_anything_is_published_nothing_is_said_of_a_record(tmp_path: Path) -> None:
    write_policy(tmp_path, "2030-01-01")
    write_files(tmp_path, {"policy_versions/storage.yml": "checked: 2026-01-01\nentries: []\nrequests: []\n"})
    assert problems(tmp_path) == []


def record_erratum(root: Path, *fields: str, revision: str = "2014-09-24") -> None:
    lines = [f"- revision: {revision}", "date: 2026-06-15", *fields, "reason: A name was misspelled."]
    text = (
        policy_file() + "errata:\n" + "\n".join(f"  {'' if at == 0 else '  '}{line}" for at, line in enumerate(lines))
    )
    write_files(root, {f"{FOLDER}/policy.yml": text + "\n"})


def test_a_recorded_erratum_lets_a_file_be_mended(published: Path) -> None:
    was = hash_of(published, "2014-09-24")
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    record_erratum(published, f"was: {was}", f"now: {hash_of(published, '2014-09-24')}")
    assert [each for each in problems(published) if each.startswith("error")] == []
    assert run_policy("lock", "--root", str(published)).exit_code == 0
    assert problems(published) == []
    (mended,) = read_policies(published)[0].errata
    assert (mended.line, mended.reason, mended.day) == (4, "A name was misspelled.", date(2026, 6, 15))


def test_a_mended_file_may_be_mended_again(published: Path) -> None:
    hashes = [hash_of(published, "2014-09-24")]
    for text in (CHANGED, CHANGED.upper()):
        write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", text)})
        hashes.append(hash_of(published, "2014-09-24"))
    errata = [
        f"  - {{revision: 2014-09-24, date: 2026-06-15, was: {was}, now: {now}, reason: A name was misspelled.}}\n"
        for was, now in pairwise(hashes)
    ]
    write_files(published, {f"{FOLDER}/policy.yml": policy_file() + "errata:\n" + "".join(errata)})
    assert [each for each in problems(published) if each.startswith("error")] == []


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
    assert run_policy("lock", "--root", str(published)).exit_code == 0
    assert problems(published) == []


@pytest.mark.parametrize(
    "added",
    [
        "privacy/2014-09-24  2014-09-24",
        f"revision privacy/2015-02-30 2015-02-30 published=x effective=x class=x sha256=x after={'0' * 64}",
        f"invention privacy 2026-06-15 title=x after={'0' * 64}",
        f"storage storage.yml 2026-99-15 checked=2026-01-01 sha256=x after={'0' * 64}",
        f'storage storage.yml 2026-06-15 checked="2026-01-01" sha256=x after={"0" * 64}',
        f'storage storage.yml 2026-06-15 checked="\\x" sha256=x after={"0" * 64}',
    ],
)
def test_a_damaged_record_is_told_line_by_line(published: Path, added: str) -> None:
    with (published / LOCK).open("a", encoding="utf-8") as file:
        file.write(added + "\n")
    (problem,) = problems(published)
    assert problem.startswith(f"error: {LOCK}:6:1: “{added[:20]}") or "was not written behind line 5" in problem


def test_nothing_is_recorded_while_something_published_has_changed(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    before = (published / LOCK).read_bytes()
    result = run_policy("lock", "--root", str(published))
    assert result.exit_code == 1 and "Nothing was written." in result.output
    assert (published / LOCK).read_bytes() == before


def test_policy_check_says_both_what_changed_and_what_is_missing(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2014-09-24.md": revision_file("2014-09-24", CHANGED)})
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    result = run_policy("check", "--root", str(published))
    assert result.exit_code == 1 and result.output.endswith("1 error, 0 warnings, 0 kept on purpose.\n")
    assert f"notice: {LOCK}:1:1: privacy/2026-05-01 is published and not in the record." in result.output


def test_what_a_killed_run_left_behind_is_no_part_of_the_record(published: Path) -> None:
    (published / "policy_versions/.published.lock.4711.new").write_text("# The rec", "utf-8")
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    assert run_policy("lock", "--root", str(published)).exit_code == 0
    assert problems(published) == []


def test_of_two_runs_at_once_the_second_overwrites_nothing(published: Path) -> None:
    known = read_lock(published)
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    assert run_policy("lock", "--root", str(published)).exit_code == 0
    before = (published / LOCK).read_bytes()
    with pytest.raises(ProblemsFound, match="somebody else at the same time"):
        write(published, "policy_versions", known.entries, known)
    assert (published / LOCK).read_bytes() == before
    assert [path.name for path in (published / "policy_versions").iterdir() if path.is_file()] == ["published.lock"]


def test_many_at_once_leave_a_whole_record(published: Path) -> None:
    write_files(published, {f"{FOLDER}/2026-05-01.md": revision_file("2026-05-01")})
    command = [sys.executable, "-c", "from policy_history.cli import main; main()", "lock", "--root", str(published)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(3)]
    runs[0].kill()
    assert 0 in [run.wait(PATIENCE) for run in runs]
    assert problems(published) == []
