"""Pasts that are no plain Markdown file of one policy: several in one file, web pages, other notations, templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from git_repository import Repository
from policy_command import run_policy
from policy_history.history_import.converting import Conversion
from policy_history.source.folder import read_policies

BOTH = """# Terms of Service

## Use

You may use it.[^1]

# Privacy {name}

## Data

We keep logs.[^2] See [the list][x].

[^1]: For yourself.
[^2]: For thirty days,
    and no longer.

[x]: https://harbour.example/list
"""
PRIVACY = """# Privacy {name}

## Data

We keep logs.[^2] See [the list][x].

[^2]: For thirty days,
    and no longer.

[x]: https://harbour.example/list
"""


def run(root: Path, repository: Repository, *arguments: str) -> Result:
    root.mkdir(exist_ok=True)
    options = ["--root", str(root), "--publisher", "Harbour Lane"]
    return run_policy("import-history", "pp", repository.folder, *options, *arguments)


def texts_in(root: Path) -> dict[str, list[str]]:
    """The paragraphs of each revision, by its id."""
    (policy,) = read_policies(root, "policy_versions")
    return {str(each.id): each.text.split("\n\n") for each in policy.revisions}


# Several policies in one file


def both(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "old")
    made.commit("2019-01-05", "Terms", legal_md="# Terms of Service\n\n## Use\n\nYou may.\n")
    made.commit("2020-01-05", "Both", legal_md=BOTH.format(name="Policy"))
    made.commit("2020-02-05", "Only the terms", legal_md=BOTH.format(name="Policy").replace("may use", "can use"))
    made.commit("2020-03-05", "A new name", legal_md=BOTH.format(name="Notice"))
    return made


def test_a_file_with_several_policies_is_told_and_comes_in_by_its_parts(tmp_path: Path) -> None:
    made = both(tmp_path)
    told = run(tmp_path / "whole", made, "--file", "legal.md")
    assert "2 parts: “Terms of Service”, “Privacy Notice”" in told.output and "--section HEADING" in told.output
    names = ["--section", "privacy notice", "--section", "Privacy Policy"]
    result = run(tmp_path / "part", made, "--file", "legal.md", *names)
    assert result.exit_code == 0 and "parts:" not in result.output and "unknown-syntax" not in result.output
    assert (
        "1 text without the heading “privacy notice” or “Privacy Policy” left out: that of 2019-01-05" in result.output
    )
    found = texts_in(tmp_path / "part")
    assert list(found) == ["2020-01-05", "2020-03-05"]
    for name, parts in zip(("Policy", "Notice"), found.values(), strict=True):
        assert "\n\n".join(parts).split() == PRIVACY.format(name=name).split()


def test_a_part_that_no_text_has_is_told_with_the_headings_that_there_are(tmp_path: Path) -> None:
    result = run(tmp_path / "site", both(tmp_path), "--file", "legal.md", "--section", "Cookies")
    assert result.exit_code == 1 and "No text has the heading “Cookies”." in result.output
    assert "“Terms of Service”, “Use”, “Privacy Notice”, “Data”" in result.output


def test_a_policy_of_many_parts_is_not_taken_for_many_policies(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    text = "".join(f"# Part {number}\n\n## Detail\n\nWords.\n\n" for number in range(9))
    made.commit("2020-01-05", "One", terms_md=text)
    made.commit("2020-02-05", "Two", other_md="# Title\n\n## One\n\nText.\n\n## Two\n\n### Three\n\nText.\n")
    for name in ("terms.md", "other.md"):
        assert "--section" not in run(tmp_path / name, made, "--file", name).output


def test_a_file_that_came_out_of_another_one_says_so(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    terms, privacy = "# Terms\n\nYou may use it as you like.\n", "# Privacy\n\nWe keep logs for one day only.\n"
    made.commit("2020-01-05", "Both", legal_md=f"{terms}\n{privacy}")
    made.commit("2021-01-05", "Apart", legal_md=terms, privacy_md=privacy)
    told = run(tmp_path / "told", made, "--file", "privacy.md").output
    assert "(then say --section HEADING, too). Import what was before it, too: --formerly legal.md" in told
    result = run(tmp_path / "site", made, "--file", "privacy.md", "--formerly", "legal.md", "--section", "Privacy")
    assert list(texts_in(tmp_path / "site")) == ["2020-01-05"] and result.exit_code == 0


# Web pages and Word files in git


def test_a_web_page_in_git_comes_in_as_its_readers_saw_it(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    body = "<h1>Privacy</h1><p>We keep <b>logs</b>.</p><h2>{}</h2><p>You may ask.</p>"
    made.commit("2020-01-05", "One", p_html=f"---\nlayout: page\n---\n{body.format('Rights')}")
    page = f"<!doctype html><html><body><nav>Home</nav>{body.format('Rights of yours')}</body></html>"
    made.commit("2021-01-05", "Two", p_html=page)
    made.commit("2021-02-05", "Its frame alone", p_html=page.replace("Home", "Start"))
    result = run(tmp_path / "site", made, "--file", "p.html")
    assert result.exit_code == 0 and "no part of the text: nav “Home”" in result.output
    found = texts_in(tmp_path / "site")
    assert list(found) == ["2020-01-05", "2021-01-05"]
    assert found["2020-01-05"] == ["# Privacy", "We keep **logs**.", "## Rights", "You may ask.\n"]
    assert found["2021-01-05"][2] == "## Rights of yours {#rights}"


def test_a_whole_web_page_is_one_whatever_its_name(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit(
        "2020-01-05", "One", p_md="<!DOCTYPE html>\n<html><head><title>T</title></head><body><h1>P</h1></body></html>"
    )
    run(tmp_path / "site", made, "--file", "p.md")
    assert texts_in(tmp_path / "site") == {"2020-01-05": ["# P\n"]}


# What readers saw and the file does not say


def test_templates_other_notations_and_empty_texts_are_told(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2020-01-05", "One", p_adoc="= Privacy\n\nWe keep logs for {{ site.days }} days.\n")
    made.commit("2020-02-05", "Two", p_adoc="")
    made.commit("2020-03-05", "Three", p_adoc="= Privacy\n\nWe keep logs for 30 days.\n")
    output = run(tmp_path / "site", made, "--file", "p.adoc").output
    assert "1 text has marks that a program filled in, such as “{{ site.days }}” in that of 2020-01-05" in output
    assert "p.adoc is in AsciiDoc notation and was read as Markdown" in output
    assert "The text of 2020-02-05" in output and "is empty and was left out. Was the policy withdrawn" in output


@pytest.mark.parametrize(
    ("name", "what_to_do"),
    [
        ("privacy.html", "each with its day in its name"),
        ("privacy.DOCX", "each with its day in its name"),
        ("privacy.md", "Begin a revision (policy new)"),
        ("privacy.pdf", "Ask for the Word document"),
    ],
)
def test_a_text_alone_is_no_history(tmp_path: Path, name: str, what_to_do: str) -> None:
    file = tmp_path / name
    file.write_text("<h1>Privacy</h1>", "utf-8")
    result = run_policy("import-history", "terms", file, "--publisher", "X", "--root", tmp_path)
    assert result.exit_code == 1 and f"{name} is one text, and a history has several." in result.output
    assert what_to_do in result.output and "JSON" not in result.output


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("Title: A\nAuthor: B\n    of C\nBase Header Level: 2\n\n# Be kind.\n", "# Be kind.\n"),
        ("Title: A\n\nBe kind.\n", ""),
        ("Title: A\nHolder: B\n\nBe kind.\n", ""),
        ("Be kind.\n\n  \n", "Be kind.\n"),
    ],
)
def test_fields_of_multimarkdown_go_and_lines_that_only_look_so_stay(kept: str, text: str) -> None:
    conversion = Conversion(kept)
    assert (conversion.text, conversion.lost) == (text or kept, [])
