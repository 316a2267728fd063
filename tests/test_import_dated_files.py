"""A folder of Word files with days in their names becomes a policy with its history."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from policy_command import run_policy
from policy_history.history_import.named_days import named_day
from policy_history.source.folder import read_policies
from word_files import change, document_of, paragraph, text_run

# Days


@pytest.mark.parametrize(
    ("name", "language", "day"),
    [
        ("privacy-2019-03-01", "en", "2019-03-01"),
        ("Privacy Policy (v3) 12 March 2021", "en", "2021-03-12"),
        ("20180525_AGB", "de", "2018-05-25"),
        ("AGB Stand 25.05.2018", "de", "2018-05-25"),
        ("AGB 01.02.2018", "de", "2018-02-01"),
        ("Terms_March_3rd,_2020_FINAL", "en", "2020-03-03"),
        ("terms-12-Sept-2020", "en", "2020-09-12"),
        ("Terms 25-12-2020", "en", "2020-12-25"),
        ("Terms 12-25-2020", "en", "2020-12-25"),
        ("Politique 1er février 2022", "fr", "2022-02-01"),
        ("Datenschutz 3. März 2022", "de", "2022-03-03"),
        (unicodedata.normalize("NFD", "Datenschutz 3. März 2022"), "de", "2022-03-03"),
        ("Política de privacidad 5 de mayo de 2023", "es", "2023-05-05"),
        ("2020 Jan 5 terms", "en", "2020-01-05"),
        ("Terms 2021.4.7", "en", "2021-04-07"),
        ("v2 2020-02-30 2020-03-01", "en", "2020-03-01"),
        ("Terms May 2020 12.05.2020", "en", "2020-05-12"),
        ("2019年3月1日 プライバシーポリシー", "ja", "2019-03-01"),
        ("개인정보 2019. 3. 1.", "ko", "2019-03-01"),
        ("개인정보 2019년 3월 1일", "ko", "2019-03-01"),
        ("Privacy ２０１９-03-01", "ja", "2019-03-01"),
        ("Términos 1º de mayo de 2023", "es", "2023-05-01"),
        ("Privacy 2019-03-01-2", "en", "2019-03-01"),
        ("privacy_v2.1_2021_03_04", "en", "2021-03-04"),
        ("Privacy 2.1 2021-03-04", "en", "2021-03-04"),
        ("1.2.2021-03-04 AGB", "de", "2021-03-04"),
        ("AGB 1. 2. 2021", "de", "2021-02-01"),
    ],
)
def test_the_day_in_a_name(name: str, language: str, day: str) -> None:
    found = named_day(name, language)
    assert found is not None
    assert (str(found.day), found.doubt) == (day, "")


@pytest.mark.parametrize(
    ("name", "language", "day", "doubt"),
    [
        ("terms 03-04-2020", "en", "2020-04-03", "may mean 2020-04-03 or 2020-03-04"),
        ("terms 03-04-2020", "en-US", "2020-03-04", "may mean 2020-03-04 or 2020-04-03"),
        ("terms 03042020", "fr", "2020-04-03", "may mean"),
        ("Terms March 2021", "en", "2021-03-01", "no day"),
        ("terms-2021-03", "en", "2021-03-01", "no day"),
        ("1-Mar-19 Privacy", "en", "2019-03-01", "year of two digits"),
        ("2019-03 Privacy Policy FINAL v2", "en", "2019-03-01", "no day"),
        ("privacy 2019-03-01 (reviewed 2019-02-12)", "en", "2019-03-01", "has 2019-03-01 and 2019-02-12"),
    ],
)
def test_a_day_in_doubt_is_said_to_be(name: str, language: str, day: str, doubt: str) -> None:
    found = named_day(name, language)
    assert found is not None
    assert str(found.day) == day
    assert doubt in found.doubt


@pytest.mark.parametrize(
    "name", ["privacy", "privacy v12", "privacy 2019", "terms 01.03.19", "doc 123456789", "summary 2020", "1234-56-78"]
)
def test_a_name_without_a_day_tells_none(name: str) -> None:
    assert named_day(name) is None


# The folder


def word(weeks: str, *more: str) -> bytes:
    return document_of(paragraph("Rules", style="Heading1"), paragraph(f"A book may be kept for {weeks} weeks."), *more)


def run(root: Path, folder: Path, *options: str) -> Result:
    arguments = ["import-history", "rules", str(folder), "--publisher", "Harbour Lane", "--root", str(root), *options]
    return run_policy(*arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "old"
    made.mkdir()
    files = {"rules-2019-03-01": "two", "Rules (v3) 12 March 2021": "four", "20200525_rules": "three"}
    for name, weeks in files.items():
        (made / f"{name}.docx").write_bytes(word(weeks))
    return made


def test_a_folder_becomes_a_history_with_figures_and_origins(folder: Path, tmp_path: Path) -> None:
    result = run(tmp_path, folder)
    assert result.exit_code == 0, result.output
    (policy,) = read_policies(tmp_path)
    assert [str(each.id) for each in policy.revisions] == ["2019-03-01", "2020-05-25", "2021-03-12"]
    assert [each.note for each in policy.revisions] == [
        "The first text that was kept.",
        "1 word removed and 1 word added.",
        "1 word removed and 1 word added.",
    ]
    assert policy.revisions[2].origin.startswith("Rules (v3) 12 March 2021.docx.")
    assert "four weeks" in policy.revisions[2].text
    assert "rules-2019-03-01.docx: 10 words and signs read, none missing in the result." in result.output
    assert "So few" not in result.output  # that is asked of web pages


def test_a_clause_keeps_its_id_through_the_files(folder: Path, tmp_path: Path) -> None:
    (folder / "rules 2022-01-01.docx").write_bytes(
        document_of(paragraph("Rules of the house", style="Heading1"), paragraph("A book may be kept for four weeks."))
    )
    assert run(tmp_path, folder).exit_code == 0
    assert read_policies(tmp_path)[0].revisions[-1].text.startswith("# Rules of the house {#rules}")


def test_files_without_a_day_are_named_together_and_can_be_left_out(folder: Path, tmp_path: Path) -> None:
    for name in ("draft.docx", "rules new.docx"):
        (folder / name).write_bytes(word("six"))
    result = run(tmp_path, folder)
    assert result.exit_code == 1
    assert "tell no day:\n  draft.docx\n  rules new.docx\n" in result.output
    assert not (tmp_path / "policy_versions").exists()
    assert run(tmp_path, folder, "--leave-out", "draft.docx", "--leave-out", "rules new.docx").exit_code == 0


def test_tracked_changes_in_any_file_stop_the_import_unless_it_is_said_what_becomes_of_them(
    folder: Path, tmp_path: Path
) -> None:
    tracked = paragraph(change("ins", text_run("Or more.")))
    for name in ("rules 2022-01-01.docx", "rules 2023-01-01.docx"):
        (folder / name).write_bytes(word("six", tracked))
    result = run(tmp_path, folder)
    assert result.exit_code == 1
    for name in ("rules 2022-01-01.docx", "rules 2023-01-01.docx"):
        assert f"{name} has 1 unresolved tracked changes" in result.output
    assert result.output.count("Nothing was written.") == 1
    assert not (tmp_path / "policy_versions").exists()
    assert run(tmp_path, folder, "--changes", "accept").exit_code == 0
    assert "Or more." in read_policies(tmp_path)[0].revisions[3].text


def test_what_is_no_draft_is_named_and_what_office_programs_keep_is_not(folder: Path, tmp_path: Path) -> None:
    (folder / "rules 2017-01-01.pdf").write_bytes(b"%PDF")
    (folder / "~$les-2019-03-01.docx").write_bytes(b"")
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "older").mkdir()
    result = run(tmp_path, folder)
    assert result.exit_code == 0, result.output
    assert "Not read: rules 2017-01-01.pdf. A PDF has no paragraphs" in result.output
    assert "Not read: older. It is a folder." in result.output
    assert "~$" not in result.output and "DS_Store" not in result.output


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.docx").write_bytes(word("nine"))
    (folder / "rules 2022-01-01.docx").symlink_to(tmp_path / "secret.docx")
    result = run(tmp_path, folder)
    assert "Not read: rules 2022-01-01.docx. It is a link to another place." in result.output
    assert len(read_policies(tmp_path)[0].revisions) == 3


def test_two_files_of_one_day_come_in_the_order_of_their_names_and_that_is_said(folder: Path, tmp_path: Path) -> None:
    for version, weeks in (("v9", "five"), ("v10", "six")):
        (folder / f"rules {version} 2021-03-12.docx").write_bytes(word(weeks))
    result = run(tmp_path, folder)
    (policy,) = read_policies(tmp_path)
    assert [each.origin.split(".docx")[0] for each in policy.revisions[2:]] == [
        "Rules (v3) 12 March 2021",
        "rules v9 2021-03-12",
        "rules v10 2021-03-12",
    ]
    assert "Doubtful day: rules v10 2021-03-12.docx. It has the day of rules v9 2021-03-12.docx" in result.output


def test_what_is_called_old_comes_before_the_text_of_that_day(folder: Path, tmp_path: Path) -> None:
    (folder / "rules-2019-03-01_old.docx").write_bytes(word("one"))
    (folder / "Copy of rules-2019-03-01.docx").write_bytes(word("two"))
    result = run(tmp_path, folder)
    assert result.exit_code == 0, result.output
    texts = [each.text for each in read_policies(tmp_path, "policy_versions")[0].revisions]
    assert [text.split(" weeks")[0].rpartition(" ")[2] for text in texts] == ["one", "two", "three", "four"]


@pytest.mark.parametrize("name", ["redline", "TRACKED changes", "compared with v1", "mark-up"])
@pytest.mark.parametrize("changes", ["refuse", "reject"])
def test_a_copy_that_shows_changes_is_no_text_beside_a_clean_one(
    folder: Path, tmp_path: Path, name: str, changes: str
) -> None:
    shown = change("del", text_run("one", tag="w:delText")), change("ins", text_run("two"))
    marked = document_of(paragraph("Rules", style="Heading1"), paragraph("A book may be kept for ", *shown, " weeks."))
    (folder / f"rules 2019-03-01 ({name}).docx").write_bytes(marked)
    result = run(tmp_path, folder, "--changes", changes)
    assert result.exit_code == 0, result.output
    assert f"({name}).docx. It shows changes, and rules-2019-03-01.docx is the text of that day." in result.output
    (folder / "rules-2019-03-01.docx").unlink()
    (tmp_path / "alone").mkdir()
    alone = run(tmp_path / "alone", folder)
    assert alone.exit_code == 1 and "tracked change" in alone.output


def test_a_file_that_is_no_document_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "rules 2022-01-01.docx").write_bytes(b"nothing")
    result = run(tmp_path, folder)
    assert result.exit_code == 1
    assert "rules 2022-01-01.docx: This is not a Word document" in result.output


def test_a_folder_without_drafts_says_what_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path, tmp_path / "empty")
    assert result.exit_code == 1
    assert "--file" in result.output and "this one has none" in result.output


def test_the_day_of_a_text_left_out_is_left_out_by_its_day_too(folder: Path, tmp_path: Path) -> None:
    assert run(tmp_path, folder, "--leave-out", "2020-05-25").exit_code == 0
    assert [each.effective for each in read_policies(tmp_path)[0].revisions] == [date(2019, 3, 1), date(2021, 3, 12)]
