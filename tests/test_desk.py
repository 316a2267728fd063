"""What ``policy status`` and ``policy check`` read, and what they may leave unread."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from policy_files import policy_file, revision_file, write_files
from policy_history.redline.identity import LastingIds
from policy_history.text.document import Document, read_document
from policy_history.text.keeping import begin_round
from recorded_site import DAYS, FOLDER, LOCK, commit, policy, recorded_site

BAD = "# Privacy\n\nWe keep [●] of it, as section 9 says.\n"
UNREAD = "recorded revisions unchanged, not read again: policy check --all"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three revisions, recorded and committed."""
    return recorded_site(tmp_path)


def told(root: Path, *arguments: str) -> list[str]:
    """What ``policy check`` says is wrong, without the last line."""
    return policy(root, "check", *arguments).output.splitlines()[:-1]


def last(result: Result) -> str:
    return result.output.splitlines()[-1]


def hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_what_is_recorded_and_unchanged_is_not_read_and_that_is_said(site: Path) -> None:
    assert last(policy(site, "check")) == f"0 errors, 0 warnings, 0 kept on purpose. 3 {UNREAD}"
    assert "not read" not in last(policy(site, "check", "--all"))


def _draft(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2027-01-01.md": revision_file("2027-01-01", BAD)})


def _draft_of_earlier_day(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2019-01-01.md": revision_file("2019-01-01", BAD)})


def _last_edited(site: Path) -> None:
    write_files(site, {f"{FOLDER}/{DAYS[2]}.md": revision_file(DAYS[2], BAD)})


def _first_edited(site: Path) -> None:
    """The second is compared with it: its section has gone from it."""
    text = "# Privacy\n\n## Sharing\n\nWe share none of the data that members give to us when they join.\n"
    write_files(site, {f"{FOLDER}/{DAYS[0]}.md": revision_file(DAYS[0], text)})


def _line_ends(site: Path) -> None:
    path = site / FOLDER / f"{DAYS[1]}.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def _erratum(site: Path) -> None:
    """A text that was mended with an erratum that is not recorded yet."""
    path = site / FOLDER / f"{DAYS[2]}.md"
    was = hash_of(path)
    write_files(site, {f"{FOLDER}/{DAYS[2]}.md": revision_file(DAYS[2], BAD)})
    about = (
        f"errata:\n  - revision: {DAYS[2]}\n    date: 2026-06-15\n    was: {was}\n    now: {hash_of(path)}\n"
        "    reason: The court ordered it.\n"
    )
    write_files(site, {f"{FOLDER}/policy.yml": policy_file() + about})


def _published_and_locked_before_anybody_checked_it(site: Path) -> None:
    write_files(site, {f"{FOLDER}/2026-06-01.md": revision_file("2026-06-01", BAD)})
    assert policy(site, "lock").exit_code == 0


def _deleted(site: Path) -> None:
    (site / FOLDER / f"{DAYS[1]}.md").unlink()


def _foreign_name(site: Path) -> None:
    first = (site / FOLDER / f"{DAYS[0]}.md").read_text("utf-8").split("---\n", 2)[2]
    word = next(word for word in first.split() if word.isalpha() and len(word) > 3)
    write_files(site, {f"{FOLDER}/policy.yml": policy_file() + f"foreign_names: [{word.upper()}]\n"})


def _note_on_no_words(site: Path) -> None:
    note = f"  - policy: privacy\n    revision: {DAYS[0]}\n    quote: no such words\n    dated: 2026-06-01\n    note: Old.\n"
    write_files(site, {"policy_versions/annotations.yml": f"annotations:\n{note}"})


def _storage(site: Path) -> None:
    write_files(site, {"policy_versions/storage.yml": "entries: none\nrequests: []\nchecked: 2026-01-01\n"})


def _broken_record(site: Path) -> None:
    path = site / LOCK
    path.write_text(path.read_text("utf-8").replace(DAYS[0], "2014-09-25", 1), "utf-8")


def _broken_fields(site: Path) -> None:
    write_files(site, {f"{FOLDER}/{DAYS[1]}.md": "---\npublished: soon\n---\n" + BAD})


@pytest.mark.parametrize(
    "change",
    [
        _draft,
        _draft_of_earlier_day,
        _last_edited,
        _first_edited,
        _line_ends,
        _erratum,
        _published_and_locked_before_anybody_checked_it,
        _deleted,
        _foreign_name,
        _note_on_no_words,
        _storage,
        _broken_record,
        _broken_fields,
    ],
)
@pytest.mark.parametrize("keeping", ["--cache", "--no-cache"])
def test_every_change_is_found_that_reading_everything_finds(
    site: Path, change: Callable[[Path], None], keeping: str
) -> None:
    policy(site, "check", "--all")
    change(site)
    found = told(site, keeping)
    assert found == told(site, "--all", "--no-cache")
    assert found


def test_without_commits_the_record_itself_is_believed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    site = recorded_site(tmp_path / "site")
    for path in (site / ".git").rglob("HEAD"):
        path.unlink()
    assert last(policy(site, "check")).endswith(f"3 {UNREAD}")


def test_without_a_record_every_text_is_read(site: Path) -> None:
    (site / LOCK).unlink()
    assert "not read" not in last(policy(site, "check"))


def test_of_a_file_whose_fields_cannot_be_read_nobody_says_that_it_is_gone(site: Path) -> None:
    file = site / FOLDER / f"{DAYS[1]}.md"
    file.write_text(file.read_text("utf-8").replace("class: material", "class: minor"), "utf-8")
    errors = [line for line in told(site) if line.startswith("error")]
    assert len(errors) == 1 and errors[0].startswith(f"error: {FOLDER}/{DAYS[1]}.md:")


def test_named_files_are_read_and_no_others(site: Path) -> None:
    write_files(
        site,
        {
            f"{FOLDER}/2027-01-01.md": revision_file("2027-01-01", BAD),
            f"{FOLDER}/2027-02-01.md": revision_file("2027-02-01", BAD),
        },
    )
    commit(site)
    result = policy(site, "check", str(site / FOLDER / "2027-02-01.md"))
    assert result.exit_code == 1 and "2027-01-01.md" not in result.output and "2027-02-01.md:" in result.output
    assert last(result).endswith("4 other revisions, not read: policy check --all")
    others = [str(site / FOLDER / f"{day}.md") for day in DAYS]
    assert last(policy(site, "check", *others, others[0])).endswith("2 other revisions, not read: policy check --all")
    (site / FOLDER / "2027-02-01.md").unlink()
    assert last(policy(site, "check", *others)).endswith("1 other revision, not read: policy check --all")
    assert "not read" not in last(policy(site, "check", str(site / FOLDER / "policy.yml")))
    assert last(policy(site, "check", str(site / LOCK))).endswith("4 other revisions, not read: policy check --all")


@pytest.mark.parametrize(("kept", "count"), [("'*'", 3), ("collect", 3), ("Other", 2)])
def test_a_text_whose_foreign_names_were_kept_on_purpose_is_not_read_again(
    tmp_path: Path, kept: str, count: int
) -> None:
    acknowledged = f"[{{rule: foreign-name, text: {kept}, reason: It is quoted.}}]"
    about = policy_file() + "foreign_names: [collect]\n"
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": about,
        f"{FOLDER}/2020-01-01.md": revision_file("2020-01-01", "# Privacy\n\nWe keep nothing at all.\n"),
        f"{FOLDER}/2021-01-01.md": revision_file("2021-01-01", "# Privacy\n\nWe keep nothing.\n"),
        f"{FOLDER}/2022-01-01.md": revision_file("2022-01-01", acknowledgements=acknowledged),
    }
    write_files(tmp_path, files)
    assert policy(tmp_path, "lock").exit_code == 0
    assert f"{count} {UNREAD}" in last(policy(tmp_path, "check"))


def test_a_file_of_no_policy_and_a_contradiction_are_told_in_a_sentence(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.md"
    other.write_text("a", "utf-8")
    result = policy(site, "check", str(other))
    assert result.exit_code == 1 and "notes.md is not in policy_versions/. Name files of policies" in result.output
    assert policy(site, "check", "--all", str(site / LOCK)).exit_code == 2


def test_status_reads_no_text(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("A text was read.")

    begin_round()  # of two rounds the first is forgotten, so that no text is known from before
    begin_round()
    monkeypatch.setattr("policy_history.text.document.parts_of", refuse)
    with pytest.raises(AssertionError, match="was read"):
        read_document("Whoever takes a text apart is noticed.")
    _draft(site)
    for command in ("status", "list"):
        assert policy(site, command).exit_code == 0
    assert policy(site, "show", "privacy/2027-01-01", "--json").exit_code == 0


def test_ids_are_worked_out_once_and_a_damaged_entry_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy(site, "new", "privacy", "--effective", "2027-01-01")
    first = (site / FOLDER / "2027-01-01.md").read_bytes()
    (site / FOLDER / "2027-01-01.md").unlink()
    aligned: list[str] = []
    following = LastingIds.following
    monkeypatch.setattr(LastingIds, "following", lambda self, text: aligned.append(text) or following(self, text))
    policy(site, "new", "privacy", "--effective", "2027-01-01")
    assert aligned == [] and (site / FOLDER / "2027-01-01.md").read_bytes() == first
    for content in (b"", b"{}", first):
        (site / FOLDER / "2027-01-01.md").unlink()
        for entry in (site / ".cache").glob("*/??/*"):
            entry.write_bytes(content)
        aligned.clear()
        policy(site, "new", "privacy", "--effective", "2027-01-01")
        assert len(aligned) == 3 and (site / FOLDER / "2027-01-01.md").read_bytes() == first


def test_a_check_works_out_only_the_ids_of_what_was_added(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy(site, "check", "--all")
    aligned: list[str] = []
    following = LastingIds.following
    monkeypatch.setattr(LastingIds, "following", lambda self, text: aligned.append(text) or following(self, text))
    _draft(site)
    assert policy(site, "check").exit_code == 1
    assert [text.strip() for text in aligned] == [BAD.strip()]


def test_what_is_kept_is_not_seen_by_git(site: Path) -> None:
    policy(site, "check", "--all")
    assert (site / ".cache" / "policy-versions" / ".gitignore").read_text("utf-8") == "*\n"
    policy(site, "new", "privacy", "--effective", "2027-01-01", "--no-cache")
    assert (site / FOLDER / "2027-01-01.md").exists()


def test_a_text_that_cannot_be_read_today_leaves_no_gap_in_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clause has its first address by the second text alone, which costs too much the first time."""
    same = "We give none of the data that members leave with us to anybody else."
    texts = (f"## Sharing\n\n{same}\n", f"## Giving\n\n{same}\n", "## Giving\n\nNobody gets any of it, ever.\n")
    revisions = {f"{FOLDER}/{day}.md": revision_file(day, text) for day, text in zip(DAYS, texts, strict=True)}
    write_files(tmp_path, {f"{FOLDER}/policy.yml": policy_file(), **revisions})
    following = LastingIds.following

    def too_much(self: LastingIds, text: str) -> Document:
        if text.strip() == texts[1].strip():
            raise MemoryError
        return following(self, text)

    with monkeypatch.context() as patch:
        patch.setattr(LastingIds, "following", too_much)
        assert any("needs more than" in line for line in told(tmp_path, "--all"))
    policy(tmp_path, "new", "privacy", "--effective", "2030-01-01")
    assert "## Giving {#sharing}" in (tmp_path / FOLDER / "2030-01-01.md").read_text("utf-8")
