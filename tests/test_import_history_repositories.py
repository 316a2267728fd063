"""Repositories out of the ordinary: what git lets through, an import weighs, tells or refuses in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from git_repository import Repository
from policy_history.history_import.from_git import texts_from_git
from policy_history.source.folder import read_policies
from test_import_history_doubts import days_of, loan, run


@pytest.mark.parametrize(
    ("author", "committer", "day"),
    [
        ("1600000000 +51800", "1600000000 +51800", "2020-09-13"),
        ("99999999999999 +0000", "1600000000 +0000", "2020-09-13"),
        ("", "1600000000 +0200", "2020-09-13"),
        ("", "", "9999-01-01"),
    ],
)
def test_a_moment_that_cannot_be_is_no_traceback(tmp_path: Path, author: str, committer: str, day: str) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2019-02-01", "One", terms_md=loan(7))
    (made.folder / "terms.md").write_text(loan(9), "utf-8")
    made.git("add", "-A")
    tree, parent = made.git("write-tree").strip(), made.git("rev-parse", "HEAD").strip()
    raw = made.folder / "raw"
    raw.write_text(f"tree {tree}\nparent {parent}\nauthor A <a@e> {author}\ncommitter A <a@e> {committer}\n\nTwo\n")
    made.git("update-ref", "HEAD", made.git("hash-object", "-t", "commit", "-w", "--literally", str(raw)).strip())
    assert [each for each, _ in days_of(made)] == ["2019-02-01", day]
    assert run(tmp_path / "site", made, "--file", "terms.md").exit_code == 0


def test_a_file_that_was_away_is_told_with_the_days(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2019-02-01", "One", terms_md=loan(7))
    made.commit("2020-02-01", "Away", terms_md=None)
    made.commit("2021-02-01", "Back", terms_md=loan(7))
    made.commit("2022-02-01", "Gone", terms_md=None)
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert "removed on 2020-02-01, behind the text of 2019-02-01" in result.output
    assert "removed on 2022-02-01, behind the text of 2021-02-01" in result.output
    assert [str(each.id) for each in read_policies(tmp_path / "site")[0].revisions] == ["2019-02-01"]


def test_marks_of_an_unfinished_merge_are_told(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2019-02-01", "One", terms_md=loan(7))
    made.commit("2020-02-01", "Two", terms_md=f"<<<<<<< HEAD\n{loan(8)}\n=======\n{loan(9)}\n>>>>>>> other\n")
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert "marks of a merge that was not finished" in result.output and "--leave-out" in result.output


def test_a_path_may_begin_in_a_folder_of_the_repository_and_be_spelt_in_another_way(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    (made.folder / "legal").mkdir()
    (made.folder / "legal" / "erkla\u0308rung.md").write_text(loan(7), "utf-8")
    made.commit("2019-02-01", "One")
    for folder, path in (
        ("legal", "erkl\u00e4rung.md"),
        ("", "legal/erkl\u00e4rung.md"),
        ("legal", "erkla\u0308rung.md"),
    ):
        texts = list(texts_from_git(made.folder / folder, path))
        assert [each.text for each in texts] == [loan(7)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("legal", "is a folder. Name the file in it, such as legal/terms.md."),
        ("LEGAL/Terms.md", "It has legal/terms.md."),
        ("terms.md", "It has legal/terms.md."),
        ("other.md", "Check the path."),
        ("link.md", "link.md is a link to legal/terms.md"),
        ("draft.docx", "draft.docx: This is not a Word document"),
        ("page.html", "There is no text in "),
        ("print.pdf", "with its day in its name, such as privacy-2019-03-01.docx"),
        ("shared/terms.md", "“shared” is a submodule. Import from its own repository"),
        ("shared", "“shared” is a submodule. Import from its own repository"),
        ("large.md", "only a pointer to this text (Git LFS)"),
    ],
)
def test_what_is_no_text_file_of_the_repository_is_told_with_what_to_do(tmp_path: Path, path: str, said: str) -> None:
    made = Repository(tmp_path / "old")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    files = {
        "legal__terms_md": loan(7),
        "draft_docx": b"PK\x03\x04",
        "page_html": "<nav>x</nav>",
        "print_pdf": "%PDF",
        "large_md": pointer,
    }
    made.folder.joinpath("link.md").symlink_to("legal/terms.md")
    made.commit("2019-02-01", "One", **files)  # type: ignore[arg-type]
    made.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},shared")
    made.git("commit", "-q", "-m", "Share")
    result = run(tmp_path / "site", made, "--file", path)
    assert result.exit_code == 1 and said in result.output and "Traceback" not in result.output
