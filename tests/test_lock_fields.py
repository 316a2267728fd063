"""The record covers what readers are told beside the texts: titles, errata, notes and the storage list."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from policies import day
from policy_files import policy_file, revision_file, write_files, write_policy
from policy_history.source.feed_ids import FeedIds
from policy_history.source.lock_file import Lock, entry
from policy_history.source.recorded import recorded, with_reason
from recorded_site import FOLDER, LOCK, STORAGE, policy

NOTES = "policy_versions/annotations.yml"


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "1781481600")  # 15 June 2026


def on(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)


def note(dated: str = "2026-06-01", words: str = "We stopped in 2020.", quote: str = "collect nothing") -> str:
    fields = [f"policy: privacy\n    revision: 2014-09-24\n    quote: {quote}", f"dated: {dated}", f"note: {words}"]
    return "annotations:\n  - " + "\n    ".join(fields) + "\n"


def storage(checked: str, purpose: str = "Remembers the theme.") -> str:
    entry = f"{{name: theme, where: cookie, purpose: {purpose}, duration: 1 year, party: us, when: action}}"
    return f"entries:\n  - {entry}\nrequests: []\nchecked: {checked}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A policy with two revisions, a note and a storage list, all of it recorded."""
    write_policy(tmp_path, "2014-09-24", "2020-01-01")
    write_files(tmp_path, {NOTES: note(), STORAGE: storage("2026-06-10")})
    result = policy(tmp_path, "lock")
    assert result.exit_code == 0, result.output
    return tmp_path


def wrong(root: Path) -> list[str]:
    lines = policy(root, "check").output.splitlines()
    return [line for line in lines if line.startswith(("error", "notice")) and line.endswith("[lock]")]


def test_all_of_it_stands_in_the_record_and_agrees(site: Path) -> None:
    kinds = [line.split()[0] for line in (site / LOCK).read_text("utf-8").splitlines()]
    assert kinds == ["#", "#", "policy", "revision", "revision", "annotation", "storage"]
    assert wrong(site) == []


@pytest.mark.parametrize(
    ("field", "was", "now"),
    [
        ("title", "Privacy Policy", "Privacy Notice"),
        ("publisher", "Example", "Example Ltd"),
        ("language", "en", "fr"),
        ("kind", "other", "privacy"),
        ("notice_days", "0", "30"),
    ],
)
def test_what_a_policy_is_called_changes_only_with_a_reason(site: Path, field: str, was: str, now: str) -> None:
    lines = [line for line in policy_file().splitlines() if not line.startswith(field)]
    write_files(site, {f"{FOLDER}/policy.yml": "\n".join([f"{field}: {now}", *lines, ""])})
    column = len(field) + 3
    said = f"The record says {field} “{was}” ({LOCK}:3, recorded on 2026-06-15); here it is “{now}”."
    ids = (
        f" Ids of feeds follow from the publisher: add “feed_ids: {FeedIds('', was, 'privacy').begin}”, or those who "
        "follow them are told of every revision once more."
    )
    assert [line for line in wrong(site) if "The record says" in line] == [
        (
            f"error: {FOLDER}/policy.yml:1:{column}: {said} Put back what it was, or record the change: policy lock "
            f"--reason “why it changed”.{ids if field == 'publisher' else ''} [lock]"
        )
    ]
    before = (site / LOCK).read_bytes()
    refused = policy(site, "lock")
    assert refused.exit_code == 1 and said in refused.output and (site / LOCK).read_bytes() == before
    assert policy(site, "lock", "--reason", "The firm was renamed.").exit_code == 0
    assert wrong(site) == []
    after = (site / LOCK).read_text("utf-8")
    assert after.startswith(before.decode("utf-8")) and 'reason="The firm was renamed."' in after


