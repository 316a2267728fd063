"""Which commits are the main line of a repository, which names a file had, and clocks that were never set."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from git_repository import Repository
from policy_history.history_import.from_git import texts_from_git
from policy_history.source.folder import read_policies
from test_import_history_doubts import loan, run


def committed_at(made: Repository, moment: str, text: str) -> None:
    """Commit ``terms.md`` at a moment as git keeps it, “seconds zone”."""
    (made.folder / "terms.md").write_text(text, "utf-8")
    made.git("add", "-A")
    who = {f"GIT_{name}_{what}": "someone" for name in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"@{moment}")
    command = ["git", "-C", str(made.folder), "commit", "-q", "-m", "Change"]
    subprocess.run(command, env=os.environ | who | dates, check=True)


def ids(root: Path) -> list[str]:
    return [str(each.id) for each in read_policies(root)[0].revisions]


# Clocks


@pytest.mark.parametrize("moments", [("0 +0000", "3600 +0000"), ("0 -0500", "315532800 +0000"), ("1 +0100", "2 +0100")])
def test_clocks_that_were_never_set_give_no_day(tmp_path: Path, moments: tuple[str, str]) -> None:
    made = Repository(tmp_path / "old")
    for number, moment in enumerate((*moments, "1600000000 +0000", "1603456000 +0000")):
        committed_at(made, moment, loan(number + 7))
    output = run(tmp_path / "site", made, "--file", "terms.md").output
    assert output.count("has none that can be right, and got 2020-09-13") == 2
    assert ids(tmp_path / "site") == ["2020-09-13", "2020-09-13.2", "2020-09-13.3", "2020-10-23"]
    assert "1970" not in output and "9999" not in output and "very moment" not in output


def test_a_day_on_which_clocks_begin_and_texts_of_one_moment_are_told(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    for number, moment in enumerate(("946684800 +0000", "1600000000 +0000", "1600000000 +0000")):
        committed_at(made, moment, loan(number + 7))
    output = run(tmp_path / "site", made, "--file", "terms.md").output
    assert "2000-01-01 of terms.md in commit" in output and "where clocks begin that nobody has set" in output
    assert output.count("the very moment of the text before it") == 1


# Lines


def test_the_history_of_a_repository_that_was_brought_in_whole_comes_along(tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit("2019-01-01", "One", terms_md=loan(7))
    other.commit("2019-06-01", "Two", terms_md=loan(8))
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "Begin", readme_md="x")
    made.git("fetch", "-q", str(other.folder), "main:theirs")
    made.git("merge", "--allow-unrelated-histories", "-m", "Bring in", "theirs", day="2020-02-01")
    made.commit("2020-03-01", "Three", terms_md=loan(9))
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert ids(tmp_path / "site") == ["2019-01-01", "2019-06-01", "2020-03-01"], result.output
    assert "not taken" not in result.output


def test_texts_of_merged_branches_are_counted_where_a_pull_may_have_hidden_the_main_line(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "One", terms_md=loan(7))
    made.git("checkout", "-qb", "mine")
    made.commit("2020-01-05", "Something else", readme_md="x")
    made.git("checkout", "-q", "main")
    made.commit("2020-02-01", "Two", terms_md=loan(8))
    made.commit("2020-03-01", "Three", terms_md=loan(9))
    made.git("checkout", "-q", "mine")
    made.git("merge", "-q", "main", "-m", "Merge branch 'main' of quay.example:site", day="2020-04-01")
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert ids(tmp_path / "site") == ["2020-01-01", "2020-04-01"]
    hidden = made.git("rev-parse", "main^").strip()[:12]
    assert f"1 text of a merged branch was not taken (2020-04-01): commit {hidden}." in result.output


# Names


def test_every_name_that_a_file_had_is_told_at_once(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "One", policy_md=loan(7))
    (made.folder / "legal").mkdir()
    for number, (old, new) in enumerate((("policy.md", "tos.md"), ("tos.md", "legal/terms.md"))):
        made.git("mv", old, new)
        made.git("commit", "-qm", "Rename", day=f"2020-0{number + 2}-01")
    made.git("mv", "legal/terms.md", "terms.md")
    made.commit("2020-06-01", "Rename and edit", terms_md=loan(8))
    output = run(tmp_path / "site", made, "--file", "terms.md").output
    assert "--formerly legal/terms.md --formerly tos.md --formerly policy.md" in output


@pytest.mark.parametrize("old", ["terms.html", "legal/terms/index.html", "legal/Terms.adoc", "terms.en.rst"])
def test_a_file_that_was_written_anew_in_another_notation_is_found(tmp_path: Path, old: str) -> None:
    made = Repository(tmp_path / "old")
    page = "<h1>Loans</h1>\n<p>You may keep a book\nfor 7 days.</p>\n"
    made.commit("2020-01-01", "One", **{old.replace("/", "__").replace(".", "_"): page})
    made.git("rm", "-q", old)
    made.commit("2020-02-01", "As Markdown", terms_md=loan(7))
    [text] = texts_from_git(made.folder, "terms.md")
    assert text.formerly == (old,)


# Files


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page_tsx", "export default () => <p>Words</p>\n", "is a program that makes a page"),
        ("en_yml", "terms: Words\n", "is a file of data"),
        ("terms_md", "%PDF-1.4\n", "is a PDF, whatever its name says"),
        ("terms_txt", b"PK\x03\x04\x14\x00", "is a packed file"),
    ],
)
def test_what_holds_no_text_as_readers_saw_it_is_refused(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "One", **{name: content})  # type: ignore[arg-type]
    result = run(tmp_path / "site", made, "--file", name.replace("_", "."))
    assert result.exit_code == 1 and said in result.output and "with its day in its name" in result.output


def test_letters_that_were_read_in_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    text = f"{loan(7)}\nAt the caf\u00e9 \u2013 Ça va, “thus”, Â for itself.\n"
    made.commit("2020-01-01", "One", terms_md=text)
    made.commit("2020-02-01", "Saved wrongly", terms_md=text.replace("”", "").encode().decode("cp1252"))
    output = run(tmp_path / "site", made, "--file", "terms.md").output
    assert output.count("letters read in a wrong encoding, such as “cafÃ©”") == 1 and "--leave-out" in output


def test_a_note_keeps_its_first_word_where_links_are_made_whole(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit(
        "2020-01-01", "One", terms_md=f"{loan(7)}\nMore.[^1] See [this][x].\n\n[^1]: Thirty days.\n\n[x]: y.md\n"
    )
    run(tmp_path / "site", made, "--file", "terms.md", "--published-at", "https://quay.example/legal/")
    text = read_policies(tmp_path / "site")[0].revisions[0].text
    assert "[^1]: Thirty days." in text and "[x]: https://quay.example/legal/y.md" in text


# What only tags keep


def test_texts_that_only_tags_keep_are_told_and_taken_when_asked_for(tmp_path: Path) -> None:
    """As where each version was tagged in a branch that was thrown away, or the history was written anew."""
    made = Repository(tmp_path / "old")
    for number, day in enumerate(("2020-03-01", "2021-03-01", "2022-03-01")):
        made.git("checkout", "-q", "--orphan", f"work-{number}")
        made.commit(day, "Version", terms_md=loan(number + 7))
        made.git("tag", *(("-a", "-m", "x") if number else ()), f"v{number}")
    made.git("tag", "a-tree", "HEAD^{tree}")
    made.git("checkout", "-q", "--orphan", "without")
    made.git("rm", "-q", "--cached", "terms.md")
    made.commit("2022-06-01", "Other", terms_md=None, other_md="x")
    made.git("tag", "other")
    made.git("checkout", "-q", "--orphan", "main")
    made.commit("2023-03-01", "Begin", terms_md=loan(9), other_md=None)
    plain = run(tmp_path / "site", made, "--file", "terms.md").output
    assert "2 tags have texts that the main line does not have: v0, v1. To import what tags keep, too:" in plain
    assert ids(tmp_path / "site") == ["2023-03-01"]
    asked = run(tmp_path / "tags", made, "--file", "terms.md", "--tags").output
    assert ids(tmp_path / "tags") == ["2020-03-01", "2021-03-01", "2022-03-01"] and "removed on" not in asked
    assert "Only tags have it: say --tags." in run(tmp_path / "none", made, "--file", "other.md").output
