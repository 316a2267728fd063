"""A policy's past brought in: from a git repository, an Open Terms Archive, records, and the real corpus."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from git_repository import Repository
from known_edits.sources import history_names, history_texts
from policy_command import run_policy
from policy_files import write_policy
from policy_history.checks.run import check_folder
from policy_history.history_import.converting import Conversion
from policy_history.history_import.from_git import texts_from_git, texts_from_terms_archive
from policy_history.history_import.model import PastText, without_repetitions
from policy_history.problems import errors_in
from policy_history.source.folder import read_policies
from policy_history.text.document import read_document

FIRST, SECOND, THIRD = (f"# Terms\n\nYou may lend {what}.\n" for what in ("it", "it once", "it twice"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Terms that were renamed, edited in a branch, merged, and touched without a change of the text."""
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "Add the terms", terms_markdown=FIRST)
    made.commit("2020-02-01", "Move the terms", terms_markdown=None, docs__terms_md=FIRST)
    made.git("checkout", "-q", "-b", "draft")
    made.commit("2020-03-01", "Try", docs__terms_md="# Terms\n\nA draft nobody saw.\n")
    made.commit("2020-03-02", "Say how often", docs__terms_md=SECOND)
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "Merge the draft", "draft", day="2020-04-01")
    made.commit("2020-05-01", "Touch something else", other_md="x")
    made.commit("2019-12-31", "Twice", docs__terms_md=THIRD)
    return made


def test_the_main_line_is_walked_and_renames_are_followed(repository: Repository) -> None:
    texts = list(texts_from_git(repository.folder, "docs/terms.md", ["terms.markdown"]))
    assert [(each.day.isoformat(), each.text, each.subject) for each in texts] == [
        ("2020-01-01", FIRST, "Add the terms"),
        ("2020-04-01", SECOND, "Merge the draft"),
        ("2019-12-31", THIRD, "Twice"),
    ]
    assert texts[0].origin.startswith("terms.markdown in commit ")


def test_without_the_earlier_name_the_history_begins_with_the_new_one(repository: Repository) -> None:
    first = next(texts_from_git(repository.folder, "docs/terms.md"))
    assert (first.day.isoformat(), first.text) == ("2020-02-01", FIRST)


def test_a_name_that_was_only_spelt_otherwise_is_the_same(tmp_path: Path) -> None:
    made = Repository(tmp_path / "upstream")
    made.commit("2020-01-01", "Add", PRIVACY_md=FIRST)
    made.git("mv", "PRIVACY.md", "Privacy.md")
    made.commit("2020-02-01", "Spell it", Privacy_md=FIRST)
    made.git("mv", "Privacy.md", "privacy.md")
    made.commit("2020-03-01", "Change it", privacy_md=SECOND)
    texts = texts_from_git(made.folder, "privacy.md")
    assert [(each.day.month, each.text) for each in texts] == [(1, FIRST), (3, SECOND)]


def test_equal_texts_that_follow_one_another_are_one() -> None:
    texts = [PastText(text, date(2020, 1, day), "x") for day, text in enumerate("aabba", start=1)]
    assert [(each.text, each.day.day) for each in without_repetitions(texts)] == [
        ("a", 1),
        ("b", 3),
        ("a", 5),
    ]


def run(root: Path, *arguments: str) -> Result:
    return run_policy("import-history", *arguments, "--root", root, env={"CI": "true"})