def test_ids_of_feeds_that_are_declared_do_not_hang_on_the_publisher(site: Path) -> None:
    file = site / FOLDER / "policy.yml"
    text = file.read_text("utf-8").replace("publisher: Example", "publisher: Another")
    file.write_text(f'{text}feed_ids: "tag:example.org,2026:"\n', "utf-8")
    (line,) = wrong(site)
    assert "here it is “Another”" in line and "Ids of feeds" not in line


def test_a_title_that_goes_back_needs_a_reason_again(site: Path) -> None:
    first = (site / FOLDER / "policy.yml").read_text("utf-8")
    write_files(site, {f"{FOLDER}/policy.yml": first.replace("Privacy Policy", "Notice")})
    assert policy(site, "lock", "--reason", "Shorter.").exit_code == 0
    write_files(site, {f"{FOLDER}/policy.yml": first})
    (problem,) = wrong(site)
    assert f"The record says title “Notice” ({LOCK}:8" in problem
    assert policy(site, "lock", "--reason", "Nobody liked it.").exit_code == 0
    assert wrong(site) == []


def test_a_reason_cannot_change_the_terminal(site: Path) -> None:
    """A title with such a character is refused where it is read; a reason comes from the command line."""
    write_files(site, {f"{FOLDER}/policy.yml": "title: Notice\npublisher: Example\n"})
    assert policy(site, "lock", "--reason", "A\u202eB").exit_code == 0
    assert "\u202e" not in (site / LOCK).read_text("utf-8")
    assert [line for line in wrong(site) if "record" in line] == []


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (note(dated="2020-06-01"), f"{NOTES}:4:12: The record has a note on privacy/2014-09-24, dated 2026-06-01"),
        (note(dated="2020-06-01"), "here it is dated 2020-06-01"),
        (note(words="We never did."), "here its words differ"),
        (note(quote="We collect nothing"), f"{NOTES}:1:1: The record has a note on privacy/2014-09-24"),
        (
            "annotations: []\n",
            "on “collect nothing” (policy_versions/published.lock:6, recorded on 2026-06-15); it is gone",
        ),
        (None, "it is gone"),
    ],
)
def test_a_note_on_an_old_text_changes_only_with_a_reason(site: Path, now: str | None, says: str) -> None:
    if now is None:
        (site / NOTES).unlink()
    else:
        write_files(site, {NOTES: now})
    assert any(says in line for line in wrong(site) if line.startswith("error")), wrong(site)
    assert policy(site, "lock").exit_code == 1
    assert policy(site, "lock", "--reason", "It was wrong.").exit_code == 0
    assert wrong(site) == []
    assert "\nwithdrawn privacy/2014-09-24 " in (site / LOCK).read_text("utf-8")


def test_another_note_is_only_missing_in_the_record(site: Path) -> None:
    second = note(quote="We collect").removeprefix("annotations:\n")
    write_files(site, {NOTES: note() + second})
    assert [line.partition(":1:1: ")[2] for line in wrong(site)] == [
        (
            "The annotation of privacy/2014-09-24 is published and not in the record. Run “policy lock” and commit the "
            "line it adds. [lock]"
        )
    ]
    assert policy(site, "lock").exit_code == 0 and wrong(site) == []


def test_a_storage_list_that_was_checked_later_is_only_missing(site: Path) -> None:
    write_files(site, {STORAGE: storage("2026-06-14", "Remembers the colours.")})
    (line,) = wrong(site)
    assert line.startswith("notice") and "The storage of storage.yml is published and not in the record." in line
    assert policy(site, "lock").exit_code == 0 and wrong(site) == []


def test_a_storage_list_never_goes_back(site: Path) -> None:
    old = (site / STORAGE).read_bytes()
    write_files(site, {STORAGE: storage("2026-06-14", "Remembers the colours.")})
    assert policy(site, "lock").exit_code == 0
    write_files(site, {STORAGE: old})
    (line,) = wrong(site)
    assert line.startswith(
        f"error: {STORAGE}:4:10: The record says storage storage.yml, recorded on 2026-06-15: checked “2026-06-14”"
    )
    refused = policy(site, "lock", "--reason", "It was better.")
    assert refused.exit_code == 1 and "Put the newer list back" in refused.output


