"""``policy redline`` and ``policy import`` as an editor types them."""

from __future__ import annotations

import json
import sys
from html import unescape
from pathlib import Path

import pytest

from policy_command import run_policy
from policy_files import revision_file, write_files, write_policy
from policy_history.problems import ProblemsFound
from policy_history.redline.comment_markdown import redline_comment
from policy_history.redline.compare import compare
from policy_history.source.folder import read_policies
from policy_history.text.document import Document
from test_import_word import CHANGED
from word_files import document_of, imported, paragraph

_DRAWING = (["policy_history", "word"], ["policy_history", "printing"])
"""The rooms that need an extra, as the first names of their modules."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy of two revisions, and a draft that is not finished."""
    write_policy(tmp_path, "2020-01-01")
    folder = "policy_versions/privacy"
    text = "# Privacy\n\nWe collect your [name](/cookies/).\n"
    return write_files(
        tmp_path,
        {
            f"{folder}/2021-01-01.md": revision_file("2021-01-01", text),
            "draft/2022-01-01.md": "---\nnote:\n---\n\n# Privacy\n\nWe collect all.\n",
        },
    )


# Redlines


def test_two_revisions_by_their_names(root: Path) -> None:
    result = run_policy("redline", "privacy/2020-01-01", "privacy/2021-01-01", "--root", root)
    assert result.exit_code == 0
    assert "[-nothing-]{+your name+}" in result.output.replace("-] {", "-]{")


def test_a_draft_is_a_side_however_unfinished(root: Path) -> None:
    (root / "policy_versions/privacy/2022-01-01.md").write_bytes((root / "draft/2022-01-01.md").read_bytes())
    result = run_policy("redline", "privacy/2021-01-01", "privacy/2022-01-01", "--root", root, "--json")
    assert json.loads(result.output)["new"]["file"] == "privacy/2022-01-01"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("privacy/2019-01-01", "It has: 2020-01-01, 2021-01-01."),
        ("cookies/2019-01-01", "There are: privacy."),
        ("../../etc/2019-01-01", "There is no file"),
        ("nothing.md", "There is no file nothing.md"),
        (".", "is a folder"),
    ],
)
def test_a_side_that_is_not_there_is_told_with_what_is(root: Path, name: str, said: str) -> None:
    result = run_policy("redline", "privacy/2020-01-01", name, "--root", root)
    assert result.exit_code == 1
    assert said in result.output


def test_a_word_document_and_a_pdf_are_written(root: Path) -> None:
    target = root / "redline.docx"
    result = run_policy("redline", "privacy/2020-01-01", "privacy/2021-01-01", "--root", root, "--docx", target)
    assert result.exit_code == 0, result.output
    draft = imported(target.read_bytes())
    assert draft.markdown == "# Privacy\n\nWe collect your [name](/cookies/).\n"
    assert any("(Example, 2021-01-01)" in remark for remark in draft.remarks)


def test_a_folder_that_is_not_there_is_no_traceback(root: Path) -> None:
    result = run_policy(
        "redline", "privacy/2020-01-01", "privacy/2021-01-01", "--root", root, "--docx", root / "no/x.docx"
    )
    assert result.exit_code == 1
    assert "cannot be written" in result.output