def test_the_import_is_a_policy_with_proposed_days(repository: Repository, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    options = [
        "--file",
        "docs/terms.md",
        "--formerly",
        "terms.markdown",
        "--publisher",
        "Harbour Lane",
        "--title",
        "Terms",
    ]
    result = run(site, "terms", str(repository.folder), *options)
    assert result.exit_code == 0, result.output
    assert "3 revisions from 2020-01-01 to 2020-04-01.2, of 3 texts in the record." in result.output
    assert re.search(r"Doubtful day: 2019-12-31 of docs/terms.md in .* became 2020-04-01.", result.output)
    (policy,) = read_policies(site)
    assert (policy.title, policy.publisher) == ("Terms", "Harbour Lane")
    first, second, third = policy.revisions
    assert [str(each.id) for each in policy.revisions] == ["2020-01-01", "2020-04-01", "2020-04-01.2"]
    assert first.note == "The first text that was kept."
    assert re.fullmatch(r"(\d+ words? removed and )?\d+ words? added\.", second.note)
    assert re.fullmatch(
        r"docs/terms.md in commit [0-9a-f]{12}: “Merge the draft”. Its day is proposed as the day of publication.",
        second.origin,
    )
    assert "It has 2019-12-31, out of order" in third.origin
    assert not errors_in(check_folder(site, "policy_versions", date(2026, 1, 1))[1].problems)


def test_a_second_import_over_the_first_is_refused(repository: Repository, tmp_path: Path) -> None:
    site = write_policy(tmp_path / "site", "2020-01-01", slug="terms")
    before = sorted(site.rglob("*"))
    result = run(site, "terms", str(repository.folder), "--file", "docs/terms.md", "--publisher", "X")
    assert result.exit_code == 1 and "is there already" in result.output
    assert sorted(site.rglob("*")) == before


def test_a_shallow_clone_is_refused(repository: Repository, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.folder}", str(shallow))
    result = run(tmp_path, "terms", str(shallow), "--file", "docs/terms.md", "--publisher", "X")
    assert result.exit_code == 1
    assert "has only a part of its history" in result.output and "git fetch --unshallow" in result.output
    assert not (tmp_path / "policy_versions").exists()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("docs/none.md", "has no file docs/none.md"),
        ("../terms.md", "is no path inside the repository"),
        ("/etc/passwd", "is no path inside the repository"),
        ("--output=x", "has no file --output=x"),
        (":(glob)**", "has no file :(glob)**"),
    ],
)
def test_no_path_leads_out_or_becomes_an_option(repository: Repository, tmp_path: Path, path: str, says: str) -> None:
    result = run(tmp_path, "terms", str(repository.folder), f"--file={path}", "--publisher", "X")
    assert result.exit_code == 1 and says in result.output, result.output
    assert not (repository.folder / "x").exists()


def test_a_folder_that_is_no_repository_is_said_to_be_none(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    result = run(tmp_path, "terms", str(folder), "--file", "a.md", "--publisher", "X")
    assert (
        result.exit_code == 1 and "plain is in no git repository" in result.output and "Traceback" not in result.output
    )


def test_an_open_terms_archive_says_which_texts_it_only_read_anew(tmp_path: Path) -> None:
    archive = Repository(tmp_path / "versions")
    archive.commit("2021-01-01", "First record of Example Privacy Policy", Example__Privacy_md=FIRST)
    archive.commit(
        "2021-02-01", "Apply technical or declaration upgrade on Example Privacy", Example__Privacy_md=SECOND
    )
    archive.commit("2021-03-01", "Record new changes of Example Privacy", Example__Privacy_md=THIRD)
    texts = list(texts_from_terms_archive(archive.folder, "Example/Privacy"))
    assert [each.is_extraction for each in texts] == [False, True, False]
    result = run(tmp_path, "privacy", str(archive.folder), "--document", "Example/Privacy", "--publisher", "Example")
    assert result.exit_code == 0, result.output
    (policy,) = read_policies(tmp_path)
    assert [str(each.change_class) for each in policy.revisions] == ["material", "editorial", "material"]
    assert "the publisher’s text may not have changed" in policy.revisions[1].note


def test_what_is_converted_is_told() -> None:
    text = (
        "\ufeff---\r\nlayout: page\r\n---\r\n# A {: #a .wide }\r\n\r\n"
        '<figure class="c">Kept <a href="/x" onclick="y()">words</a></figure> a <about:home> b\x00 [c](d.md) <!-- no -->'
        "\r\n\r\n[e]: /f\r\n"
    )
    done = Conversion(text, "https://example.org/legal/terms")
    assert done.text == (
        "# A {#a}\n\n"
        'Kept <a href="https://example.org/x">words</a> a &lt;about:home> b [c](https://example.org/legal/d.md) '
        "\n\n[e]: https://example.org/f\n"
    )
    assert done.changes == {
        "front matter of another program removed": 1,
        "attribute lists of headings reduced to their id": 1,
        "HTML that pages do not carry removed (<figure> or its attributes)": 1,
        "HTML that pages do not carry removed (<a> or its attributes)": 1,
        "invisible control characters removed": 1,
        "signs < written as text": 1,
        "relative links made absolute": 3,
        "comments removed": 1,
    }


@pytest.mark.parametrize(
    ("kept", "converted"),
    [
        ("A ![seal](https://a.example/s.png) b.", "A [seal](https://a.example/s.png) b."),
        ('A ![seal](//a.example/s.png "Of old") b.', 'A [seal](https://a.example/s.png "Of old") b.'),
        ("A ![](https://a.example/x/s.png) b.", "A [s.png](https://a.example/x/s.png) b."),
        ("A [![seal](https://a.example/s.png)](/rules/) b.", "A [seal](https://example.org/rules/) b."),
        ("A ![seal][s] b.\n\n[s]: https://a.example/s.png", "A [seal][s] b.\n\n[s]: https://a.example/s.png"),
        (
            'A <img alt="our seal" src="http://a.example/s.png" /> b.',
            'A <a href="http://a.example/s.png">our seal</a> b.',
        ),
        (
            '<a href="/rules/"><img src=http://a.example/s.png alt="seal"></a>',
            '<a href="https://example.org/rules/">seal</a>',
        ),
        ("A ![seal](s.png) b.", "A [seal](https://example.org/legal/s.png) b."),
        ("Write `![seal](https://a.example/s.png)` for it.", "Write `![seal](https://a.example/s.png)` for it."),
        ("Write `<img src='https://a.example/s.png'>` for it.", "Write `<img src='https://a.example/s.png'>` for it."),
        ("So:\n\n    ![seal](https://a.example/s.png)", "So:\n\n    ![seal](https://a.example/s.png)"),
    ],
)
def test_a_picture_of_another_host_becomes_a_link(kept: str, converted: str) -> None:
    done = Conversion(kept + "\n", "https://example.org/legal/")
    assert done.text == converted + "\n"
    assert done.changes["pictures of other hosts made links"] == (kept.strip("\n") != converted)
    assert not any(token.is_image for token in read_document(done.text).all_tokens())


def test_links_of_the_old_site_need_its_address(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps({"date": "2020-01-01T00:00:00Z", "text": "See [this](/x).\n"}) + "\n", "utf-8")
    refused = run(tmp_path, "terms", str(file), "--publisher", "X")
    assert refused.exit_code == 1 and "--published-at" in refused.output
    result = run(tmp_path, "terms", str(file), "--publisher", "X", "--published-at", "https://example.org/legal/")
    assert result.exit_code == 0, result.output
    assert "(https://example.org/x)" in read_policies(tmp_path)[0].revisions[0].text


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "null", '{"date": "2020-01-01"}', '{"date": "soon", "text": "a"}', '{"date": 3, "text": "a"}'),
        *('{"date": "2020-01-01", "text": "a", "subject": 3}', '{"date": "2020-01-01", "text": "a", "path": ["a"]}'),
        *("[" * 100_000, '{"date": ' + "9" * 5000 + "}"),
        '{"date": "2020-01-01", "text": "' + "a" * 8_000_000 + '"}',
    ],
    ids=lambda line: line[:50],
)
def test_a_record_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"date": "2020-01-01", "text": "a"}\n' + line + "\n", "utf-8")
    result = run(tmp_path, "terms", str(file), "--publisher", "X")
    assert result.exit_code == 1 and "records.jsonl:2:1: This record cannot be read" in result.output
    assert "Traceback" not in result.output and not (tmp_path / "policy_versions").exists()