def test_a_storage_list_of_the_same_day_needs_a_reason(site: Path) -> None:
    write_files(site, {STORAGE: storage("2026-06-10", "Follows you.")})
    (line,) = wrong(site)
    assert line.startswith(f"error: {STORAGE}:4:10:") and "Set “checked” to the day on which you compared it" in line
    assert policy(site, "lock").exit_code == 1
    assert policy(site, "lock", "--reason", "A purpose was misspelled.").exit_code == 0 and wrong(site) == []


def test_a_comment_and_line_ends_do_not_change_a_storage_list(site: Path) -> None:
    write_files(site, {STORAGE: ("# Looked at.\n" + storage("2026-06-10")).replace("\n", "\r\n")})
    assert wrong(site) == []


def test_a_storage_list_that_is_gone_is_told(site: Path) -> None:
    (site / STORAGE).unlink()
    (line,) = wrong(site)
    assert line.startswith(f"error: {STORAGE}:1:1: The storage list is gone; the record has that of 2026-06-10")


def mend(site: Path, day: str, reason: str = "A name.") -> None:
    """Change the text of 2014 and explain it by an erratum of that day."""
    changed = revision_file("2014-09-24", "# Privacy\n\nWe collect nothing of yours.\n")
    was = policy_hash(site)
    write_files(site, {f"{FOLDER}/2014-09-24.md": changed})
    erratum = (
        f"errata:\n  - {{revision: 2014-09-24, date: {day}, was: {was}, now: {policy_hash(site)}, reason: {reason}}}\n"
    )
    write_files(site, {f"{FOLDER}/policy.yml": policy_file() + erratum})


def policy_hash(site: Path) -> str:
    return sha256((site / FOLDER / "2014-09-24.md").read_bytes()).hexdigest()


def test_an_erratum_is_not_older_than_the_record_without_it(site: Path) -> None:
    mend(site, "2011-01-01")
    line = next(line for line in wrong(site) if line.startswith("error"))
    assert line.startswith(
        f"error: {FOLDER}/policy.yml:4:1: This erratum is dated 2011-01-01, but the record of 2026-06-15"
    )
    assert policy(site, "lock", "--reason", "x").exit_code == 1


@pytest.mark.parametrize("now", ["", "another reason", "another day"])
def test_a_recorded_erratum_stays(site: Path, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    mend(site, "2026-06-15")
    assert policy(site, "lock").exit_code == 0 and wrong(site) == []
    text = (site / FOLDER / "policy.yml").read_text("utf-8")
    changes = {
        "": policy_file(),
        "another reason": text.replace("A name.", "A number."),
        "another day": text.replace("2026-06-15", "2026-06-16"),
    }
    write_files(site, {f"{FOLDER}/policy.yml": changes[now]})
    assert any("The record has an erratum privacy/2014-09-24" in line for line in wrong(site))
    assert policy(site, "lock", "--reason", "x").exit_code == 1


def test_a_clock_that_went_back_adds_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(site, {f"{FOLDER}/2021-01-01.md": revision_file("2021-01-01")})
    on(monkeypatch, "1775000000")  # 31 March 2026
    refused = policy(site, "lock")
    assert refused.exit_code == 1 and "The last line is of 2026-06-15, but today is 2026-03-31" in refused.output


def test_a_note_is_taken_back_with_a_reason_and_only_where_it_stands() -> None:
    told = "privacy/2014-09-24", day("2026-06-15"), "2026-06-01", "collect nothing", "0" * 64
    note, back = entry("annotation", *told), entry("withdrawn", *told)
    reasoned = with_reason(back, "It was wrong.")
    assert [
        each.problems == []
        for each in (
            recorded(Lock("", True, lines))
            for lines in ((note, reasoned), (note, back), (reasoned,), (note, reasoned, reasoned))
        )
    ] == [True, False, False, False]
