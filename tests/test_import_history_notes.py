"""Notes of imported revisions say what changed; where a text comes from stands in its file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from policy_command import run_policy
from policy_history.history_import.model import PastText
from policy_history.history_import.revision_notes import note_of, origin_of
from policy_history.model import ChangeClass, Revision, RevisionId
from policy_history.source.folder import read_policies

OLD = "# Rules\n\nWho asks, gets.\n\n## Loans\n\nYou may keep a book for two weeks.\n\n## Fines\n\nA day costs ten cents.\n"
DAY = date(2020, 1, 1)


def note(new: str, old: str = OLD, *, is_extraction: bool = False) -> str:
    before = Revision(RevisionId(DAY), DAY, DAY, ChangeClass.MATERIAL, "x", old, b"", "p")
    return note_of(PastText(new, DAY, "p", is_extraction=is_extraction), before)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (OLD.replace("two weeks", "three long weeks"), "1 word removed and 2 words added."),
        (OLD.replace("two", "six").replace("ten", "twenty"), "2 words removed and 2 words added."),
        (OLD.replace("two weeks", "two *weeks*"), "No word changed, only links, numbers or layout."),
        (OLD.replace("\n\n## Fines", "\n\n\n## Fines"), "No word, link or layout changed."),
    ],
)
def test_a_note_has_the_figures_of_the_redline(new: str, said: str) -> None:
    assert note(new) == said


def test_moved_words_are_no_new_words() -> None:
    passage = "Whoever brings a book back late pays for every day, also for Sundays and for the days of the fair.\n"
    old, new = f"{passage}\n{OLD}", f"{OLD}\n{passage}"
    assert note(new, old) == "20 words moved."


def test_what_an_archive_read_anew_is_said_with_the_figures() -> None:
    said = note(OLD.replace("ten", "six"), is_extraction=True)
    assert said.startswith("1 word removed and 1 word added. The archive copied the page again")


def test_an_origin_has_the_subject_and_both_days_of_the_record() -> None:
    past = PastText("x", DAY, "a.md in commit 1", "Fix\n  it", other_day=date(2019, 1, 1))
    assert origin_of(past, DAY) == (
        "a.md in commit 1: “Fix it”. It has 2020-01-01, proposed as the day of publication, and 2019-01-01."
    )
    assert "out of order" in origin_of(past, date(2021, 1, 1))


def test_of_what_a_commit_says_the_record_has_no_address_and_no_more_than_a_line() -> None:
    subject = "Thanks to Ada <ada@example.org>\nand\x1b[31m " + "more " * 500
    said = origin_of(PastText("Words.\n", DAY, "a.md in commit abc", subject), DAY)
    assert "Thanks to Ada … and\\x1b[31m more" in said and "@" not in said and len(said) < 400


def test_records_have_their_origin_and_a_warning_its_remedy(tmp_path: Path) -> None:
    text = "We lend books to all members of the library for two weeks. " * 6
    records = [{"date": f"202{at}-01-01", "text": text + f"{at}\n", "subject": "Edit: # 1"} for at in range(2)]
    (tmp_path / "past.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    options = ["import-history", "terms", str(tmp_path / "past.jsonl"), "--publisher", "X", "--root", str(tmp_path)]
    result = run_policy(*options)
    assert result.exit_code == 0, result.output
    place = "policy_versions/terms/2020-01-01.md"
    assert f"warning: {place}:10:1: This text has no heading" in result.output
    assert "Write ## before the title of each part. [no-clause] (the first of 2)" in result.output
    (policy,) = read_policies(tmp_path)
    assert policy.revisions[1].origin.startswith("record 2 of past.jsonl: “Edit: # 1”.")
    shown = run_policy("show", "terms/2021-01-01", "--root", tmp_path).output
    assert "Imported from: record 2 of past.jsonl" in shown