def test_a_packed_record_that_promises_any_length_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"date": "2020-01-01", "text": "' + b"a" * 20_000_000))
    result = run(tmp_path, "terms", str(file), "--publisher", "X")
    assert result.exit_code == 1 and "records.jsonl.gz:1:1: This record cannot be read (the line has" in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--title", "A\x1bB"], "policy.yml:1:8: This value holds an escape"),
        (["--title", "A\u202eB"], "policy.yml:1:8: "),
        (["--language", "../x"], "policy.yml:3:11: “../x” is not a language tag"),
        (["--published-at", "https://["], "“https://[” is no address of a page"),
    ],
)
def test_nothing_is_written_that_no_check_would_read(tmp_path: Path, options: list[str], said: str) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"date": "2020-01-01", "text": "Words.", "commit": null}\n', "utf-8")
    result = run(tmp_path, "terms", str(file), "--publisher", "X", *options)
    assert result.exit_code == 1 and said in result.output and "Nothing was written" in result.output
    assert not (tmp_path / "policy_versions").exists()


@pytest.mark.parametrize("name", history_names("firefox-privacy-ja", "mozilla-websites-ar", "us18f-open-source"))
def test_histories_of_policies_pass_the_checks(tmp_path: Path, name: str) -> None:
    texts = history_texts(name)
    chosen = [(at, texts[at]) for at in range(0, len(texts), max(1, len(texts) // 3))]
    records = [{"date": f"{2010 + at // 12}-{at % 12 + 1:02}-01T12:00:00Z", "text": text} for at, text in chosen]
    sample = tmp_path / "sample.jsonl"
    sample.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    result = run(tmp_path, name, str(sample), "--publisher", "Them", "--published-at", "https://example.org/legal/")
    assert result.exit_code == 0, result.output
    policies, report = check_folder(tmp_path, "policy_versions", date(2031, 1, 1))
    assert len(policies) == 1 and not errors_in(report.problems)
