"""Answers to ``policy init`` that nobody should be able to give, and the marks of what is still to be answered."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from policies import policy_of, revision_of
from policy_files import write_files
from policy_history.checks.unfinished import placeholder
from policy_history.model import PolicyKind
from policy_history.problems import CannotProceed
from policy_history.scaffold import answers as read
from policy_history.scaffold import files
from policy_history.scaffold.answers import Answers
from policy_history.scaffold.filling import as_markdown, as_text, as_yaml
from policy_history.scaffold.placeholders import open_places
from policy_history.scaffold.plan import plan_of, write
from policy_history.text.article import render_article
from policy_history.text.document import read_document
from test_init_configuration import loaded

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "footnotes", "abbr", "def_list", "admonition"]
EXTENSIONS += [f"pymdownx.{name}" for name in "betterem caret critic emoji keys magiclink mark snippets tilde".split()]


HOSTILE = [
    'Terms "of" use',
    "Terms: of use # now",
    "- [x] *bold* _it_ `code` ~~no~~ ==yes== ^^up^^",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "{{ 7 * 7 }} {% raw %} ${{ github.token }} << publisher >>",
    "[link](https://evil.example) ![x](y) [policy: form contact]",
    "www.evil.example https://evil.example http://a",
    "!ENV [HOME, x] &a *a !!python/object",
    "no",
    "2026-01-01",
    "'",
    "|",
    "# Head {#id .class}",
    "شروط الخدمة",
    "利用規約",
    ":smile: (c) --8<-- x",
    "\\* \\[",
]


def answers_of(text: str, **fields: object) -> Answers:
    values: dict[str, object] = {
        "publisher": text, "site": text, "language": "en", "kind": PolicyKind.PRIVACY, "title": text, "slug": "privacy",
        "reached": text, "address": "https://a.example/", "timezone": "UTC", "host": "github", "folder": "policy_versions",
        "today": date(2026, 11, 28),
    }  # fmt: skip
    return Answers(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_is_a_text_in_yaml_and_in_markdown(text: str) -> None:
    assert read.line(text) == text
    assert yaml.safe_load(f"key: {as_yaml(text)}\n") == {"key": text} and "\n" not in as_yaml(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_in_the_text_of_a_policy_is_that_text(text: str) -> None:
    html = render_article(read_document(f"# {as_text(text)}\n\nBy {as_text(text)}: x\n")).html
    assert words(html) == [text, f"By {text}: x"]
    assert re.sub(r"<(/?)(?:h1|p)[^>]*>", "", html).count("<") == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_in_a_page_is_that_text_whatever_the_site_has_switched_on(text: str) -> None:
    html = Markdown(extensions=EXTENSIONS).convert(f"# {as_markdown(text)}\n\nBy {as_markdown(text)}: x\n")
    assert words(html) == [text, f"By {text}: x"]
    assert re.sub(r"<(/?)(?:h1|p)[^>]*>", "", html).count("<") == 0
    assert "[policy:" not in as_markdown(text) and "{{" not in as_markdown(text)


def words(html: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in html.splitlines() if line]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_yaml_file_holds_the_answer_whole(text: str) -> None:
    answers = answers_of(text)
    made = files.policy_files(answers, {}) | files.settings(answers, ()) | files.new_configuration(answers)
    about = yaml.safe_load(made["policy_versions/privacy/policy.yml"])
    assert (about["title"], about["publisher"]) == (text, text)
    site = loaded(made["mkdocs.yml"].decode())
    assert site["site_name"] == text
    assert site["plugins"][0]["policy-versions"]["forms"]["other_ways"] == [text]
    assert list(yaml.safe_load(made["policy_versions/requests.yml"])) == ["clocks", "timezone", "receives"]
    for page in files.pages(answers, "docs", "", {}).values():
        head = page.decode().split("---\n")[1]
        assert set(yaml.safe_load(head)) <= {"title", "description", "search"}
    for workflow in files.workflows(answers, "mkdocs").values():
        assert text not in workflow.decode() or text in ("no", "|", "'")


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b\u2069", "a\u200bb", "a\x1b[31m", "a\x00", "a\ud800", "x" * 201])
def test_what_turns_a_line_or_cannot_be_seen_is_refused(text: str) -> None:
    with pytest.raises(CannotProceed) as refused:
        read.line(text)
    assert str(refused.value).isprintable()


def test_lines_of_an_answer_are_one() -> None:
    assert read.line(" Acme\n  Ltd\t") == "Acme Ltd"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "../x",
        "a/b",
        "/etc",
        "A",
        "a b",
        "-x",
        ".git",
        "con",
        "assets",
        "x" * 81,
        "é",
        "cookies",
        "a\u202e",
        "a\n../b",
    ],
)
def test_what_is_no_address_is_no_slug(text: str) -> None:
    with pytest.raises(CannotProceed) as refused:
        read.slug(text, files.OF_PAGES)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Privacy Policy", "privacy-policy"), ("../../etc", "etc"), ("利用規約", "policy"), ("Assets", "assets-policy"),
     ("Règles d’accès", "regles-dacces"), ("---", "policy"), ("x" * 300, "x" * 60)],
)  # fmt: skip
def test_a_title_gives_a_slug(title: str, slug: str) -> None:
    assert read.slug_for(title) == slug


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Datenschutzerklärung", "de-AT", "datenschutzerklaerung"),
        ("Größe", "fr", "grosse"),
        ("Sözleşme", "tr", "sozlesme"),
    ],
)
def test_a_slug_is_spelt_as_its_language_spells_without_accents(title: str, language: str, slug: str) -> None:
    assert read.slug_for(title, language) == slug


@pytest.mark.parametrize(
    "text",
    ["x", "javascript:alert(1)", "https://", "https://a b/", 'https://a/"', "https://u@a/", "https://a/?q", "ftp://a/"],
)
def test_what_is_no_address_of_a_site_is_refused(text: str) -> None:
    with pytest.raises(CannotProceed):
        read.address(text)


def test_an_address_of_a_site_ends_in_a_slash() -> None:
    assert read.address(" https://a.example/x ") == "https://a.example/x/"


# What is written, and what is left open


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    root, outside = tmp_path / "site", tmp_path / "outside"
    root.mkdir(), outside.mkdir()
    (root / "docs").symlink_to(outside)
    with pytest.raises(CannotProceed, match="leads out of this folder"):
        plan_of(root, {"docs/index.md": b"x"})


@pytest.mark.parametrize(
    "there", ["docs/legal/contact/index.md", "docs/legal/contact.md", "docs/legal/contact/README.md"]
)
def test_a_page_at_the_same_address_is_kept(tmp_path: Path, there: str) -> None:
    write_files(tmp_path, {there: "# Ours\n"})
    plan = plan_of(tmp_path, {"docs/legal/contact.md": b"x", "docs/legal/contact/sent.md": b"x"})
    assert (plan.kept, list(plan.new)) == (("docs/legal/contact.md",), ["docs/legal/contact/sent.md"])


def test_when_a_file_cannot_be_written_nothing_is(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"a/b/one.md": b"1", "c": b"2", "c/two.md": b"3"})
    with pytest.raises(OSError, match=r"two\.md"):
        write(plan)
    assert list(tmp_path.iterdir()) == []


def test_the_marks_of_pages_and_settings_are_told_with_their_places(tmp_path: Path) -> None:
    pages = {
        "mkdocs.yml": "site_name: '[insert a name]'\n# [insert no]\ndocs_dir: text\n",
        "text/a.md": "# [insert a title]\n\nSee [insert][x] and [insert it](b.md), by [insert who]: him.\n",
        "text/deep/b.md": "[Insert this]\n\nThe mark `[insert it]` is code.\n",
        "docs/c.md": "[insert nothing, it is not published]\n",
        "policy_versions/privacy/policy.yml": "publisher: '[insert the name]'\n",
        "policy_versions/privacy/2026-01-01.md": "[insert what the checks find]\n",
    }
    found = [str(problem) for problem in open_places(write_files(tmp_path, pages), "policy_versions")]
    assert found == [
        "mkdocs.yml:1:13: “[insert a name]” is still to be filled in. [placeholder]",
        "policy_versions/privacy/policy.yml:1:13: “[insert the name]” is still to be filled in. [placeholder]",
        "text/a.md:1:3: “[insert a title]” is still to be filled in. [placeholder]",
        "text/a.md:3:43: “[insert who]” is still to be filled in. [placeholder]",
        "text/deep/b.md:1:1: “[Insert this]” is still to be filled in. [placeholder]",
    ]


@pytest.mark.parametrize("language", ["en-GB", "de", "zh-Hant-TW-x-of-the-library"])
@pytest.mark.parametrize("kind", PolicyKind)
def test_the_checks_find_every_mark_of_a_first_text(kind: PolicyKind, language: str) -> None:
    """In a language that is not ours, nothing of the text is outside of a mark: nobody publishes it as it is."""
    text = files.first_text("", "Ada [& Sons]" if language == "de" else read.UNNAMED, kind, language)
    revision = revision_of("2026-01-01", text)
    found = list(placeholder(policy_of(revision), revision, read_document(text)))
    assert len(found) == text.count("[insert") >= 3
    rest = re.sub(r"\[insert [^]]*\]", "", text)
    assert any(map(str.isalpha, rest)) is (language == "en-GB")


def test_revisions_among_the_pages_are_left_to_the_checks_of_their_texts(tmp_path: Path) -> None:
    pages = {"docs/a.md": "[insert a name]\n", "docs/policies/privacy/2026-01-01.md": "[insert a name]\n"}
    found = open_places(write_files(tmp_path, pages), "docs/policies")
    assert [each.path for each in found] == ["docs/a.md"]
