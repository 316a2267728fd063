"""Sites as MkDocs lets them be: configured in parts, with folders elsewhere, drafts, posts and pages made by a program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from guest_policies import POLICIES, guest_folder

from building import change, contents, mkdocs
from policy_command import run_policy

OURS = """  - search
  - policy-versions:
      plain_pages: false
      forms: {endpoint: "https://forms.quay.example/requests", confirmation: legal/sent/, policy: privacy}
"""
MAKES_A_PAGE = """
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made\\n\\n[policy: text privacy]\\n"))
    return files
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the site of others with policies, without our plugin."""
    return guest_folder(tmp_path / "folder")


def settings(root: Path, *, option: str = "", more: str = "") -> None:
    """Give the copy of the site our plugin, with an option of it and further lines of mkdocs.yml."""
    ours = (OURS.replace("      plain", f"      {option}\n      plain") if option else OURS) + more
    change(root, {"mkdocs.yml": {"replace": "  - search\n", "by": ours}})


def test_a_page_for_readers_coming_back_that_is_a_draft_is_none(root: Path, tmp_path: Path) -> None:
    settings(root, more="draft_docs: |\n  /legal/sent.md\n")
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 1 and "forms.confirmation is “legal/sent/”, and nothing is published" in result.stdout


@pytest.mark.parametrize("how", ["within", "linked"])
def test_sources_that_lie_among_the_documents_are_not_published_as_pages(root: Path, tmp_path: Path, how: str) -> None:
    draft = POLICIES["policy_versions/privacy/2026-01-01.md"].replace("2026-01-01", "2027-01-01")
    change(root, {"policy_versions/privacy/2027-01-01.md": draft, "policy_versions/README.md": "# How we work\n"})
    if how == "within":
        (root / "policy_versions").rename(root / "docs/policies")
        settings(root, option="folder: docs/policies\n      storage: docs/policies/storage.yml")
    else:
        (root / "docs/policies").symlink_to("../policy_versions", target_is_directory=True)
        settings(root)
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    files = contents(tmp_path / "site")
    assert "privacy/2026-01-01/index.html" in files and not [path for path in files if path.startswith("policies/")]


def test_a_post_may_show_a_policy(root: Path, tmp_path: Path) -> None:
    post = "---\ndate: 2026-01-03\n---\n\n# What is new\n\n[policy: text privacy]\n"
    change(root, {"docs/blog/index.md": "# Blog\n", "docs/blog/posts/new.md": post})
    settings(root)
    change(root, {"mkdocs.yml": {"replace": "  - search\n", "by": "  - search\n  - blog\n"}})
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert "Your name" in (tmp_path / "site/blog/2026/01/03/what-is-new/index.html").read_text()
    assert run_policy("verify", tmp_path / "site").exit_code == 0


def test_a_configuration_in_parts_with_folders_elsewhere(root: Path, tmp_path: Path) -> None:
    settings(root)
    (root / "docs").rename(root / "content")
    whole = (root / "mkdocs.yml").read_text()
    change(root, {"base.yml": whole.replace("site_name: Quay Tools\n", "docs_dir: content\n")})
    change(root, {"mkdocs.yml": "INHERIT: base.yml\nsite_name: Quay Team\n"})
    result = mkdocs(root, tmp_path / "out" / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert "Quay Team" in (tmp_path / "out/site/privacy/index.html").read_text()
    assert run_policy("verify", tmp_path / "out/site").exit_code == 0
    assert "warning: base.yml:" in result.stdout  # what the theme brings is told where it is asked for


def test_a_site_without_an_address_of_its_own_and_with_a_number_of_processes(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "docs/legal")
    change(root, {"mkdocs.yml": {"replace": "site_url: https://docs.quay.example/manual/\n", "by": ""}})
    change(
        root,
        {"mkdocs.yml": {"replace": "  - search\n", "by": OURS.partition("      forms")[0] + "      processes: 1\n"}},
    )
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert run_policy("verify", tmp_path / "site").exit_code == 0
    checked = run_policy("check-site", tmp_path / "site", "--root", root, "--day", "2026-06-15")
    assert checked.output.startswith("0 errors")


def test_a_page_that_a_program_makes_may_show_a_policy(root: Path, tmp_path: Path) -> None:
    change(root, {"make.py": MAKES_A_PAGE})
    settings(root, more="hooks: [make.py]\n")
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert "Your name" in (tmp_path / "site/made/index.html").read_text()
    assert run_policy("verify", tmp_path / "site").exit_code == 0


@pytest.mark.parametrize(
    "line",
    ["See [policy: overview] here.", "[policy: overview]\nText.", "Text.\n[policy: overview]", "- [policy: overview]"],
)
def test_a_directive_among_other_words_is_told(root: Path, tmp_path: Path, line: str) -> None:
    change(root, {"docs/news.md": f"# News\n\nNone.\n\n{line}\n"})
    settings(root)
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    if line.startswith("- "):  # an item of its own
        assert result.returncode == 0
        return
    number = 5 + line.partition("[")[0].count("\n")
    assert result.returncode == 1 and "Traceback" not in result.stdout
    assert f"docs/news.md:{number}:1: “[policy: overview]” stands among other words." in result.stdout


def test_a_directive_in_code_is_text_and_in_an_item_stands_in_it(root: Path, tmp_path: Path) -> None:
    text = "`[policy: text a]`\n\n    [policy: text b]\n\n\\[policy: text c] [policy: text d](index.md)\n\n- Item\n\n    [policy: overview]\n"
    change(root, {"docs/news.md": f"# News\n\n{text}"})
    settings(root)
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    html = (tmp_path / "site/news/index.html").read_text()
    assert all(f"[policy: text {letter}]" in html for letter in "abc") and ">policy: text d</a>" in html
    assert html.index("<li>") < html.index("policy-list") if "policy-list" in html else "Privacy Policy" in html
