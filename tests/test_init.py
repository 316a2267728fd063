"""``policy init``: what it writes, what it asks, and what it leaves alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from policy_files import write_files
from policy_history.cli import main

ROOT = Path(__file__).resolve().parents[1]
SITE = {"mkdocs.yml": "site_name: Docs # ours\ntheme: material\nnav:\n  - index.md\n", "docs/index.md": "# Docs\n"}
PAGE = "<html><body><main><h1>Privacy</h1><p>We keep your name for a year.</p></main></body></html>"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 1 January 2027
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(main, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rules(output: str, severity: str) -> set[str]:
    return set(re.findall(rf"^{severity}: .*\[([a-z-]+)\]$", output, re.MULTILINE))


# A new site


def test_status_of_a_new_site_counts_what_is_to_be_filled_in(folder: Path) -> None:
    run("init", "--yes")
    status = run("status")
    assert status.exit_code == 0 and "warning: " not in status.output
    assert "\n  1 warning, which “policy check” lists\n" in status.output
    assert "\n11 warnings, which “policy check” lists\n\n0 errors, 12 warnings." in status.output


def test_a_site_of_policies_from_nothing(folder: Path) -> None:
    result = run("init", "--yes")
    assert result.exit_code == 0, result.output
    assert sorted(files(folder)) == [
        ".gitattributes", ".gitignore", "README.md", "docs/contact.md", "docs/contact/sent.md", "docs/cookies.md",
        "docs/index.md", "docs/requests.md", "mkdocs.yml", "policy_versions/privacy/2027-04-01.md",
        "policy_versions/privacy/policy.yml", "policy_versions/requests.yml", "policy_versions/storage.yml", "requirements.txt",
    ]  # fmt: skip
    check = run("check")
    assert check.exit_code == 0, check.output
    assert (rules(check.output, "error"), rules(check.output, "warning")) == (set(), {"placeholder"})
    assert "docs/index.md:8:37: “[insert the name of your organisation]” is still to be filled in." in check.output
    assert "mkdocs.yml:5:35: “https://insert-your-address.example/” is still to be filled in." in check.output


def test_a_policy_in_another_language_has_no_title_of_ours(folder: Path) -> None:
    write_files(folder, {"page.html": PAGE})
    told = ("init", "--yes", "--language", "de", "--publisher", "Acme", "--draft", "page.html")
    refused = run(*told, "--effective", "2026-05-01")
    assert refused.exit_code == 1 and "what it is called. Say so with --title." in refused.output
    assert "the pages of the site are in English" in run(*told).output
    about = yaml.safe_load(files(folder)["policy_versions/privacy/policy.yml"])
    assert about["title"] == "[insert the title of the policy]"


def test_the_second_time_nothing_changes(folder: Path) -> None:
    run("init", "--yes")
    before = files(folder)
    for again in (run("init", "--yes"), run("init", "--add", "--yes")):
        assert "Nothing was" in again.output, again.output
        assert files(folder) == before


def test_every_question_is_asked_and_answered_by_enter(folder: Path) -> None:
    result = run("init", typed="\n" * 12)
    assert result.exit_code == 0, result.output
    asked = [line for line in result.output.splitlines() if "?" in line]
    assert len(asked) == 10, asked
    assert "policy_versions/privacy/policy.yml" in files(folder)


def test_a_wrong_answer_is_asked_for_again(folder: Path) -> None:
    answers = [
        "Acme Ltd",
        "",
        "poem",
        "terms",
        "xx-!",
        "de",
        "Terms: of use",
        "../terms",
        "terms-of-use",
        "",
        "",
        "gitlab",
        "",
    ]
    result = run("init", typed="\n".join([*answers, ""]))
    assert result.exit_code == 0, result.output
    assert result.output.count("Error: ") == 3
    about = yaml.safe_load(files(folder)["policy_versions/terms-of-use/policy.yml"])
    assert about == {"title": "Terms: of use", "publisher": "Acme Ltd", "language": "de", "kind": "terms"}
    assert ".gitlab-ci.yml" in files(folder)


def test_what_is_there_already_stays(folder: Path) -> None:
    write_files(
        folder,
        {"README.md": "ours", "docs/index.md": "# Ours\n", ".gitignore": "/site/\n", "requirements.txt": "mkdocs\n"},
    )
    result = run("init", "--yes", "--host", "github")
    assert result.exit_code == 0, result.output
    assert files(folder)["README.md"] == b"ours" and files(folder)["docs/index.md"] == b"# Ours\n"
    assert "kept: README.md" in result.output
    assert "Add to .gitignore:\n    /review/\n    /.venv/\n" in result.output
    assert re.search(r"Add to requirements\.txt:\n    mkdocs-policy-versions", result.output)


def test_a_first_text_may_be_open_until_its_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "--yes", "--publisher", "Acme")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1806537600")  # 1 April 2027
    check = run("check")
    assert check.exit_code == 1
    assert "error: policy_versions/privacy/2027-04-01.md:15:1: “[insert the full name" in check.output


@pytest.mark.parametrize(
    "told",
    [
        ("--slug", "../evil"), ("--slug", "/evil"), ("--slug", "cookies"), ("--slug", "con"), ("--kind", "poem"),
        ("--language", "x: y"), ("--title", "a\u202eb"), ("--publisher", "a\x1b[2J"), ("--address", "javascript:x"),
        ("--host", "bitbucket"), ("--effective", "2026-01-01"), ("--timezone", "Mars/Olympus"),
        ("--history", "."), ("--history", ".", "--file", "../x"), ("--history", ".", "--document", "-x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(folder: Path, told: tuple[str, ...]) -> None:
    result = run("init", "--yes", *told)
    assert result.exit_code in (1, 2), result.output
    last = result.output.strip().splitlines()[-1]
    assert last.startswith("Error: ") and last.isprintable() and last.endswith("."), result.output
    assert files(folder) == {}


# A site that is there


def test_without_add_a_site_that_is_there_is_left_alone(folder: Path) -> None:
    write_files(folder, SITE)
    result = run("init", "--yes")
    assert result.exit_code == 1 and "policy init --add" in result.output
    assert len(files(folder)) == 2


def test_add_needs_a_site(folder: Path) -> None:
    result = run("init", "--add", "--yes")
    assert result.exit_code == 1 and "There is no mkdocs.yml here." in result.output


def test_add_shows_the_change_and_asks(folder: Path) -> None:
    write_files(folder, SITE)
    before = files(folder)
    result = run("init", "--add", typed="\n" * 8 + "n\n")
    assert result.exit_code == 1, result.output
    assert "\n+  - policy-versions:\n" in result.output and "\n+  - Legal:\n" in result.output
    assert files(folder) == before
    result = run("init", "--add", typed="\n" * 8 + "y\n")
    assert result.exit_code == 0, result.output
    assert files(folder)["mkdocs.yml"].startswith(b"site_name: Docs # ours\n")
    assert run("check").exit_code == 0


def test_add_changes_one_file_and_adds_others(folder: Path) -> None:
    write_files(folder, {**SITE, "docs/legal/contact.md": "# Ours\n", "docs/cookies.md": "# Ours too\n"})
    before = files(folder)
    result = run("init", "--add", "--yes", "--publisher", "Acme", "--title", "*Privacy*: ours", "--slug", "privacy")
    assert result.exit_code == 0, result.output
    after = files(folder)
    assert {path for path in before if after[path] != before[path]} == {"mkdocs.yml"}
    assert "kept: docs/legal/contact.md" in result.output and "README.md" not in after
    assert "fonts.gstatic.com" in after["policy_versions/storage.yml"].decode()
    assert "Compare it with the site." in result.output
    again = run("init", "--add", "--yes", "--slug", "privacy")
    assert "Nothing was changed." in again.output and files(folder) == after


def test_add_begins_another_policy_where_there_is_one(folder: Path) -> None:
    run("init", "--yes", "--publisher", "Acme")
    before = files(folder)
    result = run("init", "--add", "--yes", "--publisher", "Acme", "--kind", "terms")
    assert result.exit_code == 0, result.output
    new = {path for path in files(folder) if path not in before}
    assert new == {"policy_versions/terms/policy.yml", "policy_versions/terms/2027-04-01.md"}
    assert {path: files(folder)[path] for path in before} == before


def test_another_policy_comes_where_the_others_are(folder: Path) -> None:
    write_files(
        folder, {"mkdocs.yml": "plugins:\n  - policy-versions:\n      folder: law\n", "law/a/policy.yml": "title: A\n"}
    )
    assert run("init", "--add", "--yes", "--kind", "terms").exit_code == 0
    assert "law/terms/policy.yml" in files(folder) and not (folder / "policy_versions").exists()


def test_workflows_below_the_root_of_a_repository_are_told(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "site").mkdir()
    told = run("init", "--yes", "--root", "site", "--host", "github").output
    assert f"The repository begins at {folder}. Move the workflows there" in told
    assert "The repository begins" not in run("init", "--yes", "--host", "gitlab").output


def test_what_a_site_inherits_is_its_own(folder: Path) -> None:
    write_files(
        folder,
        {"base.yml": "theme: material\ndocs_dir: pages\n", "site/mkdocs.yml": "INHERIT: ../base.yml\nsite_name: A\n"},
    )
    told = run("init", "--add", "--yes", "--root", "site").output
    assert "new: pages/legal/index.md" in told and "plain frame" not in told


def test_a_folder_of_pages_elsewhere_and_a_page_that_may_be_the_policy_are_told(folder: Path) -> None:
    site = "site_name: A\ndocs_dir: ../pages\nuse_directory_urls: false\n"
    write_files(folder, {"a/b/mkdocs.yml": site, "a/b/docs/x.md": "# X\n", "c/mkdocs.yml": "site_name: C\n"})
    write_files(folder, {"c/docs/privacy.md": "# Privacy\n"})
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    told = run("init", "--add", "--yes", "--root", "a/b", "--host", "github").output
    assert "The pages of this site are in ../pages, out of this folder. Move docs/legal/ there." in told
    assert "“cd a/b”" in told and "Policies cannot be built while mkdocs.yml has use_directory_urls: false" in told
    assert "“--history . --file docs/privacy.md”" in run("init", "--add", "--yes", "--root", "c").output


def test_pages_that_are_there_are_those_that_ours_lead_to(folder: Path) -> None:
    there = {
        "docs/legal.md": "# Legal\n",
        "docs/legal/contact/README.md": "# Us\n",
        "docs/legal/privacy/index.md": "# P\n",
    }
    write_files(folder, {**SITE, **there})
    told = run("init", "--add", "--yes").output
    assert "docs/legal/privacy/index.md stands where the policy is to be published." in told
    assert "- Policies: legal.md" in told and "- Contact: legal/contact/README.md" in told
    sent, requests = ((folder / f"docs/legal/{name}").read_text("utf-8") for name in ("contact/sent.md", "requests.md"))
    assert "](../../legal.md)" in sent and "](README.md)" in sent and "](../requests.md)" in sent
    assert "](#complain)" in requests


def test_what_somebody_began_by_hand_is_gone_on_with(folder: Path) -> None:
    """The plugin stands in mkdocs.yml without a storage inventory; a policy has a policy.yml, and no text."""
    write_files(folder, {**SITE, "mkdocs.yml": "site_name: A\nplugins: [policy-versions]\n"})
    write_files(folder, {"policy_versions/privacy/policy.yml": "title: P\npublisher: Q\nkind: privacy\n"})
    assert "kept: policy_versions/privacy/policy.yml, which is there already" in run("init", "--add", "--yes").output
    begun = {"policy_versions/privacy/2027-04-01.md", "policy_versions/storage.yml"}
    assert begun <= set(files(folder)) and "errors, " not in run("status").output.replace("0 errors, ", "")
    assert "Nothing was changed" in run("init", "--add", "--yes").output


def test_errors_of_a_text_are_told_at_once(folder: Path) -> None:
    page = PAGE.replace("</p>", ' <a href="other.html">More</a>.</p>')
    write_files(folder, {"page.html": page})
    result = run("init", "--yes", "--publisher", "Acme", "--draft", "page.html", "--effective", "2026-05-01")
    assert "Errors to be mended before the site can be built: 1." in result.output


def test_a_page_of_the_site_is_no_policy(folder: Path) -> None:
    write_files(folder, SITE)
    assert "A page of the site is called “legal”." in run("init", "--add", "--yes", "--slug", "legal").output


# A policy without revisions


def test_new_begins_the_first_revision(folder: Path) -> None:
    write_files(folder, {"policy_versions/terms/policy.yml": "title: Terms & more\npublisher: Acme\nkind: terms\n"})
    result = run("new", "terms", "--effective", "2027-05-01")
    assert result.exit_code == 0, result.output
    assert "2027-05-01.md is begun, the first revision.\n" in result.output
    assert b"\n# Terms & more\n" in files(folder)["policy_versions/terms/2027-05-01.md"]
    assert run("check").exit_code == 0


def test_import_makes_the_first_revision(folder: Path) -> None:
    write_files(folder, {"policy_versions/privacy/policy.yml": "title: Privacy\npublisher: Acme\n", "page.html": PAGE})
    result = run("import", "page.html", "--policy", "privacy", "--effective", "2026-05-01")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Wrote policy_versions/privacy/2026-05-01.md. Next: policy check\n")
    assert run("check").exit_code == 0