@pytest.mark.parametrize(("option", "name", "module"), [("--docx", "word", "docx"), ("--pdf", "pdf", "weasyprint")])
def test_a_missing_extra_is_told_with_how_to_install_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, option: str, name: str, module: str
) -> None:
    for loaded in [each for each in sys.modules if each.split(".")[:2] in _DRAWING]:
        monkeypatch.delitem(sys.modules, loaded)
    for loaded in [each for each in sys.modules if each.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    result = run_policy("redline", "privacy/2020-01-01", "privacy/2021-01-01", "--root", root, option, root / "x")
    assert result.exit_code == 1
    assert f"python -m pip install 'mkdocs-policy-versions[{name}]'" in result.output
    assert not (root / "x").exists()


def test_marks_that_pages_would_print_are_named_with_their_places(tmp_path: Path) -> None:
    for name, text in (("old.md", "Text.\n"), ("new.md", "---\nnote: x\n---\nText.\n\n!!! warning\n    Look out.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run_policy("redline", tmp_path / "old.md", tmp_path / "new.md")
    assert result.exit_code == 0
    assert result.stderr.startswith("error: new.md:6:1: “!!! warning” is an admonition")
    assert result.stderr.endswith("[unknown-syntax]\n")
    assert "unknown-syntax" not in result.stdout


@pytest.mark.parametrize(
    "beginning",
    [
        pytest.param("", id="no fields"),
        pytest.param("---\n\n", id="a rule at the beginning"),
        pytest.param("---\ntitle: Terms\n---\n", id="fields of another program"),
        pytest.param("\ufeff---\r\ntitle: Terms\r\n---\r\n", id="such fields of Windows"),
    ],
)
def test_what_stands_between_rules_is_compared(tmp_path: Path, beginning: str) -> None:
    """Only fields at the beginning are none of the text: two rules further on are rules."""
    for name, words in (("old.md", "We keep it for 30 days."), ("new.md", "We keep it for 90 days.")):
        text = f"{beginning}Our terms.\n\n---\n\n{words}\n\n---\n\nThe end.\n"
        (tmp_path / name).write_bytes(text.encode())
    output = run_policy("redline", tmp_path / "old.md", tmp_path / "new.md").output
    assert "1 change." in output and "[-30-] {+90+}" in output
    assert "title" not in output


def test_a_comment_has_summary_list_and_passages(root: Path) -> None:
    result = run_policy("redline", "privacy/2020-01-01", "privacy/2021-01-01", "--root", root, "--markdown")
    assert "### Privacy Policy: privacy/2020-01-01 → privacy/2021-01-01" in result.output
    assert "1 change. 2 words added, 1 removed, 0 moved." in result.output
    assert "<del>nothing</del> <ins>your name</ins>" in result.output


def test_a_comment_is_cut_to_its_limit_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "\n\n".join(f"Paragraph {number} of the old text." for number in range(300))
    found = compare(Document(old), Document(old.replace("old", "new")))
    monkeypatch.setattr("policy_history.redline.comment_markdown.LIMIT", 9_000)
    comment = redline_comment(found, "Long", [])
    assert 8_000 < len(comment) <= 9_000
    assert comment.rstrip().endswith("</p>") and "Cut here" in comment


def test_no_word_of_a_text_is_a_mark_or_a_mention_in_a_comment() -> None:
    new = "Ask @everyone about #1 and a@example.org, *all* `of` <b>us</b>.\n"
    comment = redline_comment(compare(Document("Ask.\n"), Document(new)), "T", [])
    passage = comment.split("</details>")[1]
    assert "@\u200beveryone about #\u200b1 and a@\u200bexample.org" in unescape(passage)
    assert "<b>" not in passage


def test_letters_set_off_in_a_comment_make_no_mention_of_what_is_before_them() -> None:
    old, new = ("Write to privacy@somebody.example.\n", "Write to privacy@anybody.example.\n")
    passage = redline_comment(compare(Document(old), Document(new)), "T", []).split("</details>")[1]
    assert "<b>" in passage
    assert "@\u200b" in unescape(passage)
    assert "@<" not in unescape(passage)


# Imports


def draft_file(root: Path, *body: str) -> Path:
    path = root / "draft.docx"
    path.write_bytes(document_of(paragraph("Privacy", style="Heading1"), *body))
    return path


def test_a_draft_becomes_a_revision_that_can_be_read(root: Path) -> None:
    draft = draft_file(root, paragraph("We collect your name: it’s “needed”."))
    result = run_policy("import", draft, "--policy", "privacy", "--effective", "2026-12-01", "--root", root)
    assert result.exit_code == 0, result.output
    assert "policy redline privacy/2021-01-01 privacy/2026-12-01" in result.output
    (policy,) = read_policies(root)
    made = policy.revisions[-1]
    assert (str(made.id), made.text) == ("2026-12-01", "# Privacy\n\nWe collect your name: it’s “needed”.\n")
    assert "draft.docx" in made.note


def test_a_second_revision_of_a_day_gets_a_number(root: Path) -> None:
    draft = draft_file(root, paragraph("Other."))
    for _ in range(2):
        run_policy(
            "import", draft, "--policy", "privacy", "--effective", "2026-12-01", "--root", root, "--note", "New."
        )
    assert [str(revision.id) for revision in read_policies(root)[0].revisions[-2:]] == ["2026-12-01", "2026-12-01.2"]


def test_unresolved_changes_are_refused_and_nothing_is_written(root: Path) -> None:
    result = run_policy(
        "import", draft_file(root, CHANGED), "--policy", "privacy", "--effective", "2026-12-01", "--root", root
    )
    assert result.exit_code == 1
    assert "2 unresolved tracked changes and comments" in result.output
    assert "removed (Ada Counsel, 2026-10-01): “24”" in result.output
    assert not (root / "policy_versions/privacy/2026-12-01.md").exists()


def test_changes_are_accepted_when_asked(root: Path) -> None:
    result = run_policy("import", draft_file(root, CHANGED), "--changes", "accept", "--output", root / "out.md")
    assert result.exit_code == 0, result.output
    assert (root / "out.md").read_text(encoding="utf-8") == "# Privacy\n\nWe keep it for 12 months.\n"


def test_a_lost_word_stops_the_import(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_history.importing.draft.markdown", lambda *_: "# Privacy\n\nWe keep it.\n")
    result = run_policy("import", draft_file(root, paragraph("We keep it dear.")), "--output", root / "out.md")
    assert result.exit_code == 1
    assert "1 word of draft.docx would be missing in the result: “dear”. Nothing was written." in result.output
    assert not (root / "out.md").exists()


def test_of_many_lost_words_some_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_history.importing.draft.markdown", lambda *_: "# Privacy\n\nWe keep it.\n")
    words = " ".join(f"word{number}" for number in range(45))
    told = run_policy(
        "import", draft_file(root, paragraph(f"We keep it {words} word7")), "--output", root / "out.md"
    ).output
    assert "46 words of draft.docx would be missing" in told and "“word7” (2 times)" in told and " and 5 more." in told


def test_where_a_file_is_named_no_revision_is_written(root: Path) -> None:
    before = sorted(root.glob("policy_versions/**/*"))
    place = ["--policy", "privacy", "--effective", "2030-01-01", "--root", root]
    assert run_policy("import", draft_file(root), *place, "--output", root / "out.md").exit_code == 0
    assert (root / "out.md").exists() and sorted(root.glob("policy_versions/**/*")) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("draft.pdf", b"%PDF", "Ask for the Word document"),
        ("draft.doc", b"", "save it as .docx"),
        ("draft.xyz", b"", "A draft is a Word document"),
        ("draft.html", b"# Privacy\n\n1 < 2 and a > b\n", "draft.html is plain text"),
        ("draft.rst", b"Privacy\n=======\n", "Convert it to .docx or .html"),
        ("draft.docx", b"no zip", "not a Word document"),
    ],
)
def test_what_cannot_be_imported_is_told(root: Path, name: str, content: bytes, said: str) -> None:
    (root / name).write_bytes(content)
    result = run_policy("import", root / name, "--output", "-")
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("name", ["draft.docx", "page.html"])
def test_a_file_that_is_no_text_by_its_size_is_told_before_it_is_read(root: Path, name: str) -> None:
    with (root / name).open("wb") as file:
        file.truncate(50_000_001)
    assert (
        f"{name} is larger than 50 MB. Take out its pictures."
        in run_policy("import", root / name, "--output", "-").output
    )


def test_where_to_must_be_said(root: Path) -> None:
    assert "--policy and --effective" in run_policy("import", draft_file(root)).output


def test_a_page_is_imported_to_the_terminal(root: Path) -> None:
    page = root / "page.html"
    page.write_text("<main><h1>Privacy</h1><p>Nothing.</p></main>", encoding="utf-8")
    result = run_policy("import", page, "--output", "-")
    assert result.stdout == "# Privacy\n\nNothing.\n"


def test_policies_with_errors_are_mended_first(root: Path) -> None:
    (root / "policy_versions/privacy/policy.yml").write_text("title: x\n", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        read_policies(root)
    result = run_policy("import", draft_file(root), "--policy", "privacy", "--effective", "2026-12-01", "--root", root)
    assert result.exit_code == 1 and "publisher" in result.output
